"""The files of the folder: which are meant, which may be read or published, and their text."""

from __future__ import annotations

import os
import re
from pathlib import Path

from explainer.model.fields import Collection
from explainer.problems import Code, Problem, nearest

PUBLISHED_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".pdf", ".csv", ".geojson"})
_IGNORED_FOLDERS = frozenset({"map"})


def files_in(folder: Path) -> list[str]:
    """The files below the folder that an editor may have meant, sorted; no link to a folder is followed."""
    names: list[str] = []
    for place, folders, files in os.walk(folder):
        inside = Path(place).relative_to(folder).as_posix()
        prefix = "" if inside == "." else f"{inside}/"
        folders[:] = [name for name in folders if not _is_hidden(name) and prefix + name not in _IGNORED_FOLDERS]
        names += [prefix + name for name in files if not _is_hidden(name) and prefix + name not in _IGNORED_FOLDERS]
    return sorted(names)


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "_")) or name.endswith("~")


def leaves(path: Path, folder: Path) -> bool:
    """Whether the file is a link to one outside the folder, which must be neither published nor quoted."""
    try:
        return path.resolve(strict=True).is_relative_to(folder.resolve()) is False
    except (OSError, RuntimeError):
        return False


def leaving(name: str) -> Problem:
    message = "the file is a link that leads out of the content folder"
    return Problem(name, 1, Code.UNREADABLE_FILE, message, "Put the file itself in its place")


def collection_of(name: str) -> Collection | None:
    folder, _, rest = name.partition("/")
    is_entry = folder in set(Collection) and "/" not in rest and rest.endswith(".md")
    return Collection(folder) if is_entry else None


def misplaced(name: str) -> list[Problem]:
    """A Markdown or YAML file where none is read; pictures and other files may lie where they like."""
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


_RUNS_IN_SVG = re.compile(
    r"<\s*(?:script|foreignObject|iframe|embed|object|handler)\b|\son[a-z]+\s*=|<!ENTITY"
    r"|href\s*=\s*[\"'](?!#|https?:|data:image/)",
    re.IGNORECASE,
)


def running_picture(path: Path, name: str) -> list[Problem]:
    """An SVG picture that a browser would run, when a reader opens it by itself."""
    if path.suffix.lower() != ".svg":
        return []
    try:
        text = path.read_text("utf-8", errors="replace")
    except OSError as error:
        return [Problem(name, 1, Code.UNREADABLE_FILE, f"the file cannot be read: {error.strerror}")]
    found = _RUNS_IN_SVG.search(text)
    if not found:
        return []
    message = f"the picture has '{found[0].strip()[:40]}', which a browser would run or load"
    return [Problem(name, text.count("\n", 0, found.start()) + 1, Code.UNSAFE_HTML, message, "Remove it")]


def read_bytes(path: Path, name: str) -> bytes | Problem:
    try:
        return path.read_bytes()
    except OSError as error:
        return Problem(name, 1, Code.UNREADABLE_FILE, f"the file cannot be read: {error.strerror}")


def decoded(data: bytes, name: str) -> tuple[str | None, list[Problem]]:
    """The file's text with `\\n` for every line end and without a byte order mark."""
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
