"""A CSV file as a table: its columns and rows, and what keeps it from being one."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from explainer.invisible_characters import named, unseen_in
from explainer.model.datasets import MOST_ROWS, Table
from explainer.model.fields.datasets import MOST_COLUMNS
from explainer.problems import Code, Problem

_RUNS_IN_A_SPREADSHEET = ("=", "@", "+")
"""How a cell begins that a spreadsheet would take for a formula. A minus may begin a number."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


def table_of(name: str, text: str) -> tuple[Table | None, tuple[Problem, ...]]:
    """The table of a CSV file, None where it is none, and what is wrong in it. Cells are without space around them."""
    problems: list[Problem] = []
    rows: list[tuple[int, tuple[str, ...]]] = []
    for line, cells in _rows(name, text, problems):
        rows.append((line, tuple(cell.strip() for cell in cells)))
        if len(rows) > MOST_ROWS + 1:
            message = f"the table has more than {MOST_ROWS:,} rows"
            problems.append(Problem(name, line, Code.TOO_LARGE, message, "Divide it into several"))
            break
    if problems or not rows:
        return None, tuple(problems)
    (_, header), *below = rows
    problems += _faults_of_header(name, header)
    for line, row in below:
        problems += _faults_of_row(name, line, row, len(header))
    if not below:
        problems.append(Problem(name, 1, Code.BAD_TABLE, "the table has no row below the names of its columns"))
    return (None if problems else Table(header, tuple(below))), tuple(problems)


def _rows(name: str, text: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty, with the line where it begins."""
    reader = csv.reader(io.StringIO(text), strict=True)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            message = "the row that begins here cannot be read: a quotation mark is missing, or one too many"
            hint = (
                'Put a cell with a comma or a quotation mark between quotation marks, and write those in it twice: ""'
            )
            problems.append(Problem(name, line, Code.BAD_TABLE, message, hint))
            return
        if cells is None:
            return
        if cells:
            yield line, cells
        line = reader.line_num + 1


def _faults_of_header(name: str, header: tuple[str, ...]) -> Iterator[Problem]:
    if len(header) > MOST_COLUMNS:
        message = f"the table has {len(header)} columns, and may have at most {MOST_COLUMNS}"
        yield Problem(name, 1, Code.TOO_LARGE, message, "Divide it into several")
    for column in sorted(name for name, count in Counter(header).items() if count > 1):
        yield Problem(name, 1, Code.BAD_TABLE, f"the column '{column[:60]}' stands twice", culprit=column)


def _faults_of_row(name: str, line: int, cells: tuple[str, ...], width: int) -> Iterator[Problem]:
    if len(cells) != width:
        message = f"the row has {len(cells)} cells, and the first line names {width} columns"
        hint = "Put a cell with a comma in it between quotation marks"
        yield Problem(name, line, Code.BAD_TABLE, message, hint)
    for cell in cells:
        if cell.startswith(_RUNS_IN_A_SPREADSHEET):
            message = f"the cell '{cell[:60]}' begins with '{cell[0]}', so a spreadsheet would run it as a formula"
            yield Problem(name, line, Code.BAD_TABLE, message, "Begin it with another character", culprit=cell)
        elif control := _CONTROL.search(cell):
            message = f"{named(control[0])} stands in a cell, which is one line of text"
            yield Problem(name, line, Code.BAD_TABLE, message, "Remove it", culprit=cell)
        elif character := unseen_in(cell):
            message = f"{named(character)} stands in '{cell[:60]}', where nobody sees it"
            yield Problem(name, line, Code.BAD_TABLE, message, "Delete the words and type them again", culprit=cell)
