"""From raw entries to typed ones, with problems for unknown, missing and mistyped fields, as `model` defines them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from explainer.build_cache import BuildCache
from explainer.model import atlas
from explainer.model import fields as model
from explainer.model.corpus import DISPUTE_FILE, RECORD_FILE, REDIRECTS_FILE, SNAPSHOTS_FILE, Corpus, Entry
from explainer.model.datasets import DATA_FOLDER
from explainer.model.fields import NO_VOCABULARY, AnyVocabulary, Collection
from explainer.model.lines import Lines
from explainer.model.lines import Path as FieldPath
from explainer.model.raw import RawContent, RawDataset, RawEntry, RawMap, Value
from explainer.problems import Code, Problem, working_on

_BACKGROUND_CLASSES: tuple[type[BaseModel], ...] = (model.Place, model.Document, model.Question, model.Subject)

_Words = model.Vocabulary | AnyVocabulary
_SUBJECT: TypeAdapter[Any] = TypeAdapter(model.Subject)
_ANY_KIND = "term"
"""What a kind of background that dispute.yml adds is held against: it has the fields of a term."""
_ANY_BACKGROUND: TypeAdapter[Any] = TypeAdapter(model.AnyBackground)
"""The fields that all kinds share, against which a background entry without a kind is checked."""

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
SNAPSHOTS_SCHEMA: TypeAdapter[Any] = TypeAdapter(model.Snapshots)
DATASET_SCHEMA: TypeAdapter[Any] = TypeAdapter(model.DatasetFields)
RECORD_SCHEMA: TypeAdapter[Any] = TypeAdapter(model.Promises)
_NO_DISPUTE = model.Dispute.model_construct(title="", question="", parties=(), naming="")
"""Stands in for a dispute.yml that cannot be read, so that entries are still checked."""
MAP_SCHEMAS: Mapping[str, TypeAdapter[Any]] = {
    atlas.MAP_FILE: TypeAdapter(atlas.MapFields),
    atlas.STATES_FILE: TypeAdapter(atlas.StatesFields),
}
_CLASSES_OF_FILES: Mapping[str, type[BaseModel]] = {
    REDIRECTS_FILE: model.Redirects,
    RECORD_FILE: model.Promises,
    SNAPSHOTS_FILE: model.Snapshots,
    atlas.MAP_FILE: atlas.MapFields,
    atlas.STATES_FILE: atlas.StatesFields,
}


def typed_corpus(raw: RawContent, cache: BuildCache | None = None) -> tuple[Corpus, tuple[Problem, ...]]:
    """The content with types; files that do not fit the schema are left out."""
    cache = cache or BuildCache()
    dispute, found = _typed_dispute(raw)
    problems: list[Problem] = list(found)
    vocabulary: _Words = dispute.vocabulary if dispute is not None else AnyVocabulary()
    entries: dict[Collection, list[Any]] = {collection: [] for collection in Collection}
    left_out = list(raw.left_out)
    for raw_entry in raw.entries:
        with working_on(raw_entry.path):
            entry, misfits = cache.recall(_typed_entry, raw_entry, vocabulary)
        problems += misfits
        if entry is not None and raw_entry.is_sound:
            entries[raw_entry.collection].append(entry)
        else:
            left_out.append(raw_entry.as_left_out)
    redirects = snapshots = None
    if raw.redirects is not None:
        redirects, found = _validated(REDIRECTS_SCHEMA, raw.redirects, _CheckedFile(REDIRECTS_FILE, raw.redirect_lines))
        problems += found
    if raw.snapshots is not None:
        snapshots, found = _validated(SNAPSHOTS_SCHEMA, raw.snapshots, _CheckedFile(SNAPSHOTS_FILE, raw.snapshot_lines))
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
        snapshots=snapshots.snapshots if snapshots is not None else None,
        snapshot_lines=raw.snapshot_lines,
        left_out=tuple(left_out),
        **by_collection,
    )
    return corpus, tuple(problems)


def other_format(raw: RawContent) -> tuple[Problem, ...]:
    """The one problem of content that is not of the format of this program; until it is mended, no other counts."""
    written = (raw.dispute or {}).get("format")
    if written is None:
        has_old = any("accessed" in entry.fields for entry in raw.entries if entry.collection is Collection.SOURCES)
        number = 1 if has_old else model.FORMAT
    else:
        number = int(written) if isinstance(written, str) and written.isdecimal() else model.FORMAT
    if number == model.FORMAT:
        return ()
    message = f"the content is written in format {number}, and this program reads format {model.FORMAT}"
    hint = "Run: explainer migrate" if number < model.FORMAT else "Take a newer version of the program"
    return (raw.dispute_lines.problem(DISPUTE_FILE, ("format",), Code.OTHER_FORMAT, message, hint),)


def _typed_dispute(raw: RawContent) -> tuple[model.Dispute | None, list[Problem]]:
    if raw.dispute is None:
        return None, []
    return _validated(DISPUTE_SCHEMA, raw.dispute, _CheckedFile(DISPUTE_FILE, raw.dispute_lines))


def vocabulary_of(raw: RawContent) -> model.Vocabulary:
    """What dispute.yml adds to kinds and roles; nothing if it cannot be read."""
    dispute, _ = _typed_dispute(raw)
    return dispute.vocabulary if dispute is not None else NO_VOCABULARY


def typed_map(raw: RawMap) -> tuple[tuple[atlas.MapFields, atlas.StatesFields] | None, tuple[Problem, ...]]:
    """The fields of the map and of its states; None if either does not fit the schema."""
    files = ((atlas.MAP_FILE, raw.map, raw.lines_of_map), (atlas.STATES_FILE, raw.states, raw.lines_of_states))
    typed: list[Any] = []
    problems: list[Problem] = []
    for path, fields, lines in files:
        if fields is not None:
            valid, found = _validated(MAP_SCHEMAS[path], fields, _CheckedFile(path, lines))
            typed += [valid] if valid is not None else []
            problems += found
    return (typed[0], typed[1]) if len(typed) == len(files) else None, tuple(problems)


def typed_dataset(raw: RawDataset) -> tuple[model.DatasetFields | None, tuple[Problem, ...]]:
    """What is said of a series of figures; None where it does not fit the schema."""
    if raw.fields is None:
        return None, ()
    typed, found = _validated(DATASET_SCHEMA, raw.fields, _CheckedFile(f"{DATA_FOLDER}/{raw.id}.yml", raw.lines))
    return typed, tuple(found)


def typed_promises(fields: dict[str, Value], lines: Lines) -> tuple[model.Promises | None, tuple[Problem, ...]]:
    """What record.yml promises; None where it does not fit the schema."""
    typed, found = _validated(RECORD_SCHEMA, fields, _CheckedFile(RECORD_FILE, lines))
    return typed, tuple(found)


def _typed_entry(raw: RawEntry, vocabulary: _Words) -> tuple[Entry[Any] | None, tuple[Problem, ...]]:
    file = _CheckedFile(raw.path, raw.lines, raw.collection, vocabulary)
    fields, found = _validated(SCHEMAS[raw.collection], raw.fields, file)
    entry = None if fields is None else Entry(raw.id, raw.collection, raw.path, fields, raw.body, raw.lines)
    return entry, tuple(found)


def typed_fields(
    collection: Collection, fields: dict[str, Value], path: str, lines: Lines, vocabulary: _Words = NO_VOCABULARY
) -> tuple[Any, tuple[Problem, ...]]:
    """The fields of one file with types, None where they do not fit, and why."""
    typed, found = _validated(SCHEMAS[collection], fields, _CheckedFile(path, lines, collection, vocabulary))
    return typed, tuple(found)


def fault_in_field(
    collection: Collection, fields: dict[str, Value], name: str, vocabulary: _Words = NO_VOCABULARY
) -> Problem | None:
    """What is wrong with one field of a file, whatever the others are; None where it fits."""
    misfits = _misfits(SCHEMAS[collection], fields, _CheckedFile("", Lines(), collection, vocabulary))[1]
    found = (m for m in misfits if m.location[:1] == (name,) or (name == "kind" and not m.location))
    return next((m.problem() for m in found), None)


@dataclass(frozen=True)
class _CheckedFile:
    """The file that fields stand in: its path and lines, its collection, and the kinds and roles of the dispute."""

    path: str
    lines: Lines
    collection: Collection | None = None
    vocabulary: _Words = NO_VOCABULARY


def _validated(schema: TypeAdapter[Any], fields: dict[str, Value], file: _CheckedFile) -> tuple[Any, list[Problem]]:
    typed, misfits = _misfits(schema, fields, file)
    inner = {misfit.location[:-depth] for misfit in misfits for depth in range(1, len(misfit.location) + 1)}
    return typed, [m.problem() for m in misfits if m.error["type"] != "too_short" or m.location not in inner]


def _misfits(schema: TypeAdapter[Any], fields: dict[str, Value], file: _CheckedFile) -> tuple[Any, list[_Misfit]]:
    given = _without_nulls(fields)
    assert isinstance(given, dict)
    typed, misfits = _tried(schema, given, file)
    if given != fields:
        empty = [misfit for misfit in _tried(schema, fields, file)[1] if misfit.is_unknown_and_empty]
        return None if empty else typed, misfits + empty
    return typed, misfits


def _tried(schema: TypeAdapter[Any], fields: dict[str, Value], file: _CheckedFile) -> tuple[Any, list[_Misfit]]:
    kind = fields.get("kind") if file.collection is Collection.BACKGROUND else ""
    try:
        if kind is None:
            schema = _ANY_BACKGROUND
        elif kind and _is_own(kind, file.vocabulary):
            return _SUBJECT.validate_python({**fields, "kind": _ANY_KIND}).model_copy(update={"kind": kind}), []
        return schema.validate_python(fields, context=file.vocabulary), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True, include_input=True)
        return None, [_Misfit(detail, fields, file) for detail in details]


def _is_own(kind: Value, vocabulary: _Words) -> bool:
    """Whether it is a kind of background that dispute.yml adds, or may add if it cannot be read."""
    is_open = isinstance(vocabulary, AnyVocabulary) and isinstance(kind, str) and kind not in _KINDS
    return kind in vocabulary.ids("background") or is_open


def _without_nulls(value: Value) -> Value:
    """The value without empty fields: `to:` with nothing after it says nothing."""
    if isinstance(value, dict):
        return {key: _without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_nulls(item) for item in value]
    return value


# From pydantic's errors to problems


@dataclass(frozen=True)
class _Misfit:
    """An error of pydantic, with the file it was found in."""

    error: ErrorDetails
    fields: dict[str, Value]
    file: _CheckedFile

    def problem(self) -> Problem:
        """The error in an editor's words."""
        reading = _READINGS.get(self.error["type"], _Misfit._not_allowed)
        return reading(self)

    @property
    def location(self) -> FieldPath:
        """The path of the error, without the tag that pydantic puts first for the kinds of background."""
        loc = self.error["loc"]
        tagged = self.file.collection is Collection.BACKGROUND and loc and loc[0] in _KINDS
        return loc[1:] if tagged else loc

    @property
    def is_unknown_and_empty(self) -> bool:
        """Whether a name stands there that is no field, with nothing after it. Other kinds' fields may stand empty."""
        is_unknown = self.error["type"] == "extra_forbidden" and self.error["input"] is None
        return is_unknown and not (len(self.location) == 1 and self._kinds_with(str(self.location[-1])))

    @property
    def field(self) -> str:
        """The field in an editor's words: 'offices, item 2, from'."""
        parts = (f"item {part + 1}" if isinstance(part, int) else part for part in self.location)
        return ", ".join(parts) or "the file"

    @property
    def given(self) -> str:
        return str(self.error["input"])[:60]

    @property
    def _root(self) -> type[BaseModel]:
        """The class of the file's fields."""
        kind = self.fields.get("kind")
        if self.file.path.startswith(f"{DATA_FOLDER}/"):
            return model.DatasetFields
        return _CLASSES_OF_FILES.get(self.file.path) or class_of(self.file.collection, kind) or model.AnyBackground

    @property
    def context(self) -> Mapping[str, Any]:
        return self.error.get("ctx", {})

    def _at(self, code: Code, message: str, hint: str = "", at: FieldPath = ()) -> Problem:
        """A problem with the value that does not fit, or with the field `at`."""
        value = self.error["input"]
        culprit = value if isinstance(value, str) else ""
        return self.file.lines.problem(self.file.path, at or self.location, code, message, hint).blaming(culprit)

    def _missing(self) -> Problem:
        return self._at(Code.MISSING_FIELD, f"the field '{self.field}' is missing")

    def _bad_date(self) -> Problem:
        return self._at(Code.BAD_DATE, f"{self.field}: {self.error['msg']}", self.context.get("hint", ""))

    def _bad_value(self) -> Problem:
        return self._at(Code.BAD_VALUE, f"{self.field}: {self.error['msg']}")

    def _not_one_of(self) -> Problem:
        allowed = (*choices_in(_annotation_at(self.location, self._root)), *self.context.get("added", ()))
        message = f"{self.field}: '{self.given}' is not one of {', '.join(allowed)}"
        return self._at(Code.BAD_VALUE, message).guessing(str(self.error["input"]), allowed)

    def _not_a_kind(self) -> Problem:
        """A problem for a kind of background that does not exist."""
        given = self.fields["kind"]
        if not isinstance(given, str):
            return self._at(Code.WRONG_TYPE, f"kind must be text, not {_kind_of(given)}", at=("kind",))
        allowed = (*_KINDS, *self.file.vocabulary.ids("background"))
        message = f"kind: '{given[:60]}' is not one of {', '.join(allowed)}"
        return self._at(Code.BAD_VALUE, message, at=("kind",)).guessing(given, allowed)

    def _wrong_type(self) -> Problem:
        limits = _range_of(_field_at(self.location, self._root))
        wanted = (
            "a whole number"
            if limits and self.error["type"] == "int_parsing_size"
            else _WRONG_TYPES[self.error["type"]]
        )
        wanted += limits
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

    def _too_many(self) -> Problem:
        most = f"{self.context['actual_length']:,} items, and may have at most {self.context['max_length']:,}"
        return self._at(Code.TOO_MANY, f"{self.field} has {most}", "Take some of them out")

    def _out_of_range(self) -> Problem:
        words, name = _LIMITS[self.error["type"]]
        return self._at(
            Code.BAD_VALUE, f"{self.field} must be {words} {_number(self.context[name])}, not '{self.given}'"
        )

    def _not_allowed(self) -> Problem:
        message = f"{self.field}: '{self.given}' is not allowed: {self.error['msg'].lower()}"
        return self._at(Code.BAD_VALUE, message)

    def _unknown_field(self) -> Problem:
        name = str(self.location[-1])
        if len(self.location) == 1 and (owners := self._kinds_with(name)):
            message = f"'{name}' is a field of the kind {' or '.join(owners)}, and this is a {self.fields.get('kind')}"
            return self._at(Code.UNKNOWN_FIELD, message).blaming(name)
        if self.file.collection is Collection.SOURCES and self.location == ("accessed",):
            message = "'accessed' is not a field here. It is 'consulted' now"
            return self._at(Code.UNKNOWN_FIELD, message, "Run: explainer migrate").blaming(name)
        known = _fields_at(self.location[:-1], self._root)
        message = f"'{name}' is not a field here"
        field, colon, value = name.partition(":")
        if self.error["input"] is None and colon and field in known:
            hint = f"Put a space after the colon: '{field}: {value}'"
            return self._at(Code.UNKNOWN_FIELD, message, hint).blaming(name)
        is_after_comma = self.error["input"] is None and len(self.location) > 1
        hint = (
            "If it belongs to the text before the comma, put the whole of that text in quotes" if is_after_comma else ""
        )
        return self._at(Code.UNKNOWN_FIELD, message, hint).guessing(name, known)

    def _kinds_with(self, name: str) -> list[str]:
        """The kinds of background that have a field of the name; none for a file of another collection."""
        classes = _BACKGROUND_CLASSES if self.file.collection is Collection.BACKGROUND else ()
        return [_kinds_of(cls)[0] for cls in classes if name in _names_of(cls)]


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
    "union_tag_invalid": _Misfit._not_a_kind,
    "string_pattern_mismatch": _Misfit._wrong_form,
    "string_too_short": _Misfit._empty,
    "too_short": _Misfit._empty,
    "string_too_long": _Misfit._too_long,
    "too_long": _Misfit._too_many,
    **dict.fromkeys(_LIMITS, _Misfit._out_of_range),
    **dict.fromkeys(_WRONG_TYPES, _Misfit._wrong_type),
}

_PATTERNS = {
    model.ID_PATTERN: "is not an id: an id has small letters a to z, digits and single hyphens",
    model.ADDRESS_PATTERN: "is not an address of the site: write it as 'events/1900-talks', or 'topics/fishery/'",
    model.TARGET_PATTERN: "is neither an id nor an address of the site: write it as '1900-talks', or 'topics/fishery/'",
    model.SCRIPT_PATTERN: "is not a script: write it as ISO 15924 does, as 'Cyrl' or 'Jpan'",
    model.COLOUR_PATTERN: "is not a colour: write it as '#6b4fa0', between quotes",
    model.COLUMN_PATTERN: "is not the name of a column: it has small letters a to z, digits and underscores",
    model.SHA256_PATTERN: "is not a SHA-256 checksum: it has 64 digits and small letters a to f",
    model.WIKIDATA_PATTERN: "is not a Wikidata item: write it as 'Q159'",
}


def _kind_of(value: object) -> str:
    if isinstance(value, dict):
        return "a group of fields"
    if isinstance(value, list | tuple):
        return "a list"
    return "empty" if value is None else f"'{str(value)[:60]}'"


def _kinds_of(cls: type[BaseModel]) -> tuple[str, ...]:
    return tuple(get_args(cls.model_fields["kind"].annotation))


_KINDS = tuple(kind for cls in _BACKGROUND_CLASSES for kind in _kinds_of(cls))


def _names_of(cls: type[BaseModel]) -> list[str]:
    return [info.alias or name for name, info in cls.model_fields.items()]


def _fields_at(path: FieldPath, root: type[BaseModel]) -> list[str]:
    """The names of the fields that are allowed in the group at `path` of a file whose fields are of the class."""
    cls = root if not any(isinstance(part, str) for part in path) else class_in(_annotation_at(path, root))
    return _names_of(cls) if cls is not None else []


def _annotation_at(path: FieldPath, root: type[BaseModel]) -> Any:
    """The type of the field at `path`, or of its items if it is a list; None if there is no such field."""
    found = _field_at(path, root)
    return found.annotation if found else None


def _field_at(path: FieldPath, root: type[BaseModel]) -> FieldInfo | None:
    """The field at `path`; None if there is none."""
    cls: type[BaseModel] | None = root
    found: FieldInfo | None = None
    for name in (part for part in path if isinstance(part, str)):
        fields = cls.model_fields.items() if cls is not None else ()
        found = next((info for key, info in fields if name in (info.alias, key)), None)
        cls = class_in(found.annotation) if found else None
    return found


def _range_of(info: FieldInfo | None) -> str:
    """The range of a number, such as ' from 1 to 3'; empty if the field has none."""
    limits = (
        {name: getattr(limit, name) for limit in info.metadata for name in ("ge", "le") if hasattr(limit, name)}
        if info
        else {}
    )
    return (
        f" from {_number(limits['ge'])} to {_number(limits['le'])}"
        if len(limits) == 2 and info and info.annotation in (int, float)
        else ""
    )


def _number(value: float) -> str:
    return f"{value:,.12g}"


def choices_in(annotation: Any) -> tuple[str, ...]:
    """The only possible values of a type, at whatever depth; empty if others are possible."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return tuple(str(member) for member in annotation)
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return tuple(choice for part in get_args(annotation) for choice in choices_in(part))


def classes_of(collection: Collection) -> tuple[type[BaseModel], ...]:
    """The classes of fields in a collection: one, or one for each sort of background."""
    cls = class_of(collection)
    return _BACKGROUND_CLASSES if cls is None else (cls,)


def class_of(collection: Collection | None, kind: object = None) -> type[BaseModel] | None:
    """The class of fields of a collection, for background that of the kind."""
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


def class_in(annotation: Any) -> type[BaseModel] | None:
    """The class of the groups that a type holds, None where it holds none."""
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, BaseModel) else None
    return next((cls for part in get_args(annotation) if (cls := class_in(part))), None)
