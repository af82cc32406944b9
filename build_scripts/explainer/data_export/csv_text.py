"""Tables as CSV that a spreadsheet opens without running anything in it.

A spreadsheet takes a cell for a formula that begins with = + - or @, or with a tab or a carriage return before one. A
text that begins so gets an apostrophe before it, and so does one that begins with an apostrophe: to have the text back,
one apostrophe is taken off where there is one. Numbers are left alone.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from explainer.data_export.rows import Cell, FilledTable

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "'")


def csv_text(table: FilledTable) -> str:
    """The table as CSV by RFC 4180, but with a single line feed at the end of a line."""
    names = [column.name for column in table.schema.columns]
    return csv_of(names, ([row[name] for name in names] for row in table.rows))


def csv_of(names: Iterable[str], rows: Iterable[Iterable[Cell]]) -> str:
    """The same of any names and rows."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return target.getvalue()


def _harmless(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case str():
            return f"'{cell}" if cell.startswith(_RISKY) else cell
        case _:
            return str(cell)
