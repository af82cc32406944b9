"""Stretches of time on a drawing: where they begin and end, which ends fade, and in which lane each lies.

Convention: positions are in em of the drawing, which is `width` em wide; `per_cent` turns a share into what SVG takes.
"""

from __future__ import annotations

from collections.abc import Sequence

from explainer.dates import Reach
from explainer.views.timeline.time_scale import Scale, moment_of


def stretch_of(reach: Reach, scale: Scale, width: float) -> tuple[float, float]:
    """The stretch from the beginning of the first day to the end of the last; an open end is that of the axis."""
    start = scale.at(moment_of(reach.first)) * width if reach.first else 0.0
    end = scale.at(moment_of(reach.last, at_end=True)) * width if reach.last else width
    return start, end


def soft_ends(reach: Reach) -> str:
    """The ends that fade: 'start', 'end', 'both' or none."""
    if reach.soft_start and reach.soft_end:
        return "both"
    return "start" if reach.soft_start else "end" if reach.soft_end else ""


def lanes_of(stretches: Sequence[tuple[float, float]]) -> list[int]:
    """The lane of each stretch: the lowest in which it touches no other."""
    lanes: dict[int, int] = {}
    ends: list[float] = []
    for number in sorted(range(len(stretches)), key=lambda n: stretches[n]):
        start, end = stretches[number]
        free = next((lane for lane, taken in enumerate(ends) if taken <= start), len(ends))
        ends[free : free + 1] = [end]
        lanes[number] = free
    return [lanes[number] for number in range(len(stretches))]


def per_cent(share: float) -> float:
    return round(share * 100, 2)
