"""The whole explainer as one document: what is in it, and that its links stay inside."""

from __future__ import annotations

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from explainer.pages import Page, Settings, within
from explainer.pipeline import compile_site
from folders import THEME, written

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
