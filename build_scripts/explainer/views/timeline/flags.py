"""Labels of a drawn axis: each is a flag on a line that rises from its event, placed so that no two overlap.

Convention: everything is in em. Lane 0 is nearest to the axis. A flag lies to the right of its line or, near the right
edge, to the left. If a line has to cross a flag, that costs more than a higher lane.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from explainer.views.parts import Card
from explainer.views.timeline.text_width import lines_of, width_of

LINE = 1.25
_LABEL_WIDTH, _GAP = 11.5, 0.9
_CROSSING = 3


@dataclass(frozen=True)
class Placed:
    """An event's card, and the position on the axis where its line rises."""

    x: float
    card: Card


@dataclass(frozen=True)
class Flag:
    """A label: its date and title lines; `top` is where the line from the event ends, `y` the first base line."""

    date: str
    lines: tuple[str, ...]
    lane: int
    at_left: bool
    top: float = 0
    y: float = 0

    def below(self, top: float, lanes: int, lane_height: float) -> Flag:
        """The label in a drawing whose highest lane begins at `top`."""
        lane_top = top + (lanes - 1 - self.lane) * lane_height
        return replace(self, top=round(lane_top + 0.1, 2), y=round(lane_top + 1, 2))


@dataclass(frozen=True)
class Labels:
    """The labels in the order of their events, None for those without room; the number of lanes and their height."""

    labels: tuple[Flag | None, ...]
    lanes: int
    lane_height: float

    def below(self, top: float) -> tuple[Flag | None, ...]:
        return tuple(label and label.below(top, self.lanes, self.lane_height) for label in self.labels)

    @property
    def height(self) -> float:
        return self.lanes * self.lane_height


@dataclass(frozen=True)
class _Flag:
    """A label with its place: the stretch that it covers, its line, its lane."""

    start: float
    end: float
    line: float
    lane: int
    at_left: bool


def labels_of(events: Sequence[Placed], width: float, most_lanes: int) -> Labels:
    """The labels of the events, which are in the order of time; where they are too many, the later ones go first."""
    flags: dict[int, _Flag] = {}
    lines = [lines_of(event.card.label, _LABEL_WIDTH) for event in events]
    sizes = [_size(event.card.date, text) for event, text in zip(events, lines, strict=True)]
    for number in reversed(range(len(events))):
        x, size = events[number].x, sizes[number]
        near = [flag for flag in flags.values() if abs(flag.line - x) <= 2 * (_LABEL_WIDTH + 4)]
        flag = _best(x, size, near, width, most_lanes)
        if flag:
            flags[number] = flag
    labels = tuple(_label(e, lines[n], flags[n]) if n in flags else None for n, e in enumerate(events))
    lanes = max((flag.lane for flag in flags.values()), default=-1) + 1
    return Labels(labels, lanes, (1 + max(map(len, lines), default=0)) * LINE + 0.55)


def _label(event: Placed, lines: tuple[str, ...], flag: _Flag) -> Flag:
    return Flag(event.card.date, lines, flag.lane, flag.at_left)


def _size(date: str, lines: tuple[str, ...]) -> float:
    return max(width_of(text) for text in (date, *lines)) + _GAP


def _best(x: float, size: float, near: list[_Flag], width: float, most_lanes: int) -> _Flag | None:
    """The cheapest place that touches no flag: low, and with few lines crossing words. None if all is full."""
    found: list[tuple[float, bool, int, _Flag]] = []
    for at_left in _sides(x, size, width):
        start = x - size if at_left else x
        end = start + size
        taken = {flag.lane for flag in near if flag.start < end and start < flag.end}
        lines_across = [flag.lane for flag in near if start < flag.line < end]
        crossed = [flag.lane for flag in near if flag.start < x < flag.end]
        for lane in range(min(len(near) + 1, most_lanes)):
            if found and lane > min(cost for cost, *_ in found):
                break
            if lane not in taken:
                crossings = sum(other > lane for other in lines_across) + sum(other < lane for other in crossed)
                found.append((lane + _CROSSING * crossings, at_left, lane, _Flag(start, end, x, lane, at_left)))
    return min(found, key=lambda option: option[:3])[3] if found else None


def _sides(x: float, size: float, width: float) -> tuple[bool, ...]:
    """For each side on which the label fits inside the drawing, whether it is the left one."""
    fits_right, fits_left = x + size <= width, x - size >= 0
    if fits_right and fits_left:
        return (False, True)
    return (True,) if fits_left else (False,)
