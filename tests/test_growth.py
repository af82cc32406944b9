"""How the time for a text grows with its length: nothing that an editor writes may take longer than its length says.

These are the only timed tests. They measure the time of the processor, the best of several runs, over inputs that take
a tenth of a second or more; where the length is doubled, twice, each time may be at most `MOST` times the one before.
Series of the review are marked with its number 6. What is left out of `make check` is marked `site`.
"""

from __future__ import annotations

import datetime
import gc
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from explainer.editing.located_problems import located, text_lines
from explainer.formats import FORMATS, Format
from explainer.links.graph import RESERVED_IDS
from explainer.links.text_references import references_of
from explainer.model.corpus import Body
from explainer.pipeline import report
from explainer.problems import Code, Problem
from explainer.reading.csv_table import table_of
from explainer.reading.files import too_long_line
from explainer.reading.geojson import layer_of
from explainer.reading.limits import LONGEST_LINE
from explainer.text.own_words import quoted_in
from explainer.text.typography import ENGLISH, typeset
from folders import CASES, written

pytestmark = pytest.mark.no_cover  # what counts lines would be measured too, and takes most of the time

MOST = 3.0
LEAST_TIME = 0.1
LARGEST = 1 << 19
RUNS = 5
ROUNDS = 3
DAY = datetime.date(2026, 1, 1)

Made = Callable[[int], str]


def _best(work: Callable[[], object], enough: float = 0.0) -> float:
    """The shortest time of several runs; of fewer, if one is as short as is enough."""
    best = float("inf")
    for _ in range(RUNS):
        gc.collect()
        gc.disable()
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
        gc.enable()
        if best <= enough:
            break
    return best


def _factors(work: Callable[[int], Callable[[], object]], first: int) -> list[float]:
    """How the time grows when the size is doubled twice, from a size on that takes long enough to be measured."""
    size, took = first, _best(work(first), enough=LEAST_TIME)
    while took < LEAST_TIME and size < LARGEST:
        size *= 2
        took = _best(work(size), enough=LEAST_TIME)
    factors = []
    for doubled in (2 * size, 4 * size):
        then = _best(work(doubled), enough=2.4 * took)
        factors.append(then / max(took, LEAST_TIME))
        took = then
    return factors


def _grows_at_most_with_its_length(work: Callable[[int], Callable[[], object]], first: int = 250) -> None:
    """Measured again where a neighbour on the machine may have made it slow: each factor counts at its lowest."""
    factors = _factors(work, first)
    for _ in range(ROUNDS):
        if max(factors) > MOST:
            factors = [min(pair) for pair in zip(factors, _factors(work, first), strict=True)]
    assert max(factors) <= MOST, f"the time grows by {factors}"


TEXTS: dict[str, Made] = {
    "cite-spaces": lambda n: "[@paper," + " " * n + "@b]",
    "cite-spaces2": lambda n: "[x" + " " * n + "@ @paper]",
    "brace": lambda n: "{" + "a" * n + "}",
    "linktabs": lambda n: "[a](" + "\t" * n + ")",
    "headings": lambda n: "## Same\n\n" * n,
    "fnotes": lambda n: "[^a1] " * n + "\n\n" + "".join(f"[^a{i}]: x\n\n" for i in range(2, n)),
    "fnotes4": lambda n: "[^a] " * n + "\n\n[^a]: x",
    "embeds": lambda n: "![[a.csv]]\n" * n,
    "embed]]": lambda n: "![[" + "a" * n + "]",
    "ab(": lambda n: "[a](b " * n + "&",
    "img": lambda n: "![" * n + "&",
    "br": lambda n: "[" * n + "&",
    "[[a|": lambda n: "[[a|" * n,
    "[@": lambda n: "[@a" * n,
    "columns": lambda n: "|" + "a|" * n + "\n|" + "-|" * n + "\n|" + "a|" * n + "\n",
    "attrs": lambda n: "*x*{: .a } " * n,
    "attrq": lambda n: "*a*{a=" + '"' * n + "}",
    "<b>": lambda n: "<b>" * n,
    "`": lambda n: "`a" * n,
    "<": lambda n: "<" * n,
    "*": lambda n: "*" * n,
    "nest**": lambda n: "**a " * n + " b**" * n,
    "~~": lambda n: "~~a " * n,
    "%%": lambda n: "%% " * n,
    "<!--a": lambda n: "a <!-- " * n,
    "ent2": lambda n: "&a" * n,
    ">": lambda n: ">" * n,
    "nestlist": lambda n: "".join("  " * i + "- a\n" for i in range(int(n**0.5))),
    "ref": lambda n: "".join(f"[a{i}]: b\n" for i in range(n)) + "".join(f"[a{i}] " for i in range(n)),
    "fndef": lambda n: "[^1]: " * n,
    "admonn": lambda n: "".join("    " * i + "!!! note\n" for i in range(int(n**0.5))),
    "dl3": lambda n: "t\n" + ": a\n" * n,
    "links": lambda n: "[[alba]] " * n,
    "ids": lambda n: "".join(f"[a]{{#i{i}}} " for i in range(n)),
    "destparen": lambda n: "[a](" + "(" * n,
    "span": lambda n: "[" * n + "a" + "]{lang=ja}" * n,
    "mdf": lambda n: "```markdown\n" + "*a" * n + "\n```",
}
"""Texts of entries, by the piece that is repeated."""


@pytest.mark.site
@pytest.mark.parametrize("made", TEXTS.values(), ids=TEXTS)
def test_reading_a_text(made: Made) -> None:
    def work(size: int) -> Callable[[], object]:
        body = Body(made(size), 1)
        return lambda: references_of(body, "background/x.md", RESERVED_IDS, ENGLISH)

    _grows_at_most_with_its_length(work, 1000)


MARKED = ['"a ', "'a ", "‘a ", "“a ", "„a ", "«a ", "「a ", "『a ", "a' ", "’a ", 'a"b ', "'", '"', "--", "...", "a"]


@pytest.mark.site
@pytest.mark.parametrize("piece", MARKED)
@pytest.mark.parametrize(
    "read", [lambda text: list(quoted_in(text)), lambda text: typeset(text, ENGLISH)], ids=["quoted", "typeset"]
)
def test_reading_quotation_marks(read: Callable[[str], object], piece: str) -> None:
    def work(size: int) -> Callable[[], object]:
        text = piece * size
        return lambda: read(text)

    _grows_at_most_with_its_length(work, 16_000)


def _lines(line: str) -> Made:
    return lambda n: "".join(line.format(i) for i in range(n))


def _base(name: str) -> str:
    return (CASES / "base" / name).read_text(encoding="utf-8")


TALKS, ISLAND, DISPUTE = _base("events/1900-talks.md"), _base("background/island.md"), _base("dispute.yml")
WORDING = """wording:
  loaded_words:
    - {word: loot, instead: [take]}
  contested_names:
    - names: [{name: Aland}, {name: Bland}]
"""


def _with(field: str, text: str) -> str:
    return text.replace("---\n", f"---\n{field}", 1)


def _talks(body: str) -> dict[str, str]:
    return {"events/1900-talks.md": f"{TALKS}\n{body}"}


CONTENTS: dict[str, Callable[[int], dict[str, str]]] = {
    "comments in blocks": lambda n: _talks("a <!-- wording: x -->\n\n" * n),
    "loaded words with comments": lambda n: (
        {"dispute.yml": DISPUTE + WORDING} | _talks("loot <!-- wording: x -->\n" * n)
    ),
    "items": lambda n: _talks("- a\n" * n),
    "quotations and tables": lambda n: _talks("> a\n\n|a|\n|-|\n|b|\n\n" * n),
    "aliases and links like them (6)": lambda n: (
        {"background/island.md": _with("aliases:\n" + _lines("  - name a{}\n")(n), ISLAND)}
        | _talks(_lines("[[nome b{}]]\n")(n))
    ),
    "headings and links to them": lambda n: (
        {"background/island.md": ISLAND + _lines("## a{}\n\n")(n)} | _talks(_lines("[[island#a{}]]\n")(n))
    ),
    "ids and addresses of them": lambda n: _talks(_lines("[x]{{#a{0}}} [y](#a{0})\n")(n)),
    "topics and others like them": lambda n: {
        "dispute.yml": DISPUTE + _lines("  - {{id: t{0}, title: t{0}}}\n")(n),
        "events/1900-talks.md": _with("topics:\n" + _lines("  - s{}\n")(n), TALKS),
    },
    "fields with comments": lambda n: {
        "background/island.md": _with("changes:\n" + "  - {date: 2020-01-01, note: a} # wording: x\n" * n, ISLAND)
    },
    "dates beside links": lambda n: _talks("[[treaty-of-1900|the 1 May 1900 treaty]] of 1901\n" * n),
    "single quotes never closed (6)": lambda n: _talks("‘a\n" * n),
    "straight quotes never closed (6)": lambda n: _talks("a 'b\n" * n),
    "redirects one behind another": lambda n: {
        "redirects.yml": "redirects:\n" + "".join(f"  - {{from: a/b{i}, to: a/b{i + 1}}}\n" for i in range(n))
    },
    "parts of a page that are lost": lambda n: {"permalinks.txt": _lines("events/1900-talks/#a{}\n")(n)},
    "pages and files that are lost": lambda n: {"permalinks.txt": _lines("events/a{0}/\na{0}.png\n")(n)},
}


@pytest.mark.site
@pytest.mark.parametrize("made", CONTENTS.values(), ids=CONTENTS)
def test_the_whole_check_and_the_worklist(made: Callable[[int], dict[str, str]], tmp_path: Path) -> None:
    def work(size: int) -> Callable[[], object]:
        content = written(tmp_path / str(size), made(size))
        return lambda: report(content, DAY)

    _grows_at_most_with_its_length(work, 250)


@pytest.mark.site
def test_looking_for_lines_that_are_too_long() -> None:
    """In many lines that are nearly as long as they may be."""

    def work(size: int) -> Callable[[], object]:
        data = (b"a" * size + b"\n") * 50
        return lambda: [too_long_line(data, "x.md") for _ in range(20)]

    _grows_at_most_with_its_length(work, LONGEST_LINE // 16)


@pytest.mark.site
def test_showing_problems_of_one_long_line(tmp_path: Path) -> None:
    """As those of all features of a GeoJSON file without line ends."""

    def work(size: int) -> Callable[[], object]:
        (tmp_path / "a.geojson").write_text("[" + "0.123456789, " * size * 10 + "]", encoding="utf-8")
        problems = [
            Problem("a.geojson", 1, Code.UNKNOWN_FEATURE, f"'v{n}' is none", culprit=f"v{n}") for n in range(size)
        ]
        return lambda: [list(text_lines(found)) for found in located(problems, tmp_path, "content")]

    _grows_at_most_with_its_length(work, 250)


FEATURE = '{"type": "Feature", "id": "a%d", "geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}}'
GEODATA: dict[str, Made] = {
    "features (6)": lambda n: ",\n".join(FEATURE % i for i in range(n)),
    "empty lines": lambda n: FEATURE % 1 + "\n" * (n * 50) + "," + FEATURE % 2,
    "digits": lambda n: FEATURE.replace("[1, 2]", f"[{'1' * n}, 2]") % 1,
}


@pytest.mark.site
@pytest.mark.parametrize("made", GEODATA.values(), ids=GEODATA)
def test_reading_geodata(made: Made) -> None:
    def work(size: int) -> Callable[[], object]:
        text = f'{{"type": "FeatureCollection", "features": [{made(size)}]}}'
        return lambda: layer_of("map/a.geojson", text)

    _grows_at_most_with_its_length(work, 2000)


TABLES: dict[str, Made] = {
    "rows": lambda n: "a,b\n" + "x,1\n" * n,
    "quotes": lambda n: "a,b\n" + '"x""y",1\n' * n,
    "open quote": lambda n: 'a,b\n"' + "x,1\n" * n,
    "columns": lambda n: ",".join("a" * n) + "\n",
    "cells": lambda n: "a\n" + "x," * n + "\n",
}


@pytest.mark.site
@pytest.mark.parametrize("made", TABLES.values(), ids=TABLES)
def test_reading_a_table(made: Made) -> None:
    def work(size: int) -> Callable[[], object]:
        text = made(size)
        return lambda: table_of("data/a.csv", text)

    _grows_at_most_with_its_length(work, 1 << 12)


BIBTEX, RIS = (next(form for form in FORMATS if form.name == name) for name in ("bibtex", "ris"))
SOURCES: dict[str, tuple[Format, str]] = {
    "BibTeX": (BIBTEX, "@book{a%d, title={The {S}trait & more}, author={Lind, Ada and Berg, Bo}, abstract={x}\n}\n"),
    "BibTeX that never closes": (BIBTEX, "@book{a%d, title={The strait\n"),
    "RIS": (RIS, "TY  - JOUR\nTI  - X%d\nAU  - Lind, Ada\nKW  - a\nKW  - b\nDA  - May 4 1998\n"),
}


@pytest.mark.site
@pytest.mark.parametrize("case", SOURCES.values(), ids=SOURCES)
def test_reading_sources(case: tuple[Format, str]) -> None:
    form, item = case

    def work(size: int) -> Callable[[], object]:
        text = "".join(item % number for number in range(size))
        return lambda: form.reading_of(text)

    _grows_at_most_with_its_length(work, 100)


def test_the_measure_sees_what_grows_with_the_square(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("test_growth.LEAST_TIME", 0.01)
    monkeypatch.setattr("test_growth.RUNS", 2)
    factors = _factors(lambda size: lambda: [None for _ in range(size) for _ in range(size)], 500)
    assert max(factors) > MOST
