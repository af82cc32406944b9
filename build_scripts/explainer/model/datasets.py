"""Figures of the content: a table in CSV with what its YAML file says of it, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from explainer.dates import Edtf
from explainer.model.fields import ChartKind, DatasetFields, Sourced
from explainer.model.lines import Lines
from explainer.problems import Code, Problem

DATA_FOLDER = "data"

MOST_ROWS = 2_000
MOST_SERIES = 8
MOST_BARS = 60
"""How many rows a CSV file may have, and how much of it one chart can show."""


@dataclass(frozen=True)
class Category:
    """What a row of the table is of: a date, or a category in words."""

    label: str
    date: Edtf | None = None


@dataclass(frozen=True)
class Figure:
    """One number of the table, or the place of one that is missing (`value` is None), and what it rests on."""

    of: Category
    series: str
    value: float | None
    sources: tuple[Sourced, ...]
    note: str
    line: int


@dataclass(frozen=True)
class Dataset:
    """A series of figures that texts can show. `lines` are those of the YAML file, `rows` those of the table."""

    id: str
    fields: DatasetFields
    lines: Lines
    rows: Lines
    figures: tuple[Figure, ...]
    unit: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    """The title of each series, in the order of the table; empty where there is but one and it has no name."""

    @property
    def title(self) -> str:
        return self.fields.title

    @property
    def path(self) -> str:
        return f"{DATA_FOLDER}/{self.id}.yml"

    @property
    def table_path(self) -> str:
        return f"{DATA_FOLDER}/{self.id}.csv"

    @property
    def is_line(self) -> bool:
        return self.fields.chart is ChartKind.LINE

    @property
    def categories(self) -> tuple[Category, ...]:
        """What the rows are of, each once, in the order of the table."""
        return tuple(dict.fromkeys(figure.of for figure in self.figures))

    def problem(self, at: tuple[str | int, ...], code: Code, message: str, hint: str = "") -> Problem:
        """A problem of the field at `at` of the YAML file."""
        return self.lines.problem(self.path, at, code, message, hint)


@dataclass(frozen=True, eq=False)
class Table:
    """A CSV file as it was read: its columns, and each row with the line where it begins."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
