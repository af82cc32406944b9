"""Where features lie on the map, nearly: enough to tell that one is in no view, without the library that draws.

On a sphere the projection is off by less than a hundredth of the distance from its middle, and so is the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import cos, isclose, log, pi, radians, sin, tan

from explainer.model.atlas import Feature, MapView, Point, Projection

_RADIUS_KM = 6371.0
_ROOM = 0.01
_NEAR_POLE = 89.5


@dataclass(frozen=True)
class RoughPlane:
    """The plane of a projection in kilometres from its middle. Its parallels have to be such that it has one."""

    projection: Projection

    @cached_property
    def _cone(self) -> float:
        """The sine of the angle of the cone, negative for one that opens to the north."""
        south, north = map(radians, self.projection.parallels)
        if isclose(south, north):
            return sin(south)
        return log(cos(south) / cos(north)) / log(tan(pi / 4 + north / 2) / tan(pi / 4 + south / 2))

    def _from_tip(self, latitude: float) -> float:
        """How far a latitude is from the tip of the cone."""
        south = radians(self.projection.parallels[0])
        scale: float = cos(south) * tan(pi / 4 + south / 2) ** self._cone / self._cone
        stretch: float = tan(pi / 4 + radians(latitude) / 2) ** self._cone
        return _RADIUS_KM * scale / stretch

    def at(self, point: Point) -> tuple[float, float]:
        """East and north of the middle."""
        longitude, latitude = point
        turn = (longitude - self.projection.longitude + 180) % 360 - 180
        angle, away = self._cone * radians(turn), self._from_tip(latitude)
        return away * sin(angle), self._from_tip(self.projection.latitude) - away * cos(angle)

    def has(self, feature: Feature) -> bool:
        """Whether no point of it is at the pole to which the cone opens, which lies at infinity."""
        pole = -_NEAR_POLE if self._cone > 0 else _NEAR_POLE
        return not any((y <= pole if pole < 0 else y >= pole) for part in feature.parts for _, y in part[0])

    def shows(self, view: MapView, feature: Feature) -> bool:
        """Whether a part of the feature may be inside the view: their rectangles meet."""
        places = [self.at(point) for part in feature.parts for point in part[0]]
        return all(
            max(found) >= low - _ROOM * abs(low) and min(found) <= high + _ROOM * abs(high)
            for found, (low, high) in zip(zip(*places, strict=True), (view.x, view.y), strict=True)
        )
