"""An edition in invented letters shows every word that bypasses the catalogue, and every address joined by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from building import HALMYR
from explainer import catalogue
from explainer.pages import Settings
from explainer.pipeline import Compiled, compile_site
from folders import CASES, THEME, lines_of
from pseudo_edition import CLOSE, LANGUAGE, OPEN, accented, data_of, write_catalogue, write_content

PREFIX = "xa/"
_WORD = re.compile(r"[A-Za-z]{2,}")
_SAID = ("aria-label", "title", "alt", "placeholder")
_INNERMOST = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
_GLUED = re.compile(r"␟[^␟]{0,3}[,;:.·()→]|[,;:.·()→]\s*␟")
_LINES = "p, li, td, th, dt, dd, h1, h2, h3, summary, figcaption, button, label, option, title, desc"
_PROSE = re.compile(f"[{accented('abcdefghijklmnopqrstuvwxyz')}]")
"""A letter of a text: between its words an editor puts the marks."""
_ADDRESS = re.compile(r"[\w/-]+\.md:\d+")


@dataclass(frozen=True)
class PseudoEdition:
    """The pages of an invented dispute in invented letters, and what of its content is the same in all languages."""

    compiled: Compiled
    data: re.Pattern[str]
    pages: Mapping[str, LexborHTMLParser]


@pytest.fixture(scope="module", params=[HALMYR / "content", CASES / "base"], ids=["halmyr", "base"])
def edition(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PseudoEdition]:
    folder = tmp_path_factory.mktemp("pseudo")
    write_catalogue(folder / "locale")
    write_content(request.param, folder / "content")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "_FOLDER", folder / "locale")
        catalogue.catalogue_of.cache_clear()
        compiled = compile_site(folder / "content", THEME, Settings(), date(2027, 1, 1), prefix=PREFIX)
        pages = {page.file: LexborHTMLParser(page.html) for page in compiled.pages}
        data = sorted(data_of(folder / "content"), key=len, reverse=True)
        yield PseudoEdition(compiled, re.compile("|".join(map(re.escape, data))), pages)
    catalogue.catalogue_of.cache_clear()


def _read(node: LexborNode) -> Iterator[str]:
    """What is read of an element in the language of the page: texts, and what attributes say."""
    attributes = node.attributes
    language = attributes.get("lang")
    if node.tag in ("script", "style", "code", "pre") or (language and language != LANGUAGE):
        return
    yield from (said for name in _SAID if (said := attributes.get(name)))
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield child.text_content or ""
        else:
            yield from _read(child)


def test_the_invented_letters_are_there(edition: PseudoEdition) -> None:
    assert lines_of(edition.compiled.problems) == []
    home = edition.pages[f"{PREFIX}index.html"].body
    assert home is not None
    assert "".join(_read(home)).count(OPEN) > 10


def test_every_word_comes_from_the_catalogue_or_a_field(edition: PseudoEdition) -> None:
    plain = {}
    for name, page in edition.pages.items():
        assert page.body is not None
        found = [t for t in _read(page.body) if _WORD.search(edition.data.sub("", _ADDRESS.sub("", t)))]
        if found:
            plain[name] = found
    assert plain == {}


def test_nothing_is_put_together_without_the_catalogue(edition: PseudoEdition) -> None:
    glued = []
    for name, page in edition.pages.items():
        for reference in page.css(".references li, .reference, [data-explainer=cite] li"):
            reference.decompose()
        for line in page.css(_LINES):
            text = line.text()
            while _INNERMOST.search(text):
                text = _INNERMOST.sub("␟", text)
            if _GLUED.search(text) and not _PROSE.search(text) and len(line.css(_LINES)) == 1:
                glued.append((name, text))
    assert glued == []


def test_no_link_leaves_the_edition(edition: PseudoEdition) -> None:
    """Files are shared by all editions; a page of another one would have an address without the prefix."""
    outside = {}
    for name, page in edition.pages.items():
        place = name.removesuffix("index.html").replace(".html", "/")
        for link in page.css("a"):
            href = link.attributes.get("href") or link.attributes.get("xlink:href") or ""
            address = urlsplit(urljoin(f"https://site.example/{place}", href))
            is_file = "." in address.path.rpartition("/")[2]
            if address.netloc == "site.example" and not is_file and not address.path.startswith(f"/{PREFIX}"):
                outside[address.path] = name
    assert outside == {}
