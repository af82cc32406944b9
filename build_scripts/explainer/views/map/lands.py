"""The land of the map: its names, the entry about it, the view that shows it."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.model.atlas import Atlas, FeatureFields
from explainer.model.corpus import AnyEntry
from explainer.model.fields import Event, Place
from explainer.views.map.projection import WIDTH, MapSheet, sheets_of
from explainer.views.parts import Context, page_of


def features_of(entry: AnyEntry, atlas: Atlas, context: Context) -> tuple[str, ...]:
    """The features of a place, or of the places of an event."""
    fields = entry.fields
    if isinstance(fields, Event):
        places = (context.corpus.by_id[place] for place in fields.places)
        return tuple(dict.fromkeys(f for place in places for f in features_of(place, atlas, context)))
    if not isinstance(fields, Place):
        return ()
    if fields.feature:
        return atlas.members(fields.feature)
    own = next((group.id for group in atlas.map.groups if group.entry == entry.id), "")
    return atlas.members(own)


def sheets_in(context: Context, width: int = WIDTH) -> tuple[MapSheet, ...]:
    """The views of the map, drawn at a width; none if the content has no map."""
    return context.cache.recall(sheets_of, context.corpus.atlas, width) if context.corpus.atlas else ()


def narrowest(features: tuple[str, ...], sheets: Sequence[MapSheet]) -> MapSheet:
    """The last view that holds all the features, otherwise the first view."""
    holding = [sheet for sheet in sheets if sheet.whole.issuperset(features)]
    return holding[-1] if holding else sheets[0]


def place_of(feature: str, context: Context) -> AnyEntry | None:
    """The place entry with this feature."""
    places = (e for e in context.corpus.background if isinstance(e.fields, Place) and e.fields.feature == feature)
    return next(places, None)


def title_of(fields: FeatureFields, context: Context) -> str:
    place = place_of(fields.id, context)
    return place.title if place else fields.title


def target_of(fields: FeatureFields, atlas: Atlas, context: Context) -> tuple[str, str]:
    """The page that a feature leads to, and its title: of its own entry, or of the nearest group's; otherwise empty."""
    groups = [group for group in atlas.map.groups if fields.id in atlas.members(group.id)]
    groups.sort(key=lambda group: len(atlas.members(group.id)))
    for candidate in (fields, *groups):
        entry = place_of(candidate.id, context) or context.corpus.by_id.get(candidate.entry or "")
        if entry is not None:
            return page_of(entry), entry.title
    return "", ""
