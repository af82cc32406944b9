"""The search as a reader uses it: by button and key, in three scripts, narrowed, by keyboard, and what it fetches."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from folders import TESTS

from .axe import barriers_of

pytestmark = pytest.mark.browser

KUNASHIR = "background/kunashir/"
FACETS = json.loads((TESTS / "snapshots" / "search-facets.json").read_text("utf-8"))


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


NAMES = {
    "Кунашир": KUNASHIR,
    "国後": KUNASHIR,
    "国後島": KUNASHIR,
    "Kunashiri": KUNASHIR,
    "Kunashiri-to": KUNASHIR,
    "Etorofu": "background/iturup/",
    "択捉": "background/iturup/",
    "Итуруп": "background/iturup/",
    "安倍": "actors/shinzo-abe/",
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
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_the_keys_can_be_turned_off(page: Page, base_url: str) -> None:
    """WCAG 2.1.4: a single key that does something can be turned off."""
    page.goto(base_url)
    page.keyboard.press("/")
    page.get_by_label("Open the search with / or s").uncheck()
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
    page.keyboard.press("Enter")
    expect(page).to_have_url(base_url + KUNASHIR)


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
    page.wait_for_function(
        "before => !document.querySelector('[role=status]').textContent.endsWith(before)", arg=before
    )
    assert 0 < int(_count(page)) < int(before)
    abouts = page.locator("[data-explainer=search-results] li p:first-child").all_inner_texts()
    assert abouts
    assert all(about.startswith("Actors") for about in abouts)
    page.get_by_label("Kind of page").select_option("")
    page.wait_for_function("before => document.querySelector('[role=status]').textContent.endsWith(before)", arg=before)


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


def test_under_a_strict_policy(context: BrowserContext, base_url: str, wrong: list[str], page: Page) -> None:
    """The search works where only scripts of files and WebAssembly may run; the rest is Material's."""
    policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:"

    def with_policy(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})

    page.route("**/kunashir/", with_policy)
    page.goto(base_url + KUNASHIR)
    wrong.clear()
    search_for(page, "Etorofu")


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


# What is shown, from values alone


def test_a_name_is_compared_as_it_was_written_down(page: Page, base_url: str) -> None:
    page.goto(base_url + "404.html")
    module = f"{base_url}assets/explainer/search/names.js"
    script = """async ([module, names]) => {
        const { keyOf, fileOf } = await import(module);
        return names.map((name) => ({ name, key: keyOf(name), file: fileOf(keyOf(name)) }));
    }"""
    names = json.loads((TESTS / "snapshots" / "search-names.json").read_text("utf-8"))
    assert names
    assert page.evaluate(script, [module, [case["name"] for case in names]]) == names


def test_named_results_come_first_in_the_order_of_the_names(page: Page, base_url: str) -> None:
    page.goto(base_url + "404.html")
    script = """async (module) => {
        const { namedFirst } = await import(module);
        const results = ["a", "b", "c", "d"].map((id) => ({ id }));
        return namedFirst(results, ["d", "x", "b"]).map(({ id }) => id);
    }"""
    assert page.evaluate(script, f"{base_url}assets/explainer/search/names.js") == ["d", "b", "a", "c"]


def call(page: Page, base_url: str, function: str, *arguments: object) -> Any:
    module = f"{base_url}assets/explainer/search/state.js"
    script = "async ([module, name, args]) => (await import(module))[name](...args)"
    return page.evaluate(script, [module, function, arguments])


def test_only_a_bare_key_outside_of_text_opens(page: Page, base_url: str) -> None:
    page.goto(base_url)
    bare = {"key": "/", "ctrlKey": False, "metaKey": False, "altKey": False, "isWriting": False}
    cases = [
        {},
        {"key": "s"},
        {"key": "S"},
        {"ctrlKey": True},
        {"metaKey": True},
        {"altKey": True},
        {"isWriting": True},
    ]
    found = [call(page, base_url, "opens", {**bare, **case}) for case in cases]
    assert found == [True, True, False, False, False, False, False]


def test_facets_count_what_is_found(page: Page, base_url: str) -> None:
    page.goto(base_url)
    found = {"collection": {"events": 2, "actors": 0}, "party": {"qasira": 1, "thalessia": 2}}
    every = {"collection": {"events": 2, "actors": 5}, "party": {"qasira": 4, "thalessia": 3}}
    offered = call(page, base_url, "facetsOf", FACETS, {"collection": "events"}, found, every)
    shown = {facet["name"]: [(value["id"], value["count"]) for value in facet["values"]] for facet in offered}
    assert shown == {
        "collection": [("events", 2), ("actors", 5)],
        "party": [("qasira", 1), ("thalessia", 2)],
    }


def test_a_result_has_the_words_of_its_collection(page: Page, base_url: str) -> None:
    page.goto(base_url)
    data = {
        "url": "/x/",
        "meta": {"title": "T", "kind": "Treaty", "date": "1923", "summary": "S."},
        "filters": {"collection": ["events"]},
    }
    assert call(page, base_url, "resultOf", data, FACETS) == {
        "url": "/x/",
        "title": "T",
        "about": ["Events", "Treaty"],
        "date": "1923",
        "summary": "S.",
    }
    bare = call(page, base_url, "resultOf", {"url": "/y/", "meta": {}, "filters": {}}, FACETS)
    assert bare == {"url": "/y/", "title": "/y/", "about": [], "date": "", "summary": ""}
