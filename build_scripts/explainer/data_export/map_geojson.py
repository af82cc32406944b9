"""The map as GeoJSON: its features, and for each dated state who held and who claimed them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from explainer.model.asset import Asset
from explainer.model.atlas import Atlas, Feature, State
from explainer.model.corpus import Corpus
from explainer.model.fields import Place

FOLDER = "data/map"


def map_files(corpus: Corpus) -> Iterator[Asset]:
    """`features.geojson`, and a file for each state; none where there is no map."""
    atlas = corpus.atlas
    if atlas is None:
        return
    outlines, entries = _outlines(atlas), _entries(corpus)
    lands = (
        _feature(f, {"id": f, **_named(f, atlas, entries)}, outlines) for f in outlines if f in atlas.feature_by_id
    )
    yield Asset(f"{FOLDER}/features.geojson", _collection(lands, atlas))
    for state in atlas.states:
        found = [*_areas(state, atlas, outlines, entries), *_lines(state, atlas)]
        yield Asset(f"{FOLDER}/state-{state.id}.geojson", _collection(found, atlas, _about(state)))


def _outlines(atlas: Atlas) -> Mapping[str, Feature]:
    """Each feature as the closest view that has it draws it, sorted by id."""
    layers = dict.fromkeys(view.layer for view in atlas.map.views)
    found = {f.id: f for name in layers for f in atlas.layer_by_name[name].features if not f.is_line}
    return dict(sorted(found.items()))


def _entries(corpus: Corpus) -> Mapping[str, tuple[str, str]]:
    """The id and the title of the place that tells of each feature."""
    places = ((e.fields.feature, e) for e in corpus.background if isinstance(e.fields, Place) and e.fields.feature)
    return {feature: (entry.id, entry.title) for feature, entry in places}


def _named(feature: str, atlas: Atlas, entries: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    fields = atlas.feature_by_id[feature]
    entry, title = entries.get(feature, (fields.entry, fields.title))
    names = [{"name": name.name, "language": name.language} for name in fields.names]
    return {"title": title, "entry": entry, **({"names": names} if names else {})}


def _areas(
    state: State, atlas: Atlas, outlines: Mapping[str, Feature], entries: Mapping[str, tuple[str, str]]
) -> Iterator[dict[str, Any]]:
    for number, area in enumerate(state.areas, start=1):
        who = {name: list(getattr(area, name)) for name in ("held_by", "claimed_by", "given_up_by")}
        for feature in dict.fromkeys(f for name in area.features for f in atlas.members(name)):
            if feature in outlines:
                about = {"state": state.id, "date": str(state.date), "feature": feature, "status": area.status, **who}
                about |= _named(feature, atlas, entries)
                yield _feature(f"{state.id}-{feature}-{number}", about, outlines, feature)


def _lines(state: State, atlas: Atlas) -> Iterator[dict[str, Any]]:
    for item in state.lines:
        if line := atlas.line(item.line):
            about = {"state": state.id, "date": str(state.date), "line": item.line, "kind": item.kind}
            yield _feature(f"{state.id}-{item.line}", about | {"title": item.title}, {item.line: line}, item.line)


def _feature(id_: str, about: Mapping[str, Any], outlines: Mapping[str, Feature], of: str = "") -> dict[str, Any]:
    return {"type": "Feature", "id": id_, "properties": about, "geometry": _geometry(outlines[of or id_])}


def _geometry(feature: Feature) -> dict[str, Any]:
    if feature.is_line:
        lines = [part[0] for part in feature.parts]
        return {"type": "MultiLineString", "coordinates": lines}
    return {"type": "MultiPolygon", "coordinates": feature.parts}


def _about(state: State) -> dict[str, Any]:
    sources = [{"source": cited.source, "locator": cited.locator} for cited in state.sources]
    return {"id": state.id, "title": state.title, "date": str(state.date), "text": state.text, "sources": sources}


def _collection(features: Iterable[dict[str, Any]], atlas: Atlas, state: Mapping[str, Any] | None = None) -> str:
    """The file, with whose data the outlines are; each feature stands on a line of its own."""
    credit = atlas.map.credit
    licence = {"credit": credit.text, "licence": credit.licence, "licence_url": credit.licence_url}
    head = {"type": "FeatureCollection", **licence, **({"state": state} if state else {})}
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
    return json.dumps(head, ensure_ascii=False)[:-1] + f', "features": [\n{lines}\n]}}\n'
