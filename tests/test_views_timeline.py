"""The timeline: what is drawn where, what the filters know of each event, who was in office."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer import dates
from explainer.views import Context
from explainer.views.axis import Drawing
from explainer.views.labels import Placed, labels_of
from explainer.views.lettering import lines_of, width_of
from explainer.views.offices import in_office, leaders_of
from explainer.views.parts import Card
from explainer.views.scale import marked_years, scale_of
from explainer.views.timeline import Rest, Timeline, narrowed, timeline_view
from folders import TESTS

SNAPSHOT = TESTS / "snapshots" / "timeline.json"
QUICK = settings(max_examples=60, derandomize=True, database=None, deadline=None)


def drawing(timeline: Timeline, name: str) -> Drawing:
    (found,) = [drawing for drawing in timeline.drawings if drawing.name == name]
    return found


# The scale


@QUICK
@given(st.lists(st.floats(-3000, 2030), min_size=1, max_size=40), st.integers(-3000, 1990))
def test_later_is_never_further_left(moments: list[float], era: int) -> None:
    start, end = min([*moments, era]) - 1, 2031.0
    scale = scale_of(moments, sorted({start, era}), end)
    places = [scale.at(moment) for moment in sorted([*moments, start, era, end])]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0.0, 1.0)


@QUICK
@given(st.lists(st.floats(-3000, 2030), min_size=1, max_size=20), st.floats(0.02, 0.3))
def test_marked_years_keep_their_distance(moments: list[float], gap: float) -> None:
    scale = scale_of(moments, [min(moments) - 1], 2031.0)
    places = [scale.at(year) for year in marked_years(scale, gap)]
    assert places
    assert all(after - before >= gap for before, after in pairwise(places))


def test_a_busy_year_has_more_room_than_a_century_without_events() -> None:
    scale = scale_of([1700.1, 2018.1, 2018.2, 2018.3, 2018.9], [1700.0], 2019.0)
    assert scale.at(2019) - scale.at(2018) > scale.at(1800) - scale.at(1702)


# The labels


@QUICK
@given(st.lists(st.floats(0, 60), min_size=1, max_size=30), st.sampled_from([2, 3]))
def test_no_label_lies_on_another(places: list[float], most_lines: int) -> None:
    card = Card("e.md", "Eleven detained outside the embassy", "S.", "events", "War", "22 January 2019")
    placed = [Placed(x, card) for x in sorted(places)]
    labels = labels_of(placed, 64, most_lines, 12)
    size = max(width_of(text) for text in ("22 January 2019", *lines_of(card.title, 11.5, most_lines)))
    boxes = [
        (label.lane, event.x - size if label.at_left else event.x)
        for event, label in zip(placed, labels.labels, strict=True)
        if label
    ]
    assert len(boxes) == len(placed) or labels.lanes == 12
    assert all(a[0] != b[0] or abs(a[1] - b[1]) > size - 1e-9 for a, b in combinations(boxes, 2))
    assert labels.lanes == max(lane for lane, _ in boxes) + 1


LINES = {
    "by words": ("Peace of Portsmouth signed", 11.5, 2, ("Peace of Portsmouth", "signed")),
    "behind a dash": ("The Soviet–Japanese pact", 8, 3, ("The Soviet–", "Japanese pact")),
    "cut": ("Moscow ties the promise to a withdrawal", 9, 2, ("Moscow ties the", "promise to a…")),
    "without spaces": ("北方領土の日", 4.5, 2, ("北方領土", "の日")),
    "a long word": ("Selbstbestimmungsrecht", 6, 1, ("Selbstbe…",)),
}


def test_lines() -> None:
    assert {name: lines_of(text, width, most) for name, (text, width, most, _) in LINES.items()} == {
        name: expected for name, (*_, expected) in LINES.items()
    }


# The drawing


def test_events_of_one_day_and_doubtful_dates(load_context: Context) -> None:
    """
    === events/1900-a.md
    ---
    {title: A, summary: S., date: 1900-05-02, kind: war, weight: 3}
    ---
    [@paper]
    === events/1900-b.md
    ---
    {title: B, summary: S., date: 1900-05-02, kind: war, weight: 3}
    ---
    [@paper]
    === events/1711-c.md
    ---
    {title: C, summary: S., date: 1711~, kind: law, weight: 3}
    ---
    [@paper]
    === events/1871-d.md
    ---
    {title: D, summary: S., date: 1871-01-01/.., kind: law, weight: 1}
    ---
    [@paper]
    """
    timeline = timeline_view(load_context).timeline
    assert [d.name for d in timeline.drawings] == ["1-narrow", "1-middle", "1-wide", "2", "3"]
    assert [zoom.value for zoom in timeline.zooms] == ["1", "2", "3"]
    wide = {mark.id: mark for mark in drawing(timeline, "1-wide").marks}
    same_day = [wide[name] for name in ("1900-a", "1900-b", "1900-talks")]
    assert len({mark.x for mark in same_day}) == 1
    assert len({mark.y for mark in same_day}) == 3
    assert {name: mark.soft for name, mark in wide.items() if mark.length} == {"1711-c": "both", "1871-d": "end"}
    assert wide["1871-d"].start + wide["1871-d"].length == 100
    labelled = [
        [mark.id for mark in drawing(timeline, name).marks if mark.label] for name in ("1-narrow", "1-wide", "2", "3")
    ]
    assert labelled == [
        ["1711-c", "1900-a", "1900-b"],
        ["1711-c", "1900-a", "1900-b"],
        ["1711-c", "1900-a", "1900-b", "1900-talks"],
        ["1711-c", "1871-d", "1900-a", "1900-b", "1900-talks"],
    ]


def test_a_timeline_of_no_events_and_a_narrowed_one_of_few(load_context: Context) -> None:
    """
    === events/1900-talks.md
    ---
    {title: T, summary: S., date: 1900, kind: war, weight: 1, status: draft}
    ---
    [@paper]
    === dispute.yml
    title: The Strait dispute
    question: Who owns the island?
    parties:
      - {id: alba, name: Alba, colour: "#96590a"}
    naming: None.
    === actors/borea.md
    ---
    {title: Borea, summary: S., kind: state}
    ---
    === events/0043-a.md
    ---
    {title: A, summary: S., date: -0043-03-15, kind: war, weight: 1}
    ---
    [@paper]
    """
    timeline = timeline_view(load_context).timeline
    assert [tick.label for tick in drawing(timeline, "1-wide").ticks] == ["44 BCE", "43 BCE"]
    assert (timeline.first_year, timeline.has_years_before_one, timeline.zooms) == ("-44", True, ())
    assert narrowed(lambda _: True, load_context) is None
    empty = timeline_view(replace(load_context, corpus=load_context.corpus.only(lambda _: False))).timeline
    assert (empty.drawings, empty.eras, empty.facets, empty.data) == ((), (), (), "[]")


def test_a_narrowed_timeline_of_many_shows_the_main_ones_and_leads_to_the_filters(
    load_context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    === events/1900-a.md
    ---
    {title: A, summary: S., date: 1900, kind: war, weight: 2}
    ---
    [@paper]
    === events/1901-b.md
    ---
    {title: B, summary: S., date: 1901, kind: war, weight: 3}
    ---
    [@paper]
    === events/1902-c.md
    ---
    {title: C, summary: S., date: 1902, kind: war, weight: 1}
    ---
    [@paper]
    === events/1903-d.md
    ---
    {title: D, summary: S., date: 1903, kind: war, weight: 2}
    ---
    [@paper]
    """
    monkeypatch.setattr("explainer.views.timeline.MOST", 3)
    timeline = narrowed(lambda event: event.kind == "war", load_context, "kind=war")
    assert timeline is not None
    assert [item.id for era in timeline.eras for item in era.items] == ["1900-a", "1901-b", "1903-d"]
    assert timeline.rest == Rest("Here are the 3 main events of 4.", "timeline.md", "kind=war")
    assert (timeline.facets, timeline.data) == ((), "")
    monkeypatch.setattr("explainer.views.timeline.MOST", 4)
    whole = narrowed(lambda event: event.kind == "war", load_context, "kind=war")
    assert whole is not None
    assert [item.id for era in whole.eras for item in era.items] == ["1900-a", "1901-b", "1902-c", "1903-d"]
    assert whole.rest is None
    assert whole.data


# The filters


def test_what_the_browser_compares(load_context: Context) -> None:
    """
    === dispute.yml
    title: The Strait dispute
    question: Who owns the island?
    parties:
      - {id: alba, name: Alba, actor: alba, colour: "#96590a"}
      - {id: borea, name: Borea, actor: borea, colour: "#5b4a9e"}
    naming: None.
    topics:
      - {id: border, title: Treaties and borders}
      - {id: people, title: The islanders}
    === events/0043-salt.md
    ---
    {title: Salt, summary: S., date: -0043-03-15, kind: law, weight: 1, topics: [people]}
    ---
    [@paper]
    === events/1905-lease.md
    ---
    title: Lease
    summary: S.
    date: ../1905
    kind: law
    weight: 2
    topics: [border]
    actors: [{actor: borea, role: author}]
    ---
    [@paper]
    === events/1910-war.md
    ---
    title: War
    summary: S.
    date: 1910/1912
    kind: war
    weight: 3
    topics: [border, people]
    actors: [{actor: borea, role: author}, {actor: alba, role: target}, {actor: alba, role: witness}]
    ---
    [@paper]
    """
    timeline = timeline_view(load_context).timeline
    assert json.loads(timeline.data) == json.loads(SNAPSHOT.read_text("utf-8"))["events"]
    assert {facet.name: [choice.label for choice in facet.choices] for facet in timeline.facets} == {
        "party": ["Alba", "Borea"],
        "actor": ["Ada Lind", "Alba", "Borea"],
        "topic": ["Treaties and borders", "The islanders"],
        "kind": ["Law", "Talks", "War"],
    }


# Who was in office


def test_in_office(load_context: Context) -> None:
    """
    === dispute.yml
    title: The Strait dispute
    question: Who owns the island?
    parties:
      - {id: alba, name: Alba, actor: alba, colour: "#96590a", led_by: [King, foreign minister]}
      - {id: borea, name: Borea, actor: borea, colour: "#5b4a9e", led_by: [King]}
    naming: None.
    topics: [{id: people, title: The islanders}]
    === actors/old-alba.md
    ---
    {title: Old Alba, summary: S., kind: state, party: alba}
    ---
    === actors/king.md
    ---
    title: The King
    summary: S.
    kind: person
    offices:
      - {title: King, of: borea, from: "1850", to: "1900"}
      - {title: King, of: old-alba, from: 1901-02-03}
    ---
    """
    assert [(leaders.name, [term.holder for term in leaders.terms]) for leaders in leaders_of(load_context)] == [
        ("Alba", ["Ada Lind", "The King"]),
        ("Borea", ["The King"]),
    ]
    shown = {
        text: [(value.text, value.note, value.party) for value in in_office(dates.parse(text), load_context)]
        for text in ("1849", "1899-06-01", "1900-05-02", "1902", "1901-01-01/1901-03-01", "1903-07", "1850~")
    }
    ada, ada_perhaps = ("Ada Lind", "Foreign Minister", "alba"), "Foreign Minister, perhaps: a date is not exact"
    king, king_perhaps = ("The King", "King", "alba"), ("The King", "King, perhaps: a date is not exact", "borea")
    assert shown == {
        "1849": [],
        "1899-06-01": [("Ada Lind", ada_perhaps, "alba"), ("The King", "King", "borea")],
        "1900-05-02": [ada, king_perhaps],
        "1902": [ada, king],
        "1901-01-01/1901-03-01": [ada, king],
        "1903-07": [king],
        "1850~": [king_perhaps],
    }


def test_the_snapshot_has_cases() -> None:
    """They are run by tests/timeline.test.mjs."""
    assert len(json.loads(Path(SNAPSHOT).read_text("utf-8"))["cases"]) >= 10
