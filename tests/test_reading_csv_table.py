"""Tables in CSV: whatever a file holds, the answer is a table or problems with a line, and in time."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from explainer.model.datasets import Table
from explainer.reading.csv_table import table_of

CELL = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp", "Zs", "Cf")), max_size=12).filter(
    lambda cell: not cell.startswith(("=", "@", "+")) and cell == cell.strip()
)


@given(st.text(st.sampled_from([*'ab,"\n ='])))
def test_any_text_is_a_table_or_has_problems_with_lines(text: str) -> None:
    table, problems = table_of("data/a.csv", text)
    assert (table is None) == bool(problems) or not text.strip()
    assert all(1 <= problem.line <= text.count("\n") + 2 for problem in problems)
    assert table is None or all(len(cells) == len(table.columns) for _, cells in table.rows)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=5))
def test_what_a_spreadsheet_writes_is_read_as_it_was(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([["a", "b", "c"], *rows])
    table, problems = table_of("data/a.csv", text.getvalue())
    assert problems == ()
    assert isinstance(table, Table)
    assert [list(cells) for _, cells in table.rows] == rows


def test_a_row_has_the_line_where_it_stands() -> None:
    table, problems = table_of("data/a.csv", "a,b\n1,2\n\n\n3,4\n")
    assert problems == ()
    assert table is not None
    assert table.rows == ((2, ("1", "2")), (5, ("3", "4")))
