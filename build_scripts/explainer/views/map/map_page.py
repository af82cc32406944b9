"""The page of the map, with the dated states of the border."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from explainer import dates
from explainer.model.atlas import Atlas, Distance, State
from explainer.model.fields import EntryFields, Name
from explainer.views.map.drawing import LineView, LocatorView, MapDrawing, drawing_of, kilometres, lines_of, says_of
from explainer.views.map.figure import CreditView, credit_of, locator_in
from explainer.views.map.fills import (
    LegendItem,
    Pattern,
    description_of,
    fill_of,
    fills_of,
    legend_of,
    notes_of,
    patterns_of,
)
from explainer.views.map.lands import place_of, sheets_in, target_of, title_of
from explainer.views.map.projection import MapSheet
from explainer.views.numbering import Numbering, ReferenceView
from explainer.views.page_view import PageView
from explainer.views.parts import MAP_PAGE, Card, Context, Crumb, NoteMark, Value, card_of
from explainer.views.search_periods import years_of_state


@dataclass(frozen=True)
class FilledArea:
    """The features of one fill, for a small drawing."""

    fill: str
    features: tuple[str, ...]


@dataclass(frozen=True)
class StateView:
    """A state of the border. `description` says in words what its drawing shows."""

    id: str
    title: str
    short: str
    date: str
    span: str
    """From when to when: `1875–1905`."""
    years: tuple[str, ...]
    text: str
    description: str
    marks: tuple[NoteMark, ...]
    legend: tuple[LegendItem, ...]
    areas: tuple[FilledArea, ...]
    lines: tuple[LineView, ...]
    notes: Mapping[str, str]
    """What labels say of who held their feature."""
    events: tuple[Card, ...]


@dataclass(frozen=True)
class DistanceRow:
    """A distance in words, with its source."""

    title: str
    text: str
    marks: tuple[NoteMark, ...]


@dataclass(frozen=True)
class IslandRow:
    title: str
    page: str
    leads_to: str
    names: tuple[Value, ...]


@dataclass(frozen=True, kw_only=True)
class MapPageView(PageView):
    """The page of the map."""

    crumbs: tuple[Crumb, ...]
    drawings: tuple[MapDrawing, ...]
    """The drawings, widest first; they show the last state."""
    states: tuple[StateView, ...]
    patterns: tuple[Pattern, ...]
    islands: tuple[IslandRow, ...]
    distances: tuple[DistanceRow, ...]
    locator: LocatorView | None
    data: str
    """The states as JSON for the browser: the features of each fill, the kind of each line, what labels say."""
    files: tuple[str, ...]
    credits: tuple[CreditView, ...]
    note: str
    references: tuple[ReferenceView, ...]


def map_view(context: Context) -> MapPageView:
    """The page of the map, for content that has one."""
    atlas = context.corpus.atlas
    assert atlas is not None
    numbering = Numbering(context)
    states = tuple(_state_view(state, atlas, numbering, context) for state in atlas.states)
    last = atlas.states[-1]
    title = context.words.say("map")
    return MapPageView(
        page=MAP_PAGE,
        collection="map",
        title=title,
        summary=atlas.map.summary,
        crumbs=(Crumb(context.words.say("home"), "index.md"),),
        drawings=tuple(drawing_of(sheet, last, (), atlas, context) for sheet in sheets_in(context)),
        states=states,
        patterns=patterns_of(atlas.states, context),
        islands=_islands(atlas, context),
        distances=tuple(
            _distance_row(distance, numbering, context) for view in atlas.map.views for distance in view.distances
        ),
        locator=locator_in(sheets_in(context)[0].frame, context),
        data=_data(states),
        files=tuple(layer.path for layer in atlas.layers),
        credits=credit_of(atlas),
        note=atlas.map.note or "",
        references=numbering.references(),
    )


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


def _distance_row(distance: Distance, numbering: Numbering, context: Context) -> DistanceRow:
    mark = numbering.mark(distance.source, distance.locator or "")
    return DistanceRow(distance.title, kilometres(distance.km, context), (mark,))


def _name(name: Name, context: Context) -> Value:
    return Value(name.name, language=name.language, note=name.romanisation or "")


# States


def _state_view(state: State, atlas: Atlas, numbering: Numbering, context: Context) -> StateView:
    sheet, span = sheets_in(context)[0], _years_of(state, atlas, context)
    return StateView(
        id=state.id,
        title=state.title,
        short=state.short or span,
        date=context.date(state.date),
        span=span,
        years=years_of_state(state, atlas, context),
        text=state.text,
        description=description_of(state, sheet, atlas, context),
        marks=tuple(numbering.mark(s.source, s.locator or "") for s in state.sources),
        legend=legend_of(state, sheet, atlas, context),
        areas=_areas(state, sheet, atlas),
        lines=tuple(line for line in lines_of(sheet, state) if line.kind),
        notes=notes_of(state, says_of(atlas), atlas, context),
        events=tuple(card_of(context.corpus.by_id[event], context) for event in state.events),
    )


def _years_of(state: State, atlas: Atlas, context: Context) -> str:
    """The years of a state: from that in which it began to that in which it ended."""
    end = atlas.ends(state)
    first = dates.year_label(state.date.year, context.words)
    last = dates.year_label(end.years()[-1] if state.until else end.year, context.words) if end else ""
    if last == first:
        return first
    return context.words.say("map-years", start=first, end=last) if end else context.date(state.date)


def _areas(state: State, sheet: MapSheet, atlas: Atlas) -> tuple[FilledArea, ...]:
    """The features of the view by fill, in the order of the state; those about which it says nothing come first."""
    fills = fills_of(state, atlas)
    features = [feature.id for feature in atlas.map.features if feature.id in sheet.land]
    names = ("", *dict.fromkeys(fill_of(area) for area in state.areas))
    areas = (FilledArea(name, tuple(f for f in features if fills.get(f, "") == name)) for name in names)
    return tuple(area for area in areas if area.features)


def _data(states: tuple[StateView, ...]) -> str:
    data = {
        "states": [
            {
                "id": state.id,
                "fills": {area.fill: list(area.features) for area in state.areas if area.fill},
                "lines": {line.id: line.kind for line in state.lines},
                "notes": dict(state.notes),
            }
            for state in states
        ]
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
