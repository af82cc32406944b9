"""Figures over time as lines: even scales, round marks, and a name at the end of each line.

Convention: across, a place is in per cent of the plot's width; down, it is in em of its one size of type, as on the
timeline. So a chart has the width of its page, and its letters keep their size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from explainer import dates
from explainer.model.datasets import Dataset, Figure
from explainer.views.charts.numbers import in_words
from explainer.views.charts.value_scale import ValueScale, value_scale_of
from explainer.views.parts import Context
from explainer.views.timeline.text_width import lines_of, width_of
from explainer.views.timeline.time_scale import Panel, Scale, marked_years, moment_of

_HEIGHT, _TOP, _BOTTOM = 18.0, 1.0, 2.2
_NAMES, _NO_NAMES = 8.5, 4.0
_LINE, _BETWEEN = 1.2, 0.35
_MOST_MARKS = 5
_WIDE, _NARROW = 40.0, 13.0
"""The least widths of a plot on a wide page and on a phone, by which years are marked."""


@dataclass(frozen=True)
class Dot:
    """A figure. `words` say all of it."""

    x: float
    y: float
    words: str


@dataclass(frozen=True)
class Segment:
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class EndLabel:
    """The name of a line beside its end, and the last figure; `y` is the base line of the first."""

    y: float
    lines: tuple[str, ...]
    value: str
    lead_x: float
    lead_y: float


@dataclass(frozen=True)
class LineOfFigures:
    """One series. `number` tells which colour it has."""

    number: int
    segments: tuple[Segment, ...]
    dots: tuple[Dot, ...]
    label: EndLabel | None


@dataclass(frozen=True)
class ValueMark:
    y: float
    label: str
    is_zero: bool


@dataclass(frozen=True)
class YearMark:
    """A marked year; one that is `wide` is left out on a narrow page."""

    x: float
    label: str
    anchor: str
    wide: bool


@dataclass(frozen=True)
class GapBand:
    """A stretch without figures; `label` is empty where it has no room in the `middle`."""

    x: float
    width: float
    middle: float
    label: str
    words: str


@dataclass(frozen=True)
class LineChart:
    """The drawing. `margin` and `names` are the widths of what stands at its left and its right."""

    height: float
    base: float
    margin: float
    names: float
    values: tuple[ValueMark, ...]
    years: tuple[YearMark, ...]
    gaps: tuple[GapBand, ...]
    lines: tuple[LineOfFigures, ...]


@dataclass(frozen=True)
class _Plan:
    """What all lines of a chart share."""

    times: Scale
    scale: ValueScale
    dataset: Dataset
    context: Context
    height: float

    def x(self, figure: Figure) -> float:
        assert figure.of.date is not None
        return round(100 * self.times.at(_moment(figure.of.date)), 2)

    def y(self, value: float) -> float:
        return round(self.height - _BOTTOM - self.scale.at(value) * (self.height - _TOP - _BOTTOM), 2)


def line_chart_of(dataset: Dataset, context: Context) -> LineChart:
    """The drawing of figures whose rows are of dates."""
    values = [figure.value for figure in dataset.figures if figure.value is not None]
    plan = _Plan(_times(dataset), value_scale_of(values or [1.0], _MOST_MARKS), dataset, context, _height(dataset))
    lines = [_line(number, series, plan) for number, series in enumerate(_series(dataset), start=1)]
    labels = [in_words(mark, context) for mark in plan.scale.marks]
    return LineChart(
        height=plan.height,
        base=plan.y(plan.scale.marks[0]),
        margin=round(max(map(width_of, labels)) + 0.6, 2),
        names=_NAMES if dataset.titles else _NO_NAMES,
        values=tuple(
            ValueMark(plan.y(mark), label, mark == 0) for mark, label in zip(plan.scale.marks, labels, strict=True)
        ),
        years=tuple(_year_marks(plan)),
        gaps=tuple(_bands(plan)),
        lines=_apart(lines, plan.height - _BOTTOM + 0.8),
    )


def _times(dataset: Dataset) -> Scale:
    """The axis of time: from the first day of a date to the last one's; for years alone, from middle to middle."""
    known = [figure.of.date for figure in dataset.figures if figure.value is not None and figure.of.date]
    last = max(map(_moment, known), default=1.0)
    first = min(
        (_moment(date) if _are_years(dataset) else moment_of(date.first or date.anchor) for date in known), default=0.0
    )
    return Scale((Panel(first, last if last > first else first + 1, 0.0, 1.0),))


def _are_years(dataset: Dataset) -> bool:
    """Whether no date is more exact than a year."""
    known = (figure.of.date for figure in dataset.figures if figure.of.date)
    return all(date.start is not None and date.start.precision is dates.Precision.YEAR for date in known)


def _series(dataset: Dataset) -> Iterable[str]:
    return dict.fromkeys(figure.series for figure in dataset.figures)


def _moment(date: dates.Edtf) -> float:
    """The middle of the date, so that a year's figure stands in the year."""
    first, last = date.first or date.anchor, date.last or date.anchor
    return (moment_of(first) + moment_of(last, at_end=True)) / 2


def _line(number: int, series: str, plan: _Plan) -> LineOfFigures:
    """The line of a series; it breaks where a figure is missing, and where a gap is said."""
    figures = [figure for figure in plan.dataset.figures if figure.series == series and figure.of.date]
    in_time = sorted(figures, key=lambda figure: dates.sort_key(figure.of.date or dates.parse("0001")))
    dots = tuple(
        Dot(plan.x(figure), plan.y(figure.value), _words(figure, plan))
        for figure in in_time
        if figure.value is not None
    )
    segments = tuple(
        Segment(plan.x(a), plan.y(a.value), plan.x(b), plan.y(b.value))
        for a, b in pairwise(in_time)
        if a.value is not None and b.value is not None and not _has_gap(a, b, plan.dataset)
    )
    return LineOfFigures(number, segments, dots, _label(series, in_time, plan))


def _has_gap(a: Figure, b: Figure, dataset: Dataset) -> bool:
    return any(
        a.of.date and b.of.date and dates.sort_key(a.of.date) <= dates.sort_key(gap.dates) <= dates.sort_key(b.of.date)
        for gap in dataset.fields.gaps
    )


def _words(figure: Figure, plan: _Plan) -> str:
    words, value = plan.context.words, in_words(figure.value, plan.context)
    date = plan.context.date(figure.of.date) if figure.of.date else figure.of.label
    said = words.say("figure-with-unit", figure=value, unit=plan.dataset.unit)
    return words.listed("list", (plan.dataset.titles.get(figure.series, ""), date, said))


def _label(series: str, in_time: Sequence[Figure], plan: _Plan) -> EndLabel | None:
    known = [figure for figure in in_time if figure.value is not None]
    if not known or known[-1].value is None:
        return None
    y, value = plan.y(known[-1].value), in_words(known[-1].value, plan.context)
    return EndLabel(y, _name(series, plan.dataset), value, plan.x(known[-1]), y)


def _height(dataset: Dataset) -> float:
    """The height of the drawing: the usual one, unless the names beside the lines need more."""
    series = dict.fromkeys(figure.series for figure in dataset.figures)
    rooms = ((len(_name(name, dataset)) + 1) * _LINE + _BETWEEN for name in series)
    return round(max(_HEIGHT, sum(rooms) + _BOTTOM), 2)


def _name(series: str, dataset: Dataset) -> tuple[str, ...]:
    """The name of a series in lines."""
    return lines_of(dataset.titles.get(series, ""), _NAMES - 0.8)


def _apart(lines: Sequence[LineOfFigures], limit: float) -> tuple[LineOfFigures, ...]:
    """The lines with their labels moved so far that none lies on another, and all are above the limit."""
    labelled = sorted((line for line in lines if line.label), key=lambda line: (line.label and line.label.y) or 0)
    tops: dict[int, float] = {}
    free = 0.0
    for line in labelled:
        tops[line.number] = max(free, (line.label.y if line.label else 0) - _room(line) / 2)
        free = tops[line.number] + _room(line) + _BETWEEN
    for line in reversed(labelled):
        tops[line.number] = min(tops[line.number], limit - _room(line))
        limit = tops[line.number] - _BETWEEN
    return tuple(_at(line, tops.get(line.number, 0)) for line in lines)


def _room(line: LineOfFigures) -> float:
    """The height of a label."""
    return (len(line.label.lines) + 1) * _LINE if line.label else 0


def _at(line: LineOfFigures, top: float) -> LineOfFigures:
    if line.label is None:
        return line
    label = EndLabel(round(top + 0.95, 2), line.label.lines, line.label.value, line.label.lead_x, line.label.lead_y)
    return LineOfFigures(line.number, line.segments, line.dots, label)


def _year_marks(plan: _Plan) -> Iterator[YearMark]:
    """Round years, more of them where there is room. Each is where its year begins, or of years alone in its middle."""
    shift = 0.5 if _are_years(plan.dataset) else 0.0
    years = Scale((Panel(plan.times.first - shift, plan.times.last - shift, 0.0, 1.0),))
    on_phone = {mark.year for mark in marked_years(years, 3.4 / _NARROW)}
    for mark in marked_years(years, 3.4 / _WIDE):
        year, place = mark.year, mark.place
        anchor = "start" if place < 0.03 else "end" if place > 0.97 else "middle"
        yield YearMark(round(100 * place, 2), dates.year_label(year, plan.context.words), anchor, year not in on_phone)


def _bands(plan: _Plan) -> Iterator[GapBand]:
    for gap in plan.dataset.fields.gaps:
        reach = dates.reach(gap.dates)
        start = plan.times.at(moment_of(reach.first)) if reach.first else 0.0
        end = plan.times.at(moment_of(reach.last, at_end=True)) if reach.last else 1.0
        if end > start:
            said = plan.context.words.say("chart-gap")
            fits = (end - start) * _NARROW > width_of(said)
            middle = round(50 * (start + end), 2)
            yield GapBand(round(100 * start, 2), round(100 * (end - start), 2), middle, said if fits else "", gap.note)
