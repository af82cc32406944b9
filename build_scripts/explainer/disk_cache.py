"""Results of pure functions, kept on disk for later builds: a file each, named by all that the result was made from.

A record counts only with a keyed hash, and the key lies outside the checkout. Whoever can write into the checkout, as
by a commit, knows how a record is named, but cannot write one that counts. Records are JSON, read into the type that is
asked for; reading one runs nothing. Whatever is wrong with a record, the result is made again and the record replaced.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import stat
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

R = TypeVar("R")

_HASH_BYTES = 32
_KEY_BYTES = 32
_NAME = re.compile(r"[0-9a-f]{64}")
_HALF_WRITTEN = re.compile(r"[0-9a-f]{64}\.[0-9]+")
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A link may lead to a device that never ends."""
_DAY_SECONDS = 24 * 60 * 60
FOLDER = Path(".cache", "explainer")
"""Below the folder of the project."""
MOST_BYTES = 2_000_000_000


class NoCache:
    """Makes every result anew."""

    def recall(self, kind: type[R], name: str, made_from: object, make: Callable[[], R]) -> R:
        """What `make` gives: plain values that follow from the name and from what it is made from."""
        return make()

    def last(self, kind: type[R], name: str, made_from: object) -> R | None:
        return None

    def keep(self, name: str, made_from: object, value: object) -> None:
        pass

    def shrink(self) -> None:
        pass


class DiskCache(NoCache):
    """The records in a folder. `version` stands for the program that makes the results; another one shares none."""

    def __init__(self, folder: Path, key: bytes, version: str, most_bytes: int = MOST_BYTES) -> None:
        self._folder = folder
        self._key = key
        self._version = version
        self._most_bytes = most_bytes
        self._types: dict[Any, TypeAdapter[Any]] = {}

    def recall(self, kind: type[R], name: str, made_from: object, make: Callable[[], R]) -> R:
        path = self._path(name, made_from)
        result = self._read(kind, path)
        if result is None:
            result = make()
            self._write(path, to_json(result))
        return result

    def last(self, kind: type[R], name: str, made_from: object) -> R | None:
        """What `keep` was last given for it."""
        return self._read(kind, self._path(name, made_from))

    def keep(self, name: str, made_from: object, value: object) -> None:
        """Keeps what does not follow from the name alone, such as how a build left the site."""
        self._write(self._path(name, made_from), to_json(value))

    def _path(self, name: str, made_from: object) -> Path:
        return self._folder / digest_of((self._version, name, made_from))

    def _read(self, kind: type[R], path: Path) -> R | None:
        if kind not in self._types:
            self._types[kind] = TypeAdapter(kind)
        payload = self._payload(path)
        if payload is not None:
            with suppress(ValidationError):
                return self._types[kind].validate_json(payload)  # type: ignore[no-any-return]
        return None

    def _hash(self, path: Path, payload: bytes) -> bytes:
        """Of the name too: a record that counts does not count in the place of another."""
        return hashlib.blake2b(path.name.encode() + payload, key=self._key, digest_size=_HASH_BYTES).digest()

    def _payload(self, path: Path) -> bytes | None:
        try:
            with os.fdopen(os.open(path, _READ), "rb") as file:
                found = os.fstat(file.fileno())
                if not stat.S_ISREG(found.st_mode):
                    return None
                content = file.read()
            if found.st_mtime < _yesterday():
                os.utime(path)  # the least recently used go first
        except OSError:
            return None
        payload = content[_HASH_BYTES:]
        return payload if hmac.compare_digest(content[:_HASH_BYTES], self._hash(path, payload)) else None

    def _write(self, path: Path, payload: bytes) -> None:
        """Writes beside and puts in place, so that a build beside this one reads the whole record or none."""
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(self._hash(path, payload) + payload)
            beside.replace(path)

    def shrink(self) -> None:
        """Removes the least recently used records beyond a size, and what a build that died left half written."""
        total = 0
        for used, size, name in sorted(self._records(), reverse=True):
            total += size
            if total > self._most_bytes or (not _NAME.fullmatch(name) and used < _yesterday()):
                with suppress(OSError):
                    (self._folder / name).unlink()

    def _records(self) -> Iterator[tuple[float, int, str]]:
        with suppress(OSError), os.scandir(self._folder) as entries:
            for entry in entries:
                if _NAME.fullmatch(entry.name) or _HALF_WRITTEN.fullmatch(entry.name):
                    found = entry.stat(follow_symlinks=False)
                    yield found.st_mtime, found.st_size, entry.name


class Notebook(Generic[R]):
    """Many small results of one function in one record: those that the last build used."""

    def __init__(self, disk: NoCache, kind: Any, name: str) -> None:
        self._disk = disk
        self._name = name
        self._before: Mapping[str, R] = disk.last(dict[str, kind], "notebook", name) or {}
        self._used: dict[str, R] = {}

    def recall(self, made_from: object, make: Callable[[], R]) -> R:
        place = digest_of(made_from)
        if place not in self._used:
            self._used[place] = self._before[place] if place in self._before else make()
        return self._used[place]

    def has(self, made_from: object) -> bool:
        place = digest_of(made_from)
        return place in self._used or place in self._before

    def save(self) -> None:
        if self._used.keys() != self._before.keys():
            self._disk.keep("notebook", self._name, self._used)


def digest_of(value: object) -> str:
    """A name for plain values: of two that differ, the names do too."""
    return digest_of_bytes(to_json(value))


def disk_cache_of(project: Path, version: str, state: Path) -> NoCache:
    """The cache of a project, with the key in the user's state folder; one that keeps nothing if none can be trusted.

    That is so if no key can be made or read, if it would lie in the project, or if the folder of the cache leads out of
    the project.
    """
    project = project.resolve()
    folder = project / FOLDER
    if folder.resolve() != folder or not state.is_absolute() or state.resolve().is_relative_to(project):
        return NoCache()
    key = _key_in(state)
    return DiskCache(folder, key, version) if key else NoCache()


def _key_in(state: Path) -> bytes | None:
    """The key, made if there is none; None if others could read it."""
    path = state / "cache.key"
    try:
        if not path.exists():
            _make_key(path)
        if os.name == "posix" and (path.stat().st_mode & 0o077 or path.stat().st_uid != os.geteuid()):
            return None
        key = path.read_bytes()
    except OSError:
        return None
    return key if len(key) == _KEY_BYTES else None


def _make_key(path: Path) -> None:
    """Another build may make one at the same time; the first to be whole stays."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(os.urandom(_KEY_BYTES))
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()


def version_of(package: Path) -> str:
    """A name for the program: its files, Python, and the packages that are installed beside it with their versions."""
    others = sorted({entry.name for folder in sys.path if folder for entry in _distributions_in(folder)})
    return digest_of((digest_of_folder(package), sys.version, others))


def digest_of_folder(folder: Path, known: Mapping[str, str] | None = None) -> str:
    """A name for the files below a folder, with their names. `known` has digests of some, by their paths in it."""
    known, root = known or {}, str(folder)
    digests: list[tuple[str, str]] = []
    for inside, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for path in filter(os.path.isfile, (f"{inside}{os.sep}{name}" for name in names)):
            name = path.removeprefix(root)[1:].replace(os.sep, "/")
            digest = known.get(name) or digest_of_bytes(Path(path).read_bytes())
            digests.append((os.fsencode(name).hex(), digest))  # a name may be no text
    return digest_of(sorted(digests))


def digest_of_bytes(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=32).hexdigest()


def _distributions_in(folder: str) -> Iterator[os.DirEntry[str]]:
    with suppress(OSError), os.scandir(folder) as entries:
        yield from [entry for entry in entries if entry.name.endswith((".dist-info", ".egg-info"))]


def _yesterday() -> float:
    return time.time() - _DAY_SECONDS
