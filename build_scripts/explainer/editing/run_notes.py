"""What a command notes for its next run, in a file under `.cache/`. Whoever deletes it loses no more than time."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

V = TypeVar("V")

_MOST_BYTES = 5_000_000


def noted(project: Path, name: str, kind: type[V]) -> V | None:
    """What was noted under the name; None if nothing of this kind was."""
    path = _file(project, name)
    try:
        if path is None or path.stat().st_size > _MOST_BYTES:
            return None
        return TypeAdapter(kind).validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def note(project: Path, name: str, value: object) -> None:
    """Notes the value; where nothing can be written, nothing is."""
    path = _file(project, name)
    if path is not None:
        with suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(TypeAdapter(object).dump_json(value, indent=1) + b"\n")


def _file(project: Path, name: str) -> Path | None:
    """The file, if it lies in the project and no link leads out of it."""
    path = project.resolve() / ".cache" / name
    return path if path.resolve() == path else None
