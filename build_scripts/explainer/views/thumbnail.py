"""The map of a place as a picture of its own, small enough for a preview."""

from __future__ import annotations

from dataclasses import dataclass

from explainer.model.corpus import AnyEntry
from explainer.model.fields import Place
from explainer.views.drawing import THUMBNAIL
from explainer.views.lands import features_of, narrowest
from explainer.views.parts import Context


@dataclass(frozen=True)
class Thumbnail:
    """`file` is where it is published; `land` and `marked` are SVG paths, `marked` of the place itself."""

    file: str
    width: int
    height: int
    land: str
    marked: str


def thumbnail_of(entry: AnyEntry, context: Context) -> Thumbnail | None:
    """The thumbnail of a place that is on the map, None for every other entry."""
    atlas = context.corpus.atlas
    features = features_of(entry, atlas, context) if atlas and isinstance(entry.fields, Place) else ()
    if not features:
        return None
    sheet = narrowest(features, context.thumbnails)
    return Thumbnail(
        file=f"assets/places/{entry.id}.svg",
        width=THUMBNAIL,
        height=sheet.frame.height,
        land="".join(path for feature, path in sheet.land.items() if feature not in features),
        marked="".join(path for feature, path in sheet.land.items() if feature in features),
    )
