"""What is kept between builds: the results of pure functions, keyed by their arguments.

The law: a build with a cache gives byte for byte what a build without one gives. It holds because the cache keeps
nothing but results of pure functions, and the key is all of a function's arguments. Arguments are compared by their
contents (bytes, text, numbers), unless they are objects that never change and came out of the cache themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import platformdirs

from explainer.disk_cache import NoCache, Notebook, disk_cache_of, version_of

P = ParamSpec("P")
R = TypeVar("R")

_BUILDS_KEPT = 16
"""A result is forgotten after so many builds in which nobody asked for it."""


class BuildCache:
    """The results so far. A build that starts with an empty one is a clean build.

    `disk` has those of other processes too. It is asked for what is dearer to make than to read.
    """

    def __init__(self, disk: NoCache | None = None) -> None:
        self.disk = disk or NoCache()
        self._build = 0
        self._results: dict[Hashable, object] = {}
        self._last_used: dict[Hashable, int] = {}
        self._notebooks: dict[Callable[..., object], Notebook[Any]] = {}

    def begin_build(self) -> None:
        """Forgets the results that nobody has asked for in a long time."""
        self._build += 1
        for key in [key for key, build in self._last_used.items() if self._build - build > _BUILDS_KEPT]:
            del self._results[key], self._last_used[key]

    def recall(self, function: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> R:
        """The result of the pure function for these arguments, which must be hashable."""
        key = (function, arguments, tuple(sorted(named.items())))
        if key not in self._results:
            self._results[key] = function(*arguments, **named)
        self._last_used[key] = self._build
        return self._results[key]  # type: ignore[return-value]

    def recall_kept(self, kind: Any, function: Callable[..., R], *arguments: Hashable, made_from: object = None) -> R:
        """The same, for a function of plain values whose results other processes can use too.

        `kind` is the type of the result. `made_from` stands for the arguments where they are large or no plain values.
        """
        if type(self.disk) is NoCache:
            return self.recall(function, *arguments)
        key = (function, arguments)
        if key not in self._results:
            make = partial(function, *arguments)
            self._results[key] = self._notebook(kind, function).recall(made_from or arguments, make)
        self._last_used[key] = self._build
        return self._results[key]  # type: ignore[return-value]

    def recall_together(
        self, kind: Any, function: Callable[..., Mapping[str, R]], items: Mapping[str, Hashable], *shared: Hashable
    ) -> Mapping[str, R]:
        """The same, for a function that makes many results in one pass: it is given the items that have none yet.

        The result of an item follows from its name, the item and what is shared, and not from the other items.
        """
        notebook = self._notebook(kind, function)
        keys = {name: (function, (name, item, *shared)) for name, item in items.items()}
        lacking = [name for name, key in keys.items() if key not in self._results and not notebook.has(key[1])]
        made = function({name: items[name] for name in lacking}, *shared) if lacking else {}
        for name, key in keys.items():
            if key not in self._results:
                self._results[key] = notebook.recall(key[1], partial(made.__getitem__, name))
            self._last_used[key] = self._build
        return {name: self._results[key] for name, key in keys.items()}  # type: ignore[misc]

    def _notebook(self, kind: Any, function: Callable[..., object]) -> Notebook[Any]:
        if function not in self._notebooks:
            self._notebooks[function] = Notebook(self.disk, kind, f"{function.__module__}.{function.__qualname__}")
        return self._notebooks[function]

    def save(self) -> None:
        """Leaves on disk, for other processes, what `recall_kept` gave in this one."""
        for notebook in self._notebooks.values():
            notebook.save()


def build_cache_of(project: Path) -> BuildCache:
    """A cache that begins with what other builds of the project left on disk."""
    state = platformdirs.user_state_path("dispute-explainer", appauthor=False)
    return BuildCache(disk_cache_of(project, version_of(Path(__file__).parent), state))
