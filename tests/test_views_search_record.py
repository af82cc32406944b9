"""How entries are found: names in every script, and facets in the order of the site."""

from __future__ import annotations

import json

from explainer.pages import Settings
from explainer.pipeline import compile_site
from explainer.views import Context
from explainer.views.search_record import search_record_of
from folders import PROJECT, TESTS, THEME

HALMYR = PROJECT / "tests" / "sites" / "halmyr" / "content"


def test_every_name_once_but_the_title(load_context: Context) -> None:
    """
    === background/island.md
    ---
    title: The island
    summary: A small island.
    kind: place
    aliases: [The isle, Kunashiri]
    names:
      - {name: Кунашир, language: ru, romanisation: Kunashir}
      - {name: 国後島, language: ja, romanisation: Kunashiri}
      - {name: The island, language: en}
    topics: [people, border]
    ---
    """
    found = search_record_of(load_context.corpus.by_id["island"], load_context)
    assert found.names == ("Кунашир", "Kunashir", "国後島", "Kunashiri", "The isle")
    assert found.tails == ("後島",)
    assert found.facets == ("collection:background", "topic:people", "topic:border")
    assert (found.kind, found.date) == ("Place", "")


def test_parties_and_decades_of_an_event(load_context: Context) -> None:
    """
    === events/1898-war.md
    ---
    title: War
    summary: S.
    date: 1898/1911
    kind: war
    weight: 1
    actors: [{actor: borea, role: participant}, {actor: alba, role: participant}, {actor: alba, role: target}]
    ---
    [@paper]
    """
    found = search_record_of(load_context.corpus.by_id["1898-war"], load_context)
    parties = {a.id: a.fields.party for a in load_context.corpus.actors}
    expected = [f"party:{p}" for p in ("alba", "borea") if p in parties.values()]
    decades = ["decade:1890", "decade:1900", "decade:1910"]
    assert list(found.facets) == ["collection:events", *expected, *decades]


def test_facets_offer_what_occurs_in_the_order_of_the_site() -> None:
    facets = json.loads((TESTS / "snapshots" / "search-facets.json").read_text("utf-8"))
    shown = {facet["name"]: [value["title"] for value in facet["values"]] for facet in facets}
    assert shown["collection"] == ["Events", "Actors", "Background", "Sources", "Paths", "About this site"]
    assert shown["party"] == ["Qasira", "Thalessia", "Zghvara", "League of Harbours"]
    assert shown["decade"][:3] == ["241 to 232 BCE", "1200s", "1210s"]


def test_facets_that_the_browser_receives() -> None:
    compiled = compile_site(HALMYR, THEME, Settings())
    (asset,) = [asset for asset in compiled.assets if asset.path == "assets/facets.json"]
    snapshot = json.loads((TESTS / "snapshots" / "search-facets.json").read_text("utf-8"))
    assert json.loads(asset.text) == snapshot
