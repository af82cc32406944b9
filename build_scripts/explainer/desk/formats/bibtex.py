"""BibTeX and BibLaTeX."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping

from bibtexparser.entrypoint import parse_string, write_string
from bibtexparser.library import Library
from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from bibtexparser.model import Entry, Field
from pylatexenc.latex2text import LatexNodes2Text

from explainer.desk.formats.record import (
    PEOPLE,
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
    "article": "article-journal",
    "book": "book",
    "mvbook": "book",
    "booklet": "pamphlet",
    "collection": "book",
    "dataset": "dataset",
    "electronic": "webpage",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "inreference": "entry-encyclopedia",
    "jurisdiction": "legal_case",
    "legislation": "legislation",
    "manual": "report",
    "mastersthesis": "thesis",
    "misc": "document",
    "online": "webpage",
    "phdthesis": "thesis",
    "proceedings": "book",
    "report": "report",
    "standard": "standard",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "video": "motion_picture",
    "www": "webpage",
}
_SUBTYPES = {"newspaper": "article-newspaper", "magazine": "article-magazine"}
_WRITTEN_TYPES = {
    "article-journal": "article",
    "article-newspaper": "article",
    "article-magazine": "article",
    **{csl: bibtex for bibtex, csl in reversed(_TYPES.items()) if bibtex not in ("mvbook", "collection", "electronic")},
}
_FIELDS = {
    "title": "title",
    "journaltitle": "container-title",
    "journal": "container-title",
    "booktitle": "container-title",
    "origtitle": "original-title",
    "publisher": "publisher",
    "institution": "publisher",
    "school": "publisher",
    "organization": "publisher",
    "howpublished": "publisher",
    "location": "publisher-place",
    "address": "publisher-place",
    "edition": "edition",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "isbn": "ISBN",
    "urldate": "accessed",
}
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
    "accessed": "urldate",
    "language": "langid",
}
_AS_THEY_ARE = ("url", "doi")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
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
"""Commands `\\text…` of which pylatexenc 2.11 makes nothing, or another sign."""
_NAMED_COMMAND = re.compile(rf"\\text({'|'.join(_NAMED)})(?:\{{\}}|(?![A-Za-z])[ \t]*)")
_PIECE = r'(?:"[^"]*"|\{[^{}]*\}|[A-Za-z]\w*)'
_JOINED = re.compile(rf"(?=.*[\"{{]){_PIECE}(?:\s*#\s*{_PIECE})+", re.DOTALL)
"""Values that are put together: `"May " # day # {, 1900}`."""
_LIGATURE = re.compile(r"(?<=-)-|(?<=')'|(?<=`)`|(?<=[?!])`|(?<=,),|(?<=<)<|(?<=>)>")


def records_in(text: str) -> tuple[Record, ...]:
    """The records of a file, in its order. Raises `UnreadableError`."""
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # what it logs is said by the error
    library = parse_string(text)
    for block in library.failed_blocks:
        reason = getattr(block.error, "abort_reason", "") or str(block.error)
        raise UnreadableError(
            f"line {(block.start_line or 0) + 1} is not BibTeX: {' '.join(reason.split()).rstrip('.')}"
        )
    if text.strip() and not library.entries:
        raise UnreadableError("it has no BibTeX entry")
    words = {name: str(string.value) for name, string in library.strings_dict.items()}
    for entry in library.entries:
        for field in entry.fields:
            field.value = _joined(str(field.value), words)
    return tuple(with_note(_record(entry), _note(entry)) for entry in library.entries)


def _joined(value: str, words: Mapping[str, str]) -> str:
    """The value as one text, where it is put together from several."""
    if not _JOINED.fullmatch(value.strip()):
        return value
    pieces = re.findall(_PIECE, value)
    return "".join(words.get(piece, piece) if piece[0] not in '"{' else piece[1:-1] for piece in pieces)


def text_of(records: Iterable[Record]) -> str:
    """The file with the records, in their order, in BibLaTeX and UTF-8."""
    library = Library([_entry(record) for record in records])
    return str(write_string(library))


def _values(entry: Entry) -> dict[str, str]:
    return {field.key.lower(): str(field.value) for field in entry.fields}


def _note(entry: Entry) -> str:
    values = _values(entry)
    notes = (values.get(name, "") for name in ("note", "annotation", "annote", "addendum"))
    return "\n".join(_decoded(line) for note in notes for line in note.splitlines())


def _record(entry: Entry) -> Record:
    values = _values(entry)
    csl_type = _TYPES.get(entry.entry_type.lower(), "document")
    fields: dict[str, Value] = {"type": _SUBTYPES.get(_decoded(values.get("entrysubtype", "")).lower(), csl_type)}
    for name, ours in _FIELDS.items():
        if values.get(name) and ours not in fields:
            fields[ours] = plain(_decoded(values[name]))
    if values.get("subtitle"):
        fields["title"] = f"{fields.get('title', '')}: {plain(_decoded(values['subtitle']))}"
    for name, ours in (("url", "URL"), ("doi", "DOI")):
        if values.get(name):
            fields[ours] = re.sub(r"\\([_%&#~])", r"\1", values[name].strip())
    if values.get("number"):
        is_article = str(fields["type"]).startswith("article")
        fields.setdefault("issue" if is_article else "number", plain(_decoded(values["number"])))
    if "page" in fields:
        fields["page"] = re.sub(r"\s*[–—]\s*|--+", "-", str(fields["page"]))
    people: dict[str, Value] = {name: named(_people(values.get(name, ""))) for name in PEOPLE}
    fields |= {name: found for name, found in people.items() if found}
    language = _decoded(values.get("langid", "") or values.get("language", ""))
    fields |= {"language": language_tag(language)} if language else {}
    issued = _decoded(values.get("date", "").replace("~", _SPECIAL["~"])) or joined_date(  # EDTF's sign for about
        _decoded(values.get("year", "")), _month(values.get("month", "")), values.get("day", "")
    )
    return Record(entry.key, {**fields, **({"issued": issued} if issued else {})})


def _month(text: str) -> str:
    folded = _decoded(text).strip().casefold()[:3]
    return str(_MONTHS.index(folded) + 1) if folded in _MONTHS else text


def _people(text: str) -> Iterator[dict[str, str]]:
    for name in split_multiple_persons_names(text):
        if name.strip() == "others":  # BibTeX's word for names that are not told
            continue
        if re.fullmatch(r"\{.*\}", name.strip(), re.DOTALL):
            yield {"literal": plain(_decoded(name.strip()[1:-1]))}
            continue
        try:
            parts = parse_single_name_into_parts(name, strict=False)
        except InvalidNameError:
            yield {"literal": plain(_decoded(name))}
            continue
        family = plain(_decoded(" ".join((*parts.von, *parts.last))))
        given = plain(_decoded(" ".join((*parts.first, *parts.jr))))
        yield {"family": family, "given": given}


def _decoded(text: str) -> str:
    """LaTeX as plain text."""
    text = _NAMED_COMMAND.sub(lambda match: _NAMED[match[1]], text)
    return str(LatexNodes2Text(strict_latex_spaces=True, keep_comments=True).latex_to_text(text)) if text else ""


def _encoded(text: str) -> str:
    guarded = _LIGATURE.sub(lambda match: f"\0{match[0]}", text)
    return "".join(_SPECIAL.get(character, character) for character in guarded).replace("\0", "{}")


def _entry(record: Record) -> Entry:
    fields = record.fields
    csl_type = str(fields.get("type", ""))
    bibtex_type = _WRITTEN_TYPES.get(csl_type, "misc")
    entry = Entry(
        bibtex_type, record.key, [Field(name, value) for name, value in _written(fields, csl_type, bibtex_type)]
    )
    note = note_of(record, _record(entry).fields)
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
    number = fields.get("issue" if csl_type.startswith("article") else "number")
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
