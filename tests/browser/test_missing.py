"""The page for addresses that lead nowhere: as hosts send it, under the address that was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from building import INVENTED, built_site

pytestmark = pytest.mark.browser

_TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json"}
POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'"
SLIP = "events/1711-hering-war/"


@pytest.fixture
def opened(request: pytest.FixtureRequest, browser: Browser, shared_folder: Path) -> Iterator[Page]:
    """A window on the invented site under its project path; the parameter says whether scripts run."""
    folder = built_site(INVENTED, shared_folder)

    def answer(route: Route) -> None:
        path = route.request.url.partition("#")[0].partition("?")[0].removeprefix(INVENTED.address)
        file = folder / (f"{path}index.html" if not path or path.endswith("/") else path)
        found = file if file.is_file() else folder / "404.html"
        route.fulfill(
            status=200 if file.is_file() else 404,
            body=found.read_bytes(),
            content_type=_TYPES.get(found.suffix, "application/octet-stream"),
            headers={"Content-Security-Policy": POLICY},
        )

    context = browser.new_context(java_script_enabled=getattr(request, "param", True))
    page = context.new_page()
    page.route("**/*", answer)
    yield page
    context.close()


@pytest.mark.parametrize("missing", [SLIP, "a/b/c/1711-hering-war", "1711-herring-war/index.html"])
def test_a_proposal_leads_to_the_page(missing: str, opened: Page) -> None:
    opened.goto(INVENTED.address + missing)
    proposals = opened.locator("[data-explainer=missing-pages] a")
    expect(proposals.first).to_be_visible()
    assert proposals.first.inner_text().startswith("The Herring War")
    assert proposals.count() <= 6
    proposals.first.click()
    opened.wait_for_url(f"{INVENTED.address}events/1711-herring-war/")


def test_the_search_opens_from_there(opened: Page) -> None:
    opened.goto(INVENTED.address + SLIP)
    opened.get_by_role("button", name="Search this site").click()
    expect(opened.locator("[data-explainer=search]")).to_be_visible()


def test_nothing_is_proposed_where_nothing_is_near(opened: Page) -> None:
    with opened.expect_response("**/pages.json"):
        opened.goto(INVENTED.address + "zzzzzzzz/<b>x</b>/")
    expect(opened.locator("[data-explainer=missing-search]")).to_be_visible()
    assert not opened.locator("[data-explainer=missing]").is_visible()


@pytest.mark.parametrize("opened", [False], indirect=True)
def test_without_scripts_the_page_has_the_ways_on(opened: Page) -> None:
    opened.goto(INVENTED.address + SLIP)
    assert opened.locator("h1").inner_text() == "There is no page here"
    assert not opened.locator("[data-explainer=missing]").is_visible()
    assert not opened.locator("[data-explainer=missing-search]").is_visible()
    opened.locator(".ways a", has_text="Events").click()
    opened.wait_for_url(f"{INVENTED.address}events/")


def test_other_pages_do_not_fetch_the_list(opened: Page) -> None:
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(f"{INVENTED.address}events/", wait_until="networkidle")
    assert asked
    assert [url for url in asked if "pages.json" in url or "/missing/" in url] == []
