"""Changes to the content as values, shown as a difference, and made all together or not at all.

Every file is first written whole, under another name beside its place; only when all are written are they moved into
place. A signal or an error before that leaves the content as it was; a signal after that comes too late to stop
anything.
"""

from __future__ import annotations

import difflib
import os
import signal
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

STOPPING = (signal.SIGINT, signal.SIGTERM)
"""The signals that ask a program to stop."""


class MisusedError(Exception):
    """The command was called wrongly; the message says how, and what to write instead."""


class RefusedError(Exception):
    """What was asked for cannot be done; the message says why and what to do. Nothing was changed."""


class StoppedError(BaseException):
    """The editor or the system stopped the command. Nothing was changed."""


@dataclass(frozen=True, order=True)
class FileChange:
    """A file that changes. `before` is None for a new file; `was` is the old path of a file that moves."""

    path: str
    before: bytes | None
    after: bytes
    was: str = ""


def difference(changes: Iterable[FileChange], folder: str) -> str:
    """The changes as a unified diff that git can apply; paths begin with the folder."""
    return "".join(line for change in changes for line in _difference(change, folder.rstrip("/")))


def _difference(change: FileChange, folder: str) -> Iterator[str]:
    old, new = f"{folder}/{change.was or change.path}", f"{folder}/{change.path}"
    yield f"diff --git a/{old} b/{new}\n"
    if change.was:
        yield f"rename from {old}\nrename to {new}\n"
    elif change.before is None:
        yield "new file mode 100644\n"
    before, after = (_lines(data) for data in (change.before, change.after))
    for line in difflib.unified_diff(before, after, f"a/{old}" if before else "/dev/null", f"b/{new}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(data: bytes | None) -> list[str]:
    """The lines with their ends, divided only at line feeds, as git divides them."""
    text = (data or b"").decode("utf-8")
    return [line + "\n" for line in text.split("\n")[:-1]] + [part for part in [text.rpartition("\n")[2]] if part]


def write(content: Path, changes: Iterable[FileChange]) -> None:
    """Makes all the changes in the content folder. Raises `RefusedError` or `StoppedError` if it made none."""
    listed = tuple(changes)
    for change in listed:
        _refuse_surprises(content, change)
    with _signals_noted() as noted:
        made: list[Path] = []
        try:
            written = [(_written_beside(content / change.path, change.after, made, noted), change) for change in listed]
            _put_in_place(content, written)
        except OSError as error:
            raise RefusedError(
                f"'{error.filename or content}' cannot be written: {error.strerror}. The content is as it was. "
                "See that the folder may be written to and that the disk is not full, then try again"
            ) from error
        finally:
            for path in reversed(made):
                with suppress(OSError):
                    path.rmdir() if path.is_dir() else path.unlink()


def _refuse_surprises(content: Path, change: FileChange) -> None:
    """Stops if a file is not what the change expects."""
    source = content / (change.was or change.path)
    now = source.read_bytes() if source.is_file() else None
    if now != change.before:
        raise RefusedError(f"'{source}' was changed by another program in the meantime. Try again")
    if change.was and os.path.lexists(content / change.path):
        raise RefusedError(f"'{content / change.path}' is there already. Choose another id")
    folder = content.resolve()
    if not (content / change.path).resolve().is_relative_to(folder) or not source.resolve().is_relative_to(folder):
        raise RefusedError(f"'{change.path}' leads out of the content folder. Put the file itself in its place")


def _written_beside(target: Path, data: bytes, made: list[Path], noted: list[int]) -> Path:
    """The new file with the data, under a name that is not read as content; `made` collects what to clean up."""
    if noted:
        raise StoppedError
    for folder in reversed([folder for folder in target.parents if not folder.exists()]):
        folder.mkdir()
        made.append(folder)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    made.append(Path(name))
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(name).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
    if noted:
        raise StoppedError
    return Path(name)


def _put_in_place(content: Path, written: list[tuple[Path, FileChange]]) -> None:
    """Moves the files into place; if one cannot be moved, the ones before it are moved back."""
    done: list[FileChange] = []
    try:
        for temporary, change in written:
            temporary.replace(content / change.path)
            done.append(change)
            if change.was:
                (content / change.was).unlink()
    except OSError:
        for change in reversed(done):
            if change.before is None or change.was:
                (content / change.path).unlink()
            if change.before is not None:
                (content / (change.was or change.path)).write_bytes(change.before)
        raise


def _umask() -> int:
    """The permissions that new files do not get. They can only be read by setting them."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


@contextmanager
def _signals_noted() -> Iterator[list[int]]:
    """A list to which signals to stop are added, while they do not end the program by themselves."""
    noted: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield noted
        return

    def note(number: int, frame: object) -> None:
        noted.append(number)

    before = {number: signal.signal(number, note) for number in STOPPING}
    try:
        yield noted
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
