"""A page says how it is cited: in three styles, as files of reference managers, and in the tags that these read."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from building import HALMYR, INVENTED, built_site
from explainer.formats import FORMATS
from explainer.pages import Settings
from explainer.pipeline import Compiled, compile_site
from explainer.problems import errors_of
from folders import THEME, written

_SITE = "https://halmyr.example/repo/"


@pytest.fixture(scope="module")
def halmyr() -> Compiled:
    return compile_site(HALMYR / "content", THEME, Settings(site_url=_SITE))


def _cited(compiled: Compiled, page: str) -> tuple[str, list[str], list[str]]:
    """The heading of the box, the citations, and the files to download."""
    [box] = LexborHTMLParser(compiled.pages.at(page).html).css("[data-explainer=cite]")
    lines = [" ".join(node.text().split()) for node in box.css("li")]
    return box.css("summary")[0].text(), lines, [str(link.attributes["href"]) for link in box.css("a")]


def test_page_is_cited_in_three_styles(halmyr: Compiled) -> None:
    heading, lines, files = _cited(halmyr, "events/1923-bank-treaty.md")
    address = f"{_SITE}events/1923-bank-treaty/"
    assert heading == "Cite this page"
    assert lines == [
        f"APA The Bank Treaty. (2026, November 23). The Halmyr Bank dispute. {address}",
        f"Chicago “The Bank Treaty.” The Halmyr Bank dispute. November 23, 2026. {address}.",
        f"MLA “The Bank Treaty.” The Halmyr Bank dispute, 23 Nov. 2026, {address}.",
    ]
    assert files == ["index.bib", "index.ris", "index.csl.json"]


def test_title_that_ends_in_a_mark_of_its_own_has_one(halmyr: Compiled) -> None:
    _, lines, _ = _cited(halmyr, "background/whose-is-the-bank.md")
    assert [line.partition("?")[2][:4] for line in lines] == [" (20", "” Th", "” Th"]


def test_title_is_no_markup(tmp_path: Path) -> None:
    title = "<script>alert(1)</script> & more"
    home = f"---\ntitle: '{title}'\nsummary: A dispute.\n---\n\n[[island]] [[in-short]] [[1900-talks]]\n"
    compiled = compile_site(written(tmp_path, {"site/home.md": home}), THEME, Settings(site_url=_SITE))
    assert errors_of(compiled.problems) == ()
    html = compiled.pages.at("index.md").html
    assert "<script" not in html
    _, lines, _ = _cited(compiled, "index.md")
    assert lines[0] == f"APA {title}. The Strait dispute. {_SITE}"


def test_files_have_the_page_with_its_version(halmyr: Compiled) -> None:
    files = {file.path: file.text for file in halmyr.data()}
    for form, suffix in zip(FORMATS, (".csl.json", ".bib", ".ris"), strict=True):
        [record] = form.reading_of(files[f"events/1923-bank-treaty/index{suffix}"]).records
        assert {name: record.fields[name] for name in ("type", "title", "container-title", "issued", "URL")} == {
            "type": "webpage",
            "title": "The Bank Treaty",
            "container-title": "The Halmyr Bank dispute",
            "issued": "2026-11-23",
            "URL": f"{_SITE}events/1923-bank-treaty/",
        }, form.name
        assert record.fields["edition"] == "version of 2026-11-23"


def test_page_of_a_source_gives_the_source_to_cite(halmyr: Compiled) -> None:
    heading, lines, _ = _cited(halmyr, "sources/moneda-bank-history.md")
    assert (heading, lines) == ("Cite this source", [])
    text = next(f.text for f in halmyr.data() if f.path == "sources/moneda-bank-history/index.csl.json")
    [item] = json.loads(text)
    assert (item["id"], item["type"]) == ("moneda-bank-history", "book")


def test_addresses_as_files(tmp_path: Path) -> None:
    compiled = compile_site(HALMYR / "content", THEME, Settings(directory_urls=False, site_url=_SITE))
    _, lines, files = _cited(compiled, "actors/qasira.md")
    assert lines[0].endswith(f"{_SITE}actors/qasira.html")
    assert files == ["qasira.bib", "qasira.ris", "qasira.csl.json"]
    assert {f"actors/{name}" for name in files} <= {file.path for file in compiled.data()}


# The built site


@pytest.fixture(scope="session")
def site(shared_folder: Path) -> Path:
    return built_site(INVENTED, shared_folder)


@pytest.mark.site
def test_tags_that_reference_managers_read(site: Path) -> None:
    page = LexborHTMLParser((site / "events" / "1711-herring-war" / "index.html").read_text("utf-8"))
    tags = {node.attributes["name"]: node.attributes["content"] for node in page.css("meta[name]")}
    address = "https://halmyr.example/repo/events/1711-herring-war/"
    assert {name: tags[name] for name in tags if name and name.startswith(("citation_", "DC."))} == {
        "citation_title": 'The Herring War: "barrels & banks"',
        "citation_publication_date": "2026/11/23",
        "citation_language": "en",
        "citation_public_url": address,
        "DC.identifier": address,
        "DC.title": 'The Herring War: "barrels & banks"',
        "DC.type": "webpage",
        "DC.date": "2026-11-23",
        "DC.publisher": "The Halmyr Bank dispute",
        "DC.language": "en",
        "DC.description": tags["description"],
        "DC.rights": "https://creativecommons.org/licenses/by/4.0/",
    }


@pytest.mark.site
def test_list_of_pages_has_the_days_on_which_they_changed(site: Path) -> None:
    text = (site / "sitemap.xml").read_text("utf-8")
    found = dict(re.findall(r"<loc>([^<]+)</loc>\s*(?:<lastmod>([^<]+)</lastmod>)?", text))
    assert found["https://halmyr.example/repo/events/1923-bank-treaty/"] == "2026-11-23"
    assert found["https://halmyr.example/repo/timeline/"] == ""
    robots = (site / "robots.txt").read_text("utf-8")
    assert robots == "User-agent: *\nAllow: /\n\nSitemap: https://halmyr.example/repo/sitemap.xml\n"


@pytest.mark.site
def test_each_page_says_its_own_address(site: Path) -> None:
    pages = [path for path in site.rglob("*.html") if path.name != "404.html" and "edit" not in path.parts]
    for path in pages:
        text = path.read_text("utf-8")
        found = re.findall(r'<link rel="?canonical"? href="([^"]+)"', text)
        own = path.relative_to(site).as_posix().removesuffix("index.html")
        is_moved = "http-equiv=refresh" in text or 'http-equiv="refresh"' in text
        assert is_moved or found == [f"https://halmyr.example/repo/{own}"], own
