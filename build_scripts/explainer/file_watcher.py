"""Which files changed.

watchfiles hears from the system at once that something has changed below the watched folders. What it was is found by
comparing the stamps of all files with the last ones, which takes 7 ms for 1,100 files, because the system's notices
come in pieces, name files that are gone again, and end when a watched folder is deleted and created again. Folders
shared with another machine or a container send no notices, so the stamps are compared every two seconds in any case,
and four times a second if `WATCHFILES_FORCE_POLLING=1` is set (docs/development/decisions/0019).
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path

import watchfiles

_WAIT_SECONDS = 0.05
"""How long to wait for a notice before doing anything else."""
_LOOK_EVERY_SECONDS = 2.0
_POLL_EVERY_SECONDS = 0.25
_SETTLING_SECONDS = 0.015
_SAVING_SECONDS = 0.2
"""How long a missing or empty file may be in the middle of a save, which many programs do in two steps."""

Stamp = tuple[int, int, int, int]
"""When a file was written, when anything about it changed, its size, and its number.

The second tells apart a file that was deleted and copied back with its old time, and perhaps even its old number.
"""
_GONE: Stamp = (0, 0, 0, 0)


class Watch:
    """The last known state of files and of all files below folders; a path may come and go."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.paths = frozenset(paths)
        self._polls = _is_set("WATCHFILES_FORCE_POLLING")
        self._listen()
        self._seen = self._look()

    def follow(self, paths: frozenset[Path]) -> None:
        """Watches these paths from now on. Changes since the last look to those already known still count."""
        kept = paths & self.paths
        known = {file: stamp for file, stamp in self._seen.items() if any(Path(file).is_relative_to(p) for p in kept)}
        self._seen = {**_stamps_of(paths - self.paths), **known}
        self.paths = paths
        self._listen()

    def wait_for_change(self) -> frozenset[Path]:
        """The files that were changed, created or deleted, once nothing has moved for a moment; empty if none were.

        The moment is longer if a file is missing or empty. Without a change it returns soon, so that the caller can
        attend to other things, such as a signal to stop.
        """
        if not self._is_time_to_look() or (found := self._look()) == self._seen:
            return frozenset()
        still = 0.0
        while still < (_SAVING_SECONDS if self._is_saving(found) else _SETTLING_SECONDS):
            time.sleep(_SETTLING_SECONDS)
            again = self._look()
            still = still + _SETTLING_SECONDS if again == found else 0.0
            found = again
        before, self._seen = self._seen, found
        return frozenset(Path(path) for path in {*before, *found} if before.get(path) != found.get(path))

    def _is_saving(self, found: Mapping[str, Stamp]) -> bool:
        """Whether a file that had text is missing or empty now."""
        return any(length and not found.get(path, _GONE)[2] for path, (_, _, length, _) in self._seen.items())

    def _is_time_to_look(self) -> bool:
        """Waits a moment for a notice; returns whether there was one, or the last look was long ago."""
        if _roots_of(self.paths) != self._roots:
            self._listen()
            return True
        notices = next(self._notices)
        if any(path in self._roots for _, path in notices):
            self._listen()
        return bool(notices) or time.monotonic() >= self._next_look

    def _listen(self) -> None:
        """Starts listening, before the files are looked at; needed again when a folder is replaced."""
        self._roots = _roots_of(self.paths)
        folders = [path for path in self._roots if Path(path).is_dir()]
        self._notices = _no_notices() if self._polls else _notices_of(folders)
        next(self._notices)
        self._next_look = 0.0

    def _look(self) -> Mapping[str, Stamp]:
        started = time.monotonic()
        found = _stamps_of(self.paths)
        ended = time.monotonic()
        pause = _POLL_EVERY_SECONDS if self._polls else _LOOK_EVERY_SECONDS
        self._next_look = ended + max(pause, ended - started)
        return found


def _is_set(name: str) -> bool:
    return os.environ.get(name, "").lower() not in ("", "0", "false", "disable", "disabled")


Notices = Set[tuple[watchfiles.Change, str]]


def _notices_of(folders: Iterable[str]) -> Iterator[Notices]:
    """The system's notices about the folders, empty after a moment without any, or if it cannot watch so many files."""
    try:
        yield from watchfiles.watch(
            *folders,
            watch_filter=None,
            debounce=50,
            step=20,
            rust_timeout=round(_WAIT_SECONDS * 1000),
            yield_on_timeout=True,
            force_polling=False,
            ignore_permission_denied=True,
        )
    except (OSError, RuntimeError):  # watchfiles raises the second for errors of the system
        yield from _no_notices()


def _no_notices() -> Iterator[Notices]:
    while True:
        time.sleep(_WAIT_SECONDS)
        yield frozenset()


def _roots_of(paths: Iterable[Path]) -> Mapping[str, Stamp]:
    """The stamps of the paths themselves, not of the files below them; for a folder only its number."""
    stamps = {str(path): _stamp(path) for path in paths}
    return {path: (0, 0, 0, stamp[3]) if Path(path).is_dir() else stamp for path, stamp in stamps.items()}


def _stamps_of(paths: Iterable[Path]) -> Mapping[str, Stamp]:
    return dict(stamp for path in paths for stamp in _stamps_at(str(path)))


def _stamps_at(path: str) -> Iterator[tuple[str, Stamp]]:
    """The stamps of a file, or of every file below a folder, without the private files of editors' programs."""
    try:
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except NotADirectoryError:
        yield path, _stamp(Path(path))
        return
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith("~"):
            continue
        if _is_folder(entry):
            yield from _stamps_at(entry.path)
        else:
            yield entry.path, _stamp(entry)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether the entry is a folder. Links to folders are not followed, since they may lead in a circle."""
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _stamp(file: os.DirEntry[str] | Path) -> Stamp:
    try:
        found = file.stat()
    except OSError:
        return _GONE
    return (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)
