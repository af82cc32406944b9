"""Reading on and on paper: positions, paths without scripts, what is related, print, the whole explainer as a PDF."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from explainer import pdf

from .chromium import NONE_FOUND, chromium
from .conftest import PROJECT_PATH

pytestmark = pytest.mark.browser

PATH = "paths/ten-minutes/"
ENTRY = "background/what-1956-promises/"
PAGES = ["positions/", "paths/", PATH, ENTRY, "actors/japan/", "events/2018-singapore-meeting/#path-ten-minutes"]


def test_a_path_is_followed_to_its_end_without_scripts(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(base_url + PATH)
    steps = page.locator("[data-explainer=steps] a")
    titles = steps.all_inner_texts()
    assert len(titles) > 3
    steps.first.click()
    for number in range(1, len(titles) + 1):
        bar = page.locator("[data-explainer=path-bar]:visible")
        expect(bar).to_have_count(1)
        expect(bar).to_contain_text(f"Step {number} of {len(titles)}")
        expect(bar).to_be_in_viewport()
        if number < len(titles):
            expect(bar.locator("a[rel=next]")).to_contain_text(titles[number])
            bar.locator("a[rel=next]").click()
    expect(page.locator("[data-explainer=path-bar]:visible a[rel=next]")).to_have_count(0)
    page.locator("[data-explainer=path-bar]:visible a[rel=prev]").click()
    expect(page.locator("h1")).to_have_text(titles[-2])
    context.close()


def test_an_entry_that_is_not_read_on_a_path_shows_its_paths_below(page: Page, base_url: str) -> None:
    page.goto(base_url + "background/disputed-islands/")
    expect(page.locator("[data-explainer=path-bar]:visible")).to_have_count(0)
    assert page.locator("[data-explainer=paths] li").count() >= 3


@pytest.mark.parametrize(("width", "are_beside"), [(1280, True), (360, False)])
def test_answers_stand_side_by_side_and_are_stacked_on_a_phone(
    page: Page, base_url: str, width: int, are_beside: bool
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(base_url + "positions/")
    columns = page.locator("[data-explainer=answers]").first.locator("[data-party]")
    first, second = columns.nth(0).bounding_box(), columns.nth(1).bounding_box()
    assert first is not None
    assert second is not None
    assert (first["y"] == second["y"]) is are_beside
    assert (first["x"] == second["x"]) is not are_beside


def test_positions_open_the_earlier_answers_and_lead_to_sources(page: Page, base_url: str) -> None:
    page.goto(base_url + "positions/")
    assert page.locator("[data-explainer=answers]").count() >= 4
    assert page.locator("[data-explainer=not-disputed] li").count() >= 4
    earlier = page.locator("details").first
    expect(earlier.locator("li").first).to_be_hidden()
    earlier.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(earlier.locator("li").first).to_be_visible()
    expect(earlier.locator("li [lang]").first).to_be_visible()
    earlier.locator("[data-explainer=citation]").first.click()
    assert re.search(r"#ref-\d+$", page.url)


@pytest.mark.parametrize("path", ["actors/japan/", "actors/russia/"])
def test_a_party_gathers_its_positions(page: Page, base_url: str, path: str) -> None:
    page.goto(base_url + path)
    assert page.locator("[data-explainer=own-positions] section").count() >= 4


def test_related_entries_have_reasons_and_stand_in_no_second_list(page: Page, base_url: str) -> None:
    page.goto(base_url + "events/2019-kremlin-meeting/")
    items = page.locator("[data-explainer=related] li")
    assert 1 < items.count() <= 8
    assert all(text.strip() for text in page.locator(".related__reason").all_inner_texts())
    related = set(page.locator("[data-explainer=related] a").evaluate_all("links => links.map(link => link.href)"))
    listed = page.locator("[data-explainer=backlinks] a").evaluate_all("links => links.map(link => link.href)")
    assert related.isdisjoint(listed)


# Paper


def test_on_paper_nothing_is_folded_and_there_is_no_navigation(page: Page, base_url: str) -> None:
    page.goto(base_url + ENTRY)
    page.emulate_media(media="print", color_scheme="dark")
    for name in (".md-header", ".md-tabs", ".md-footer", ".crumbs", "[data-explainer=related]", ".reference__uses"):
        expect(page.locator(name).first).to_be_hidden()
    earlier = page.locator("details li p").first
    assert earlier.evaluate("node => node.getClientRects().length > 0 && node.checkVisibility()")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
    link = page.locator(".reference__links a[rel=external]").first
    shown = link.evaluate("node => getComputedStyle(node, '::after').content")
    assert link.get_attribute("href") in shown


def test_every_kind_of_page_prints(page: Page, base_url: str) -> None:
    for path in ("", "timeline/", "positions/", PATH, ENTRY, "actors/japan/", "sources/kremlin-2019-01-22/"):
        page.goto(base_url + path)
        assert _page_count(page.pdf(prefer_css_page_size=True)) >= 1


def test_the_whole_explainer_is_one_file_whose_links_stay_inside(site_folder: Path, tmp_path: Path) -> None:
    browser_path = chromium()
    assert browser_path, NONE_FOUND
    target = tmp_path / "whole.pdf"
    pdf.print_page(browser_path, site_folder / PROJECT_PATH.strip("/"), "print/", target)
    data = target.read_bytes()
    assert 60 < _page_count(data) < 250
    assert b"http://127.0.0.1" not in data


def test_the_whole_explainer_is_left_out_of_indexes(page: Page, base_url: str, site_folder: Path) -> None:
    page.goto(base_url + "print/")
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
    sitemap = (site_folder / PROJECT_PATH.strip("/") / "sitemap.xml").read_text("utf-8")
    assert "/positions/" in sitemap
    assert "/print/" not in sitemap
    assert "/worklist/" not in sitemap


def _page_count(data: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", data))
