"""Sources in the formats of other programs: CSL JSON, BibTeX, RIS.

Each format turns records into text and back. What it cannot say itself stands in its note, line by line, as Zotero's
field Extra has it (`perspective: scholarly`); what that is, is found by reading the record back. So nothing is lost.
"""

from explainer.desk.formats.record import Record, UnreadableError
from explainer.desk.formats.table import FORMATS, Format, format_named

__all__ = ["FORMATS", "Format", "Record", "UnreadableError", "format_named"]
