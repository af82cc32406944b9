"""Every kind of page as a reader meets it: wide and narrow, light and dark, without scripts, by keyboard."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import material
import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, Route, expect

from .axe import ALL_RULES, COLOURS, barriers_of
from .kinds import KINDS
from .weighing import sent, weight_of

pytestmark = pytest.mark.browser

TWICE = "document.documentElement.style.fontSize = 2 * parseFloat(getComputedStyle(document.documentElement).fontSize) + 'px'"  # noqa: E501
"""What a reader does who sets the text to twice its size."""
LAY_OUT = """document.querySelectorAll('article *').forEach(element => {
    if (getComputedStyle(element).contentVisibility === 'auto') element.style.contentVisibility = 'visible';
})"""
"""What is out of sight is measured too, though a browser lays it out only when it comes near."""
MANY = 8
SHORTEN = """most => {
    const lists = [...document.querySelectorAll('article :is(ul, ol, dl, tbody)')];
    const more = lists.flatMap(list => [...list.children].slice(most));
    more.push(...[...document.querySelectorAll('article > *')].slice(10 * most));
    more.forEach(element => element.remove());
    if (more.length) document.querySelector('.md-sidebar--secondary')?.remove();
}"""
"""Leaves the first of what stands in a list: axe takes minutes for a thousand items, and they are like the first. The
list of headings goes too, since it follows the length of the page."""
LATE = "was preloaded using link preload but not used"
"""Of a font that came too late for this visit: it is optional, so that no text moves when it comes."""
LOOKS: dict[str, tuple[int, Literal["light", "dark"], bool]] = {
    "wide": (1280, "light", False),
    "wide and dark": (1280, "dark", False),
    "narrow": (320, "light", False),
    "narrow and dark": (320, "dark", False),
    "wide with text twice the size": (1280, "light", True),
    "narrow with text twice the size": (320, "light", True),
}


@pytest.mark.parametrize("look", LOOKS)
def test_every_kind_of_page_fits_has_no_barrier_and_asks_only_its_own_origin(
    browser: Browser, base_url: str, look: str
) -> None:
    width, scheme, is_twice = LOOKS[look]
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    wrong: list[str] = []
    page.on("request", lambda r: wrong.append(r.url) if not r.url.startswith((base_url, "data:")) else None)
    page.on(
        "console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") and LATE not in m.text else None
    )
    page.on("pageerror", lambda error: wrong.append(str(error)))
    for kind, path in KINDS.items():
        page.goto(base_url + path, wait_until="load")
        if is_twice:
            page.evaluate(TWICE)
        page.evaluate(LAY_OUT)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wider:
            wrong.append(f"{kind}: {wider} px wider than the window")
        if page.locator("h1").count() != 1:
            wrong.append(f"{kind}: {page.locator('h1').count()} headings of the first level")
        if not is_twice:
            page.evaluate(SHORTEN, MANY)
            rules = COLOURS if scheme == "dark" else ALL_RULES
            wrong += [f"{kind}: {barrier}" for barrier in barriers_of(page, rules)]
    context.close()
    assert "\n".join(wrong) == ""


@pytest.mark.parametrize("width", [1280, 360])
def test_the_style_sheet_of_the_theme_trimmed_to_the_site_shows_the_same(
    browser: Browser, base_url: str, width: int
) -> None:
    """As the one that Material ships."""
    shipped = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
    kinds = ("home", "timeline", "event", "state", "question", "guide")
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.route("**/*.woff2", lambda route: route.abort())  # whether an optional font is there in time is chance
    trimmed = [_picture(page, base_url + KINDS[kind]) for kind in kinds]
    served = set()

    def serve_whole(route: Route) -> None:
        sheet = shipped / Path(urlsplit(route.request.url).path).name
        served.add(sheet)
        route.fulfill(path=sheet)

    page.route("**/assets/stylesheets/*.css", serve_whole)
    whole = [_picture(page, base_url + KINDS[kind]) for kind in kinds]
    context.close()
    assert [kind for kind, a, b in zip(kinds, trimmed, whole, strict=True) if _differ(a, b)] == []
    assert len(served) == 2


def _differ(one: bytes, other: bytes) -> bool:
    """Whether more differs than one upright edge, which a browser may round to the next pixel."""
    a, b = (Image.open(io.BytesIO(data)).convert("RGB") for data in (one, other))
    box = ImageChops.difference(a, b).getbbox()
    return a.size != b.size or (box is not None and box[2] - box[0] > 2)


def _picture(page: Page, address: str) -> bytes:
    page.goto(address, wait_until="load")
    if drawer := page.locator("label.md-header__button[for=__drawer]:visible").all():
        drawer[0].click()
    return page.screenshot()


def test_without_scripts_a_page_reads_whole(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(base_url + KINDS["question"])
    expect(page.locator("h1")).to_have_text("Whose are the islands?")
    expect(page.locator("[data-explainer=answers] [data-party]").first).to_be_visible()
    expect(page.locator("#references")).to_be_visible()
    page.locator(".answer__earlier summary").first.click()
    expect(page.locator(".answer__earlier li").first).to_be_visible()
    page.locator("[data-explainer=citation]").first.click()
    expect(page).to_have_url(base_url + KINDS["question"] + "#ref-1")
    page.get_by_role("link", name="Timeline", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Timeline")
    context.close()


def test_a_phone_reaches_the_collections_without_scripts(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(base_url + KINDS["event"])
    page.locator("label.md-header__button[for=__drawer]").click()
    page.locator(".md-nav--primary").get_by_role("link", name="Actors", exact=True).click()
    expect(page.locator("h1")).to_have_text("Actors")
    context.close()


def test_a_note_leads_to_its_reference_and_back(page: Page, base_url: str) -> None:
    page.goto(base_url + KINDS["event"])
    note = page.locator("[data-explainer=citation]").first
    expect(page.locator("#ref-1")).to_contain_text("22 January 2019")
    note.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(base_url + KINDS["event"] + "#ref-1")
    page.locator("#ref-1 .reference__uses a").first.click()
    expect(page).to_have_url(base_url + KINDS["event"] + "#cite-1-1")


def test_the_tab_of_an_entry_is_that_of_its_collection(page: Page, base_url: str) -> None:
    for kind, title in (("event", "Events"), ("person", "Actors"), ("place", "Background"), ("source", "Sources")):
        page.goto(base_url + KINDS[kind])
        expect(page.locator(".md-tabs [aria-current]")).to_have_text(title)
        expect(page.locator(".crumbs a").last).to_have_text(title)


def test_the_keyboard_reaches_the_text(page: Page, base_url: str) -> None:
    page.goto(base_url + KINDS["event"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('md-skip')")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.closest('article') ? 'article' : 'frame'"))
    assert reached == {"article", "frame"}


@pytest.mark.parametrize("kind", ["home", "timeline", "map", "event", "place", "events", "whole", "guide"])
def test_skip_to_content_leads_to_the_heading(page: Page, base_url: str, kind: str) -> None:
    page.goto(base_url + KINDS[kind])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1:target")).to_be_in_viewport()
    assert page.locator("h1").evaluate("e => e.getBoundingClientRect().top < innerHeight / 2")


STOPS = """() => [...document.querySelectorAll('.md-sidebar--primary :is(a, label, input)')]
    .filter(e => e.checkVisibility({ visibilityProperty: true }) && (e.focus(), document.activeElement === e))
    .map(e => e.textContent.trim())"""


def test_a_closed_menu_has_no_stop_and_the_keyboard_opens_it(browser: Browser, base_url: str) -> None:
    """A desktop reader who enlarges the page four times has the menu of a phone, and a keyboard."""
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(base_url + KINDS["timeline"])
    assert page.evaluate(STOPS) == []
    page.locator("[data-explainer=menu]").focus()
    page.keyboard.press("Space")
    expect(page.locator(".md-nav--primary").get_by_role("link", name="Positions")).to_be_visible()
    stops = page.evaluate(STOPS)
    assert "Positions" in stops
    assert "Editing guide" not in stops, "its part of the menu is folded"
    page.wait_for_timeout(300)
    assert list(barriers_of(page)) == []
    context.close()


def test_what_is_hidden_is_not_shown(page: Page, base_url: str) -> None:
    """A rule that sets `display` would beat the browser's own for `hidden`."""
    for kind, path in KINDS.items():
        page.goto(base_url + path)
        shown = page.evaluate("""() => [...document.querySelectorAll('body :not(.md-sidebar)')].filter(e => {
            const before = e.getAttribute('hidden');
            e.setAttribute('hidden', '');
            const style = getComputedStyle(e);
            const isShown = style.display !== 'none' && style.visibility !== 'hidden';
            before === null ? e.removeAttribute('hidden') : e.setAttribute('hidden', before);
            return isShown;
        }).map(e => e.tagName + '.' + e.className)""")
        assert shown == [], kind


def test_the_description_of_a_page_is_its_summary(page: Page, base_url: str) -> None:
    page.goto(base_url + KINDS["event"])
    summary = page.locator(".lead").inner_text()
    assert page.locator("meta[name=description]").get_attribute("content") == summary


def test_in_forced_colours_the_border_and_the_choice_are_still_told_apart(browser: Browser, base_url: str) -> None:
    """The reader's own two colours take the place of ours; what was told by colour needs another sign."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, forced_colors="active")
    page = context.new_page()
    page.goto(base_url + "map/#1875")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    chosen, other = (page.locator(f"[data-explainer=map-steps] [href$='{state}']") for state in ("#1875", "#1905"))
    shown = "e => getComputedStyle(e).backgroundColor"
    assert chosen.evaluate(shown) != other.evaluate(shown)
    lands = page.locator("[data-view=whole] [data-feature]")
    fills = {land.get_attribute("fill") for land in lands.all()}
    assert len(fills) > 1
    assert all(str(fill).startswith("url(#") for fill in fills), "lands have textures, which need no colour"
    ground = page.locator("body").evaluate(shown)
    assert page.locator("[data-view=whole] use").first.evaluate("e => getComputedStyle(e).stroke") != ground
    context.close()


def test_with_reduced_motion_nothing_moves(browser: Browser, base_url: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    for path in ("", "timeline/", "map/", "events/2019-kremlin-meeting/"):
        page.goto(base_url + path)
        moving = page.evaluate(
            "[...document.querySelectorAll('*')].flatMap(e => [e, '::before', '::after'].map((p, i) => {"
            "const s = getComputedStyle(e, i ? p : null);"
            "return [s.transitionDuration, s.animationName, s.scrollBehavior].join() }))"
            ".filter(found => !/^(0s(, 0s)*),none,auto$/.test(found))"
        )
        assert moving == [], path
    context.close()


@pytest.mark.parametrize("collection", ["events", "actors", "background"])
def test_a_first_visit_to_the_heaviest_entry_keeps_the_limits(
    browser: Browser, base_url: str, site_folder: Path, collection: str
) -> None:
    site = site_folder / "repo"
    heaviest = max((site / collection).glob("*/index.html"), key=sent)
    weight = weight_of(browser, site, base_url, f"{collection}/{heaviest.parent.name}/")
    assert 50_000 < weight.before_fonts <= 105_000
    assert weight.with_fonts <= 150_000
    assert weight.extra <= 3 * 25_000
    assert 1_000 < weight.own <= 20_000
    assert weight.shift == 0


def test_a_first_visit_to_the_home_page_keeps_the_limits(browser: Browser, base_url: str, site_folder: Path) -> None:
    weight = weight_of(browser, site_folder / "repo", base_url, "")
    assert 50_000 < weight.with_fonts <= 250_000
    assert weight.shift == 0


def test_messages_in_the_docs_are_wrapped(page: Page, base_url: str) -> None:
    """The end of a message says what to do, so nobody should have to scroll to it."""
    for path in ("editing/first-entry/", "problems/"):
        page.goto(base_url + path)
        hidden = page.locator(
            "article .highlight:is(.language-console, .language-text, .language-diff) code"
        ).evaluate_all("blocks => blocks.map(block => block.scrollWidth - block.clientWidth)")
        assert len(hidden) > 8
        assert set(hidden) == {0}
