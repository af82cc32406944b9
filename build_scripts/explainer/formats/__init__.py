"""Sources in the formats of other programs: CSL JSON, BibTeX, RIS.

Each format turns records into text and back. What it cannot say goes into its note, line by line, as in Zotero's field
Extra (`perspective: scholarly`). To find out what that is, a record is read back before it is written, so nothing can
be lost.
"""

from explainer.formats.by_name import FORMATS, Format, format_named
from explainer.formats.carried_source import Record, RecordsRead, UnreadableError

__all__ = ["FORMATS", "Format", "Record", "RecordsRead", "UnreadableError", "format_named"]
