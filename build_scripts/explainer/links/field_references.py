"""The ids in the fields of an entry, of dispute.yml and of the map, and what each of them means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from explainer.model.atlas import MAP_FILE, Atlas
from explainer.model.corpus import AnyEntry
from explainer.model.datasets import Dataset
from explainer.model.fields import (
    Actor,
    Collection,
    Dispute,
    Document,
    EntryFields,
    Event,
    Place,
    Question,
    ReadingPath,
    SiteText,
)
from explainer.model.lines import Path
from explainer.model.references import RELATIONS, LinkReason

ENTRY_COLLECTIONS = (Collection.EVENTS, Collection.ACTORS, Collection.BACKGROUND)


@dataclass(frozen=True)
class FieldReference:
    """An id in a field. `reason` names the relation; `detail` is the role or office, which says more."""

    path: Path
    target: str
    word: str
    """What the editor calls such an entry: 'actor', 'place', 'source'."""
    collections: tuple[Collection, ...]
    reason: LinkReason
    detail: str = ""
    kind: str = ""
    """The kind that the target must have; empty if any will do."""


def field_references(entry: AnyEntry) -> Iterator[FieldReference]:
    """The references in an entry's fields, in the order of the schema."""
    fields = entry.fields
    if isinstance(fields, Event):
        yield from _of_event(fields)
    if isinstance(fields, Actor):
        for number, office in enumerate(fields.offices):
            yield _actor(("offices", number, "of"), office.of, LinkReason.OFFICE, office.title)
    if isinstance(fields, Place):
        yield from _of_place(fields)
    if isinstance(fields, Document):
        yield from _of_document(fields)
    if isinstance(fields, Question):
        yield from _of_question(fields)
    if isinstance(fields, EntryFields):
        yield from _of_entry(fields)
    if isinstance(fields, ReadingPath):
        yield from _of_path(fields)
    if isinstance(fields, SiteText):
        yield from _of_site_text(fields)


def _of_place(place: Place) -> Iterator[FieldReference]:
    for name, figures in (("area", place.area), ("population", place.population)):
        for number, figure in enumerate(figures):
            yield _source((name, number, "source"), figure.source, figure.locator)


def _of_document(document: Document) -> Iterator[FieldReference]:
    for number, facsimile in enumerate(document.facsimiles):
        for place, text in enumerate(facsimile.texts):
            yield _source(("facsimiles", number, "texts", place, "source"), text.source, text.locator)


def _of_entry(fields: EntryFields) -> Iterator[FieldReference]:
    for number, picture in enumerate(fields.figures):
        yield _source(("figures", number, "source"), picture.source, picture.locator)
    for number, target in enumerate(fields.see_also):
        yield _entry(("see_also", number), target, LinkReason.SEE_ALSO)


def _of_event(event: Event) -> Iterator[FieldReference]:
    for number, part in enumerate(event.actors):
        yield _actor(("actors", number, "actor"), part.actor, LinkReason.ROLE, part.role)
    for number, place in enumerate(event.places):
        yield _background(("places", number), place, "place", LinkReason.PLACE)
    for reason in RELATIONS:
        for number, target in enumerate(getattr(event, reason.attribute)):
            yield _event((reason.attribute, number), target, reason)


def _of_question(question: Question) -> Iterator[FieldReference]:
    for number, position in enumerate(question.positions):
        if position.source:
            yield _source(("positions", number, "source"), position.source, position.locator)
    for number, undisputed in enumerate(question.not_disputed):
        for place, cited in enumerate(undisputed.sources):
            yield _source(("not_disputed", number, "sources", place, "source"), cited.source, cited.locator)


def _of_path(path: ReadingPath) -> Iterator[FieldReference]:
    for number, step in enumerate(path.steps):
        yield _entry(("steps", number, "entry"), step.entry, LinkReason.PATH)
        for place, cited in enumerate(step.sources):
            yield _source(("steps", number, "sources", place, "source"), cited.source, cited.locator)


def _of_site_text(text: SiteText) -> Iterator[FieldReference]:
    for number, asked in enumerate(text.answers):
        for place, cited in enumerate(asked.sources):
            yield _source(("answers", number, "sources", place, "source"), cited.source, cited.locator)
        for side, said in enumerate(asked.sides):
            for place, cited in enumerate(said.sources):
                path = ("answers", number, "sides", side, "sources", place, "source")
                yield _source(path, cited.source, cited.locator)
        if asked.entry:
            yield _entry(("answers", number, "entry"), asked.entry, LinkReason.MENTION)
    for number, target in enumerate(text.questions):
        yield _background(("questions", number), target, "question", LinkReason.MENTION)
    for number, pointer in enumerate(text.start_here):
        yield _entry(("start_here", number, "entry"), pointer.entry, LinkReason.MENTION)


def dispute_references(dispute: Dispute) -> Iterator[FieldReference]:
    """The actor entries that dispute.yml names."""
    for number, party in enumerate(dispute.parties):
        if party.actor:
            yield _actor(("parties", number, "actor"), party.actor, LinkReason.MENTION)


def atlas_references(atlas: Atlas, path: str) -> Iterator[FieldReference]:
    """The entries and sources that a file of the map names: `map/map.yml` or `map/states.yml`."""
    return _of_features(atlas) if path == MAP_FILE else _of_states(atlas)


def _of_features(atlas: Atlas) -> Iterator[FieldReference]:
    for name, features in (("features", atlas.map.features), ("groups", atlas.map.groups)):
        for number, feature in enumerate(features):
            if feature.entry:
                yield _entry((name, number, "entry"), feature.entry, LinkReason.MENTION)
    for number, view in enumerate(atlas.map.views):
        for place, label in enumerate(view.labels):
            if label.entry:
                yield _entry(("views", number, "labels", place, "entry"), label.entry, LinkReason.MENTION)
        for place, distance in enumerate(view.distances):
            yield _source(("views", number, "distances", place, "source"), distance.source, distance.locator)


def _of_states(atlas: Atlas) -> Iterator[FieldReference]:
    for number, state in enumerate(atlas.states):
        for place, cited in enumerate(state.sources):
            yield _source(("states", number, "sources", place, "source"), cited.source, cited.locator)
        for place, event in enumerate(state.events):
            yield _event(("states", number, "events", place), event, LinkReason.MENTION)


def dataset_references(dataset: Dataset) -> Iterator[FieldReference]:
    """The sources that the YAML file of a series of figures names."""
    for number, cited in enumerate(dataset.fields.sources):
        yield _source(("sources", number, "source"), cited.source, cited.locator)
    for number, column in enumerate(dataset.fields.columns):
        if column.source:
            yield _source(("fields", number, "source"), column.source, column.locator)


def table_references(dataset: Dataset) -> Iterator[FieldReference]:
    """The sources that the rows of its table name, each row once."""
    number_of = {line: at[1] for at, line in dataset.rows.at.items()}
    said = {cited for column in dataset.fields.columns if column.source for cited in [column.source]}
    of_all = {cited.source for cited in dataset.fields.sources} | said
    of_rows = {(number_of[figure.line], cited) for figure in dataset.figures for cited in figure.sources}
    for number, cited in sorted(of_rows, key=lambda item: int(item[0])):
        if cited.source not in of_all:
            yield _source(("rows", number), cited.source, cited.locator)


# What may stand in a field


def _entry(path: Path, target: str, reason: LinkReason) -> FieldReference:
    return FieldReference(path, target, "entry", ENTRY_COLLECTIONS, reason)


def _event(path: Path, target: str, reason: LinkReason) -> FieldReference:
    return FieldReference(path, target, "event", (Collection.EVENTS,), reason)


def _actor(path: Path, target: str, reason: LinkReason, detail: str = "") -> FieldReference:
    return FieldReference(path, target, "actor", (Collection.ACTORS,), reason, detail)


def _background(path: Path, target: str, kind: str, reason: LinkReason) -> FieldReference:
    return FieldReference(path, target, kind, (Collection.BACKGROUND,), reason, kind=kind)


def _source(path: Path, source: str, locator: str | None) -> FieldReference:
    return FieldReference(path, source, "source", (Collection.SOURCES,), LinkReason.CITES, locator or "")
