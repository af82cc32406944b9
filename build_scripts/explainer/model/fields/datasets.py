"""What `data/<id>.yml` says of the figures in `data/<id>.csv`, in the terms of Frictionless Table Schema."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from explainer.model.fields.background import Sourced
from explainer.model.fields.values import (
    EdtfDate,
    Fields,
    Id,
    Text,
    TranslatedSummary,
    TranslatedText,
)

COLUMN_PATTERN = r"^[a-z][a-z0-9_]*$"
MOST_COLUMNS = 20


class ColumnType(StrEnum):
    """What a cell of a column holds. The words are those of Table Schema; a date is one of EDTF."""

    DATE = "date"
    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"

    @property
    def is_number(self) -> bool:
        return self in (ColumnType.INTEGER, ColumnType.NUMBER)


class ChartKind(StrEnum):
    LINE = "line"
    BAR = "bar"


class Column(Fields):
    """A column of the table."""

    item_key: ClassVar[tuple[str, ...]] = ("name",)

    name: Annotated[str, StringConstraints(pattern=COLUMN_PATTERN)] = Field(
        description="Its name in the first line of the CSV file. `series`, `source`, `locator` and `note` have a "
        "meaning: the series that a figure belongs to, and the source of the row, where in it, what else to say."
    )
    type: ColumnType = Field(description="What its cells hold; a date is written in EDTF.")
    title: TranslatedText | None = Field(
        None, description="What readers see in its place; of a column of numbers, the name of the series."
    )
    unit: TranslatedText | None = Field(
        None, description="The unit of its numbers, which need one: `people`, `tonnes`, `per cent`."
    )
    source: Id | None = Field(None, description="The source of all its numbers.")
    locator: Text | None = Field(None, description="Where in that source: `p. 12`, `table 2`.")


class Gap(Fields):
    """A stretch of time without figures, of which the reader is told."""

    item_key: ClassVar[tuple[str, ...]] = ("dates",)

    dates: EdtfDate = Field(description="From when to when there are none, as `2017/2020`.")
    note: TranslatedText = Field(description="Why, in one line: none was counted, or none was found.")


class DatasetFields(Fields):
    """`data/<id>.yml`: what the figures are, and how they are drawn."""

    title: TranslatedText = Field(description="What the figures are, as the heading of the chart.")
    summary: TranslatedSummary | None = Field(
        None, description="One line below the heading: what is counted, by whom, when."
    )
    chart: ChartKind = Field(description="`line` for figures over time, `bar` for figures by category.")
    columns: Annotated[tuple[Column, ...], Field(min_length=2, max_length=MOST_COLUMNS)] = Field(
        alias="fields",
        description="The columns of the CSV file in their order. The first says what a row is of: a date, or a "
        "category. Each column of numbers is a series, unless a column `series` says to which series a row belongs.",
    )
    sources: tuple[Sourced, ...] = Field((), description="What all figures rest on, where no row or column says more.")
    gaps: Annotated[tuple[Gap, ...], Field(max_length=20)] = Field(
        (), description="Stretches of time without figures; no line is drawn across them."
    )
    notes: tuple[TranslatedText, ...] = Field((), description="What a reader must know before comparing the figures.")
