"""The map narrowed to an entry: a place as it stands now, an event on its day, the first page."""

from __future__ import annotations

from dataclasses import dataclass

from explainer.model.atlas import AreaStatus, Atlas, Credit, State
from explainer.model.corpus import AnyEntry
from explainer.model.fields import Event, SiteText
from explainer.views.map.drawing import LocatorView, MapDrawing, drawing_of, locator_view
from explainer.views.map.fills import LegendItem, Pattern, legend_of, patterns_of
from explainer.views.map.lands import features_of, narrowest, sheets_in
from explainer.views.map.projection import Frame, MapSheet, locator_of
from explainer.views.parts import Context, page_of_state


@dataclass(frozen=True)
class CreditView:
    text: str
    url: str
    licence: str
    licence_url: str


@dataclass(frozen=True)
class MapFigure:
    """The map narrowed to an entry. `day` says of an event which day it shows."""

    drawing: MapDrawing
    locator: LocatorView | None
    day: str
    state: str
    page: str
    date: str
    legend: tuple[LegendItem, ...]
    patterns: tuple[Pattern, ...]
    credits: tuple[CreditView, ...]


def figure_of(entry: AnyEntry, context: Context) -> MapFigure | None:
    """The map of a place, of an event's day with its places marked, or, for a text of the site, of what is contested.

    None for every other entry, and for an event of which the map does not know how things stood on its day.
    """
    atlas = context.corpus.atlas
    if atlas is None:
        return None
    if isinstance(entry.fields, SiteText):
        sheet = narrowest(_contested(atlas.states[-1], atlas), sheets_in(context))
        return _figure(sheet, atlas.states[-1], (), "", context)
    made = next((state for state in atlas.states if entry.id in state.events[:1]), None)
    features = features_of(entry, atlas, context)
    state, day = made or atlas.states[-1], ""
    if isinstance(entry.fields, Event):
        on_day = made or atlas.state_on(entry.fields.date)
        if on_day is None:
            return None
        state, day = on_day, context.words.say("map-on-day", date=context.date(entry.fields.date))
    if made is None and not features:
        return None
    sheet = narrowest(features, sheets_in(context)) if features else sheets_in(context)[0]
    return _figure(sheet, state, features, day, context)


def _contested(state: State, atlas: Atlas) -> tuple[str, ...]:
    """The single features that the state says are contested."""
    areas = (area for area in state.areas if area.status is AreaStatus.CONTESTED)
    return tuple(member for area in areas for feature in area.features for member in atlas.members(feature))


def _figure(sheet: MapSheet, state: State, marked: tuple[str, ...], day: str, context: Context) -> MapFigure:
    atlas = context.corpus.atlas
    assert atlas is not None
    return MapFigure(
        drawing=drawing_of(sheet, state, marked, atlas, context),
        locator=locator_in(sheet.frame, context),
        day=day,
        state=state.title,
        page=page_of_state(state),
        date=context.date(state.date),
        legend=legend_of(state, sheet, atlas, context),
        patterns=patterns_of([state], context),
        credits=credit_of(atlas),
    )


def locator_in(shown: Frame, context: Context) -> LocatorView | None:
    """The small map of where a view lies, None if the content has none."""
    drawn = context.cache.recall(locator_of, context.corpus.atlas) if context.corpus.atlas else None
    return locator_view(*drawn, shown, context) if drawn else None


def credit_of(atlas: Atlas) -> tuple[CreditView, ...]:
    """Whose data the outlines are, those of the locator last."""
    locator = atlas.map.locator
    return tuple(_credit(credit) for credit in (atlas.map.credit, *((locator.credit,) if locator else ())))


def _credit(credit: Credit) -> CreditView:
    return CreditView(credit.text, credit.url, credit.licence, credit.licence_url)
