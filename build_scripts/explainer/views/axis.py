"""The drawn axis: events, eras, years and terms of office, placed so that nothing lies on anything else.

Convention: across, a place is in per cent of the drawing's width; down, it is in em of its one size of type, and so
is `width`, the narrowest width in which it is laid out. A drawing wider than that has only more air.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from explainer import dates
from explainer.views.labels import LINE, Label, Labels, Placed, labels_of
from explainer.views.lettering import lines_of, width_of
from explainer.views.offices import Leaders
from explainer.views.parts import Card, Context
from explainer.views.scale import Scale, marked_years, moment_of
from explainer.views.spans import lanes_of, per_cent, soft_ends, stretch_of
from explainer.views.strip import Row, rows_of

_ERA_LINES, _ERA_LEAST, _EDGE = 4, 4.5, 0.4
_MARK, _CLEAR, _SPAN_LEAST = 1.1, 0.55, 1.2
_TICK_GAP = 3.6
_PHONE = 30
_MOST_LANES = 12


@dataclass(frozen=True)
class Event:
    """An event to draw."""

    id: str
    card: Card
    date: dates.Edtf


@dataclass(frozen=True)
class Era:
    """A stretch of the axis: where it begins, as a moment, and its title."""

    title: str
    start: float


@dataclass(frozen=True)
class Plan:
    """What all drawings of one timeline share."""

    scale: Scale
    eras: tuple[Era, ...]
    leaders: tuple[Leaders, ...]


@dataclass(frozen=True)
class Sheet:
    """What a drawing is for: at which zoom, which events have labels there, how wide it is at the least."""

    name: str
    zoom: int
    least_weight: int
    width: float


@dataclass(frozen=True)
class Mark:
    """An event on the axis: a dot where `length` is 0, else a bar, with the ends that `soft` names fading out.

    A mark without a label stands for what a closer look shows.
    """

    id: str
    card: Card
    x: float
    y: float
    start: float
    length: float
    soft: str
    label: Label | None


@dataclass(frozen=True)
class EraBand:
    x: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Tick:
    """A marked year; `anchor` keeps the first and the last inside the drawing."""

    x: float
    label: str
    anchor: str


@dataclass(frozen=True)
class Drawing:
    """One drawing. `name` says which zoom it is for and whether for a narrow page; `line` is where the axis lies."""

    name: str
    zoom: int
    width: float
    height: float
    line: float
    eras: tuple[EraBand, ...]
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    rows: tuple[Row, ...]

    @property
    def across(self) -> str:
        """The width that the drawing takes: that of the page, or on a closer look its own."""
        return "100%" if self.zoom == 1 else f"{self.width:g}em"


def drawing_of(events: Sequence[Event], sheet: Sheet, plan: Plan, context: Context) -> Drawing:
    """The drawing of the events, which are in the order of time."""
    width = sheet.width
    eras = _eras(plan, width)
    spans = [_span(event.date, plan.scale, width) for event in events]
    lanes = lanes_of([(start - _CLEAR, end + _CLEAR) for start, end in spans])
    top = max((len(era.lines) for era in eras), default=0) * LINE + 0.8
    labels = _labels(events, sheet, plan)
    line = top + labels.height + 0.6 + (max(lanes, default=0) + 1) * _MARK
    label_of = dict(zip(_labelled(events, sheet), labels.below(top), strict=True))
    marks = [_mark(event, plan, span, width) for event, span in zip(events, spans, strict=True)]
    rows, height = rows_of(plan.leaders, plan.scale, width, line + 2.6)
    return Drawing(
        name=sheet.name,
        zoom=sheet.zoom,
        width=width,
        height=round(height, 2),
        line=round(line, 2),
        eras=eras,
        ticks=_ticks(plan.scale, width, context),
        marks=tuple(
            replace(mark, y=round(line - (lane + 0.6) * _MARK, 2), label=label_of.get(mark.id))
            for mark, lane in zip(marks, lanes, strict=True)
        ),
        rows=rows,
    )


def _labelled(events: Sequence[Event], sheet: Sheet) -> list[str]:
    return [event.id for event in events if event.card.weight >= sheet.least_weight]


def _labels(events: Sequence[Event], sheet: Sheet, plan: Plan) -> Labels:
    shown = [event for event in events if event.card.weight >= sheet.least_weight]
    placed = [Placed(_x(event, plan) * sheet.width, event.card) for event in shown]
    most_lanes = _MOST_LANES if sheet.zoom == 1 else len(placed)
    return labels_of(placed, sheet.width, 2 if sheet.width < _PHONE else 3, most_lanes)


def _mark(event: Event, plan: Plan, span: tuple[float, float], width: float) -> Mark:
    """The mark, still without its lane and its label."""
    return Mark(
        id=event.id,
        card=event.card,
        x=per_cent(_x(event, plan)),
        y=0,
        start=per_cent(span[0] / width),
        length=per_cent((span[1] - span[0]) / width),
        soft=soft_ends(dates.reach(event.date)),
        label=None,
    )


def _x(event: Event, plan: Plan) -> float:
    return plan.scale.at(moment_of(event.date.anchor))


def _span(date: dates.Edtf, scale: Scale, width: float) -> tuple[float, float]:
    """Where a date begins and ends, in em; a point where it is too short to be drawn as a bar."""
    start, end = stretch_of(dates.reach(date), scale, width)
    if end - start >= _SPAN_LEAST:
        return start, end
    point = scale.at(moment_of(date.anchor)) * width
    return point, point


def _eras(plan: Plan, width: float) -> tuple[EraBand, ...]:
    """The eras, each with its title where there is room for all of it."""
    places = [*(plan.scale.at(era.start) * width for era in plan.eras), width]
    bands = []
    for era, start, end in zip(plan.eras, places, places[1:], strict=False):
        room = end - start - 2 * _EDGE
        lines = lines_of(era.title, room, _ERA_LINES) if room >= _ERA_LEAST else ()
        fits = not any(line.endswith("…") for line in lines)
        bands.append(EraBand(per_cent(start / width), lines if fits else ()))
    return tuple(bands)


def _ticks(scale: Scale, width: float, context: Context) -> tuple[Tick, ...]:
    return tuple(
        Tick(per_cent(scale.at(year)), dates.year_label(year, context.words), _anchor(scale.at(year)))
        for year in marked_years(scale, _tick_gap(scale, context) / width)
    )


def _anchor(place: float) -> str:
    return "start" if place < 0.005 else "end" if place > 0.995 else "middle"


def _tick_gap(scale: Scale, context: Context) -> float:
    return max(_TICK_GAP, width_of(dates.year_label(int(scale.moments[0]), context.words)) + 0.8)
