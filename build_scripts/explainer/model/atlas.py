"""The map of a dispute: its outlines, how they are drawn, and the dated states of the border, as frozen values.

Convention: an area of a state names features or groups of them; a feature that no area of a state names is drawn as
plain land, about which that state says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from explainer.model.corpus import Lines
from explainer.model.fields import EdtfDate, Fields, Id, Name, Sourced, Summary, Text, WebAddress

MAP_FILE = "map/map.yml"
STATES_FILE = "map/states.yml"

Point = tuple[float, float]
"""Longitude and latitude, in degrees."""
Ring = tuple[Point, ...]

Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Kilometres = Annotated[float, Field(allow_inf_nan=False)]


# Outlines


@dataclass(frozen=True)
class Feature:
    """A piece of land, or a line. Each part of land is its outer ring and the rings of its holes."""

    id: str
    line: int
    parts: tuple[tuple[Ring, ...], ...]
    is_line: bool = False


@dataclass(frozen=True)
class Layer:
    """One GeoJSON file: `name` is its name without the ending."""

    name: str
    path: str
    features: tuple[Feature, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Feature]:
        return {feature.id: feature for feature in self.features}


# map.yml


class Projection(Fields):
    """Lambert's conformal conic projection: the two parallels that are true to scale, and where its middle is."""

    parallels: Annotated[tuple[Latitude, ...], Field(min_length=2, max_length=2)] = Field(
        description="The two latitudes that are true to scale."
    )
    latitude: Latitude = Field(description="The latitude of the point from which kilometres are counted.")
    longitude: Longitude = Field(description="Its longitude, which stands upright on the map.")


class Credit(Fields):
    """Whose data the outlines are."""

    text: Text = Field(description="The notice that the licence asks for.")
    url: WebAddress = Field(description="Where the notice leads.")
    licence: Text = Field(description="The name of the licence.")
    licence_url: WebAddress = Field(description="The text of the licence.")


class Label(Fields):
    """A name on the map."""

    feature: Id | None = Field(None, description="The feature or group that it names.")
    text: Text | None = Field(None, description="What it says, where not the name of a feature: a sea.")
    at: Annotated[tuple[float, ...], Field(min_length=2, max_length=2)] = Field(
        description="Latitude and longitude of its beginning, middle or end."
    )
    anchor: Literal["start", "middle", "end"] = Field("middle", description="Which of the three stands there.")
    minor: bool = Field(False, description="Left out on a small screen.")


class MapView(Fields):
    """A rectangle of the map that is drawn."""

    id: Id = Field(description="Its id.")
    title: Text = Field(description="What it shows.")
    layer: Id = Field(description="The GeoJSON file of `map/` that it is drawn from, without the ending.")
    x: Annotated[tuple[Kilometres, ...], Field(min_length=2, max_length=2)] = Field(
        description="From west to east, in kilometres from the middle of the projection."
    )
    y: Annotated[tuple[Kilometres, ...], Field(min_length=2, max_length=2)] = Field(
        description="From south to north, in kilometres."
    )
    labels: tuple[Label, ...] = Field((), description="The names on it.")


class FeatureFields(Fields):
    """A feature of the map: what it is called and which entry tells of it."""

    id: Id = Field(description="Its id in the GeoJSON files.")
    title: Text = Field(description="Its name by the naming policy; a place entry with this feature overrides it.")
    names: tuple[Name, ...] = Field((), description="Its names, where no entry has them.")
    entry: Id | None = Field(None, description="The entry to which it leads; of a group, that of all its features.")
    needs_entry: bool = Field(False, description="Whether there must be a place entry that has it as its `feature`.")


class GroupFields(FeatureFields):
    """Features that are spoken of together."""

    id: Id = Field(description="Its id, which no feature has.")
    features: Annotated[tuple[Id, ...], Field(min_length=1)] = Field(description="Its features, or groups of them.")


class MapFields(Fields):
    """`map/map.yml`: the projection, the views, the features and their names."""

    summary: Summary = Field(description="What the map shows, in one or two plain sentences.")
    projection: Projection = Field(description="How the globe is laid flat.")
    credit: Credit = Field(description="Whose data the outlines are.")
    note: Text | None = Field(None, description="What is said below the map about how it was drawn, in a sentence.")
    lines: Id | None = Field(None, description="The GeoJSON file with the lines, without the ending.")
    views: Annotated[tuple[MapView, ...], Field(min_length=1)] = Field(
        description="The views, the widest first; the last that holds a place is drawn on its page."
    )
    features: Annotated[tuple[FeatureFields, ...], Field(min_length=1)] = Field(description="The features.")
    groups: tuple[GroupFields, ...] = Field((), description="Groups of features.")


# states.yml


class AreaStatus(StrEnum):
    SETTLED = "settled"
    SHARED = "shared"
    CONTROLLED = "controlled"
    RENOUNCED = "renounced"
    UNCLEAR = "unclear"
    CONTESTED = "contested"


class LineKind(StrEnum):
    BORDER = "border"
    CONTROL = "control"
    CLAIM = "claim"


class StateArea(Fields):
    """Who held a piece of land, and who else claimed it."""

    features: Annotated[tuple[Id, ...], Field(min_length=1)] = Field(description="Features or groups of the map.")
    status: AreaStatus = Field(description="How it stood; the legend words it.")
    held_by: tuple[Id, ...] = Field((), description="The parties that held it.")
    claimed_by: tuple[Id, ...] = Field((), description="The parties that claimed it besides.")
    given_up_by: tuple[Id, ...] = Field((), description="The parties that gave it up.")
    legend: Text | None = Field(None, description="The words of the legend, where the usual ones would be wrong.")


class StateLine(Fields):
    """A line of a state."""

    line: Id = Field(description="Its id in the GeoJSON file of the lines.")
    kind: LineKind = Field(description="A border that was agreed, a line of control, or the edge of a claim.")
    title: Text = Field(description="Where it runs.")


class State(Fields):
    """How things stood from a date on."""

    id: Id = Field(description="Its id, which is its address on the page: `1875`.")
    title: Text = Field(description="Its heading.")
    date: EdtfDate = Field(description="When it began.")
    text: Text = Field(description="What it shows, in a sentence or two.")
    sources: Annotated[tuple[Sourced, ...], Field(min_length=1)] = Field(description="What it rests on.")
    events: tuple[Id, ...] = Field((), description="The events that made it.")
    areas: Annotated[tuple[StateArea, ...], Field(min_length=1)] = Field(description="Who held what.")
    lines: tuple[StateLine, ...] = Field((), description="The lines between them.")


class StatesFields(Fields):
    """`map/states.yml`: the dated states of the border."""

    states: Annotated[tuple[State, ...], Field(min_length=1)] = Field(description="The states, the earliest first.")


# The whole


@dataclass(frozen=True, eq=False)
class Atlas:
    """The map and its states; `lines_of_map` and `lines_of_states` say where each field stands.

    Each is equal to itself only.
    """

    map: MapFields
    states: tuple[State, ...]
    layers: tuple[Layer, ...]
    lines_of_map: Lines
    lines_of_states: Lines

    @cached_property
    def layer_by_name(self) -> Mapping[str, Layer]:
        return {layer.name: layer for layer in self.layers}

    @cached_property
    def feature_by_id(self) -> Mapping[str, FeatureFields]:
        """Features and groups."""
        return {feature.id: feature for feature in (*self.map.features, *self.map.groups)}

    def members(self, feature: str) -> tuple[str, ...]:
        """The single features that an id means: itself, or those of the group, in the order of map.yml."""
        return tuple(dict.fromkeys(self._members(feature, ())))

    def _members(self, feature: str, inside: tuple[str, ...]) -> Iterator[str]:
        fields = self.feature_by_id.get(feature)
        if isinstance(fields, GroupFields) and feature not in inside:
            for member in fields.features:
                yield from self._members(member, (*inside, feature))
        elif fields is not None and feature not in inside:
            yield feature

    def line(self, line: str) -> Feature | None:
        """The line of an id, None where the file of lines has none."""
        layer = self.layer_by_name.get(self.map.lines or "")
        return layer.by_id.get(line) if layer else None
