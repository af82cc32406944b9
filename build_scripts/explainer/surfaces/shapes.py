"""The forms that an editor fills in: the fields of each sort of entry, read from the JSON Schemas.

Where an id leads is told by the name of its field, which is the same in every collection.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from explainer.model.fields import ID_PATTERN, Collection, in_order_of_writing
from explainer.reference import json_schema


class Kind(StrEnum):
    """What is written into a field."""

    TEXT = "text"
    CHOICE = "choice"
    DAY = "day"
    DATE = "date"
    """An EDTF date: never one that a program may put into a calendar."""
    WHOLE = "whole number"
    NUMBER = "number"
    ID = "id"
    GROUP = "group"


class Target(StrEnum):
    """What an id names: entries of one form, of any, or an item of dispute.yml."""

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
class Shape:
    """A field. `many` says that it is a list of such values; `shapes` are the fields of a group."""

    name: str
    kind: Kind
    description: str
    required: bool
    many: bool = False
    choices: tuple[str, ...] = ()
    shapes: tuple[Shape, ...] = ()
    target: Target | None = None
    pattern: str = ""
    lowest: float | None = None
    highest: float | None = None
    longest: int | None = None

    @property
    def label(self) -> str:
        """The name as words: 'Date note'. What is written in capitals stays so."""
        words = re.sub(r"[-_]", " ", self.name)
        return words[0].upper() + words[1:]


@dataclass(frozen=True)
class Form:
    """A sort of entry. `kinds` are those of the background that it is for; empty for all other collections."""

    name: str
    folder: Collection
    label: str
    singular: str
    shapes: tuple[Shape, ...]
    kinds: tuple[str, ...] = ()

    def shape(self, name: str) -> Shape:
        return next(shape for shape in self.shapes if shape.name == name)


def forms() -> tuple[Form, ...]:
    """A form for each sort of entry, those of the background one by one, in the order of the editing guide."""
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


def _form(name: str, folder: Collection, label: str, singular: str, variant: str = "") -> Form:
    schema = json_schema(folder)
    by_name = {s.name: s for s in _shapes(schema["$defs"][variant] if variant else schema, schema["$defs"])}
    shapes = tuple(by_name[name] for name in in_order_of_writing(by_name))
    kinds = next((shape.choices for shape in shapes if shape.name == "kind"), ()) if variant else ()
    return Form(name, folder, label, singular, shapes, kinds)


def _shapes(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Iterator[Shape]:
    required = schema.get("required", ())
    for name, field in schema["properties"].items():
        yield _shape(name, field, name in required, definitions)


def _shape(name: str, field: Mapping[str, Any], required: bool, definitions: Mapping[str, Any]) -> Shape:
    value = _value(field, definitions)
    many = value.get("type") == "array"
    item = _value(value["items"], definitions) if many else value
    kind = _kind(item)
    return Shape(
        name,
        kind,
        field.get("description", ""),
        required,
        many,
        choices=tuple(item.get("enum", [item["const"]] if "const" in item else [])),
        shapes=tuple(_shapes(item, definitions)) if kind is Kind.GROUP else (),
        target=TARGETS[name] if kind is Kind.ID else None,
        pattern=item.get("pattern", ""),
        lowest=item.get("minimum", item.get("exclusiveMinimum")),
        highest=item.get("maximum"),
        longest=item.get("maxLength"),
    )


def _value(field: Mapping[str, Any], definitions: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema of what is written, where the field is not left out."""
    options = [option for option in field.get("anyOf", ()) if option.get("type") != "null"]
    value = options[0] if options else field
    return definitions[value["$ref"].rpartition("/")[2]] if "$ref" in value else value


def _kind(item: Mapping[str, Any]) -> Kind:
    if "enum" in item or "const" in item:
        return Kind.CHOICE
    if item.get("pattern") == ID_PATTERN:
        return Kind.ID
    by_format = {"date": Kind.DAY, "edtf": Kind.DATE}
    by_type = {"string": Kind.TEXT, "integer": Kind.WHOLE, "number": Kind.NUMBER, "object": Kind.GROUP}
    return by_format.get(item.get("format", "")) or by_type[item["type"]]
