"""CSL JSON, the format of citation processors, which Zotero reads and writes. Its fields are those of our sources."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from explainer.formats.carried_source import (
    NAMES,
    PEOPLE,
    Record,
    RecordsRead,
    Taking,
    UnreadableError,
    note_of,
    plain,
    with_note,
    with_suffix,
)
from explainer.formats.foreign_dates import joined_date
from explainer.model.fields.sources import SourceType

_OURS = frozenset(
    {
        "aliases",
        "reviewed",
        "changes",
        "status",
        "summary",
        "perspective",
        "level",
        "wikidata",
        "archive_url",
        "consulted",
        "read_at",
    }
)
_DATES = ("issued", "accessed")
_KEYS = ("id", "citation-key", "citekey", "note")
_TYPES_OF_CROSSREF = {
    "journal-article": "article-journal",
    "book-chapter": "chapter",
    "proceedings-article": "paper-conference",
    "dissertation": "thesis",
    "monograph": "book",
    "edited-book": "book",
    "reference-entry": "entry",
    "posted-content": "article",
}
_PLAIN_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?:/\d{4}(?:-\d{2}(?:-\d{2})?)?)?")
_TYPES_OF_ZOTERO = (
    "article-journal article-magazine article-newspaper bill book broadcast chapter dataset document hearing interview "
    "legal_case legislation manuscript map motion_picture paper-conference personal_communication post post-weblog "
    "report speech standard thesis webpage entry-encyclopedia graphic"
)
_KEPT_TYPES = frozenset(_TYPES_OF_ZOTERO.split())
"""The types that Zotero keeps. It changes the others, so these stand in the note as well."""


def reading_of(text: str) -> RecordsRead:
    """The records of a file, in order. Raises `UnreadableError` if it is not a list of items."""
    try:
        items = _items(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"it is not JSON: {error}") from None
    if items and all(isinstance(item, dict) and "itemType" in item for item in items):
        raise UnreadableError("it has items of Zotero itself. Export them as CSL JSON, BibTeX or RIS")
    records, refused = [], []
    for number, item in enumerate(items, 1):
        if reason := _unreadable(item):
            refused.append(f"item {number} {reason}")
        else:
            records.append(with_note(_record(item, f"item {number}"), _text(item.get("note", ""))))
    return RecordsRead(tuple(records), tuple(refused))


def _items(found: Any) -> list[Any]:
    """The items: of a list, of a group that holds one, or a single item."""
    for name in ("items", "references", "message"):
        if isinstance(found, dict) and isinstance(found.get(name), list | dict):
            found = found[name]
    if isinstance(found, dict) and ("title" in found or ("type" in found and "id" in found)):
        found = [found]
    if not isinstance(found, list):
        raise UnreadableError("it is not a list of CSL items")
    return found


def _unreadable(item: Any) -> str:
    if not isinstance(item, dict):
        return f"is not a group of fields, but {json.dumps(item)[:40]}"
    try:
        json.dumps(item, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return f"has half a character in it: {json.dumps(item.get('title', item.get('id')))[:60]}"
    return ""


def text_of(records: Iterable[Record]) -> str:
    """A file with the records, in their order."""
    return json.dumps([_item(record) for record in records], ensure_ascii=False, indent=2) + "\n"


def _record(item: Mapping[str, Any], place: str = "") -> Record:
    """The record of an item, whose fields may have any shape."""
    given = {name: value for name, value in item.items() if value not in (None, "", [], {}) and name not in _KEYS}
    taking = Taking((name, _text(value)) for name, value in given.items() if name not in (*PEOPLE, *_DATES))
    _take_type(taking)
    for name in PEOPLE:
        taking.people(name, _people(given.get(name, [])))
    _take_language(taking)
    taking.address("URL", taking.values("URL"))
    taking.doi("DOI", taking.first("DOI"))
    for name in NAMES - _OURS - {"type", "language", "URL", "DOI", *PEOPLE, *_DATES}:
        values = _texts(given.get(name, ""))
        if values and plain(values[0]):
            taking.values(name)
            taking.fields[name] = plain(values[0])
            taking.partly.extend((name, value) for value in values[1:])
    _take_dates(taking, given)
    key = next((str(item[name]) for name in ("citation-key", "citekey", "id") if item.get(name)), "")
    return taking.record(key, place)


def _take_type(taking: Taking) -> None:
    given = taking.first("type")
    known = _TYPES_OF_CROSSREF.get(given, given)
    taking.fields["type"] = known if known in tuple(SourceType) else "document"
    if given and known not in tuple(SourceType):
        taking.partly.append(("type", given))


def _take_language(taking: Taking) -> None:
    taking.language("language", taking.first("language"))


def _take_dates(taking: Taking, given: Mapping[str, Any]) -> None:
    text = _date(given.get("issued"))
    taking.date(text, ("issued", text))
    taking.day_opened("accessed", _date(given.get("accessed")))


def _texts(value: Any) -> list[str]:
    """The texts of a value, which is a list in what Crossref gives."""
    return [_text(one) for one in value] if isinstance(value, list) else [text] if (text := _text(value)) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _people(value: Any) -> Iterator[dict[str, str]]:
    """The names in a list, each a group or a text."""
    for person in value if isinstance(value, list) else [value]:
        yield _person(person) if isinstance(person, dict) else {"literal": plain(_text(person))}


def _person(person: Mapping[str, Any]) -> dict[str, str]:
    """A name in our three parts, with particles and suffixes joined to the part beside them."""
    parts = {name: _text(part) for name, part in person.items() if part}
    if whole := parts.get("literal") or parts.get("name"):
        return {"literal": plain(whole)}
    family = " ".join(parts[part] for part in ("non-dropping-particle", "family") if part in parts)
    given = " ".join(parts[part] for part in ("given", "dropping-particle") if part in parts)
    return with_suffix(family, given, parts.get("suffix", ""))


def _date(date: Any) -> str:
    """A date of any shape, as EDTF if it has parts."""
    if not isinstance(date, dict):
        return "" if date is None else _text(date)
    parts = date.get("date-parts") or []
    days = parts if isinstance(parts, list) and all(isinstance(day, list) for day in parts) else [parts]
    found = "/".join(joined_date(*day[:3]) for day in days if isinstance(day, list) and day)
    if not found.strip("/"):
        return next((_text(date[name]) for name in ("raw", "literal", "date-time", "year") if date.get(name)), "")
    if date.get("season") and re.fullmatch(r"\d{4}", found):
        return f"{_season(_text(date['season']))} {found}"
    return "/".join(f"{day}~" for day in found.split("/")) if date.get("circa") else found


def _season(text: str) -> str:
    """The season in words; CSL numbers seasons from spring."""
    return ("spring", "summer", "autumn", "winter")[int(text) - 1] if text in ("1", "2", "3", "4") else text


def _item(record: Record) -> dict[str, Any]:
    item: dict[str, Any] = {"id": record.key}
    for name, value in record.fields.items():
        if name not in _OURS:
            item[name] = _csl_date(str(value)) if name in _DATES else value
    if record.opened[1]:
        item["accessed"] = _csl_date(record.opened[1])
    said = {name: value for name, value in _record(item).fields.items() if _is_kept(name, str(value))}
    return {**item, "note": "\n".join(note_of(record, said))}


def _csl_date(text: str) -> dict[str, Any]:
    if not _PLAIN_DATE.fullmatch(text):
        return {"raw": text}
    return {"date-parts": [[int(part) for part in day.split("-")] for day in text.split("/")]}


def _is_kept(name: str, value: str) -> bool:
    """Whether a program in between returns the value unchanged."""
    if name == "type":
        return value in _KEPT_TYPES
    return name not in _DATES or bool(_PLAIN_DATE.fullmatch(value))
