"""The list of sources: a hundred rows at a time, narrowed by what a reader chooses; whole without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

ROWS = "[data-explainer=rows] > li"
COUNT = "[data-explainer=list-count]"
MORE = "Show 100 more"


@pytest.fixture
def sources(page: Page, base_url: str) -> Page:
    page.goto(base_url + "sources/")
    expect(page.locator(COUNT)).to_contain_text("Sources shown: 100 of")
    return page


def _visible(page: Page) -> int:
    return page.locator(f"{ROWS}:visible").count()


def test_a_hundred_rows_are_shown_and_then_more(sources: Page) -> None:
    assert _visible(sources) == 100
    sources.get_by_role("button", name=MORE).click()
    assert _visible(sources) == 200
    assert sources.evaluate("document.activeElement.closest('li') !== null")


def test_a_choice_shows_what_fits_and_no_heading_without_rows(sources: Page) -> None:
    fitting = sources.locator(f"{ROWS}[data-choices*=' treaty ']").count()
    assert 0 < fitting < 100
    sources.get_by_label("Kind").select_option("treaty")
    expect(sources.locator(COUNT)).to_have_text(f"Sources shown: {fitting} of {fitting}")
    assert _visible(sources) == fitting
    assert sources.locator(f"{ROWS}:visible:not([data-choices*=' treaty '])").count() == 0
    expect(sources.get_by_role("button", name=MORE)).to_be_hidden()
    for heading in sources.locator("article h3:visible").all():
        assert heading.locator("xpath=following-sibling::ul[1]").locator("li:visible").count() > 0
    assert sources.url.endswith("?type=treaty")
    sources.reload()
    assert _visible(sources) == fitting
    sources.get_by_role("button", name="Clear").click()
    assert _visible(sources) == 100


def test_words_are_found_in_titles_of_any_script(sources: Page) -> None:
    sources.get_by_label("Words in the title").fill("договор")
    shown = sources.locator(f"{ROWS}:visible")
    assert 0 < shown.count() < 100
    assert all(re.search("договор", text, re.IGNORECASE) for text in shown.all_text_contents())
    sources.get_by_label("Words in the title").fill("no such words at all")
    expect(sources.locator(COUNT)).to_have_text("No source matches these filters.")
    assert _visible(sources) == 0


def test_an_address_leads_to_a_part_that_stands_further_down(page: Page, base_url: str) -> None:
    page.goto(base_url + "sources/#perspective-scholarly")
    expect(page.locator("#perspective-scholarly")).to_be_in_viewport()


def test_a_foreign_title_has_its_translation_first(sources: Page) -> None:
    first = sources.locator(f"{ROWS}:has(.rows__original[lang=ja]) >> nth=0")
    title, original = first.locator("a").inner_text(), first.locator(".rows__original").inner_text()
    assert re.search("[A-Za-z]", title)
    assert re.search("[\u3040-\u9fff]", original)


def test_without_scripts_every_source_is_there(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base_url + "sources/")
    assert _visible(page) == page.locator(ROWS).count() > 1000
    expect(page.locator("[data-explainer=list-filter]")).to_be_hidden()
    context.close()
