"""Every parser that reads what an editor, or a program of an editor, wrote, and what must hold of its answer.

Convention: a parser takes bytes, as a file has them, and fails by any exception. What is wrong with the bytes is a
problem at a line that they have, or a refusal of its own type.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from explainer import dates
from explainer.catalogue import catalogue_of
from explainer.citations import references_of as references_to
from explainer.date_hints import hint_for
from explainer.editing.new_entry import entry_text
from explainer.formats import FORMATS, Record, UnreadableError
from explainer.links.graph import RESERVED_IDS
from explainer.links.text_references import references_of
from explainer.model.corpus import Body
from explainer.model.fields import Collection
from explainer.model.lines import Lines
from explainer.model.link_states import link_states_in, link_states_text
from explainer.model.raw import Value
from explainer.permalinks import ledger_text, listed_in
from explainer.problems import Problem
from explainer.reading import parse_yaml
from explainer.reading.content import _entry_of
from explainer.reading.geojson import layer_of
from explainer.reading.pictures import _unfit_pixels
from explainer.reading.svg import unsafe_svg
from explainer.schema import typed_fields
from explainer.text.gate import passed
from explainer.text.markdown_rules import cited_in
from explainer.text.typography import ENGLISH
from explainer.web import place_of
from folders import TESTS
from publishing import published, unlisted

_NOT_SHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Parser:
    """`read` fails where something does not hold; `seeds` are good inputs; `words` are what its language is made of."""

    read: Callable[[bytes], None]
    seeds: tuple[bytes, ...]
    words: tuple[bytes, ...]


def _hold(problems: Iterable[Problem], text: str, path: str) -> None:
    """Problems stand in the file, at a line of it, and in words that a terminal may show."""
    last = len(re.findall(r"\r\n?|\n", text)) + 2
    for problem in problems:
        assert problem.path == path
        assert 1 <= problem.line <= last, problem
        assert not _NOT_SHOWN.search(str(problem)), problem
        assert len(str(problem)) < 2_000, problem


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _entry(data: bytes) -> None:
    """An entry, or problems; what is an entry is the same entry when it is written and read again."""
    path = "background/x.md"
    entry, problems = _entry_of(path, Collection.BACKGROUND, data)
    _hold(problems, _text(data), path)
    assert entry is not None or problems
    if entry is not None and entry.is_sound and not problems:
        typed, misfits = typed_fields(Collection.BACKGROUND, entry.fields, path, entry.lines)
        _hold(misfits, _text(data), path)
        assert (typed is None) is bool(misfits)
        if typed is not None:
            again = entry_text(Collection.BACKGROUND, _given(entry.fields), entry.body.text).encode()
            read, found = _entry_of(path, Collection.BACKGROUND, again)
            assert read is not None, again
            assert found == (), again
            assert typed_fields(Collection.BACKGROUND, read.fields, path, read.lines)[0] == typed
            assert read.body.text.strip() == entry.body.text.strip()


def _given(fields: dict[str, Value]) -> dict[str, Value]:
    """The fields that say something: an empty one is as good as none."""
    return {name: value for name, value in fields.items() if value is not None}


def _yaml(data: bytes) -> None:
    text = _text(data).replace("\r\n", "\n").replace("\r", "\n")
    parsed = parse_yaml(text, "dispute.yml", 1)
    _hold(parsed.problems, text, "dispute.yml")
    assert parsed.fields is not None or parsed.problems


def _date(data: bytes) -> None:
    text = _text(data)
    hint_for(text)
    try:
        date = dates.parse(text)
    except dates.BadDateError as error:
        assert str(error)
        return
    assert dates.parse(str(date)) == date
    assert dates.label(date, catalogue_of("en"))
    assert date.first is None or date.last is None or date.first <= date.last


def _body(data: bytes) -> None:
    """What is published stands on the lists, whatever the check says; its problems have a line."""
    text = _text(data).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    _, problems = references_of(Body(text, 1), "background/x.md", RESERVED_IDS, ENGLISH)
    _hold(problems, text, "background/x.md")
    html = published(text)
    assert list(unlisted(html)) == []
    assert passed(html) == html


def _citation(data: bytes) -> None:
    """A citation in a text, and a reference made of the same words, which no HTML comes out of."""
    text = " ".join(_text(data).replace("\0", "").split())
    cited_in(text)
    _body(f"Text [@paper, {text}] and [{text}].".encode())
    fields: dict[str, Value] = {"title": text, "type": "book", "language": "en", "level": "primary"}
    fields |= {"perspective": "scholarly", "author": [{"family": text, "given": text}, {"literal": text}]}
    fields |= {"container-title": text, "publisher": text, "page": text, "number": text, "volume": text}
    typed, _ = typed_fields(Collection.SOURCES, fields, "sources/x.md", Lines())
    if typed is not None:
        reference = references_to({"x": typed}, catalogue_of("en"))["x"]
        html = str(getattr(reference, "html", ""))
        assert "<script" not in html.lower()


def _geojson(data: bytes) -> None:
    text = _text(data)
    layer, problems = layer_of("map/a.geojson", text)
    _hold(problems, text, "map/a.geojson")
    assert layer is not None or problems
    for feature in layer.features if layer else ():
        assert all(-180 <= x <= 180 and -90 <= y <= 90 for part in feature.parts for ring in part for x, y in ring)


def _format(name: str) -> Callable[[bytes], None]:
    """What is read is a source, or is refused in a sentence; a source is the same after each format."""
    form = next(form for form in FORMATS if form.name == name)

    def read(data: bytes) -> None:
        try:
            found = form.reading_of(_text(data))
        except UnreadableError as error:
            assert str(error)
            return
        assert all(found.refused)
        for record in found.records:
            defaults: dict[str, Value] = {"language": "en", "level": "primary", "perspective": "scholarly"}
            fields = {**defaults, **record.fields}
            typed, _ = typed_fields(Collection.SOURCES, fields, "sources/x.md", Lines())
            if typed is None:
                continue
            written = entry_text(Collection.SOURCES, fields, "").encode()
            entry, problems = _entry_of("sources/x.md", Collection.SOURCES, written)
            if entry is None or problems:  # characters that no text may have; an import leaves such a source out
                continue
            assert typed_fields(Collection.SOURCES, entry.fields, "", Lines())[0] == typed, written
            for other in FORMATS:
                again = other.reading_of(other.text_of([Record("x", entry.fields)])).records
                assert len(again) == 1, (other.name, written)
                typed_again = typed_fields(Collection.SOURCES, {**defaults, **again[0].fields}, "", Lines())[0]
                assert typed_again == typed, (other.name, written)

    return read


def _svg(data: bytes) -> None:
    problems = unsafe_svg(data, "x.svg")
    _hold(problems, data.decode("latin-1"), "x.svg")


def _picture(data: bytes) -> None:
    _hold(_unfit_pixels(data, "x.png"), "", "x.png")


def _ledger(data: bytes) -> None:
    text = _text(data)
    listed = listed_in(text)
    again = listed_in(ledger_text(text, ["a/b/"]))
    assert {item.address for item in listed} | {"a/b/"} == {item.address for item in again}


def _links(data: bytes) -> None:
    """States are the same when they are written and read again; a place can be put into a request as it is."""
    states = link_states_in(_text(data))
    assert link_states_in(link_states_text(states.values())) == states
    for line in _text(data).splitlines():
        place = place_of(line)
        if place is not None:
            assert re.fullmatch(r"[!-~]+", place.host + place.path), line
            assert not set(place.host) & set("/\\@?#%[] "), line
            assert place_of(place.root + place.path) == place, line


def _seeds(name: str) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted((TESTS / "fuzzing" / name).glob("seed-*")))


def _words(name: str) -> tuple[bytes, ...]:
    """The words of a dictionary as libFuzzer reads them too: each between quotation marks, some bytes by number."""
    lines = (TESTS / "fuzzing" / name / "words.dict").read_bytes().splitlines()
    return tuple(_unescaped(line[1:-1]) for line in lines)


def _unescaped(word: bytes) -> bytes:
    def meant(found: re.Match[bytes]) -> bytes:
        return bytes([int(found[1], 16)]) if found[1] else found[2]

    return re.sub(rb"\\(?:x([0-9A-F]{2})|(.))", meant, word)


_READ: dict[str, Callable[[bytes], None]] = {
    "front-matter": _entry,
    "yaml": _yaml,
    "dates": _date,
    "text": _body,
    "citations": _citation,
    "geojson": _geojson,
    "bibtex": _format("bibtex"),
    "ris": _format("ris"),
    "csl-json": _format("csl-json"),
    "svg": _svg,
    "pictures": _picture,
    "addresses": _ledger,
    "links": _links,
}
PARSERS = {name: Parser(read, _seeds(name), _words(name)) for name, read in _READ.items()}
"""The parsers by name; `fuzzing/` has a folder for each, with good inputs and the words of its language."""
