"""From the cells of a table to figures: what each row is of, its numbers, and the sources they rest on."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from explainer import dates
from explainer.date_hints import hint_for
from explainer.model.datasets import MOST_BARS, MOST_SERIES, Category, Dataset, Figure, Table
from explainer.model.fields import ID_PATTERN, Column, ColumnType, DatasetFields, Sourced
from explainer.model.lines import Lines
from explainer.problems import Code, Problem

_OF_ROWS = ("series", "source", "locator", "note")
"""Columns of words with a meaning, by their names."""
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_LARGEST = 1e15


def dataset_of(
    dataset_id: str, fields: DatasetFields, lines: Lines, table: Table
) -> tuple[Dataset | None, tuple[Problem, ...]]:
    """The figures of a table; None where it does not fit what is said of its columns."""
    dataset = Dataset(
        dataset_id, fields, lines, Lines({("rows", n): line for n, (line, _) in enumerate(table.rows)}), ()
    )
    problems = (*_faults_of_columns(dataset), *_differences(dataset, table))
    if problems:
        return None, problems
    reader = _Reader(dataset, table)
    whole = reader.whole()
    problems = (*reader.problems, *_too_much(whole), *_filled_gaps(whole))
    return None if problems else whole, problems


# What is said of the columns


def _faults_of_columns(dataset: Dataset) -> Iterator[Problem]:
    columns = dataset.fields.columns
    first, numbers = columns[0], [column for column in columns if column.type.is_number]
    for number, column in enumerate(columns):
        yield from _faults_of_column(dataset, number, column)
    if first.type.is_number or first.name in _OF_ROWS:
        message = f"the first column says what a row is of, and '{first.name}' cannot"
        yield dataset.problem(("fields", 0, "type"), Code.BAD_VALUE, message, "Begin with a date or a category")
    elif dataset.is_line and first.type is not ColumnType.DATE:
        message, hint = "a line is drawn over time, so its first column must hold dates", "Write 'chart: bar'"
        yield dataset.problem(("fields", 0, "type"), Code.BAD_VALUE, message, hint)
    if not numbers:
        yield dataset.problem(("fields",), Code.BAD_VALUE, "no column holds numbers", "Say 'type: number' of one")
    if len(numbers) > 1 and any(column.name == "series" for column in columns):
        message = "with a column 'series' there can be only one column of numbers"
        yield dataset.problem(("fields",), Code.BAD_VALUE, message, "Leave one of the two ways out")
    if len(units := list(dict.fromkeys(column.unit for column in numbers if column.unit))) > 1:
        message = f"a chart has one scale, and the columns have the units {' and '.join(units)}"
        yield dataset.problem(("fields",), Code.BAD_VALUE, message, "Make a file of each unit")


def _faults_of_column(dataset: Dataset, number: int, column: Column) -> Iterator[Problem]:
    at = ("fields", number)
    if column.name in [other.name for other in dataset.fields.columns[:number]]:
        yield dataset.problem((*at, "name"), Code.BAD_VALUE, f"the column '{column.name}' stands twice")
    if column.name in _OF_ROWS and column.type is not ColumnType.STRING:
        message = f"the column '{column.name}' holds words, so its type is 'string'"
        yield dataset.problem((*at, "type"), Code.BAD_VALUE, message)
    elif number and column.name not in _OF_ROWS and not column.type.is_number:
        message = f"the column '{column.name}' has no numbers, and no meaning is known of its words"
        hint = f"Only the first column and {', '.join(_OF_ROWS)} hold words"
        yield dataset.problem((*at, "name"), Code.BAD_VALUE, message, hint)
    if column.type.is_number and not column.unit:
        message = f"the column '{column.name}' of numbers has no unit"
        yield dataset.problem((*at, "unit"), Code.MISSING_FIELD, message, "Say what is counted, as 'unit: people'")


def _differences(dataset: Dataset, table: Table) -> Iterator[Problem]:
    """Columns that stand in one of the two files only."""
    said = [column.name for column in dataset.fields.columns]
    for number, name in enumerate(said):
        if name not in table.columns:
            message = f"{dataset.table_path} has no column '{name}'"
            problem = dataset.problem(("fields", number, "name"), Code.BAD_TABLE, message)
            yield problem.guessing(name, table.columns)
    for name in table.columns:
        if name not in said:
            message = f"{dataset.path} does not say what the column '{name[:60]}' is"
            yield Problem(dataset.table_path, 1, Code.BAD_TABLE, message).guessing(name, said)


# The rows


@dataclass
class _Reader:
    """Reads the rows of one table."""

    dataset: Dataset
    table: Table

    def __post_init__(self) -> None:
        self.problems: list[Problem] = []
        self.number = self.line = 0
        self.titles: dict[str, str] = {}
        self.seen: set[tuple[Category, str]] = set()

    def whole(self) -> Dataset:
        """The dataset with its figures."""
        rows = enumerate(self.table.rows)
        figures = [figure for number, (line, cells) in rows for figure in self._figures(number, line, cells)]
        unit = next(column.unit for column in self.dataset.fields.columns if column.type.is_number)
        titles = {series: title for series, title in self.titles.items() if len(self.titles) > 1 or title}
        dataset = self.dataset
        return Dataset(dataset.id, dataset.fields, dataset.lines, dataset.rows, tuple(figures), unit or "", titles)

    def _figures(self, number: int, line: int, cells: tuple[str, ...]) -> Iterator[Figure]:
        self.number, self.line = number, line
        row = dict(zip(self.table.columns, cells, strict=True))
        category = self._category(row[self.dataset.fields.columns[0].name])
        if category is None:
            return
        for column in self.dataset.fields.columns:
            if column.type.is_number:
                yield from self._figure(row, column, category)

    def _category(self, written: str) -> Category | None:
        if not written:
            self._note(Code.BAD_TABLE, "the first cell of the row, which says what it is of, is empty")
            return None
        if self.dataset.fields.columns[0].type is ColumnType.STRING:
            return Category(written)
        try:
            return Category(written, dates.parse(written))
        except dates.BadDateError as reason:
            self._note(Code.BAD_DATE, f"'{written[:60]}' is not a date: {reason}", hint_for(written), written)
            return None

    def _figure(self, row: dict[str, str], column: Column, category: Category) -> Iterator[Figure]:
        series = row.get("series", column.name)
        title = series if "series" in row else column.title or ""
        if not series:
            self._note(Code.BAD_TABLE, "the cell of the column 'series' is empty")
        self.titles.setdefault(series, title)
        if (category, series) in self.seen:
            named = f"'{category.label[:60]}'" + (f" of '{title[:60]}'" if title else "")
            self._note(Code.BAD_TABLE, f"the figure for {named} stands twice", "Keep one of the two rows")
        self.seen.add((category, series))
        written = row[column.name]
        value = self._number(written, column) if written else None
        sources = self._sources(row, column)
        if written and not sources:
            message = f"the figure {written[:60]} for '{category.label[:60]}' names no source"
            self._note(Code.FIGURE_WITHOUT_SOURCE, message, "Add 'sources' to the YAML file, or a column 'source'")
        yield Figure(category, series, value, sources, row.get("note", ""), self.line)

    def _number(self, written: str, column: Column) -> float | None:
        is_whole = column.type is ColumnType.INTEGER
        if not _NUMBER.fullmatch(written) or (is_whole and "." in written):
            wanted = "a whole number" if is_whole else "a number"
            message = f"{column.name} must be {wanted}, not '{written[:60]}'"
            self._note(Code.WRONG_TYPE, message, "Write it with digits only, as 1234 or 1234.5", written)
            return None
        value = float(written)
        if not math.isfinite(value) or abs(value) > _LARGEST:
            self._note(Code.BAD_VALUE, f"{column.name} is too large to be drawn: '{written[:60]}'", "", written)
            return None
        return value

    def _sources(self, row: dict[str, str], column: Column) -> tuple[Sourced, ...]:
        """What the figure rests on: the source of its row, otherwise of its column, otherwise of all."""
        if source := row.get("source"):
            if not re.fullmatch(ID_PATTERN, source):
                message = f"'{source[:60]}' is not an id: an id has small letters a to z, digits and single hyphens"
                self._note(Code.BAD_VALUE, message, "", source)
                return ()
            return (Sourced(source=source, locator=row.get("locator") or None),)
        if column.source:
            return (Sourced(source=column.source, locator=column.locator),)
        return self.dataset.fields.sources

    def _note(self, code: Code, message: str, hint: str = "", culprit: str = "") -> None:
        problem = Problem(self.dataset.table_path, self.line, code, message, hint, ("rows", self.number), culprit)
        self.problems.append(problem)


# The whole


def _too_much(dataset: Dataset) -> Iterator[Problem]:
    """More than a reader can take in from one chart."""
    series = len({figure.series for figure in dataset.figures})
    if series > MOST_SERIES:
        message = f"the table has {series} series, and a chart can show at most {MOST_SERIES}"
        yield Problem(dataset.table_path, 1, Code.TOO_LARGE, message, "Divide it into several")
    if not dataset.is_line and len(dataset.figures) > MOST_BARS:
        message = f"the table has {len(dataset.figures)} figures, and a chart can show at most {MOST_BARS} bars"
        yield Problem(dataset.table_path, 1, Code.TOO_LARGE, message, "Divide it into several")


def _filled_gaps(dataset: Dataset) -> Iterator[Problem]:
    """A gap in which there is a figure all the same."""
    for number, gap in enumerate(dataset.fields.gaps):
        for figure in dataset.figures:
            date = figure.of.date
            if date and figure.value is not None and _lies_in(date, gap.dates):
                message = f"the gap {gap.dates} is said to have no figures, and there is one of {date}"
                hint = "Shorten the gap or leave the figure out"
                yield dataset.problem(("gaps", number, "dates"), Code.BAD_VALUE, message, hint)


def _lies_in(date: dates.Edtf, gap: dates.Edtf) -> bool:
    """Whether the gap has all days of the date."""
    begins = gap.first is None or (date.first is not None and gap.first <= date.first)
    return begins and (gap.last is None or (date.last is not None and date.last <= gap.last))
