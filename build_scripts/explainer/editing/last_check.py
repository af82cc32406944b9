"""What the last check of the same content found, so that a check of unchanged content need not read it again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from explainer.disk_cache import NoCache, digest_of
from explainer.problems import Problem

_CHUNK_BYTES = 1 << 16


@dataclass(frozen=True)
class _LastCheck:
    """The problems that a check found, and a digest of all that they follow from."""

    made_from: str
    problems: tuple[Problem, ...]


def found_before(
    content: Path, disk: NoCache, options: object, find: Callable[[], tuple[Problem, ...]]
) -> tuple[Problem, ...]:
    """The problems that `find` gives, taken from the last check if that was of the same content.

    They must follow from the content folder and from `options`, which are plain values, such as the day. Nothing is
    kept if the folder has a link or a file that cannot be read, or if it changes meanwhile.
    """
    if type(disk) is NoCache:
        return find()
    before = _digest_of(content)
    made_from = digest_of((before, options))
    last = disk.last(_LastCheck, "check", content.name)
    if before and last and last.made_from == made_from:
        return last.problems
    problems = find()
    if before and _digest_of(content) == before:
        with suppress(ValueError):  # a name that is no text
            disk.keep("check", content.name, _LastCheck(made_from, problems))
    return problems


def _digest_of(folder: Path) -> str:
    """A name for all that is below the folder, hidden files too; empty if it cannot be told from the folder alone."""
    digest = hashlib.blake2b(digest_size=32)
    try:
        for part in _parts_of(str(folder), b""):
            digest.update(part)
    except OSError:
        return ""
    return digest.hexdigest()


def _parts_of(folder: str, path: bytes) -> Iterator[bytes]:
    """The path of each file and folder, which a zero byte ends; behind that of a file, the hash of what is in it.

    Raises an OSError at what is neither: a link may lead out of the folder, where things change unseen.
    """
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        name = path + os.fsencode(entry.name)
        if entry.is_dir(follow_symlinks=False):
            yield name + b"/\0"
            yield from _parts_of(entry.path, name + b"/")
        elif entry.is_file(follow_symlinks=False):
            yield name + b"\0" + _hash_of(entry.path)
        else:
            raise OSError(f"'{entry.path}' is neither a file nor a folder")


def _hash_of(path: str) -> bytes:
    digest = hashlib.blake2b(digest_size=32)
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - of many files, and a Path takes as long as the reading
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.digest()
