"""Where a day lies on a drawn axis of time, and which years are marked on it.

Convention: a moment is a number of years (1855.5 is the middle of 1855, astronomical years before 1), a place is a
share of the axis from 0 to 1. The axis is cut into panels, an era each: within a panel time is even, and between two
panels lies a gap, so that nobody takes the scale of one for that of the next. An era with more events has more room.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from explainer.dates import Day

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000)
_LEAST = 0.65
"""The part of an even share that the emptiest era has."""


def moment_of(day: Day, at_end: bool = False) -> float:
    """The moment at which the day begins, or ends."""
    return day[0] + (day[1] - 1) / 12 + (day[2] - (0 if at_end else 1)) / 372


@dataclass(frozen=True)
class Panel:
    """An era on the axis: its first and last moment, and the places of these."""

    first: float
    last: float
    start: float
    end: float

    def at(self, moment: float) -> float:
        """The place of a moment; one outside the panel lies at its edge."""
        share = (moment - self.first) / (self.last - self.first)
        return self.start + min(max(share, 0.0), 1.0) * (self.end - self.start)


@dataclass(frozen=True)
class Scale:
    """The panels, in the order of time; one begins at the moment when the one before ends."""

    panels: tuple[Panel, ...]

    @property
    def first(self) -> float:
        return self.panels[0].first

    @property
    def last(self) -> float:
        return self.panels[-1].last

    def at(self, moment: float) -> float:
        """The place of a moment; one outside the axis lies at its end."""
        number = bisect_right([panel.first for panel in self.panels], moment) - 1
        return self.panels[max(number, 0)].at(moment)


def scale_of(moments: Sequence[float], starts: Sequence[float], end: float, gap: float = 0.0) -> Scale:
    """The scale of an axis for what is to be shown at `moments`.

    `starts` are where its eras begin, the first where the axis begins; `gap` is the place between two of them.
    """
    eras = list(pairwise([*starts, end]))
    room = 1 - gap * (len(eras) - 1)
    even = 1 / len(eras)
    inside = [sum(1 for moment in moments if first <= moment < last) for first, last in eras]
    counted = sum(inside) or 1
    panels: list[Panel] = []
    start = 0.0
    for (first, last), number in zip(eras, inside, strict=True):
        share = _LEAST * even + (1 - _LEAST) * (number / counted if sum(inside) else even)
        panels.append(Panel(first, last, start, start + share * room))
        start = panels[-1].end + gap
    last_panel = panels[-1]
    return Scale((*panels[:-1], Panel(last_panel.first, last_panel.last, last_panel.start, 1.0)))


@dataclass(frozen=True)
class MarkedYear:
    """A year that is marked on the axis; `is_first` of its panel is written inwards from the edge."""

    year: int
    place: float
    is_first: bool


def marked_years(scale: Scale, gap: float) -> Iterator[MarkedYear]:
    """The years to mark: of each panel the first, and round ones that stand no nearer to another than `gap`."""
    for panel in scale.panels:
        first = -int(-panel.first // 1) if panel.first % 1 else int(panel.first)
        place = panel.at(first)
        if place + 0.8 * gap > panel.end and panel is not scale.panels[0]:
            continue
        yield MarkedYear(first, place, is_first=True)
        step = _step_of(panel, gap)
        before = place + 0.5 * gap
        for year in range(first - first % step + step, int(panel.last) + 1, step) if step else ():
            place = panel.at(year)
            if place - before >= gap and place + 0.5 * gap <= panel.end:
                yield MarkedYear(year, place, is_first=False)
                before = place


def _step_of(panel: Panel, gap: float) -> int:
    """The smallest round number of years that takes up at least the gap; 0 if the panel has no room for a second."""
    per_year = (panel.end - panel.start) / (panel.last - panel.first)
    return next((step for step in _STEPS if step * per_year >= gap), 0)
