"""From the content folder to raw entries: bytes, front matter, YAML, line numbers.

Convention: all scalars stay the text that the editor wrote (`no`, `1914-06` and `007` are text here; the schema gives
them a type), lines count from 1 in the file, and paths are relative to the content folder, with `/`.
"""

from explainer.reading.content import read_content, split_entry
from explainer.reading.files import leaves
from explainer.reading.yaml_text import Parsed, parse_yaml

__all__ = ["Parsed", "leaves", "parse_yaml", "read_content", "split_entry"]
