"""The lines of a file's fields, and the comments beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from explainer.problems import Code, Problem

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Remark:
    """A comment in the fields: its reason, which may be empty, and the line that it is about."""

    reason: str
    about: int


@dataclass(frozen=True, eq=False)
class Lines:
    """The line of each field in its file, or its parent's if it has none.

    Compared by identity (`eq=False`), so it can be a cheap cache key.
    """

    at: Mapping[Path, int] = field(default_factory=dict)
    silences: Mapping[int, Remark] = field(default_factory=dict)
    """The comments `# wording: reason` by their line."""

    def of(self, *path: str | int) -> int:
        while path and path not in self.at:
            path = path[:-1]
        return self.at.get(path, 1)

    def problem(self, file: str, at: Path, code: Code, message: str, hint: str = "") -> Problem:
        """A problem with the field at `at` in the file that these lines are of."""
        return Problem(file, self.of(*at), code, message, hint, field=at)
