"""From the content folder to raw entries: bytes, front matter, YAML, line numbers.

Convention: all scalars stay the text that the editor wrote (`no`, `1914-06` and `007` are text here; the schema gives
them a type), lines count from 1 in the file, and paths are relative to the content folder, with `/`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import yaml
from frontmatter.default_handlers import YAMLHandler
from yaml.reader import ReaderError

from explainer.memory import Memory
from explainer.model.atlas import MAP_FILE, STATES_FILE
from explainer.model.corpus import DISPUTE_FILE, REDIRECTS_FILE, Body, Lines, Remark
from explainer.model.corpus import Path as FieldPath
from explainer.model.fields import ID_PATTERN, Collection
from explainer.model.raw import RawContent, RawEntry, RawMap, Value
from explainer.problems import Code, Problem, nearest

PUBLISHED_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".pdf", ".csv", ".geojson"})
_IGNORED_FOLDERS = frozenset({"map"})
_MAX_DEPTH = 20


class Parts(NamedTuple):
    """The two parts of an entry's file. `front_start` is the position of the front matter; the body ends the file."""

    front: str
    front_start: int
    front_line: int
    body: str
    body_line: int


class _Parsed(NamedTuple):
    fields: dict[str, Value] | None
    lines: Lines
    problems: tuple[Problem, ...]


def read_content(folder: Path, memory: Memory | None = None) -> tuple[RawContent, tuple[Problem, ...]]:
    """Everything in the folder, entries sorted by path, and what could not be read."""
    memory = memory or Memory()
    problems: list[Problem] = []
    dispute, dispute_lines = _read_dispute(folder, problems, memory)
    entries: list[RawEntry] = []
    published_files: list[str] = []
    unreadable: set[str] = set()
    for name in _files(folder):
        path = folder / name
        if name in (DISPUTE_FILE, REDIRECTS_FILE):
            continue
        if path.is_symlink() and _leaves(path, folder):
            problems.append(_leaving(name))
            unreadable.add(path.stem)
            continue
        collection = _collection_of(name)
        if collection is None:
            problems += _misplaced(name)
            if path.suffix.lower() in PUBLISHED_SUFFIXES:
                published_files.append(name)
                problems += _running_picture(path, name)
            continue
        entry, found = _read_entry(path, name, collection, memory)
        problems += found
        if entry is None:
            unreadable.add(path.stem)
        else:
            entries.append(entry)
    unique, repeated = _without_repeated_ids(entries)
    atlas = _read_map(folder, problems, memory)
    published_files += [name for name, _ in atlas.geodata] if atlas else []
    redirects, redirect_lines = _read_redirects(folder, problems)
    content = RawContent(
        dispute,
        dispute_lines,
        unique,
        tuple(published_files),
        frozenset(unreadable),
        atlas,
        redirects,
        redirect_lines,
    )
    return content, (*problems, *repeated)


def _files(folder: Path) -> list[str]:
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


def _leaves(path: Path, folder: Path) -> bool:
    """Whether the file is a link to one outside the folder, which must be neither published nor quoted."""
    try:
        return path.resolve(strict=True).is_relative_to(folder.resolve()) is False
    except (OSError, RuntimeError):
        return False


def _leaving(name: str) -> Problem:
    message = "the file is a link that leads out of the content folder"
    return Problem(name, 1, Code.UNREADABLE_FILE, message, "Put the file itself in its place")


def _collection_of(name: str) -> Collection | None:
    folder, _, rest = name.partition("/")
    is_entry = folder in set(Collection) and "/" not in rest and rest.endswith(".md")
    return Collection(folder) if is_entry else None


def _misplaced(name: str) -> list[Problem]:
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


def _running_picture(path: Path, name: str) -> list[Problem]:
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


def _read_dispute(folder: Path, problems: list[Problem], memory: Memory) -> tuple[dict[str, Value] | None, Lines]:
    what = "which names the dispute, its parties and its topics"
    parsed = memory.recall(_parsed_file, _read_needed(folder, DISPUTE_FILE, what, problems), DISPUTE_FILE)
    problems += parsed.problems
    return parsed.fields, parsed.lines


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


def _parsed_file(text: str | None, name: str) -> _Parsed:
    """The fields of a YAML file; none where it could not be read, which is a problem by itself."""
    return _Parsed(None, Lines(), ()) if text is None else parse_yaml(text, name, first_line=1)


def _read_inside(path: Path, folder: Path, name: str, problems: list[Problem]) -> str | None:
    """The text of a file that must not be a link to one outside the folder."""
    if _leaves(path, folder):
        problems.append(_leaving(name))
        return None
    data = _read_bytes(path, name)
    if isinstance(data, Problem):
        problems.append(data)
        return None
    text, found = _decoded(data, name)
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
    geodata = tuple((name, text) for name, text in read if text is not None)
    raw, found = memory.recall(_map_of, fields, states, geodata)
    problems += found
    return raw


def _map_of(
    map_text: str | None, states_text: str | None, geodata: tuple[tuple[str, str], ...]
) -> tuple[RawMap, tuple[Problem, ...]]:
    fields, states = _parsed_file(map_text, MAP_FILE), _parsed_file(states_text, STATES_FILE)
    raw = RawMap(fields.fields, fields.lines, states.fields, states.lines, geodata)
    return raw, (*fields.problems, *states.problems)


def _read_entry(
    path: Path, name: str, collection: Collection, memory: Memory
) -> tuple[RawEntry | None, tuple[Problem, ...]]:
    problems: tuple[Problem, ...] = ()
    if not re.fullmatch(ID_PATTERN, path.stem):
        message = f"'{path.stem}' cannot be an id: it may have small letters a to z, digits and single hyphens"
        problems = (Problem(name, 1, Code.BAD_ID, message, "Rename the file"),)
    data = _read_bytes(path, name)
    if isinstance(data, Problem):
        return None, (*problems, data)
    entry, found = memory.recall(_entry_of, name, collection, data)
    return entry, (*problems, *found)


def _entry_of(name: str, collection: Collection, data: bytes) -> tuple[RawEntry | None, tuple[Problem, ...]]:
    """The entry that the bytes of a file are."""
    text, unread = _decoded(data, name)
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
    return RawEntry(entry_id, collection, name, parsed.fields, parsed.lines, body), parsed.problems


def _read_bytes(path: Path, name: str) -> bytes | Problem:
    try:
        return path.read_bytes()
    except OSError as error:
        return Problem(name, 1, Code.UNREADABLE_FILE, f"the file cannot be read: {error.strerror}")


def _decoded(data: bytes, name: str) -> tuple[str | None, list[Problem]]:
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


# YAML


def parse_yaml(text: str, name: str, first_line: int) -> _Parsed:
    """The mapping that the text holds, the line of every key and item, and the problems of its form.

    Without fields where the text is not YAML, or is YAML of a kind that front matter has no use for.
    """
    try:
        aliases = _alias_lines(text)
        if aliases:
            return _Parsed(None, Lines(), tuple(_alias_problem(name, first_line + line) for line in aliases))
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        reader = _NodeReader(name, first_line, text.split("\n"))
        fields = reader.mapping(root)
    except ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        message = f"this is not YAML: the character U+{_code_point(error.character):04X} is not allowed"
        return _Parsed(None, Lines(), (Problem(name, line, Code.MALFORMED_YAML, message, "Remove it"),))
    except yaml.MarkedYAMLError as error:
        return _Parsed(None, Lines(), (_not_yaml(error, name, first_line),))
    except RecursionError:
        message = "this is not YAML that can be read: it is nested too deeply"
        return _Parsed(None, Lines(), (Problem(name, first_line, Code.MALFORMED_YAML, message),))
    if any(problem.code is Code.UNSUPPORTED_YAML for problem in reader.problems):
        fields = None
    return _Parsed(fields, Lines(reader.lines, _silences(reader.source, first_line)), tuple(reader.problems))


_SILENCE = re.compile(r"(?P<before>^|.*\s)#\s*wording\b\s*:?(?P<reason>.*)$")


def _silences(lines: Sequence[str], first_line: int) -> dict[int, Remark]:
    """The comments by which an editor answers a finding of the wording; one that stands alone is about what follows."""
    found: dict[int, Remark] = {}
    for number in reversed(range(first_line, first_line + len(lines))):
        if match := _SILENCE.match(lines[number - first_line]):
            below = found[number + 1].about if number + 1 in found else number + 1
            about = number if match["before"].strip() else below
            found[number] = Remark(match["reason"].strip(), about)
    return found


def _code_point(character: str | int) -> int:
    return character if isinstance(character, int) else ord(character)


def _alias_lines(text: str) -> tuple[int, ...]:
    """The lines, from 0, that have an alias."""
    if "*" not in text:
        return ()
    try:
        events = list(yaml.parse(text, Loader=yaml.SafeLoader))
    except yaml.YAMLError:
        return ()
    return tuple(
        dict.fromkeys(
            event.start_mark.line for event in events if isinstance(event, yaml.AliasEvent) and event.start_mark
        )
    )


def _alias_problem(name: str, line: int) -> Problem:
    message = "an alias ('*name') is not supported in front matter"
    return Problem(name, line, Code.UNSUPPORTED_YAML, message, "Write the value out")


def _not_yaml(error: yaml.MarkedYAMLError, name: str, first_line: int) -> Problem:
    """The parser's error at the line where an editor has to look."""
    problem, context = str(error.problem or ""), str(error.context or "")
    never_closed = problem == "found unexpected end of stream"
    mark = (error.context_mark if never_closed else None) or error.problem_mark or error.context_mark
    reason = f"{context} {problem}" if problem.startswith("but ") else problem or context or "it cannot be read"
    line = first_line + (mark.line if mark else 0)
    return Problem(name, line, Code.MALFORMED_YAML, f"this is not YAML: {reason}", _yaml_hint(reason))


def _yaml_hint(reason: str) -> str:
    if "mapping values are not allowed" in reason:
        return "Put a value that has ': ' in it between quotes"
    if "found character '\\t'" in reason:
        return "Indent with spaces, not with tabs"
    if "alias" in reason or "found character" in reason:
        return "Put the value between quotes"
    return ""


class _NodeReader:
    """Turns one tree of YAML nodes into values, noting lines and problems on the way."""

    def __init__(self, name: str, first_line: int, source: list[str]) -> None:
        self.name = name
        self.first_line = first_line
        self.source = source
        self.lines: dict[FieldPath, int] = {}
        self.problems: list[Problem] = []

    def mapping(self, root: yaml.Node | None) -> dict[str, Value] | None:
        if root is None:
            return {}
        if not isinstance(root, yaml.MappingNode):
            self._report(root, Code.MALFORMED_YAML, "the front matter must be fields, each as 'name: value'")
            return None
        value = self._value(root, ())
        assert isinstance(value, dict)
        return value

    def _value(self, node: yaml.Node, path: FieldPath) -> Value:
        self.lines.setdefault(path, self.first_line + node.start_mark.line)
        if len(path) > _MAX_DEPTH:
            self._report(node, Code.UNSUPPORTED_YAML, "nesting this deep is not supported in front matter")
            return None
        if node.tag not in _PLAIN_TAGS:
            self._report(
                node,
                Code.UNSUPPORTED_YAML,
                f"the YAML tag '{node.tag.replace('tag:yaml.org,2002:', '!!')}' is not supported",
                "Remove it",
            )
            return None
        if isinstance(node, yaml.MappingNode):
            return self._fields(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(node)

    def _fields(self, node: yaml.MappingNode, path: FieldPath) -> dict[str, Value]:
        fields: dict[str, Value] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._report(key_node, Code.UNSUPPORTED_YAML, "a field's name must be plain text")
                continue
            key = str(key_node.value)
            if key in fields:
                first = self.lines[(*path, key)]
                self._report(
                    key_node, Code.REPEATED_KEY, f"'{key}' stands twice; the first is at line {first}", "Keep one"
                )
                continue
            self.lines[(*path, key)] = self.first_line + key_node.start_mark.line
            fields[key] = self._value(value_node, (*path, key))
        return fields

    def _scalar(self, node: yaml.Node) -> str | None:
        text = str(node.value)
        if isinstance(node, yaml.ScalarNode) and node.style is None:
            rest = self.source[node.end_mark.line][node.end_mark.column :] if self.source else ""
            if re.match(r"\s+#\S", rest):
                message = f"YAML takes '{rest.strip()}' for a comment and cuts it off"
                self._report(node, Code.CUT_BY_COMMENT, message, "Put the whole value between quotes")
            if node.tag == "tag:yaml.org,2002:null":
                return None
        return text

    def _report(self, node: yaml.Node, code: Code, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.name, self.first_line + node.start_mark.line, code, message, hint))


_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "null", "bool", "int", "float", "timestamp", "merge", "value", "map", "seq")
)
