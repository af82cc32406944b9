"""Backlinks: who refers to an entry, for what reason, the strongest reason first."""

from __future__ import annotations

from explainer.views import Context
from explainer.views.backlinks import backlinks_of


def shown(entry_id: str, context: Context) -> dict[str, list[tuple[str, str, str]]]:
    groups = backlinks_of(context.corpus.by_id[entry_id], context)
    return {group.title: [(card.page, card.date, card.note) for card in group.cards] for group in groups}


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
        "Where this happened": [("events/1901-storm.md", "1901", "")],
        "Listed as related on": [("background/storm.md", "", "")],
    }
    assert shown("1900-talks", load_context) == {"Answered by": [("events/1901-storm.md", "1901", "")]}
    assert shown("treaty-of-1900", load_context) == {"Listed as related on": [("events/1901-storm.md", "1901", "")]}
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
