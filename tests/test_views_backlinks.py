"""Backlinks: who refers to an entry, for what reason, the strongest reason first."""

from __future__ import annotations

from explainer.views import Context
from explainer.views.backlinks import backlinks_of


def shown(entry_id: str, context: Context) -> dict[str, list[tuple[str, str, str]]]:
    groups = backlinks_of(context.corpus.by_id[entry_id], context)
    return {group.title: [(card.page, card.date, card.note) for card in group.cards] for group in groups}


def test_a_source_is_cited_on_the_map(load_context: Context) -> None:
    """
    === map/map.yml
    summary: The strait.
    projection: {parallels: [50, 56], latitude: 53, longitude: 10}
    credit: {text: Ours, url: "https://example.org", licence: CC0, licence_url: "https://example.org/cc0"}
    views: [{id: whole, title: The strait, x: [-50, 50], y: [-50, 50], layer: lands}]
    features: [{id: vik, title: Vik, entry: island}]
    === map/states.yml
    states:
      - id: "1900"
        title: Divided
        date: "1900"
        text: A line is drawn.
        sources: [{source: survey, locator: p. 3}, {source: paper}, {source: survey, locator: p. 5}]
        events: [1900-talks]
        areas: [{features: [vik], status: settled, held_by: [alba]}]
      - id: today
        title: Today
        date: "2000"
        text: Nothing changed.
        sources: [{source: survey}]
        areas: [{features: [vik], status: settled, held_by: [alba]}]
    === map/lands.geojson
    {"type": "FeatureCollection", "features": [{"type": "Feature", "id": "vik", "geometry":
    {"type": "Polygon", "coordinates": [[[10,53],[10.1,53],[10.1,53.1],[10,53]]]}}]}
    === sources/survey.md
    ---
    {title: A survey, type: report, language: en, perspective: scholarly, level: primary}
    ---
    """
    assert shown("survey", load_context) == {
        "Cited in": [("map.md#1900", "1900", "p. 3, p. 5"), ("map.md#today", "2000", "")]
    }
    assert [
        card.title for group in backlinks_of(load_context.corpus.by_id["survey"], load_context) for card in group.cards
    ] == [
        "Map: Divided",
        "Map: Today",
    ]
    assert shown("paper", load_context)["Cited in"][-1] == ("map.md#1900", "1900", "")
    assert shown("1900-talks", load_context) == {}


def test_reasons_and_their_order(load_context: Context) -> None:
    """
    === events/1901-storm.md
    ---
    title: The storm
    summary: It blew.
    date: 1901
    kind: incident
    weight: 1
    actors: [{actor: ada-lind, role: witness}, {actor: ada-lind, role: signatory}]
    places: [island]
    responds_to: [1900-talks]
    see_also: [1900-talks, treaty-of-1900]
    ---

    After [[1900-talks]], [[Ada Lind]] saw [[the island]] twice: [[island]].[@paper, p. 3][@paper, p. 7; @paper]
    === background/storm.md
    ---
    title: Storms
    summary: They blow.
    kind: term
    see_also: [island]
    ---

    See [[1901-storm]] and [[storm]] and [[ada-lind]].[@paper]
    """
    assert shown("ada-lind", load_context) == {
        "Signatory of": [("events/1901-storm.md", "1901", "")],
        "Negotiator of": [("events/1900-talks.md", "2 May 1900", "")],
        "Witness of": [("events/1901-storm.md", "1901", "")],
        "Mentioned in": [("background/storm.md", "", "")],
    }
    assert shown("island", load_context) == {
        "What happened here": [("events/1901-storm.md", "1901", "")],
        "See also": [("background/storm.md", "", "")],
    }
    assert shown("1900-talks", load_context) == {"Answered by": [("events/1901-storm.md", "1901", "")]}
    assert shown("treaty-of-1900", load_context) == {"See also": [("events/1901-storm.md", "1901", "")]}
    assert shown("storm", load_context) == {}
    assert shown("paper", load_context) == {
        "Cited in": [
            ("events/1900-talks.md", "2 May 1900", "p. 3"),
            ("events/1901-storm.md", "1901", "p. 3, p. 7"),
            ("background/storm.md", "", ""),
            ("background/who-owns-it.md", "", ""),
        ]
    }


def test_offices_say_which_and_when(load_context: Context) -> None:
    """
    === actors/bo-berg.md
    ---
    title: Bo Berg
    summary: He held offices.
    kind: person
    offices:
      - {title: Envoy, of: alba, from: 1890, to: 1891~}
      - {title: Consul, of: borea}
      - {title: Minister, of: alba, from: 1895-02-03}
      - {title: Secretary, of: alba, to: 1880}
    ---
    """
    assert shown("alba", load_context) == {
        "Held office here": [
            (
                "actors/bo-berg.md",
                "",
                "Envoy, 1890 to about 1891; Minister, from 3 February 1895; Secretary, until 1880",
            ),
            ("actors/ada-lind.md", "", "Foreign Minister, 1899 to 30 June 1903"),
        ]
    }
    assert shown("borea", load_context) == {"Held office here": [("actors/bo-berg.md", "", "Consul")]}
