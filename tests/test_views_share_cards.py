"""What stands on the card of a page, which is shown where somebody shares its address."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.pages import PageCard, Settings
from explainer.pipeline import compile_site
from explainer.views import ShareCard
from folders import THEME, File, base_files, lines_of, written

SITE = "https://strait.example/repo/"
EVENT = "events/1900-talks.md"


def cards_of(folder: Path, files: dict[str, File], site_url: str = SITE) -> dict[str, PageCard]:
    """The cards of the pages that have one."""
    compiled = compile_site(written(folder, files), THEME, Settings(site_url=site_url))
    assert lines_of(compiled.problems) == []
    return {page.path: page.card for page in compiled.pages if page.card}


def test_a_card_says_what_the_page_is_about(tmp_path: Path) -> None:
    card = cards_of(tmp_path, {})[EVENT]
    assert card == PageCard(
        ShareCard(
            title="The talks of Vik",
            text="Alba and Borea talked about the island.",
            kind="Talks",
            date="2 May 1900",
            site="The Strait dispute",
            language="en",
            is_rtl=False,
            colours=("#96590a", "#5b4a9e"),
        ),
        "assets/cards/events/1900-talks.png",
        "https://strait.example/repo/assets/cards/events/1900-talks.png",
    )
    assert card.card.words == (
        "The talks of Vik · Talks · 2 May 1900 · Alba and Borea talked about the island. · The Strait dispute"
    )


def test_entries_and_lists_have_a_card_and_sources_have_none(tmp_path: Path) -> None:
    cards = cards_of(tmp_path, {})
    assert sorted(cards) == [
        "actors/ada-lind.md",
        "actors/alba.md",
        "actors/borea.md",
        "actors/index.md",
        "background/index.md",
        "background/island.md",
        "background/treaty-of-1900.md",
        "background/who-owns-it.md",
        "changes.md",
        "data.md",
        "events/1900-talks.md",
        "events/index.md",
        "index.md",
        "paths/in-short.md",
        "paths/index.md",
        "positions.md",
        "sources/index.md",
        "timeline.md",
    ]
    assert (cards["events/index.md"].card.title, cards["events/index.md"].card.kind) == ("Events", "1 event")
    assert cards["paths/in-short.md"].card.kind == "About 1 minute, 1 step"


def test_the_card_of_the_home_page_begins_with_its_headline(tmp_path: Path) -> None:
    home = str(base_files()["site/home.md"]).replace("summary:", "headline: Two states claim an island\nsummary:")
    card = cards_of(tmp_path, {"site/home.md": home})["index.md"].card
    assert (card.title, card.text, card.site) == (
        "Two states claim an island",
        "What the dispute is about.",
        "The Strait dispute",
    )


def test_words_are_printed_as_on_the_page(tmp_path: Path) -> None:
    event = str(base_files()[EVENT]).replace("title: The talks of Vik", """title: 'The "short" talks -- of Vik'""")
    assert cards_of(tmp_path, {EVENT: event})[EVENT].card.title == "The “short” talks – of Vik"


@pytest.mark.parametrize(
    ("title", "is_rtl"),
    [("نزاع الصحراء", True), ("(1975) اتفاق", True), ("הסכם", True), ("Vik اتفاق", False), ("1900", False)],
)
def test_a_card_is_read_from_where_its_title_begins(title: str, is_rtl: bool, tmp_path: Path) -> None:
    event = str(base_files()[EVENT]).replace("title: The talks of Vik", f'title: "{title}"\naliases: [The talks]')
    assert cards_of(tmp_path, {EVENT: event})[EVENT].card.is_rtl is is_rtl


def test_the_colours_are_those_of_whoever_claims(tmp_path: Path) -> None:
    third = '  - {id: court, name: The court, claimant: false, colour: "#46584f"}\nnaming:'
    dispute = str(base_files()["dispute.yml"]).replace("naming:", third)
    assert cards_of(tmp_path, {"dispute.yml": dispute})[EVENT].card.colours == ("#96590a", "#5b4a9e")


def test_without_an_address_of_the_site_no_page_has_a_card(tmp_path: Path) -> None:
    assert cards_of(tmp_path, {}, site_url="") == {}


def test_without_its_file_no_page_names_a_card(tmp_path: Path) -> None:
    page = compile_site(written(tmp_path, {}), THEME, Settings(site_url=SITE)).pages.at(EVENT)
    assert page.card is not None
    assert "card" not in page.meta
    named = page.with_card.meta
    assert (named["card"], named["card_words"]) == (page.card.address, page.card.card.words)
