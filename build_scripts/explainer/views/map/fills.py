"""How land is filled in a state of the border, and what each fill and line means.

Convention: the name of a fill (`settled-alba`) is the id of a pattern on the page and the key of the legend. Land about
which a state says nothing has no fill.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from babel.lists import format_list

from explainer.model.atlas import Atlas, State, StateArea
from explainer.views.map.lands import title_of
from explainer.views.map.projection import MapSheet
from explainer.views.parts import Context


@dataclass(frozen=True)
class Pattern:
    """A fill: its name, its kind of hatching, and the parties whose colours it has."""

    name: str
    status: str
    parties: tuple[str, ...]
    texture: int
    """The texture by which holders differ without colour: the number of the party in dispute.yml."""


@dataclass(frozen=True)
class LegendItem:
    """A line of the legend: `fill` names a pattern, or `line` a kind of line; `areas` says which land or where."""

    fill: str
    line: str
    text: str
    areas: str


def fill_of(area: StateArea) -> str:
    return "-".join((area.status, *_parties(area)))


def _parties(area: StateArea) -> tuple[str, ...]:
    """The parties in whose colours land is drawn, first who holds it; without a holder it is nobody's."""
    return (*area.held_by, *area.claimed_by, *area.given_up_by, *area.promised_to)


def fills_of(state: State | None, atlas: Atlas) -> Mapping[str, str]:
    """The fill of each single feature about which the state says something."""
    areas = state.areas if state else ()
    return {m: fill_of(area) for area in areas for feature in area.features for m in atlas.members(feature)}


def patterns_of(states: Iterable[State], context: Context) -> tuple[Pattern, ...]:
    """The fills of the states, each once."""
    order = list(context.corpus.party_by_id)
    areas = {fill_of(area): area for state in states for area in state.areas}
    return tuple(
        Pattern(name, area.status, _parties(area), order.index(area.held_by[0]) if area.held_by else 0)
        for name, area in areas.items()
    )


def legend_of(state: State, sheet: MapSheet, atlas: Atlas, context: Context) -> tuple[LegendItem, ...]:
    """What each fill and line of the state means, each sign once, without those that the view does not show."""
    items: list[LegendItem] = []
    for area in state.areas:
        shown = [f for f in area.features if sheet.land.keys() & set(atlas.members(f))]
        if shown:
            titles = (title_of(atlas.feature_by_id[feature], context) for feature in shown)
            areas = context.words.listed("list-of-lists", titles)
            items.append(LegendItem(fill_of(area), "", _meaning(area, context), areas))
    for line in state.lines:
        if line.line in sheet.lines:
            items.append(LegendItem("", str(line.kind), context.words.say(f"map-line-{line.kind}"), line.title))
    return _without_repetitions(items, context)


def _without_repetitions(items: Sequence[LegendItem], context: Context) -> tuple[LegendItem, ...]:
    """Items of one sign and one meaning as one, which names all their areas."""
    together: dict[LegendItem, list[str]] = {}
    for item in items:
        together.setdefault(replace(item, areas=""), []).append(item.areas)
    return tuple(replace(item, areas=context.words.listed("list-of-lists", areas)) for item, areas in together.items())


def notes_of(state: State | None, features: Iterable[str], atlas: Atlas, context: Context) -> Mapping[str, str]:
    """What a label says of each of the features in the state, in a few words; nothing of land that it is silent on."""
    areas = {m: area for area in (state.areas if state else ()) for f in area.features for m in atlas.members(f)}
    found = {feature: areas.get(atlas.members(feature)[0]) for feature in features if atlas.members(feature)}
    return {feature: _note(area, context) for feature, area in found.items() if area}


def _note(area: StateArea, context: Context) -> str:
    return area.note or context.words.say(f"map-note-{area.status}", **_named(area, context))


def _meaning(area: StateArea, context: Context) -> str:
    return area.legend or context.words.say(f"map-status-{area.status}", **_named(area, context))


def _named(area: StateArea, context: Context) -> dict[str, str]:
    """The parties of the area by the part that they have in it, as the catalogue calls these."""
    parts = {
        "holders": area.held_by,
        "claimants": area.claimed_by,
        "givers": area.given_up_by,
        "promised": area.promised_to,
    }
    locale = context.words.locale
    return {
        part: format_list([context.party_name(party) for party in parties], locale=locale)
        for part, parties in parts.items()
    }


def description_of(state: State, sheet: MapSheet, atlas: Atlas, context: Context) -> str:
    """What a drawing of the state shows, in words."""
    words = context.words
    items = (words.say("pair", label=item.text, value=item.areas) for item in legend_of(state, sheet, atlas, context))
    return words.say("sentence", text=words.listed("sentences", (state.title, *items)))
