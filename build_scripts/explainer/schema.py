"""From raw entries to typed ones: unknown, missing and mistyped fields, by the definition in `model`.

Also what else is generated from that definition: the JSON Schema of each collection and the field reference.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from explainer import model
from explainer.dates import FORMS
from explainer.model import Collection, Corpus, Entry, Lines
from explainer.problems import Code, Problem
from explainer.reading import DISPUTE_FILE, RawContent, RawEntry, Value

_BACKGROUND_CLASSES: tuple[type[BaseModel], ...] = (model.Place, model.Document, model.Question, model.Subject)

SCHEMAS: Mapping[Collection, TypeAdapter[Any]] = {
    Collection.EVENTS: TypeAdapter(model.Event),
    Collection.ACTORS: TypeAdapter(model.Actor),
    Collection.BACKGROUND: TypeAdapter(model.Background),
    Collection.SOURCES: TypeAdapter(model.Source),
    Collection.SITE: TypeAdapter(model.SiteText),
}
DISPUTE_SCHEMA: TypeAdapter[Any] = TypeAdapter(model.Dispute)


def typed_corpus(raw: RawContent) -> tuple[Corpus | None, tuple[Problem, ...]]:
    """The content with types, without the files that do not fit the schema; None where dispute.yml does not."""
    problems: list[Problem] = []
    entries: dict[Collection, list[Any]] = {collection: [] for collection in Collection}
    for raw_entry in raw.entries:
        fields, found = _validated(
            SCHEMAS[raw_entry.collection], raw_entry.fields, raw_entry.path, raw_entry.lines, raw_entry.collection
        )
        problems += found
        if fields is not None:
            entries[raw_entry.collection].append(_entry(raw_entry, fields))
    if raw.dispute is None:
        return None, tuple(problems)
    dispute, found = _validated(DISPUTE_SCHEMA, raw.dispute, DISPUTE_FILE, raw.dispute_lines, None)
    problems += found
    if dispute is None:
        return None, tuple(problems)
    for of_collection in entries.values():
        of_collection.sort(key=lambda entry: entry.id)
    corpus = Corpus(dispute, raw.dispute_lines, **{c.value: tuple(found) for c, found in entries.items()})
    return corpus, tuple(problems)


def _entry(raw: RawEntry, fields: Any) -> Entry[Any]:
    return Entry(raw.id, raw.collection, raw.path, fields, raw.body, raw.lines)


def _validated(
    schema: TypeAdapter[Any], fields: dict[str, Value], path: str, lines: Lines, collection: Collection | None
) -> tuple[Any, list[Problem]]:
    try:
        return schema.validate_python(_without_nulls(fields)), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True, include_input=True)
        return None, [_problem(detail, fields, path, lines, collection) for detail in details]


def _without_nulls(value: Value) -> Value:
    """The value without fields that were left empty: `to:` with nothing behind it says nothing."""
    if isinstance(value, dict):
        return {key: _without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_nulls(item) for item in value]
    return value


# From pydantic's errors to problems


def _problem(
    error: ErrorDetails, fields: dict[str, Value], path: str, lines: Lines, collection: Collection | None
) -> Problem:
    location = _location(error["loc"], collection)
    line = lines.of(*location)
    kind, context = error["type"], error.get("ctx", {})
    name = str(location[-1]) if location else ""
    field = _field_name(location)
    if kind == "extra_forbidden":
        return _unknown_field(location, name, fields, path, line, collection)
    if kind in ("missing", "union_tag_not_found"):
        missing = field if kind == "missing" else "kind"
        return Problem(path, line, Code.MISSING_FIELD, f"the field '{missing}' is missing")
    if kind == "bad-date":
        return Problem(path, line, Code.BAD_DATE, f"{field}: {error['msg']}", f"Write it as {FORMS}")
    if kind == "bad-value":
        return Problem(path, line, Code.BAD_VALUE, f"{field}: {error['msg']}")
    given = _shown(error["input"])
    if kind in ("enum", "literal_error", "union_tag_invalid"):
        if kind == "union_tag_invalid":
            field, given = "kind", str(context["tag"])
            line = lines.of(*location, "kind")
        allowed = re.findall(r"'([^']*)'", str(context.get("expected", context.get("expected_tags", ""))))
        message = f"{field}: '{given}' is not one of {', '.join(allowed)}"
        return Problem.did_you_mean(path, line, Code.BAD_VALUE, message, given, allowed)
    if kind in _WRONG_TYPES:
        return Problem(
            path, line, Code.WRONG_TYPE, f"{field} must be {_WRONG_TYPES[kind]}, not {_kind_of(error['input'])}"
        )
    if kind == "string_pattern_mismatch":
        return Problem(path, line, Code.BAD_VALUE, f"{field}: '{given}' {_pattern_reason(str(context['pattern']))}")
    if kind == "string_too_short":
        return Problem(path, line, Code.BAD_VALUE, f"{field} is empty")
    if kind == "too_short":
        return Problem(path, line, Code.BAD_VALUE, f"{field} needs at least one item")
    if kind == "string_too_long":
        length = f"{len(str(error['input']))} characters long; at most {context['max_length']} are shown"
        return Problem(path, line, Code.BAD_VALUE, f"{field} is {length}", "Shorten it")
    return Problem(path, line, Code.BAD_VALUE, f"{field}: '{given}' is not allowed: {error['msg'].lower()}")


_WRONG_TYPES = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing_size": "a whole number of a sensible size",
    "float_type": "a number",
    "float_parsing": "a number",
    "tuple_type": "a list",
    "list_type": "a list",
    "model_type": "a group of fields",
    "model_attributes_type": "a group of fields",
    "dict_type": "a group of fields",
}

_PATTERNS = {
    model.ID_PATTERN: "is not an id: an id has small letters a to z, digits and single hyphens",
    r"^[A-Z][a-z]{3}$": "is not a script: write it as ISO 15924 does, as 'Cyrl' or 'Jpan'",
    r"^#[0-9a-fA-F]{6}$": "is not a colour: write it as '#6b4fa0', between quotes",
    r"^Q[1-9][0-9]*$": "is not a Wikidata item: write it as 'Q159'",
}


def _pattern_reason(pattern: str) -> str:
    return _PATTERNS[pattern]


def _location(loc: tuple[int | str, ...], collection: Collection | None) -> model.Path:
    """pydantic's location without the tag it puts in front for the kinds of background."""
    kinds = {"place", "document", "question", "term", "economy", "society"}
    return loc[1:] if collection is Collection.BACKGROUND and loc and loc[0] in kinds else loc


def _field_name(location: model.Path) -> str:
    """The field as an editor would say it: 'offices, item 2, from'."""
    return ", ".join(f"item {part + 1}" if isinstance(part, int) else part for part in location) or "the file"


def _shown(value: object) -> str:
    return str(value)[:60]


def _kind_of(value: object) -> str:
    if isinstance(value, dict):
        return "a group of fields"
    if isinstance(value, list | tuple):
        return "a list"
    return "empty" if value is None else f"'{_shown(value)}'"


def _unknown_field(
    location: model.Path, name: str, fields: dict[str, Value], path: str, line: int, collection: Collection | None
) -> Problem:
    known = _fields_at(location[:-1], fields, collection)
    if collection is Collection.BACKGROUND and len(location) == 1:
        owners = [cls for cls in _BACKGROUND_CLASSES if name in _names_of(cls)]
        if owners:
            kinds = " or ".join(_kinds_of(cls)[0] for cls in owners)
            message = f"'{name}' is a field of the kind {kinds}, and this is a {fields.get('kind')}"
            return Problem(path, line, Code.UNKNOWN_FIELD, message)
    return Problem.did_you_mean(path, line, Code.UNKNOWN_FIELD, f"'{name}' is not a field here", name, known)


def _names_of(cls: type[BaseModel]) -> list[str]:
    return [info.alias or name for name, info in cls.model_fields.items()]


def _kinds_of(cls: type[BaseModel]) -> tuple[str, ...]:
    return tuple(get_args(cls.model_fields["kind"].annotation))


def _fields_at(path: model.Path, fields: dict[str, Value], collection: Collection | None) -> list[str]:
    """The names of the fields that are allowed in the group at `path`."""
    cls = class_of(collection, fields.get("kind"))
    for part in path:
        if isinstance(part, str) and cls is not None:
            cls = _inner_class(cls, part)
    return _names_of(cls) if cls is not None else []


def class_of(collection: Collection | None, kind: object = None) -> type[BaseModel] | None:
    """The class of fields of a collection; of background, that of the kind."""
    if collection is Collection.BACKGROUND:
        return next((cls for cls in _BACKGROUND_CLASSES if kind in _kinds_of(cls)), None)
    classes: Mapping[Collection | None, type[BaseModel]] = {
        Collection.EVENTS: model.Event,
        Collection.ACTORS: model.Actor,
        Collection.SOURCES: model.Source,
        Collection.SITE: model.SiteText,
        None: model.Dispute,
    }
    return classes[collection]


def _inner_class(cls: type[BaseModel], name: str) -> type[BaseModel] | None:
    """The class of the groups that a field holds, None where it holds none."""
    for field_name, info in cls.model_fields.items():
        if name in (info.alias, field_name):
            return next(iter(_classes_in(info.annotation)), None)
    return None


def _classes_in(annotation: Any) -> Sequence[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [cls for part in get_args(annotation) for cls in _classes_in(part)]
