"""The map: its drawings, the dated states of the border, legends, and the same in words.

Convention: a fill has a name (`settled-alba`), which is the id of a pattern of the page and the key of the legend;
land of which a state says nothing has none. Land that leads to one page is one link, however many islands it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from babel.lists import format_list

from explainer import dates
from explainer.model.atlas import Atlas, FeatureFields, Label, State, StateArea
from explainer.model.corpus import AnyEntry
from explainer.model.fields import EntryFields, Event, Name, Place, SiteText
from explainer.views.drawing import WIDTH, Sheet
from explainer.views.parts import Card, Context, Crumb, Mark, Value, card_of, page_of
from explainer.views.text import Numbering, ReferenceView

PAGE = "map.md"


@dataclass(frozen=True)
class Pattern:
    """A fill: its name, its kind of hatching, and the parties in whose colours it is."""

    name: str
    status: str
    parties: tuple[str, ...]
    texture: int
    """Which texture tells the holder from others without colour: the number of the party in dispute.yml."""


@dataclass(frozen=True)
class Shape:
    feature: str
    title: str
    path: str
    fill: str
    marked: bool


@dataclass(frozen=True)
class Land:
    """Shapes that lead to one page; `page` is empty for land that leads nowhere."""

    page: str
    title: str
    shapes: tuple[Shape, ...]


@dataclass(frozen=True)
class LineView:
    """A line; `kind` is empty where the shown state has none there."""

    id: str
    path: str
    kind: str


@dataclass(frozen=True)
class LabelView:
    x: int
    y: int
    anchor: str
    text: str
    minor: bool
    is_water: bool


@dataclass(frozen=True)
class LegendItem:
    """`fill` names a pattern, or `line` a kind of line; `areas` says what land or where."""

    fill: str
    line: str
    text: str
    areas: str


@dataclass(frozen=True)
class CreditView:
    text: str
    url: str
    licence: str
    licence_url: str


@dataclass(frozen=True)
class Drawing:
    """One view of the map, drawn."""

    id: str
    title: str
    description: str
    width: int
    height: int
    lands: tuple[Land, ...]
    lines: tuple[LineView, ...]
    labels: tuple[LabelView, ...]


@dataclass(frozen=True)
class Area:
    """The features of one fill, for a small drawing."""

    fill: str
    features: tuple[str, ...]


@dataclass(frozen=True)
class StateView:
    """A state of the border. `description` says what its drawing shows."""

    id: str
    title: str
    date: str
    text: str
    description: str
    marks: tuple[Mark, ...]
    legend: tuple[LegendItem, ...]
    areas: tuple[Area, ...]
    lines: tuple[LineView, ...]
    events: tuple[Card, ...]


@dataclass(frozen=True)
class IslandRow:
    title: str
    page: str
    leads_to: str
    names: tuple[Value, ...]


@dataclass(frozen=True)
class MapPageView:
    """The page of the map."""

    page: str
    title: str
    summary: str
    crumbs: tuple[Crumb, ...]
    drawings: tuple[Drawing, ...]
    """The widest first; they show the last state."""
    states: tuple[StateView, ...]
    patterns: tuple[Pattern, ...]
    islands: tuple[IslandRow, ...]
    data: str
    """The states as JSON for the browser: the features of each fill and the kind of each line."""
    files: tuple[str, ...]
    credit: CreditView
    references: tuple[ReferenceView, ...]


@dataclass(frozen=True)
class MapFigure:
    """The map narrowed to an entry, in the state that the entry asks for."""

    drawing: Drawing
    state: str
    page: str
    date: str
    legend: tuple[LegendItem, ...]
    patterns: tuple[Pattern, ...]
    credit: CreditView


def map_view(context: Context) -> MapPageView | None:
    """The page of the map; None where the content has none."""
    atlas = context.corpus.atlas
    if atlas is None:
        return None
    numbering = Numbering(context)
    states = tuple(_state_view(state, atlas, numbering, context) for state in atlas.states)
    last = atlas.states[-1]
    title = context.words.say("map")
    return MapPageView(
        page=PAGE,
        title=title,
        summary=atlas.map.summary,
        crumbs=(Crumb(context.words.say("home"), "index.md"),),
        drawings=tuple(_drawing(sheet, last, (), atlas, context) for sheet in context.sheets),
        states=states,
        patterns=_patterns(atlas.states, context),
        islands=_islands(atlas, context),
        data=_data(states),
        files=tuple(layer.path for layer in atlas.layers),
        credit=_credit(atlas),
        references=numbering.references(),
    )


def figure_of(entry: AnyEntry, context: Context) -> MapFigure | None:
    """The map of a place, of an event that made a state, of an event's places, or of the whole for a text of the site;
    None for every other entry."""
    atlas = context.corpus.atlas
    if atlas is None:
        return None
    if isinstance(entry.fields, SiteText):
        return _figure(context.sheets[0], atlas.states[-1], (), atlas, context)
    made = next((state for state in atlas.states if entry.id in state.events[:1]), None)
    features = _features_of(entry, atlas, context)
    if made is None and not features:
        return None
    state = made or _state_of(entry, atlas)
    sheet = context.sheets[0] if made else _narrowest(features, context)
    return _figure(sheet, state, features, atlas, context)


def _figure(sheet: Sheet, state: State | None, marked: tuple[str, ...], atlas: Atlas, context: Context) -> MapFigure:
    return MapFigure(
        drawing=_drawing(sheet, state, marked, atlas, context),
        state=state.title if state else "",
        page=f"{PAGE}#{state.id}" if state else PAGE,
        date=context.date(state.date) if state else "",
        legend=_legend(state, sheet, atlas, context) if state else (),
        patterns=_patterns([state] if state else [], context),
        credit=_credit(atlas),
    )


# Which land, which state, which view


def _features_of(entry: AnyEntry, atlas: Atlas, context: Context) -> tuple[str, ...]:
    """The features of a place, or of the places of an event."""
    fields = entry.fields
    if isinstance(fields, Event):
        places = (context.corpus.by_id[place] for place in fields.places)
        return tuple(dict.fromkeys(f for place in places for f in _features_of(place, atlas, context)))
    if not isinstance(fields, Place):
        return ()
    if fields.feature:
        return atlas.members(fields.feature)
    own = next((group.id for group in atlas.map.groups if group.entry == entry.id), "")
    return atlas.members(own)


def _state_of(entry: AnyEntry, atlas: Atlas) -> State | None:
    """The state in which an event happened, None before the first; of a place, the last."""
    if not isinstance(entry.fields, Event):
        return atlas.states[-1]
    key = dates.sort_key(entry.fields.date)
    begun = [state for state in atlas.states if dates.sort_key(state.date) <= key]
    return begun[-1] if begun else None


def _narrowest(features: tuple[str, ...], context: Context) -> Sheet:
    """The last view that holds all the features, or else the first view."""
    holding = [sheet for sheet in context.sheets if sheet.whole.issuperset(features)]
    return holding[-1] if holding else context.sheets[0]


# Drawings


def _drawing(sheet: Sheet, state: State | None, marked: tuple[str, ...], atlas: Atlas, context: Context) -> Drawing:
    return Drawing(
        id=sheet.view.id,
        title=sheet.view.title,
        description=_description(state, sheet, atlas, context) if state else "",
        width=WIDTH,
        height=sheet.frame.height,
        lands=_lands(sheet, _fills(state, atlas), marked, atlas, context),
        lines=_lines(sheet, state),
        labels=tuple(_label(label, sheet, atlas, context) for label in sheet.view.labels),
    )


def _lands(
    sheet: Sheet, fills: Mapping[str, str], marked: tuple[str, ...], atlas: Atlas, context: Context
) -> tuple[Land, ...]:
    """The land of a view by the page it leads to, what leads nowhere first."""
    lands: dict[str, list[Shape]] = {"": []}
    titles = {"": ""}
    for fields in atlas.map.features:
        path = sheet.land.get(fields.id)
        if path:
            page, titled = _target(fields, atlas, context)
            title = _title(fields, context)
            titles.setdefault(page, titled)
            shape = Shape(fields.id, title, path, fills.get(fields.id, ""), fields.id in marked)
            lands.setdefault(page, []).append(shape)
    return tuple(Land(page, titles[page], tuple(shapes)) for page, shapes in lands.items() if shapes)


def _lines(sheet: Sheet, state: State | None) -> tuple[LineView, ...]:
    """Every line of the map that the view shows, with its kind in the state."""
    kinds = {line.line: str(line.kind) for line in state.lines} if state else {}
    return tuple(LineView(line, path, kinds.get(line, "")) for line, path in sheet.lines.items())


def _label(label: Label, sheet: Sheet, atlas: Atlas, context: Context) -> LabelView:
    x, y = sheet.frame.at(*label.at)
    text = label.text or _title(atlas.feature_by_id[label.feature or ""], context)
    return LabelView(x, y, label.anchor, text, label.minor, is_water=label.feature is None)


# Names and links


def _place_of(feature: str, context: Context) -> AnyEntry | None:
    """The place entry that has the feature as its own."""
    places = (e for e in context.corpus.background if isinstance(e.fields, Place) and e.fields.feature == feature)
    return next(places, None)


def _title(fields: FeatureFields, context: Context) -> str:
    place = _place_of(fields.id, context)
    return place.title if place else fields.title


def _target(fields: FeatureFields, atlas: Atlas, context: Context) -> tuple[str, str]:
    """The page that a feature leads to and its title: of its own entry, else of the nearest group's; or empty."""
    groups = [group for group in atlas.map.groups if fields.id in atlas.members(group.id)]
    groups.sort(key=lambda group: len(atlas.members(group.id)))
    for candidate in (fields, *groups):
        entry = _place_of(candidate.id, context) or context.corpus.by_id.get(candidate.entry or "")
        if entry is not None:
            return page_of(entry), entry.title
    return "", ""


def _islands(atlas: Atlas, context: Context) -> tuple[IslandRow, ...]:
    """The features that lead to a page, with their names."""
    rows = []
    for fields in atlas.map.features:
        page, leads_to = _target(fields, atlas, context)
        place = _place_of(fields.id, context)
        own = place.fields.names if place and isinstance(place.fields, EntryFields) else fields.names
        if page:
            names = tuple(_name(name, context) for name in own)
            rows.append(IslandRow(_title(fields, context), page, leads_to, names))
    return tuple(rows)


def _name(name: Name, context: Context) -> Value:
    return Value(name.name, language=name.language, note=name.romanisation or "")


def _credit(atlas: Atlas) -> CreditView:
    credit = atlas.map.credit
    return CreditView(credit.text, credit.url, credit.licence, credit.licence_url)


# States


def _state_view(state: State, atlas: Atlas, numbering: Numbering, context: Context) -> StateView:
    sheet = context.sheets[0]
    return StateView(
        id=state.id,
        title=state.title,
        date=context.date(state.date),
        text=state.text,
        description=_description(state, sheet, atlas, context),
        marks=tuple(numbering.mark(s.source, s.locator or "") for s in state.sources),
        legend=_legend(state, sheet, atlas, context),
        areas=_areas(state, sheet, atlas),
        lines=tuple(line for line in _lines(sheet, state) if line.kind),
        events=tuple(card_of(context.corpus.by_id[event], context) for event in state.events),
    )


def _areas(state: State, sheet: Sheet, atlas: Atlas) -> tuple[Area, ...]:
    """The features of the view by their fill, in the order of the state, before them those of which it says nothing."""
    fills = _fills(state, atlas)
    features = [feature.id for feature in atlas.map.features if feature.id in sheet.land]
    names = ("", *dict.fromkeys(_fill(area) for area in state.areas))
    areas = (Area(name, tuple(f for f in features if fills.get(f, "") == name)) for name in names)
    return tuple(area for area in areas if area.features)


def _fill(area: StateArea) -> str:
    return "-".join((area.status, *_parties(area)))


def _parties(area: StateArea) -> tuple[str, ...]:
    """The parties in whose colours land is drawn: none where its status is nobody's."""
    neutral = area.status in ("renounced", "unclear")
    return () if neutral else (*area.held_by, *area.claimed_by)


def _fills(state: State | None, atlas: Atlas) -> Mapping[str, str]:
    """The fill of each single feature of which the state says something."""
    areas = state.areas if state else ()
    return {m: _fill(area) for area in areas for feature in area.features for m in atlas.members(feature)}


def _patterns(states: Iterable[State], context: Context) -> tuple[Pattern, ...]:
    """Each fill of the states once."""
    order = list(context.corpus.party_by_id)
    areas = {_fill(area): area for state in states for area in state.areas}
    return tuple(
        Pattern(name, area.status, _parties(area), order.index(area.held_by[0]) if area.held_by else 0)
        for name, area in areas.items()
    )


def _legend(state: State, sheet: Sheet, atlas: Atlas, context: Context) -> tuple[LegendItem, ...]:
    """What each fill and line of the state means, without those that the view does not show."""
    items = []
    for area in state.areas:
        shown = [f for f in area.features if sheet.land.keys() & set(atlas.members(f))]
        if shown:
            areas = "; ".join(_title(atlas.feature_by_id[feature], context) for feature in shown)
            items.append(LegendItem(_fill(area), "", _meaning(area, context), areas))
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


def _description(state: State, sheet: Sheet, atlas: Atlas, context: Context) -> str:
    """What a drawing of the state shows, in words."""
    items = (f"{item.text}: {item.areas}" for item in _legend(state, sheet, atlas, context))
    return f"{state.title}. {'. '.join(items)}."


def _data(states: tuple[StateView, ...]) -> str:
    data = {
        "states": [
            {
                "id": state.id,
                "fills": {area.fill: list(area.features) for area in state.areas if area.fill},
                "lines": {line.id: line.kind for line in state.lines},
            }
            for state in states
        ]
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
