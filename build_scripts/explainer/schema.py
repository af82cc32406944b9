"""From raw entries to typed ones: unknown, missing and mistyped fields, by the definition in `model`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from explainer.memory import Memory
from explainer.model import atlas
from explainer.model import fields as model
from explainer.model.corpus import DISPUTE_FILE, REDIRECTS_FILE, Corpus, Entry, Lines
from explainer.model.corpus import Path as FieldPath
from explainer.model.fields import Collection
from explainer.model.raw import RawContent, RawEntry, RawMap, Value
from explainer.problems import Code, Problem

_BACKGROUND_CLASSES: tuple[type[BaseModel], ...] = (model.Place, model.Document, model.Question, model.Subject)

_ANY_BACKGROUND: TypeAdapter[Any] = TypeAdapter(model.AnyBackground)
"""What a background entry that says no kind is held against: what all kinds have."""
_BACKGROUND_KINDS = frozenset({"place", "document", "question", "term", "economy", "society"})

SCHEMAS: Mapping[Collection, TypeAdapter[Any]] = {
    Collection.EVENTS: TypeAdapter(model.Event),
    Collection.ACTORS: TypeAdapter(model.Actor),
    Collection.BACKGROUND: TypeAdapter(model.Background),
    Collection.SOURCES: TypeAdapter(model.Source),
    Collection.PATHS: TypeAdapter(model.ReadingPath),
    Collection.SITE: TypeAdapter(model.SiteText),
}
DISPUTE_SCHEMA: TypeAdapter[Any] = TypeAdapter(model.Dispute)
REDIRECTS_SCHEMA: TypeAdapter[Any] = TypeAdapter(model.Redirects)
_NO_DISPUTE = model.Dispute.model_construct(title="", question="", parties=(), naming="")
"""Stands for a dispute.yml that cannot be read, so that the entries are checked all the same."""
MAP_SCHEMAS: Mapping[str, TypeAdapter[Any]] = {
    atlas.MAP_FILE: TypeAdapter(atlas.MapFields),
    atlas.STATES_FILE: TypeAdapter(atlas.StatesFields),
}
_CLASSES_OF_FILES: Mapping[str, type[BaseModel]] = {
    REDIRECTS_FILE: model.Redirects,
    atlas.MAP_FILE: atlas.MapFields,
    atlas.STATES_FILE: atlas.StatesFields,
}


def typed_corpus(raw: RawContent, memory: Memory | None = None) -> tuple[Corpus, tuple[Problem, ...]]:
    """The content with types, without the files that do not fit the schema."""
    memory = memory or Memory()
    problems: list[Problem] = []
    entries: dict[Collection, list[Any]] = {collection: [] for collection in Collection}
    left_out = list(raw.left_out)
    for raw_entry in raw.entries:
        entry, misfits = memory.recall(_typed_entry, raw_entry)
        problems += misfits
        if entry is not None and raw_entry.is_sound:
            entries[raw_entry.collection].append(entry)
        else:
            left_out.append(raw_entry.as_left_out)
    dispute = None
    if raw.dispute is not None:
        dispute, found = _validated(DISPUTE_SCHEMA, raw.dispute, DISPUTE_FILE, raw.dispute_lines, None)
        problems += found
    redirects = None
    if raw.redirects is not None:
        redirects, found = _validated(REDIRECTS_SCHEMA, raw.redirects, REDIRECTS_FILE, raw.redirect_lines, None)
        problems += found
    for of_collection in entries.values():
        of_collection.sort(key=lambda entry: entry.id)
    by_collection: dict[str, Any] = {collection.value: tuple(of_it) for collection, of_it in entries.items()}
    corpus = Corpus(
        dispute or _NO_DISPUTE,
        raw.dispute_lines,
        has_dispute=dispute is not None,
        redirects=redirects.redirects if redirects is not None else None,
        redirect_lines=raw.redirect_lines,
        left_out=tuple(left_out),
        **by_collection,
    )
    return corpus, tuple(problems)


def typed_map(raw: RawMap) -> tuple[tuple[atlas.MapFields, atlas.StatesFields] | None, tuple[Problem, ...]]:
    """The fields of the map and of its states; None where either does not fit the schema."""
    files = ((atlas.MAP_FILE, raw.map, raw.lines_of_map), (atlas.STATES_FILE, raw.states, raw.lines_of_states))
    typed: list[Any] = []
    problems: list[Problem] = []
    for path, fields, lines in files:
        if fields is not None:
            valid, found = _validated(MAP_SCHEMAS[path], fields, path, lines, None)
            typed += [valid] if valid is not None else []
            problems += found
    return (typed[0], typed[1]) if len(typed) == len(files) else None, tuple(problems)


def _typed_entry(raw: RawEntry) -> tuple[Entry[Any] | None, tuple[Problem, ...]]:
    fields, found = _validated(SCHEMAS[raw.collection], raw.fields, raw.path, raw.lines, raw.collection)
    entry = None if fields is None else Entry(raw.id, raw.collection, raw.path, fields, raw.body, raw.lines)
    return entry, tuple(found)


def typed_fields(
    collection: Collection, fields: dict[str, Value], path: str, lines: Lines
) -> tuple[Any, tuple[Problem, ...]]:
    """The fields of one file with types, None where they do not fit, and why."""
    typed, found = _validated(SCHEMAS[collection], fields, path, lines, collection)
    return typed, tuple(found)


def fault_in_field(collection: Collection, fields: dict[str, Value], name: str) -> Problem | None:
    """What is wrong with one field of a file, whatever the others are; None where it fits."""
    misfits = _misfits(SCHEMAS[collection], fields, "", Lines(), collection)[1]
    found = (m for m in misfits if m.location[:1] == (name,) or (name == "kind" and not m.location))
    return next((m.problem() for m in found), None)


def _validated(
    schema: TypeAdapter[Any], fields: dict[str, Value], path: str, lines: Lines, collection: Collection | None
) -> tuple[Any, list[Problem]]:
    typed, misfits = _misfits(schema, fields, path, lines, collection)
    inner = {misfit.location[:-depth] for misfit in misfits for depth in range(1, len(misfit.location) + 1)}
    return typed, [m.problem() for m in misfits if m.error["type"] != "too_short" or m.location not in inner]


def _misfits(
    schema: TypeAdapter[Any], fields: dict[str, Value], path: str, lines: Lines, collection: Collection | None
) -> tuple[Any, list[_Misfit]]:
    try:
        if collection is Collection.BACKGROUND and fields.get("kind") is None:
            schema = _ANY_BACKGROUND
        return schema.validate_python(_without_nulls(fields)), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True, include_input=True)
        return None, [_Misfit(detail, fields, path, lines, collection) for detail in details]


def _without_nulls(value: Value) -> Value:
    """The value without fields that were left empty: `to:` with nothing behind it says nothing."""
    if isinstance(value, dict):
        return {key: _without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_nulls(item) for item in value]
    return value


# From pydantic's errors to problems


@dataclass(frozen=True)
class _Misfit:
    """One error of pydantic, with the file it was found in."""

    error: ErrorDetails
    fields: dict[str, Value]
    path: str
    lines: Lines
    collection: Collection | None

    def problem(self) -> Problem:
        """The error in an editor's words."""
        reading = _READINGS.get(self.error["type"], _Misfit._not_allowed)
        return reading(self)

    @property
    def location(self) -> FieldPath:
        """Where it is, without the tag that pydantic puts in front for the kinds of background."""
        loc = self.error["loc"]
        tagged = self.collection is Collection.BACKGROUND and loc and loc[0] in _BACKGROUND_KINDS
        return loc[1:] if tagged else loc

    @property
    def field(self) -> str:
        """The field as an editor would say it: 'offices, item 2, from'."""
        parts = (f"item {part + 1}" if isinstance(part, int) else part for part in self.location)
        return ", ".join(parts) or "the file"

    @property
    def given(self) -> str:
        return str(self.error["input"])[:60]

    @property
    def context(self) -> Mapping[str, Any]:
        return self.error.get("ctx", {})

    def _at(self, code: Code, message: str, hint: str = "") -> Problem:
        return Problem(self.path, self.lines.of(*self.location), code, message, hint)

    def _missing(self) -> Problem:
        return self._at(Code.MISSING_FIELD, f"the field '{self.field}' is missing")

    def _bad_date(self) -> Problem:
        return self._at(Code.BAD_DATE, f"{self.field}: {self.error['msg']}", self.context.get("hint", ""))

    def _bad_value(self) -> Problem:
        return self._at(Code.BAD_VALUE, f"{self.field}: {self.error['msg']}")

    def _not_one_of(self) -> Problem:
        is_kind = self.error["type"] == "union_tag_invalid"
        if is_kind and not isinstance(self.fields.get("kind"), str):
            line = self.lines.of("kind")
            message = f"kind must be text, not {_kind_of(self.fields['kind'])}"
            return Problem(self.path, line, Code.WRONG_TYPE, message)
        field, given = ("kind", str(self.context["tag"])[:60]) if is_kind else (self.field, self.given)
        line = self.lines.of(*self.location, "kind") if is_kind else self.lines.of(*self.location)
        allowed = re.findall(r"'([^']*)'", str(self.context.get("expected", self.context.get("expected_tags", ""))))
        message = f"{field}: '{given}' is not one of {', '.join(allowed)}"
        return Problem(self.path, line, Code.BAD_VALUE, message).guessing(given, allowed)

    def _wrong_type(self) -> Problem:
        wanted = _WRONG_TYPES[self.error["type"]]
        hint = f"Write it as [{self.given}]" if wanted == "a list" and isinstance(self.error["input"], str) else ""
        return self._at(Code.WRONG_TYPE, f"{self.field} must be {wanted}, not {_kind_of(self.error['input'])}", hint)

    def _wrong_form(self) -> Problem:
        reason = _PATTERNS[str(self.context["pattern"])]
        return self._at(Code.BAD_VALUE, f"{self.field}: '{self.given}' {reason}")

    def _empty(self) -> Problem:
        if self.error["type"] != "too_short":
            return self._at(Code.BAD_VALUE, f"{self.field} is empty")
        least = self.context["min_length"]
        return self._at(Code.BAD_VALUE, f"{self.field} needs at least {'one item' if least == 1 else f'{least} items'}")

    def _too_long(self) -> Problem:
        length = f"{len(str(self.error['input']))} characters long; at most {self.context['max_length']} are shown"
        return self._at(Code.BAD_VALUE, f"{self.field} is {length}", "Shorten it")

    def _out_of_range(self) -> Problem:
        words, name = _LIMITS[self.error["type"]]
        return self._at(Code.BAD_VALUE, f"{self.field} must be {words} {self.context[name]:g}, not '{self.given}'")

    def _not_allowed(self) -> Problem:
        message = f"{self.field}: '{self.given}' is not allowed: {self.error['msg'].lower()}"
        return self._at(Code.BAD_VALUE, message)

    def _unknown_field(self) -> Problem:
        name = str(self.location[-1])
        if self.collection is Collection.BACKGROUND and len(self.location) == 1:
            owners = [cls for cls in _BACKGROUND_CLASSES if name in _names_of(cls)]
            if owners:
                kinds = " or ".join(_kinds_of(cls)[0] for cls in owners)
                message = f"'{name}' is a field of the kind {kinds}, and this is a {self.fields.get('kind')}"
                return self._at(Code.UNKNOWN_FIELD, message)
        root = _CLASSES_OF_FILES.get(self.path) or class_of(self.collection, self.fields.get("kind"))
        known = _fields_at(self.location[:-1], root)
        return self._at(Code.UNKNOWN_FIELD, f"'{name}' is not a field here").guessing(name, known)


_WRONG_TYPES = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing_size": "a whole number of a sensible size",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "model_type": "a group of fields",
    "model_attributes_type": "a group of fields",
    "dict_type": "a group of fields",
}

_LIMITS = {
    "greater_than": ("above", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("below", "lt"),
    "less_than_equal": ("at most", "le"),
}

_READINGS: Mapping[str, Callable[[_Misfit], Problem]] = {
    "missing": _Misfit._missing,
    "extra_forbidden": _Misfit._unknown_field,
    "bad-date": _Misfit._bad_date,
    "bad-value": _Misfit._bad_value,
    "enum": _Misfit._not_one_of,
    "literal_error": _Misfit._not_one_of,
    "union_tag_invalid": _Misfit._not_one_of,
    "string_pattern_mismatch": _Misfit._wrong_form,
    "string_too_short": _Misfit._empty,
    "too_short": _Misfit._empty,
    "string_too_long": _Misfit._too_long,
    **dict.fromkeys(_LIMITS, _Misfit._out_of_range),
    **dict.fromkeys(_WRONG_TYPES, _Misfit._wrong_type),
}

_PATTERNS = {
    model.ID_PATTERN: "is not an id: an id has small letters a to z, digits and single hyphens",
    model.ADDRESS_PATTERN: "is not the address of an entry: write its folder and its old id, as 'events/1900-talks'",
    model.SCRIPT_PATTERN: "is not a script: write it as ISO 15924 does, as 'Cyrl' or 'Jpan'",
    model.COLOUR_PATTERN: "is not a colour: write it as '#6b4fa0', between quotes",
    model.WIKIDATA_PATTERN: "is not a Wikidata item: write it as 'Q159'",
}


def _kind_of(value: object) -> str:
    if isinstance(value, dict):
        return "a group of fields"
    if isinstance(value, list | tuple):
        return "a list"
    return "empty" if value is None else f"'{str(value)[:60]}'"


def _names_of(cls: type[BaseModel]) -> list[str]:
    return [info.alias or name for name, info in cls.model_fields.items()]


def _kinds_of(cls: type[BaseModel]) -> tuple[str, ...]:
    return tuple(get_args(cls.model_fields["kind"].annotation))


def _fields_at(path: FieldPath, root: type[BaseModel] | None) -> list[str]:
    """The names of the fields that are allowed in the group at `path` of a file whose fields are of the class."""
    cls = root
    for part in path:
        if isinstance(part, str) and cls is not None:
            cls = _inner_class(cls, part)
    return _names_of(cls) if cls is not None else []


def classes_of(collection: Collection) -> tuple[type[BaseModel], ...]:
    """The classes of fields that files of a collection have: one, or one for each sort of background."""
    cls = class_of(collection)
    return _BACKGROUND_CLASSES if cls is None else (cls,)


def class_of(collection: Collection | None, kind: object = None) -> type[BaseModel] | None:
    """The class of fields of a collection; of background, that of the kind."""
    if collection is Collection.BACKGROUND:
        return next((cls for cls in _BACKGROUND_CLASSES if kind in _kinds_of(cls)), None)
    classes: Mapping[Collection | None, type[BaseModel]] = {
        Collection.EVENTS: model.Event,
        Collection.ACTORS: model.Actor,
        Collection.SOURCES: model.Source,
        Collection.PATHS: model.ReadingPath,
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
