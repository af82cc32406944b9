"""Previews by mouse and by keyboard: they come, stay, go, and never lie on their link (WCAG 1.4.13)."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from folders import PROJECT

pytestmark = pytest.mark.browser

EVENT = "events/2019-kremlin-meeting/"
CARD = "[data-explainer=preview]"


@pytest.fixture
def link(page: Page, base_url: str) -> Locator:
    """A link in running text to an entry with names."""
    page.goto(base_url + "background/treaty-of-shimoda/")
    return page.locator("article p a[href*='1855-treaty-of-shimoda']").first


@pytest.fixture
def citation(page: Page, base_url: str) -> Locator:
    page.goto(base_url + EVENT)
    return page.locator("article p [data-explainer=citation]").first


def test_pointing_at_a_link_shows_what_it_leads_to(page: Page, link: Locator) -> None:
    link.hover()
    expect(page.locator(CARD)).to_be_hidden()
    expect(page.locator(CARD)).to_be_visible()
    card = page.locator(CARD).inner_text()
    assert "Treaty · 7 February 1855" in card
    assert "Shimoda" in card
    assert link.get_attribute("aria-describedby") == page.locator(CARD).get_attribute("id")


def test_a_place_shows_its_names_and_its_map(page: Page, base_url: str) -> None:
    page.goto(base_url + "background/treaty-of-shimoda/")
    page.goto(base_url + "background/sovereignty-over-the-islands/")
    page.evaluate(
        "() => { const a = document.createElement('a'); a.href = '../kunashir/'; a.textContent = 'it';"
        "[...document.querySelectorAll('article p')].find(p => p.offsetParent).append(a); a.id = 'made' }"
    )
    page.locator("#made").hover()
    expect(page.locator(CARD)).to_contain_text("Кунашир · Kunashir · 国後島")
    picture = page.locator(CARD).locator("img")
    expect(picture).to_be_visible()
    assert picture.evaluate("img => img.decode().then(() => img.naturalWidth)") == 240


def test_an_island_of_the_map_shows_what_it_leads_to(page: Page, base_url: str) -> None:
    page.goto(base_url + "map/")
    island = page.locator("[data-view=four] a[*|href*='shikotan']").first
    island.scroll_into_view_if_needed()
    island.hover()
    expect(page.locator(CARD)).to_contain_text("Шикотан · 色丹島 · Shikotan-tō")


def test_the_keyboard_opens_and_escape_dismisses(page: Page, link: Locator) -> None:
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(page.locator(CARD)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_be_hidden()
    expect(link).to_be_focused()
    page.wait_for_timeout(600)
    expect(page.locator(CARD)).to_be_hidden()


def test_the_card_can_be_pointed_at_and_goes_when_left(page: Page, link: Locator) -> None:
    link.hover()
    expect(page.locator(CARD)).to_be_visible()
    page.locator(CARD).hover()
    page.wait_for_timeout(600)
    expect(page.locator(CARD)).to_be_visible()
    page.mouse.move(2, 400)
    expect(page.locator(CARD)).to_be_hidden()


def test_a_card_never_lies_on_its_link(page: Page, base_url: str) -> None:
    """At the top and at the bottom of a low window too."""
    page.set_viewport_size({"width": 900, "height": 420})
    page.goto(base_url + EVENT)
    links = page.locator("article p [data-explainer=citation]")
    assert links.count() > 3
    for number in range(4):
        for block in ("start", "center", "end"):
            target = links.nth(number)
            target.evaluate("(link, block) => link.scrollIntoView({block})", block)
            target.evaluate("link => link.focus({preventScroll: true, focusVisible: true})")
            expect(page.locator(CARD)).to_be_visible()
            assert not _overlap(page, target)
            page.keyboard.press("Escape")
            target.evaluate("link => link.blur()")


def _overlap(page: Page, link: Locator) -> bool:
    a, b = link.bounding_box(), page.locator(CARD).bounding_box()
    assert a
    assert b
    apart_x = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
    apart_y = a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"]
    return not apart_x and not apart_y


def test_a_citation_shows_its_reference(page: Page, citation: Locator) -> None:
    reference = page.locator(f"{citation.get_attribute('href')} [data-explainer=reference]").text_content()
    assert reference
    citation.hover()
    expect(page.locator(CARD)).to_contain_text(" ".join(reference.split()))
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_be_hidden()


def test_a_tap_follows_the_link(browser: Browser, base_url: str) -> None:
    context = browser.new_context(has_touch=True, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(base_url + "background/treaty-of-shimoda/")
    page.locator("article p a[href*='1855-treaty-of-shimoda']").first.tap()
    expect(page).to_have_url(base_url + "events/1855-treaty-of-shimoda/")
    expect(page.locator(CARD)).to_have_count(0)
    context.close()


def test_a_page_is_fetched_once_and_only_on_intent(page: Page, link: Locator, base_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for _ in range(2):
        link.hover()
        expect(page.locator(CARD)).to_be_visible()
        page.mouse.move(2, 400)
        expect(page.locator(CARD)).to_be_hidden()
    assert [url for url in asked if url.endswith("/")] == [base_url + "events/1855-treaty-of-shimoda/"]


def test_lists_and_crumbs_have_none(page: Page, base_url: str) -> None:
    page.goto(base_url + "events/")
    page.locator("[data-explainer=rows] a").first.hover()
    page.wait_for_timeout(700)
    expect(page.locator(CARD)).to_have_count(0)


def test_the_script_weighs_less_than_4_kb() -> None:
    folder = PROJECT / "theme" / "assets" / "explainer" / "hover_cards"
    scripts = sorted(folder.glob("*.js"))
    assert scripts
    assert sum(len(gzip.compress(script.read_bytes())) for script in scripts) < 4096
