"""The map: its page with the dated states of the border, and the figures narrowed to an entry.

Convention: land that leads to one page is one link, however many islands it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from explainer import dates
from explainer.model.atlas import Atlas, Label, State
from explainer.model.corpus import AnyEntry
from explainer.model.fields import EntryFields, Event, Name, SiteText
from explainer.views.drawing import WIDTH, Sheet
from explainer.views.fills import LegendItem, Pattern, description_of, fill_of, fills_of, legend_of, patterns_of
from explainer.views.lands import features_of, narrowest, place_of, target_of, title_of
from explainer.views.parts import Card, Context, Crumb, Mark, Value, card_of
from explainer.views.text import Numbering, ReferenceView

PAGE = "map.md"


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
    note: str
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
        patterns=patterns_of(atlas.states, context),
        islands=_islands(atlas, context),
        data=_data(states),
        files=tuple(layer.path for layer in atlas.layers),
        credit=_credit(atlas),
        note=atlas.map.note or "",
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
    features = features_of(entry, atlas, context)
    if made is None and not features:
        return None
    state = made or _state_of(entry, atlas)
    sheet = context.sheets[0] if made else narrowest(features, context.sheets)
    return _figure(sheet, state, features, atlas, context)


def _figure(sheet: Sheet, state: State | None, marked: tuple[str, ...], atlas: Atlas, context: Context) -> MapFigure:
    return MapFigure(
        drawing=_drawing(sheet, state, marked, atlas, context),
        state=state.title if state else "",
        page=f"{PAGE}#{state.id}" if state else PAGE,
        date=context.date(state.date) if state else "",
        legend=legend_of(state, sheet, atlas, context) if state else (),
        patterns=patterns_of([state] if state else [], context),
        credit=_credit(atlas),
    )


# Which land, which state, which view


# Which state


def _state_of(entry: AnyEntry, atlas: Atlas) -> State | None:
    """The state in which an event happened, None before the first; of a place, the last."""
    if not isinstance(entry.fields, Event):
        return atlas.states[-1]
    key = dates.sort_key(entry.fields.date)
    begun = [state for state in atlas.states if dates.sort_key(state.date) <= key]
    return begun[-1] if begun else None


# Drawings


def _drawing(sheet: Sheet, state: State | None, marked: tuple[str, ...], atlas: Atlas, context: Context) -> Drawing:
    return Drawing(
        id=sheet.view.id,
        title=sheet.view.title,
        description=description_of(state, sheet, atlas, context) if state else "",
        width=WIDTH,
        height=sheet.frame.height,
        lands=_lands(sheet, fills_of(state, atlas), marked, atlas, context),
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
            page, titled = target_of(fields, atlas, context)
            title = title_of(fields, context)
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
    text = label.text or title_of(atlas.feature_by_id[label.feature or ""], context)
    return LabelView(x, y, label.anchor, text, label.minor, is_water=label.feature is None)


# Names and links


def _islands(atlas: Atlas, context: Context) -> tuple[IslandRow, ...]:
    """The features that lead to a page, with their names."""
    rows = []
    for fields in atlas.map.features:
        page, leads_to = target_of(fields, atlas, context)
        place = place_of(fields.id, context)
        own = place.fields.names if place and isinstance(place.fields, EntryFields) else fields.names
        if page:
            names = tuple(_name(name, context) for name in own)
            rows.append(IslandRow(title_of(fields, context), page, leads_to, names))
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
        description=description_of(state, sheet, atlas, context),
        marks=tuple(numbering.mark(s.source, s.locator or "") for s in state.sources),
        legend=legend_of(state, sheet, atlas, context),
        areas=_areas(state, sheet, atlas),
        lines=tuple(line for line in _lines(sheet, state) if line.kind),
        events=tuple(card_of(context.corpus.by_id[event], context) for event in state.events),
    )


def _areas(state: State, sheet: Sheet, atlas: Atlas) -> tuple[Area, ...]:
    """The features of the view by their fill, in the order of the state, before them those of which it says nothing."""
    fills = fills_of(state, atlas)
    features = [feature.id for feature in atlas.map.features if feature.id in sheet.land]
    names = ("", *dict.fromkeys(fill_of(area) for area in state.areas))
    areas = (Area(name, tuple(f for f in features if fills.get(f, "") == name)) for name in names)
    return tuple(area for area in areas if area.features)


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
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
