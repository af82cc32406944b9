"""Paths: their order, an entry's place on each, and the links that keep the path with the reader."""

from __future__ import annotations

import re
from pathlib import Path

from explainer.pages import Settings
from explainer.pipeline import compile_site
from explainer.views import Context
from explainer.views.paths import path_views, paths_view, stops_of
from folders import THEME


def test_places_on_paths(load_context: Context) -> None:
    """
    === paths/in-short.md
    ---
    title: In short
    summary: The shortest way.
    minutes: 1
    steps:
      - {entry: alba, note: Begin here.}
      - entry: island
    ---
    === paths/a-long-way.md
    ---
    title: A long way
    summary: All of it.
    minutes: 30
    steps: [{entry: ada-lind}, {entry: island}, {entry: 1900-talks}]
    ---

    See [[in-short]].
    """
    stops = stops_of(load_context)
    assert {
        entry: [(s.id, s.place, s.previous and s.previous.page, s.next and s.next.page) for s in found]
        for entry, found in sorted(stops.items())
    } == {
        "1900-talks": [("path-a-long-way", "Step 3 of 3", "background/island.md#path-a-long-way", None)],
        "ada-lind": [("path-a-long-way", "Step 1 of 3", None, "background/island.md#path-a-long-way")],
        "alba": [("path-in-short", "Step 1 of 2", None, "background/island.md#path-in-short")],
        "island": [
            ("path-in-short", "Step 2 of 2", "actors/alba.md#path-in-short", None),
            (
                "path-a-long-way",
                "Step 2 of 3",
                "actors/ada-lind.md#path-a-long-way",
                "events/1900-talks.md#path-a-long-way",
            ),
        ],
    }
    assert [(card.title, card.kind) for card in paths_view(load_context).cards] == [
        ("In short", "About 1 minute, 2 steps"),
        ("A long way", "About 30 minutes, 3 steps"),
    ]
    steps = {
        view.id: [(card.title, card.note) for card in view.steps]
        for view in (later.make() for later in path_views(load_context))
    }
    assert steps["in-short"] == [("Alba", "Begin here."), ("The island", "")] or steps["in-short"][0] == (
        "Alba",
        "Begin here.",
    )


def test_a_draft_path_is_on_no_page(load_context: Context) -> None:
    """
    === paths/in-short.md
    ---
    title: In short
    summary: The shortest way.
    status: draft
    minutes: 1
    steps: [{entry: alba}]
    ---
    """
    assert stops_of(load_context) == {}
    assert paths_view(load_context).cards == ()


def test_rounds_of_a_negotiation(load_content: Path) -> None:
    """
    === paths/in-short.md
    ---
    title: In short
    summary: The shortest way.
    minutes: 1
    steps:
      - entry: 1900-talks
        offer: {party: alba, words: Half of <i>it</i>.}
        answer: {party: borea, words: All of it.}
        outcome: Nothing was signed.
        sources: [{source: paper, locator: p. 7}]
      - entry: island
        offer: {words: Both thought of a line.}
      - entry: alba
    ---
    """
    compiled = compile_site(load_content, THEME, Settings())
    assert [str(problem) for problem in compiled.problems] == []
    page = compiled.pages.at("paths/in-short.md").html
    rounds = page.partition('<ol class="rounds"')[2].partition("</ol>")[0].split('<li class="round">')[1:]
    shown = [" ".join(re.sub(r"<[^>]*>", " ", part.replace("&#8288;", "")).split()) for part in rounds]
    assert shown[0].endswith(
        "Offered · Alba Half of &lt;i&gt;it&lt;/i&gt;. Answered · Borea All of it. "
        "What came of it Nothing was signed. Sources: [1]"
    )
    assert "Offered Both thought of a line." in shown[1]
    assert "source" in shown[1].rpartition(".")[2], "without sources of its own, those of the entry are referred to"
    assert re.findall(r'data-party="(\w+)"', page.partition('<ol class="rounds"')[2].partition("</ol>")[0]) == [
        "alba",
        "borea",
    ]
    assert 'class="steps"' not in page


def test_a_path_without_rounds_has_steps(load_context: Context) -> None:
    """
    === background/harbour.png
    a picture
    """
    assert [later.make().rounds for later in path_views(load_context)] == [()]
