"""The folder as raw content: which files are entries, and what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from frontmatter.default_handlers import YAMLHandler

from explainer.build_cache import BuildCache
from explainer.model.atlas import MAP_FILE, STATES_FILE
from explainer.model.corpus import DISPUTE_FILE, RECORD_FILE, REDIRECTS_FILE, SNAPSHOTS_FILE, Body, LeftOut
from explainer.model.fields import ID_PATTERN, Collection
from explainer.model.lines import Lines
from explainer.model.link_states import LINKS_FILE
from explainer.model.permalinks import OWN_FOLDERS, PERMALINKS_FILE
from explainer.model.raw import RawContent, RawEntry, RawMap, Value
from explainer.problems import Code, Problem, working_on
from explainer.reading.datasets import read_dataset
from explainer.reading.file_names import is_text, unfit_names
from explainer.reading.files import (
    PUBLISHED_SUFFIXES,
    Folder,
    collection_of,
    dataset_of,
    decoded,
    files_in,
    misplaced,
    outside_problem,
    unfit_characters,
)
from explainer.reading.limits import GEODATA, LEDGER, TEXT, SizeLimit
from explainer.reading.pictures import unfit_file
from explainer.reading.yaml_text import Parsed, parse_yaml


class Parts(NamedTuple):
    """The two parts of an entry's file. `front_start` is the position of the front matter; the body is the rest."""

    front: str
    front_start: int
    front_line: int
    body: str
    body_line: int


def read_content(
    content: Path, cache: BuildCache | None = None, changed: Mapping[str, bytes | None] = MappingProxyType({})
) -> tuple[RawContent, tuple[Problem, ...]]:
    """The content of the folder, with entries sorted by path, and a problem for everything that could not be read.

    `changed` are files as they would be after changes that are not written yet; None is one that would be gone.
    """
    cache, folder = cache or BuildCache(), Folder(content, changed)
    names, problems = files_in(folder)
    problems += _unfit_names(folder, names)
    dispute, dispute_lines = _read_dispute(folder, problems, cache)
    entries: list[RawEntry] = []
    published_files: list[str] = []
    left_out: list[LeftOut] = []
    tables: dict[str, list[str]] = {}
    for name in filter(is_text, names):
        path = content / name
        if name in (DISPUTE_FILE, RECORD_FILE, REDIRECTS_FILE, SNAPSHOTS_FILE):
            continue
        if path.is_symlink() and folder.leads_outside(name):
            problems.append(outside_problem(name))
            left_out.append(LeftOut(name))
            continue
        if dataset := dataset_of(name):
            tables.setdefault(dataset, []).append(name)
            continue
        collection = collection_of(name)
        if collection is None:
            if astray := misplaced(name):
                problems += astray
                left_out.append(_left_out(folder.bytes_of(name), name))
            if path.suffix.lower() in PUBLISHED_SUFFIXES:
                published_files.append(name)
                problems += (*unfit_file(path, name), *_taken(name))
            continue
        with working_on(name):
            entry, found = _read_entry(folder, name, collection, cache)
        problems += found
        if isinstance(entry, LeftOut):
            left_out.append(entry)
        else:
            entries.append(entry)
    unique, repeated = _without_repeated_ids(entries)
    kept = {entry.path for entry in unique}
    left_out += [entry.as_left_out for entry in entries if entry.path not in kept]
    atlas = _read_map(folder, problems, cache)
    published_files += [name for name, _ in atlas.geodata] if atlas else []
    datasets = tuple(read_dataset(folder, dataset, tables[dataset], problems, cache) for dataset in sorted(tables))
    published_files += [name for names in tables.values() for name in names if name.endswith(".csv")]
    redirects, redirect_lines = _read_optional(folder, REDIRECTS_FILE, problems, cache)
    snapshots, snapshot_lines = _read_optional(folder, SNAPSHOTS_FILE, problems, cache)
    raw = RawContent(
        dispute,
        dispute_lines,
        unique,
        tuple(published_files),
        tuple(left_out),
        atlas,
        redirects,
        redirect_lines,
        snapshots,
        snapshot_lines,
        _read_ledger(folder, PERMALINKS_FILE, problems),
        datasets,
        _read_ledger(folder, LINKS_FILE, problems),
    )
    return raw, (*problems, *repeated)


def read_dispute(content: Path) -> RawContent:
    """What dispute.yml says, as content that has nothing else."""
    return RawContent(*_read_dispute(Folder(content), [], BuildCache()), ())


def _taken(name: str) -> list[Problem]:
    """A file at an address that the site needs itself."""
    folder = name.partition("/")[0]
    if folder.lower() not in OWN_FOLDERS:
        return []
    message = f"the site keeps the folder '{folder}/' for files of its own"
    return [Problem(name, 1, Code.TAKEN_ADDRESS, message, "Put the file into another folder, as 'pictures/'")]


def _unfit_names(folder: Folder, names: list[str]) -> Iterator[Problem]:
    """The names that some system cannot hold, those of the map too; that a name is no id is said elsewhere."""
    of_map = folder.names_beside(MAP_FILE, "*")
    is_said = {n for n in names if is_text(n) and collection_of(n) and not re.fullmatch(ID_PATTERN, Path(n).stem)}
    return (problem for problem in unfit_names(sorted({*names, *of_map})) if problem.path not in is_said)


def _read_dispute(folder: Folder, problems: list[Problem], cache: BuildCache) -> tuple[dict[str, Value] | None, Lines]:
    what = "which names the dispute, its parties and its topics"
    parsed = cache.recall(_parsed_file, _read_needed(folder, DISPUTE_FILE, what, problems), DISPUTE_FILE)
    problems += parsed.problems
    return None if _has_repeated_key(parsed) else parsed.fields, parsed.lines


def _read_optional(
    folder: Folder, name: str, problems: list[Problem], cache: BuildCache
) -> tuple[dict[str, Value] | None, Lines]:
    """The fields of a file that a content may lack: none where there is no redirects.yml, since nothing was renamed."""
    if not folder.has(name):
        return {}, Lines()
    parsed = cache.recall(_parsed_file, _read_needed(folder, name, "", problems), name)
    problems += parsed.problems
    return parsed.fields, parsed.lines


def read_promises(folder: Path) -> Parsed | None:
    """What record.yml says; None where there is no such file, since then nothing is promised."""
    content = Folder(folder)
    if not content.has(RECORD_FILE):
        return None
    unread: list[Problem] = []
    parsed = _parsed_file(_read_inside(content, RECORD_FILE, unread), RECORD_FILE)
    return parsed._replace(problems=(*unread, *parsed.problems))


def _read_ledger(folder: Folder, name: str, problems: list[Problem]) -> str | None:
    """The text of a list of addresses that a command writes; empty if it has written none yet."""
    if not folder.has(name):
        return ""
    text = _read_inside(folder, name, problems, LEDGER)
    problems += unfit_characters(text or "", name)
    return text


def _read_needed(folder: Folder, name: str, what: str, problems: list[Problem]) -> str | None:
    """The text of a YAML file that must be there; `what` says what it is for."""
    if folder.has(name):
        return _read_inside(folder, name, problems)
    message = f"the content has no {name}, {what}"
    problems.append(Problem(name, 1, Code.MISSING_FILE, message, "See the editing guide for an example"))
    return None


def _parsed_file(text: str | None, name: str) -> Parsed:
    """The fields of a YAML file; none if it could not be read, which is a problem of its own."""
    return Parsed(None, Lines(), ()) if text is None else parse_yaml(text, name, first_line=1)


def _read_inside(folder: Folder, name: str, problems: list[Problem], limit: SizeLimit = TEXT) -> str | None:
    """The text of a file that must not be a link to one outside the folder."""
    if folder.leads_outside(name):
        problems.append(outside_problem(name))
        return None
    data = folder.bytes_of(name, limit)
    if isinstance(data, Problem):
        problems.append(data)
        return None
    text, found = decoded(data, name, has_long_lines=limit is GEODATA)
    problems += found
    return text


def _read_map(folder: Folder, problems: list[Problem], cache: BuildCache) -> RawMap | None:
    """The folder of the map; None where there is no map.yml, since then there is no map."""
    if not folder.has(MAP_FILE):
        return None
    fields = _read_needed(folder, MAP_FILE, "", problems)
    states = _read_needed(folder, STATES_FILE, "which says who held what, and when", problems)
    names = filter(is_text, folder.names_beside(MAP_FILE, "*.geojson"))
    read = ((name, _read_inside(folder, name, problems, GEODATA)) for name in names)
    raw, found = cache.recall(_map_of, fields, states, tuple(read))
    problems += found
    return raw


def _map_of(
    map_text: str | None, states_text: str | None, geodata: tuple[tuple[str, str | None], ...]
) -> tuple[RawMap, tuple[Problem, ...]]:
    fields, states = _parsed_file(map_text, MAP_FILE), _parsed_file(states_text, STATES_FILE)
    raw = RawMap(fields.fields, fields.lines, states.fields, states.lines, geodata)
    return raw, (*fields.problems, *states.problems)


def _read_entry(
    folder: Folder, name: str, collection: Collection, cache: BuildCache
) -> tuple[RawEntry | LeftOut, tuple[Problem, ...]]:
    problems: tuple[Problem, ...] = ()
    stem = Path(name).stem
    if not re.fullmatch(ID_PATTERN, stem):
        message = f"'{stem}' cannot be an id: it may have small letters a to z, digits and single hyphens"
        problems = (Problem(name, 1, Code.BAD_ID, message, "Rename the file"),)
    data = folder.bytes_of(name)
    if isinstance(data, Problem):
        return _left_out(data, name), (*problems, data)
    entry, found = cache.recall(_entry_of, name, collection, data)
    if entry is None:
        return _left_out(data, name), (*problems, *found)
    return cache.recall(_unsound, entry) if problems else entry, (*problems, *found)


def _unsound(entry: RawEntry) -> RawEntry:
    return replace(entry, is_sound=False)


def _entry_of(name: str, collection: Collection, data: bytes) -> tuple[RawEntry | None, tuple[Problem, ...]]:
    """The entry in the bytes of a file; None if they cannot be read as one."""
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
    return entry, (*parsed.problems, *unfit_characters(parts.body, name, parts.body_line))


def _has_repeated_key(parsed: Parsed) -> bool:
    """Whether values were lost because the same field is given twice."""
    return any(problem.code is Code.REPEATED_KEY for problem in parsed.problems)


def _left_out(data: bytes | Problem, name: str) -> LeftOut:
    """What is known of a file that cannot be an entry."""
    text = None if isinstance(data, Problem) else decoded(data, name)[0]
    parts = split_entry(text or "")
    return LeftOut(name, parts.front, Body(parts.body, parts.body_line)) if parts else LeftOut(name, text or "")


def split_entry(text: str) -> Parts | None:
    """The two parts of a file, with `\\n` for every line end; None if it has no front matter."""
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
    """The first entry with each id, and a problem for each further one. Texts of the site need no unique ids."""
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
