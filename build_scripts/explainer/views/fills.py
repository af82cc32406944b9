"""How land is filled in a state of the border, and what each fill and line means.

Convention: a fill has a name (`settled-alba`), which is the id of a pattern of the page and the key of the legend;
land of which a state says nothing has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from babel.lists import format_list

from explainer.model.atlas import Atlas, State, StateArea
from explainer.views.drawing import Sheet
from explainer.views.lands import title_of
from explainer.views.parts import Context


@dataclass(frozen=True)
class Pattern:
    """A fill: its name, its kind of hatching, and the parties in whose colours it is."""

    name: str
    status: str
    parties: tuple[str, ...]
    texture: int
    """Which texture tells the holder from others without colour: the number of the party in dispute.yml."""


@dataclass(frozen=True)
class LegendItem:
    """`fill` names a pattern, or `line` a kind of line; `areas` says what land or where."""

    fill: str
    line: str
    text: str
    areas: str


def fill_of(area: StateArea) -> str:
    return "-".join((area.status, *_parties(area)))


def _parties(area: StateArea) -> tuple[str, ...]:
    """The parties in whose colours land is drawn: none where its status is nobody's."""
    neutral = area.status in ("renounced", "unclear")
    return () if neutral else (*area.held_by, *area.claimed_by)


def fills_of(state: State | None, atlas: Atlas) -> Mapping[str, str]:
    """The fill of each single feature of which the state says something."""
    areas = state.areas if state else ()
    return {m: fill_of(area) for area in areas for feature in area.features for m in atlas.members(feature)}


def patterns_of(states: Iterable[State], context: Context) -> tuple[Pattern, ...]:
    """Each fill of the states once."""
    order = list(context.corpus.party_by_id)
    areas = {fill_of(area): area for state in states for area in state.areas}
    return tuple(
        Pattern(name, area.status, _parties(area), order.index(area.held_by[0]) if area.held_by else 0)
        for name, area in areas.items()
    )


def legend_of(state: State, sheet: Sheet, atlas: Atlas, context: Context) -> tuple[LegendItem, ...]:
    """What each fill and line of the state means, without those that the view does not show."""
    items = []
    for area in state.areas:
        shown = [f for f in area.features if sheet.land.keys() & set(atlas.members(f))]
        if shown:
            areas = "; ".join(title_of(atlas.feature_by_id[feature], context) for feature in shown)
            items.append(LegendItem(fill_of(area), "", _meaning(area, context), areas))
    for line in state.lines:
        if line.line in sheet.lines:
            items.append(LegendItem("", str(line.kind), context.words.say(f"map-line-{line.kind}"), line.title))
    return tuple(items)


def _meaning(area: StateArea, context: Context) -> str:
    def named(parties: tuple[str, ...]) -> str:
        return format_list([context.party_name(party) for party in parties], locale=context.words.locale)

    return area.legend or context.words.say(
        f"map-status-{area.status}",
        holders=named(area.held_by),
        claimants=named(area.claimed_by),
        givers=named(area.given_up_by),
    )


def description_of(state: State, sheet: Sheet, atlas: Atlas, context: Context) -> str:
    """What a drawing of the state shows, in words."""
    items = (f"{item.text}: {item.areas}" for item in legend_of(state, sheet, atlas, context))
    return f"{state.title}. {'. '.join(items)}."
