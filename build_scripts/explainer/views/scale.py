"""Where a day lies on a drawn axis of time, and which years are marked on it.

Convention: a moment is a number of years (1855.5 is the middle of 1855, astronomical years before 1), a place is a
share of the axis from 0 to 1. The scale is not even: an era has room by the number of its events, and so has each
year in it, so that three centuries and one busy winter fit on one line. It rises everywhere.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import floor

from explainer.dates import Day

_EVEN_SHARE = 0.35
"""The part of an era's room that its years share evenly; the rest goes to those that have events."""
_STEPS = (1000, 500, 200, 100, 50, 20, 10, 5, 2, 1)
_MOST_CANDIDATES = 3000


def moment_of(day: Day, at_end: bool = False) -> float:
    """The moment when the day begins, or ends."""
    return day[0] + (day[1] - 1) / 12 + (day[2] - (0 if at_end else 1)) / 372


@dataclass(frozen=True)
class Scale:
    """Moments and their places, both rising; between two knots time is even."""

    moments: tuple[float, ...]
    places: tuple[float, ...]

    def at(self, moment: float) -> float:
        """The place of a moment; one outside the axis lies at its end."""
        if moment <= self.moments[0]:
            return 0.0
        if moment >= self.moments[-1]:
            return 1.0
        right = bisect_right(self.moments, moment)
        before, after = self.moments[right - 1], self.moments[right]
        share = (moment - before) / (after - before)
        return self.places[right - 1] + share * (self.places[right] - self.places[right - 1])


def scale_of(moments: Sequence[float], starts: Sequence[float], end: float) -> Scale:
    """The scale of an axis for events at `moments`; `starts` are where its eras begin, the first where it begins."""
    cells = [cell for era in pairwise([*starts, end]) for cell in _cells(era, moments)]
    sums = list(accumulate((room for _, room in cells), initial=0.0))
    return Scale((*(start for start, _ in cells), end), tuple(room / sums[-1] for room in sums))


def _cells(era: tuple[float, float], moments: Sequence[float]) -> Iterator[tuple[float, float]]:
    """The years of an era that have events, and the stretches between them: where each begins, and its room."""
    first, last = era
    inside = [m for m in moments if first <= m < last]
    counts = Counter(floor(m) for m in inside)
    edges = sorted({first, last, *(y for year in counts for y in (year, year + 1) if first < y < last)})
    for start, end in pairwise(edges):
        even = (end - start) / (last - first)
        busy = sum(1 for m in inside if start <= m < end) / len(inside) if inside else even
        yield start, (1 + len(inside)) * (_EVEN_SHARE * even + (1 - _EVEN_SHARE) * busy)


def marked_years(scale: Scale, gap: float) -> tuple[int, ...]:
    """The years to mark: round ones first, and as many as stand no nearer than `gap`, a share of the axis.

    The marks at the ends are written inwards, so they reach further.
    """
    first, last = scale.moments[0], scale.moments[-1]
    years: list[int] = []
    places: list[float] = []
    for year in _candidates(first, last):
        place = min(max(scale.at(year), 0.4 * gap), 1 - 0.4 * gap)
        at = bisect_left(places, place)
        if all(abs(place - other) >= gap for other in places[max(0, at - 1) : at + 1]):
            places.insert(at, place)
            years.append(year)
    return tuple(sorted(years))


def _candidates(first: float, last: float) -> Iterable[int]:
    yield -floor(-first)
    for step in _STEPS:
        if (last - first) / step <= _MOST_CANDIDATES:
            yield from range(-floor(-first / step) * step, floor(last) + 1, step)
