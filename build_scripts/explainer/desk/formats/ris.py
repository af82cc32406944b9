"""RIS, the format of library catalogues and publishers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import rispy

from explainer.desk.formats.record import (
    Record,
    UnreadableError,
    joined_date,
    language_tag,
    named,
    note_of,
    plain,
    with_note,
)
from explainer.model.raw import Value

_TYPES = {
    "JOUR": "article-journal",
    "EJOUR": "article-journal",
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    "BILL": "bill",
    "BOOK": "book",
    "EBOOK": "book",
    "EDBOOK": "book",
    "CHAP": "chapter",
    "ECHAP": "chapter",
    "DATA": "dataset",
    "ENCYC": "entry-encyclopedia",
    "ART": "graphic",
    "HEAR": "hearing",
    "CASE": "legal_case",
    "STAT": "legislation",
    "MANSCPT": "manuscript",
    "UNPB": "manuscript",
    "MAP": "map",
    "MPCT": "motion_picture",
    "VIDEO": "motion_picture",
    "PAMP": "pamphlet",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "PCOMM": "personal_communication",
    "BLOG": "post-weblog",
    "LEGAL": "regulation",
    "RPRT": "report",
    "GOVDOC": "report",
    "STAND": "standard",
    "THES": "thesis",
    "ELEC": "webpage",
    "GEN": "document",
}
_WRITTEN_TYPES = {csl: ris for ris, csl in reversed(_TYPES.items())}
_FIELDS = {
    "title": "title",
    "primary_title": "title",
    "translated_title": "original-title",
    "secondary_title": "container-title",
    "journal_name": "container-title",
    "publisher": "publisher",
    "place_published": "publisher-place",
    "edition": "edition",
    "volume": "volume",
    "note": "number",
    "number": "issue",
    "doi": "DOI",
    "issn": "ISBN",  # the tag SN, which is the ISBN of a book, the ISSN of a journal
    "language": "language",
}
_WRITTEN_FIELDS = {ours: theirs for theirs, ours in reversed(_FIELDS.items())}
_PEOPLE = {
    "author": ("authors", "first_authors"),
    "editor": ("secondary_authors",),
    "translator": ("subsidiary_authors",),
}


def records_in(text: str) -> tuple[Record, ...]:
    """The records of a file, in its order. Raises `UnreadableError`."""
    text = text.replace("\r\n", "\n")
    if not re.search(r"^TY  - ", text, re.MULTILINE):
        raise UnreadableError("it has no line that begins with 'TY  - '")
    _refuse_open_records(text)
    try:
        items = rispy.loads(text, delimiter_tags_mapping={})
    except Exception as error:  # the library raises several of its own and of Python's
        raise UnreadableError(f"it is not RIS: {error}") from None
    return tuple(with_note(_record(item), _note(item)) for item in items)


def _refuse_open_records(text: str) -> None:
    """Stops where a record does not begin or end as RIS has it: rispy would join it to another or leave it out."""
    began = 0
    for number, line in enumerate(text.split("\n"), 1):
        tag = re.match(r"\s*(TY|ER)\s*-", line)
        if tag is None:
            continue
        if not line.startswith(f"{tag[1]}  -"):
            raise UnreadableError(f"line {number} is not RIS: write '{tag[1]}  -' with two spaces, at the start of it")
        if tag[1] == "TY" and began:
            raise UnreadableError(f"the record of line {began} does not end with a line 'ER  - '")
        if tag[1] == "ER" and not began:
            raise UnreadableError(f"line {number} ends a record that did not begin with a line 'TY  - '")
        began = number if tag[1] == "TY" else 0
    if began:
        raise UnreadableError(f"the record of line {began} does not end with a line 'ER  - '")


def text_of(records: Iterable[Record]) -> str:
    """The file with the records, in their order."""
    text = rispy.dumps([_item(record) for record in records], delimiter_tags_mapping={})
    return re.sub(r"^\d+\.\n", "", text, flags=re.MULTILINE)


def _note(item: Mapping[str, Any]) -> str:
    """The lines of the notes; Zotero puts its field Extra into a tag of its own."""
    extra = item.get("unknown_tag", {}).get("M2", [])
    return "\n".join(re.sub(r"<br ?/?>|</p>", "\n", note) for note in (*item.get("notes", []), *extra)).replace(
        "<p>", ""
    )


def _record(item: Mapping[str, Any]) -> Record:
    fields: dict[str, Value] = {"type": _TYPES.get(str(item.get("type_of_reference", "")), "document")}
    for theirs, ours in _FIELDS.items():
        if item.get(theirs) and ours not in fields and not (ours == "ISBN" and _is_issn(str(item[theirs]))):
            fields[ours] = plain(str(item[theirs]))
    if "language" in fields:
        fields["language"] = language_tag(str(fields["language"]))
    for ours, theirs_of in _PEOPLE.items():
        people = named(_person(name) for theirs in theirs_of for name in item.get(theirs, []))
        if people:
            fields[ours] = people
    pages = [str(item[name]) for name in ("start_page", "end_page") if item.get(name)]
    if pages:
        fields["page"] = "-".join(pages)
    if item.get("urls"):
        fields["URL"] = str(item["urls"][0]).strip()
    issued = _date(item.get("date") or item.get("year") or item.get("publication_year"))
    accessed = _date(item.get("access_date"))
    dated = {name: date for name, date in (("issued", issued), ("accessed", accessed)) if date}
    return Record(str(item.get("id", "")), {**fields, **dated})


def _is_issn(text: str) -> bool:
    return bool(re.fullmatch(r"\s*(?:ISSN\W*)?\d{4}-?\d{3}[\dXx](?![\w-]).*", text))


def _date(text: object) -> str:
    """A date as RIS has it, year/month/day/other, or as it is written."""
    parts = re.split(r"[/-]", str(text or "").strip())
    return joined_date(*[*parts, "", ""][:3])


def _person(name: str) -> dict[str, str]:
    family, comma, given = name.partition(",")
    if not comma or not given.strip():
        return {"literal": plain(family)}
    return {"family": plain(family), "given": plain(given)}


def _item(record: Record) -> dict[str, Any]:
    fields = record.fields
    item: dict[str, Any] = {
        "type_of_reference": _WRITTEN_TYPES.get(str(fields.get("type", "")), "GEN"),
        "id": record.key,
    }
    for ours, theirs in _WRITTEN_FIELDS.items():
        if isinstance(fields.get(ours), str):
            item[theirs] = fields[ours]
    for ours, (theirs, *_) in _PEOPLE.items():
        people = fields.get(ours)
        if isinstance(people, list):
            item[theirs] = [_name(person) for person in people if isinstance(person, dict)]
    for ours, theirs in (("issued", "date"), ("accessed", "access_date")):
        date = str(fields.get(ours, ""))
        if re.fullmatch(r"\d{4}(-\d{2}){0,2}", date):
            item[theirs] = date.replace("-", "/")
    if isinstance(fields.get("page"), str):
        start, _, end = str(fields["page"]).partition("-")
        item |= {"start_page": start, **({"end_page": end} if end else {})}
    if isinstance(fields.get("URL"), str):
        item["urls"] = [fields["URL"]]
    return {**item, "notes": list(note_of(record, _record(item).fields))}


def _name(person: Mapping[str, Value]) -> str:
    if person.get("literal"):
        return str(person["literal"])
    return ", ".join(str(person[part]) for part in ("family", "given") if person.get(part))
