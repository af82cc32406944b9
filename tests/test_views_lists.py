"""The pages of lists: how they are grouped, and in which order."""

from __future__ import annotations

from explainer.views import Context
from explainer.views.lists import index_views
from explainer.views.parts import Group
from explainer.views.timeline.timeline_page import timeline_view


def shown(groups: tuple[Group, ...]) -> dict[str, object]:
    """Titles of groups with what is in them; of cards, the last part of the page's path."""
    return {
        group.title: shown(group.groups) if group.groups else [card.page.split("/")[-1] for card in group.cards]
        for group in groups
    }


def eras_of(context: Context) -> dict[str, list[str]]:
    return {era.title: [f"{item.id}.md" for item in era.items] for era in timeline_view(context).timeline.eras}


def index_of(page: str, context: Context) -> dict[str, object]:
    (view,) = [later.make() for later in index_views(context) if later.page == page]
    return {"count": view.count, **shown(view.groups)}


def test_events_by_century_and_decade(load_context: Context) -> None:
    """
    === events/1899-a.md
    ---
    {title: A, summary: S., date: 1899-12-31, kind: war, weight: 1}
    ---
    [@paper]
    === events/1901-b.md
    ---
    {title: B, summary: S., date: 1901/1950, kind: war, weight: 1}
    ---
    [@paper]
    === events/1901-c.md
    ---
    {title: C, summary: S., date: 1901-01, kind: war, weight: 1}
    ---
    [@paper]
    === events/1912-d.md
    ---
    {title: D, summary: S., date: 1912~, kind: war, weight: 1}
    ---
    [@paper]
    === events/0043-e.md
    ---
    {title: E, summary: S., date: -0043-03-15, kind: war, weight: 1}
    ---
    [@paper]
    === events/0009-f.md
    ---
    {title: F, summary: S., date: 0009, kind: war, weight: 1}
    ---
    [@paper]
    """
    found = index_of("events/index.md", load_context)
    assert found["count"] == "7 events"
    assert found["1800 to 1899"] == {"1890s": ["1899-a.md"]}
    assert found["1900 to 1999"] == {"1900s": ["1900-talks.md", "1901-c.md", "1901-b.md"], "1910s": ["1912-d.md"]}
    assert list(found)[-2:] == ["1800 to 1899", "1900 to 1999"]
    eras = eras_of(load_context)
    assert list(eras)[-2:] == ["1800 to 1899", "1900 to 1999"]
    assert eras["1900 to 1999"] == ["1900-talks.md", "1901-c.md", "1901-b.md", "1912-d.md"]


def test_years_before_our_era_are_in_the_century_and_decade_of_their_name(load_context: Context) -> None:
    """
    === events/0043-e.md
    ---
    {title: "44 BCE", summary: S., date: -0043-03-15, kind: war, weight: 1}
    ---
    [@paper]
    === events/0099-f.md
    ---
    {title: "100 BCE", summary: S., date: -0099, kind: war, weight: 1}
    ---
    [@paper]
    """
    found = index_of("events/index.md", load_context)
    assert found["101 to 2 BCE"] == {"101 to 92 BCE": ["0099-f.md"], "51 to 42 BCE": ["0043-e.md"]}


def test_actors_by_party_and_kind(load_context: Context) -> None:
    """
    === actors/zed.md
    ---
    {title: zed, summary: S., kind: person, party: alba}
    ---
    === actors/league.md
    ---
    {title: The League, summary: S., kind: organisation}
    ---
    """
    assert index_of("actors/index.md", load_context) == {
        "count": "5 actors",
        "Alba": {"States": ["alba.md"], "Persons": ["ada-lind.md", "zed.md"]},
        "Borea": {"States": ["borea.md"]},
        "Other actors": {"Organisations": ["league.md"]},
    }


def test_background_by_kind_and_sources_by_perspective(load_context: Context) -> None:
    """
    === sources/log.md
    ---
    {title: The log, type: book, language: en, perspective: borea, level: primary}
    ---
    """
    assert index_of("background/index.md", load_context) == {
        "count": "3 background entries",
        "Questions": ["who-owns-it.md"],
        "Places": ["island.md"],
        "Documents": ["treaty-of-1900.md"],
    }
    (sources,) = [later.make() for later in index_views(load_context) if later.page == "sources/index.md"]
    listed = [
        (group.title, [(inner.title, [c.note for c in inner.cards]) for inner in group.groups])
        for group in sources.groups
    ]
    assert listed == [
        ("Borea", [("Without a date", ["Cited in 0 entries"])]),
        ("Scholarly", [("1910s", ["Cited in 2 entries"])]),
    ]


def test_topics(load_context: Context) -> None:
    """
    === background/island.md
    ---
    {title: The island, summary: S., kind: place, topics: [people]}
    ---
    === actors/alba.md
    ---
    {title: Alba, summary: S., kind: state, topics: [people]}
    ---
    """
    assert index_of("topics/people.md", load_context) == {
        "count": "2 entries",
        "Background": ["island.md"],
        "Actors": ["alba.md"],
    }
    assert [later.page for later in index_views(load_context) if later.make().name == "topic"] == [
        "topics/people.md"
    ], "border has none"


def test_timeline_by_era(load_context: Context) -> None:
    """
    === dispute.yml
    title: The Strait dispute
    question: Who owns the island?
    parties:
      - {id: alba, name: Alba, colour: "#96590a"}
    naming: None.
    eras:
      - {title: Peace, from: 1900-05-02}
      - {title: War, from: 1905}
    === actors/borea.md
    ---
    {title: Borea, summary: S., kind: state}
    ---
    === events/1899-a.md
    ---
    {title: A, summary: S., date: 1899/1906, kind: war, weight: 3}
    ---
    [@paper]
    === events/1905-b.md
    ---
    {title: B, summary: S., date: 1905-01-01, kind: war, weight: 1}
    ---
    [@paper]
    """
    view = timeline_view(load_context)
    assert eras_of(load_context) == {"Before: Peace": ["1899-a.md"], "Peace": ["1900-talks.md"], "War": ["1905-b.md"]}
    assert [
        (card.date, card.machine_date, card.weight)
        for era in view.timeline.eras
        for card in (item.card for item in era.items)
    ] == [
        ("1899 to 1906", "", 3),
        ("2 May 1900", "1900-05-02", 2),
        ("1 January 1905", "1905-01-01", 1),
    ]


def test_persons_are_sorted_by_family_name(load_context: Context) -> None:
    """
    === actors/zoe-abel.md
    ---
    {title: Zoe Abel, summary: S., kind: person, party: alba}
    ---
    [@paper]
    === actors/mori-chika.md
    ---
    {title: Mori Chika, family_name: Mori, summary: S., kind: person, party: alba}
    ---
    [@paper]
    """
    alba = index_of("actors/index.md", load_context)["Alba"]
    assert isinstance(alba, dict)
    assert alba["Persons"] == ["zoe-abel.md", "ada-lind.md", "mori-chika.md"]


def test_sources_can_be_narrowed_by_what_is_among_them(load_context: Context) -> None:
    """
    === sources/note.md
    ---
    title: 覚書
    original-title: A note
    type: document
    language: ja
    issued: "1905"
    perspective: borea
    level: primary
    ---
    """
    (view,) = [later.make() for later in index_views(load_context) if later.page == "sources/index.md"]
    facets = {facet.label: [label for _, label in facet.choices] for facet in view.facets}
    assert facets["Whose view"] == ["Borea", "Scholarly"]
    assert facets["Language"] == ["English", "Japanese"]
    assert facets["Decade"] == ["1900s", "1910s"]
    (card,) = [card for group in view.groups for inner in group.groups for card in inner.cards if "note" in card.page]
    assert (card.gloss, card.title, card.language) == ("A note", "覚書", "ja")
    assert card.choices == ("borea", "document", "ja", "1900")
