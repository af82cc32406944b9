"""Sources on their way out and in again, in every format; and what Zotero and others write."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import HALMYR
from explainer.editing.file_changes import MisusedError, RefusedError, write
from explainer.editing.import_export import exported, format_of, imported, reading_of
from explainer.formats import FORMATS, Format, Record, RecordsRead, UnreadableError
from explainer.formats.carried_source import NAMES
from explainer.model.fields import Collection
from explainer.model.fields.sources import SourceType
from explainer.model.raw import Value
from explainer.pipeline import check
from explainer.problems import errors_of
from explainer.reading import read_content
from folders import base_files, lines_of, written

by_format = pytest.mark.parametrize("form", FORMATS, ids=[known.name for known in FORMATS])

FULL: dict[str, Value] = {
    "title": "The {Strait}: 100% & more — \"a\" 'history' ~ ^_^ \\ # $5",
    "original-title": "Прол``ив'' -- --- ?` <<x>>",
    "summary": "One: two [three] {four}.",
    "aliases": ["a, b", "c"],
    "type": "treaty",
    "author": [{"family": "van der Berg", "given": "Jan"}, {"literal": "Ministry of Fish and Sea, North"}],
    "editor": [{"family": "山田", "given": "太郎"}],
    "translator": [{"family": "Plato"}],
    "issued": "1855?/1860~",
    "container-title": "Annals; of, the {Sea}",
    "publisher": "A & B",
    "publisher-place": "Vik",
    "edition": "2nd",
    "volume": "IV",
    "issue": "3-4",
    "number": "No. 7",
    "page": "12-15, 18",
    "URL": "https://example.org/a_b?x=1&y=%20~z#p;q",
    "DOI": "10.1000/a_(b)182",
    "ISBN": "978-0-00-000000-2",
    "archive": "National Archives",
    "archive_location": "Box 3",
    "language": "zh-Hant",
    "consulted": {"on": "2026-01-02", "as": "print", "extent": "part"},
    "read_at": "https://example.org/copy",
    "archive_url": "https://example.org/kept",
    "perspective": "scholarly",
    "level": "primary",
    "wikidata": "Q1",
    "reviewed": "2026-01-03",
    "changes": [{"date": "2026-01-03", "note": "First: version."}],
    "status": "draft",
}


@by_format
def test_no_field_is_lost(form: Format) -> None:
    assert form.reading_of(form.text_of([Record("a-2", FULL)])).records == (Record("a-2", FULL),)


@by_format
@pytest.mark.parametrize("type_of_source", SourceType)
@pytest.mark.parametrize("name", ["issue", "number", "volume", "container-title", "publisher", "ISBN", "page"])
def test_a_field_alone_is_no_other_field(form: Format, type_of_source: SourceType, name: str) -> None:
    """RIS has one tag for the issue of a journal and the number of a report: which it is depends on the type."""
    value = "9783161484100" if name == "ISBN" else "7"
    fields: dict[str, Value] = {"title": "The strait", "type": str(type_of_source), "language": "en", name: value}
    (record,) = form.reading_of(form.text_of([Record("x", fields)])).records
    assert record.fields == fields


def test_every_field_of_a_source_is_tried() -> None:
    assert set(FULL) == NAMES


@by_format
def test_no_field_of_a_whole_content_is_lost(form: Format) -> None:
    raw, _ = read_content(HALMYR / "content")
    records = tuple(Record(e.id, e.fields) for e in raw.entries if e.collection is Collection.SOURCES)
    assert len(records) > 5
    assert form.reading_of(form.text_of(records)).records == records


@by_format
@settings(max_examples=60, derandomize=True, database=None, deadline=None)
@given(st.text(alphabet="ab é北 -'`\"{}\\$&%#_~^,;:.!?<>[]@=/|", min_size=1, max_size=12).map(str.strip).filter(bool))
def test_no_character_is_lost(form: Format, text: str) -> None:
    title = " ".join(f"x{text}x".split())
    record = Record(
        "a", {"title": title, "type": "book", "author": [{"literal": " ".join(f"X{text}X".split())}], "language": "en"}
    )
    assert form.reading_of(form.text_of([record])).records == (record,)


# What others write

ZOTERO_CSL = [
    {
        "id": "http://zotero.org/users/1/items/ABCD",
        "type": "article-newspaper",
        "container-title": "Vik Tidende",
        "language": "Danish",
        "title": "Ministeren <i>svarer</i> Thalia",
        "URL": "https://example.org/vik",
        "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van den", "suffix": "Jr."}],
        "accessed": {"date-parts": [["2026", 1, 15]]},
        "issued": {"date-parts": [["1998", 5, 4]]},
        "abstract": "Long.",
        "note": "Read twice: yes\nCitation Key: vikMinister\nperspective: borea\n"
        "Original Title: The minister answers\nlevel: primary",
    }
]
CSL_FIELDS: dict[str, Value] = {
    "type": "article-newspaper",
    "container-title": "Vik Tidende",
    "language": "da",
    "title": "Ministeren svarer Thalia",
    "URL": "https://example.org/vik",
    "author": [{"family": "van den Berg Jr.", "given": "Jan"}],
    "issued": "1998-05-04",
    "perspective": "borea",
    "original-title": "The minister answers",
    "level": "primary",
}
ZOTERO_BIBTEX = r"""
@string{vup = "Vik University Press"}
@book{holm_strait_1998,
	address = {Vik},
	title = {The {Strait}: {A} {History} of {\O}re},
	url = {https://example.org/a\_b},
	language = {en},
	urldate = {2026-01-02},
	publisher = vup,
	author = {Holm, Karen and {Ministry of Fish and Sea} and de la Cruz, Jr., Mar{\'\i}a},
	month = may,
	year = {1998},
	pages = {12--15},
	note = {perspective: scholarly
level: secondary},
}
"""
BIBTEX_FIELDS: dict[str, Value] = {
    "type": "book",
    "title": "The Strait: A History of Øre",
    "publisher": "Vik University Press",
    "publisher-place": "Vik",
    "page": "12-15",
    "URL": "https://example.org/a_b",
    "author": [
        {"family": "Holm", "given": "Karen"},
        {"literal": "Ministry of Fish and Sea"},
        {"family": "de la Cruz Jr.", "given": "María"},
    ],
    "language": "en",
    "issued": "1998-05",
    "perspective": "scholarly",
    "level": "secondary",
}
ZOTERO_RIS = """TY  - JOUR
TI  - The line
AU  - Holm, Karen
T2  - Annals of the Sea
DA  - 1998/05/04/
PY  - 1998
SP  - 3
EP  - 9
IS  - 2
VL  - 4
UR  - https://example.org/line;x
Y2  - 2026/01/02/
LA  - English
M2  - perspective: alba
N1  - <p>level: primary</p>
ER  -\x20
"""
RIS_FIELDS: dict[str, Value] = {
    "type": "article-journal",
    "title": "The line",
    "container-title": "Annals of the Sea",
    "volume": "4",
    "issue": "2",
    "language": "en",
    "author": [{"family": "Holm", "given": "Karen"}],
    "page": "3-9",
    "URL": "https://example.org/line;x",
    "issued": "1998-05-04",
    "level": "primary",
    "perspective": "alba",
}
OF_OTHERS = {
    "CSL JSON of Zotero": (
        FORMATS[0],
        json.dumps(ZOTERO_CSL),
        Record(
            "vikMinister",
            CSL_FIELDS,
            (("abstract", "Long."), ("note", "Read twice: yes")),
            ("accessed", "2026-01-15"),
        ),
    ),
    "BibTeX of Zotero": (
        FORMATS[1],
        ZOTERO_BIBTEX,
        Record("holm_strait_1998", BIBTEX_FIELDS, (), ("urldate", "2026-01-02")),
    ),
    "RIS of Zotero": (
        FORMATS[2],
        ZOTERO_RIS.replace("\n", "\r\n"),
        Record("", RIS_FIELDS, (), ("Y2", "2026-01-02")),
    ),
}


VALUES = {
    "BibTeX: more authors than are told": (
        FORMATS[1],
        "@book{a, author={Holm, Karen and others}}",
        {"author": [{"family": "Holm", "given": "Karen"}]},
    ),
    "BibTeX: an author of no name": (FORMATS[1], "@book{a, author={,}, title={X}}", {"title": "X"}),
    "BibTeX: signs that have names": (
        FORMATS[1],
        r"@book{a, title={News {\textbar} A {\textless} B\textgreater{} \textasciicircum C}}",
        {"title": "News | A < B> ^C"},
    ),
    "BibTeX: a value in pieces": (
        FORMATS[1],
        '@string{vik = "Vik"}\n@book{a, address = "To" # vik # { and Ore}, title = {C# and "D"}}',
        {"title": 'C# and "D"', "publisher-place": "ToVik and Ore"},
    ),
    "BibTeX: about a year": (FORMATS[1], "@book{a, date={1850~}}", {"issued": "1850~"}),
    "BibTeX: both signs of doubt": (
        FORMATS[1],
        r"@book{a, date={1850\%/1851\textasciitilde{}}}",
        {"issued": "1850%/1851~"},
    ),
    "CSL JSON: an author of no name": (
        FORMATS[0],
        '[{"title": "X", "author": [{}, {"family": "", "given": " "}, {"given": "Plato"}], "editor": [{}]}]',
        {"title": "X", "author": [{"given": "Plato"}]},
    ),
    "RIS: an author of no name": (
        FORMATS[2],
        "TY  - BOOK\nTI  - X\nAU  - ,\nAU  - , Plato\nA2  -  \nER  - \n",
        {"title": "X", "author": [{"given": "Plato"}]},
    ),
    "RIS: the ISBN of a book in four parts": (
        FORMATS[2],
        "TY  - BOOK\nSN  - 9971-1234-5-6\nER  - \n",
        {"ISBN": "9971-1234-5-6"},
    ),
    "RIS: the ISSN of a journal": (FORMATS[2], "TY  - JOUR\nTI  - X\nSN  - 0305-7410\nER  - \n", {"title": "X"}),
    "RIS: the ISBN of a book": (
        FORMATS[2],
        "TY  - BOOK\nSN  - 978-3-16-148410-0\nER  - \n",
        {"ISBN": "978-3-16-148410-0"},
    ),
}


@pytest.mark.parametrize("case", VALUES.values(), ids=VALUES)
def test_a_value_is_what_its_writer_meant(case: tuple[Format, str, dict[str, Value]]) -> None:
    form, text, fields = case
    (record,) = form.reading_of(text).records
    assert {name: value for name, value in record.fields.items() if name != "type"} == fields


@pytest.mark.parametrize("case", OF_OTHERS.values(), ids=OF_OTHERS)
def test_what_others_write_is_read(case: tuple[Format, str, Record]) -> None:
    form, text, record = case
    assert form.reading_of(text) == RecordsRead((record,))


UNREADABLE = {
    "no JSON": (FORMATS[0], "{", "it is not JSON: "),
    "JSON of another sort": (FORMATS[0], '{"a": 1}', "it is not a list of CSL items"),
    "items of Zotero itself": (
        FORMATS[0],
        '{"items": [{"itemType": "book", "title": "X"}]}',
        "it has items of Zotero itself. Export them as CSL JSON, BibTeX or RIS",
    ),
    "no BibTeX": (FORMATS[1], "hello", "it has no BibTeX entry"),
    "JSON without end": (FORMATS[0], "[" * 100_000, "it is not JSON: "),
    "no RIS": (FORMATS[2], "hello", "it has no line that begins with 'TY  - '"),
}


@pytest.mark.parametrize("case", UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_not_of_the_format(case: tuple[Format, str, str]) -> None:
    form, text, reason = case
    with pytest.raises(UnreadableError, match=f"^{re.escape(reason)}"):
        form.reading_of(text)


# Into the content


@by_format
def test_out_and_in_again_changes_nothing(form: Format, tmp_path: Path) -> None:
    """A whole content: every source is found to be as it was."""
    content = HALMYR / "content"
    file = tmp_path / f"all{form.suffixes[0]}"
    file.write_text(exported(content, (), form), encoding="utf-8")
    found = imported(content, reading_of(file, ""), {})
    assert (found.changes, found.new, found.changed) == ((), (), ())
    assert len(found.same) == len(list((content / "sources").glob("*.md")))


def test_new_sources_are_written_and_pass(tmp_path: Path) -> None:
    content = written(tmp_path, {})
    records = (*FORMATS[1].reading_of(ZOTERO_BIBTEX).records, *FORMATS[2].reading_of(ZOTERO_RIS).records)
    found = imported(content, RecordsRead(records), {}, opened=True)
    assert (found.left, found.refused) == ({}, ())
    assert found.new == ("holm-1998", "holm-strait-1998")
    write(content, found.changes)
    assert lines_of(errors_of(check(content).problems)) == []
    assert (content / "sources/holm-strait-1998.md").read_text("utf-8") == (
        '---\ntitle: "The Strait: A History of Øre"\ntype: book\nauthor:\n  - {family: Holm, given: Karen}\n'
        "  - {literal: Ministry of Fish and Sea}\n  - {family: de la Cruz Jr., given: María}\nissued: 1998-05\n"
        "publisher: Vik University Press\npublisher-place: Vik\npage: 12-15\nURL: https://example.org/a_b\n"
        "language: en\nconsulted: {on: 2026-01-02, as: unknown, extent: unknown}\nperspective: scholarly\n"
        "level: secondary\n---\n"
    )


STRAIT = """---
# Kept.
title: The Strait Papers
type: book # kept too
issued: 1910
language: en
perspective: scholarly
level: secondary
# At the end.
---

A collection.
"""


def test_a_source_that_is_there_changes_only_when_asked(tmp_path: Path) -> None:
    content = written(tmp_path, {"sources/paper.md": STRAIT})
    record = Record("paper", {"title": "The Strait Papers", "issued": "1911", "volume": "2", "type": "book"})
    other = Record("other", BOOK)
    found = imported(content, RecordsRead((record, other)), {})
    message = "'paper' is there already with other values: issued, volume. Take the new ones with --update"
    assert (found.new, found.changed, found.refused) == (("other",), (), (message,))
    write(content, imported(content, RecordsRead((record,)), {}, update=True).changes)
    assert (content / "sources/paper.md").read_text("utf-8") == STRAIT.replace(
        "issued: 1910\n", 'issued: 1911\nvolume: "2"\n'
    )


def test_comments_in_fields_that_change_come_to_stand_above_them(tmp_path: Path) -> None:
    paper = """---
title: "The #1 Papers" # as on the cover
type: book
author:
  # the first
  - {family: Holm, given: Karen} # born 1850
issued: 1910 # wording: by the preface
language: en
perspective: scholarly
level: secondary
---
"""
    content = written(tmp_path, {"sources/paper.md": paper})
    fields: dict[str, Value] = {"title": "The #2 Papers", "author": [{"family": "Berg"}], "issued": "1911"}
    write(content, imported(content, RecordsRead((Record("paper", fields),)), {}, update=True).changes)
    assert (
        (content / "sources/paper.md").read_text("utf-8")
        == """---
# as on the cover
title: "The #2 Papers"
type: book
# the first
# born 1850
author:
  - {family: Berg}
# wording: by the preface
issued: 1911
language: en
perspective: scholarly
level: secondary
---
"""
    )


def test_a_source_is_known_by_its_doi_or_its_address_and_title(tmp_path: Path) -> None:
    paper = STRAIT.replace("issued", "DOI: 10.1000/182\nURL: https://example.org/x\nissued")
    content = written(tmp_path, {"sources/paper.md": paper})
    by_doi = Record("other", {"DOI": "https://doi.org/10.1000/182"})
    by_address = Record("other", {"URL": "https://example.org/x", "title": "The Strait Papers"})
    assert [imported(content, RecordsRead((record,)), {}).same for record in (by_doi, by_address)] == [
        ("paper",),
        ("paper",),
    ]


BOOK: dict[str, Value] = {"title": "X", "type": "book", "language": "en", "perspective": "alba", "level": "primary"}
NOT_IMPORTED = {
    "a field that is missing": (
        [Record("x", {"title": "X", "type": "book", "language": "en"})],
        "'X' (x): the field 'level' is missing. [missing-field] the field 'perspective' is missing. [missing-field]",
    ),
    "two of one key": (
        [Record("GOOD", {**BOOK, "title": "Y"})],
        "'X' and 'Y' would both be 'good'. Give each its own key",
    ),
    "the id of an entry": ([Record("alba", BOOK)], "The id 'alba' of 'X' is taken by an entry. Give it another key"),
    "an error that another file has already": (
        [Record("x", {**BOOK, "perspective": "nobody"})],
        "'X' (x): perspective 'nobody' is not one of alba, borea, third-party, scholarly. [unknown-party]",
    ),
    "no title": ([Record("", {}, place="line 7")], "the source at line 7 has no title"),
    "no key and no words for one": (
        [Record("", {**BOOK, "title": "?!"})],
        "'?!' has no key, and none can be made of it. Add 'Citation Key: an-id' to its note",
    ),
}


@pytest.mark.parametrize("case", NOT_IMPORTED.values(), ids=NOT_IMPORTED)
def test_what_is_left_out_and_the_others_come_in(case: tuple[list[Record], str], tmp_path: Path) -> None:
    records, message = case
    wrong = str(base_files()["sources/paper.md"]).replace("scholarly", "nobody")
    content = written(tmp_path, {"sources/wrong.md": wrong})
    found = imported(content, RecordsRead((Record("good", BOOK), *records)), {})
    assert (found.new, found.refused) == (("good",), (message,))


def test_a_field_that_a_source_cannot_have_is_listed(tmp_path: Path) -> None:
    fields: dict[str, Value] = {**BOOK, "issued": "some day", "archive_url": "kept"}
    found = imported(written(tmp_path, {}), RecordsRead((Record("x", fields, (("KW", "a"),)),)), {})
    assert (found.new, [name for name, _ in found.left["x"]]) == (("x",), ["KW", "issued", "archive_url"])


def test_the_day_of_another_program_is_taken_only_when_asked(tmp_path: Path) -> None:
    content = written(tmp_path, {})
    reading = RecordsRead((Record("x", BOOK, (), ("urldate", "2026-01-02")),))
    found = imported(content, reading, {})
    assert (b"consulted" in found.changes[0].after, found.left) == (False, {"x": (("urldate", "2026-01-02"),)})
    found = imported(content, reading, {}, opened=True)
    assert (b"consulted: {on: 2026-01-02," in found.changes[0].after, found.left) == (True, {})


IDS = {
    "Петров": "petrov-2019",
    "Щербакова": "shcherbakova-2019",
    "田中": "tianzhong-2019",
    "김": "gim-2019",
    "محمد": "mhmd-2019",
    "Παπάς": "papas-2019",
    "Øster": "oster-2019",
    "D’Arcy": "darcy-2019",
}


@pytest.mark.parametrize(("family", "source_id"), IDS.items(), ids=IDS.values())
def test_an_id_is_readable_whatever_the_script(family: str, source_id: str, tmp_path: Path) -> None:
    record = Record("", {**BOOK, "author": [{"family": family, "given": "A"}], "issued": "2019"})
    assert imported(written(tmp_path, {}), RecordsRead((record,)), {}).new == (source_id,)


def test_a_word_is_a_key(tmp_path: Path) -> None:
    records = tuple(Record(key, {**BOOK, "title": key}) for key in ("beauvoir", "HUMBOLDT", "Lind1998"))
    found = imported(written(tmp_path, {}), RecordsRead(records), {})
    assert found.new == ("beauvoir", "humboldt", "lind1998")


@pytest.mark.parametrize("key", ["12", "ITEM-3", "4711/ABCD2345", "http://zotero.org/users/1/items/A"])
def test_a_key_that_says_nothing_is_no_id(key: str, tmp_path: Path) -> None:
    record = Record(key, {**BOOK, "author": [{"family": "Lind"}], "issued": "1998"})
    assert imported(written(tmp_path, {}), RecordsRead((record,)), {}).new == ("lind-1998",)


def test_what_all_lack_can_be_given_for_all(tmp_path: Path) -> None:
    content = written(tmp_path, {})
    record = Record("x", {"title": "X", "type": "book"})
    found = imported(content, RecordsRead((record,)), {"perspective": "alba", "level": "primary", "language": "en"})
    assert found.new == ("x",)


def test_the_format_is_told_by_the_file_unless_it_is_named() -> None:
    names = [format_of("", file).name for file in ("", "a.json", "a.BIB", "a.ris")]
    assert names == ["csl-json", "csl-json", "bibtex", "ris"]
    assert format_of("ris", "a.txt").name == "ris"
    with pytest.raises(
        MisusedError, match=r"^'a\.txt' does not end in one of \.json, \.csljson, \.bib, \.bibtex, \.ris\. "
    ):
        format_of("", "a.txt")


def test_a_broken_source_is_not_exported(tmp_path: Path) -> None:
    content = written(tmp_path, {"sources/broken.md": ""})
    with pytest.raises(RefusedError, match=r"^These sources cannot be read: broken\. Mend them first"):
        exported(content, (), FORMATS[0])
    assert '"id": "paper"' in exported(content, ("paper",), FORMATS[0])
    with pytest.raises(MisusedError, match=r"^There is no source 'nope'\. "):
        exported(content, ("nope",), FORMATS[0])
