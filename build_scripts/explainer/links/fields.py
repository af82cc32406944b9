"""Which entries the front matter of an entry refers to, and in what way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from explainer.model.atlas import MAP_FILE, Atlas
from explainer.model.corpus import AnyEntry, Path
from explainer.model.fields import (
    Actor,
    Collection,
    Dispute,
    EntryFields,
    Event,
    Place,
    Question,
    ReadingPath,
    SiteText,
)

ENTRY_COLLECTIONS = (Collection.EVENTS, Collection.ACTORS, Collection.BACKGROUND)


@dataclass(frozen=True)
class FieldReference:
    """An id in a field. `reason` names the relation; `detail` is the role or office that says more of it."""

    path: Path
    target: str
    word: str
    """What the editor calls such an entry: 'actor', 'place', 'source'."""
    collections: tuple[Collection, ...]
    reason: str
    detail: str = ""
    kind: str = ""
    """The kind that the target must have, where one is asked for."""


def field_references(entry: AnyEntry) -> Iterator[FieldReference]:
    """The references in an entry's fields, in the order of the schema."""
    fields = entry.fields
    if isinstance(fields, Event):
        yield from _of_event(fields)
    if isinstance(fields, Actor):
        for number, office in enumerate(fields.offices):
            yield FieldReference(
                ("offices", number, "of"), office.of, "actor", (Collection.ACTORS,), "office", office.title
            )
    if isinstance(fields, Place):
        for name, figures in (("area", fields.area), ("population", fields.population)):
            for number, figure in enumerate(figures):
                yield _source((name, number, "source"), figure.source, figure.locator)
    if isinstance(fields, Question):
        yield from _of_question(fields)
    if isinstance(fields, EntryFields):
        for number, target in enumerate(fields.see_also):
            yield FieldReference(("see_also", number), target, "entry", ENTRY_COLLECTIONS, "see-also")
    if isinstance(fields, ReadingPath):
        for number, step in enumerate(fields.steps):
            yield FieldReference(("steps", number, "entry"), step.entry, "entry", ENTRY_COLLECTIONS, "path")
    if isinstance(fields, SiteText):
        yield from _of_site_text(fields)


def _of_event(event: Event) -> Iterator[FieldReference]:
    for number, part in enumerate(event.actors):
        yield FieldReference(("actors", number, "actor"), part.actor, "actor", (Collection.ACTORS,), "role", part.role)
    for number, place in enumerate(event.places):
        yield FieldReference(("places", number), place, "place", (Collection.BACKGROUND,), "place", kind="place")
    for relation in ("supersedes", "responds_to", "implements"):
        for number, target in enumerate(getattr(event, relation)):
            reason = relation.replace("_", "-")
            yield FieldReference((relation, number), target, "event", (Collection.EVENTS,), reason)


def _of_question(question: Question) -> Iterator[FieldReference]:
    for number, position in enumerate(question.positions):
        if position.source:
            yield _source(("positions", number, "source"), position.source, position.locator)
    for number, undisputed in enumerate(question.not_disputed):
        for place, cited in enumerate(undisputed.sources):
            yield _source(("not_disputed", number, "sources", place, "source"), cited.source, cited.locator)


def _of_site_text(text: SiteText) -> Iterator[FieldReference]:
    for number, target in enumerate(text.questions):
        yield FieldReference(
            ("questions", number), target, "question", (Collection.BACKGROUND,), "mention", kind="question"
        )
    for number, pointer in enumerate(text.start_here):
        yield FieldReference(("start_here", number, "entry"), pointer.entry, "entry", ENTRY_COLLECTIONS, "mention")


def _source(path: Path, source: str, locator: str | None) -> FieldReference:
    return FieldReference(path, source, "source", (Collection.SOURCES,), "cites", locator or "")


def dispute_references(dispute: Dispute) -> Iterator[FieldReference]:
    """The actor entries that dispute.yml names."""
    for number, party in enumerate(dispute.parties):
        if party.actor:
            path = ("parties", number, "actor")
            yield FieldReference(path, party.actor, "actor", (Collection.ACTORS,), "mention")


def atlas_references(atlas: Atlas, path: str) -> Iterator[FieldReference]:
    """The entries and sources that a file of the map names: `map/map.yml` or `map/states.yml`."""
    if path == MAP_FILE:
        for name, features in (("features", atlas.map.features), ("groups", atlas.map.groups)):
            for number, feature in enumerate(features):
                if feature.entry:
                    at = (name, number, "entry")
                    yield FieldReference(at, feature.entry, "entry", ENTRY_COLLECTIONS, "mention")
        return
    for number, state in enumerate(atlas.states):
        for place, cited in enumerate(state.sources):
            yield _source(("states", number, "sources", place, "source"), cited.source, cited.locator)
        for place, event in enumerate(state.events):
            yield FieldReference(("states", number, "events", place), event, "event", (Collection.EVENTS,), "mention")
