"""What a map is drawn from: GeoJSON that is read, and what is said of each feature that is not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from explainer.reading.geojson import layer_of

RING = [[0, 0], [1, 0], [1, 1], [0, 0]]
HOLE = [[0.5, 0.2], [0.8, 0.2], [0.8, 0.5], [0.5, 0.2]]


def feature(geometry: object, **more: object) -> dict[str, Any]:
    return {"type": "Feature", "id": "isle", "geometry": geometry, **more}


def of(kind: str, coordinates: object) -> dict[str, Any]:
    return feature({"type": kind, "coordinates": coordinates})


BROKEN = {
    "no feature": ("isle", "feature 1 is not of the type Feature"),
    "of another type": ({"type": "Place", "id": "isle"}, "feature 1 ('isle') is not of the type Feature"),
    "no id": (feature(None, id=7), "feature 1 has no id that is text"),
    "an empty id": (feature(None, id=""), "feature 1 has no id that is text"),
    "no geometry": (feature(None), "feature 1 ('isle') has no geometry"),
    "a collection": (
        of("GeometryCollection", []),
        "feature 1 ('isle') has a geometry of the type 'GeometryCollection'; "
        "a map is drawn from Polygon, MultiPolygon, LineString, MultiLineString, Point and MultiPoint",
    ),
    "empty": (
        of("Polygon", []),
        "feature 1 ('isle') has an empty geometry, or coordinates nested in a wrong way",
    ),
    "nested in a wrong way": (
        of("MultiPolygon", [7]),
        "feature 1 ('isle') has an empty geometry, or coordinates nested in a wrong way",
    ),
    "a short ring": (
        of("Polygon", [RING[:3]]),
        "feature 1 ('isle') has a ring of 3 points; it needs at least 4",
    ),
    "a short line": (of("LineString", [[0, 0]]), "feature 1 ('isle') has a line of 1 points; it needs at least 2"),
    "an open ring": (
        of("Polygon", [[[0, 0], [1, 0], [1, 1], [0, 1]]]),
        "feature 1 ('isle') has a ring that does not end where it begins",
    ),
    "crossing itself": (
        of("Polygon", [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]),
        "feature 1 ('isle') has an outline that crosses itself at longitude 0.5, latitude 0.5",
    ),
    "no number": (
        of("LineString", [[0, 0], ["1", True]]),
        "feature 1 ('isle') has a point that is not two numbers: [\"1\", true]",
    ),
    "off the globe": (
        of("LineString", [[0, 0], [181, 0]]),
        "feature 1 ('isle') has a point that is not on the globe: [181, 0]",
    ),
}


@pytest.mark.parametrize(("item", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_feature_is_left_out_and_the_others_are_read(item: object, message: str) -> None:
    good = feature({"type": "Polygon", "coordinates": [RING, HOLE]}, id="rock")
    text = (
        '{"type": "FeatureCollection", "features": [\n' + ",\n".join(json.dumps(part) for part in (item, good)) + "]}"
    )
    layer, problems = layer_of("map/lands.geojson", text)
    assert layer is not None
    assert [f.id for f in layer.features] == ["rock"]
    assert [(p.line, p.message) for p in problems] == [(2, message)]


def test_an_id_that_stands_twice_names_the_line_of_the_first() -> None:
    items = ",\n".join(json.dumps(of("Polygon", [RING])) for _ in range(2))
    layer, problems = layer_of("map/lands.geojson", '{"type": "FeatureCollection", "features": [\n' + items + "]}")
    assert layer is not None
    assert [(p.line, p.message) for p in problems] == [
        (3, "feature 2 ('isle') has the id of the feature at line 2"),
    ]


def test_parts_and_holes_are_kept() -> None:
    text = json.dumps({"type": "FeatureCollection", "features": [of("MultiPolygon", [[RING, HOLE], [RING]])]})
    layer, problems = layer_of("map/lands.geojson", text)
    assert problems == ()
    assert layer is not None
    assert [[len(ring) for ring in part] for part in layer.features[0].parts] == [[4, 4], [4]]


def test_lines_are_right_where_the_word_features_stands_elsewhere_before() -> None:
    head = '{"type": "FeatureCollection", "note": {"features": [1]},\n "features": [\n'
    layer, problems = layer_of("map/lands.geojson", head + json.dumps(of("LineString", [[0, 0]])) + "]}")
    assert layer is not None
    assert [p.message for p in problems] == ["feature 1 ('isle') has a line of 1 points; it needs at least 2"]


def test_an_id_among_the_properties_is_taken_and_a_number_needs_quotation_marks() -> None:
    """As QGIS writes them."""
    shape = {"type": "Polygon", "coordinates": [RING]}
    items = [
        {"type": "Feature", "properties": {"id": "vik"}, "geometry": shape},
        {"type": "Feature", "properties": {"id": 7}, "geometry": shape},
        {"type": "Feature", "properties": None, "geometry": shape},
    ]
    layer, problems = layer_of("map/lands.geojson", json.dumps({"type": "FeatureCollection", "features": items}))
    assert layer is not None
    assert [feature.id for feature in layer.features] == ["vik"]
    assert [(problem.message, problem.hint) for problem in problems] == [
        ("feature 2 has no id that is text", 'Write the number between quotation marks, as "id": "7"'),
        ("feature 3 has no id that is text", 'Write one, as "id": "harbour-island", beside "type": "Feature"'),
    ]
