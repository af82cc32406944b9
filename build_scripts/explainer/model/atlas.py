"""The map of a dispute: its outlines, how they are drawn, and the dated states of the border, as frozen values.

Convention: an area of a state names features or groups of them. A feature that no area of a state names is drawn as
plain land, about which that state says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from explainer.dates import Day, Edtf
from explainer.model.fields import (
    EdtfDate,
    Fields,
    Id,
    Name,
    Sourced,
    Text,
    TranslatedSummary,
    TranslatedText,
    WebAddress,
)
from explainer.model.lines import Lines

MAP_FILE = "map/map.yml"
STATES_FILE = "map/states.yml"

Point = tuple[float, float]
"""Longitude and latitude, in degrees."""
Ring = tuple[Point, ...]

Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Kilometres = Annotated[float, Field(ge=-40_000, le=40_000)]


# Outlines


@dataclass(frozen=True)
class Feature:
    """A piece of land, or a line. Each part of land is an outer ring followed by the rings of its holes."""

    id: str
    line: int
    parts: tuple[tuple[Ring, ...], ...]
    is_line: bool = False

    @property
    def points(self) -> int:
        """How many points its outlines have."""
        return sum(len(ring) for part in self.parts for ring in part)


@dataclass(frozen=True)
class Layer:
    """A GeoJSON file; `name` is its name without the ending."""

    name: str
    path: str
    features: tuple[Feature, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Feature]:
        return {feature.id: feature for feature in self.features}


# map.yml


class Projection(Fields):
    """Lambert's conformal conic projection: the two parallels that are true to scale, and its middle."""

    parallels: Annotated[tuple[Latitude, ...], Field(min_length=2, max_length=2)] = Field(
        description="The two latitudes that are true to scale."
    )
    latitude: Latitude = Field(description="The latitude of the point from which kilometres are counted.")
    longitude: Longitude = Field(description="The longitude of that point; its meridian is vertical on the map.")


class Credit(Fields):
    """Who the outlines are from, and under which licence."""

    text: Text = Field(description="The notice that the licence asks for.")
    url: WebAddress = Field(description="Where the notice leads.")
    licence: Text = Field(description="The name of the licence.")
    licence_url: WebAddress = Field(description="The text of the licence.")


class LabelKind(StrEnum):
    """What a label names; a town and a cape get a dot."""

    LAND = "land"
    SEA = "sea"
    STRAIT = "strait"
    TOWN = "town"
    CAPE = "cape"


class Label(Fields):
    """A name on the map."""

    item_key: ClassVar[tuple[str, ...]] = ("id",)

    feature: Id | None = Field(None, description="The feature or group that it names.")
    id: Id | None = Field(None, description="Its id, by which a translation finds it; no link leads to it.")
    text: TranslatedText | None = Field(
        None, description="What it says, if it is not the name of a feature: a sea, for example."
    )
    at: Annotated[tuple[Longitude, ...], Field(min_length=2, max_length=2)] = Field(
        description="Latitude and longitude of its beginning, middle or end."
    )
    anchor: Literal["start", "middle", "end"] = Field("middle", description="Which of the three stands there.")
    kind: LabelKind | None = Field(None, description="What it names; without it, land if it has a feature, else a sea.")
    entry: Id | None = Field(
        None, description="The entry to which it leads; a feature's label leads where its land does."
    )
    points_to: Annotated[tuple[float, ...], Field(min_length=2, max_length=2)] | None = Field(
        None, description="Latitude and longitude to which a thin line leads from it, where it stands off its land."
    )
    says_who: bool = Field(
        False, description="Whether it also says who held its feature, and who claimed it, in the state that is shown."
    )
    minor: bool = Field(False, description="Left out on a small screen.")


class Distance(Sourced):
    """A distance that is drawn on the map."""

    item_key: ClassVar[tuple[str, ...]] = ("id",)

    id: Id = Field(description="Its id, by which a translation finds it; no link leads to it.")
    title: TranslatedText = Field(description="From where to where.")
    km: Annotated[float, Field(gt=0, allow_inf_nan=False)] = Field(description="Kilometres, as the source has them.")
    start: Annotated[tuple[float, ...], Field(min_length=2, max_length=2)] = Field(
        description="Latitude and longitude of one end."
    )
    end: Annotated[tuple[float, ...], Field(min_length=2, max_length=2)] = Field(description="And of the other.")
    at: Annotated[tuple[float, ...], Field(min_length=2, max_length=2)] | None = Field(
        None, description="Where its number stands, if not in its middle."
    )
    anchor: Literal["start", "middle", "end"] = Field("start", description="Which part of the number stands there.")


class MapView(Fields):
    """A rectangle of the map that is drawn."""

    item_key: ClassVar[tuple[str, ...]] = ("id",)

    id: Id = Field(description="Its id.")
    title: TranslatedText = Field(description="What it shows.")
    layer: Id = Field(description="The GeoJSON file of `map/` that it is drawn from, without the ending.")
    x: Annotated[tuple[Kilometres, ...], Field(min_length=2, max_length=2)] = Field(
        description="From west to east, in kilometres from the middle of the projection."
    )
    y: Annotated[tuple[Kilometres, ...], Field(min_length=2, max_length=2)] = Field(
        description="From south to north, in kilometres."
    )
    labels: tuple[Label, ...] = Field((), description="The names on it.")
    distances: tuple[Distance, ...] = Field((), description="The distances that are drawn on it.")
    scale: Literal["top-left", "top-right", "bottom-left", "bottom-right"] = Field(
        "bottom-left", description="The corner in which its scale bar stands."
    )


class Locator(Fields):
    """A small map of a large part of the world, which shows where the map is."""

    layer: Id = Field(description="The GeoJSON file of `map/` with its land, without the ending.")
    projection: Projection = Field(description="How the globe is laid flat there.")
    x: Annotated[tuple[Kilometres, ...], Field(min_length=2, max_length=2)] = Field(
        description="From west to east, in kilometres from the middle of its projection."
    )
    y: Annotated[tuple[Kilometres, ...], Field(min_length=2, max_length=2)] = Field(
        description="From south to north, in kilometres."
    )
    labels: tuple[Label, ...] = Field((), description="The names on it: a capital or two, an ocean.")
    credit: Credit = Field(description="Whose data its land is.")


class FeatureFields(Fields):
    """A feature of the map: what it is called and which entry tells of it."""

    item_key: ClassVar[tuple[str, ...]] = ("id",)

    id: Id = Field(description="Its id in the GeoJSON files.")
    title: TranslatedText = Field(
        description="Its name by the naming policy; a place entry with this feature overrides it."
    )
    names: tuple[Name, ...] = Field((), description="Its names, where no entry has them.")
    entry: Id | None = Field(None, description="The entry to which it leads; of a group, that of all its features.")
    needs_entry: bool = Field(False, description="Whether there must be a place entry that has it as its `feature`.")


class GroupFields(FeatureFields):
    """Features that are spoken of together."""

    id: Id = Field(description="Its id, which no feature has.")
    features: Annotated[tuple[Id, ...], Field(min_length=1)] = Field(description="Its features, or groups of them.")


class MapFields(Fields):
    """`map/map.yml`: the projection, the views, the features and their names."""

    summary: TranslatedSummary = Field(description="What the map shows, in one or two plain sentences.")
    projection: Projection = Field(description="How the globe is projected onto the map.")
    credit: Credit = Field(description="Who made the data of the outlines.")
    note: TranslatedText | None = Field(None, description="A sentence below the map that says how it was drawn.")
    lines: Id | None = Field(None, description="The GeoJSON file with the lines, without the ending.")
    locator: Locator | None = Field(None, description="The small map that shows where the map is.")
    views: Annotated[tuple[MapView, ...], Field(min_length=1)] = Field(
        description="The views, the widest first; the last that holds a place is drawn on its page."
    )
    features: Annotated[tuple[FeatureFields, ...], Field(min_length=1)] = Field(description="The features.")
    groups: tuple[GroupFields, ...] = Field((), description="Groups of features.")


# states.yml


class AreaStatus(StrEnum):
    INHABITED = "inhabited"
    SETTLED = "settled"
    SHARED = "shared"
    CONTROLLED = "controlled"
    RENOUNCED = "renounced"
    UNCLEAR = "unclear"
    PROMISED = "promised"
    CONTESTED = "contested"


class LineKind(StrEnum):
    BORDER = "border"
    CONTROL = "control"
    CLAIM = "claim"
    LIMIT = "limit"
    ZONE = "zone"


class StateArea(Fields):
    """Who held a piece of land, and who else claimed it."""

    item_key: ClassVar[tuple[str, ...]] = ("id",)

    id: Id | None = Field(None, description="Its id, by which a translation finds it; no link leads to it.")
    features: Annotated[tuple[Id, ...], Field(min_length=1)] = Field(description="Features or groups of the map.")
    status: AreaStatus = Field(description="Who held it and on what terms; the legend puts it into words.")
    held_by: tuple[Id, ...] = Field((), description="The parties that held it.")
    claimed_by: tuple[Id, ...] = Field((), description="The other parties that claimed it.")
    given_up_by: tuple[Id, ...] = Field((), description="The parties that gave it up.")
    promised_to: tuple[Id, ...] = Field((), description="The parties to which it was promised.")
    legend: TranslatedText | None = Field(
        None, description="The wording of the legend, if the standard wording would be wrong."
    )
    note: TranslatedText | None = Field(
        None,
        description="What a label that `says_who` says of it, in a few words, where the usual ones would be wrong.",
    )


class StateLine(Fields):
    """A line of a state."""

    item_key: ClassVar[tuple[str, ...]] = ("line",)

    line: Id = Field(description="Its id in the GeoJSON file of the lines.")
    kind: LineKind = Field(
        description="A border that was agreed, a line of control, the limit of a claim, a limit that somebody set for "
        "something else, or the outline of a zone at sea."
    )
    title: TranslatedText = Field(description="Where it runs.")


class State(Fields):
    """How things stood from a date on."""

    item_key: ClassVar[tuple[str, ...]] = ("id",)

    id: Id = Field(description="Its id, which is its address on the page: `1875`.")
    title: TranslatedText = Field(description="Its heading.")
    short: TranslatedText | None = Field(
        None, description="Its name on the button that shows it; without it, its years: `1875–1905`."
    )
    date: EdtfDate = Field(description="When it began.")
    until: EdtfDate | None = Field(None, description="When it ended, if not with the beginning of the next.")
    text: TranslatedText = Field(description="What it shows, in a sentence or two.")
    sources: Annotated[tuple[Sourced, ...], Field(min_length=1)] = Field(description="Its sources.")
    events: tuple[Id, ...] = Field((), description="The events that led to it.")
    areas: Annotated[tuple[StateArea, ...], Field(min_length=1)] = Field(description="Who held what.")
    lines: tuple[StateLine, ...] = Field((), description="The lines between them.")


class StatesFields(Fields):
    """`map/states.yml`: the dated states of the border."""

    states: Annotated[tuple[State, ...], Field(min_length=1)] = Field(description="The states, the earliest first.")


# The whole


def _last_day(date: Edtf) -> Day:
    return date.last or date.anchor


@dataclass(frozen=True, eq=False)
class Atlas:
    """The map and its states; `lines_of_map` and `lines_of_states` have the line of each field.

    Compared by identity (`eq=False`), so it can be a cheap cache key.
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
        """Features and groups by id."""
        return {feature.id: feature for feature in (*self.map.features, *self.map.groups)}

    def members(self, feature: str) -> tuple[str, ...]:
        """The single features that an id means: itself, or the members of the group, in the order of map.yml."""
        return tuple(dict.fromkeys(self._members(feature, ())))

    def _members(self, feature: str, inside: tuple[str, ...]) -> Iterator[str]:
        fields = self.feature_by_id.get(feature)
        if isinstance(fields, GroupFields) and feature not in inside:
            for member in fields.features:
                yield from self._members(member, (*inside, feature))
        elif fields is not None and feature not in inside:
            yield feature

    def ends(self, state: State) -> Edtf | None:
        """When a state ended: as it says, or when the next began; None for the last."""
        following = self.states[self.states.index(state) + 1 :]
        return state.until or (following[0].date if following else None)

    def state_on(self, date: Edtf) -> State | None:
        """The state in which a day lies: the last that had begun and not ended; None before the first."""
        day = date.anchor
        begun = (state for state in reversed(self.states) if state.date.anchor <= day)
        return next((state for state in begun if state.until is None or day <= _last_day(state.until)), None)

    def line(self, line: str) -> Feature | None:
        """The line with the id; None if the file of lines does not have it."""
        layer = self.layer_by_name.get(self.map.lines or "")
        return layer.by_id.get(line) if layer else None
