"""Reading on and on paper: positions, paths without scripts, what is related, print, the whole explainer as a PDF."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from building import PROJECT_PATH
from explainer.built_site import pdf

from .chromium import NONE_FOUND, chromium

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


QUESTION = "background/what-1956-promises/"


@pytest.mark.parametrize(("width", "are_beside"), [(1280, True), (360, False)])
def test_answers_stand_side_by_side_and_are_stacked_on_a_phone(
    page: Page, base_url: str, width: int, are_beside: bool
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(base_url + QUESTION)
    columns = page.locator("[data-explainer=answers]").first.locator("[data-party]")
    first, second = columns.nth(0).bounding_box(), columns.nth(1).bounding_box()
    assert first is not None
    assert second is not None
    assert (first["y"] == second["y"]) is are_beside
    assert (first["x"] == second["x"]) is not are_beside


def test_a_question_opens_its_earlier_answers_and_leads_to_sources(page: Page, base_url: str) -> None:
    page.goto(base_url + QUESTION)
    assert page.locator("[data-explainer=not-disputed] li").count() >= 1
    earlier = page.locator("details.answer__earlier").first
    expect(earlier.locator("li").first).to_be_hidden()
    earlier.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(earlier.locator("li").first).to_be_visible()
    expect(earlier.locator("li [lang]").first).to_be_visible()
    earlier.locator("[data-explainer=citation]").first.click()
    assert re.search(r"#ref-\d+$", page.url)


def test_the_page_of_positions_has_each_answer_in_a_sentence(page: Page, base_url: str) -> None:
    page.goto(base_url + "positions/")
    questions = page.locator("[data-explainer=questions] > section")
    assert questions.count() >= 15
    for question in questions.all():
        assert question.locator("dd").count() >= 2
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height < 450 * questions.count()
    page.goto(base_url + "positions/#what-1956-promises-position-japan-1")
    expect(page.locator("#what-1956-promises")).to_be_in_viewport()
    page.locator("#what-1956-promises a").click()
    assert page.url.endswith(QUESTION + "#positions")


@pytest.mark.parametrize("path", ["actors/japan/", "actors/russia/"])
def test_a_party_gathers_its_positions(page: Page, base_url: str, path: str) -> None:
    page.goto(base_url + path)
    assert page.locator("[data-explainer=own-positions] section").count() >= 4


def test_related_entries_have_reasons_and_stand_in_no_second_list(page: Page, base_url: str) -> None:
    page.goto(base_url + "events/2019-kremlin-meeting/")
    items = page.locator("[data-explainer=related] li")
    assert 1 < items.count() <= 6
    assert all(text.strip() for text in page.locator(".related__reason").all_inner_texts())
    related = set(page.locator("[data-explainer=related] a").evaluate_all("links => links.map(link => link.href)"))
    listed = page.locator("[data-explainer=backlinks] a").evaluate_all("links => links.map(link => link.href)")
    assert related.isdisjoint(listed)


def test_many_pages_that_link_here_are_folded_by_kind_with_their_number(page: Page, base_url: str) -> None:
    page.goto(base_url + "actors/japan/")
    groups = page.locator("[data-explainer=backlinks] details")
    assert groups.count() > 1
    for group in groups.all():
        items = group.locator("li")
        expect(items.first).to_be_hidden()
        expect(group.locator("summary")).to_contain_text(f"({items.count()})")
    groups.first.locator("summary").click()
    expect(groups.first.locator("li").first).to_be_visible()


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
    sections = (site_folder / PROJECT_PATH.strip("/") / "print" / "index.html").read_text("utf-8").count("<h3 id=")
    assert sections > 60
    assert sections / 2 < _page_count(data) < 2 * sections, "an entry takes about a page"
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
