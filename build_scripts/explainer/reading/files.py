"""The files of the folder: which ones are meant, which may be read or published, and their text."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from explainer.invisible_characters import named, unfit_in
from explainer.model.datasets import DATA_FOLDER
from explainer.model.fields import Collection
from explainer.problems import Code, Problem, nearest
from explainer.reading.limits import LONGEST_LINE, MOST_FILES, TEXT, SizeLimit

PUBLISHED_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".pdf", ".csv", ".geojson"})
_IGNORED_FOLDERS = frozenset({"map"})


@dataclass(frozen=True)
class Folder:
    """The content folder as it is, or as it would be after changes that are not written yet."""

    path: Path
    changed: Mapping[str, bytes | None] = field(default_factory=dict)
    """What would be in files that change; None for a file that would be gone."""

    def has(self, name: str) -> bool:
        """Whether the folder has the name, even as a link to nothing or as what is no file."""
        return self.changed[name] is not None if name in self.changed else os.path.lexists(self.path / name)

    def leads_outside(self, name: str) -> bool:
        """Whether the file is a link to one outside the folder. One that changes is written as a file."""
        return name not in self.changed and leads_outside(self.path / name, self.path)

    def bytes_of(self, name: str, limit: SizeLimit = TEXT) -> bytes | Problem:
        """What is in the file; a problem where it cannot be read, or is larger than one of its sort may be."""
        data = self.changed.get(name)
        return read_bytes(self.path / name, name, limit) if data is None else too_large(len(data), name, limit) or data

    def names_beside(self, name: str, pattern: str) -> list[str]:
        """The names that match in the folder of a file, sorted."""
        beside = (self.path / name).parent
        found = (path.relative_to(self.path).as_posix() for path in beside.glob(pattern))
        new = (path for path in map(self.path.joinpath, self.changed) if path.parent == beside and path.match(pattern))
        return sorted(self.with_changes(found, (path.relative_to(self.path).as_posix() for path in new)))

    def with_changes(self, found: Iterable[str], new: Iterable[str]) -> set[str]:
        """The names that were found, with those among the new ones that would be there."""
        return {name for name in (*found, *new) if name not in self.changed or self.changed[name] is not None}


def files_in(content: Folder) -> tuple[list[str], list[Problem]]:
    """The files below the folder that an editor may have meant, sorted, and the folders that are not looked into."""
    folder = content.path
    names: list[str] = []
    problems: list[Problem] = []
    unopened: list[OSError] = []
    for place, folders, files in os.walk(folder, onerror=unopened.append):
        inside = Path(place).relative_to(folder).as_posix()
        prefix = "" if inside == "." else f"{inside}/"
        links = [name for name in folders if not _is_hidden(name) and Path(place, name).is_symlink()]
        problems += (_linked_folder(prefix + name) for name in links)
        passed = {name for name in folders if _is_hidden(name) or prefix + name in _IGNORED_FOLDERS}
        folders[:] = sorted({*folders} - {*links} - passed)
        names += [prefix + name for name in files if not _is_hidden(name) and prefix + name not in _IGNORED_FOLDERS]
    problems += (_unopened(error, folder) for error in unopened)
    new = (name for name in content.changed if not _is_passed(name))
    names = [*content.with_changes(names, new)] if content.changed else names
    if len(names) > MOST_FILES:
        names.sort(key=lambda name: (collection_of(name) is None, name))  # entries are read before all else
        message = f"the content has {len(names):,} files, and may have at most {MOST_FILES:,}; this one is not read"
        problems.append(Problem(names[MOST_FILES], 1, Code.TOO_MANY, message, "Take some of them out"))
    return sorted(names[:MOST_FILES]), problems


def _is_passed(name: str) -> bool:
    """Whether a file is hidden, or in a folder that is not looked into here."""
    parts = name.split("/")
    return parts[0] in _IGNORED_FOLDERS or any(map(_is_hidden, parts))


def _linked_folder(name: str) -> Problem:
    message = "the folder is a link, and what it leads to is not read"
    return Problem(name, 1, Code.UNREADABLE_FILE, message, "Put the folder itself in its place")


def _unopened(error: OSError, folder: Path) -> Problem:
    name = Path(error.filename).relative_to(folder).as_posix()
    return Problem(name, 1, Code.UNREADABLE_FILE, f"the folder cannot be read: {error.strerror}")


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "_")) or name.endswith("~")


def leads_outside(path: Path, folder: Path) -> bool:
    """Whether the file is a link to one outside the folder, which must be neither published nor quoted."""
    try:
        return path.resolve(strict=True).is_relative_to(folder.resolve()) is False
    except (OSError, RuntimeError):
        return False


def outside_problem(name: str) -> Problem:
    message = "the file is a link that leads out of the content folder"
    return Problem(name, 1, Code.UNREADABLE_FILE, message, "Put the file itself in its place")


def collection_of(name: str) -> Collection | None:
    folder, _, rest = name.partition("/")
    is_entry = folder in set(Collection) and "/" not in rest and rest.endswith(".md")
    return Collection(folder) if is_entry else None


def dataset_of(name: str) -> str:
    """The id of the series of figures that the file is one of the two of; empty for any other file."""
    folder, _, rest = name.partition("/")
    stem, _, suffix = rest.rpartition(".")
    return stem if folder == DATA_FOLDER and "/" not in rest and suffix in ("csv", "yml") else ""


def misplaced(name: str) -> list[Problem]:
    """A problem if a Markdown or YAML file is where none is read; pictures and other files may be anywhere."""
    if not name.lower().endswith((".md", ".markdown", ".yml", ".yaml")) or name == "README.md":
        return []
    folder = name.partition("/")[0]
    near = nearest(folder, list(Collection)) if "/" in name else None
    folders = ", ".join(f"{c}/" for c in Collection)
    if folder in set(Collection):
        reason = f"'{name}' is not read: an entry is a file ending in .md directly in its folder"
        return [Problem(name, 1, Code.WRONG_FOLDER, reason, f"Move it to {folder}/ as {Path(name).stem}.md")]
    hint = f"Did you mean '{near}/'?" if near else f"Entries are in {folders}"
    return [Problem(name, 1, Code.WRONG_FOLDER, f"'{name}' is not in a folder of entries and is not read", hint)]


_LINE_END = re.compile(rb"\r\n?|\n")
_MOST_REPORTED = 10


def unread(path: Path, name: str, limit: SizeLimit) -> Problem | None:
    """Why the file cannot be read, or is larger than one of its sort may be; None where nothing is wrong."""
    try:
        status = path.stat()
    except OSError as error:
        return Problem(name, 1, Code.UNREADABLE_FILE, f"the file cannot be read: {error.strerror}")
    if not stat.S_ISREG(status.st_mode):
        message = "this is no file that can be read, but a folder, a pipe or a device"
        return Problem(name, 1, Code.UNREADABLE_FILE, message, "Put a file in its place")
    return too_large(status.st_size, name, limit)


def too_large(size: int, name: str, limit: SizeLimit) -> Problem | None:
    """A problem for a file with more bytes than one of its sort may have."""
    if size <= limit.bytes:
        return None
    message = f"the file has {size:,} bytes, and {limit.sort} may have at most {limit.bytes:,}"
    return Problem(name, 1, Code.TOO_LARGE, message, limit.hint)


def read_bytes(path: Path, name: str, limit: SizeLimit = TEXT) -> bytes | Problem:
    """What is in the file; a problem where it cannot be read, or is larger than one of its sort may be."""
    try:
        return unread(path, name, limit) or path.read_bytes()
    except OSError as error:
        return Problem(name, 1, Code.UNREADABLE_FILE, f"the file cannot be read: {error.strerror}")


def unfit_characters(text: str, name: str, first_line: int = 1) -> list[Problem]:
    """The first character of each line that no text may have, as long as there are few such lines."""
    if not unfit_in(text):
        return []
    lines = ((number, unfit_in(line)) for number, line in enumerate(text.split("\n"), first_line))
    found = [unfit_character(name, number, character) for number, character in lines if character]
    return found[:_MOST_REPORTED]


def unfit_character(name: str, line: int, character: str) -> Problem:
    """The problem of a character that no text may have."""
    message = f"{named(character)} stands in the line, where nobody sees it and where it can deceive"
    return Problem(name, line, Code.UNFIT_CHARACTER, message, "Remove it", culprit=character)


def too_long_line(data: bytes, name: str) -> Problem | None:
    """The first line that is longer than a line of text may be.

    The lines are counted and not searched: a pattern for a long line looks at each place of each shorter one.
    """
    if len(data) <= LONGEST_LINE:
        return None
    for number, line in enumerate(_LINE_END.split(data), 1):
        if len(line) > LONGEST_LINE:
            message = f"the line has {len(line):,} bytes, and a line of text may have at most {LONGEST_LINE:,}"
            return Problem(name, number, Code.TOO_LARGE, message, "Break it into several lines")
    return None


def decoded(data: bytes, name: str, has_long_lines: bool = False) -> tuple[str | None, list[Problem]]:
    """The file's text with `\\n` for every line end and without a byte order mark."""
    if not has_long_lines and (problem := too_long_line(data, name)):
        return None, [problem]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = f"byte {data[error.start]:#04x} is not UTF-8 text"
        return None, [Problem(name, line, Code.NOT_UTF8, message, "Save the file with the encoding UTF-8")]
    if not text.strip():
        return None, [Problem(name, 1, Code.EMPTY_FILE, "the file is empty")]
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        return None, [Problem(name, line, Code.NOT_UTF8, "the file has a zero byte, so it is not text")]
    return text.replace("\r\n", "\n").replace("\r", "\n"), []
