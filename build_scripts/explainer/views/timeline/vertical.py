"""The axis of a phone: a line from top to bottom, a panel for each era, with the marks of the wide drawings.

Convention: all is in em of the drawing's one size of type, across as well as down. A mark lies where its day lies on
the even scale of its panel; its name stands beside it, or below the name before, with a thin line from the mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from explainer import dates
from explainer.views.parts import Card, Context
from explainer.views.timeline.axis import AxisEvent, Plan, titled_eras
from explainer.views.timeline.flags import LINE
from explainer.views.timeline.lanes import lanes_of, soft_ends
from explainer.views.timeline.text_width import lines_of, width_of
from explainer.views.timeline.time_scale import Panel, Scale, marked_years, moment_of

WIDTH = 26.0
_BESIDE, _NAMES = 1.0, 3.6
_HEAD, _LEAST, _BELOW = 2.4, 5.0, 1.4
_LANE, _MOST_LANES = 0.9, 3
_TICK = 1.6
_BETWEEN = 0.6
_SPAN_LEAST = 0.8


@dataclass(frozen=True)
class VerticalMark:
    """An event: where its dot or bar lies, and its name; without `lines` it is one that a closer look names."""

    id: str
    card: Card
    x: float
    y: float
    start: float
    length: float
    soft: str
    lines: tuple[str, ...]
    name_y: float


@dataclass(frozen=True)
class VerticalTick:
    y: float
    label: str


@dataclass(frozen=True)
class VerticalPanel:
    """An era: its title and its years, and how far its line reaches."""

    title: tuple[str, ...]
    years: str
    top: float
    start: float
    end: float
    ticks: tuple[VerticalTick, ...]


@dataclass(frozen=True)
class VerticalDrawing:
    height: float
    axis: float
    names: float
    panels: tuple[VerticalPanel, ...]
    marks: tuple[VerticalMark, ...]


def vertical_of(events: Sequence[AxisEvent], least_weight: int, plan: Plan, context: Context) -> VerticalDrawing:
    """The drawing of the events, which are in the order of time; those of at least that weight are named."""
    scale = plan.scale_for([moment_of(event.date.anchor) for event in events], 1)
    axis = _BESIDE + max(width_of(dates.year_label(int(panel.first), context.words)) for panel in scale.panels)
    panels: list[VerticalPanel] = []
    marks: list[VerticalMark] = []
    top = 0.0
    for panel, (title, years) in zip(scale.panels, titled_eras(plan, context), strict=True):
        inside = [event for event in events if _panel_of(event, scale) is panel]
        named = [event for event in inside if event.card.weight >= least_weight]
        lines = {event.id: lines_of(event.card.label, WIDTH - axis - _NAMES - 0.5) for event in named}
        head = lines_of(title, WIDTH - 1)
        start = top + _HEAD + len(head) * LINE
        height = max(_LEAST, sum(_height(text) for text in lines.values()))
        down = Panel(panel.first, panel.last, start, start + height)
        marks += _marks(inside, lines, down, axis)
        panels.append(
            VerticalPanel(head, years, round(top, 2), round(start, 2), round(down.end, 2), _ticks(down, context))
        )
        top = down.end + _BELOW
    return VerticalDrawing(round(top, 2), round(axis, 2), round(axis + _NAMES, 2), tuple(panels), tuple(marks))


def _panel_of(event: AxisEvent, scale: Scale) -> Panel:
    begun = [panel for panel in scale.panels if panel.first <= moment_of(event.date.anchor)]
    return begun[-1] if begun else scale.panels[0]


def _height(lines: tuple[str, ...]) -> float:
    """Of a name: the date, the title and some air."""
    return (1 + len(lines)) * LINE + _BETWEEN


def _marks(
    events: Sequence[AxisEvent], lines: dict[str, tuple[str, ...]], panel: Panel, axis: float
) -> list[VerticalMark]:
    places = [panel.at(moment_of(event.date.anchor)) for event in events]
    lanes = lanes_of([(place - _LANE / 2, place + _LANE / 2) for place in places])
    names = _names([(places[n], lines[e.id]) for n, e in enumerate(events) if e.id in lines], panel)
    name_of = dict(zip((event.id for event in events if event.id in lines), names, strict=True))
    marks = []
    for event, place, lane in zip(events, places, lanes, strict=True):
        mark = _mark(event, panel)
        x, y = axis + min(lane, _MOST_LANES) * _LANE, name_of.get(event.id, 0.0) + 1
        marks.append(replace(mark, x=round(x, 2), y=round(place, 2), lines=lines.get(event.id, ()), name_y=round(y, 2)))
    return marks


def _names(named: Sequence[tuple[float, tuple[str, ...]]], panel: Panel) -> list[float]:
    """Where each name begins: at its mark, pushed down by the names before it and up by the end of the panel."""
    tops: list[float] = []
    free = panel.start
    for place, lines in named:
        tops.append(max(free, place - LINE))
        free = tops[-1] + _height(lines)
    below = panel.end + _BETWEEN
    for number in reversed(range(len(named))):
        tops[number] = min(tops[number], below - _height(named[number][1]))
        below = tops[number]
    return [round(top, 2) for top in tops]


def _mark(event: AxisEvent, panel: Panel) -> VerticalMark:
    """The mark, still without its lane and its name."""
    reach = dates.reach(event.date)
    start = panel.at(moment_of(reach.first)) if reach.first else panel.start
    end = panel.at(moment_of(reach.last, at_end=True)) if reach.last else panel.end
    length = end - start if end - start >= _SPAN_LEAST else 0.0
    return VerticalMark(
        id=event.id,
        card=event.card,
        x=0,
        y=0,
        start=round(start, 2),
        length=round(length, 2),
        soft=soft_ends(reach),
        lines=(),
        name_y=0,
    )


def _ticks(panel: Panel, context: Context) -> tuple[VerticalTick, ...]:
    return tuple(
        VerticalTick(round(marked.place, 2), dates.year_label(marked.year, context.words))
        for marked in marked_years(Scale((panel,)), _TICK)
    )
