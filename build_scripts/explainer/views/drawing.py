"""From outlines on the globe to the paths of a drawing: projected, cut to a view, rounded to whole units.

Convention: every drawing is `WIDTH` units wide, whatever it shows, so that one size of type and one hatching fit all;
y counts downward from the top. Coordinates are whole numbers, which is finer than a pixel of any screen it is shown on.
A thumbnail is drawn `THUMBNAIL` units wide, a unit a pixel, and its outlines grow coarse by the same rounding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import shapely
from pyproj import Proj

from explainer.model.atlas import Atlas, Feature, MapView, Point, Projection

WIDTH = 2000
THUMBNAIL = 240
_MARGIN = 30
"""How far land is drawn beyond the view, so that the outline of the cut is not seen."""
_SMALL = 12
"""Land that is less wide and less high than this gets a ring around it, or nobody would see it."""
_RING = 9
"""Of the drawings in full width; a thumbnail has them in proportion."""

XY = tuple[int, int]


@dataclass(frozen=True)
class Frame:
    """The rectangle of a view on the plane of the projection."""

    projection: Projection
    view: MapView
    width: int = WIDTH

    @cached_property
    def _proj(self) -> Proj:
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
    def _units_per_km(self) -> float:
        west, east = self.view.x
        return self.width / (east - west)

    @property
    def height(self) -> int:
        south, north = self.view.y
        return round((north - south) * self._units_per_km)

    def plane(self, points: Iterable[Point]) -> list[tuple[float, float]]:
        """The points in the units of the drawing, not rounded."""
        longitudes, latitudes = zip(*points, strict=True)
        metres = zip(*self._proj(longitudes, latitudes), strict=True)
        west, north, scale = self.view.x[0], self.view.y[1], self._units_per_km
        return [((x / 1000 - west) * scale, (north - y / 1000) * scale) for x, y in metres]

    def at(self, latitude: float, longitude: float) -> XY:
        """Where a point lies in the drawing."""
        [(x, y)] = self.plane([(longitude, latitude)])
        return round(x), round(y)

    def holds(self, feature: Feature) -> bool:
        """Whether the whole of the feature is inside the view."""
        points = [point for part in feature.parts for point in self.plane(part[0])]
        return all(0 <= x <= self.width and 0 <= y <= self.height for x, y in points)

    def path(self, feature: Feature) -> str:
        """The feature as the `d` of an SVG path; empty where it is outside the view."""
        box = (-_MARGIN, -_MARGIN, self.width + _MARGIN, self.height + _MARGIN)
        if feature.is_line:
            cut = shapely.clip_by_rect(shapely.LineString(self.plane(feature.parts[0][0])), *box)
            return "".join(_line(part.coords) for part in _parts(cut))
        whole = shapely.MultiPolygon([self._polygon(part) for part in feature.parts])
        cut = shapely.clip_by_rect(whole, *box)
        rings = (ring for part in _parts(cut) for ring in (part.exterior, *part.interiors))
        return "".join(_ring(ring.coords) for ring in rings) + self._mark(cut)

    def _mark(self, shape: shapely.Geometry) -> str:
        """A ring around land too small to be seen."""
        if shape.is_empty:
            return ""
        small, ring = (max(1, round(size * self.width / WIDTH)) for size in (_SMALL, _RING))
        west, north, east, south = shape.bounds
        if east - west >= small or south - north >= small:
            return ""
        x, y = round((west + east) / 2), round((north + south) / 2)
        return f"M{x - ring} {y}a{ring} {ring} 0 1 0 {2 * ring} 0a{ring} {ring} 0 1 0-{2 * ring} 0z"

    def _polygon(self, part: tuple[tuple[Point, ...], ...]) -> shapely.Polygon:
        return shapely.Polygon(self.plane(part[0]), [self.plane(hole) for hole in part[1:]])


@dataclass(frozen=True)
class Sheet:
    """A view with its paths, drawn once for all pages: of the land and of the lines that it shows, by their ids."""

    frame: Frame
    land: Mapping[str, str]
    lines: Mapping[str, str]
    whole: frozenset[str]
    """The features of which no part is outside the view."""

    @property
    def view(self) -> MapView:
        return self.frame.view


def sheets_of(atlas: Atlas, width: int = WIDTH) -> tuple[Sheet, ...]:
    """A sheet for each view, in the order of map.yml."""
    return tuple(_sheet(Frame(atlas.map.projection, view, width), atlas) for view in atlas.map.views)


def _sheet(frame: Frame, atlas: Atlas) -> Sheet:
    land = [feature for feature in atlas.layer_by_name[frame.view.layer].features if not feature.is_line]
    lines = atlas.layer_by_name[atlas.map.lines].features if atlas.map.lines else ()
    return Sheet(
        frame,
        {feature.id: path for feature in land if (path := frame.path(feature))},
        {line.id: path for line in lines if (path := frame.path(line))},
        frozenset(feature.id for feature in land if frame.holds(feature)),
    )


def _parts(shape: shapely.Geometry) -> list[shapely.Geometry]:
    """The single polygons or lines of what a cut left over."""
    return [part for part in shapely.get_parts(shape) if part.geom_type in ("Polygon", "LineString")]


def _rounded(points: Iterable[tuple[float, float]]) -> list[XY]:
    whole = [(round(x), round(y)) for x, y in points]
    return whole[:1] + [after for before, after in pairwise(whole) if after != before]


def _ring(points: Iterable[tuple[float, float]]) -> str:
    """A closed outline; empty where rounding leaves no surface of it."""
    corners = _rounded(points)[:-1]
    return f"{_steps(corners)}z" if len(set(corners)) >= 3 else ""


def _line(points: Iterable[tuple[float, float]]) -> str:
    return _steps(_rounded(points))


def _steps(points: list[XY]) -> str:
    """Where it begins, then each step from point to point."""
    steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(points)]
    numbers = [str(number) for step in steps for number in step]
    joined = "".join(n if n.startswith("-") else f" {n}" for n in numbers).lstrip()
    return f"M{points[0][0]} {points[0][1]}l{joined}" if numbers else ""
