"""A series of figures as a page shows it: the drawing, the same figures as a table, their sources, the file."""

from __future__ import annotations

from dataclasses import dataclass

from explainer.model.datasets import Category, Dataset, Figure
from explainer.model.fields import ColumnType
from explainer.views.charts.bar_chart import BarChart, bar_chart_of, category_words
from explainer.views.charts.line_chart import LineChart, line_chart_of
from explainer.views.charts.numbers import in_words
from explainer.views.numbering import Numbering
from explainer.views.parts import Context, NoteMark

FIGURES_PAGE = "figures.md"


@dataclass(frozen=True)
class FigureCell:
    """A figure in the table, with the numbers of the references that it rests on."""

    value: str
    references: tuple[NoteMark, ...]


@dataclass(frozen=True)
class FigureRow:
    label: str
    cells: tuple[FigureCell, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class FigureTable:
    """All figures: a row for each date or category, a column for each series."""

    head: str
    columns: tuple[str, ...]
    rows: tuple[FigureRow, ...]
    has_notes: bool


@dataclass(frozen=True)
class ChartView:
    """A chart. One of `line` and `bar` is its drawing; `page` is the place of the series among all."""

    id: str
    title: str
    summary: str
    unit: str
    line: LineChart | None
    bar: BarChart | None
    table: FigureTable
    gaps: tuple[str, ...]
    notes: tuple[str, ...]
    marks: tuple[NoteMark, ...]
    file: str
    page: str


def page_of_dataset(dataset: Dataset) -> str:
    """The part of the page of all series that shows this one."""
    return f"{FIGURES_PAGE}#{dataset.id}"


def chart_of(dataset: Dataset, numbering: Numbering, context: Context) -> ChartView:
    """The chart, with its sources numbered as those of the page that shows it."""
    marks = _marks(dataset, numbering)
    gaps = (context.words.say("pair", label=context.date(g.dates), value=g.note) for g in dataset.fields.gaps)
    return ChartView(
        id=dataset.id,
        title=dataset.title,
        summary=dataset.fields.summary or "",
        unit=dataset.unit,
        line=line_chart_of(dataset, context) if dataset.is_line else None,
        bar=None if dataset.is_line else bar_chart_of(dataset, context),
        table=_table(dataset, marks, context),
        gaps=tuple(gaps),
        notes=dataset.fields.notes,
        marks=tuple(marks.values()),
        file=dataset.table_path,
        page=page_of_dataset(dataset),
    )


def _marks(dataset: Dataset, numbering: Numbering) -> dict[tuple[str, str], NoteMark]:
    """A note for each place in a source that a figure rests on, in the order of the table."""
    cited = dict.fromkeys((s.source, s.locator or "") for figure in dataset.figures for s in figure.sources)
    return {place: numbering.mark(*place) for place in cited}


def _table(dataset: Dataset, marks: dict[tuple[str, str], NoteMark], context: Context) -> FigureTable:
    series = tuple(dict.fromkeys(figure.series for figure in dataset.figures))
    by_place = {(figure.of, figure.series): figure for figure in dataset.figures}
    notes: dict[Category, dict[str, None]] = {category: {} for category in dataset.categories}
    for figure in dataset.figures:
        notes[figure.of] |= {figure.note: None} if figure.note else {}
    rows = tuple(
        FigureRow(
            category_words(category, context),
            tuple(_cell(by_place.get((category, name)), marks, context) for name in series),
            tuple(notes[category]),
        )
        for category in dataset.categories
    )
    first = dataset.fields.columns[0]
    words = context.words
    head = first.title or (words.say("row-date") if first.type is ColumnType.DATE else words.say("figure-category"))
    columns = tuple(dataset.titles.get(name, "") or dataset.unit for name in series)
    return FigureTable(head, columns, rows, any(row.notes for row in rows))


def _cell(figure: Figure | None, marks: dict[tuple[str, str], NoteMark], context: Context) -> FigureCell:
    if figure is None or figure.value is None:
        return FigureCell(in_words(None, context), ())
    references = {marks[s.source, s.locator or ""].number: marks[s.source, s.locator or ""] for s in figure.sources}
    return FigureCell(in_words(figure.value, context), tuple(references.values()))
