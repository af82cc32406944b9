"""BibTeX and BibLaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from bibtexparser.model import Entry, Field
from pylatexenc.latex2text import LatexNodes2Text

from explainer.formats.bibtex_syntax import BibEntry, entries_in, inherited
from explainer.formats.carried_source import (
    PEOPLE,
    Record,
    RecordsRead,
    Taking,
    UnreadableError,
    is_suffix,
    note_of,
    plain,
    with_note,
    with_suffix,
)
from explainer.formats.foreign_dates import date_read
from explainer.model.raw import Value

_TYPES = {
    "article": "article-journal",
    "book": "book",
    "mvbook": "book",
    "booklet": "pamphlet",
    "collection": "book",
    "dataset": "dataset",
    "artwork": "graphic",
    "bookinbook": "chapter",
    "electronic": "webpage",
    "image": "graphic",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "inreference": "entry-encyclopedia",
    "jurisdiction": "legal_case",
    "legislation": "legislation",
    "letter": "personal_communication",
    "movie": "motion_picture",
    "mvcollection": "book",
    "mvproceedings": "book",
    "newspaper": "article-newspaper",
    "manual": "report",
    "mastersthesis": "thesis",
    "misc": "document",
    "online": "webpage",
    "phdthesis": "thesis",
    "proceedings": "book",
    "report": "report",
    "review": "review",
    "standard": "standard",
    "suppbook": "chapter",
    "suppcollection": "chapter",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "video": "motion_picture",
    "www": "webpage",
}
_SUBTYPES = {"newspaper": "article-newspaper", "magazine": "article-magazine"}
_NOT_WRITTEN = (
    "artwork bookinbook collection electronic letter movie mvbook mvcollection mvproceedings newspaper review "
    "suppbook suppcollection"
)
"""Types that we read although some programs do not know them."""
_WRITTEN_TYPES = {
    "article-journal": "article",
    "article-newspaper": "article",
    "article-magazine": "article",
    **{csl: bibtex for bibtex, csl in reversed(_TYPES.items()) if bibtex not in _NOT_WRITTEN.split()},
}
_FIELDS = {
    "original-title": ("origtitle",),
    "publisher": ("publisher", "institution", "school", "organization"),
    "publisher-place": ("location", "address"),
    "edition": ("edition",),
    "volume": ("volume",),
    "issue": ("issue",),
    "page": ("pages",),
    "ISBN": ("isbn",),
}
_BOOKS = ("book", "mvbook", "collection", "mvcollection", "proceedings", "mvproceedings")
_NOTES = ("note", "annotation", "annote", "addendum")
_WRITTEN_FIELDS = {
    "title": "title",
    "original-title": "origtitle",
    "publisher": "publisher",
    "publisher-place": "location",
    "edition": "edition",
    "volume": "volume",
    "page": "pages",
    "URL": "url",
    "DOI": "doi",
    "ISBN": "isbn",
    "issued": "date",
    "language": "langid",
}
_AS_THEY_ARE = ("url", "doi")
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "$&%#_"},
}
_NAMED = {
    "bar": "|",
    "less": "<",
    "greater": ">",
    "asciicircum": "^",
    "braceleft": r"\{",
    "braceright": r"\}",
}
"""Commands `\\text…` that pylatexenc 2.11 drops or turns into another sign."""
_NAMED_COMMAND = re.compile(rf"\\text({'|'.join(_NAMED)})(?:\{{\}}|(?![A-Za-z])[ \t]*)")
_NAMED_PART = re.compile(r'\s*"?(?P<part>family|given|prefix|suffix)\s*=\s*(?P<value>[^,"]*)"?,?')
_LOOSE_AMPERSAND = re.compile(r"(?<!\\)((?:\\\\)*)&")
_IN_URL = re.compile(r"\\url\s*\{([^{}]*)\}")
_LIGATURE = re.compile(r"(?<=-)-|(?<=')'|(?<=`)`|(?<=[?!])`|(?<=,),|(?<=<)<|(?<=>)>")


def reading_of(text: str) -> RecordsRead:
    """The records of a file, in order. Raises `UnreadableError` if it has no entry at all."""
    entries, refused = entries_in(text)
    if text.strip() and not entries and not refused:
        raise UnreadableError("it has no BibTeX entry")
    lines: dict[str, int] = {}
    records = []
    for entry in inherited(entries):
        if entry.key and (first := lines.setdefault(entry.key, entry.line)) != entry.line:
            refused += (f"the key '{entry.key}' stands twice (lines {first}, {entry.line}). Give one of them another",)
        else:
            records.append(_noted(entry))
    return RecordsRead(tuple(records), refused)


def text_of(records: Iterable[Record]) -> str:
    """A file with the records, in their order, in BibLaTeX and UTF-8."""
    library = Library([_entry(record) for record in records])
    return str(write_string(library))


def _noted(entry: BibEntry) -> Record:
    taking = Taking(entry.fields)
    notes = taking.values(*_NOTES)
    return with_note(_record(entry, taking), "\n".join(_decoded(line) for note in notes for line in note.splitlines()))


def _record(entry: BibEntry, taking: Taking) -> Record:
    csl_type = _TYPES.get(entry.kind, "document")
    if entry.kind not in _TYPES:
        taking.partly.append(("type", entry.kind))
    subtype = _decoded(taking.first("entrysubtype"))
    if subtype and subtype.lower() not in _SUBTYPES:
        taking.partly.append(("entrysubtype", subtype))
    taking.fields["type"] = csl_type = _SUBTYPES.get(subtype.lower(), csl_type)
    _take_titles(taking, entry.kind)
    for ours, names in _FIELDS.items():
        _take(taking, ours, *names)
    if "page" in taking.fields:
        taking.fields["page"] = re.sub(r"\s*[–—]\s*|--+", "-", str(taking.fields["page"]))
    if not any(name == "series" for name, _ in taking.rest):
        _take(taking, "issue" if csl_type.startswith("article") else "number", "number")
    _take_people(taking)
    language = _decoded(taking.first("langid", "language"))
    taking.language("language", language)
    _take_addresses(taking)
    _take_dates(taking)
    return taking.record(entry.key, f"line {entry.line}")


def _take(taking: Taking, ours: str, *names: str) -> None:
    """Takes the first of these fields, as plain text, for one of ours, unless that is set already."""
    if ours in taking.fields or not (given := taking.first(*names)):
        return
    if value := plain(_decoded(given)):
        taking.fields[ours] = value
    else:
        taking.partly.append((names[0], given))


def _take_titles(taking: Taking, kind: str) -> None:
    """Takes the title and the work that contains the source, each with its subtitle."""
    _take(taking, "title", "title")
    _take(taking, "title", *(("booktitle", "maintitle") if kind in _BOOKS else ()))
    _take_subtitle(taking, "title", "subtitle")
    _take(taking, "container-title", "journaltitle", "journal")
    _take_subtitle(taking, "container-title", "journalsubtitle")
    if kind != "book":  # some programs give a book its own title as `booktitle` too
        _take(taking, "container-title", "booktitle")
        _take_subtitle(taking, "container-title", "booksubtitle")
    if kind not in _BOOKS:
        _take(taking, "container-title", "maintitle")
    if kind in ("online", "electronic", "www"):
        _take(taking, "container-title", "organization")  # the name of the website, as Zotero writes it


def _take_subtitle(taking: Taking, ours: str, name: str) -> None:
    if ours in taking.fields and (subtitle := plain(_decoded(taking.first(name)))):
        title = str(taking.fields[ours])
        taking.fields[ours] = f"{title}{'' if title.endswith((':', '?', '!')) else ':'} {subtitle}"


def _take_people(taking: Taking) -> None:
    for name in PEOPLE:
        values = taking.values(name)
        taking.people(name, (person for value in values for person in _people(value)))
        if any(re.search(r"\band\s+others\s*$", value) for value in values):
            taking.partly.append((name, "and others"))


def _take_addresses(taking: Taking) -> None:
    texts = [_IN_URL.sub(r"\1", url) for url in taking.values("url")]
    published = taking.first("howpublished")
    if match := _IN_URL.search(published):
        texts.append(match[1])
        published = published.replace(match[0], "").strip(" .,:")
    taking.address("url", (_unescaped(text) for text in texts))
    taking.doi("doi", _unescaped(taking.first("doi")))
    if published and "publisher" not in taking.fields:
        taking.fields["publisher"] = plain(_decoded(published))
    elif published:
        taking.partly.append(("howpublished", published))


def _unescaped(text: str) -> str:
    return re.sub(r"\\([_%&#~$])|\{\\textasciitilde\}|\\textasciitilde(?:\{\}|\s)", lambda m: m[1] or "~", text.strip())


def _take_dates(taking: Taking) -> None:
    """Takes the date, or else year, month and day. A `~` is part of an EDTF date here, not a space."""
    date, *parts = (taking.first(name) for name in ("date", "year", "month", "day"))
    given = [(name, value) for name, value in zip(("year", "month", "day"), parts, strict=True) if value]
    text, *plain_parts = (_decoded(part.replace("~", _SPECIAL["~"])) for part in (date, *parts))
    if date_read(text).edtf:
        taking.date(text, ("date", date))
        taking.partly.extend((name, value) for name, value in given if value not in text and "-" not in text)
    else:
        taking.partly.extend([("date", date)] if date else [])
        taking.date(_joined(*plain_parts), *given)
    taking.day_opened("urldate", _decoded(taking.first("urldate")))


def _joined(year: str, month: str, day: str) -> str:
    """A date from year, month and day; the month may contain the day, as in `may # "~5"`."""
    if re.fullmatch(r"\s*\d{1,2}\s*", month) and re.fullmatch(r"\s*-?\d+\s*", year):
        return "-".join(part.strip().zfill(2) for part in (year, month, day) if part.strip())
    return f"{month.replace('~', ' ')} {day} {year}".strip()


def _people(text: str) -> Iterator[dict[str, str]]:
    """The names in a list; some programs separate them by semicolons."""
    for name in split_multiple_persons_names(text):
        pieces = [name] if "{" in name else name.split(";")
        yield from (_name(piece.strip()) for piece in pieces if piece.strip() != "others")


def _name(text: str) -> dict[str, str]:
    """A name in our parts, or as a whole if BibTeX cannot divide it."""
    if _NAMED_PART.match(text):
        return _name_of_parts(text)
    try:
        parts = parse_single_name_into_parts(text)
    except InvalidNameError:
        parts = None
    suffix = _decoded(" ".join(parts.jr)) if parts else ""
    if parts is None or re.fullmatch(r"\{.*\}", text, re.DOTALL) or (suffix and not is_suffix(suffix)):
        return {"literal": plain(_decoded(text)).strip(" ,")}
    family, given = (_decoded(" ".join(part)) for part in ((*parts.von, *parts.last), parts.first))
    return with_suffix(family, given, suffix)


def _name_of_parts(text: str) -> dict[str, str]:
    """A name in BibLaTeX's other form: `family=Berg, given=Jan, prefix=van den`."""
    parts = {match["part"]: _decoded(match["value"].strip()) for match in _NAMED_PART.finditer(text)}
    family = " ".join(parts[part] for part in ("prefix", "family") if part in parts)
    return with_suffix(family, parts.get("given", ""), parts.get("suffix", ""))


def _decoded(text: str) -> str:
    """LaTeX as plain text, or as it is if it cannot be read."""
    if not re.search(r"[\\{}$~%&#^_`'-]", text):
        return text
    named = _NAMED_COMMAND.sub(lambda match: _NAMED[match[1]], _LOOSE_AMPERSAND.sub(r"\1\&", text))
    try:
        return str(LatexNodes2Text(strict_latex_spaces=True, keep_comments=True).latex_to_text(named))
    except Exception:  # the library raises many kinds, its own and Python's
        return re.sub(r"[{}]", "", text)


def _encoded(text: str) -> str:
    guarded = _LIGATURE.sub(lambda match: f"\0{match[0]}", text)
    return "".join(_SPECIAL.get(character, character) for character in guarded).replace("\0", "{}")


def _entry(record: Record) -> Entry:
    fields = record.fields
    csl_type = str(fields.get("type", ""))
    bibtex_type = _WRITTEN_TYPES.get(csl_type, "misc")
    said = [*_written(fields, csl_type, bibtex_type), *([("urldate", record.opened[1])] if record.opened[1] else [])]
    entry = Entry(bibtex_type, record.key, [Field(name, value) for name, value in said])
    fields_read = tuple((field.key, str(field.value)) for field in entry.fields)
    note = note_of(record, _record(BibEntry(bibtex_type, record.key, (), 0), Taking(fields_read)).fields)
    return Entry(bibtex_type, record.key, [*entry.fields, Field("note", "\n".join(_encoded(line) for line in note))])


def _written(fields: Mapping[str, Value], csl_type: str, bibtex_type: str) -> Iterator[tuple[str, str]]:
    for name in PEOPLE:
        people = fields.get(name)
        if isinstance(people, list):
            yield name, " and ".join(_person(person) for person in people if isinstance(person, dict))
    subtype = next((name for name, csl in _SUBTYPES.items() if csl == csl_type), "")
    if subtype:
        yield "entrysubtype", subtype
    if fields.get("container-title"):
        is_article = bibtex_type == "article"
        yield "journaltitle" if is_article else "booktitle", _encoded(str(fields["container-title"]))
    number = fields.get("issue" if bibtex_type == "article" else "number")
    if number:
        yield "number", _encoded(str(number))
    for name, theirs in _WRITTEN_FIELDS.items():
        if isinstance(fields.get(name), str):
            value = str(fields[name])
            if theirs not in _AS_THEY_ARE:
                yield theirs, _encoded(value)
            elif not re.search(r"[{}\\]", value):
                yield theirs, value


def _person(person: Mapping[str, Value]) -> str:
    if person.get("literal") or not person.get("given"):
        return "{" + _encoded(str(person.get("literal") or person.get("family"))) + "}"
    return f"{_encoded(str(person.get('family', '')))}, {_encoded(str(person['given']))}"
