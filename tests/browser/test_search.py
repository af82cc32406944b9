"""The search as a reader uses it: by button and key, in three scripts, narrowed, by keyboard, and what it fetches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from folders import TESTS

from .axe import barriers_of
from .waiting import wait_for

pytestmark = pytest.mark.browser

KUNASHIR = "background/kunashir/"


@pytest.fixture
def asked(page: Page) -> list[str]:
    """Every address that the page asks for, as it asks."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url))
    return found


@pytest.fixture
def wrong(page: Page) -> Iterator[list[str]]:
    """What the console says; the test fails where it says anything."""
    found: list[str] = []
    page.on("console", lambda m: found.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    yield found
    assert found == []


def search_for(page: Page, words: str) -> None:
    if not page.locator("[data-explainer=search]").is_visible():
        page.locator("[data-explainer=search-open]").click()
    page.locator("[data-explainer=search-input]").fill(words)
    expect(page.locator("[data-explainer=search-results] a").first).to_be_visible()


QUERIES = {
    str(query): path
    for group in yaml.safe_load((TESTS / "browser" / "queries.yml").read_text("utf-8")).values()
    for query, path in group.items()
}
"""More than eighty that readers would type, in three scripts."""

NAMES = {
    "Кунашир": KUNASHIR,
    "国後": KUNASHIR,
    "国後島": KUNASHIR,
    "Kunashiri": KUNASHIR,
    "Kunashiri-to": KUNASHIR,
    "Etorofu": "background/iturup/",
    "択捉": "background/iturup/",
    "Итуруп": "background/iturup/",
    "安倍晋三": "actors/shinzo-abe/",
    "Путин": "actors/vladimir-putin/",
    "日魯通好条約": "background/treaty-of-shimoda/",
    "Japan": "actors/japan/",
    "peace treaty": "background/peace-treaty/",
    "Whose are the islands?": "background/sovereignty-over-the-islands/",
}


@pytest.mark.parametrize(("name", "path"), NAMES.items(), ids=NAMES)
def test_any_name_in_any_script_finds_the_entry_first(
    page: Page, base_url: str, wrong: list[str], name: str, path: str
) -> None:
    page.goto(base_url)
    search_for(page, name)
    first = page.locator("[data-explainer=search-results] a").first
    assert first.get_attribute("href") == base_url.partition("/repo/")[1] + path


_AMONG_THREE = """(path) => [...document.querySelectorAll("[data-explainer=search-results] a")]
    .slice(0, 3).some((link) => link.pathname + link.hash === path)"""


def test_what_readers_type_finds_its_page_among_the_first_three(page: Page, base_url: str) -> None:
    assert len(QUERIES) >= 90
    page.goto(base_url)
    page.locator("[data-explainer=search-open]").click()
    missed = {}
    for query, path in QUERIES.items():
        page.locator("[data-explainer=search-input]").fill("")
        expect(page.locator("[data-explainer=search-results] a")).to_have_count(0)
        page.locator("[data-explainer=search-input]").fill(query)
        try:
            wait_for(page, _AMONG_THREE, base_url.partition("/repo/")[1] + path)
        except AssertionError:
            missed[query] = _addresses(page)[:3]
    assert missed == {}


@pytest.mark.parametrize("key", ["/", "s"])
def test_a_key_opens_the_search_and_escape_closes_it(page: Page, base_url: str, key: str) -> None:
    page.goto(base_url + KUNASHIR)
    page.keyboard.press(key)
    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog).to_be_visible()
    expect(page.locator("[data-explainer=search-input]")).to_be_focused()
    expect(page.locator("[data-explainer=search-input]")).to_have_value("")
    page.keyboard.type("s/")
    expect(page.locator("[data-explainer=search-input]")).to_have_value("s/")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_the_keys_can_be_turned_off(page: Page, base_url: str) -> None:
    """WCAG 2.1.4: a single key that does something can be turned off."""
    page.goto(base_url)
    page.keyboard.press("/")
    page.get_by_label("Press / or s to open the search").uncheck()
    page.locator("[data-explainer=search-close]").click()
    page.goto(base_url + KUNASHIR)
    page.keyboard.press("/")
    expect(page.locator("[data-explainer=search]")).to_be_hidden()


def test_the_button_gets_the_focus_back(page: Page, base_url: str) -> None:
    page.goto(base_url)
    button = page.locator("[data-explainer=search-open]")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-explainer=search-input]")).to_be_focused()
    page.locator("[data-explainer=search-close]").click()
    expect(button).to_be_focused()


def test_it_closes_before_its_script_is_there(page: Page, base_url: str) -> None:
    page.route("**/search/dialog.js*", lambda _: None)
    page.goto(base_url)
    button = page.locator("[data-explainer=search-open]")
    button.click()
    page.locator("[data-explainer=search-close]").click()
    expect(page.locator("[data-explainer=search]")).to_be_hidden()
    expect(button).to_be_focused()


def test_a_result_by_keyboard_alone(page: Page, base_url: str, wrong: list[str]) -> None:
    page.goto(base_url)
    page.keyboard.press("/")
    page.keyboard.type("Кунашир")
    expect(page.locator("[data-explainer=search-results] a").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-explainer=search-results] a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-explainer=search-input]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(base_url + KUNASHIR)


def test_enter_opens_the_first_result_without_waiting_for_it(page: Page, base_url: str) -> None:
    page.goto(base_url)
    page.keyboard.press("/")
    page.keyboard.type("Итуруп")
    page.keyboard.press("Enter")
    expect(page).to_have_url(base_url + "background/iturup/")


MISSPELT = {
    "Kunashuri": ("Kunashiri", KUNASHIR),
    "Gorbatchev": ("Gorbachev", "actors/mikhail-gorbachev/"),
    "San Fransisco treaty": ("San Francisco treaty", "background/san-francisco-peace-treaty/"),
    "Etorufu": ("Etorofu", "background/iturup/"),
    "Habomay": ("Habomai", "background/habomai/"),
}


@pytest.mark.parametrize(("words", "meant", "path"), [(w, *m) for w, m in MISSPELT.items()], ids=MISSPELT)
def test_a_misspelling_finds_what_was_meant_and_says_so(
    page: Page, base_url: str, words: str, meant: str, path: str
) -> None:
    page.goto(base_url)
    search_for(page, words)
    said = f"Nothing found for “{words}”. These are the results for “{meant}”."
    expect(page.locator("[data-explainer=search-status]")).to_have_text(said)
    assert base_url.partition("/repo/")[1] + path in _addresses(page)[:3]


def test_a_name_that_is_far_from_all_gets_those_like_it(page: Page, base_url: str) -> None:
    page.goto(base_url)
    search_for(page, "Shikotanqqqq")
    said = "Nothing found for “Shikotanqqqq”. These pages have a similar name:"
    expect(page.locator("[data-explainer=search-status]")).to_have_text(said)
    assert "/repo/background/shikotan/" in _addresses(page)


def test_a_question_that_no_page_answers_in_its_words_gets_the_closest_and_says_what_they_lack(
    page: Page, base_url: str, wrong: list[str]
) -> None:
    page.goto(base_url)
    search_for(page, "who ruled sakhalin in 1910")
    said = "No page has all of these words. These are the closest:"
    expect(page.locator("[data-explainer=search-status]")).to_have_text(said)
    first = page.locator("[data-explainer=search-results] li").first
    expect(first).to_contain_text("Map1905–1945")
    expect(first).to_contain_text("1905: Sakhalin is divided")
    expect(first).to_contain_text("Not in its text: ruled")
    first.get_by_role("link").click()
    expect(page).to_have_url(f"{base_url}map/#1905")
    expect(page.locator("[data-explainer=search]")).to_be_hidden()


def test_a_page_with_all_words_of_a_question_lacks_none(page: Page, base_url: str) -> None:
    page.goto(base_url)
    search_for(page, "border in 1880")
    said = "Pages with all of these words: 2. Beside them the closest of the others."
    expect(page.locator("[data-explainer=search-status]")).to_have_text(said)
    results = page.locator("[data-explainer=search-results] li")
    expect(results.first).to_contain_text("1875: the islands for Sakhalin")
    expect(results.first).not_to_contain_text("Not in its text")
    expect(results.last).to_contain_text("Not in its text: ")


YEARS = {
    "1956": r"/events/1956-",
    "1950s": r"/events/195\d-",
    "1880": r"/map/#1875$",
    "1972": r"/events/1972-",
}


@pytest.mark.parametrize(("year", "address"), YEARS.items(), ids=YEARS)
def test_a_year_finds_its_events_and_where_there_are_none_what_lasted(
    page: Page, base_url: str, year: str, address: str
) -> None:
    page.goto(base_url)
    search_for(page, year)
    assert re.search(address, _addresses(page)[0])


def test_a_year_asks_for_no_list_of_all_pages(page: Page, base_url: str, asked: list[str]) -> None:
    """It weighs 80 KB, and only a misspelt name needs it."""
    page.goto(base_url)
    search_for(page, "border in 1880")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if url.endswith("/pages.json")] == []


def test_markup_in_a_question_is_words(page: Page, base_url: str, wrong: list[str]) -> None:
    """What a reader types is shown as it is, also where it says what a page lacks."""
    page.goto(base_url)
    search_for(page, "Kunashir <img/src=x/onerror=document.title=1>")
    results = page.locator("[data-explainer=search-results]")
    expect(results).to_contain_text("Not in its text: <img/src=x/onerror=document.title=1>")
    assert results.locator("img").count() == 0
    assert page.title() != "1"


LISTS = {"Map": "map/", "timeline": "timeline/", "Positions": "positions/", "Sources": "sources/", "paths": "paths/"}


@pytest.mark.parametrize(("name", "path"), LISTS.items(), ids=LISTS)
def test_a_page_of_lists_is_found_by_its_name(page: Page, base_url: str, name: str, path: str) -> None:
    page.goto(base_url)
    search_for(page, name)
    assert _addresses(page)[0] == f"/repo/{path}"


def test_sources_stand_apart_after_the_entries(page: Page, base_url: str) -> None:
    page.goto(base_url)
    search_for(page, "military")
    group = page.get_by_role("region", name="Sources")
    expect(group.get_by_role("listitem")).to_have_count(3)
    group.get_by_role("button", name="More sources").click()
    expect(group.get_by_role("listitem")).to_have_count(9)
    cited = group.get_by_role("link").evaluate_all("links => links.map(link => link.pathname)")
    assert all(path.startswith("/repo/sources/") for path in cited)
    assert [path for path in _addresses(page) if "/sources/" in path] == []


@pytest.mark.parametrize("words", ["共同宣言", "通好条約"])
def test_words_inside_a_run_of_japanese_are_found(page: Page, base_url: str, words: str) -> None:
    page.goto(base_url)
    search_for(page, words)
    expect(page.locator("[data-explainer=search-status]")).to_contain_text("Results: ")
    assert _addresses(page)[0].startswith("/repo/background/")


def _addresses(page: Page) -> list[str]:
    links = page.locator("[data-explainer=search-results] a")
    found: list[str] = links.evaluate_all("links => links.map(link => link.pathname + link.hash)")
    return found


def test_a_result_says_what_it_is(page: Page, base_url: str) -> None:
    page.goto(base_url)
    search_for(page, "Treaty of Shimoda 1855")
    result = page.locator("[data-explainer=search-results] li", has_text="Events").first
    expect(result).to_contain_text("Events")
    expect(result).to_contain_text("Treaty")
    expect(result).to_contain_text("7 February 1855")
    expect(page.locator("[data-explainer=search-status]")).to_contain_text("Results: ")


def test_facets_narrow_the_results(page: Page, base_url: str) -> None:
    page.goto(base_url)
    search_for(page, "treaty")
    facets = page.locator("[data-explainer=search-facets]")
    expect(facets.locator("label > span")).to_have_text(["Kind of page", "Party", "Topic", "Decade"])
    before = _count(page)
    page.get_by_label("Kind of page").select_option("actors")
    wait_for(page, "before => !document.querySelector('[role=status]').textContent.endsWith(before)", arg=before)
    assert 0 < int(_count(page)) < int(before)
    abouts = page.locator("[data-explainer=search-results] li p:first-child").all_inner_texts()
    assert abouts
    assert all(about.startswith("Actors") for about in abouts)
    page.get_by_label("Kind of page").select_option("")
    wait_for(page, "before => document.querySelector('[role=status]').textContent.endsWith(before)", arg=before)


def _count(page: Page) -> str:
    return page.locator("[data-explainer=search-status]").inner_text().rpartition(" ")[2]


def test_more_results_on_demand(page: Page, base_url: str) -> None:
    page.goto(base_url)
    search_for(page, "islands")
    results = page.locator("[data-explainer=search-results] a")
    expect(results).to_have_count(6)
    page.locator("[data-explainer=search-more]").click()
    expect(results).to_have_count(12)
    expect(results.nth(6)).to_be_focused()


def test_nothing_found_is_said(page: Page, base_url: str) -> None:
    page.goto(base_url)
    page.locator("[data-explainer=search-open]").click()
    page.locator("[data-explainer=search-input]").fill("qqqqqqqqq")
    expect(page.locator("[data-explainer=search-status]")).to_contain_text("Nothing found")


def test_nothing_of_the_search_is_fetched_before_the_reader_searches(
    page: Page, base_url: str, asked: list[str]
) -> None:
    page.goto(base_url + KUNASHIR, wait_until="networkidle")
    page.locator("[data-explainer=search-open]").click()
    page.wait_for_load_state("networkidle")
    assert asked
    assert [url for url in asked if "pagefind" in url or "facets" in url] == []
    search_for(page, "treaty")
    assert [url for url in asked if "/repo/pagefind/" in url]
    assert [url for url in asked if not url.startswith((base_url, "data:"))] == []


def test_a_lost_network_is_said(page: Page, base_url: str) -> None:
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(base_url)
    page.locator("[data-explainer=search-open]").click()
    page.locator("[data-explainer=search-input]").fill("treaty")
    expect(page.locator("[data-explainer=search-status]")).to_contain_text("could not be loaded")


def test_without_scripts_there_is_no_button(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base_url)
    expect(page.locator("[data-explainer=search-open]")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_open_search_has_no_barrier(browser: Browser, base_url: str, width: int, scheme: Any) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    page.goto(base_url)
    search_for(page, "treaty")
    assert list(barriers_of(page, within="[data-explainer=search]")) == []
    assert page.evaluate("document.querySelector('[data-explainer=search]').scrollWidth <= innerWidth")
    context.close()
