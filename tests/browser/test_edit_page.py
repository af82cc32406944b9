"""The page /edit/ of the real site: what it asks for, and what it writes into a local repository.

What is saved in its local repository is written back beside the rest of the content and checked.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from playwright.sync_api import BrowserContext, Page, Route, expect
from selectolax.lexbor import LexborHTMLParser

from browsing import first
from explainer.editor_settings.npm_packages import integrity_of
from explainer.pipeline import Checked, check
from explainer.problems import Code
from folders import PROJECT

from .form import field_of, parts_of, save, sign_in

EVENT = "content/events/1855-treaty-of-shimoda.md"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(os.environ.get("EDIT_PAGE") == "no", reason="the site was asked for without /edit/"),
]


@pytest.fixture
def address(base_url: str) -> str:
    return f"{base_url}edit/"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the content, to write into."""
    return Path(shutil.copytree(PROJECT / "content", tmp_path / "content"))


@pytest.fixture
def foreign(context: BrowserContext, base_url: str) -> Iterator[list[str]]:
    """The requests that would leave the site; none of them does."""
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    context.route(lambda url: urlsplit(url).netloc not in ("", urlsplit(base_url).netloc), refuse)
    yield asked


@pytest.fixture
def desk(page: Page, address: str, content: Path, foreign: list[str]) -> Page:
    """The page with the content as its local repository, of the sources only those of one event, after sign-in."""
    cited = set(re.findall(r"@([a-z0-9-]+)", (content.parent / EVENT).read_text("utf-8")))
    files = [path for path in content.rglob("*.md") if path.parent.name != "sources" or path.stem in cited]
    assert len(files) > 250
    sign_in(page, address, {path.relative_to(content.parent).as_posix(): path.read_text("utf-8") for path in files})
    return page


# The page


def test_nothing_is_asked_of_anybody_else_before_the_sign_in(page: Page, address: str, foreign: list[str]) -> None:
    page.goto(address)
    page.get_by_role("button", name="Sign In Using Access Token").wait_for()
    page.wait_for_load_state("networkidle")
    assert foreign == []


def test_the_page_says_what_it_keeps_and_how_to_sign_out(page: Page, address: str) -> None:
    page.goto(address)
    way_in = page.get_by_role("button", name="Sign In Using Access Token")
    said = page.get_by_text("this browser keeps it until you sign out")
    expect(said).to_be_visible()
    expect(said).to_contain_text("choose Sign Out")
    way_in.click(trial=True)


def test_who_signs_out_leaves_no_token(desk: Page) -> None:
    """By the words that the page names; the line about it stands there as long as one is signed in."""
    expect(desk.get_by_text("this browser keeps it until you sign out")).to_be_visible()
    desk.get_by_role("button", name="Show Account Menu").click()
    desk.get_by_role("menuitem", name="Sign Out").click()
    desk.get_by_role("button", name="Sign In Using Access Token").wait_for()
    assert "token" not in desk.evaluate("localStorage['sveltia-cms.user'] ?? ''")


def test_the_way_in_is_a_token_or_a_local_repository(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Sign In Using Access Token").wait_for()
    names = [button.inner_text() for button in page.get_by_role("button").all()]
    assert names == ["Work with Local Repository", "Sign In Using Access Token"]


def test_the_icons_come_from_the_site(desk: Page) -> None:
    """The program's own come from elsewhere, and are refused; without icons its buttons would show their names."""
    desk.wait_for_function(
        """[...document.fonts].some((font) => font.family.includes("Symbols") && font.status === "loaded")"""
    )


def test_the_page_is_no_page_of_the_site(site_folder: Path) -> None:
    site = site_folder / "repo"
    page = LexborHTMLParser((site / "edit" / "index.html").read_text("utf-8"))
    assert first(page, "meta[name=robots]").attributes["content"] == "noindex, nofollow"
    assert page.css("header, nav, article, script:not([src])") == []
    assert "/edit/" not in (site / "sitemap.xml").read_text("utf-8")
    script = first(page, "script").attributes
    assert script["integrity"] == integrity_of((site / "edit" / str(script["src"])).read_bytes())


def test_the_link_to_report_fills_fields_that_its_form_has(site_folder: Path) -> None:
    text = (site_folder / "repo" / "events" / Path(EVENT).stem / "index.html").read_text("utf-8")
    links = [link.attributes["href"] or "" for link in LexborHTMLParser(text).css("[data-explainer=made] a")]
    (report,) = (parse_qs(urlsplit(link).query) for link in links if "/issues/new" in link)
    (template,) = report.pop("template")
    page = [EVENT.removeprefix("content/")]
    assert report == {"title": ["Treaty of Shimoda signed"], "page": page, "body": page}
    form = yaml.safe_load((PROJECT / ".github" / "ISSUE_TEMPLATE" / template).read_text("utf-8"))
    assert "page" in [part["id"] for part in form["body"]]


# What it writes


def _new_problems(content: Path, real: Checked) -> set[tuple[str, Code, str]]:
    """What the checker finds in the content that was written, on whatever line, and not in that which was there."""
    before, after = ({(p.path, p.code, p.message) for p in found.problems} for found in (real, check(content)))
    return after - before


def test_a_changed_field_is_all_that_changes(
    desk: Page, address: str, content: Path, foreign: list[str], real: Checked
) -> None:
    fields, body = parts_of((PROJECT / EVENT).read_text("utf-8"))
    desk.goto(f"{address}#/collections/events/entries/{Path(EVENT).stem}")
    field_of(desk, "Title").get_by_role("textbox").fill("Shimoda: a treaty is signed")
    changed, same = parts_of(save(desk, EVENT, content))
    assert changed == {**fields, "title": "Shimoda: a treaty is signed"}
    assert same == body
    assert _new_problems(content, real) == set()
    assert foreign == []


def test_fields_that_it_does_not_know_are_kept(
    page: Page, address: str, content: Path, context: BrowserContext, real: Checked
) -> None:
    """As with a site that was built before the schema had the field."""

    def older(route: Route) -> None:
        answer = route.fetch()
        configuration = answer.json()
        events = configuration["collections"][0]
        events["fields"] = [field for field in events["fields"] if field["name"] not in ("date_note", "weight")]
        actors = next(field for field in events["fields"] if field["name"] == "actors")
        actors["fields"] = [field for field in actors["fields"] if field["name"] != "role"]
        route.fulfill(response=answer, body=json.dumps(configuration))

    context.route("**/config.json*", older)
    sign_in(page, address, {EVENT: (PROJECT / EVENT).read_text("utf-8")})
    page.goto(f"{address}#/collections/events/entries/{Path(EVENT).stem}")
    field_of(page, "Summary").get_by_role("textbox").fill("A treaty.")
    changed, body = parts_of(save(page, EVENT, content))
    fields, same = parts_of((PROJECT / EVENT).read_text("utf-8"))
    assert changed == {**fields, "summary": "A treaty."}
    assert body == same
    assert _new_problems(content, real) == set()


NEW = """\
---
title: Talks in Vik
summary: 'Two states met: once.'
date: '1900'
kind: talks
weight: 2
actors:
  - actor: japan
    role: host
places:
  - iturup
---

They met on [[iturup|the island]].[@prlib-shimoda, p. 3]

## A *second* part

| a | b |
|---|---|
| 1 | 2 |
"""


def test_a_new_event_is_the_file_that_one_would_write(desk: Page, address: str, content: Path, real: Checked) -> None:
    desk.goto(f"{address}#/collections/events/new")
    field_of(desk, "Title").get_by_role("textbox").fill("Talks in Vik")
    field_of(desk, "Summary").get_by_role("textbox").fill("Two states met: once.")
    field_of(desk, "Date").get_by_role("textbox").fill("1900")
    field_of(desk, "Kind").get_by_role("combobox").click()
    desk.get_by_role("option", name="talks", exact=True).click()
    field_of(desk, "Weight").get_by_role("spinbutton").fill("2")
    field_of(desk, "Actors").get_by_role("button", name="Add").click()
    field_of(desk, "Actor").get_by_role("combobox").click()
    desk.get_by_role("option", name="Japan", exact=True).click()
    field_of(desk, "Role").get_by_role("combobox").click()
    desk.get_by_role("option", name="host", exact=True).click()
    field_of(desk, "Places").get_by_role("combobox").click()
    desk.get_by_role("option", name="Iturup (Etorofu)", exact=True).click()
    field_of(desk, "Text").get_by_role("textbox").fill(NEW.partition("\n---\n\n")[2].rstrip("\n"))
    assert save(desk, "content/events/1900-talks-in-vik.md", content) == NEW
    assert {(path, code) for path, code, _ in _new_problems(content, real)} == {
        ("events/1900-talks-in-vik.md", Code.ORPHAN)
    }
