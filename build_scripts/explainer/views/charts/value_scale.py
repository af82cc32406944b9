"""Which values an axis marks, and where a value lies on it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class ValueScale:
    """An even scale that has zero on it. `marks` are the round values on it, the lowest first."""

    marks: tuple[float, ...]

    def at(self, value: float) -> float:
        """The place of a value: 0 at the lowest mark, 1 at the highest."""
        return (value - self.marks[0]) / (self.marks[-1] - self.marks[0])


def value_scale_of(values: Sequence[float], most_marks: int) -> ValueScale:
    """The scale of these values, from a round number to a round number; zero is always on it."""
    low, high = min(0.0, *values), max(0.0, *values)
    if low == high:
        high = 1.0
    step = _step((high - low) / most_marks)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return ValueScale(tuple(round(number * step, 12) for number in range(first, last + 1)))


def _step(least: float) -> float:
    """The smallest round number that is no smaller."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in _STEPS if step * power >= least * (1 - 1e-9))
