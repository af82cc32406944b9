"""From the content folder to raw entries: bytes, front matter, YAML, line numbers.

Convention: all scalars stay the text that the editor wrote (`no`, `1914-06` and `007` are text here; the schema gives
them a type), lines count from 1 in the file, and paths are relative to the content folder, with `/`.
"""

from explainer.reading.content import read_content, read_dispute, read_promises, split_entry
from explainer.reading.files import leads_outside, read_bytes
from explainer.reading.limits import GEODATA
from explainer.reading.pictures import picture_of
from explainer.reading.yaml_text import Parsed, parse_yaml

__all__ = [
    "GEODATA",
    "Parsed",
    "leads_outside",
    "parse_yaml",
    "picture_of",
    "read_bytes",
    "read_content",
    "read_dispute",
    "read_promises",
    "split_entry",
]
