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
from explainer.views.offices import in_office, leaders_of
from explainer.views.parts import Card
from explainer.views.timeline.axis import AxisDrawing
from explainer.views.timeline.flags import Placed, labels_of
from explainer.views.timeline.text_width import fitting_lines_of, lines_of, width_of
from explainer.views.timeline.time_scale import marked_years, scale_of
from explainer.views.timeline.timeline_page import Rest, Timeline, narrowed, timeline_view
from folders import TESTS

SNAPSHOT = TESTS / "snapshots" / "timeline.json"
QUICK = settings(max_examples=60, derandomize=True, database=None, deadline=None)


def drawing(timeline: Timeline, name: str) -> AxisDrawing:
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
@given(st.lists(st.floats(-3000, 2030), min_size=1, max_size=20), st.integers(-3000, 1990), st.floats(0.02, 0.3))
def test_marked_years_keep_their_distance(moments: list[float], era: int, gap: float) -> None:
    start = float(int(min([*moments, era]))) - 1
    scale = scale_of(moments, sorted({start, float(era)}), 2031.0, 0.02)
    marked = list(marked_years(scale, gap))
    assert marked
    for panel in scale.panels:
        places = [year.place for year in marked if panel.first <= year.year < panel.last]
        assert all(after - before >= gap - 1e-9 for before, after in pairwise(places))
        assert all(panel.start <= place <= panel.end for place in places)
        assert all(scale.at(year.year) == year.place for year in marked)


def test_time_is_even_within_a_panel_and_panels_lie_apart() -> None:
    scale = scale_of([1700.1, 2018.1, 2018.2, 2018.3, 2018.9], [1700.0, 2000.0], 2020.0, 0.05)
    before, after = scale.panels
    assert after.start - before.end == pytest.approx(0.05)
    assert scale.at(1850) == pytest.approx((before.start + before.end) / 2)
    assert scale.at(2010) == pytest.approx((after.start + after.end) / 2)
    assert (scale.at(1600), scale.at(2100)) == (0.0, 1.0)


def test_an_era_with_more_events_has_more_room_and_the_emptiest_has_some() -> None:
    scale = scale_of([2018.1, 2018.2, 2018.3, 2018.9], [1000.0, 2018.0], 2019.0)
    empty, busy = (panel.end - panel.start for panel in scale.panels)
    assert busy > empty >= 0.25


# The labels


@QUICK
@given(st.lists(st.floats(0, 60), min_size=1, max_size=30))
def test_no_label_lies_on_another(places: list[float]) -> None:
    card = Card("e.md", "Eleven detained outside the embassy", "S.", "events", "War", "22 January 2019")
    placed = [Placed(x, card) for x in sorted(places)]
    labels = labels_of(placed, 64, 12)
    size = max(width_of(text) for text in ("22 January 2019", *lines_of(card.title, 11.5)))
    boxes = [
        (label.lane, event.x - size if label.at_left else event.x)
        for event, label in zip(placed, labels.labels, strict=True)
        if label
    ]
    assert len(boxes) == len(placed) or labels.lanes == 12
    assert all(a[0] != b[0] or abs(a[1] - b[1]) > size - 1e-9 for a, b in combinations(boxes, 2))
    assert labels.lanes == max(lane for lane, _ in boxes) + 1


LINES = {
    "by words": ("Peace of Portsmouth signed", 11.5, ("Peace of Portsmouth", "signed")),
    "behind a dash": ("The Soviet–Japanese pact", 8, ("The Soviet–", "Japanese pact")),
    "never cut": ("Moscow ties the promise to a withdrawal", 9, ("Moscow ties the", "promise to a", "withdrawal")),
    "without spaces": ("北方領土の日", 4.5, ("北方領土", "の日")),
    "a long word": ("Das Selbstbestimmungsrecht", 6, ("Das", "Selbstbestimmungsrecht")),
}


def test_lines() -> None:
    assert {name: lines_of(text, width) for name, (text, width, _) in LINES.items()} == {
        name: expected for name, (*_, expected) in LINES.items()
    }


def test_what_does_not_fit_is_left_out_whole() -> None:
    assert fitting_lines_of("Peace of Portsmouth signed", 11.5, 2) == ("Peace of Portsmouth", "signed")
    assert fitting_lines_of("Peace of Portsmouth signed", 11.5, 1) == ()
    assert fitting_lines_of("Selbstbestimmungsrecht", 6, 2) == ()


def test_a_drawing_says_the_short_title_of_an_event(load_context: Context) -> None:
    """
    === events/1900-a.md
    ---
    {title: A very long title that says all of what happened, short: In short, summary: S., date: 1900-05-02, kind: war,
     weight: 3}
    ---
    [@paper]
    === events/1901-b.md
    ---
    {title: Another title without a short one, summary: S., date: 1901, kind: war, weight: 3}
    ---
    [@paper]
    === events/1902-c.md
    ---
    {title: The third, summary: S., date: 1902, kind: war, weight: 3}
    ---
    [@paper]
    """
    (narrow, *_) = timeline_view(load_context).timeline.drawings
    shown = {mark.id: mark.label.lines for mark in narrow.marks if mark.label}
    assert shown["1900-a"] == ("In short",)
    assert " ".join(shown["1901-b"]) == "Another title without a short one"


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
    assert [d.name for d in timeline.drawings] == ["1-wide", "1-whole", "2", "3"]
    assert [zoom.value for zoom in timeline.zooms] == ["1", "2", "3"]
    wide = {mark.id: mark for mark in drawing(timeline, "1-wide").marks}
    same_day = [wide[name] for name in ("1900-a", "1900-b", "1900-talks")]
    assert len({mark.x for mark in same_day}) == 1
    assert len({mark.y for mark in same_day}) == 3
    assert {name: mark.soft for name, mark in wide.items() if mark.length} == {"1711-c": "both", "1871-d": "end"}
    assert wide["1871-d"].start + wide["1871-d"].length == 100
    labelled = [
        [mark.id for mark in drawing(timeline, name).marks if mark.label] for name in ("1-wide", "1-whole", "2", "3")
    ]
    assert labelled == [
        ["1711-c", "1900-a", "1900-b"],
        ["1711-c", "1900-a", "1900-b"],
        ["1711-c", "1900-a", "1900-b", "1900-talks"],
        ["1711-c", "1871-d", "1900-a", "1900-b", "1900-talks"],
    ]


def test_a_phone_has_a_line_from_top_to_bottom_with_the_same_marks(load_context: Context) -> None:
    """
    === dispute.yml
    title: The Strait dispute
    question: Who owns the island?
    parties:
      - {id: alba, name: Alba, colour: "#96590a"}
      - {id: borea, name: Borea, colour: "#5b4a9e"}
    naming: None.
    eras: [{title: Charts, from: "1700"}, {title: Talks, from: "1890"}]
    topics: [{id: people, title: The islanders}]
    === events/1711-c.md
    ---
    {title: C, summary: S., date: 1711~, kind: law, weight: 3}
    ---
    [@paper]
    === events/1900-a.md
    ---
    title: A treaty with a name that takes more than one line of a phone
    summary: S.
    date: 1900-05-02
    kind: war
    weight: 3
    ---
    [@paper]
    === events/1900-b.md
    ---
    {title: B, summary: S., date: 1900-05-03, kind: war, weight: 3}
    ---
    [@paper]
    === events/1905-d.md
    ---
    {title: D, summary: S., date: 1905-01-01/1909, kind: law, weight: 1}
    ---
    [@paper]
    """
    timeline = timeline_view(load_context).timeline
    drawn, wide = timeline.vertical, drawing(timeline, "1-wide")
    assert drawn is not None
    assert [(panel.title, panel.years) for panel in drawn.panels] == [
        (("Charts",), "184 years"),
        (("Talks",), "20 years"),
    ]
    assert [panel.ticks[0].label for panel in drawn.panels] == ["1706", "1890"]
    assert [mark.id for mark in drawn.marks] == [mark.id for mark in wide.marks]
    assert [mark.id for mark in drawn.marks if mark.lines] == [mark.id for mark in wide.marks if mark.label]
    marks = {mark.id: mark for mark in drawn.marks}
    assert drawn.panels[0].start <= marks["1711-c"].y <= drawn.panels[0].end
    assert marks["1900-a"].y <= marks["1900-b"].y
    assert marks["1900-a"].x != marks["1900-b"].x
    assert marks["1900-b"].name_y - marks["1900-a"].name_y >= 1.25 * (1 + len(marks["1900-a"].lines))
    assert marks["1905-d"].length > 0
    assert max(mark.y for mark in drawn.marks) < drawn.height


def test_a_time_of_which_nobody_in_office_has_an_entry_says_so(load_context: Context) -> None:
    """
    === dispute.yml
    title: The Strait dispute
    question: Who owns the island?
    parties:
      - {id: alba, name: Alba, actor: alba, colour: "#96590a", led_by: [King]}
      - {id: borea, name: Borea, colour: "#5b4a9e"}
    naming: None.
    topics: [{id: people, title: The islanders}]
    === events/1700-c.md
    ---
    {title: C, summary: S., date: 1700, kind: law, weight: 3}
    ---
    [@paper]
    === events/1999-a.md
    ---
    {title: A, summary: S., date: 1999, kind: war, weight: 3}
    ---
    [@paper]
    === actors/king.md
    ---
    title: The King
    summary: S.
    kind: person
    offices: [{title: King, of: alba, from: "1850", to: "1900"}]
    ---
    """
    timeline = timeline_view(load_context).timeline
    (row,) = drawing(timeline, "1-wide").rows
    assert [bar.title for bar in row.bars] == ["The King, King, 1850 to 1900"]
    assert [len(gap.xs) for gap in row.gaps] == [1, 1]
    assert row.gaps[0].start == 0
    assert row.gaps[1].start + row.gaps[1].length == pytest.approx(100, abs=0.02)


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
    assert [tick.label for tick in drawing(timeline, "1-wide").ticks] == ["44 BCE"]
    assert (timeline.first_year, timeline.has_years_before_one, timeline.zooms) == ("-44", True, ())
    assert narrowed(lambda _: True, load_context) is None
    empty = timeline_view(replace(load_context, corpus=load_context.corpus.only(lambda _: False))).timeline
    assert (empty.drawings, empty.vertical, empty.eras, empty.facets, empty.data) == ((), None, (), (), "[]")


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
    monkeypatch.setattr("explainer.views.timeline.timeline_page.MOST", 3)
    timeline = narrowed(lambda event: event.kind == "war", load_context, "kind=war")
    assert timeline is not None
    assert [item.id for era in timeline.eras for item in era.items] == ["1900-a", "1901-b", "1903-d"]
    assert timeline.rest == Rest("These are 3 main events of 4.", "timeline.md", "kind=war")
    assert (timeline.facets, timeline.data) == ((), "")
    monkeypatch.setattr("explainer.views.timeline.timeline_page.MOST", 4)
    whole = narrowed(lambda event: event.kind == "war", load_context, "kind=war")
    assert whole is not None
    assert [item.id for era in whole.eras for item in era.items] == ["1900-a", "1901-b", "1902-c", "1903-d"]
    assert whole.rest is None
    assert [drawn.name for drawn in whole.drawings if drawn.zoom == 1] == ["1-wide"]
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
        for text in ("1849", "1899-06-01", "1900-05-02", "1902", "1901-01-01/1901-03-01", "1903-07", "1850~", "1846~")
    }
    ada, ada_perhaps = (
        ("Ada Lind", "Foreign Minister", "alba"),
        "Foreign Minister, perhaps: the exact dates are not known",
    )
    king, king_perhaps = (
        ("The King", "King", "alba"),
        ("The King", "King, perhaps: the exact dates are not known", "borea"),
    )
    assert shown == {
        "1849": [],
        "1899-06-01": [("Ada Lind", ada_perhaps, "alba"), ("The King", "King", "borea")],
        "1900-05-02": [ada, king_perhaps],
        "1902": [ada, king],
        "1901-01-01/1901-03-01": [ada, king],
        "1903-07": [king],
        "1850~": [king_perhaps],
        "1846~": [king_perhaps],
    }


def test_the_snapshot_has_cases() -> None:
    """They are run by tests/timeline.test.mjs."""
    assert len(json.loads(Path(SNAPSHOT).read_text("utf-8"))["cases"]) >= 10
