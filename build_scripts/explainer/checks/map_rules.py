"""The rules of the map: the features, lines and parties that it names exist, and what needs an entry has one.

`entry_rules` runs them with its own. If the content has no map, a place may name any feature. The links check that the
entries and sources of the map exist.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from explainer.checks.map_extent import RoughPlane
from explainer.dates import surely_before
from explainer.model.atlas import (
    MAP_FILE,
    STATES_FILE,
    Atlas,
    Feature,
    FeatureFields,
    GroupFields,
    Layer,
    MapView,
    Projection,
    State,
)
from explainer.model.corpus import Corpus, Entry
from explainer.model.fields import Place
from explainer.model.lines import Path
from explainer.model.references import Links
from explainer.problems import Code, Problem

_FLATTEST = 0.01
_SWAPPED = "Its latitude and longitude are swapped: GeoJSON writes the longitude first"
Rule = Callable[[Corpus, Links], Iterator[Problem]]


def features_of_places(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A place with a feature that the map does not have, and two places with the same feature."""
    taken: dict[str, str] = {}
    for entry in corpus.background if corpus.atlas else ():
        feature = entry.fields.feature if isinstance(entry.fields, Place) else None
        if corpus.atlas is None or feature is None:
            continue
        if feature not in corpus.atlas.feature_by_id:
            problem = entry.problem(("feature",), Code.UNKNOWN_FEATURE, _no_feature(feature))
            yield problem.guessing(feature, corpus.atlas.feature_by_id)
        elif taken.setdefault(feature, entry.path) != entry.path:
            message = f"the feature '{feature}' is that of {taken[feature]} already"
            yield entry.problem(("feature",), Code.DUPLICATE_ID, message)


def features_without_entry(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A feature that needs an entry and belongs to no place."""
    for path, feature in _features(corpus):
        has_entry = feature.id in {place.fields.feature for place in _places(corpus)} or corpus.may_have(feature.id)
        if feature.needs_entry and not has_entry:
            message = f"no place has the feature '{feature.id}', which needs an entry"
            hint = f"Write 'feature: {feature.id}' in the entry of the place"
            yield _of_map(corpus, (*path, "id"), Code.FEATURE_WITHOUT_ENTRY, message, hint)


def features_not_drawn(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A feature of map.yml that no GeoJSON file has or that is listed twice, and an unknown member of a group."""
    if corpus.atlas is None:
        return
    locator = corpus.atlas.map.locator
    layers = (layer for layer in corpus.atlas.layers if locator is None or layer.name != locator.layer)
    drawn = {feature.id for layer in layers for feature in layer.features if not feature.is_line}
    seen: set[str] = set()
    for path, feature in _features(corpus):
        if feature.id in seen:
            message = f"the id '{feature.id}' stands twice among features and groups"
            yield _of_map(corpus, (*path, "id"), Code.DUPLICATE_ID, message)
        seen.add(feature.id)
        if isinstance(feature, GroupFields):
            for number, member in enumerate(feature.features):
                if member not in corpus.atlas.feature_by_id:
                    problem = _of_map(corpus, (*path, "features", number), Code.UNKNOWN_FEATURE, _no_feature(member))
                    yield problem.guessing(member, corpus.atlas.feature_by_id)
        elif feature.id not in drawn:
            message = f"no GeoJSON file of map/ has the feature '{feature.id}'"
            yield _of_map(corpus, (*path, "id"), Code.UNKNOWN_FEATURE, message).guessing(feature.id, drawn)


def features_not_listed(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A feature of a GeoJSON file that map.yml does not list, so that it would have no name."""
    locator = corpus.atlas.map.locator if corpus.atlas else None
    for layer in corpus.atlas.layers if corpus.atlas else ():
        for feature in layer.features if locator is None or layer.name != locator.layer else ():
            if not feature.is_line and corpus.atlas and feature.id not in corpus.atlas.feature_by_id:
                problem = Problem(layer.path, feature.line, Code.UNKNOWN_FEATURE, _no_feature(feature.id))
                yield problem.guessing(feature.id, corpus.atlas.feature_by_id)


def layers_of_views(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A view or lines from a file that does not exist, and a label of an unknown feature."""
    if corpus.atlas is None:
        return
    atlas, layers = corpus.atlas, corpus.atlas.layer_by_name
    named: list[tuple[Path, str | None]] = [(("lines",), atlas.map.lines)]
    if atlas.map.locator:
        named.append((("locator", "layer"), atlas.map.locator.layer))
    named += [(("views", number, "layer"), view.layer) for number, view in enumerate(atlas.map.views)]
    for path, layer in named:
        if layer is not None and layer not in layers:
            message = f"there is no file map/{layer}.geojson"
            yield _of_map(corpus, path, Code.UNKNOWN_LAYER, message).guessing(layer, layers)
    for number, view in enumerate(atlas.map.views):
        for label_number, label in enumerate(view.labels):
            if label.feature and label.feature not in atlas.feature_by_id:
                at = ("views", number, "labels", label_number, "feature")
                problem = _of_map(corpus, at, Code.UNKNOWN_FEATURE, _no_feature(label.feature))
                yield problem.guessing(label.feature, atlas.feature_by_id)


def ids_of_states(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """Two states with the same id, which would have the same address."""
    seen: set[str] = set()
    for number, state in enumerate(corpus.atlas.states if corpus.atlas else ()):
        if state.id in seen:
            yield _of_states(corpus, ("states", number, "id"), Code.DUPLICATE_ID, f"the id '{state.id}' stands twice")
        seen.add(state.id)


def features_of_states(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A state that names a feature or a line that the map does not have."""
    for number, state in enumerate(corpus.atlas.states if corpus.atlas else ()):
        assert corpus.atlas is not None
        for n, area in enumerate(state.areas):
            for m, feature in enumerate(area.features):
                if feature not in corpus.atlas.feature_by_id:
                    at = ("states", number, "areas", n, "features", m)
                    problem = _of_states(corpus, at, Code.UNKNOWN_FEATURE, _no_feature(feature))
                    yield problem.guessing(feature, corpus.atlas.feature_by_id)
        yield from _unknown_lines(number, state, corpus.atlas, corpus)


def _unknown_lines(number: int, state: State, atlas: Atlas, corpus: Corpus) -> Iterator[Problem]:
    """Lines that no file has; nothing if the file of lines is missing, which is a problem of its own."""
    if atlas.map.lines is not None and atlas.map.lines not in atlas.layer_by_name:
        return
    known = [line.id for layer in atlas.layers for line in layer.features if line.is_line]
    for n, line in enumerate(state.lines):
        found = atlas.line(line.line)
        if found is None or not found.is_line:
            at = ("states", number, "lines", n, "line")
            problem = _of_states(corpus, at, Code.UNKNOWN_FEATURE, f"'{line.line}' is not a line of the map")
            yield problem.guessing(line.line, known)


def parties_of_states(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A party that holds, claims or gave up an area, and is not in dispute.yml."""
    for number, state in enumerate(corpus.atlas.states if corpus.atlas else ()):
        for n, area in enumerate(state.areas):
            for field in ("held_by", "claimed_by", "given_up_by", "promised_to"):
                for m, party in enumerate(getattr(area, field)):
                    if party not in corpus.party_by_id:
                        at = ("states", number, "areas", n, field, m)
                        message = f"party '{party}' is not in dispute.yml"
                        yield _of_states(corpus, at, Code.UNKNOWN_PARTY, message).guessing(party, corpus.party_by_id)


def _no_feature(feature: str) -> str:
    return f"'{feature}' is not a feature or group of {MAP_FILE}"


def _of_map(corpus: Corpus, at: Path, code: Code, message: str, hint: str = "") -> Problem:
    assert corpus.atlas is not None
    return corpus.atlas.lines_of_map.problem(MAP_FILE, at, code, message, hint)


def _of_states(corpus: Corpus, at: Path, code: Code, message: str) -> Problem:
    assert corpus.atlas is not None
    return corpus.atlas.lines_of_states.problem(STATES_FILE, at, code, message)


def _features(corpus: Corpus) -> Iterator[tuple[Path, FeatureFields]]:
    """Every feature and group of map.yml, with its place there."""
    if corpus.atlas:
        yield from ((("features", n), feature) for n, feature in enumerate(corpus.atlas.map.features))
        yield from ((("groups", n), group) for n, group in enumerate(corpus.atlas.map.groups))


def _places(corpus: Corpus) -> Iterator[Entry[Place]]:
    for entry in corpus.background:
        if isinstance(entry.fields, Place):
            yield entry


def parallels_that_draw_nothing(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """Parallels at a pole, or as far south as north: the cone of the projection is then a plane or a cylinder."""
    for path, projection in _projections(corpus):
        south, north = projection.parallels
        if abs(south + north) < _FLATTEST or max(abs(south), abs(north)) > 90 - _FLATTEST:
            message = f"with the parallels {south:g} and {north:g} no map can be drawn"
            hint = "Choose two on one side of the equator, a sixth of the map's height from its edges"
            yield _of_map(corpus, (*path, "projection", "parallels"), Code.BAD_VALUE, message, hint)


def _projections(corpus: Corpus) -> Iterator[tuple[Path, Projection]]:
    if corpus.atlas:
        yield (), corpus.atlas.map.projection
        if corpus.atlas.map.locator:
            yield ("locator",), corpus.atlas.map.locator.projection


def states_that_end_too_early(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A state that ends before it began."""
    for number, state in enumerate(corpus.atlas.states if corpus.atlas else ()):
        if state.until and surely_before(state.until, state.date):
            message = f"the state '{state.id}' ends before it begins"
            yield _of_states(corpus, ("states", number, "until"), Code.END_BEFORE_START, message)


def views_that_show_nothing(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A view whose east is not east of its west, or whose north is not north of its south."""
    for number, view in enumerate(corpus.atlas.map.views if corpus.atlas else ()):
        for name, (low, high), words in (("x", view.x, "west to east"), ("y", view.y, "south to north")):
            if low >= high:
                message = f"{name} goes from {words}, and {low:g} is not less than {high:g}"
                hint = f"Write {name}: [{high:g}, {low:g}]" if low > high else "Give the view some kilometres"
                yield _of_map(corpus, ("views", number, name), Code.BAD_VALUE, message, hint)


def features_that_no_view_shows(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """Land and lines that lie outside every view, in whatever file, and a projection that cannot draw them."""
    if corpus.atlas is None or any(
        (*parallels_that_draw_nothing(corpus, links), *views_that_show_nothing(corpus, links))
    ):
        return
    plane, shown = RoughPlane(corpus.atlas.map.projection), set[str]()
    unseen: list[tuple[Layer, Feature, bool]] = []
    for layer in corpus.atlas.layers:
        views = _views_of(layer, corpus.atlas)
        for feature in layer.features if views else ():
            if not plane.has(feature):
                message = f"with this projection '{feature.id}' of {layer.path} cannot be drawn: it is too far away"
                hint = "Put the middle near what the map shows"
                yield _of_map(corpus, ("projection",), Code.BAD_VALUE, message, hint)
            elif any(plane.shows(view, feature) for view in views):
                shown.add(feature.id)
            else:
                swapped = _swapped(feature)
                is_swapped = swapped is not None and any(plane.shows(view, swapped) for view in views)
                unseen.append((layer, feature, is_swapped))
    for layer, feature, is_swapped in unseen:
        if feature.id not in shown:
            hint = _SWAPPED if is_swapped else "Widen a view, or take the feature out of the file"
            message = f"'{feature.id}' is in no view of the map"
            yield Problem(layer.path, feature.line, Code.OUTSIDE_MAP, message, hint, culprit=feature.id)


def _views_of(layer: Layer, atlas: Atlas) -> list[MapView]:
    """The views that are drawn from the file; of the lines, all."""
    is_of_lines = layer.name == atlas.map.lines
    return [view for view in atlas.map.views if is_of_lines or view.layer == layer.name]


def _swapped(feature: Feature) -> Feature | None:
    """The feature with latitudes and longitudes exchanged; None where that is no place on the globe."""
    points = [point for part in feature.parts for ring in part for point in ring]
    if any(abs(longitude) > 90 for longitude, _ in points):
        return None
    parts = tuple(tuple(tuple((y, x) for x, y in ring) for ring in part) for part in feature.parts)
    return replace(feature, parts=parts)


MAP_RULES: tuple[Rule, ...] = (
    parallels_that_draw_nothing,
    views_that_show_nothing,
    features_that_no_view_shows,
    features_of_places,
    features_without_entry,
    features_not_drawn,
    features_not_listed,
    layers_of_views,
    ids_of_states,
    features_of_states,
    parties_of_states,
    states_that_end_too_early,
)
