"""A source on its way in or out, and what its note says line by line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from babel import Locale

from explainer.model.fields import Source
from explainer.model.raw import Value

NAMES = {info.alias or name for name, info in Source.model_fields.items()}
PEOPLE = ("author", "editor", "translator")
_KEY = "citation-key"
_LINE = re.compile(r"^\s*(?P<name>[A-Za-z][A-Za-z_ -]{0,30}?)\s*:\s*(?P<value>\S.*?)\s*$")
_BY_FOLDED = {name.casefold(): name for name in NAMES}
_TAG = re.compile(r"</?(?:i|b|em|strong|u|sup|sub|sc|span|p|div|br)\b[^<>]*>", re.IGNORECASE)
_DIALECTS = {"american": "en-US", "usenglish": "en-US", "british": "en-GB", "ukenglish": "en-GB", "ngerman": "de"}


class UnreadableError(Exception):
    """The file is not of its format; the message says where."""


@dataclass(frozen=True)
class Record:
    """A source: its key in the other program, and its fields as front matter has them."""

    key: str
    fields: Mapping[str, Value]


def note_of(record: Record, said: Mapping[str, Value]) -> tuple[str, ...]:
    """The lines for what the format does not say itself: `said` are the fields that would be read back without them."""
    lines = [f"Citation Key: {record.key}"]
    for name, value in record.fields.items():
        if said.get(name) != value:
            written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            lines.append(f"{name}: {' '.join(written.split())}")
    return tuple(lines)


def with_note(record: Record, note: str) -> Record:
    """The record with what its note says, which goes before what the format says."""
    fields, key = dict(record.fields), record.key
    for line in note.splitlines():
        match = _LINE.match(line)
        name = match["name"].replace(" ", "-").casefold() if match else ""
        if match and name == _KEY:
            key = match["value"]
        elif match and (known := _BY_FOLDED.get(name)):
            fields[known] = _value(match["value"])
    return Record(key, fields)


def _value(text: str) -> Value:
    if text.startswith(("[", "{")):
        try:
            value: Value = json.loads(text)
        except ValueError:
            return text
        return value
    return text


def plain(text: str) -> str:
    """Text without the few HTML elements that reference managers write, on one line."""
    return " ".join(_TAG.sub("", text).split())


def named(people: Iterable[Mapping[str, str]]) -> list[Value]:
    """The people without empty parts of their names, and only those of whom there is a name."""
    found: list[Value] = [{part: name for part, name in person.items() if name} for person in people]
    return [person for person in found if person]


def language_tag(text: str) -> str:
    """The BCP 47 tag of a language that may be given by its English name; what is not known stays as it is."""
    folded = text.strip().casefold()
    by_name = {name.casefold(): code for code, name in Locale("en").languages.items()}
    return _DIALECTS.get(folded) or by_name.get(folded, "").replace("_", "-") or text.strip().replace("_", "-")


def joined_date(year: object, month: object = "", day: object = "") -> str:
    """A date in EDTF from its parts, as far as they are numbers."""
    parts = [str(year).strip(), str(month).strip(), str(day).strip()]
    found = [part for part, _ in zip(parts, range(_length(parts)), strict=False)]
    if not found:
        return ""
    return "-".join([f"{int(found[0]):04d}", *(f"{int(part):02d}" for part in found[1:])])


def _length(parts: list[str]) -> int:
    return next((number for number, part in enumerate(parts) if not part.isdecimal() or not int(part)), len(parts))
