"""Small exports of each kind that is found in the wild: what is taken, what is listed, what is left out in words."""

from __future__ import annotations

import pytest

from explainer.formats import FORMATS, Format, Record
from explainer.model.raw import Value

CSL, BIBTEX, RIS = FORMATS
Case = tuple[Format, str, dict[str, Value], tuple[tuple[str, str], ...]]


def _ris(kind: str, *lines: str) -> str:
    return "\n".join((f"TY  - {kind}", *lines, "ER  - ", ""))


ADA: list[Value] = [{"family": "Lind", "given": "Ada"}]
TAKEN: dict[str, Case] = {
    "BibTeX: a loose ampersand": (
        BIBTEX,
        r"@book{a, title={Salt & Sea \& Sky}, publisher={Hodge & Sons}}",
        {"title": "Salt & Sea & Sky", "publisher": "Hodge & Sons"},
        (),
    ),
    "BibTeX: other loose signs": (
        BIBTEX,
        "@book{a, title={100% of $5 #1 a_b}}",
        {"title": "100% of $5 #1 a_b"},
        (),
    ),
    "BibTeX: commands that nobody knows": (
        BIBTEX,
        r"@book{a, title={The \unheard{Strait} \of x \(n^2\) {\'e}}}",
        {"title": "The Strait x n^2 é"},
        (),
    ),
    "BibTeX: subtitles": (
        BIBTEX,
        "@article{a, title={Who owns it?}, subtitle={A reply}, journaltitle={Salt}, journalsubtitle={A Review}}",
        {"title": "Who owns it? A reply", "container-title": "Salt: A Review"},
        (),
    ),
    "BibTeX: a series": (
        BIBTEX,
        "@book{a, title={X}, series={Sea Studies}, number={7}, keywords={a, b}}",
        {"title": "X"},
        (("series", "Sea Studies"), ("number", "7"), ("keywords", "a, b")),
    ),
    "BibTeX: more authors than are told": (
        BIBTEX,
        "@book{a, author={Lind, Ada and others}, editora={Berg, Bo}}",
        {"author": ADA},
        (("author", "and others"), ("editora", "Berg, Bo")),
    ),
    "BibTeX: Jr.": (
        BIBTEX,
        "@book{a, author={King, Jr., Martin}}",
        {"author": [{"family": "King Jr.", "given": "Martin"}]},
        (),
    ),
    "BibTeX: names between semicolons": (
        BIBTEX,
        "@book{a, author={Lind, Ada; Berg, Bo}}",
        {"author": [*ADA, {"family": "Berg", "given": "Bo"}]},
        (),
    ),
    "BibTeX: names between commas": (
        BIBTEX,
        "@book{a, author={Ada Lind, Bo Berg, Jan Holm}}",
        {"author": [{"literal": "Ada Lind, Bo Berg, Jan Holm"}]},
        (),
    ),
    "BibTeX: names with more commas than names have": (
        BIBTEX,
        "@book{a, author={A, B, C, D, E}}",
        {"author": [{"literal": "A, B, C, D, E"}]},
        (),
    ),
    "BibTeX: names in named parts": (
        BIBTEX,
        '@book{a, author={family=Berg, given=Jan, prefix=van den and {Vik Club}}, editor={"given=Ada", "family=Lind"}}',
        {"author": [{"family": "van den Berg", "given": "Jan"}, {"literal": "Vik Club"}], "editor": ADA},
        (),
    ),
    "BibTeX: a month that the date has not": (
        BIBTEX,
        "@book{a, date={1998}, year={1998}, month=may}",
        {"issued": "1998"},
        (("month", "may"),),
    ),
    "BibTeX: a book whose title is in booktitle": (BIBTEX, "@book{a, booktitle={X}}", {"title": "X"}, ()),
    "BibTeX: a title of which nothing is read": (BIBTEX, "@book{a, title={{}}}", {}, (("title", "{}"),)),
    "BibTeX: a day in the month": (BIBTEX, '@book{a, month = may # "~5", year=1998}', {"issued": "1998-05-05"}, ()),
    "BibTeX: two months": (BIBTEX, "@book{a, month={May--June}, year={1998}}", {"issued": "1998-05/1998-06"}, ()),
    "BibTeX: month and day as numbers": (
        BIBTEX,
        "@book{a, month=5, day={4}, year={1998}}",
        {"issued": "1998-05-04"},
        (),
    ),
    "BibTeX: years of two digits": (BIBTEX, "@book{a, year={1998--99}}", {"issued": "1998/1999"}, ()),
    "BibTeX: a year in words": (
        BIBTEX,
        "@book{a, year={in press, 2001}}",
        {"issued": "2001"},
        (("year", "in press, 2001"),),
    ),
    "BibTeX: no year": (BIBTEX, "@book{a, year={forthcoming}}", {}, (("year", "forthcoming"),)),
    "BibTeX: a date that is none, beside a year": (
        BIBTEX,
        "@book{a, date={Winter}, year={1957}}",
        {"issued": "1957"},
        (("date", "Winter"),),
    ),
    "BibTeX: the website of a page": (
        BIBTEX,
        r"@online{a, title={X}, organization={The Courier}, url={www.example.org/a\_b}}",
        {"title": "X", "container-title": "The Courier", "URL": "https://www.example.org/a_b"},
        (),
    ),
    "BibTeX: an address in howpublished": (
        BIBTEX,
        r"@misc{a, title={X}, howpublished={\url{https://example.org/x}}, doi={https://doi.org/10.1000/182}}",
        {"title": "X", "URL": "https://example.org/x", "DOI": "10.1000/182"},
        (),
    ),
    "BibTeX: addresses that are none": (
        BIBTEX,
        "@misc{a, title={X}, url={see the library}, doi={none}, file={:x.pdf:PDF}}",
        {"title": "X"},
        (("url", "see the library"), ("doi", "none"), ("file", ":x.pdf:PDF")),
    ),
    "BibTeX: what a volume says of its chapters": (
        BIBTEX,
        "@incollection{a, title={X}, crossref={v}}\n@collection{v, title={Salt}, editor={Lind, Ada}, year={1998}}",
        {"title": "X", "container-title": "Salt", "editor": ADA, "issued": "1998"},
        (),
    ),
    "BibTeX: a type that is none of ours": (BIBTEX, "@patent{a, title={X}}", {"title": "X"}, (("type", "patent"),)),
    "BibTeX: a language of LaTeX": (BIBTEX, "@book{a, langid={chinese-traditional}}", {"language": "zh-Hant"}, ()),
    "BibTeX: a language and a type in the note, of which nobody knows": (
        BIBTEX,
        "@book{a, title={X}, note={Language: of the sea\nType: film\nVolume: 2}}",
        {"title": "X", "volume": "2"},
        (("note", "Language: of the sea Type: film"),),
    ),
    "BibTeX: two languages": (
        BIBTEX,
        "@book{a, language={english and russian}}",
        {"language": "en"},
        (("language", "english and russian"),),
    ),
    "BibTeX: a doubled field": (
        BIBTEX,
        "@book{a, title={X}, title={Y}, note={x: y}}",
        {"title": "X"},
        (("title", "Y"), ("note", "x: y")),
    ),
    "BibTeX: no key": (
        BIBTEX,
        "@article{\n  author = {Lind, Ada},\n  title = {X}\n}",
        {"author": ADA, "title": "X"},
        (),
    ),
    "BibTeX: a comma that is missing": (
        BIBTEX,
        "@book{a, title={X}\n author={Lind, Ada}}",
        {"author": ADA, "title": "X"},
        (),
    ),
    "BibTeX: round brackets, quotes and small words": (
        BIBTEX,
        '@STRING(sea = "Sea")\n@Book(a, TITLE = "The {"}A{"} " # sea, YEAR = 1998)',
        {"title": 'The "A" Sea', "issued": "1998"},
        (),
    ),
    "BibTeX: comments of JabRef": (
        BIBTEX,
        "% Encoding: UTF-8\n@book{a,\n% title = {Old},\n title={X}}\n\n@Comment{jabref-meta: databaseType:bibtex;}\n",
        {"title": "X"},
        (),
    ),
    "RIS: the journal by its whole name": (
        RIS,
        _ris("JOUR", "JA  - Salt Stud.", "JF  - Salt Studies", "PY  - 1957"),
        {"container-title": "Salt Studies", "issued": "1957"},
        (("JA", "Salt Stud."),),
    ),
    "RIS: a subtitle in T2": (
        RIS,
        _ris("JOUR", "T1  - Ruts", "T2  - A season", "JO  - The Courier", "JF  - The Courier", "PY  - 1952/07/28/"),
        {"title": "Ruts", "container-title": "The Courier", "issued": "1952-07-28"},
        (("T2", "A season"),),
    ),
    "RIS: an abbreviation in JO": (
        RIS,
        _ris("JOUR", "T2  - Journal of Salt Studies", "JO  - J. Salt Stud."),
        {"container-title": "Journal of Salt Studies"},
        (("JO", "J. Salt Stud."),),
    ),
    "RIS: the series of a book": (
        RIS,
        _ris("BOOK", "TI  - X", "T2  - Sea Studies"),
        {"title": "X"},
        (("T2", "Sea Studies"),),
    ),
    "RIS: no space behind the hyphen": (RIS, "TY  -JOUR\nTI  -Ruts\nER  -\n", {"title": "Ruts"}, ()),
    "RIS: a date in words": (RIS, _ris("NEWS", "DA  - October 20, 1956", "PY  - 1956"), {"issued": "1956-10-20"}, ()),
    "RIS: a day without its year": (RIS, _ris("NEWS", "DA  - Oct 20", "PY  - 1956"), {"issued": "1956-10-20"}, ()),
    "RIS: a date in Y1": (RIS, _ris("NEWS", "Y1  - 1956 Oct 21"), {"issued": "1956-10-21"}, ()),
    "RIS: the date that says most": (RIS, _ris("NEWS", "PY  - 1956", "Y1  - 1956/10/21"), {"issued": "1956-10-21"}, ()),
    "RIS: two years": (RIS, _ris("NEWS", "PY  - 1955", "DA  - 1956/10"), {"issued": "1956-10"}, (("PY", "1955"),)),
    "RIS: a season": (RIS, _ris("NEWS", "DA  - Winter", "PY  - 1957"), {"issued": "1957-24"}, ()),
    "RIS: a date that nobody can read": (
        RIS,
        _ris("NEWS", "DA  - after the flood", "PY  - 1957"),
        {"issued": "1957"},
        (("DA", "after the flood"),),
    ),
    "RIS: the language of a library": (RIS, _ris("BOOK", "LA  - jpn"), {"language": "ja"}, ()),
    "RIS: Jr.": (
        RIS,
        _ris("BOOK", "AU  - King, Martin, Jr."),
        {"author": [{"family": "King Jr.", "given": "Martin"}]},
        (),
    ),
    "RIS: several addresses": (
        RIS,
        _ris("BOOK", "UR  - https://example.org/1", "UR  - https://example.org/2", "KW  - a", "KW  - b"),
        {"URL": "https://example.org/1"},
        (("UR", "https://example.org/2"), ("KW", "a"), ("KW", "b")),
    ),
    "RIS: lines that go on": (RIS, _ris("BOOK", "TI  - The long", "strait"), {"title": "The long strait"}, ()),
    "RIS: no end": (RIS, "TY  - BOOK\nTI  - X\n", {"title": "X"}, ()),
    "RIS: one space": (RIS, "TY - BOOK\nTI - X\nER -\n", {"title": "X"}, ()),
    "RIS: a type that is none of ours": (RIS, _ris("PAT", "TI  - X"), {"title": "X"}, (("TY", "PAT"),)),
    "CSL JSON: names in any shape": (
        CSL,
        '[{"author": ["Ada Lind", {"name": "Vik Club"}, {"family": "King", "given": "Martin, Jr."}], "editor": "Bo"}]',
        {
            "author": [{"literal": "Ada Lind"}, {"literal": "Vik Club"}, {"family": "King Jr.", "given": "Martin"}],
            "editor": [{"literal": "Bo"}],
        },
        (),
    ),
    "CSL JSON: a date without its outer list": (
        CSL,
        '[{"issued": {"date-parts": [2001, 2]}}]',
        {"issued": "2001-02"},
        (),
    ),
    "CSL JSON: a date of nothing": (CSL, '[{"issued": {"date-parts": [[null]]}}]', {}, ()),
    "CSL JSON: about": (
        CSL,
        '[{"issued": {"date-parts": [[1850], [1860]], "circa": true}}]',
        {"issued": "1850~/1860~"},
        (),
    ),
    "CSL JSON: a season": (CSL, '[{"issued": {"date-parts": [[2001]], "season": 1}}]', {"issued": "2001-21"}, ()),
    "CSL JSON: before our era": (CSL, '[{"issued": {"date-parts": [[-249]]}}]', {"issued": "-0249"}, ()),
    "CSL JSON: a date in words": (CSL, '[{"issued": {"literal": "May 4th, 1998"}}]', {"issued": "1998-05-04"}, ()),
    "CSL JSON: lists of Crossref": (
        CSL,
        '{"message": {"type": "journal-article", "title": ["X"], "container-title": ["Salt", "S."], "volume": 3}}',
        {"title": "X", "container-title": "Salt", "volume": "3"},
        (("container-title", "S."),),
    ),
    "CSL JSON: what we have no field for": (
        CSL,
        '[{"title": "X", "collection-title": "Sea", "director": [{"family": "Lind"}], "type": "patent"}]',
        {"title": "X"},
        (("type", "patent"), ("collection-title", "Sea"), ("director", '[{"family": "Lind"}]')),
    ),
}


@pytest.mark.parametrize("case", TAKEN.values(), ids=TAKEN)
def test_what_is_taken_and_what_is_listed(case: Case) -> None:
    form, text, fields, left = case
    reading = form.reading_of(text)
    record = reading.records[0]
    assert ({name: value for name, value in record.fields.items() if name != "type"}, record.left) == (fields, left)
    assert reading.refused == ()


REFUSED = {
    "BibTeX: a brace that is open": (
        BIBTEX,
        "@book{a, title={X}}\n@book{b,\n title={x\n}\n@book{c, title={Y}}",
        ["a", "c"],
        "the entry 'b' at line 2 does not end behind 'title': write a closing brace",
    ),
    "BibTeX: a quotation mark that is open": (
        BIBTEX,
        '@book{a, title="x}\n@book{c, title={Y}}',
        ["c"],
        "the entry 'a' at line 1 does not end: close the quotation mark of its field 'title'",
    ),
    "BibTeX: no field": (
        BIBTEX,
        "@book{a, title={X}, of the sea}\n@book{c, title={Y}}",
        ["c"],
        "the entry 'a' at line 1 has no 'name = value' behind 'title', but ', of the sea}'",
    ),
    "BibTeX: a key that stands twice": (
        BIBTEX,
        "@book{k, title={One}}\n@book{k, title={Two}}",
        ["k"],
        "the key 'k' stands twice (lines 1, 2). Give one of them another",
    ),
    "RIS: fields in no record": (
        RIS,
        "TI  - A\nAU  - B\n\nTY  - BOOK\nID  - c\nER  - \nER  - \n",
        ["c"],
        "line 1 belongs to no record: write a line 'TY  - ' above it",
    ),
    "CSL JSON: no item": (CSL, '[7, {"id": "c", "title": "Y"}]', ["c"], "item 1 is not a group of fields, but 7"),
    "CSL JSON: half a character": (
        CSL,
        r'[{"title": "\ud800"}, {"id": "c", "title": "Y"}]',
        ["c"],
        r'item 1 has half a character in it: "\ud800"',
    ),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_one_bad_entry_does_not_refuse_the_others(case: tuple[Format, str, list[str], str]) -> None:
    form, text, keys, reason = case
    reading = form.reading_of(text)
    assert ([record.key for record in reading.records], reading.refused) == (keys, (reason,))


def test_what_is_not_taken_is_told_by_all_records() -> None:
    two = BIBTEX.reading_of("@book{a, title={X}, isan={1}}\n@book{b, title={Y}, isrn={2}}").records
    assert [record.left for record in two] == [(("isan", "1"),), (("isrn", "2"),)]


def test_a_record_has_its_place() -> None:
    assert [record.place for record in BIBTEX.reading_of("\n@book{a, title={X}}").records] == ["line 2"]
    assert Record("a", {}, place="x") == Record("a", {})
