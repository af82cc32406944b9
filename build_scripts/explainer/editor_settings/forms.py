"""The forms that an editor fills in: the fields of each sort of entry, read from the JSON Schemas.

The name of a field tells where its id leads, which is the same in every collection.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from explainer.editor_settings.field_reference import json_schema
from explainer.model.fields import ID_PATTERN, Collection, in_order_of_writing


class InputKind(StrEnum):
    """The kind of value that is typed into a field."""

    TEXT = "text"
    CHOICE = "choice"
    DAY = "day"
    YES_NO = "yes-no"
    DATE = "date"
    """An EDTF date, for which no calendar is offered."""
    WHOLE = "whole number"
    NUMBER = "number"
    ID = "id"
    GROUP = "group"


class Target(StrEnum):
    """What an id names: entries of one form, entries of any form, or an item of dispute.yml."""

    EVENTS = "events"
    ACTORS = "actors"
    PLACES = "places"
    QUESTIONS = "questions"
    SOURCES = "sources"
    ENTRIES = "entries"
    TOPICS = "topics"
    PARTIES = "parties"
    PERSPECTIVES = "perspectives"
    FEATURES = "features"


TARGETS: Mapping[str, Target] = {
    "actor": Target.ACTORS,
    "of": Target.ACTORS,
    "places": Target.PLACES,
    "supersedes": Target.EVENTS,
    "responds_to": Target.EVENTS,
    "implements": Target.EVENTS,
    "questions": Target.QUESTIONS,
    "source": Target.SOURCES,
    "see_also": Target.ENTRIES,
    "entry": Target.ENTRIES,
    "topics": Target.TOPICS,
    "party": Target.PARTIES,
    "used_by": Target.PARTIES,
    "perspective": Target.PERSPECTIVES,
    "feature": Target.FEATURES,
}


@dataclass(frozen=True)
class FormField:
    """A field. `many` marks a list of such values; `shapes` are the fields of a group."""

    name: str
    kind: InputKind
    description: str
    required: bool
    many: bool = False
    choices: tuple[str, ...] = ()
    shapes: tuple[FormField, ...] = ()
    target: Target | None = None
    pattern: str = ""
    lowest: float | None = None
    highest: float | None = None
    longest: int | None = None

    @property
    def label(self) -> str:
        """The name as words: 'Date note'. A name in capitals stays as it is."""
        words = re.sub(r"[-_]", " ", self.name)
        return words[0].upper() + words[1:]


@dataclass(frozen=True)
class EntryForm:
    """A sort of entry. `kinds` are the kinds of background that the form is for; other collections have none."""

    name: str
    folder: Collection
    label: str
    singular: str
    shapes: tuple[FormField, ...]
    kinds: tuple[str, ...] = ()

    def shape(self, name: str) -> FormField:
        return next(shape for shape in self.shapes if shape.name == name)


def forms() -> tuple[EntryForm, ...]:
    """A form for each sort of entry, one for each class of background, in the order of the editing guide."""
    return (
        _form("events", Collection.EVENTS, "Events", "Event"),
        _form("actors", Collection.ACTORS, "Actors", "Actor"),
        _form("places", Collection.BACKGROUND, "Places", "Place", "Place"),
        _form("documents", Collection.BACKGROUND, "Documents", "Document", "Document"),
        _form("questions", Collection.BACKGROUND, "Questions", "Question", "Question"),
        _form("subjects", Collection.BACKGROUND, "Terms, economy, society", "Subject", "Subject"),
        _form("sources", Collection.SOURCES, "Sources", "Source"),
        _form("paths", Collection.PATHS, "Paths", "Path"),
        _form("site", Collection.SITE, "Texts of the site", "Text"),
    )


def names() -> Mapping[str, str]:
    """The name of the form for each collection, and for each kind of background."""
    return {sort: form.name for form in forms() for sort in (form.kinds or (str(form.folder),))}


def _form(name: str, folder: Collection, label: str, singular: str, variant: str = "") -> EntryForm:
    schema = json_schema(folder)
    by_name = {s.name: s for s in _shapes(schema["$defs"][variant] if variant else schema, schema["$defs"])}
    shapes = tuple(by_name[name] for name in in_order_of_writing(by_name))
    kinds = next((shape.choices for shape in shapes if shape.name == "kind"), ()) if variant else ()
    return EntryForm(name, folder, label, singular, shapes, kinds)


def _shapes(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Iterator[FormField]:
    required = schema.get("required", ())
    for name, field in schema["properties"].items():
        yield _shape(name, field, name in required, definitions)


def _shape(name: str, field: Mapping[str, Any], required: bool, definitions: Mapping[str, Any]) -> FormField:
    value = _value(field, definitions)
    many = value.get("type") == "array"
    item = _value(value["items"], definitions) if many else value
    kind = _kind(name, item)
    return FormField(
        name,
        kind,
        field.get("description", ""),
        required,
        many,
        choices=tuple(item.get("enum", [item["const"]] if "const" in item else [])),
        shapes=tuple(_shapes(item, definitions)) if kind is InputKind.GROUP else (),
        target=TARGETS[name] if kind is InputKind.ID else None,
        pattern=item.get("pattern", ""),
        lowest=item.get("minimum", item.get("exclusiveMinimum")),
        highest=item.get("maximum"),
        longest=item.get("maxLength"),
    )


def _value(field: Mapping[str, Any], definitions: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema of the value when the field is given."""
    options = [option for option in field.get("anyOf", ()) if option.get("type") != "null"]
    value = options[0] if options else field
    return definitions[value["$ref"].rpartition("/")[2]] if "$ref" in value else value


def _kind(name: str, item: Mapping[str, Any]) -> InputKind:
    """What is written into a field. An item's own id leads nowhere, so it is text of a fixed pattern."""
    if "enum" in item or "const" in item:
        return InputKind.CHOICE
    if item.get("pattern") == ID_PATTERN:
        return InputKind.TEXT if name == "id" else InputKind.ID
    by_format = {"date": InputKind.DAY, "edtf": InputKind.DATE}
    by_type = {
        "string": InputKind.TEXT,
        "integer": InputKind.WHOLE,
        "number": InputKind.NUMBER,
        "boolean": InputKind.YES_NO,
        "object": InputKind.GROUP,
    }
    return by_format.get(item.get("format", "")) or by_type[item["type"]]
