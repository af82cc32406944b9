"""Addresses, plain text in Markdown, and pages as files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from browsing import html_of, running_parts
from explainer.pages import Page, Settings, address, as_markdown
from explainer.pipeline import compile_site
from explainer.surfaces.shapes import names
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
    assert (address(page, target, True), address(page, target, False)) == (with_folders, with_files)


@settings(max_examples=100, derandomize=True, database=None, deadline=None)
@given(st.text(alphabet="ab é島*_`[]()<>&#{}|!\\~^=+:@/1", min_size=1, max_size=20).map(str.strip).filter(bool))
def test_no_character_of_plain_text_means_anything_in_markdown(text: str) -> None:
    """As the words of a link and as an attribute, where templates put it. Quotation marks and dashes are set well."""
    shown = as_markdown(text)
    tree = LexborHTMLParser(html_of(f'See [{shown}](x.md) <a title="{shown}">y</a>.'))
    link = tree.css_first("p > a")
    assert link is not None
    assert [child.tag for child in link.iter()] == []
    assert link.text() == text
    assert tree.css("p > a")[1].attributes["title"] == text


def test_page_is_front_matter_and_markdown() -> None:
    page = Page("a/b.md", {"title": "A: b # 北方", "hide": ["navigation"]}, "Text\n")
    assert str(page) == "---\ntitle: 'A: b # 北方'\nhide:\n- navigation\n---\nText\n"


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
    shown = [page for page in pages.values() if "alert(1)" in page.markdown]
    assert {page.path for page in shown} >= {"background/island.md", "background/index.md", "topics/border.md"}
    for page in shown:
        assert running_parts(html_of(page.markdown)) == [], page.path
    island = LexborHTMLParser(html_of(pages["background/island.md"].markdown))
    assert island.css_first("h1").text() == HOSTILE
    assert pages["background/island.md"].meta["title"] == HOSTILE


def test_links_to_edit_and_report(tmp_path: Path) -> None:
    settings = Settings(edit_url="https://e.org/edit/", report_url="https://e.org/new?title={title}&body={path}")
    text = ISLAND.format(title="'{0} & {path}?'", summary="s", more="", body="")
    page = pages_with(tmp_path, "background/island.md", text, settings)["background/island.md"]
    footer = LexborHTMLParser(page.markdown).css_first("[data-explainer=made]")
    assert [link.attributes["href"] for link in footer.css("a")] == [
        "https://e.org/edit/background/island.md",
        "https://e.org/new?title=%7B0%7D%20%26%20%7Bpath%7D%3F&body=background/island.md",
    ]


@pytest.mark.parametrize(("directory_urls", "up"), [(True, "../../"), (False, "../")], ids=["folders", "files"])
def test_link_to_the_form_of_the_entry(tmp_path: Path, directory_urls: bool, up: str) -> None:
    settings = Settings(directory_urls=directory_urls, forms=names())
    text = ISLAND.format(title="t", summary="s", more="", body="")
    pages = pages_with(tmp_path, "background/island.md", text, settings)
    links = {
        path: LexborHTMLParser(pages[path].markdown).css_first("[data-explainer=made] a").attributes["href"]
        for path in ("background/island.md", "events/1900-talks.md")
    }
    assert links == {
        "background/island.md": f"{up}edit/#/collections/places/entries/island",
        "events/1900-talks.md": f"{up}edit/#/collections/events/entries/1900-talks",
    }


def test_without_settings_there_are_no_such_links(tmp_path: Path) -> None:
    text = ISLAND.format(title="t", summary="s", more="", body="")
    page = pages_with(tmp_path, "background/island.md", text)["background/island.md"]
    assert LexborHTMLParser(page.markdown).css_first("[data-explainer=made]").css("a") == []


TEXTS = {
    "a link": ("See [[alba]].", "See [Alba](../actors/alba.md)."),
    "a link with words": ("See [[alba|*that* state]].", "See [*that* state](../actors/alba.md)."),
    "a link in a table": (
        "| a |\n|---|\n| [[alba\\|the state]] |",
        "| a |\n|---|\n| [the state](../actors/alba.md) |",
    ),
    "a heading of another entry": (
        "[[treaty-of-1900#Article 1|it]]",
        "[it](treaty-of-1900.md#article-1)",
    ),
    "a list and a text of the site": (
        "[[events]] [[home]]",
        "[Events](../events/index.md) [The strait in one minute](../index.md)",
    ),
    "a file name of an entry": ("[it](treaty-of-1900.md#article-1)", "[it](treaty-of-1900.md#article-1)"),
    "a file name of a text of the site": ("[home](../site/home.md)", "[home](../index.md)"),
    "a heading with its id": (
        "## The harbour\n\n[[#The harbour]]",
        "## The harbour {: #the-harbour }\n\n[The harbour](#the-harbour)",
    ),
    "a link in a heading": (
        "## [[alba]] and [[alba]]",
        "## [Alba](../actors/alba.md) and [Alba](../actors/alba.md) {: #alba-and-alba }",
    ),
    "nothing in code": ("`[[alba]]`\n\n    [[alba]]", "`[[alba]]`\n\n    [[alba]]"),
    "template marks": ("{{ view.title }} {% raw %}", "{{ view.title }} {% raw %}"),
}


@pytest.mark.parametrize(("body", "expected"), TEXTS.values(), ids=TEXTS)
def test_text_of_a_page(body: str, expected: str, tmp_path: Path) -> None:
    page = pages_with(tmp_path, "background/island.md", ISLAND.format(title="T", summary="S", more="", body=body))
    markdown = page["background/island.md"].markdown
    assert markdown[markdown.index("</header>") : markdown.index("<footer")] == f"</header>\n\n{expected}\n\n"
