"""The entries of a BibTeX file, each read by itself, so that a slip in one does not spoil the next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

_BEGIN = re.compile(r"@\s*(?P<kind>\w+)\s*[{(]")
_BEGIN_OF_LINE = re.compile(r"^[ \t]*@\s*\w+\s*[{(]", re.MULTILINE)
_KEY = re.compile(r"\s*(?P<key>[^,={}()\"\n]*?)\s*(?:,|(?=[})]))")
_NAME = re.compile(r"(?:[\s,]|%[^\n]*\n)*(?P<name>[^\s=,{}()\"#]+)\s*=\s*")
_END = re.compile(r"(?:[\s,]|%[^\n]*\n)*[})]")
_BARE = re.compile(r"[^\s,#{}()\"=]+")
_JOIN = re.compile(r"\s*#\s*")
_BRACE_OR_QUOTE = re.compile(r"[{}\"]")
_SILENT = ("comment", "preamble")


@dataclass(frozen=True)
class BibEntry:
    """An entry with its fields in order, names in lower case, repeated fields included."""

    kind: str
    key: str
    fields: tuple[tuple[str, str], ...]
    line: int


class _SlipError(Exception):
    """What is wrong with the entry, as a sentence."""


def entries_in(text: str) -> tuple[tuple[BibEntry, ...], tuple[str, ...]]:
    """The entries of the file, and a sentence for each that cannot be read."""
    found: list[BibEntry] = []
    refused: list[str] = []
    words: dict[str, str] = {}
    starts = [match.start() for match in _BEGIN_OF_LINE.finditer(text)]
    first = _BEGIN.search(text)
    if first and (not starts or first.start() < starts[0]):
        starts.insert(0, first.start())
    line, counted = 1, 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=False):
        line, counted = line + text.count("\n", counted, start), start
        try:
            found.extend(_entries(text[start:end], line, words))
        except _SlipError as slip:
            refused.append(f"the entry {_called(text[start:end])}at line {line} {slip}")
    return tuple(found), tuple(refused)


def _called(chunk: str) -> str:
    match = _BEGIN.search(chunk)
    key = _KEY.match(chunk, match.end()) if match else None
    return f"'{key['key']}' " if key and key["key"] else ""


def _entries(chunk: str, line: int, words: dict[str, str]) -> Iterator[BibEntry]:
    """The entries of a piece of text that begins with one; definitions by `@string` are added to the words."""
    counted = 0
    match = _BEGIN.search(chunk)
    while match:
        line, counted = line + chunk.count("\n", counted, match.start()), match.start()
        kind = match["kind"].lower()
        if kind in _SILENT:
            after = chunk.find("\n", match.end())
        else:
            has_key = kind != "string"
            key = _KEY.match(chunk, match.end()) if has_key else None
            fields, after = _fields(chunk, key.end() if key else match.end(), words)
            if has_key:
                yield BibEntry(kind, key["key"] if key else "", tuple(fields), line)
            else:
                words |= fields
        match = _BEGIN.search(chunk, after) if after >= 0 else None


def _fields(text: str, place: int, words: Mapping[str, str]) -> tuple[list[tuple[str, str]], int]:
    """The fields from this position on, and the position after the entry."""
    found: list[tuple[str, str]] = []
    while not (end := _END.match(text, place)):
        name = _NAME.match(text, place)
        if name is None:
            raise _SlipError(_slip(text, place, found))
        value, place = _value(text, name.end(), words, name["name"])
        found.append((name["name"].lower(), value))
    return found, end.end()


def _slip(text: str, place: int, found: list[tuple[str, str]]) -> str:
    behind = f" behind '{found[-1][0]}'" if found else ""
    if not text[place:].strip():
        return f"does not end{behind}: write a closing brace"
    return f"has no 'name = value'{behind}, but '{' '.join(text[place : place + 60].split())[:30]}'"


def _value(text: str, place: int, words: Mapping[str, str], name: str) -> tuple[str, int]:
    """A value, made of one piece or of several joined by '#', and the position after it."""
    pieces = []
    while True:
        piece, place = _piece(text, place, words, name)
        pieces.append(piece)
        join = _JOIN.match(text, place)
        if not join:
            return "".join(pieces), place
        place = join.end()


def _piece(text: str, place: int, words: Mapping[str, str], name: str) -> tuple[str, int]:
    opening = text[place : place + 1]
    if opening in ("{", '"'):
        end = _closing(text, place, name)
        return text[place + 1 : end], end + 1
    bare = _BARE.match(text, place)
    if not bare:
        return "", place
    return words.get(bare[0].lower(), bare[0]), bare.end()


def _closing(text: str, place: int, name: str) -> int:
    """The position where the value that opens here is closed."""
    quoted, depth = text[place] == '"', 0
    for match in _BRACE_OR_QUOTE.finditer(text, place + 1):
        if match[0] == '"':
            if quoted and not depth:
                return match.start()
        elif match[0] == "{":
            depth += 1
        elif depth or quoted:
            depth = max(depth - 1, 0)
        else:
            return match.start()
    sign = "quotation mark" if quoted else "brace"
    raise _SlipError(f"does not end: close the {sign} of its field '{name}'")


def inherited(entries: tuple[BibEntry, ...]) -> tuple[BibEntry, ...]:
    """The entries with the fields that they inherit from those named by `crossref` and `xdata`."""
    by_key = {entry.key.lower(): entry for entry in entries}
    return tuple(_with_parents(entry, by_key) for entry in entries if entry.kind != "xdata")


def _with_parents(entry: BibEntry, by_key: Mapping[str, BibEntry]) -> BibEntry:
    fields = list(entry.fields)
    for name, value in entry.fields:
        keys = [value] if name == "crossref" else value.split(",") if name == "xdata" else []
        parents = [by_key[key.strip().lower()] for key in keys if key.strip().lower() in by_key]
        if parents:
            fields.remove((name, value))
        for parent in parents:
            own = {known for known, _ in fields} | ({"date"} if any(n == "year" for n, _ in fields) else set())
            fields.extend(
                (renamed, what)
                for known, what in parent.fields
                if (renamed := _renamed(known, entry.kind, name)) not in own and known not in ("crossref", "xdata")
            )
    return replace(entry, fields=tuple(fields))


def _renamed(name: str, kind: str, how: str) -> str:
    """The name that a parent's field has in the entry: the title of a volume is the `booktitle` of a chapter."""
    if how == "xdata" or name not in ("title", "subtitle"):
        return name
    whole = "journal" if kind == "article" else "book" if kind.startswith("in") or kind == "conference" else "main"
    return f"{whole}{name}"
