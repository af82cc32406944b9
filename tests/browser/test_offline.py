"""The copy for a folder, opened by its file: what a reader does without a server and without a connection."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from building import INVENTED, built_site
from explainer.built_site.offline import offline_copy

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def copy(shared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("offline") / "copy"
    offline_copy(built_site(INVENTED, shared_folder), target)
    return target


def test_a_reader_walks_from_the_first_page_through_the_site(page: Page, copy: Path) -> None:
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("requestfailed", lambda request: wrong.append(request.url))
    page.goto((copy / "index.html").as_uri())
    expect(page).to_have_title("The Halmyr Bank dispute")
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Source Serif 4\"'))")

    page.locator(".md-tabs__link", has_text="Timeline").click()
    expect(page.locator("h1")).to_have_text("Timeline")
    page.wait_for_load_state()
    events = page.locator("li[data-event]:visible")
    total = events.count()
    assert total > 0
    page.locator("[data-explainer=timeline-filter] summary").first.click()
    page.locator("[data-explainer=timeline-filter] input[type=checkbox]:visible").first.check()
    assert 0 < events.count() < total

    page.locator(".md-tabs__link", has_text="Map").click()
    page.get_by_role("button", name="Previous").first.click()
    expect(page).to_have_url((copy / "map" / "index.html").as_uri() + "#1923")

    page.locator(".search-open").click()
    expect(page.locator("h1")).to_have_text("All pages")
    page.get_by_role("link", name="The collision at the second light", exact=True).click()
    expect(page.locator("h1")).to_have_text("The collision at the second light")
    assert page.url.startswith("file://")
    assert wrong == []
