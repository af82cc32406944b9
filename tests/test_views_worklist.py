"""The page of the worklist: the values of the report in the readers' words, and left out of every index."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from explainer.pages import Page, Settings
from explainer.pipeline import compile_site
from folders import THEME, File, written

TODAY = date(2026, 1, 15)
FILES: dict[str, File] = {
    "sources/web.md": (
        "---\ntitle: Bogen\ntype: webpage\nissued: 1930\nURL: https://example.org/a\nlanguage: da\n"
        "perspective: borea\nlevel: primary\n---\n\nText.\n"
    ),
    "links.txt": "2026-01-15 2026-01-02 not-found 404 https://example.org/a\n",
    "background/storm.md": (
        "---\ntitle: The storm\nsummary: It blew.\nkind: term\ntopics: [border]\nsee_also: [island]\n---\n\n"
        "Ada Lind saw it.\n\nThe [[treaty-of-1900]] of 1901.[@web; @paper]\n"
    ),
}


@pytest.fixture
def page(tmp_path: Path) -> Page:
    settings = Settings(edit_url="https://example.org/edit/")
    compiled = compile_site(written(tmp_path, FILES), THEME, settings, TODAY)
    return {page.path: page for page in compiled.pages}["worklist.md"]


def items_of(page: Page, task: str) -> list[str]:
    tree = LexborHTMLParser(page.html)
    return [" ".join(node.text().split()) for node in tree.css(f"[data-explainer=task-{task}] li")]


def test_it_is_left_out_of_every_index(page: Page) -> None:
    assert (page.meta["title"], page.meta["robots"], "facets" in page.meta) == ("Worklist", "noindex", False)


def test_without_a_day_there_is_none(tmp_path: Path) -> None:
    compiled = compile_site(written(tmp_path, FILES), THEME, Settings())
    assert "worklist.md" not in {page.path for page in compiled.pages}


def test_places_with_what_they_are_about(page: Page) -> None:
    assert items_of(page, "not-archived") == ["Bogen sources/web.md:5"]
    assert items_of(page, "broken-link") == [
        "Bogen: https://example.org/a is not there any more (status 404), since 2 January 2026;"
        " last asked on 15 January 2026 sources/web.md:5"
    ]
    assert "The storm: Ada Lind saw it. background/storm.md:9" in items_of(page, "uncited")
    assert items_of(page, "unlinked") == ["The storm: Ada Lind → Ada Lind background/storm.md:9"]
    assert items_of(page, "dates") == [
        "The storm: “The treaty of 1900” is dated 1901 here and 1900-06 there"
        " → The treaty of 1900 background/storm.md:11"
    ]
    assert items_of(page, "no-position") == ["Who owns the island?: Borea background/who-owns-it.md:5"]
    assert items_of(page, "one-source")[0] == "Who owns the island? → The Strait Papers background/who-owns-it.md:1"
    assert items_of(page, "no-source") != []
    assert "Alba: never reviewed actors/alba.md:1" in items_of(page, "old-review")


def test_a_broken_address_is_shown_as_text_whatever_is_in_it(tmp_path: Path) -> None:
    address = "https://example.org/</li></ul><script>alert(1)</script>\"'&amp;{{x}}"
    source = str(FILES["sources/web.md"]).replace("https://example.org/a", json.dumps(address))
    links = f"2026-01-15 2026-01-15 not-found 404 {address}\n"
    content = written(tmp_path, {**FILES, "sources/web.md": source, "links.txt": links})
    compiled = compile_site(content, THEME, Settings(), TODAY)
    (found,) = (page for page in compiled.pages if page.path == "worklist.md")
    (item,) = LexborHTMLParser(found.html).css("[data-explainer=task-broken-link] li")
    assert " ".join(item.text().split()).startswith("Bogen: https://example.org/</li></ul><script>alert(1)</script>")
    assert [node.tag for node in item.css("*")] == ["li", "a", "span"]


def test_titles_have_their_language_and_places_lead_to_the_file(page: Page) -> None:
    tree = LexborHTMLParser(page.html)
    (item,) = tree.css("[data-explainer=task-not-archived] li")
    title, place = item.css("a")
    assert (title.attributes["lang"], title.attributes["href"]) == ("da", "../sources/web/")
    assert place.attributes["href"] == "https://example.org/edit/sources/web.md"


def test_sources_are_counted_and_not_judged(page: Page) -> None:
    tree = LexborHTMLParser(page.html)
    (row,) = tree.css("[data-explainer=balance-topics] tbody tr")
    assert [" ".join(cell.text(separator=" ").split()) for cell in row.css("th, td")] == [
        "Treaties and borders",
        "2",
        "1 Borea 1 Scholarly",
        "1 Danish 1 English",
        "1 primary 1 secondary",
        "1 50 to 99 years 1 100 years or more",
    ]
    assert [node.text() for node in tree.css("[data-explainer=balance-entries] tbody th")] == [
        "The talks of Vik",
        "The storm",
        "Who owns the island?",
    ]


def test_the_list_of_sources_leads_to_it(tmp_path: Path) -> None:
    folder = written(tmp_path, FILES)
    pages = [
        {page.path: page.html for page in compile_site(folder, THEME, Settings(), day).pages}["sources/index.md"]
        for day in (TODAY, None)
    ]
    assert ["../worklist/" in page for page in pages] == [True, False]
