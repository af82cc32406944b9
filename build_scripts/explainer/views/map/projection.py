"""From outlines on the globe to the paths of a drawing: projected, cut to a view, rounded to whole units.

Convention: every drawing is `WIDTH` units wide, whatever it shows, so that one size of type and one hatching fit all; y
counts downwards. Coordinates are whole numbers, which is finer than a pixel on any screen. A thumbnail is `THUMBNAIL`
units wide, a unit for a pixel, and the locator `LOCATOR`; the same rounding makes their outlines coarser.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import shapely

from explainer.model.atlas import Atlas, Feature, MapView, Point, Projection

if TYPE_CHECKING:
    from pyproj import Proj

WIDTH = 2000
THUMBNAIL = 240
LOCATOR = 480
_MARGIN = 30
"""How far land is drawn beyond the view, so that the edge of the cut is not seen."""
_SMALL = 12
"""Land smaller than this in both directions gets a ring around it, since nobody would see it."""
_RING = 9
"""The radius of that ring at full width; in a thumbnail it is in proportion."""

_CUT = 180
"""The longitude at which GeoJSON cuts land (RFC 7946, 3.1.9)."""
_GRID = 0.01
"""To what part of a unit the two sides of a cut are the same."""

XY = tuple[int, int]


@dataclass(frozen=True)
class Outline:
    """A feature in a drawing: its path, the ring around it if it is tiny, its edges: west, north, east, south."""

    path: str
    ring: str
    edges: tuple[int, int, int, int]


@dataclass(frozen=True)
class Frame:
    """The rectangle of a view on the plane of the projection."""

    projection: Projection
    view: MapView
    width: int = WIDTH

    @cached_property
    def _proj(self) -> Proj:
        from pyproj import Proj  # noqa: PLC0415 - a check draws no map

        south, north = self.projection.parallels
        return Proj(
            proj="lcc",
            lat_1=south,
            lat_2=north,
            lat_0=self.projection.latitude,
            lon_0=self.projection.longitude,
            ellps="WGS84",
        )

    @property
    def units_per_km(self) -> float:
        west, east = self.view.x
        return self.width / (east - west)

    @property
    def height(self) -> int:
        south, north = self.view.y
        return round((north - south) * self.units_per_km)

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """Latitude and longitude of the corners of the view."""
        (west, east), (south, north) = self.view.x, self.view.y
        places = ((west, south), (west, north), (east, north), (east, south))
        points = (self._proj(x * 1000, y * 1000, inverse=True) for x, y in places)
        return tuple((latitude, longitude) for longitude, latitude in points)

    def plane(self, points: Iterable[Point]) -> list[tuple[float, float]]:
        """The points in the units of the drawing, not rounded."""
        longitudes, latitudes = zip(*points, strict=True)
        metres = zip(*self._proj(longitudes, latitudes), strict=True)
        west, north, scale = self.view.x[0], self.view.y[1], self.units_per_km
        return [((x / 1000 - west) * scale, (north - y / 1000) * scale) for x, y in metres]

    def at(self, latitude: float, longitude: float) -> XY:
        """The position of a point in the drawing."""
        [(x, y)] = self.plane([(longitude, latitude)])
        return round(x), round(y)

    def holds(self, feature: Feature) -> bool:
        """Whether the whole of the feature is inside the view."""
        points = [point for part in feature.parts for point in self.plane(part[0])]
        return all(0 <= x <= self.width and 0 <= y <= self.height for x, y in points)

    def outline(self, feature: Feature) -> Outline | None:
        """The feature as it is drawn; None where it is outside the view."""
        box = (-_MARGIN, -_MARGIN, self.width + _MARGIN, self.height + _MARGIN)
        if feature.is_line and not _is_closed(feature):
            lines = shapely.MultiLineString([self.plane(part[0]) for part in feature.parts])
            cut = shapely.clip_by_rect(lines, *box)
            path = "".join(_line(part.coords) for part in _parts(cut))
        else:
            whole = self._land(feature)
            cut = shapely.clip_by_rect(whole, *box)
            rings = (ring for part in _parts(cut) for ring in (part.exterior, *part.interiors))
            path = "".join(_ring(ring.coords) for ring in rings)
        if cut.is_empty:
            return None
        west, north, east, south = (round(edge) for edge in cut.bounds)
        return Outline(path, "" if feature.is_line else self._mark(cut), (west, north, east, south))

    def _land(self, feature: Feature) -> shapely.Geometry:
        """Its parts; those that a file has cut at 180 degrees are one again, without an outline along the cut."""
        parts = [self._polygon(part) for part in feature.parts]
        if any(abs(longitude) == _CUT for part in feature.parts for longitude, _ in part[0]):
            sound = shapely.make_valid(parts, method="structure", keep_collapsed=False)  # outlines may cross themselves
            return shapely.union_all(sound, grid_size=_GRID)
        return shapely.MultiPolygon(parts)

    def _mark(self, shape: shapely.Geometry) -> str:
        """A ring around land too small to be seen, else nothing."""
        small, ring = (max(1, round(size * self.width / WIDTH)) for size in (_SMALL, _RING))
        west, north, east, south = shape.bounds
        if east - west >= small or south - north >= small:
            return ""
        x, y = round((west + east) / 2), round((north + south) / 2)
        return f"M{x - ring} {y}a{ring} {ring} 0 1 0 {2 * ring} 0a{ring} {ring} 0 1 0-{2 * ring} 0z"

    def _polygon(self, part: tuple[tuple[Point, ...], ...]) -> shapely.Polygon:
        return shapely.Polygon(self.plane(part[0]), [self.plane(hole) for hole in part[1:]])


@dataclass(frozen=True)
class MapSheet:
    """A view with its outlines, drawn once for all pages: of the land and of the lines that it shows, by their ids."""

    frame: Frame
    land: Mapping[str, Outline]
    lines: Mapping[str, str]
    whole: frozenset[str]
    """The features that lie completely in the view."""

    @property
    def view(self) -> MapView:
        return self.frame.view


def sheets_of(atlas: Atlas, width: int = WIDTH) -> tuple[MapSheet, ...]:
    """A sheet for each view, in the order of map.yml."""
    return tuple(_sheet(Frame(atlas.map.projection, view, width), atlas) for view in atlas.map.views)


def locator_of(atlas: Atlas) -> tuple[Frame, str] | None:
    """The frame of the small map that shows where the map is, and the path of its land."""
    locator = atlas.map.locator
    if locator is None:
        return None
    view = MapView.model_validate(
        {"id": "locator", "title": "locator", "layer": locator.layer, "x": locator.x, "y": locator.y}
    )
    frame = Frame(locator.projection, view, LOCATOR)
    outlines = (frame.outline(feature) for feature in atlas.layer_by_name[locator.layer].features)
    return frame, "".join(outline.path for outline in outlines if outline)


def _sheet(frame: Frame, atlas: Atlas) -> MapSheet:
    land = [feature for feature in atlas.layer_by_name[frame.view.layer].features if not feature.is_line]
    lines = atlas.layer_by_name[atlas.map.lines].features if atlas.map.lines else ()
    return MapSheet(
        frame,
        {feature.id: outline for feature in land if (outline := frame.outline(feature))},
        {line.id: outline.path for line in lines if (outline := frame.outline(line)) and outline.path},
        frozenset(feature.id for feature in land if frame.holds(feature)),
    )


def _is_closed(line: Feature) -> bool:
    """Whether a line is an outline, as of a zone at sea, which may be filled."""
    points = line.parts[0][0]
    return len(points) > 3 and points[0] == points[-1]


def _parts(shape: shapely.Geometry) -> list[shapely.Geometry]:
    """The single polygons or lines that remain after a cut."""
    return [part for part in shapely.get_parts(shape) if part.geom_type in ("Polygon", "LineString")]


def _rounded(points: Iterable[tuple[float, float]]) -> list[XY]:
    whole = [(round(x), round(y)) for x, y in points]
    return whole[:1] + [after for before, after in pairwise(whole) if after != before]


def _ring(points: Iterable[tuple[float, float]]) -> str:
    """A closed outline; empty if rounding leaves no area."""
    corners = _rounded(points)[:-1]
    return f"{_steps(corners)}z" if len(set(corners)) >= 3 else ""


def _line(points: Iterable[tuple[float, float]]) -> str:
    return _steps(_rounded(points))


def _steps(points: list[XY]) -> str:
    """The start, followed by the step from each point to the next."""
    steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(points)]
    numbers = [str(number) for step in steps for number in step]
    joined = "".join(n if n.startswith("-") else f" {n}" for n in numbers).lstrip()
    return f"M{points[0][0]} {points[0][1]}l{joined}" if numbers else ""
