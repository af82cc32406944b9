"""The tabs, the name and the description of a site, which come from its content."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from browsing import first
from building import build
from contexts import context_of
from explainer.pipeline import check
from explainer.plugin.navigation import nav_of, pages_in
from explainer.problems import errors_of
from explainer.views import SiteFrame, Tab, frame_of
from folders import PROJECT, File, lines_of, written
from serving import project_in

ALL_TABS = ["Home", "Timeline", "Map", "Positions", "Paths", "Events", "Actors", "Background", "Sources", "About"]
HOME = "---\ntitle: The well\nsummary: Who digs.\nreviewed: 2026-01-01\n---\n\nIt began in [[1900-digging|1900]].\n"
BARE: dict[str, File] = {
    "dispute.yml": """title: The well
question: Who may dig here?
naming: It is the well.
parties:
  - {id: alba, name: Alba, actor: alba, colour: "#96590a"}
""",
    "site/home.md": HOME,
    "actors/alba.md": "---\ntitle: Alba\nkind: state\nsummary: A state.\n---\n\n[[1900-digging]]\n",
    "events/1900-digging.md": """---
title: The well is dug
date: 1900
kind: administrative
weight: 3
summary: A hole.
actors: [{actor: alba, role: author}]
reviewed: 2026-01-01
---

It was deep.[@paper]
""",
    "sources/paper.md": """---
title: The Paper
type: book
issued: 1901
language: en
perspective: scholarly
level: secondary
reviewed: 2026-01-01
---

A book.
""",
}
"""A content of one event, without question, path, background, map, or a text besides the home page."""


def _frame(folder: Path, more: dict[str, File]) -> SiteFrame:
    checked = check(written(folder, {**BARE, **more}, base=False))
    assert lines_of(errors_of(checked.problems)) == []
    return frame_of(context_of(checked))


def test_there_is_no_tab_for_what_the_content_does_not_have(tmp_path: Path) -> None:
    frame = _frame(tmp_path, {})
    assert (frame.name, frame.description) == ("The well", "Who digs.")
    assert [tab.title for tab in frame.tabs] == ["Home", "Timeline", "Events", "Actors", "Sources", "About"]


def test_texts_stand_below_one_tab_and_about_and_method_first(tmp_path: Path) -> None:
    texts = {f"site/{name}.md": HOME for name in ("zoo", "method", "about", "bees")}
    pages = ("about.md", "method.md", "bees.md", "zoo.md", "changes.md", "data.md")
    assert _frame(tmp_path, {**texts}).tabs[-1] == Tab("About", pages)


def _page(site: Path, name: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / name).read_text("utf-8"))


def _links(page: LexborHTMLParser, selector: str) -> list[str]:
    return [link.text().strip() for link in page.css(selector)]


FRAME = SiteFrame("A", "B", (Tab("Home", ("index.md",)), Tab("About", ("about.md", "method.md"))), "", "")


@pytest.mark.parametrize(
    ("by_hand", "nav"),
    [
        ([], [{"Home": "index.md"}, {"About": ["about.md", "method.md"]}]),
        (
            [{"About": ["colophon.md"]}, {"Help": "help.md"}],
            [{"Home": "index.md"}, {"About": ["about.md", "method.md", "colophon.md"]}, {"Help": "help.md"}],
        ),
        ([{"Home": "index.md"}], [{"Home": "index.md"}, {"About": ["about.md", "method.md"]}]),
    ],
    ids=["no pages by hand", "below a tab and behind", "the home page named again"],
)
def test_pages_written_by_hand_stand_behind_the_content_or_below_its_tabs(
    by_hand: list[object], nav: list[object]
) -> None:
    assert nav_of(FRAME, by_hand) == nav


def test_pages_in_a_nav_are_found_however_deep() -> None:
    assert pages_in([{"A": "a.md"}, "b.md", {"C": [{"D": ["d.md"]}, "e.md"]}]) == {"a.md", "b.md", "d.md", "e.md"}


@pytest.mark.site
def test_a_site_without_map_question_or_docs_has_no_link_to_them(tmp_path: Path) -> None:
    """Also on the page of a wrong address, which lists the ways on."""
    content = written(tmp_path / "content", BARE, base=False)
    (tmp_path / "docs" / "editing").mkdir(parents=True)
    (tmp_path / "docs" / "editing" / "index.md").write_text("# How to write\n", "utf-8")
    config = {
        "INHERIT": str(PROJECT / "mkdocs.yml"),
        "docs_dir": "docs",
        "theme": {"custom_dir": str(PROJECT / "theme")},
        "plugins": [{"explainer": {"content": str(content), "docs_pages": False}}],
    }
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    build(tmp_path / "mkdocs.yml", tmp_path / "site", {}, "--strict")
    tabs = ["Home", "Timeline", "Events", "Actors", "Sources", "About"]
    assert _links(_page(tmp_path / "site", "index.html"), ".md-tabs__link") == tabs
    assert _links(_page(tmp_path / "site", "404.html"), "ul.ways a") == tabs
    assert not (tmp_path / "site" / "editing").exists()


@pytest.mark.site
def test_words_around_the_pages_come_from_the_content(tmp_path: Path) -> None:
    project = project_in(tmp_path)
    build(project / "mkdocs.yml", project / "site", {}, "--strict")
    page = _page(project / "site", "index.html")
    assert _links(page, ".md-tabs__link") == ALL_TABS
    assert first(page, "title").text() == "The Halmyr Bank dispute"
    assert first(page, "meta[name=description]").attributes["content"] == (
        "Why three states on the Sea of Orn each draw a line around one bank, and what each of them says."
    )
    assert [label.attributes["title"] for label in page.css("label[title]")] == ["Switch to dark", "Switch to light"]


@pytest.mark.site
def test_name_and_description_of_the_site_are_no_markup_in_any_frame(tmp_path: Path) -> None:
    """In the header and the menu of Material too, and on pages of the docs, which have no description of their own."""
    project, attack = project_in(tmp_path), '"><b data-evil>Bank</b>'
    for name, field in (("dispute.yml", "title"), ("site/home.md", "summary")):
        text = (project / "content" / name).read_text("utf-8")
        changed = re.sub(rf"^{field}: .*$", f"{field}: '{attack}'", text, count=1, flags=re.MULTILINE)
        assert changed != text
        (project / "content" / name).write_text(changed, "utf-8")
    build(project / "mkdocs.yml", project / "site", {})
    pages = sorted((project / "site").rglob("*.html"))
    assert len(pages) > 40
    assert [page.parent.name for page in pages if "<b data-evil" in page.read_text("utf-8")] == []
    docs = _page(project / "site", "colophon/index.html")
    assert first(docs, ".md-header .md-ellipsis").text() == attack
    assert first(docs, "meta[name=description]").attributes["content"] == attack
