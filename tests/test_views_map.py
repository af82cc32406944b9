"""The map as a page shows it: fills, links, legends, the state of an entry, and the JSON that the browser gets."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from explainer.catalogue import catalogue_of
from explainer.citations import references_of
from explainer.model.atlas import Feature, MapView, Projection
from explainer.pipeline import check
from explainer.views import Context, published
from explainer.views.drawing import WIDTH, Frame
from explainer.views.map import MapPageView, figure_of, map_view
from folders import PROJECT, TESTS, written

SNAPSHOT = TESTS / "snapshots" / "map.json"


def context_of(content: Path) -> Context:
    checked = check(content)
    assert checked.corpus is not None
    assert checked.links is not None
    corpus, links = published(checked.corpus, checked.links)
    words = catalogue_of("en")
    return Context(corpus, links, words, references_of({s.id: s.fields for s in corpus.sources}, words))


@pytest.fixture(scope="module")
def context() -> Context:
    """The real content: the map is data, and what it says of the treaties is tested here."""
    return context_of(PROJECT / "content")


@pytest.fixture(scope="module")
def view(context: Context) -> MapPageView:
    found = map_view(context)
    assert found is not None
    return found


def fills(view: MapPageView, state: str) -> dict[str, str]:
    [found] = [s for s in view.states if s.id == state]
    return {feature: area.fill for area in found.areas for feature in area.features}


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        pytest.param("1855", "settled-japan settled-russia shared-japan-russia shared-japan-russia", id="shimoda"),
        pytest.param("1875", "settled-japan settled-japan settled-russia settled-russia", id="saint-petersburg"),
        pytest.param("1905", "settled-japan settled-japan settled-japan settled-russia", id="portsmouth"),
        pytest.param("1945", "controlled-russia controlled-russia controlled-russia settled-russia", id="landings"),
        pytest.param("1951", "unclear renounced renounced settled-russia", id="san-francisco"),
        pytest.param("today", "contested-russia-japan renounced renounced settled-russia", id="today"),
    ],
)
def test_who_held_what(view: MapPageView, state: str, expected: str) -> None:
    found = fills(view, state)
    assert [found[f] for f in ("kunashir", "urup", "sakhalin-south", "sakhalin-north")] == expected.split()
    disputed = {found[f] for f in ("iturup", "shikotan", "signalny", "zelyony")}
    assert disputed == {found["kunashir"]}
    assert (found["hokkaido"], found["kamchatka"], found["primorye"]) == ("settled-japan", "settled-russia", "")


def test_what_no_treaty_names_is_plain(view: MapPageView) -> None:
    assert fills(view, "1855")["moneron"] == ""
    assert [line.id for s in view.states for line in s.lines if s.id == "1951"] == []


def test_every_island_is_a_link_to_its_entry_or_the_nearest_group(view: MapPageView) -> None:
    pages = {shape.feature: land.page for d in view.drawings for land in d.lands for shape in land.shapes}
    assert pages["kunashir"] == "background/kunashir.md"
    assert pages["signalny"] == "background/habomai.md"
    assert pages["matua"] == "actors/sakhalin-oblast.md"
    assert {feature for feature, page in pages.items() if not page} == {
        *("hokkaido", "honshu", "kamchatka", "primorye", "rebun", "rishiri"),
    }


def test_all_islets_are_drawn_in_every_view_that_shows_them(view: MapPageView) -> None:
    for drawing in view.drawings:
        shown = {shape.feature for land in drawing.lands for shape in land.shapes}
        assert {"signalny", "rifovy", "storozhevoy", "demin", "oskolki", "anuchin"} <= shown


def test_words_say_what_the_picture_shows(view: MapPageView) -> None:
    assert view.states[0].description == (
        "1855: a line through the islands. Japan: Hokkaido and Honshu; Iturup, Kunashir, Shikotan and Habomai. "
        "Russia: Urup to Shumshu; Kamchatka. Not divided between Japan and Russia: Sakhalin (Karafuto). "
        "Border: between Iturup and Urup."
    )


@pytest.mark.parametrize(
    ("entry", "drawing", "page"),
    [
        pytest.param("kunashir", "four", "map.md#today", id="place"),
        pytest.param("habomai", "habomai", "map.md#today", id="group"),
        pytest.param("disputed-islands", "four", "map.md#today", id="place by its group"),
        pytest.param("1875-treaty-of-saint-petersburg", "whole", "map.md#1875", id="event that made a state"),
        pytest.param("2010-medvedev-on-kunashir", "four", "map.md#today", id="event at a place"),
    ],
)
def test_entry_has_the_map_narrowed_to_it(context: Context, entry: str, drawing: str, page: str) -> None:
    figure = figure_of(context.corpus.by_id[entry], context)
    assert figure is not None
    assert (figure.drawing.id, figure.page) == (drawing, page)


def test_other_entries_have_no_map(context: Context) -> None:
    assert figure_of(context.corpus.by_id["shinzo-abe"], context) is None
    assert map_view(replace(context, corpus=replace(context.corpus, atlas=None))) is None


def test_content_without_a_map_has_no_page(tmp_path: Path) -> None:
    assert map_view(context_of(written(tmp_path, {}))) is None


def test_browser_receives_the_snapshot(view: MapPageView) -> None:
    """tests/browser/test_map.py hands the same file to the script."""
    assert json.loads(view.data) == json.loads(SNAPSHOT.read_text("utf-8"))
    assert "<" not in view.data


# Drawing


FRAME = Frame(
    Projection.model_validate({"parallels": (43, 51), "latitude": 46.5, "longitude": 148.5}),
    MapView.model_validate({"id": "v", "title": "V", "layer": "l", "x": (-100, 100), "y": (-50, 50)}),
)


def square(size: float) -> Feature:
    ring = ((148.5, 46.5), (148.5 + size, 46.5), (148.5 + size, 46.5 + size), (148.5, 46.5))
    return Feature("square", 1, ((ring,),))


def test_origin_is_in_the_middle_of_the_view() -> None:
    assert (FRAME.at(46.5, 148.5), FRAME.height) == ((WIDTH // 2, 500), 1000)


def test_paths_are_whole_steps_and_tiny_land_has_a_ring() -> None:
    assert FRAME.path(square(0.5)) == "M1000 500l383-1-3-529-18 0z"
    assert FRAME.path(square(0.0001)) == "M991 500a9 9 0 1 0 18 0a9 9 0 1 0-18 0z"
    assert FRAME.path(Feature("far", 1, ((((10.0, 40.0), (11.0, 40.0), (11.0, 41.0), (10.0, 40.0)),),))) == ""
