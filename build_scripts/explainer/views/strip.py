"""The strip under the axis: who led each party, a row for each, on the scale of the axis.

Convention: as in `axis`, places across are in per cent and places down in em.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from explainer.views.lettering import width_of
from explainer.views.offices import Leaders, Term
from explainer.views.scale import Scale, moment_of
from explainer.views.spans import lanes_of, per_cent, soft_ends, stretch_of

_ROW, _ROW_NAME, _NAME_EVERY, _LEAST = 1.9, 1.7, 64, 0.25


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
    """The terms of a party's leaders. The name stands at each of `xs`, so that one who scrolls still sees it."""

    party: str
    name: str
    xs: tuple[float, ...]
    y: float
    bars: tuple[Bar, ...]


def rows_of(parties: Sequence[Leaders], scale: Scale, width: float, top: float) -> tuple[tuple[Row, ...], float]:
    """A row for every party that had a leader in this time, and where the last one ends."""
    rows = []
    for leaders in parties:
        terms = [term for term in leaders.terms if _is_inside(term, scale)]
        spans = [_span(term, scale, width) for term in terms]
        lanes = lanes_of(spans)
        bars = (_bar(t, s, top + _ROW_NAME + n * _ROW, width) for t, s, n in zip(terms, spans, lanes, strict=True))
        if terms:
            rows.append(Row(leaders.party, leaders.name, _names(width), round(top, 2), tuple(bars)))
            top += _ROW_NAME + (max(lanes) + 1) * _ROW + 0.5
    return tuple(rows), top


def _names(width: float) -> tuple[float, ...]:
    return tuple(per_cent(place * _NAME_EVERY / width) for place in range(ceil(width / _NAME_EVERY)))


def _is_inside(term: Term, scale: Scale) -> bool:
    reach = term.reach
    starts_in_time = reach.first is None or moment_of(reach.first) < scale.moments[-1]
    return starts_in_time and (reach.last is None or moment_of(reach.last, at_end=True) > scale.moments[0])


def _span(term: Term, scale: Scale, width: float) -> tuple[float, float]:
    start, end = stretch_of(term.reach, scale, width)
    return start, max(end, start + _LEAST)


def _bar(term: Term, span: tuple[float, float], y: float, width: float) -> Bar:
    room = span[1] - span[0]
    return Bar(
        start=per_cent(span[0] / width),
        length=per_cent(room / width),
        y=round(y, 2),
        soft=soft_ends(term.reach) if room > 1 else "",
        text=term.holder if width_of(term.holder) + 1 <= room else "",
        title=", ".join(part for part in (term.holder, term.office, term.term) if part),
    )
