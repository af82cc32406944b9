"""The invented dispute with instant navigation, which puts pages in without loading them: all still works."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Iterator

import pytest
import yaml
from playwright.sync_api import Page, expect

from building import HALMYR, PROJECT_PATH, build
from folders import PROJECT

from .conftest import Server

pytestmark = pytest.mark.browser

FEATURES = ["navigation.tabs", "navigation.instant", "navigation.instant.progress"]


@pytest.fixture(scope="module")
def instant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the home page of a site with instant navigation."""
    folder = tmp_path_factory.mktemp("instant")
    handler = functools.partial(Server, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    address = f"http://127.0.0.1:{server.server_port}{PROJECT_PATH}"
    settings = {
        "INHERIT": str(HALMYR / "mkdocs.yml"),
        "docs_dir": str(HALMYR / "docs"),
        "theme": {"custom_dir": str(PROJECT / "theme"), "features": FEATURES},
        "plugins": [{"explainer": {"content": str(HALMYR / "content")}}],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings))
    build(folder / "mkdocs.yml", folder / PROJECT_PATH.strip("/"), {"SITE_URL": address})
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield address
    server.shutdown()


@pytest.fixture
def reader(page: Page, instant: str) -> Iterator[Page]:
    """A reader on the home page, who never loads another one, and whose console stays silent."""
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda r: wrong.append(r.url) if not r.url.startswith((instant, "data:")) else None)
    page.goto(instant, wait_until="networkidle")
    page.evaluate("window.stayed = true")
    yield page
    assert page.evaluate("window.stayed"), "a page was loaded"
    assert wrong == []


def follow(page: Page, name: str, heading: str) -> None:
    page.locator(".md-tabs").get_by_role("link", name=name, exact=True).click()
    expect(page.locator("h1")).to_have_text(heading)


def test_the_timeline_filters_after_moving_to_it_and_back(reader: Page) -> None:
    for _ in range(2):
        follow(reader, "Timeline", "Timeline")
        shown = reader.locator("li[data-event]:not([hidden])")
        expect(shown).to_have_count(14)
        reader.get_by_label("Importance").select_option("3")
        expect(reader).to_have_url(re.compile(r"/timeline/\?weight=3$"))
        few = shown.count()
        assert 0 < few < 14
        reader.go_back()
        expect(shown).to_have_count(14)
        follow(reader, "Events", "Events")


def test_the_map_steps_after_moving_to_it_twice(reader: Page, instant: str) -> None:
    for _ in range(2):
        follow(reader, "Map", "Map")
        steps = reader.locator("[data-explainer=map-steps]")
        steps.get_by_role("link", name="1923").click()
        expect(reader.locator("[data-explainer=map-words] b").first).to_contain_text("1923:")
        expect(reader).to_have_url(f"{instant}map/#1923")
        steps.get_by_role("button", name="Next").click()
        expect(reader.locator("[data-explainer=map-words] b").first).to_contain_text("Now:")
        follow(reader, "Actors", "Actors")


def test_search_and_previews_after_moving(reader: Page, instant: str) -> None:
    follow(reader, "Background", "Background")
    reader.get_by_role("link", name="Treaty on the Halmyr Bank and its Lights").first.click()
    expect(reader).to_have_url(f"{instant}background/bank-treaty/")
    link = reader.locator("article p a[href*='events/']").first
    link.hover()
    expect(reader.locator("[data-explainer=preview]")).to_be_visible()
    reader.keyboard.press("Escape")
    reader.keyboard.press("/")
    reader.locator("[data-explainer=search-input]").fill("lights")
    reader.locator("[data-explainer=search-results] a").first.click()
    expect(reader.locator("[data-explainer=search]")).to_be_hidden()
    assert reader.url != f"{instant}background/bank-treaty/"
