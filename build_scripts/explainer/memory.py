"""What is kept between builds: the results of pure functions, by what they were made from.

The law: with a memory a build gives byte for byte what it gives without one. It holds because nothing is kept but what
a function answered, the function is pure, and the key is the whole of its arguments. So arguments are compared by
their contents (bytes, text, numbers), or are objects that never change and came out of the memory themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_BUILDS_KEPT = 16
"""After how many builds a result is forgotten that none of them asked for."""


class Memory:
    """The results so far. A build that starts with an empty one is a clean build."""

    def __init__(self) -> None:
        self._build = 0
        self._results: dict[Hashable, object] = {}
        self._last_used: dict[Hashable, int] = {}

    def begin_build(self) -> None:
        """Forgets what was not asked for in a long time."""
        self._build += 1
        for key in [key for key, build in self._last_used.items() if self._build - build > _BUILDS_KEPT]:
            del self._results[key], self._last_used[key]

    def recall(self, function: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> R:
        """What the pure function answers for the arguments, which must be hashable."""
        key = (function, arguments, tuple(sorted(named.items())))
        if key not in self._results:
            self._results[key] = function(*arguments, **named)
        self._last_used[key] = self._build
        return self._results[key]  # type: ignore[return-value]
