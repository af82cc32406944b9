"""From GeoJSON to outlines: what is wrong with a file, and on which line.

Convention: of GeoJSON (RFC 7946) a map needs a FeatureCollection of polygons or lines, each with an id. Everything else
is a problem, since it would otherwise silently be missing from the map. Nothing here knows what a feature is for.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

import shapely

from explainer.model.atlas import Feature, Layer, Point, Ring
from explainer.problems import Code, Problem
from explainer.reading.limits import DEEPEST_GEODATA, MOST_FEATURES, MOST_POINTS

_HINT = "Export the file again as GeoJSON (RFC 7946, WGS 84)"
_LONGEST_NUMBER = 300
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}]')
_DOT = 0.0001
"""Half the width of a point, in degrees: about ten metres."""
_MIN_POINTS = {"ring": 4, "line": 2}


class _BrokenFeatureError(Exception):
    """What is wrong with a feature, and what to do; never leaves this module."""

    def __init__(self, reason: str, hint: str = _HINT) -> None:
        super().__init__(reason)
        self.hint = hint


def layer_of(path: str, text: str) -> tuple[Layer | None, tuple[Problem, ...]]:
    """The layer in the file; None if it is not a FeatureCollection. Broken features are left out."""
    try:
        data = json.loads(text, parse_int=_whole_number)
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]} at column {error.colno}"
        return None, (Problem(path, error.lineno, Code.BAD_GEODATA, message, _HINT),)
    except RecursionError:
        message = f"the brackets stand in one another more than {DEEPEST_GEODATA} deep"
        return None, (Problem(path, _line_too_deep(text), Code.BAD_GEODATA, message, _HINT),)
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection" or not _is_list(data.get("features")):
        message = "this is not GeoJSON of the type FeatureCollection with its list of 'features'"
        return None, (Problem(path, 1, Code.BAD_GEODATA, message, _HINT),)
    items = data["features"]
    lines = _lines_of_features(text, len(items))
    if len(items) > MOST_FEATURES:
        message = f"the file has {len(items):,} features, and may have at most {MOST_FEATURES:,}"
        return None, (Problem(path, lines[MOST_FEATURES], Code.TOO_MANY, message, "Leave out what no entry tells of"),)
    return _layer(path, items, lines)


def _line_too_deep(text: str) -> int:
    """The line on which the brackets stand too deep in one another."""
    depth = 0
    for found in _BRACKETS.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        if depth > DEEPEST_GEODATA:
            return text.count("\n", 0, found.start()) + 1
    return 1


def _layer(path: str, items: list[Any], lines: list[int]) -> tuple[Layer, tuple[Problem, ...]]:
    features: dict[str, Feature] = {}
    problems: list[Problem] = []
    points = 0
    for number, (item, line) in enumerate(zip(items, lines, strict=True), 1):
        try:
            feature = _feature(item, line)
            points += feature.points
            if points > MOST_POINTS:
                message = f"the outlines have more than {MOST_POINTS:,} points, which is the most that a file may have"
                problems.append(Problem(path, line, Code.TOO_MANY, message, "Simplify them in your map program"))
                break
            _refuse_repeated(feature, features)
            features[feature.id] = feature
        except _BrokenFeatureError as reason:
            given = _id_of(item) if isinstance(item, dict) else None
            feature_id = given if isinstance(given, str) else ""
            name = f" ('{feature_id}')" if feature_id else ""
            message = f"feature {number}{name} {reason}"
            problems.append(Problem(path, line, Code.BAD_GEODATA, message, reason.hint, culprit=feature_id))
    name = path.rpartition("/")[2].removesuffix(".geojson")
    return Layer(name, path, tuple(features.values())), tuple(problems)


def _refuse_repeated(feature: Feature, features: Mapping[str, Feature]) -> None:
    if feature.id in features:
        raise _BrokenFeatureError(f"has the id of the feature at line {features[feature.id].line}")


def _lines_of_features(text: str, count: int) -> list[int]:
    """The line on which each feature begins. The text is JSON with a list of that many features."""
    decoder = json.JSONDecoder(parse_int=_whole_number)
    at = text.index("[", text.index('"features"')) + 1
    line = text.count("\n", 0, at) + 1
    lines: list[int] = []
    for _ in range(count):
        begins = at
        while text[begins] in " \t\r\n,":
            begins += 1
        line += text.count("\n", at, begins)
        lines.append(line)
        try:
            at = decoder.raw_decode(text, begins)[1]
        except json.JSONDecodeError:  # the first "features" was not the list: its line is the best there is
            return [*lines, *lines[-1:] * (count - len(lines))]
        line += text.count("\n", begins, at)
    return lines


def _whole_number(digits: str) -> float:
    """A whole number; one too long for any coordinate is read as a float, which is much faster."""
    return int(digits) if len(digits) <= _LONGEST_NUMBER else float(digits)


def _feature(item: Any, line: int) -> Feature:
    if not isinstance(item, dict) or item.get("type") != "Feature":
        raise _BrokenFeatureError("is not of the type Feature")
    feature_id = _id_of(item)
    if not isinstance(feature_id, str) or not feature_id:
        raise _BrokenFeatureError("has no id that is text", _hint_for_id(feature_id))
    geometry = item.get("geometry")
    if not isinstance(geometry, dict):
        raise _BrokenFeatureError("has no geometry")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    readings: dict[Any, Any] = {
        "Polygon": lambda: (_rings(coordinates),),
        "MultiPolygon": lambda: tuple(_rings(part) for part in _list(coordinates)),
        "LineString": lambda: ((_points(coordinates, "line"),),),
        "MultiLineString": lambda: tuple((_points(part, "line"),) for part in _list(coordinates)),
        "Point": lambda: (_dot(coordinates),),
        "MultiPoint": lambda: tuple(_dot(point) for point in _list(coordinates)),
    }
    if not isinstance(kind, str) or kind not in readings:
        allowed = "Polygon, MultiPolygon, LineString, MultiLineString, Point and MultiPoint"
        message = f"has a geometry of the type {repr(kind)[:40]}; a map is drawn from {allowed}"
        raise _BrokenFeatureError(message, "Make each of its parts a feature with an id of its own")
    return Feature(feature_id, line, readings[kind](), kind.endswith("LineString"))


def _id_of(item: dict[str, Any]) -> Any:
    """The id of a feature, which some programs write among its properties."""
    properties = item.get("properties")
    return item.get("id") or (properties.get("id") if isinstance(properties, dict) else None)


def _hint_for_id(given: Any) -> str:
    if _is_number(given):
        return f'Write the number between quotation marks, as "id": "{given}"'
    return 'Write one, as "id": "harbour-island", beside "type": "Feature"'


def _rings(value: Any) -> tuple[Ring, ...]:
    rings = tuple(_points(ring, "ring") for ring in _list(value))
    if any(ring[0] != ring[-1] for ring in rings):
        raise _BrokenFeatureError("has a ring that does not end where it begins")
    polygon = shapely.Polygon(rings[0], rings[1:])
    if not polygon.is_valid:
        reason = f"has an outline that crosses itself{_place_of(shapely.is_valid_reason(polygon))}"
        raise _BrokenFeatureError(reason, "Move its points there, or mend the geometry in your map program")
    return rings


def _dot(value: Any) -> tuple[Ring, ...]:
    """Land too small to have an outline in the file, as a square of some metres; the map draws a ring around it."""
    [(longitude, latitude)] = _point_of([value])
    west, south = max(-180, longitude - _DOT), max(-90, latitude - _DOT)
    east, north = min(180, longitude + _DOT), min(90, latitude + _DOT)
    return (((west, south), (east, south), (east, north), (west, north), (west, south)),)


def _place_of(reason: str) -> str:
    """The place in the library's reason: ' at longitude 12, latitude 24.9'."""
    match = re.search(r"\[(\S+) (\S+)\]", reason)
    return f" at longitude {match[1]}, latitude {match[2]}" if match else ""


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
