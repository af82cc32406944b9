"""What changed: a page, and feeds for the whole, for topics and for actors, by both specifications."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]
from selectolax.lexbor import LexborHTMLParser

from building import INVENTED, built_site
from explainer.pages import Settings
from explainer.pipeline import Compiled, compile_site
from explainer.problems import errors_of
from folders import THEME, files_in, written

_SITE = "https://strait.example/repo/"
_ATOM = "{http://www.w3.org/2005/Atom}"
_CHANGED = """
    === background/island.md
    ---
    title: The island <& more>
    summary: It lies in the strait.
    kind: place
    topics: [border]
    changes:
      - {date: 2026-01-02, note: First version.}
      - {date: 2026-03-04, note: The area was corrected.}
      - {date: 2026-03-04, note: "A name was added: <b>Holm</b> & more."}
    ---

    An island.[@paper]
    === actors/borea.md
    ---
    title: Borea
    summary: A state on the strait.
    kind: state
    party: borea
    changes:
      - {date: 2026-02-03, note: First version.}
    ---

    A state.[@paper]
"""


@pytest.fixture
def compiled_of(tmp_path: Path) -> Callable[..., Compiled]:
    def compiled_of(files: str = "", site_url: str = _SITE) -> Compiled:
        content = written(tmp_path, files_in(files) if files else {})
        compiled = compile_site(content, THEME, Settings(site_url=site_url))
        assert errors_of(compiled.problems) == ()
        return compiled

    return compiled_of


def _files(compiled: Compiled) -> dict[str, str]:
    return {file.path: file.text for file in compiled.data() if file.path.startswith("feeds/")}


def _one(parent: Element, name: str) -> Element:
    [found] = parent.findall(_ATOM + name)
    return found


def _text(parent: Element, name: str) -> str:
    return _one(parent, name).text or ""


def test_page_lists_changes_by_day_the_latest_first(compiled_of: Callable[..., Compiled]) -> None:
    page = LexborHTMLParser(compiled_of(_CHANGED).pages.at("changes.md").html)
    said = [" ".join(node.text().split()) for node in page.css("h2, h2 ~ ul li")]
    assert said == [
        "4 March 2026",
        "The island <& more>: The area was corrected.",
        "The island <& more>: A name was added: <b>Holm</b> & more.",
        "3 February 2026",
        "Borea: First version.",
        "2 January 2026",
        "The island <& more>: First version.",
        "Feeds",
        "The Strait dispute Atom JSON Feed",
        "Treaties and borders Atom JSON Feed",
        "Borea Atom JSON Feed",
    ]


def test_page_of_many_changes_shows_the_latest(compiled_of: Callable[..., Compiled]) -> None:
    notes = "".join(f"      - {{date: 2026-01-{n % 28 + 1:02}, note: Note {n}.}}\n" for n in range(230))
    page = LexborHTMLParser(
        compiled_of(_CHANGED.replace("      - {date: 2026-02-03, note: First version.}\n", notes))
        .pages.at("changes.md")
        .html
    )
    assert len(page.css("h2 ~ ul li a[href^='../background'], h2 ~ ul li a[href='../actors/borea/']")) == 200 + 1
    assert page.css("a[download]")[0].attributes["href"] == "../data/changes.csv"


def test_page_without_changes_says_so(compiled_of: Callable[..., Compiled]) -> None:
    compiled = compiled_of()
    article = LexborHTMLParser(compiled.pages.at("changes.md").html)
    assert article.css("h2") == []
    assert [p.text() for p in article.css("p:not(.lead)")] == ["No page has changed since it was published."]
    assert _files(compiled) == {}


def test_feeds_are_for_the_whole_for_topics_and_for_actors(compiled_of: Callable[..., Compiled]) -> None:
    names = ("changes", "topic-border", "actor-borea")
    files = _files(compiled_of(_CHANGED))
    assert files.keys() == {f"feeds/{name}.{form}" for name in names for form in ("atom", "json")}
    notes = {
        name: [item["content_text"] for item in json.loads(files[f"feeds/{name}.json"])["items"]] for name in names
    }
    assert notes["actor-borea"] == ["First version."]
    assert len(notes["topic-border"]) == 3
    assert len(notes["changes"]) == 4


def test_atom_feed_has_what_rfc_4287_asks_for(compiled_of: Callable[..., Compiled]) -> None:
    for name, text in _files(compiled_of(_CHANGED)).items():
        if not name.endswith(".atom"):
            continue
        feed = fromstring(text)
        assert feed.tag == f"{_ATOM}feed"
        assert _text(feed, "id").startswith("urn:uuid:")
        assert _text(feed, "title").startswith("The Strait dispute")
        assert _text(_one(feed, "author"), "name")
        links = {link.attrib["rel"]: link.attrib["href"] for link in feed.findall(f"{_ATOM}link")}
        assert links["self"] == f"{_SITE}{name}"
        assert links["alternate"].startswith(_SITE)
        entries = feed.findall(f"{_ATOM}entry")
        updated = [_moment(_text(entry, "updated")) for entry in entries]
        assert updated == sorted(updated, reverse=True)
        assert _moment(_text(feed, "updated")) == updated[0]
        assert len({_text(entry, "id") for entry in entries}) == len(entries)
        for entry in entries:
            assert _text(entry, "id").startswith("urn:uuid:")
            assert _text(entry, "title")
            assert _text(entry, "summary")
            assert _one(entry, "link").attrib["href"].startswith(_SITE)


def _moment(text: str) -> datetime:
    assert text.endswith("Z")
    return datetime.fromisoformat(text)


def test_json_feed_has_what_its_version_asks_for(compiled_of: Callable[..., Compiled]) -> None:
    feed = json.loads(_files(compiled_of(_CHANGED))["feeds/changes.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["title"], feed["feed_url"]) == ("The Strait dispute", f"{_SITE}feeds/changes.json")
    assert feed["home_page_url"] == f"{_SITE}changes/"
    first = feed["items"][1]
    assert {key: first[key] for key in ("url", "title", "content_text", "date_published")} == {
        "url": f"{_SITE}background/island/",
        "title": "The island <& more>",
        "content_text": "A name was added: <b>Holm</b> & more.",
        "date_published": "2026-03-04T00:00:00Z",
    }
    assert all(isinstance(item["id"], str) for item in feed["items"])


def _ids(compiled: Compiled) -> dict[str, str]:
    feed: dict[str, Any] = json.loads(_files(compiled)["feeds/changes.json"])
    return {item["content_text"] + item["url"].rpartition("/repo/")[2]: item["id"] for item in feed["items"]}


def test_ids_stay_where_notes_are_added_reworded_and_the_site_moves(compiled_of: Callable[..., Compiled]) -> None:
    before = _ids(compiled_of(_CHANGED))
    later = _CHANGED.replace(
        "      - {date: 2026-02-03, note: First version.}",
        "      - {date: 2026-02-03, note: First version.}\n      - {date: 2026-05-06, note: The summary is shorter.}",
    )
    after = _ids(compiled_of(later, "https://elsewhere.example/repo/"))
    assert {note: after[note] for note in before} == before
    reworded = _ids(compiled_of(_CHANGED.replace("The area was corrected.", "The area is right now.")))
    assert sorted(reworded.values()) == sorted(before.values())


def test_pages_name_their_feeds(compiled_of: Callable[..., Compiled]) -> None:
    pages = compiled_of(_CHANGED).pages
    feeds = {page.path: page.meta["feeds"] for page in pages if "feeds" in page.meta}
    assert feeds == {
        "actors/borea.md": ("feeds/actor-borea.atom", "feeds/actor-borea.json"),
        "changes.md": ("feeds/changes.atom", "feeds/changes.json"),
        "topics/border.md": ("feeds/topic-border.atom", "feeds/topic-border.json"),
    }


@pytest.mark.site
def test_links_to_feeds_send_no_script_for_a_sitemap(shared_folder: Path) -> None:
    """Material's script takes a link that is "alternate" alone for the same page in another language."""
    page = LexborHTMLParser((built_site(INVENTED, shared_folder) / "changes" / "index.html").read_text("utf-8"))
    found = [link.attributes["href"] for link in page.css("link[rel~=alternate]:not([rel=alternate])")]
    assert found == ["../feeds/changes.atom", "../feeds/changes.json"]
    assert page.css("link[rel=alternate]") == []
