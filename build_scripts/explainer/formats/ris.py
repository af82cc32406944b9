"""RIS, the format of library catalogues and publishers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from explainer.formats.carried_source import (
    Record,
    RecordsRead,
    Taking,
    UnreadableError,
    note_of,
    plain,
    with_note,
    with_suffix,
)
from explainer.formats.foreign_dates import DateRead, date_read
from explainer.model.raw import Value

_TYPES = {
    "JOUR": "article-journal",
    "EJOUR": "article-journal",
    "JFULL": "article-journal",
    "ABST": "article-journal",
    "INPR": "article-journal",
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    "BILL": "bill",
    "BOOK": "book",
    "EBOOK": "book",
    "EDBOOK": "book",
    "CHAP": "chapter",
    "ECHAP": "chapter",
    "DATA": "dataset",
    "AGGR": "dataset",
    "ENCYC": "entry-encyclopedia",
    "DICT": "entry",
    "ART": "graphic",
    "FIGURE": "graphic",
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
    "WEB": "webpage",
    "GEN": "document",
}
_WRITTEN_TYPES = {csl: ris for ris, csl in reversed(_TYPES.items())} | {"entry": "DICT", "webpage": "ELEC"}
_WHOLE_WORKS = frozenset(("book", "thesis", "report", "map", "pamphlet", "motion_picture"))
"""Types that are not part of another work, so their T2 names a series."""
_WITHOUT_EDITOR = frozenset(("bill", "legal_case", "legislation", "hearing", "motion_picture"))
"""Types whose A2 is not an editor but, say, a counsel, a sponsor or a member of the cast."""
_TEXTS = {
    "original-title": ("TT",),
    "publisher": ("PB",),
    "publisher-place": ("CY", "PP"),
    "edition": ("ET",),
    "volume": ("VL",),
}
_WRITTEN_FIELDS = {
    "title": "TI",
    "original-title": "TT",
    "container-title": "T2",
    "publisher": "PB",
    "publisher-place": "CY",
    "edition": "ET",
    "volume": "VL",
    "issue": "IS",
    "number": "M1",
    "DOI": "DO",
    "ISBN": "SN",
    "language": "LA",
    "URL": "UR",
}
_TAG = re.compile(r"([A-Z][A-Z0-9])  -(?: (.*)|)")
_LOOSE_TAG = re.compile(r"\s*([A-Z][A-Z0-9]) {0,2}-(?: ?(.*)|)")
_BEGIN = re.compile(r"\s*TY {0,2}-")


@dataclass
class _Item:
    line: int
    tags: list[tuple[str, str]] = field(default_factory=list)


def reading_of(text: str) -> RecordsRead:
    """The records of a file, in order. Raises `UnreadableError` if it is not RIS."""
    items, stray = _items(text.splitlines())
    if not items:
        raise UnreadableError("it has no line that begins with 'TY  - '")
    refused = (f"line {number} belongs to no record: write a line 'TY  - ' above it" for number in stray)
    return RecordsRead(tuple(_noted(item) for item in items), tuple(refused))


def _items(lines: Sequence[str]) -> tuple[list[_Item], list[int]]:
    """The records, and the lines where fields begin outside any record.

    A record without ER ends where the next begins; a line without a tag continues the one above.
    """
    items: list[_Item] = []
    stray: list[int] = []
    tag, is_open, is_stray = _TAG, False, False
    for number, line in enumerate(lines, 1):
        if _BEGIN.match(line):
            items.append(_Item(number))
            tag, is_open, is_stray = _TAG if _TAG.fullmatch(line) else _LOOSE_TAG, True, False
        match = (tag if is_open else _TAG).fullmatch(line)
        if match and match[1] == "ER":
            is_open = is_stray = False
        elif is_open:
            _add(items[-1], match, line)
        elif match and not is_stray:
            is_stray = True
            stray.append(number)
    return items, stray


def _add(item: _Item, match: re.Match[str] | None, line: str) -> None:
    if match:
        item.tags.append((match[1], (match[2] or "").strip()))
    elif line.strip():
        name, value = item.tags[-1]
        item.tags[-1] = (name, f"{value}\n{line.strip()}")


def text_of(records: Iterable[Record]) -> str:
    """A file with the records, in their order."""
    return "\n".join("".join(f"{tag}  - {value}\n" for tag, value in _written(record)) for record in records)


def _noted(item: _Item) -> Record:
    """The record with what its notes say; Zotero writes its field Extra to a tag of its own."""
    taking = Taking(item.tags)
    notes = taking.values("N1", "M2")
    note = re.sub(r"<br ?/?>|</p>", "\n", "\n".join(notes)).replace("<p>", "")
    return with_note(_record(taking, item.line), note)


def _record(taking: Taking, line: int) -> Record:
    given_type = taking.first("TY").strip().upper()
    csl_type = _TYPES.get(given_type, "document")
    taking.fields["type"] = csl_type
    if given_type not in _TYPES:
        taking.partly.append(("TY", given_type))
    taking.text("title", "TI", "T1", "CT", *(("BT",) if csl_type in _WHOLE_WORKS else ()))
    _take_container(taking, csl_type)
    for ours, tags in _TEXTS.items():
        taking.text(ours, *tags)
    _take_people(taking, csl_type)
    _take_numbers(taking, csl_type)
    taking.language("LA", taking.first("LA"))
    taking.doi("DO", taking.first("DO", "DI"))
    taking.address("UR", _addresses(taking.values("UR", "LK")))
    _take_dates(taking)
    return taking.record(taking.first("ID"), f"line {line}")


def _addresses(values: Iterable[str]) -> Iterator[str]:
    """The web addresses; old exports have several in a tag."""
    for value in values:
        pieces = re.split(r"\s+|;(?=https?://)", value)
        yield from pieces if all(re.match(r"https?://", piece) for piece in pieces) else [" ".join(value.split())]


def _take_container(taking: Taking, csl_type: str) -> None:
    """Takes the work that contains the source: for a journal its full name, never a series."""
    if csl_type in _WHOLE_WORKS:
        return
    if csl_type in ("chapter", "paper-conference", "entry", "entry-encyclopedia"):
        taking.text("container-title", "T2", "BT", "JF", "JO", "T3")
    elif (
        not _has(taking, "JF") and _has(taking, "JO") and not _is_short_for(_value(taking, "JO"), _value(taking, "T2"))
    ):
        taking.text("container-title", "JO")
    taking.text("container-title", "JF", "T2", "JO", "JA", "J2", "J1", "BT")


def _has(taking: Taking, *tags: str) -> bool:
    return any(name in tags for name, _ in taking.rest)


def _value(taking: Taking, tag: str) -> str:
    return next((value for name, value in taking.rest if name == tag), "")


def _is_short_for(short: str, long: str) -> bool:
    """Whether each word of one begins a word of the other, in order, as in 'J. Salt' for 'Journal of Salt Studies'."""
    words = iter(re.findall(r"\w+", long.casefold()))
    return bool(long) and all(
        any(word.startswith(piece) for word in words) for piece in re.findall(r"\w+", short.casefold())
    )


def _take_people(taking: Taking, csl_type: str) -> None:
    editors = ("ED",) if csl_type in _WITHOUT_EDITOR else ("A2", "ED")
    for ours, tags in (("author", ("AU", "A1")), ("editor", editors), ("translator", ("A4",))):
        taking.people(ours, (_person(name) for name in taking.values(*tags)))


def _take_numbers(taking: Taking, csl_type: str) -> None:
    taking.text("issue" if _has_issues(csl_type) or _has(taking, "M1") else "number", "IS")
    taking.text("number", "M1")
    numbers = [(tag, value) for tag, value in taking.rest if tag == "SN"]
    taking.values("SN")
    for tag, value in numbers:
        if "ISBN" in taking.fields or _is_issn(value) or csl_type == "article-journal":
            taking.partly.append((tag, value))
        else:
            taking.fields["ISBN"] = plain(value)
    pages = [page for tag in ("SP", "EP") if (page := plain(taking.first(tag)))]
    if pages:
        taking.fields["page"] = "-".join(dict.fromkeys(pages)) if len(pages) > 1 else pages[0]


def _has_issues(csl_type: str) -> bool:
    """Whether IS is the issue of a periodical; of other works it is their own number."""
    return csl_type.startswith(("article", "treaty"))


def _take_dates(taking: Taking) -> None:
    """Takes the most complete date, with the year of another tag if it lacks one. A year that differs is listed."""
    given = [(tag, value) for tag in ("DA", "Y1", "PY") if (value := taking.first(tag))]
    years = [year[0] for _, value in given if (year := re.search(r"\d{4}", value))]
    texts = {tag: value if not years or re.search(r"\d{4}", value) else f"{value} {years[0]}" for tag, value in given}
    if texts:
        best = max(texts, key=lambda tag: len(date_read(texts[tag]).edtf))
        taking.date(texts[best], (best, dict(given)[best]))
        issued = str(taking.fields.get("issued", ""))
        taking.partly.extend(
            (tag, value) for tag, value in given if tag != best and not _says(issued, date_read(texts[tag]))
        )
    taking.day_opened("Y2", taking.first("Y2", "RD"))


def _says(issued: str, other: DateRead) -> bool:
    return other.is_whole and issued.startswith(other.edtf)


def _is_issn(text: str) -> bool:
    return bool(re.fullmatch(r"\s*(?:ISSN\W*)?\d{4}-?\d{3}[\dXx](?![\w-]).*", text, re.DOTALL))


def _person(name: str) -> dict[str, str]:
    family, comma, given = name.partition(",")
    if not comma or not given.strip():
        return {"literal": plain(family)}
    return with_suffix(family, given)


def _written(record: Record) -> Iterator[tuple[str, str]]:
    tags = list(_tags(record))
    said = _record(Taking(tags), 0).fields
    yield from tags
    yield from (("N1", line) for line in note_of(record, said))
    yield "ER", ""


def _tags(record: Record) -> Iterator[tuple[str, str]]:
    fields = record.fields
    ris_type = _WRITTEN_TYPES.get(str(fields.get("type", "")), "GEN")
    yield "TY", ris_type
    yield "ID", record.key
    has_issue = _has_issues(_TYPES.get(ris_type, "document")) or isinstance(fields.get("number"), str)
    for ours, tag in _WRITTEN_FIELDS.items():
        if isinstance(fields.get(ours), str) and (ours != "issue" or has_issue):
            yield tag, str(fields[ours])
    for ours, tag in (("author", "AU"), ("editor", "A2"), ("translator", "A4")):
        people = fields.get(ours)
        yield from ((tag, _name(person)) for person in people or () if isinstance(person, dict))
    for date, tag in ((str(fields.get("issued", "")), "DA"), (record.opened[1], "Y2")):
        if re.fullmatch(r"\d{4}(-\d{2}){0,2}", date):
            yield tag, date.replace("-", "/")
    if isinstance(fields.get("page"), str):
        start, _, end = str(fields["page"]).partition("-")
        yield from [("SP", start), *([("EP", end)] if end else [])]


def _name(person: Mapping[str, Value]) -> str:
    if person.get("literal"):
        return str(person["literal"])
    return ", ".join(str(person[part]) for part in ("family", "given") if person.get(part))
