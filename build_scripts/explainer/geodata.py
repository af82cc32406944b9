"""From GeoJSON to outlines: what is broken in a file, with the line where it stands.

Convention: of GeoJSON (RFC 7946) a map needs a FeatureCollection of polygons or lines with an id each; everything else
is a problem, since it would be left out of the map without a word. Nothing here knows what a feature is for.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

import shapely

from explainer.model.atlas import Feature, Layer, Point, Ring
from explainer.problems import Code, Problem

_HINT = "Export the file again as GeoJSON (RFC 7946, WGS 84)"
_MIN_POINTS = {"ring": 4, "line": 2}


class _BrokenFeatureError(Exception):
    """What is wrong with one feature; never leaves this module."""


def layer_of(path: str, text: str) -> tuple[Layer | None, tuple[Problem, ...]]:
    """The layer that the file holds; None where it is no FeatureCollection. Broken features are left out."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]} at column {error.colno}"
        return None, (Problem(path, error.lineno, Code.BAD_GEODATA, message, _HINT),)
    except RecursionError:
        return None, (Problem(path, 1, Code.BAD_GEODATA, "this is not GeoJSON: it is nested too deeply", _HINT),)
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection" or not _is_list(data.get("features")):
        message = "this is not GeoJSON of the type FeatureCollection with its list of 'features'"
        return None, (Problem(path, 1, Code.BAD_GEODATA, message, _HINT),)
    return _layer(path, data["features"], _lines_of_features(text, len(data["features"])))


def _layer(path: str, items: list[Any], lines: list[int]) -> tuple[Layer, tuple[Problem, ...]]:
    features: dict[str, Feature] = {}
    problems: list[Problem] = []
    for number, (item, line) in enumerate(zip(items, lines, strict=True), 1):
        try:
            feature = _feature(item, line)
            _refuse_repeated(feature, features)
            features[feature.id] = feature
        except _BrokenFeatureError as reason:
            name = f" ('{item['id']}')" if isinstance(item, dict) and isinstance(item.get("id"), str) else ""
            problems.append(Problem(path, line, Code.BAD_GEODATA, f"feature {number}{name} {reason}", _HINT))
    name = path.rpartition("/")[2].removesuffix(".geojson")
    return Layer(name, path, tuple(features.values())), tuple(problems)


def _refuse_repeated(feature: Feature, features: Mapping[str, Feature]) -> None:
    if feature.id in features:
        raise _BrokenFeatureError(f"has the id of the feature at line {features[feature.id].line}")


def _lines_of_features(text: str, count: int) -> list[int]:
    """The line on which each feature begins. The text is JSON with a list of that many features."""
    decoder = json.JSONDecoder()
    at = text.index("[", text.index('"features"')) + 1
    lines = []
    for _ in range(count):
        at += len(text[at:]) - len(text[at:].lstrip(" \t\r\n,"))
        lines.append(text.count("\n", 0, at) + 1)
        try:
            at = decoder.raw_decode(text, at)[1]
        except json.JSONDecodeError:  # the first "features" was not the list: its line is the best there is
            return [*lines, *lines[-1:] * (count - len(lines))]
    return lines


def _feature(item: Any, line: int) -> Feature:
    if not isinstance(item, dict) or item.get("type") != "Feature":
        raise _BrokenFeatureError("is not of the type Feature")
    if not isinstance(item.get("id"), str) or not item["id"]:
        raise _BrokenFeatureError("has no id that is text")
    geometry = item.get("geometry")
    if not isinstance(geometry, dict):
        raise _BrokenFeatureError("has no geometry")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    readings: dict[Any, Any] = {
        "Polygon": lambda: (_rings(coordinates),),
        "MultiPolygon": lambda: tuple(_rings(part) for part in _list(coordinates)),
        "LineString": lambda: ((_points(coordinates, "line"),),),
    }
    if kind not in readings:
        allowed = "Polygon, MultiPolygon and LineString"
        raise _BrokenFeatureError(f"has a geometry of the type {kind!r}; a map is drawn from {allowed}")
    return Feature(item["id"], line, readings[kind](), kind == "LineString")


def _rings(value: Any) -> tuple[Ring, ...]:
    rings = tuple(_points(ring, "ring") for ring in _list(value))
    if any(ring[0] != ring[-1] for ring in rings):
        raise _BrokenFeatureError("has a ring that does not end where it begins")
    polygon = shapely.Polygon(rings[0], rings[1:])
    if not polygon.is_valid:
        raise _BrokenFeatureError(f"has an outline that crosses itself: {shapely.is_valid_reason(polygon)}")
    return rings


def _points(value: Any, what: str) -> Ring:
    points = tuple(_point_of(_list(value)))
    if len(points) < _MIN_POINTS[what]:
        raise _BrokenFeatureError(f"has a {what} of {len(points)} points; it needs at least {_MIN_POINTS[what]}")
    return points


def _point_of(values: list[Any]) -> Iterator[Point]:
    for value in values:
        if not _is_list(value) or len(value) < 2 or not all(_is_number(number) for number in value[:2]):
            raise _BrokenFeatureError(f"has a point that is not two numbers: {json.dumps(value)[:40]}")
        longitude, latitude = value[:2]
        if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
            raise _BrokenFeatureError(f"has a point that is not on the globe: {json.dumps(value)[:40]}")
        yield longitude, latitude


def _list(value: Any) -> list[Any]:
    if not _is_list(value) or not value:
        raise _BrokenFeatureError("has an empty geometry, or coordinates nested in a wrong way")
    return list(value)


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
