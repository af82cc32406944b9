"""The map in a browser: the stepper by mouse, keyboard and address, and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

STATES = ["1800", "1855", "1875", "1905", "1920", "1945", "1946", "1951", "1956", "1977", "today"]


def fill(page: Page, feature: str) -> str | None:
    return page.locator(f"[data-view=whole] [data-feature={feature}]").get_attribute("fill")


def expect_state(page: Page, year: str) -> None:
    expect(page.locator("[data-explainer=map-words] b").first).to_contain_text(f"{year}:")


def test_buttons_and_arrow_keys_step_through_the_states(page: Page, base_url: str) -> None:
    page.goto(base_url + "map/")
    assert fill(page, "kunashir") == "url(#map-contested-russia-japan)"
    steps = page.locator("[data-explainer=map-steps]")
    expect(steps.get_by_role("button", name="Next")).to_be_disabled()
    steps.get_by_role("link", name="1875–1905").click()
    expect_state(page, "1875")
    assert (fill(page, "kunashir"), fill(page, "sakhalin-south")) == (
        "url(#map-settled-japan)",
        "url(#map-settled-russia)",
    )
    expect(page.locator("[data-view=whole] [data-line=la-perouse-strait]")).to_have_class("map__line map__line--border")
    says = page.locator("[data-view=four] [data-says=disputed]")
    expect(says).to_have_text("Japan")
    page.keyboard.press("ArrowLeft")
    expect_state(page, "1855")
    assert fill(page, "moneron") is None
    steps.get_by_role("button", name="Next").click()
    steps.get_by_role("button", name="Next").click()
    expect_state(page, "1905")
    expect(steps.locator("[aria-current]")).to_have_text("1905–1945")
    expect(page).to_have_url(base_url + "map/#1905")
    page.go_back()
    expect_state(page, "1875")


def test_an_address_opens_its_state(page: Page, base_url: str) -> None:
    page.goto(base_url + "map/#1905", wait_until="networkidle")
    expect_state(page, "1905")
    expect(page.locator("[data-explainer=map]")).to_be_in_viewport()
    page.goto(base_url + "events/1875-treaty-of-saint-petersburg/")
    page.locator("[data-explainer=map-figure] figcaption a").first.click()
    expect(page).to_have_url(base_url + "map/#1875")
    expect_state(page, "1875")


def test_an_island_is_a_link(page: Page, base_url: str) -> None:
    page.goto(base_url + "map/")
    link = page.locator("[data-view=four]").get_by_role("link", name="Kunashir (Kunashiri)")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Kunashir (Kunashiri)")
    expect(page.locator("[data-explainer=map-figure] [data-view=four]")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_name_is_a_target_of_24_pixels(browser: Browser, base_url: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(base_url + "map/")
    measured = page.eval_on_selector_all(
        ".map__name .map__reach", "all => all.map(e => e.getBoundingClientRect()).map(b => [b.width, b.height])"
    )
    shown = [box for box in measured if box != [0, 0]]
    assert len(shown) >= 15
    assert [box for box in shown if min(box) < 24] == []
    page.locator("[data-view=four] .map__name", has_text="Iturup").first.click()
    expect(page.locator("h1")).to_have_text("Iturup (Etorofu)")
    context.close()


def test_contested_land_is_told_apart_without_colour_and_by_words(page: Page, base_url: str) -> None:
    page.goto(base_url + "map/")
    expect(page.locator("[data-view=four] [data-says=disputed]")).to_have_text("held by Russia, claimed by Japan")
    luminances = page.evaluate("""() => {
        const grey = (colour) => {
            const canvas = new OffscreenCanvas(1, 1).getContext("2d");
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
            const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const of = (name, part, what) => grey(getComputedStyle(document.querySelector(`#map-${name} ${part}`))[what]);
        return {
            ground: of("contested-russia-japan", "rect", "fill"),
            stripe: of("contested-russia-japan", "path", "stroke"),
            settled: of("settled-russia", "rect", "fill"),
        };
    }""")
    assert luminances["stripe"] - luminances["ground"] > 60
    assert luminances["settled"] - luminances["ground"] > 100


def test_without_scripts_all_states_are_there(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(base_url + "map/#1875")
    for state in STATES:
        drawing = page.locator(f"[id='{state}']").get_by_role("img")
        expect(drawing).to_be_visible()
        assert len(drawing.get_attribute("aria-label") or "") > 80
    expect(page.locator("[id='1875'] h3")).to_be_in_viewport()
    expect(page.locator("[data-explainer=map-steps] button:visible")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("path", ["map/", "background/kunashir/", "events/1875-treaty-of-saint-petersburg/"])
def test_ids_are_unique_and_nothing_is_styled_inline(page: Page, base_url: str, path: str) -> None:
    page.goto(base_url + path, wait_until="networkidle")
    repeated = "[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, n, all) => all.indexOf(id) !== n)"
    assert page.evaluate(repeated) == []
    assert page.locator("[data-explainer^=map] [style]").count() == 0
    credit = page.locator("a[href='https://www.openstreetmap.org/copyright']").first
    expect(credit).to_be_visible()
    page.emulate_media(media="print")
    expect(credit).to_be_visible()
    expect(page.locator("[data-explainer=map-steps]")).to_be_hidden()
    broken = """[...document.querySelectorAll('use, [fill^=url]')]
        .map(e => (e.getAttribute('xlink:href') ?? e.getAttribute('fill')).replace(/^.*#|\\)$/g, ''))
        .filter(id => !document.getElementById(id))"""
    assert page.evaluate(broken) == []


def test_the_data_for_download_is_geojson(page: Page, base_url: str) -> None:
    page.goto(base_url + "map/")
    links = page.locator("a[download]")
    assert links.count() == 5
    for number in range(5):
        response = page.request.get(page.evaluate("(link) => link.href", links.nth(number).element_handle()))
        assert response.ok
        assert response.json()["type"] == "FeatureCollection"
