"""The folder as raw content: which files are entries, and what they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from frontmatter.default_handlers import YAMLHandler

from explainer.memory import Memory
from explainer.model.atlas import MAP_FILE, STATES_FILE
from explainer.model.corpus import DISPUTE_FILE, REDIRECTS_FILE, Body, LeftOut, Lines
from explainer.model.fields import ID_PATTERN, Collection
from explainer.model.raw import RawContent, RawEntry, RawMap, Value
from explainer.problems import Code, Problem
from explainer.reading.files import (
    PUBLISHED_SUFFIXES,
    collection_of,
    decoded,
    files_in,
    leaves,
    leaving,
    misplaced,
    read_bytes,
    running_picture,
)
from explainer.reading.yaml_text import Parsed, parse_yaml


class Parts(NamedTuple):
    """The two parts of an entry's file. `front_start` is the position of the front matter; the body ends the file."""

    front: str
    front_start: int
    front_line: int
    body: str
    body_line: int


def read_content(folder: Path, memory: Memory | None = None) -> tuple[RawContent, tuple[Problem, ...]]:
    """Everything in the folder, entries sorted by path, and what could not be read."""
    memory = memory or Memory()
    problems: list[Problem] = []
    dispute, dispute_lines = _read_dispute(folder, problems, memory)
    entries: list[RawEntry] = []
    published_files: list[str] = []
    left_out: list[LeftOut] = []
    for name in files_in(folder):
        path = folder / name
        if name in (DISPUTE_FILE, REDIRECTS_FILE):
            continue
        if path.is_symlink() and leaves(path, folder):
            problems.append(leaving(name))
            left_out.append(LeftOut(name))
            continue
        collection = collection_of(name)
        if collection is None:
            if astray := misplaced(name):
                problems += astray
                left_out.append(_left_out(read_bytes(path, name), name))
            if path.suffix.lower() in PUBLISHED_SUFFIXES:
                published_files.append(name)
                problems += running_picture(path, name)
            continue
        entry, found = _read_entry(path, name, collection, memory)
        problems += found
        if isinstance(entry, LeftOut):
            left_out.append(entry)
        else:
            entries.append(entry)
    unique, repeated = _without_repeated_ids(entries)
    kept = {entry.path for entry in unique}
    left_out += [entry.as_left_out for entry in entries if entry.path not in kept]
    atlas = _read_map(folder, problems, memory)
    published_files += [name for name, _ in atlas.geodata] if atlas else []
    redirects, redirect_lines = _read_redirects(folder, problems)
    content = RawContent(
        dispute,
        dispute_lines,
        unique,
        tuple(published_files),
        tuple(left_out),
        atlas,
        redirects,
        redirect_lines,
    )
    return content, (*problems, *repeated)


def _read_dispute(folder: Path, problems: list[Problem], memory: Memory) -> tuple[dict[str, Value] | None, Lines]:
    what = "which names the dispute, its parties and its topics"
    parsed = memory.recall(_parsed_file, _read_needed(folder, DISPUTE_FILE, what, problems), DISPUTE_FILE)
    problems += parsed.problems
    return None if _has_repeated_key(parsed) else parsed.fields, parsed.lines


def _read_redirects(folder: Path, problems: list[Problem]) -> tuple[dict[str, Value] | None, Lines]:
    """The fields of redirects.yml; none where there is no such file, since then no entry was ever renamed."""
    if not (folder / REDIRECTS_FILE).is_file():
        return {}, Lines()
    parsed = _parsed_file(_read_needed(folder, REDIRECTS_FILE, "", problems), REDIRECTS_FILE)
    problems += parsed.problems
    return parsed.fields, parsed.lines


def _read_needed(folder: Path, name: str, what: str, problems: list[Problem]) -> str | None:
    """The text of a YAML file that must be there; `what` says what it is for."""
    path = folder / name
    if path.is_file():
        return _read_inside(path, folder, name, problems)
    message = f"the content has no {name}, {what}"
    problems.append(Problem(name, 1, Code.MISSING_FILE, message, "See the editing guide for an example"))
    return None


def _parsed_file(text: str | None, name: str) -> Parsed:
    """The fields of a YAML file; none where it could not be read, which is a problem by itself."""
    return Parsed(None, Lines(), ()) if text is None else parse_yaml(text, name, first_line=1)


def _read_inside(path: Path, folder: Path, name: str, problems: list[Problem]) -> str | None:
    """The text of a file that must not be a link to one outside the folder."""
    if leaves(path, folder):
        problems.append(leaving(name))
        return None
    data = read_bytes(path, name)
    if isinstance(data, Problem):
        problems.append(data)
        return None
    text, found = decoded(data, name)
    problems += found
    return text


def _read_map(folder: Path, problems: list[Problem], memory: Memory) -> RawMap | None:
    """The folder of the map; None where there is no map.yml, since then there is no map."""
    if not (folder / MAP_FILE).is_file():
        return None
    fields = _read_needed(folder, MAP_FILE, "", problems)
    states = _read_needed(folder, STATES_FILE, "which says who held what, and when", problems)
    texts = (
        (path.relative_to(folder).as_posix(), path) for path in sorted((folder / MAP_FILE).parent.glob("*.geojson"))
    )
    read = ((name, _read_inside(path, folder, name, problems)) for name, path in texts)
    raw, found = memory.recall(_map_of, fields, states, tuple(read))
    problems += found
    return raw


def _map_of(
    map_text: str | None, states_text: str | None, geodata: tuple[tuple[str, str | None], ...]
) -> tuple[RawMap, tuple[Problem, ...]]:
    fields, states = _parsed_file(map_text, MAP_FILE), _parsed_file(states_text, STATES_FILE)
    raw = RawMap(fields.fields, fields.lines, states.fields, states.lines, geodata)
    return raw, (*fields.problems, *states.problems)


def _read_entry(
    path: Path, name: str, collection: Collection, memory: Memory
) -> tuple[RawEntry | LeftOut, tuple[Problem, ...]]:
    problems: tuple[Problem, ...] = ()
    if not re.fullmatch(ID_PATTERN, path.stem):
        message = f"'{path.stem}' cannot be an id: it may have small letters a to z, digits and single hyphens"
        problems = (Problem(name, 1, Code.BAD_ID, message, "Rename the file"),)
    data = read_bytes(path, name)
    if isinstance(data, Problem):
        return _left_out(data, name), (*problems, data)
    entry, found = memory.recall(_entry_of, name, collection, data)
    if entry is None:
        return _left_out(data, name), (*problems, *found)
    return memory.recall(_unsound, entry) if problems else entry, (*problems, *found)


def _unsound(entry: RawEntry) -> RawEntry:
    return replace(entry, is_sound=False)


def _entry_of(name: str, collection: Collection, data: bytes) -> tuple[RawEntry | None, tuple[Problem, ...]]:
    """The entry that the bytes of a file are."""
    text, unread = decoded(data, name)
    if text is None:
        return None, tuple(unread)
    parts = split_entry(text)
    if parts is None:
        never_closed = YAMLHandler().detect(text)
        message = (
            "the front matter is never closed: a second line of '---' is missing"
            if never_closed
            else "the file has no front matter: it must begin with fields between two lines of '---'"
        )
        return None, (Problem(name, 1, Code.NO_FRONT_MATTER, message),)
    parsed = parse_yaml(parts.front, name, parts.front_line)
    if parsed.fields is None:
        return None, parsed.problems
    entry_id = name.rpartition("/")[2].removesuffix(".md")
    body = Body(parts.body, parts.body_line)
    is_sound = not _has_repeated_key(parsed)
    entry = RawEntry(entry_id, collection, name, parsed.fields, parsed.lines, parts.front, body, is_sound)
    return entry, parsed.problems


def _has_repeated_key(parsed: Parsed) -> bool:
    """Whether some of the values are lost, since there are others at the same place."""
    return any(problem.code is Code.REPEATED_KEY for problem in parsed.problems)


def _left_out(data: bytes | Problem, name: str) -> LeftOut:
    """What can be told of a file that is no entry."""
    text = None if isinstance(data, Problem) else decoded(data, name)[0]
    parts = split_entry(text or "")
    return LeftOut(name, parts.front, Body(parts.body, parts.body_line)) if parts else LeftOut(name, text or "")


def split_entry(text: str) -> Parts | None:
    """The two parts of a file, with `\\n` for every line end; None where it has no front matter."""
    handler = YAMLHandler()
    if not handler.detect(text):
        return None
    try:
        front, body = handler.split(text)
    except ValueError:
        return None
    opening = handler.FM_BOUNDARY.match(text)
    assert opening is not None
    front_line = text[: opening.end()].count("\n") + 1
    body_line = text[: len(text) - len(body)].count("\n") + 1
    return Parts(front, opening.end(), front_line, body, body_line)


def _without_repeated_ids(entries: Sequence[RawEntry]) -> tuple[tuple[RawEntry, ...], list[Problem]]:
    """The entries with the first of each id, and a problem for each further one. Texts of the site share no ids."""
    first: dict[str, RawEntry] = {}
    unique: list[RawEntry] = []
    problems: list[Problem] = []
    for entry in entries:
        if entry.collection is not Collection.SITE:
            other = first.setdefault(entry.id, entry)
            if other is not entry:
                message = f"the id '{entry.id}' is taken by {other.path}"
                problems.append(Problem(entry.path, 1, Code.DUPLICATE_ID, message, "Rename one of the two files"))
                continue
        unique.append(entry)
    return tuple(unique), problems
