"""The drawn axis: events, eras, years and terms of office, placed so that nothing overlaps.

Convention: horizontal positions are in per cent of the drawing's width. Vertical ones are in em of its only size of
type, and so is `width`, the smallest width for which it is laid out. A wider drawing only has more space.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from explainer import dates
from explainer.views.offices import Leaders
from explainer.views.parts import Card, Context
from explainer.views.timeline.flags import LINE, Flag, Labels, Placed, labels_of
from explainer.views.timeline.lanes import lanes_of, per_cent, soft_ends, stretch_of
from explainer.views.timeline.offices_strip import OfficesRow, rows_of
from explainer.views.timeline.text_width import fitting_lines_of, width_of
from explainer.views.timeline.time_scale import Scale, marked_years, moment_of, scale_of

_ERA_LINES, _ERA_LEAST, _EDGE = 4, 4.5, 0.4
_MARK, _CLEAR, _SPAN_LEAST = 0.8, 0.45, 1.2
_TICK_GAP = 3.6
_MOST_LANES, _LABEL_LINES = 12, 3
_GAP = 0.8


@dataclass(frozen=True)
class AxisEvent:
    """An event to draw."""

    id: str
    card: Card
    date: dates.Edtf


@dataclass(frozen=True)
class AxisEra:
    """An era on the axis: the moment at which it begins, and its title."""

    title: str
    start: float


@dataclass(frozen=True)
class Plan:
    """What all drawings of one timeline share: the eras, the moment at which the last of them ends, the leaders."""

    eras: tuple[AxisEra, ...]
    end: float
    leaders: tuple[Leaders, ...]

    def scale_for(self, moments: Sequence[float], width: float) -> Scale:
        """The scale of a drawing of that width which shows something at the moments."""
        return scale_of(moments, [era.start for era in self.eras], self.end, _GAP / width)


@dataclass(frozen=True)
class AxisSheet:
    """What a drawing is for: its zoom, which events have labels, and how wide it is at least."""

    name: str
    zoom: int
    least_weight: int
    width: float


@dataclass(frozen=True)
class AxisMark:
    """An event on the axis: a dot if `length` is 0, otherwise a bar, whose ends named by `soft` fade out.

    A mark without a label stands for something that a closer look shows.
    """

    id: str
    card: Card
    x: float
    y: float
    start: float
    length: float
    soft: str
    label: Flag | None


@dataclass(frozen=True)
class EraBand:
    """The panel of an era. `years` says how long it is, since no two panels have the same scale."""

    x: float
    length: float
    lines: tuple[str, ...]
    years: str


@dataclass(frozen=True)
class Tick:
    """A marked year; `anchor` keeps the first and the last inside the drawing."""

    x: float
    label: str
    anchor: str


@dataclass(frozen=True)
class AxisDrawing:
    """A drawing. `name` says for which zoom it is and whether for a narrow page; `line` is the height of the axis."""

    name: str
    zoom: int
    width: float
    height: float
    line: float
    eras: tuple[EraBand, ...]
    ticks: tuple[Tick, ...]
    marks: tuple[AxisMark, ...]
    rows: tuple[OfficesRow, ...]

    @property
    def across(self) -> str:
        """The width of the drawing: that of the page or, on a closer look, its own."""
        return "100%" if self.zoom == 1 else f"{self.width:g}em"


def drawing_of(events: Sequence[AxisEvent], sheet: AxisSheet, plan: Plan, context: Context) -> AxisDrawing:
    """The drawing of the events, which are in order of time."""
    width = sheet.width
    scale = plan.scale_for([moment_of(event.date.anchor) for event in _shown(events, sheet)], width)
    eras = _eras(plan, scale, width, context)
    spans = [_span(event.date, scale, width) for event in events]
    lanes = lanes_of([(start - _CLEAR, end + _CLEAR) for start, end in spans])
    top = max((len(era.lines) + bool(era.years) for era in eras), default=0) * LINE + 0.8
    labels = _labels(events, sheet, scale)
    line = top + labels.height + 0.6 + (max(lanes, default=0) + 1) * _MARK
    label_of = dict(zip((event.id for event in _shown(events, sheet)), labels.below(top), strict=True))
    marks = [_mark(event, scale, span, width) for event, span in zip(events, spans, strict=True)]
    rows, height = rows_of(plan.leaders, scale, width, line + 2.6, context)
    return AxisDrawing(
        name=sheet.name,
        zoom=sheet.zoom,
        width=width,
        height=round(height, 2),
        line=round(line, 2),
        eras=eras,
        ticks=_ticks(scale, width, context),
        marks=tuple(
            replace(mark, y=round(line - (lane + 0.6) * _MARK, 2), label=label_of.get(mark.id))
            for mark, lane in zip(marks, lanes, strict=True)
        ),
        rows=rows,
    )


def _shown(events: Sequence[AxisEvent], sheet: AxisSheet) -> list[AxisEvent]:
    """Those that have labels."""
    return [event for event in events if event.card.weight >= sheet.least_weight]


def _labels(events: Sequence[AxisEvent], sheet: AxisSheet, scale: Scale) -> Labels:
    placed = [Placed(_x(event, scale) * sheet.width, event.card) for event in _shown(events, sheet)]
    most_lanes = _MOST_LANES if sheet.zoom == 1 else len(placed)
    return labels_of(placed, sheet.width, most_lanes)


def _mark(event: AxisEvent, scale: Scale, span: tuple[float, float], width: float) -> AxisMark:
    """The mark, still without its lane and its label."""
    return AxisMark(
        id=event.id,
        card=event.card,
        x=per_cent(_x(event, scale)),
        y=0,
        start=per_cent(span[0] / width),
        length=per_cent((span[1] - span[0]) / width),
        soft=soft_ends(dates.reach(event.date)),
        label=None,
    )


def _x(event: AxisEvent, scale: Scale) -> float:
    return scale.at(moment_of(event.date.anchor))


def _span(date: dates.Edtf, scale: Scale, width: float) -> tuple[float, float]:
    """The beginning and end of a date, in em; a single point if it is too short for a bar."""
    start, end = stretch_of(dates.reach(date), scale, width)
    if end - start >= _SPAN_LEAST:
        return start, end
    point = scale.at(moment_of(date.anchor)) * width
    return point, point


def _eras(plan: Plan, scale: Scale, width: float, context: Context) -> tuple[EraBand, ...]:
    """The panels, each with its title and its years where there is room for all of it."""
    bands = []
    for panel, (title, years) in zip(scale.panels, titled_eras(plan, context), strict=True):
        room = (panel.end - panel.start) * width - 2 * _EDGE
        lines = fitting_lines_of(title, room, _ERA_LINES) if room >= _ERA_LEAST else ()
        written = years if width_of(years) <= room else ""
        bands.append(EraBand(per_cent(panel.start), per_cent(panel.end - panel.start), lines, written))
    return tuple(bands)


def titled_eras(plan: Plan, context: Context) -> Iterator[tuple[str, str]]:
    """The title of each era, and how many years it has."""
    ends = [*(era.start for era in plan.eras[1:]), plan.end]
    for era, end in zip(plan.eras, ends, strict=True):
        yield era.title, context.words.count("era-years", max(1, round(end - era.start)))


def _ticks(scale: Scale, width: float, context: Context) -> tuple[Tick, ...]:
    return tuple(
        Tick(
            per_cent(marked.place),
            dates.year_label(marked.year, context.words),
            "start" if marked.is_first else "middle",
        )
        for marked in marked_years(scale, _tick_gap(scale, context) / width)
    )


def _tick_gap(scale: Scale, context: Context) -> float:
    return max(_TICK_GAP, width_of(dates.year_label(int(scale.first), context.words)) + 0.8)
