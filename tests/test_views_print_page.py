"""The whole explainer as one document: what is in it, and that its links stay inside."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from browsing import first
from explainer.pages import Page, Settings, within
from explainer.pipeline import compile_site
from folders import CASES, THEME, written

FOOTNOTED = """---
title: The island
summary: S.
kind: place
topics: [border]
---

## Names

See [the names](#names), [[#Names]], [[who-owns-it]], [[alba]].[^1] [[timeline]]
[[home]] [[treaty-of-1900#Article 1|it]]

[^1]: Of the island.[@paper, p. 3]
"""
TERM = "---\ntitle: Tide\nsummary: S.\nkind: term\n---\n\nOf [[island]].[^1]\n\n[^1]: Of the tide.\n"


def whole(folder: Path) -> Page:
    files = {"background/island.md": FOOTNOTED, "background/tide.md": TERM, "events/1901-x.md": None}
    compiled = compile_site(written(folder, files), THEME, Settings())
    pages = {page.path: page for page in compiled.pages}
    return pages["print.md"]


def test_links_stay_inside_and_ids_are_unique(tmp_path: Path) -> None:
    tree = LexborHTMLParser(whole(tmp_path).html)
    ids = [node.attributes["id"] or "" for node in tree.css("[id]")]
    assert sorted(i for i in ids if ids.count(i) > 1) == []
    addresses = [node.attributes["href"] or "" for node in tree.css("a[href]")]
    assert len(addresses) > 30
    assert [a for a in addresses if not a.startswith(("#", "http"))] == []
    assert [a for a in addresses if a.startswith("#") and a[1:] not in ids] == []


def test_every_entry_is_there_once_and_in_the_contents(tmp_path: Path) -> None:
    tree = LexborHTMLParser(whole(tmp_path).html)
    entries = ["home", "who-owns-it", "1900-talks", "island", "treaty-of-1900", "tide", "ada-lind", "alba", "borea"]
    shown = [node.attributes["id"] for node in tree.css("h3[id^=entry-]")]
    assert shown == [f"entry-{entry}" for entry in [*entries, "in-short"]]
    listed = [node.attributes["href"] for node in tree.css("[data-explainer=contents] li a")]
    assert listed == [f"#{anchor}" for anchor in shown]
    assert [node.text() for node in tree.css(".footnote li p")] != []
    assert len(tree.css(".footnote li")) == 2


def test_it_is_left_out_of_every_index(tmp_path: Path) -> None:
    meta = whole(tmp_path).meta
    assert (meta["robots"], "facets" in meta) == ("noindex", False)


def test_a_page_that_is_not_inside_keeps_its_address() -> None:
    anchors = {"a/b.md": "entry-b"}
    assert [within(t, anchors) for t in ("a/b.md", "a/b.md#条", "a/c.md", "#x")] == [
        "#entry-b",
        "#entry-b--%E6%9D%A1",
        "",
        "",
    ]


# The cover


def _cover(folder: Path, day: datetime.date | None, site_url: str) -> str:
    """What a reader sees of the cover."""
    dispute = (CASES / "base" / "dispute.yml").read_text("utf-8")
    dispute += "makers: [{family: Lind, given: Ada}, {literal: The Strait Society}]\n"
    content = written(folder, {"dispute.yml": dispute})
    page = compile_site(content, THEME, Settings(site_url=site_url), day).pages.at("print.md")
    return " ".join(first(LexborHTMLParser(page.html), "[data-explainer=cover]").text().split())


def test_the_cover_says_who_made_it_its_day_and_how_it_is_cited(tmp_path: Path) -> None:
    assert _cover(tmp_path, datetime.date(2026, 11, 30), "https://strait.example/") == (
        "The Strait dispute Who owns the island in the strait? Made by Ada Lind, The Strait Society "
        "As it was on 30 November 2026 Cite this snapshot "
        "APA Lind, A., & The Strait Society. (2026, November 30). The Strait dispute (snapshot of 2026-11-30). "
        "https://strait.example/ "
        "Chicago Lind, Ada, and The Strait Society. The Strait dispute. Snapshot of 2026-11-30. November 30, 2026. "
        "https://strait.example/. "
        "MLA Lind, Ada, and The Strait Society. The Strait dispute. Snapshot of 2026-11-30, 30 Nov. 2026, "
        "https://strait.example/."
    )


@pytest.mark.parametrize(("day", "said"), [(None, ""), (datetime.date(2026, 11, 30), " As it was on 30 November 2026")])
def test_without_a_day_or_an_address_the_cover_cites_nothing(
    day: datetime.date | None, said: str, tmp_path: Path
) -> None:
    cover = "The Strait dispute Who owns the island in the strait? Made by Ada Lind, The Strait Society"
    assert _cover(tmp_path, day, "") == cover + said
