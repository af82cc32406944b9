"""Addresses, headings, and pages as files."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from browsing import first, running_parts
from explainer.catalogue import catalogue_of
from explainer.citations import references_of
from explainer.editor_settings.forms import names
from explainer.model.edition import Edition
from explainer.pages import Addresses, Page, PageHeading, Settings, headings_of, pages_of
from explainer.pipeline import check, compile_site
from explainer.text.typography import ENGLISH, typeset
from explainer.views import Context, published, site_view
from folders import THEME, written

ADDRESSES = {
    "beside it": ("a/b.md", "a/c.md#x", "../c/#x", "c.html#x"),
    "home from a page": ("a/b.md", "index.md", "../../", "../index.html"),
    "a page from home": ("index.md", "a/b.md", "a/b/", "a/b.html"),
    "its list": ("a/b.md", "a/index.md", "../", "index.html"),
    "from its list": ("a/index.md", "a/b.md", "b/", "b.html"),
    "home from a text": ("about.md", "index.md", "../", "index.html"),
    "a text from a text": ("about.md", "method.md", "../method/", "method.html"),
    "itself": ("a/b.md", "a/b.md", "#", "#"),
    "a part of itself": ("a/b.md", "a/b.md#x", "#x", "#x"),
    "a part of this page": ("a/b.md", "#x", "#x", "#x"),
    "a heading in another script": ("a/b.md", "a/c.md#条", "../c/#%E6%9D%A1", "c.html#%E6%9D%A1"),
}


@pytest.mark.parametrize("case", ADDRESSES.values(), ids=ADDRESSES)
def test_address(case: tuple[str, str, str, str]) -> None:
    page, target, with_folders, with_files = case
    assert tuple(Addresses(folders).between(page, target) for folders in (True, False)) == (with_folders, with_files)


PLACES = {
    "home": ("index.md", "", "index.html"),
    "a list": ("a/index.md", "a/", "a/index.html"),
    "an entry": ("a/b.md", "a/b/", "a/b.html"),
    "a page whose name ends in index": ("a/b-index.md", "a/b-index/", "a/b-index.html"),
    "a file": ("a/b.png", "a/b.png", "a/b.png"),
    "a folder of another program": ("edit/", "edit/", "edit/"),
}


@pytest.mark.parametrize("case", PLACES.values(), ids=PLACES)
def test_place(case: tuple[str, str, str]) -> None:
    target, with_folders, with_files = case
    assert tuple(Addresses(folders).place(target) for folders in (True, False)) == (with_folders, with_files)


def test_an_edition_has_its_pages_in_a_folder_and_shares_the_files() -> None:
    edition = Addresses(prefix="ja/", site_url="https://e.org/repo/")
    assert edition.document("a/b.md") == "ja/a/b.md"
    assert [edition.place(target) for target in ("index.md", "a/b.md", "a/b.png")] == ["ja/", "ja/a/b/", "a/b.png"]
    assert [edition.between("a/b.md", target) for target in ("index.md", "a/c.md", "a/b.png", "edit/#/x")] == [
        "../../",
        "../c/",
        "../../../a/b.png",
        "../../../edit/#/x",
    ]
    assert edition.whole("a/b.md", "a/c.md") == "https://e.org/repo/ja/a/c/"
    assert Addresses().whole("a/b.md", "a/c.md") == "../c/"


def test_pages_of_an_edition_stand_in_its_folder_and_lead_to_each_other(tmp_path: Path) -> None:
    checked = check(written(tmp_path, {}))
    corpus, links = published(checked.corpus, checked.links)
    references = references_of({source.id: source.fields for source in corpus.sources}, catalogue_of("en"))
    edition = Edition("en", "ja/")
    pages = pages_of(site_view(Context(corpus, links, edition, references)), edition, THEME, Settings())
    places = {f"https://e.org/{Addresses().place(path)}" for path in pages.paths}
    assert {place.split("/")[3] for place in places} == {"ja"}
    led_to = {
        urljoin(
            f"https://e.org/{Addresses().place(page.path)}",
            link.attributes.get("href") or link.attributes["xlink:href"],
        ).partition("#")[0]
        for page in pages
        for link in LexborHTMLParser(page.html).css("a[href]:not([rel~=external])")
    }
    beside = ("index.bib", "index.ris", "index.csl.json")
    files = {a for a in led_to if a.startswith("https://e.org/data/") or a.endswith(beside)}
    assert "https://e.org/data/entries.csv" in files, "which all editions share"
    by_menu = {"https://e.org/ja/changes/", "https://e.org/ja/timeline/"}
    assert (led_to - places - files, places - led_to) == (set(), by_menu), "to which the menu leads"


def test_page_as_a_file_is_front_matter_and_html() -> None:
    page = Page("a/b.md", {"title": "A: b # 北方", "hide": ("navigation",)}, "", lambda: "<p>Text</p>\n")
    assert (page.file, str(page)) == (
        "a/b.html",
        "---\ntitle: 'A: b # 北方'\nhide:\n- navigation\n---\n<p>Text</p>\n",
    )


HEADINGS = """<h1 id="top">No</h1><h2 id="a">One &amp; <em>two</em>
<sup class="cite">&#8288;<a id="cite-1-1" href="#ref-1">[1]</a></sup></h2><h2>No</h2>
<div><h4 class="x" id="b">Three</h4></div><h3 id="c" data-explainer-contents="off">No</h3>
<pre>&lt;h2 id="no"&gt;No&lt;/h2&gt;</pre><h3 data-explainer="era" id="d">Four</h3>"""


def test_headings_of_a_page() -> None:
    assert headings_of(HEADINGS) == (
        PageHeading(2, "a", "One & two"),
        PageHeading(4, "b", "Three"),
        PageHeading(3, "d", "Four"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("""The "great" war""", "The “great” war"),
        ("""'so' ("this") — "that's" it""", "‘so’ (“this”) — “that’s” it"),
        ("plain", "plain"),
    ],
)
def test_typeset(text: str, expected: str) -> None:
    assert typeset(text, ENGLISH) == expected


def pages_with(folder: Path, name: str, text: str, settings: Settings | None = None) -> dict[str, Page]:
    compiled = compile_site(written(folder, {name: text}), THEME, settings or Settings())
    assert [str(p) for p in compiled.problems] == []
    return {page.path: page for page in compiled.pages}


ISLAND = "---\ntitle: {title}\nsummary: {summary}\nkind: place\n{more}---\n\n{body}\n"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) {{ 7*7 }} =><b>"


def test_fields_are_only_text_wherever_they_are_shown(tmp_path: Path) -> None:
    quoted = json.dumps(HOSTILE)
    text = ISLAND.format(
        title=quoted,
        summary=quoted,
        more=f"names: [{{name: {quoted}, language: en, romanisation: {quoted}}}]\n"
        f"changes: [{{date: 2019-01-22, note: {quoted}}}]\ntopics: [border]\n"
        f"area: [{{km2: 1, year: 1900, note: {quoted}, source: paper, locator: {quoted}}}]\n",
        body="See [[island]] and [[alba]].[@paper]",
    )
    pages = pages_with(tmp_path, "background/island.md", text)
    shown = [page for page in pages.values() if "alert(1)" in page.html]
    assert {page.path for page in shown} >= {"background/island.md", "background/index.md", "topics/border.md"}
    for page in shown:
        assert running_parts(page.html) == [], page.path
    island = LexborHTMLParser(pages["background/island.md"].html)
    assert first(island, "h1").text() == HOSTILE
    assert pages["background/island.md"].meta["title"] == HOSTILE


def test_links_to_edit_and_report(tmp_path: Path) -> None:
    settings = Settings(edit_url="https://e.org/edit/", report_url="https://e.org/new?title={title}&body={path}")
    text = ISLAND.format(title="'{0} & {path}?'", summary="s", more="", body="")
    page = pages_with(tmp_path, "background/island.md", text, settings)["background/island.md"]
    footer = first(LexborHTMLParser(page.html), "[data-explainer=made]")
    assert [link.attributes["href"] for link in footer.css("a:not([download])")] == [
        "https://e.org/edit/background/island.md",
        "https://e.org/new?title=%7B0%7D%20%26%20%7Bpath%7D%3F&body=background/island.md",
    ]


@pytest.mark.parametrize(("directory_urls", "up"), [(True, "../../"), (False, "../")], ids=["folders", "files"])
def test_link_to_the_form_of_the_entry(tmp_path: Path, directory_urls: bool, up: str) -> None:
    settings = Settings(directory_urls=directory_urls, forms=names())
    text = ISLAND.format(title="t", summary="s", more="", body="")
    pages = pages_with(tmp_path, "background/island.md", text, settings)
    links = {
        path: first(LexborHTMLParser(pages[path].html), "[data-explainer=made] a").attributes["href"]
        for path in ("background/island.md", "events/1900-talks.md")
    }
    assert links == {
        "background/island.md": f"{up}edit/#/collections/places/entries/island",
        "events/1900-talks.md": f"{up}edit/#/collections/events/entries/1900-talks",
    }


def test_without_settings_there_are_no_such_links(tmp_path: Path) -> None:
    text = ISLAND.format(title="t", summary="s", more="", body="")
    page = pages_with(tmp_path, "background/island.md", text)["background/island.md"]
    assert first(LexborHTMLParser(page.html), "[data-explainer=made]").css("a:not([download])") == []
