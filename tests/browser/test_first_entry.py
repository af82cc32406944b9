"""What "Your first entry" says of the form: the practice dispute has the same files after it as after the terminal."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page

from building import build
from explainer.editing.file_changes import write
from explainer.editing.practice import practice_files
from explainer.editor_settings.npm_packages import FOLDER
from explainer.pipeline import check
from folders import PROJECT, lines_of
from tutorial import Mend, files, steps

from .conftest import served
from .form import ON, choose, field_of, parts_of, save, set_id, sign_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(os.environ.get("EDIT_PAGE") == "no", reason="the site was asked for without /edit/"),
]
SOURCE, EVENT = "content/sources/vik-tidende-2024-06-08.md", "content/events/2024-ferry-to-nisida.md"


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    """The folder of the practice dispute, whose site has the form."""
    folder = tmp_path / "practice"
    write(folder, practice_files(folder))
    settings = folder / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "      edit_page: true\n", "utf-8")
    (folder / FOLDER).symlink_to(PROJECT / FOLDER)
    return folder


@pytest.fixture
def desk(practice: Path, tmp_path: Path, page: Page, context: BrowserContext) -> Iterator[Page]:
    """The form after sign-in, with the practice dispute as its local repository."""
    repository = {"SITE_URL": "http://127.0.0.1/", "REPO_URL": "https://github.com/example/practice"}
    build(practice / "mkdocs.yml", tmp_path / "site", repository, "--strict")
    with served(tmp_path / "site") as address:
        host = urlsplit(address).netloc
        context.route(lambda url: urlsplit(url).netloc not in ("", host), lambda route: route.abort())
        texts = {path.relative_to(practice).as_posix(): path.read_text("utf-8") for path in practice.rglob("*.md")}
        sign_in(page, f"{address}edit/", texts)
        yield page


def test_your_first_entry_can_be_followed_in_the_form(desk: Page, practice: Path) -> None:
    """The source, the event and the link: the same fields and texts as those of the files that the page shows."""
    content, address = practice / "content", desk.url.partition("#")[0]
    fields, text = parts_of(files()[SOURCE])
    desk.goto(f"{address}#/collections/sources/new")
    for label in ("Title", "Original title", "Issued", "Container title", "URL", "Language"):
        name = label.lower().replace(" ", "-") if label != "URL" else label
        field_of(desk, label).get_by_role("textbox").fill(str(fields[name]))
    choose(desk, "Type", fields["type"])
    field_of(desk, "Consulted").get_by_role("checkbox").click()
    field_of(desk, "On").locator("input").first.fill(str(fields["consulted"][ON]))
    choose(desk, "As", fields["consulted"]["as"])
    choose(desk, "Extent", fields["consulted"]["extent"])
    choose(desk, "Perspective", fields["perspective"].capitalize())
    choose(desk, "Level", fields["level"])
    field_of(desk, "Text").get_by_role("textbox").fill(text.strip())
    set_id(desk, Path(SOURCE).stem)
    _assert_same(save(desk, SOURCE, content), SOURCE)

    fields, text = parts_of(files()[EVENT])
    desk.goto(f"{address}#/collections/events/new")
    for label in ("Title", "Summary", "Date"):
        field_of(desk, label).get_by_role("textbox").fill(str(fields[label.lower()]))
    choose(desk, "Kind", fields["kind"])
    field_of(desk, "Weight").get_by_role("spinbutton").fill(str(fields["weight"]))
    for number, part in enumerate(fields["actors"]):
        field_of(desk, "Actors").get_by_role("button", name="Add \u2068Actors\u2069").click()
        choose(desk, "Actor", part["actor"].capitalize(), number)
        choose(desk, "Role", part["role"], number)
    choose(desk, "Places", "Nisida (Holmen)")
    choose(desk, "Topics", "The islanders")
    field_of(desk, "Text").get_by_role("textbox").fill(text.strip())
    set_id(desk, Path(EVENT).stem)
    _assert_same(save(desk, EVENT, content), EVENT)

    (link,) = (step for step in steps() if isinstance(step, Mend) and step.path not in files())
    desk.goto(f"{address}#/collections/subjects/entries/{Path(link.path).stem}")
    area = field_of(desk, "Text").get_by_role("textbox")
    assert link.before in f"{area.input_value()}\n"
    area.fill(f"{area.input_value()}\n".replace(link.before, link.after).rstrip())
    save(desk, link.path, content)
    assert lines_of(check(content).problems) == []


def _assert_same(saved: str, path: str) -> None:
    (fields, text), (wanted, wanted_text) = parts_of(saved), parts_of(files()[path])
    assert (fields, text.strip()) == (wanted, wanted_text.strip())
