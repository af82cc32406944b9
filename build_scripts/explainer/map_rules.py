"""The rules of the map: every id that it names is known, and every island that needs an entry has one.

They are rules like those of `checks`, which runs them; where the content has no map, a place may name any feature.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from explainer.model.atlas import MAP_FILE, STATES_FILE, Atlas, FeatureFields, GroupFields
from explainer.model.corpus import Corpus, Entry, Lines, Path
from explainer.model.fields import Collection, Place
from explainer.model.linking import Links
from explainer.problems import Code, Problem

Rule = Callable[[Corpus, Links], Iterator[Problem]]


def features_of_places(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A place whose feature the map does not have, and two places of one feature."""
    taken: dict[str, str] = {}
    for entry in corpus.background if corpus.atlas else ():
        feature = entry.fields.feature if isinstance(entry.fields, Place) else None
        if corpus.atlas is None or feature is None:
            continue
        line = entry.lines.of("feature")
        if feature not in corpus.atlas.feature_by_id:
            yield _unknown_feature(entry.path, line, feature, corpus.atlas)
        elif taken.setdefault(feature, entry.path) != entry.path:
            message = f"the feature '{feature}' is that of {taken[feature]} already"
            yield Problem(entry.path, line, Code.DUPLICATE_ID, message)


def features_without_entry(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A feature that needs an entry and is the feature of none."""
    for path, feature in _features(corpus):
        has_entry = feature.id in {place.fields.feature for place in _places(corpus)} or corpus.may_have(feature.id)
        if feature.needs_entry and not has_entry:
            message = f"no place has the feature '{feature.id}', which needs an entry"
            hint = f"Write 'feature: {feature.id}' in the entry of the place"
            yield _of_map(corpus, (*path, "id"), Code.FEATURE_WITHOUT_ENTRY, message, hint)


def features_not_drawn(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A feature of map.yml that no GeoJSON file has, one that is listed twice, a member of a group that is none."""
    if corpus.atlas is None:
        return
    drawn = {feature.id for layer in corpus.atlas.layers for feature in layer.features if not feature.is_line}
    seen: set[str] = set()
    for path, feature in _features(corpus):
        if feature.id in seen:
            message = f"the id '{feature.id}' stands twice among features and groups"
            yield _of_map(corpus, (*path, "id"), Code.DUPLICATE_ID, message)
        seen.add(feature.id)
        if isinstance(feature, GroupFields):
            for number, member in enumerate(feature.features):
                if member not in corpus.atlas.feature_by_id:
                    line = corpus.atlas.lines_of_map.of(*path, "features", number)
                    yield _unknown_feature(MAP_FILE, line, member, corpus.atlas)
        elif feature.id not in drawn:
            message = f"no GeoJSON file of map/ has the feature '{feature.id}'"
            yield _of_map(corpus, (*path, "id"), Code.UNKNOWN_FEATURE, message).guessing(feature.id, drawn)


def features_not_listed(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A feature of a GeoJSON file that map.yml does not list, so that it would have no name."""
    for layer in corpus.atlas.layers if corpus.atlas else ():
        for feature in layer.features:
            if not feature.is_line and corpus.atlas and feature.id not in corpus.atlas.feature_by_id:
                yield _unknown_feature(layer.path, feature.line, feature.id, corpus.atlas)


def layers_of_views(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A view or the lines drawn from a file that is not there, and a label of an unknown feature."""
    if corpus.atlas is None:
        return
    atlas, layers = corpus.atlas, corpus.atlas.layer_by_name
    named: list[tuple[Path, str | None]] = [(("lines",), atlas.map.lines)]
    named += [(("views", number, "layer"), view.layer) for number, view in enumerate(atlas.map.views)]
    for path, layer in named:
        if layer is not None and layer not in layers:
            message = f"there is no file map/{layer}.geojson"
            yield _of_map(corpus, path, Code.UNKNOWN_LAYER, message).guessing(layer, layers)
    for number, view in enumerate(atlas.map.views):
        for label_number, label in enumerate(view.labels):
            if label.feature and label.feature not in atlas.feature_by_id:
                line = atlas.lines_of_map.of("views", number, "labels", label_number, "feature")
                yield _unknown_feature(MAP_FILE, line, label.feature, atlas)


def entries_of_features(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A feature that leads to an entry which is not there."""
    for path, feature in _features(corpus):
        if feature.entry and corpus.atlas:
            yield from _references(corpus, MAP_FILE, corpus.atlas.lines_of_map, [((*path, "entry"), feature.entry)])


def references_of_states(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A state that names an unknown feature, line, party, event or source, and two states of one id."""
    seen: set[str] = set()
    for number, state in enumerate(corpus.atlas.states if corpus.atlas else ()):
        assert corpus.atlas is not None
        lines, at = corpus.atlas.lines_of_states, ("states", number)
        if state.id in seen:
            message = f"the id '{state.id}' stands twice"
            yield Problem(STATES_FILE, lines.of(*at, "id"), Code.DUPLICATE_ID, message)
        seen.add(state.id)
        events = [((*at, "events", n), event) for n, event in enumerate(state.events)]
        yield from _references(corpus, STATES_FILE, lines, events, Collection.EVENTS)
        for n, source in enumerate(state.sources):
            if source.source not in corpus.source_by_id and source.source not in corpus.left_out_ids:
                line = lines.of(*at, "sources", n, "source")
                message = f"'{source.source}' is not a source"
                yield Problem(STATES_FILE, line, Code.UNKNOWN_SOURCE, message).guessing(
                    source.source, corpus.source_by_id
                )
        yield from _areas(corpus, corpus.atlas, number)


def _areas(corpus: Corpus, atlas: Atlas, number: int) -> Iterator[Problem]:
    lines, state = atlas.lines_of_states, atlas.states[number]
    for n, area in enumerate(state.areas):
        at: Path = ("states", number, "areas", n)
        for m, feature in enumerate(area.features):
            if feature not in atlas.feature_by_id:
                yield _unknown_feature(STATES_FILE, lines.of(*at, "features", m), feature, atlas)
    known = [line.id for layer in atlas.layers for line in layer.features if line.is_line]
    has_lines = atlas.map.lines is None or atlas.map.lines in atlas.layer_by_name
    for n, line_fields in enumerate(state.lines if has_lines else ()):
        found = atlas.line(line_fields.line)
        if found is None or not found.is_line:
            line = lines.of("states", number, "lines", n, "line")
            message = f"'{line_fields.line}' is not a line of the map"
            yield Problem(STATES_FILE, line, Code.UNKNOWN_FEATURE, message).guessing(line_fields.line, known)


def parties_of_states(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A party that holds, claims or gave up an area, and is none of the dispute's."""
    for number, state in enumerate(corpus.atlas.states if corpus.atlas else ()):
        assert corpus.atlas is not None
        for n, area in enumerate(state.areas):
            for field in ("held_by", "claimed_by", "given_up_by"):
                for m, party in enumerate(getattr(area, field)):
                    if party not in corpus.party_by_id:
                        message = f"party '{party}' is not in dispute.yml"
                        line = corpus.atlas.lines_of_states.of("states", number, "areas", n, field, m)
                        problem = Problem(STATES_FILE, line, Code.UNKNOWN_PARTY, message)
                        yield problem.guessing(party, corpus.party_by_id)


def _references(
    corpus: Corpus,
    path: str,
    lines: Lines,
    targets: Iterable[tuple[Path, str]],
    collection: Collection | None = None,
) -> Iterator[Problem]:
    """A target that is no entry, is of another collection, or is a draft."""
    what = "event" if collection else "entry"
    for at, target in targets:
        entry, line = corpus.by_id.get(target), lines.of(*at)
        is_right = entry is not None and collection in (None, entry.collection)
        if target in corpus.left_out_ids and not is_right:
            continue
        if entry is None:
            known = [e.id for e in corpus.by_id.values() if collection in (None, e.collection)]
            message = f"{what} '{target}' is not an entry"
            yield Problem(path, line, Code.UNKNOWN_ENTRY, message).guessing(target, known)
        elif entry.collection is Collection.SOURCES or collection not in (None, entry.collection):
            message = f"'{target}' is in {entry.collection}, and this field names an {what}"
            yield Problem(path, line, Code.WRONG_COLLECTION, message)
        elif not entry.is_published:
            message = f"'{target}' is a draft, and this file is published"
            yield Problem(path, line, Code.DRAFT_LINKED, message, "Publish it or remove the link")


def _unknown_feature(path: str, line: int, feature: str, atlas: Atlas) -> Problem:
    message = f"'{feature}' is not a feature or group of {MAP_FILE}"
    return Problem(path, line, Code.UNKNOWN_FEATURE, message).guessing(feature, atlas.feature_by_id)


def _of_map(corpus: Corpus, at: Path, code: Code, message: str, hint: str = "") -> Problem:
    assert corpus.atlas is not None
    return Problem(MAP_FILE, corpus.atlas.lines_of_map.of(*at), code, message, hint)


def _features(corpus: Corpus) -> Iterator[tuple[Path, FeatureFields]]:
    """Every feature and group of map.yml, and where it stands."""
    if corpus.atlas:
        yield from ((("features", n), feature) for n, feature in enumerate(corpus.atlas.map.features))
        yield from ((("groups", n), group) for n, group in enumerate(corpus.atlas.map.groups))


def _places(corpus: Corpus) -> Iterator[Entry[Place]]:
    for entry in corpus.background:
        if isinstance(entry.fields, Place):
            yield entry


MAP_RULES: tuple[Rule, ...] = (
    features_of_places,
    features_without_entry,
    features_not_drawn,
    features_not_listed,
    layers_of_views,
    entries_of_features,
    references_of_states,
    parties_of_states,
)
