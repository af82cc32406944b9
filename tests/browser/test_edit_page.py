"""The page /edit/ of the real site: what it asks for, and what it writes into a local repository.

The repository is the browser's own file system, filled with the content, in the place of the folder that an editor
picks. What is saved there is written back beside the rest of the content and checked.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect
from selectolax.lexbor import LexborHTMLParser

from browsing import first
from explainer.editor_settings.npm_packages import integrity_of
from explainer.pipeline import Checked, check
from explainer.problems import Code
from folders import PROJECT

EVENT = "content/events/1855-treaty-of-shimoda.md"
MORI, ABE = "content/events/2013-mori-in-moscow.md", "content/events/2013-abe-in-moscow.md"
OPENED = (EVENT, ABE)
FIRST = PROJECT / "docs" / "editing" / "first-entry.md"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(os.environ.get("EDIT_PAGE") == "no", reason="the site was asked for without /edit/"),
]

_PICK = """window.showDirectoryPicker = async () => {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle("repository");
};"""
_FILL = """async (files) => {
  const root = await navigator.storage.getDirectory();
  const repository = await root.getDirectoryHandle("repository", {create: true});
  await repository.getDirectoryHandle(".git", {create: true});
  for (const [path, text] of Object.entries(files)) {
    const names = path.split("/");
    let folder = repository;
    for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name, {create: true});
    const file = await (await folder.getFileHandle(names.at(-1), {create: true})).createWritable();
    await file.write(text);
    await file.close();
  }
}"""
_READ = """async (path) => {
  const names = path.split("/");
  let folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("repository");
  for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name);
  try {
    return await (await (await folder.getFileHandle(names.at(-1))).getFile()).text();
  } catch { return ""; }
}"""


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
    """The page with the content as its local repository, of the sources only those of some events, after sign-in."""
    cited = {
        source
        for event in OPENED
        for source in re.findall(r"@([a-z0-9-]+)", (content.parent / event).read_text("utf-8"))
    }
    files = [path for path in content.rglob("*.md") if path.parent.name != "sources" or path.stem in cited]
    assert len(files) > 250
    _sign_in(page, address, {path.relative_to(content.parent).as_posix(): path.read_text("utf-8") for path in files})
    return page


def _sign_in(page: Page, address: str, texts: dict[str, str]) -> None:
    page.add_init_script(_PICK)
    page.goto(address)
    page.evaluate(_FILL, texts)
    page.get_by_role("button", name="Work with Local Repository").click()
    page.get_by_role("button", name="Create New Entry").wait_for()


def _field(desk: Page, label: str, number: int = 0) -> Locator:
    """The part of the form with this label; the program sets labels between marks of direction.

    It draws the form as far as one has scrolled, and takes over what was entered a moment later.
    """
    field = desk.get_by_role("group", name=f"“\u2068{label}\u2069” Field", exact=True).nth(number)
    desk.get_by_role("group", name="” Field").first.wait_for()
    desk.wait_for_timeout(300)
    while not field.count():
        drawn = desk.get_by_role("group", name="” Field")
        lowest = drawn.count()
        drawn.last.scroll_into_view_if_needed()
        for _ in range(30):
            desk.wait_for_timeout(300)
            if field.count() or drawn.count() > lowest:
                break
        else:
            pytest.fail(f"the form has no field {label}")
    return field


def _saved(desk: Page, path: str, content: Path) -> str:
    """The file after a click on Save, written into the content too. The program then goes to the list by itself."""
    before = str(desk.evaluate(_READ, path))
    desk.get_by_role("button", name="Save", exact=True).click()
    text = before
    for _ in range(100):
        text = str(desk.evaluate(_READ, path))
        if text not in ("", before):
            break
        desk.wait_for_timeout(100)
    assert text != before, "nothing was saved"
    expect(desk).to_have_url(re.compile(r"#/collections/\w+$"))
    (content.parent / path).write_text(text, "utf-8", newline="\n")
    return text


ON = True
"""As PyYAML reads the word "on", by YAML 1.1."""


def _parts(text: str) -> tuple[dict[str, Any], str]:
    front, _, body = text.removeprefix("---\n").partition("\n---\n")
    return yaml.safe_load(front), body


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
    fields, body = _parts((PROJECT / EVENT).read_text("utf-8"))
    desk.goto(f"{address}#/collections/events/entries/{Path(EVENT).stem}")
    _field(desk, "Title").get_by_role("textbox").fill("Shimoda: a treaty is signed")
    changed, same = _parts(_saved(desk, EVENT, content))
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
    _sign_in(page, address, {EVENT: (PROJECT / EVENT).read_text("utf-8")})
    page.goto(f"{address}#/collections/events/entries/{Path(EVENT).stem}")
    _field(page, "Summary").get_by_role("textbox").fill("A treaty.")
    changed, body = _parts(_saved(page, EVENT, content))
    fields, same = _parts((PROJECT / EVENT).read_text("utf-8"))
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
    _field(desk, "Title").get_by_role("textbox").fill("Talks in Vik")
    _field(desk, "Summary").get_by_role("textbox").fill("Two states met: once.")
    _field(desk, "Date").get_by_role("textbox").fill("1900")
    _field(desk, "Kind").get_by_role("combobox").click()
    desk.get_by_role("option", name="talks", exact=True).click()
    _field(desk, "Weight").get_by_role("spinbutton").fill("2")
    _field(desk, "Actors").get_by_role("button", name="Add").click()
    _field(desk, "Actor").get_by_role("combobox").click()
    desk.get_by_role("option", name="Japan", exact=True).click()
    _field(desk, "Role").get_by_role("combobox").click()
    desk.get_by_role("option", name="host", exact=True).click()
    _field(desk, "Places").get_by_role("combobox").click()
    desk.get_by_role("option", name="Iturup (Etorofu)", exact=True).click()
    _field(desk, "Text").get_by_role("textbox").fill(NEW.partition("\n---\n\n")[2].rstrip("\n"))
    assert _saved(desk, "content/events/1900-talks-in-vik.md", content) == NEW
    assert {(path, code) for path, code, _ in _new_problems(content, real)} == {
        ("events/1900-talks-in-vik.md", Code.ORPHAN)
    }


# The guide


def _example(path: str) -> str:
    """A file that "Your first entry" shows."""
    _, _, rest = FIRST.read_text("utf-8").partition(f'title="{path.removeprefix("content/")}"\n')
    assert rest
    return rest.partition("```")[0]


def _choose(desk: Page, label: str, option: str, number: int = 0) -> None:
    """One of few options stands in the form, one of many in a list."""
    field = _field(desk, label, number)
    few = field.get_by_role("radio", name=option, exact=True)
    if few.count():
        few.click()
    else:
        field.get_by_role("combobox").click()
        desk.get_by_role("option", name=option, exact=True).click()


def _set_id(desk: Page, name: str) -> None:
    if not desk.get_by_role("button", name="Edit Slug").is_visible():
        desk.get_by_role("radio", name="Slug", exact=True).click()
    desk.get_by_role("button", name="Edit Slug").click()
    desk.get_by_role("textbox", name="Slug").fill(name)
    desk.get_by_role("button", name="Done").click()


def test_your_first_entry_can_be_followed_in_the_form(desk: Page, address: str, content: Path, real: Checked) -> None:
    """The source, the event and the link of the guide, as it says: the same fields as the files that it shows."""
    source = "content/sources/chinadaily-2013-02-22-mori.md"
    fields, _ = _parts(_example(source))
    desk.goto(f"{address}#/collections/sources/new")
    _field(desk, "Title").get_by_role("textbox").fill(fields["title"])
    _choose(desk, "Type", "article-newspaper")
    _field(desk, "Issued").get_by_role("textbox").fill(str(fields["issued"]))
    _field(desk, "Container title").get_by_role("textbox").fill(fields["container-title"])
    _field(desk, "URL").get_by_role("textbox").fill(fields["URL"])
    _field(desk, "Language").get_by_role("textbox").fill(fields["language"])
    consulted = _field(desk, "Consulted")
    consulted.get_by_role("checkbox").click()
    _field(desk, "On").locator("input").first.fill(str(fields["consulted"][ON]))
    _choose(desk, "As", fields["consulted"]["as"])
    _choose(desk, "Extent", fields["consulted"]["extent"])
    _choose(desk, "Perspective", "third-party")
    _choose(desk, "Level", "secondary")
    _set_id(desk, Path(source).stem)
    assert _parts(_saved(desk, source, content))[0] == fields

    fields, text = _parts(_example(MORI).replace("japantimes-2013-02-22-mori;", "japantimes-2013-02-22-mori-putin;"))
    desk.goto(f"{address}#/collections/events/new")
    _field(desk, "Title").get_by_role("textbox").fill(fields["title"])
    _field(desk, "Summary").get_by_role("textbox").fill(fields["summary"])
    _field(desk, "Date").get_by_role("textbox").fill(str(fields["date"]))
    _choose(desk, "Kind", "talks")
    _field(desk, "Weight").get_by_role("spinbutton").fill("1")
    for number, (actor, role) in enumerate((("Yoshiro Mori", "guest"), ("Vladimir Putin", "host"))):
        _field(desk, "Actors").get_by_role("button", name="Add \u2068Actors\u2069").click()
        _choose(desk, "Actor", actor, number)
        _choose(desk, "Role", role, number)
    _field(desk, "As", 1).get_by_role("textbox").fill("President")
    _choose(desk, "Topics", "The peace treaty talks")
    _field(desk, "Text").get_by_role("textbox").fill(text.strip())
    _set_id(desk, Path(MORI).stem)
    saved, written = _parts(_saved(desk, MORI, content))
    assert (saved, written.strip()) == (fields, text.strip())

    desk.goto(f"{address}#/collections/events/entries/{Path(ABE).stem}")
    area = _field(desk, "Text").get_by_role("textbox")
    area.fill(area.input_value().replace("ground in February", "ground [[2013-mori-in-moscow|in February]]"))
    _saved(desk, ABE, content)
    assert _new_problems(content, real) == set()
