"""The map of a place as a picture of its own, small enough for a hover card."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from explainer.model.corpus import AnyEntry
from explainer.model.fields import Place
from explainer.views.map.lands import features_of, narrowest, sheets_in
from explainer.views.map.projection import THUMBNAIL, MapSheet
from explainer.views.parts import Context


@dataclass(frozen=True)
class Thumbnail:
    """A small map: `file` is its address; `land` and `marked` are SVG paths, `marked` that of the place itself."""

    file: str
    width: int
    height: int
    land: str
    marked: str


def thumbnail_of(entry: AnyEntry, context: Context) -> Thumbnail | None:
    """The thumbnail of a place that is on the map; None for every other entry."""
    atlas = context.corpus.atlas
    features = features_of(entry, atlas, context) if atlas and isinstance(entry.fields, Place) else ()
    if not features:
        return None
    sheet = narrowest(features, sheets_in(context, THUMBNAIL))
    return Thumbnail(
        file=f"assets/places/{entry.id}.svg",
        width=THUMBNAIL,
        height=sheet.frame.height,
        land=_drawn(sheet, sheet.land.keys() - set(features)),
        marked=_drawn(sheet, set(features)),
    )


def _drawn(sheet: MapSheet, features: Set[str]) -> str:
    return "".join(land.path + land.ring for feature, land in sheet.land.items() if feature in features)
