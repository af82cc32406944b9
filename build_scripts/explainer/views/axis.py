"""The drawn axis: events, eras, years and terms of office, placed so that nothing lies on anything else.

Convention: across, a place is in per cent of the drawing's width; down, it is in em of its one size of type, and so
is `width`, the narrowest width in which it is laid out. A drawing wider than that has only more air.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from explainer import dates
from explainer.views.labels import LINE, Label, Placed, labels_of
from explainer.views.lettering import lines_of, width_of
from explainer.views.offices import Leaders, Term
from explainer.views.parts import Card, Context
from explainer.views.scale import Scale, marked_years, moment_of

_ERA_LINES, _ERA_LEAST, _EDGE = 4, 4.5, 0.4
_MARK, _SPAN_LEAST = 1.1, 1.2
_TICK_GAP = 3.6
_PHONE = 30
_ROW, _ROW_NAME = 1.9, 1.7


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
class Mark:
    """An event on the axis: a dot where `length` is 0, else a bar, with the ends that `soft` names fading out.

    `leader` is where the line up to its label ends. A mark without a label stands for what a closer look shows.
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
    x: float
    label: str


@dataclass(frozen=True)
class Bar:
    """A term of office. `text` is empty where the name does not fit; `title` says all."""

    start: float
    length: float
    y: float
    soft: str
    text: str
    title: str


@dataclass(frozen=True)
class Row:
    party: str
    name: str
    y: float
    bars: tuple[Bar, ...]


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


def drawing_of(
    events: Sequence[Event], least: int, plan: Plan, name: str, zoom: int, width: float, context: Context
) -> Drawing:
    """The drawing in which the events of weight `least` and above have labels, and the others are small dots."""
    eras = _eras(plan, width)
    top = max((len(era.lines) for era in eras), default=0) * LINE + 0.8
    spans = [_span(event.date, plan.scale, width) for event in events]
    lanes = _lanes([(start - 0.55, end + 0.55) for start, end in spans])
    shown = [n for n, event in enumerate(events) if event.card.weight >= least]
    most_lines = 2 if width < _PHONE else 3
    labels = labels_of([Placed(_x(events[n], plan) * width, events[n].card) for n in shown], width, most_lines)
    line = top + labels.height + 0.6 + (max(lanes, default=0) + 1) * _MARK
    label_by_event = dict(zip(shown, labels.below(top), strict=True))
    rows, height = _rows(plan, width, line + 2.6)
    return Drawing(
        name=name,
        zoom=zoom,
        width=width,
        height=round(height, 2),
        line=round(line, 2),
        eras=eras,
        ticks=_ticks(plan.scale, width, context),
        marks=tuple(
            _mark(event, spans[n], line - (lanes[n] + 0.6) * _MARK, label_by_event.get(n), plan, width)
            for n, event in enumerate(events)
        ),
        rows=rows,
    )


def _mark(
    event: Event, span: tuple[float, float], y: float, label: Label | None, plan: Plan, width: float
) -> Mark:
    reach = dates.reach(event.date)
    return Mark(
        id=event.id,
        card=event.card,
        x=_per_cent(_x(event, plan)),
        y=round(y, 2),
        start=_per_cent(span[0] / width),
        length=_per_cent((span[1] - span[0]) / width),
        soft=_soft(reach),
        label=label,
    )


def _x(event: Event, plan: Plan) -> float:
    return plan.scale.at(moment_of(event.date.anchor))


def _span(date: dates.Edtf, scale: Scale, width: float) -> tuple[float, float]:
    """Where a date begins and ends, in em; a point where it is too short to be drawn as a bar."""
    reach = dates.reach(date)
    start = scale.at(moment_of(reach.first)) * width if reach.first else 0.0
    end = scale.at(moment_of(reach.last, at_end=True)) * width if reach.last else width
    if end - start < _SPAN_LEAST:
        point = scale.at(moment_of(date.anchor)) * width
        return point, point
    return start, end


def _soft(reach: dates.Reach) -> str:
    """Which ends fade: 'start', 'end', 'both' or none."""
    if reach.soft_start and reach.soft_end:
        return "both"
    return "start" if reach.soft_start else "end" if reach.soft_end else ""


def _lanes(stretches: Sequence[tuple[float, float]]) -> list[int]:
    """The lowest lane for each stretch in which it touches no other."""
    lanes: dict[int, int] = {}
    ends: list[float] = []
    for number in sorted(range(len(stretches)), key=lambda n: stretches[n]):
        start, end = stretches[number]
        free = next((lane for lane, taken in enumerate(ends) if taken <= start), len(ends))
        ends[free : free + 1] = [end]
        lanes[number] = free
    return [lanes[number] for number in range(len(stretches))]


def _eras(plan: Plan, width: float) -> tuple[EraBand, ...]:
    """The eras, each with its title where there is room for all of it."""
    places = [*(plan.scale.at(era.start) * width for era in plan.eras), width]
    bands = []
    for era, start, end in zip(plan.eras, places, places[1:], strict=False):
        room = end - start - 2 * _EDGE
        lines = lines_of(era.title, room, _ERA_LINES) if room >= _ERA_LEAST else ()
        fits = not any(line.endswith("…") for line in lines)
        bands.append(EraBand(_per_cent(start / width), lines if fits else ()))
    return tuple(bands)


def _ticks(scale: Scale, width: float, context: Context) -> tuple[Tick, ...]:
    return tuple(
        Tick(_per_cent(scale.at(year)), dates.year_label(year, context.words))
        for year in marked_years(scale, _tick_gap(scale, context) / width)
    )


def _tick_gap(scale: Scale, context: Context) -> float:
    return max(_TICK_GAP, width_of(dates.year_label(int(scale.moments[0]), context.words)) + 0.8)


def _rows(plan: Plan, width: float, top: float) -> tuple[tuple[Row, ...], float]:
    """A row for every party that had a leader in this time, and where the last one ends."""
    rows = []
    for leaders in plan.leaders:
        terms = [term for term in leaders.terms if _is_inside(term, plan.scale)]
        spans = [_term_span(term, plan.scale, width) for term in terms]
        lanes = _lanes(spans)
        bars = (_bar(t, s, top + _ROW_NAME + n * _ROW, width) for t, s, n in zip(terms, spans, lanes, strict=True))
        if terms:
            rows.append(Row(leaders.party, leaders.name, round(top, 2), tuple(bars)))
            top += _ROW_NAME + (max(lanes) + 1) * _ROW + 0.5
    return tuple(rows), top


def _is_inside(term: Term, scale: Scale) -> bool:
    reach = term.reach
    starts_in_time = reach.first is None or moment_of(reach.first) < scale.moments[-1]
    return starts_in_time and (reach.last is None or moment_of(reach.last, at_end=True) > scale.moments[0])


def _term_span(term: Term, scale: Scale, width: float) -> tuple[float, float]:
    reach = term.reach
    start = scale.at(moment_of(reach.first)) * width if reach.first else 0.0
    end = scale.at(moment_of(reach.last, at_end=True)) * width if reach.last else width
    return start, max(end, start + 0.25)


def _bar(term: Term, span: tuple[float, float], y: float, width: float) -> Bar:
    room = span[1] - span[0]
    return Bar(
        start=_per_cent(span[0] / width),
        length=_per_cent(room / width),
        y=round(y, 2),
        soft=_soft(term.reach) if room > 1 else "",
        text=term.holder if width_of(term.holder) + 1 <= room else "",
        title=", ".join(part for part in (term.holder, term.office, term.term) if part),
    )


def _per_cent(share: float) -> float:
    return round(share * 100, 2)
