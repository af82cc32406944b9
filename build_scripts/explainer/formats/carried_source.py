"""A source on its way in or out, the lines of its note, and what is not taken from it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from explainer.formats.foreign_dates import date_read, is_day
from explainer.languages import tag_of
from explainer.model.fields import Source
from explainer.model.fields.sources import SourceType
from explainer.model.raw import Value

NAMES = {info.alias or name for name, info in Source.model_fields.items()}
PEOPLE = ("author", "editor", "translator")
_KEY = "citation-key"
_LINE = re.compile(r"^\s*(?P<name>[A-Za-z][A-Za-z_ -]{0,30}?)\s*:\s*(?P<value>\S.*?)\s*$")
_BY_FOLDED = {name.casefold(): name for name in NAMES}
_TAG = re.compile(r"</?(?:i|b|em|strong|u|sup|sub|sc|span|p|div|br)\b[^<>]*>", re.IGNORECASE)
_SUFFIX = re.compile(
    r"(?:jr|sr|jnr|snr|junior|senior|filho|esq|ph\.? ?d|m\.? ?d|[ivx]{2,4}|iv|v|2nd|3rd)\.?", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:www\.|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/)\S*", re.IGNORECASE)
_DOI = re.compile(r"(?:https?://(?:[\w-]+\.)?doi\.org/|doi:?\s*)?(?P<doi>10\.\d{4,9}/\S+)", re.IGNORECASE)

Left = tuple[tuple[str, str], ...]
"""Fields of the other program that are not taken, with their values."""


class UnreadableError(Exception):
    """The file is not in its format; the message says where."""


@dataclass(frozen=True)
class Record:
    """A source: its key in the other program, its fields as in front matter, and what is not taken.

    `opened` is the day on which the other program says that the source was opened, with the name of its field for that.
    `place` says where in the file the source is.
    """

    key: str
    fields: Mapping[str, Value]
    left: Left = ()
    opened: tuple[str, str] = ("", "")
    place: str = field(default="", compare=False)


@dataclass(frozen=True)
class RecordsRead:
    """The sources of a file, and a sentence for each item that cannot be read."""

    records: tuple[Record, ...]
    refused: tuple[str, ...] = ()


def note_of(record: Record, said: Mapping[str, Value]) -> tuple[str, ...]:
    """The note lines for what the format cannot say; `said` are the fields that would be read back without them."""
    lines = [f"Citation Key: {record.key}"]
    for name, value in record.fields.items():
        if said.get(name) != value:
            written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            lines.append(f"{name}: {' '.join(written.split())}")
    return tuple(lines)


def with_note(record: Record, note: str) -> Record:
    """The record with the fields that its note gives, which override the format's; other lines of the note are left."""
    fields, key, rest = dict(record.fields), record.key, []
    for line in filter(str.strip, note.splitlines()):
        match = _LINE.match(line)
        name = match["name"].replace(" ", "-").casefold() if match else ""
        known = _BY_FOLDED.get(name, "")
        value = match["value"] if match else ""
        value = tag_of(value) if known == "language" else value
        if match and name == _KEY:
            key = match["value"]
        elif value and known and (known != "type" or value in tuple(SourceType)):
            fields[known] = _value(value)
        else:
            rest.append(line.strip())
    left = (*record.left, *((("note", " ".join(rest)),) if rest else ()))
    opened = ("", "") if "consulted" in fields else record.opened
    return replace(record, key=key, fields=fields, left=left, opened=opened)


def _value(text: str) -> Value:
    if text.startswith(("[", "{")):
        try:
            value: Value = json.loads(text)
        except ValueError:
            return text
        return value
    return text


def plain(text: str) -> str:
    """Text on one line, without the few HTML elements that reference managers write."""
    return " ".join(_TAG.sub("", text).split())


def named(people: Iterable[Mapping[str, str]]) -> list[Value]:
    """The people who have a name, without its empty parts."""
    found: list[Value] = [{part: name for part, name in person.items() if name} for person in people]
    return [person for person in found if person]


class Taking:
    """Takes the fields of a record one by one, and collects what is not taken, or not completely."""

    def __init__(self, given: Iterable[tuple[str, str]]) -> None:
        self.fields: dict[str, Value] = {}
        self.opened = ("", "")
        self.rest = [(name, value) for name, value in given if value.strip()]
        self.partly: list[tuple[str, str]] = []

    def values(self, *names: str) -> list[str]:
        """All values of these fields, in the order of the names; all count as taken."""
        found = [value for wanted in names for name, value in self.rest if name == wanted]
        self.rest = [(name, value) for name, value in self.rest if name not in names]
        return found

    def first(self, *names: str) -> str:
        """The first value of these fields. It alone counts as taken."""
        for wanted in names:
            for place, (name, value) in enumerate(self.rest):
                if name == wanted:
                    del self.rest[place]
                    self.rest = [pair for pair in self.rest if pair[0] not in names or pair[1] != value]
                    return value
        return ""

    def text(self, ours: str, *names: str) -> None:
        """Takes the first of these fields for a text field of ours, unless that is set already."""
        if ours not in self.fields and (value := plain(self.first(*names))):
            self.fields[ours] = value

    def date(self, text: str, *given: tuple[str, str]) -> None:
        """Takes the date that these fields give together, and lists them if some of their meaning is lost."""
        found = date_read(text)
        if found.edtf:
            self.fields["issued"] = found.edtf
        if not found.is_whole:
            self.partly.extend(given)

    def day_opened(self, name: str, text: str) -> None:
        found = date_read(text)
        if is_day(found.edtf):
            self.opened = (name, found.edtf)
        elif text.strip():
            self.partly.append((name, text))

    def language(self, name: str, text: str) -> None:
        """Takes the language; if there are several, the first."""
        tag = tag_of(text)
        if not tag and text.strip() and (pieces := re.split(r"\s*[;,/]\s*|\s+and\s+", text)):
            tag = tag_of(pieces[0])
            self.partly.append((name, text))
        if tag:
            self.fields["language"] = tag

    def doi(self, name: str, text: str) -> None:
        match = _DOI.fullmatch(" ".join(text.split()))
        if match:
            self.fields["DOI"] = match["doi"]
        elif text.strip():
            self.partly.append((name, text))

    def address(self, name: str, texts: Iterable[str]) -> None:
        """Takes the first web address and leaves the others."""
        for text in texts:
            value = text.strip()
            value = f"https://{value}" if _ADDRESS.fullmatch(value) else value
            if "URL" not in self.fields and re.fullmatch(r"https?://[^\s/]\S*", value):
                self.fields["URL"] = value
            elif value and value != self.fields.get("URL"):
                self.partly.append((name, text))

    def people(self, ours: str, found: Iterable[Mapping[str, str]]) -> None:
        if people := named(found):
            self.fields[ours] = people

    def record(self, key: str, place: str) -> Record:
        left = tuple((name, " ".join(value.split())) for name, value in (*self.partly, *self.rest))
        return Record(key, self.fields, left, self.opened, place)


def is_suffix(text: str) -> bool:
    """Whether the text is a suffix of a name, such as 'Jr.'."""
    return bool(_SUFFIX.fullmatch(text.strip()))


def with_suffix(family: str, given: str, suffix: str = "") -> dict[str, str]:
    """The name with a suffix such as 'Jr.' after the family name, if there is one."""
    before, comma, last = given.rpartition(",")
    if not suffix and comma and is_suffix(last):
        given, suffix = before, last
    first, comma, last = family.partition(",")
    if not suffix and comma and is_suffix(last):
        family, suffix = first, last
    parts = (family, suffix) if family.strip() else (family,)
    return {"family": plain(" ".join(parts)), "given": plain(given if family.strip() else f"{given} {suffix}")}
