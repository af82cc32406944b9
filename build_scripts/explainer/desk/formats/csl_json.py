"""CSL JSON, the format of citation processors, which Zotero reads and writes. Its fields are those of our sources."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from explainer.desk.formats.record import (
    NAMES,
    PEOPLE,
    Record,
    UnreadableError,
    joined_date,
    language_tag,
    named,
    note_of,
    with_note,
)
from explainer.desk.formats.record import plain as plain_text
from explainer.model.raw import Value

_OURS = frozenset(
    {"aliases", "reviewed", "changes", "status", "summary", "perspective", "level", "wikidata", "archive_url"}
)
_DATES = ("issued", "accessed")
_PLAIN_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?:/\d{4}(?:-\d{2}(?:-\d{2})?)?)?")
_TYPES_OF_ZOTERO = (
    "article-journal article-magazine article-newspaper bill book broadcast chapter dataset document hearing interview "
    "legal_case legislation manuscript map motion_picture paper-conference personal_communication post post-weblog "
    "report speech standard thesis webpage entry-encyclopedia graphic"
)
_KEPT_TYPES = frozenset(_TYPES_OF_ZOTERO.split())
"""The types that Zotero has too; it would make another of the rest, so these stand in the note as well."""


def records_in(text: str) -> tuple[Record, ...]:
    """The records of a file, in its order. Raises `UnreadableError`."""
    try:
        items = json.loads(text)
        json.dumps(items, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"it is not JSON: {error}") from None
    items = items.get("items") if isinstance(items, dict) else items
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise UnreadableError("it is not a list of CSL items")
    return tuple(with_note(_read(number, item), str(item.get("note", ""))) for number, item in enumerate(items, 1))


def text_of(records: Iterable[Record]) -> str:
    """The file with the records, in their order."""
    return json.dumps([_item(record) for record in records], ensure_ascii=False, indent=2) + "\n"


def _read(number: int, item: Mapping[str, Any]) -> Record:
    """The record of an item, whose names and dates may have any shape. Raises `UnreadableError`."""
    for name in PEOPLE:
        people = item.get(name) or []
        if not isinstance(people, list) or not all(isinstance(person, dict) for person in people):
            raise UnreadableError(f"'{name}' of item {number} is not a list of names, each with 'family' or 'literal'")
    for name in _DATES:
        parts = item[name].get("date-parts") if isinstance(item.get(name), dict) else None
        if parts and not (isinstance(parts, list) and all(isinstance(part, list) for part in parts)):
            raise UnreadableError(
                f"'date-parts' of '{name}' of item {number} is not a list of lists, as [[1998, 5, 4]]"
            )
    return _record(item)


def _record(item: Mapping[str, Any]) -> Record:
    fields: dict[str, Value] = {}
    for name, value in item.items():
        if name not in NAMES or name in _OURS or not value:
            continue
        if name in PEOPLE:
            fields[name] = named(_person(person) for person in value)
        elif name in _DATES:
            fields[name] = _date(value)
        else:
            fields[name] = language_tag(str(value)) if name == "language" else plain_text(str(value))
    return Record(str(item.get("citation-key") or item.get("id") or ""), {k: v for k, v in fields.items() if v})


def _person(person: Mapping[str, Any]) -> dict[str, str]:
    """A name in our three parts: particles and suffixes join the part that they stand beside."""
    if person.get("literal"):
        return {"literal": plain_text(str(person["literal"]))}
    family = " ".join(str(person[part]) for part in ("non-dropping-particle", "family") if person.get(part))
    given = " ".join(str(person[part]) for part in ("given", "dropping-particle", "suffix") if person.get(part))
    return {"family": plain_text(family), "given": plain_text(given)}


def _date(date: Any) -> str:
    if not isinstance(date, dict):
        return str(date)
    if date.get("date-parts"):
        days = "/".join(joined_date(*parts[:3]) for parts in date["date-parts"] if parts)
        return f"{days}~" if date.get("circa") and "/" not in days else days
    return str(date.get("raw") or date.get("literal") or "")


def _item(record: Record) -> dict[str, Any]:
    item: dict[str, Any] = {"id": record.key}
    for name, value in record.fields.items():
        if name not in _OURS:
            item[name] = _csl_date(str(value)) if name in _DATES else value
    said = {name: value for name, value in _record(item).fields.items() if _is_kept(name, str(value))}
    return {**item, "note": "\n".join(note_of(record, said))}


def _csl_date(text: str) -> dict[str, Any]:
    if not _PLAIN_DATE.fullmatch(text):
        return {"raw": text}
    return {"date-parts": [[int(part) for part in day.split("-")] for day in text.split("/")]}


def _is_kept(name: str, value: str) -> bool:
    """Whether a program in between gives the value back as it is."""
    if name == "type":
        return value in _KEPT_TYPES
    return name not in _DATES or bool(_PLAIN_DATE.fullmatch(value))
