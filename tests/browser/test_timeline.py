"""The timeline as a reader uses it: filters and their address, zoom, keyboard, without scripts, on narrowed pages."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from explainer.views.timeline.timeline_page import MOST

pytestmark = pytest.mark.browser

COUNT = "[data-explainer=timeline-count]"
SHOWN = "li[data-event]:visible"


def test_a_choice_is_in_the_address_and_the_back_button_takes_it_back(page: Page, base_url: str) -> None:
    page.goto(base_url + "timeline/")
    total = page.locator(SHOWN).count()
    assert total >= 30
    expect(page.locator(COUNT)).to_have_text(f"Events shown: {total} of {total}")
    page.locator("[data-explainer=timeline-filter] summary").first.click()
    page.get_by_role("checkbox", name="United States").check()
    expect(page).to_have_url(base_url + "timeline/?party=united-states")
    few = page.locator(SHOWN).count()
    assert 0 < few < total
    expect(page.locator(COUNT)).to_have_text(f"Events shown: {few} of {total}")
    page.get_by_label("Importance").select_option("3")
    page.get_by_label("To year").fill("1945")
    page.keyboard.press("Enter")
    expect(page).to_have_url(base_url + "timeline/?party=united-states&weight=3&to=1945")
    years = [int(date[-4:]) for date in page.locator(f"{SHOWN} .timeline__date").all_text_contents()]
    assert 0 < len(years) < few
    assert max(years) <= 1945
    eras = page.locator("[data-explainer=timeline-era]")
    assert 0 < page.locator("[data-explainer=timeline-era]:visible").count() < eras.count()
    page.go_back()
    expect(page).to_have_url(base_url + "timeline/?party=united-states&weight=3")
    page.go_back()
    expect(page.locator(SHOWN)).to_have_count(few)
    expect(page.get_by_label("Importance")).to_have_value("1")
    page.locator("[data-explainer=timeline-clear]").click()
    expect(page).to_have_url(base_url + "timeline/")
    expect(page.locator(SHOWN)).to_have_count(total)


def test_a_link_opens_the_choice_it_names(page: Page, base_url: str) -> None:
    page.goto(base_url + "timeline/?kind=poll,protest&zoom=2")
    expect(page.get_by_role("radio", name="More detail")).to_be_checked()
    kinds = set(page.locator(f"{SHOWN} .card__kind").all_text_contents())
    assert kinds == {"Poll", "Protest"}
    drawn = page.locator("[data-zoom='2'] a[data-event]:visible")
    heavier = page.locator(f"{SHOWN}:not([data-weight='1'])")
    assert heavier.count() > 0
    expect(drawn).to_have_count(heavier.count())
    page.goto(base_url + "timeline/?kind=poll&party=nobody")
    expect(page.locator(COUNT)).to_contain_text("No event matches these filters.")


@pytest.mark.parametrize("width", [1280, 768, 360])
def test_no_label_lies_on_another(browser: Browser, base_url: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    for query in ("", "?zoom=2", "?zoom=3"):
        page.goto(base_url + "timeline/" + query)
        boxes: list[Any] = page.eval_on_selector_all(
            "a[data-event] text",
            "all => all.map(t => t.getBoundingClientRect()).filter(b => b.width)"
            ".map(b => [b.x, b.y, b.right, b.bottom])",
        )
        assert len(boxes) >= 8
        touching = [
            (a, b)
            for n, a in enumerate(boxes)
            for b in boxes[:n]
            if min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > 1
        ]
        assert touching == [], f"{width} {query}"
    context.close()


def test_the_first_screen_has_the_filter_the_main_events_and_the_axis(page: Page, base_url: str) -> None:
    page.goto(base_url + "timeline/", wait_until="networkidle")
    expect(page.locator("[data-explainer=timeline-filter] summary").first).to_be_in_viewport()
    level = page.locator("[data-explainer=timeline-level]:visible")
    expect(level).to_have_count(1)
    lowest = level.locator("a[data-event] text").evaluate_all("all => all.map(t => t.getBoundingClientRect().bottom)")
    assert len(lowest) >= 12
    lines = level.locator(".axis__line").evaluate_all("all => all.map(t => t.getBoundingClientRect().bottom)")
    assert len(lines) >= 5
    assert max(*lowest, *lines) <= 900


def test_each_era_is_a_panel_of_its_own_that_says_how_long_it_is(page: Page, base_url: str) -> None:
    page.goto(base_url + "timeline/")
    level = page.locator("[data-explainer=timeline-level]:visible")
    boxes = level.locator(".axis__panel").evaluate_all(
        "all => all.map(p => p.getBoundingClientRect()).map(b => [b.left, b.right])"
    )
    assert len(boxes) == page.locator("[data-explainer=timeline-era]").count()
    assert all(after[0] - before[1] >= 4 for before, after in pairwise(boxes))
    assert [text for text in level.locator(".axis__span").all_text_contents() if not text.endswith("years")] == []


def test_everyone_in_office_has_a_name_and_a_gap_says_why(page: Page, base_url: str) -> None:
    page.goto(base_url + "timeline/")
    level = page.locator("[data-explainer=timeline-level]:visible")
    bars = level.locator(".axis__bar g")
    assert bars.count() >= 20
    for number in (0, 5, bars.count() - 1):
        bar, name = bars.nth(number), bars.nth(number).locator(".axis__who")
        expect(name).to_be_hidden()
        bar.focus()
        expect(name).to_be_visible()
        expect(name).to_have_text(bar.get_attribute("aria-label") or "-")
        page.locator("h1").click()
        bar.locator("rect").hover()
        expect(name).to_be_visible()
        page.locator("h1").hover()
    assert set(level.locator(".axis__gap text").all_text_contents()) == {"no entry here yet"}


def test_a_closer_look_opens_at_the_event_last_pointed_at(page: Page, base_url: str) -> None:
    page.goto(base_url + "timeline/")
    event = "1993-tokyo-declaration"
    page.locator(f"[data-zoom='1']:visible a[data-event='{event}'] text").hover()
    page.get_by_text("More detail", exact=True).click()
    expect(page.locator(f"[data-zoom='2'] a[data-event='{event}'] text")).to_be_in_viewport()
    page.get_by_role("figure").get_by_text("All events", exact=True).click()
    expect(page.locator(f"[data-zoom='3'] a[data-event='{event}'] text")).to_be_in_viewport()


def test_a_phone_has_a_line_from_top_to_bottom(browser: Browser, base_url: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(base_url + "timeline/")
    level = page.locator("[data-explainer=timeline-level]:visible")
    tops = level.locator("a[data-event] text").evaluate_all("all => all.map(t => t.getBoundingClientRect().top)")
    assert len(tops) >= 12
    assert tops == sorted(tops)
    assert level.evaluate("e => e.scrollWidth <= e.clientWidth")
    below = level.evaluate("e => e.getBoundingClientRect().bottom")
    panels = level.locator(".axis__panel").evaluate_all("all => all.map(p => p.getBoundingClientRect().bottom)")
    assert 0 <= below - max(panels) < 60
    page.goto(base_url + "timeline/?from=1990")
    assert 0 < level.locator("a[data-event]:visible").count() < len(tops)
    context.close()


def test_it_works_by_keyboard(page: Page, base_url: str) -> None:
    page.goto(base_url + "timeline/")
    page.get_by_role("radio", name="Main events").focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(base_url + "timeline/?zoom=2")
    page.locator("[data-explainer=timeline-filter] summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page).to_have_url(base_url + "timeline/?party=japan&zoom=2")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    link = page.locator("[data-zoom='2'] a[data-event]:visible").first
    date, _, title = (link.get_attribute("aria-label") or "").partition(": ")
    assert date
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)


def test_without_scripts_all_events_and_every_zoom_are_there(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(base_url + "timeline/?party=japan")
    assert page.locator("li[data-event]:visible").count() >= 30
    expect(page.locator("[data-explainer=timeline-filter]")).to_be_hidden()
    expect(page.locator("[data-explainer=timeline-level]:visible")).to_have_attribute("data-zoom", "1")
    page.get_by_text("More detail", exact=True).click()
    expect(page.locator("[data-explainer=timeline-level]:visible")).to_have_attribute("data-zoom", "2")
    context.close()


def test_narrowed_on_the_pages_of_an_actor_and_a_topic(page: Page, base_url: str) -> None:
    page.goto(base_url + "timeline/")
    for path in ("actors/vladimir-putin/", "topics/security/"):
        page.goto(base_url + path)
        total = page.locator(SHOWN).count()
        assert 3 <= total <= MOST
        page.goto(base_url + path + "?from=2018")
        expect(page.locator(COUNT)).to_contain_text(f" of {total}")
        few = page.locator(SHOWN).count()
        assert 0 < few < total
        expect(page.locator(COUNT)).to_contain_text(f": {few} of ")
    page.goto(base_url + "actors/enomoto-takeaki/")
    expect(page.locator("[data-explainer=timeline]")).to_have_count(0)


def test_narrowed_to_many_it_shows_the_main_ones_and_leads_to_the_filters(page: Page, base_url: str) -> None:
    page.goto(base_url + "actors/japan/")
    count = page.locator("[data-explainer=timeline-rest]")
    shown = page.locator(SHOWN).count()
    assert 3 <= shown <= MOST
    expect(count).to_contain_text(f"These are {shown} main events of ")
    expect(page.locator("[data-explainer=timeline-filter]")).to_have_count(0)
    count.get_by_role("link").click()
    expect(page).to_have_url(base_url + "timeline/?actor=japan")
    expect(page.locator(SHOWN).nth(shown)).to_be_visible()


def test_an_event_says_who_was_in_office(page: Page, base_url: str) -> None:
    page.goto(base_url + "events/1956-moscow-joint-declaration/")
    row = page.locator(".infobox__row--in-office")
    expect(row.locator("dt")).to_have_text("In office")
    assert row.locator("dd a").all_inner_texts() == [
        "Ichiro Hatoyama",
        "Nikita Khrushchev",
        "Nikolai Bulganin",
        "Dwight Eisenhower",
    ]
