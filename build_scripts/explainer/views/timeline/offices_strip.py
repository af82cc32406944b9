"""The strip under the axis: who led each party, a row for each, on the scale of the axis.

Convention: as in `axis`, horizontal positions are in per cent and vertical ones in em.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from explainer.views.offices import Leaders, TermOfOffice
from explainer.views.parts import Context
from explainer.views.timeline.lanes import lanes_of, per_cent, soft_ends, stretch_of
from explainer.views.timeline.text_width import width_of
from explainer.views.timeline.time_scale import Scale, moment_of

_ROW, _ROW_NAME, _NAME_EVERY, _LEAST, _GAP_LEAST = 1.9, 1.7, 64, 0.25, 1.0


@dataclass(frozen=True)
class Bar:
    """A term of office. `text` is empty if the name does not fit; `title` has all of it."""

    start: float
    length: float
    y: float
    soft: str
    text: str
    title: str


@dataclass(frozen=True)
class Vacancy:
    """A time for which nobody is shown; at each of `xs` it says why, so that one who scrolls still sees it."""

    start: float
    length: float
    y: float
    xs: tuple[float, ...]


@dataclass(frozen=True)
class OfficesRow:
    """The terms of a party's leaders, and the gaps between them.

    The name stands at each of `xs`, so that one who scrolls still sees it.
    """

    party: str
    name: str
    xs: tuple[float, ...]
    y: float
    bars: tuple[Bar, ...]
    gaps: tuple[Vacancy, ...]


def rows_of(
    parties: Sequence[Leaders], scale: Scale, width: float, top: float, context: Context
) -> tuple[tuple[OfficesRow, ...], float]:
    """A row for every party that had a leader in this time, and where the last one ends."""
    rows = []
    for leaders in parties:
        terms = [term for term in leaders.terms if _is_inside(term, scale)]
        spans = [_span(term, scale, width) for term in terms]
        lanes = lanes_of(spans)
        bars = (_bar(t, s, top + _ROW_NAME + n * _ROW, width) for t, s, n in zip(terms, spans, lanes, strict=True))
        if terms:
            gaps = _gaps(spans, width, top + _ROW_NAME, context.words.say("in-office-gap"))
            rows.append(OfficesRow(leaders.party, leaders.name, _names(width), round(top, 2), tuple(bars), gaps))
            top += _ROW_NAME + (max(lanes) + 1) * _ROW + 0.5
    return tuple(rows), top


def _gaps(spans: Sequence[tuple[float, float]], width: float, y: float, text: str) -> tuple[Vacancy, ...]:
    """The stretches that no term covers, without those too short to be seen."""
    found: list[Vacancy] = []
    free, room = 0.0, width_of(text) + 1
    for start, end in (*sorted(spans), (width, width)):
        if start - free >= _GAP_LEAST:
            places = [free, *(place for place in _places(width) if free + room <= place)]
            xs = tuple(per_cent(place / width) for place in places if place + room <= start)
            found.append(Vacancy(per_cent(free / width), per_cent((start - free) / width), round(y, 2), xs))
        free = max(free, end)
    return tuple(found)


def _places(width: float) -> list[float]:
    """Where what must be seen by one who scrolls stands again."""
    return [float(number * _NAME_EVERY) for number in range(ceil(width / _NAME_EVERY))]


def _names(width: float) -> tuple[float, ...]:
    return tuple(per_cent(place / width) for place in _places(width))


def _is_inside(term: TermOfOffice, scale: Scale) -> bool:
    reach = term.reach
    starts_in_time = reach.first is None or moment_of(reach.first) < scale.last
    return starts_in_time and (reach.last is None or moment_of(reach.last, at_end=True) > scale.first)


def _span(term: TermOfOffice, scale: Scale, width: float) -> tuple[float, float]:
    start, end = stretch_of(term.reach, scale, width)
    return start, max(end, start + _LEAST)


def _bar(term: TermOfOffice, span: tuple[float, float], y: float, width: float) -> Bar:
    room = span[1] - span[0]
    return Bar(
        start=per_cent(span[0] / width),
        length=per_cent(room / width),
        y=round(y, 2),
        soft=soft_ends(term.reach) if room > 1 else "",
        text=term.holder if width_of(term.holder) + 1 <= room else "",
        title=term.title,
    )
