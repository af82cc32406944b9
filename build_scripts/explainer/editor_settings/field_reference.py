"""What is generated from the schema: the JSON Schemas, and the field reference of the editing guide."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

from explainer.model import atlas
from explainer.model import fields as model
from explainer.schema import (
    DATASET_SCHEMA,
    DISPUTE_SCHEMA,
    MAP_SCHEMAS,
    RECORD_SCHEMA,
    REDIRECTS_SCHEMA,
    SCHEMAS,
    SNAPSHOTS_SCHEMA,
)

_TITLES: Mapping[str, str] = {
    "events": "Events",
    "actors": "Actors",
    "background": "Background",
    "sources": "Sources",
    "paths": "Paths",
    "site": "Texts of the site",
    "dispute": "The dispute: `dispute.yml`",
    "redirects": "Old addresses: `redirects.yml`",
    "snapshots": "Published copies: `snapshots.yml`",
    "record": "What the content promises: `record.yml`",
    "data": "Figures: `data/<id>.yml`",
    "map": "The map: `map/map.yml`",
    "states": "The states of the border: `map/states.yml`",
}
_SECTIONS: tuple[tuple[str, tuple[tuple[str, type[BaseModel]], ...]], ...] = (
    ("events", (("", model.Event), ("Each item of `actors`", model.Part))),
    ("actors", (("", model.Actor), ("Each item of `offices`", model.Office))),
    (
        "background",
        (
            ("Kind `place`", model.Place),
            ("Each item of `area`", model.Area),
            ("Each item of `population`", model.Population),
            ("Kind `document`", model.Document),
            ("Each item of `facsimiles`", model.Facsimile),
            ("Each item of `texts` of `facsimiles`", model.AuthenticText),
            ("Kind `question`", model.Question),
            ("Each item of `positions`", model.Position),
            ("Each item of `not_disputed`", model.Undisputed),
            ("Each item of `sources` of `not_disputed`", model.Sourced),
            ("Kinds `term`, `economy` and `society`", model.Subject),
        ),
    ),
    ("sources", (("", model.Source), ("Each item of `author`, `editor` and `translator`", model.Person))),
    (
        "paths",
        (("", model.ReadingPath), ("Each item of `steps`", model.Step), ("`offer` and `answer` of a step", model.Move)),
    ),
    (
        "site",
        (
            ("", model.SiteText),
            ("Each item of `answers`", model.ShortAnswer),
            ("Each item of `sides` of `answers`", model.PartyAnswer),
            ("Each item of `start_here`", model.Pointer),
        ),
    ),
    (
        "dispute",
        (
            ("", model.Dispute),
            ("Each item of `parties`", model.Party),
            ("`wording`", model.Wording),
            ("Each item of `contested_names`", model.NamePair),
            ("Each item of `names` of `contested_names`", model.ContestedName),
            ("Each item of `loaded_words`", model.LoadedWord),
            ("`licence`", model.Licence),
            ("Each item of `topics`", model.Topic),
            ("Each item of `eras`", model.Era),
        ),
    ),
    ("redirects", (("Each item of `redirects`", model.Redirect),)),
    ("snapshots", (("Each item of `snapshots`", model.Snapshot),)),
    (
        "record",
        (
            ("", model.Promises),
            ("`sizes`", model.Sizes),
            ("`words`", model.Lengths),
            ("Each group of `words`", model.Length),
            ("`sources`", model.SourceBalance),
            ("`map`", model.MapPromises),
            ("`authentic_language`", model.AuthenticLanguage),
            ("Each item of `quotations`", model.MarkedLanguage),
            ("Each item of `languages` of `record.yml`", model.PromisedEdition),
        ),
    ),
    (
        "data",
        (
            ("", model.DatasetFields),
            ("Each item of `fields`", model.Column),
            ("Each item of `sources` of figures", model.Sourced),
            ("Each item of `gaps`", model.Gap),
        ),
    ),
    (
        "map",
        (
            ("", atlas.MapFields),
            ("`projection`", atlas.Projection),
            ("`credit`", atlas.Credit),
            ("Each item of `views`", atlas.MapView),
            ("Each item of `labels`", atlas.Label),
            ("Each item of `features`", atlas.FeatureFields),
            ("Each item of `groups`", atlas.GroupFields),
        ),
    ),
    (
        "states",
        (
            ("Each item of `states`", atlas.State),
            ("Each item of `sources`", model.Sourced),
            ("Each item of `areas`", atlas.StateArea),
            ("Each item of `lines`", atlas.StateLine),
        ),
    ),
)
_OTHERS: Mapping[str, TypeAdapter[Any]] = {
    "dispute": DISPUTE_SCHEMA,
    "redirects": REDIRECTS_SCHEMA,
    "snapshots": SNAPSHOTS_SCHEMA,
    "record": RECORD_SCHEMA,
    "data": DATASET_SCHEMA,
    "map": MAP_SCHEMAS[atlas.MAP_FILE],
    "states": MAP_SCHEMAS[atlas.STATES_FILE],
}
_SHARED: tuple[tuple[str, type[BaseModel]], ...] = (
    ("Each item of `figures`", model.Picture),
    ("Each item of `names`", model.Name),
    ("Each item of `changes`", model.Change),
)


def files() -> Mapping[str, str]:
    """Every generated file by its path in the folder of documents."""
    schemas = {
        f"schema/{name}.schema.json": json.dumps(json_schema(name), indent=2, ensure_ascii=False) + "\n"
        for name in _TITLES
    }
    return {**schemas, "editing/fields.md": field_reference()}


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a collection's front matter, or of a file in `_OTHERS`, such as 'dispute'."""
    adapter = _OTHERS[name] if name in _OTHERS else SCHEMAS[model.Collection(name)]
    schema = adapter.json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def field_reference() -> str:
    """The page of the editing guide that lists every field."""
    return "\n".join(_reference_lines())


def _reference_lines() -> Iterator[str]:
    yield "# Fields"
    yield ""
    yield "<!-- Generated from the schema by `explainer schema`; a test compares the two. -->"
    yield ""
    yield "Every field that an entry can have. A field in **bold** must be there; any other may be left out."
    for name, tables in _SECTIONS:
        yield ""
        yield f"## {_TITLES[name]}"
        for title, cls in tables:
            yield from _table(title, cls)
    yield ""
    yield "## In several collections"
    for title, cls in _SHARED:
        yield from _table(title, cls)
    yield ""


def _table(title: str, cls: type[BaseModel]) -> Iterator[str]:
    yield ""
    if title:
        yield f"### {title}"
        yield ""
    yield "| field | value | meaning |"
    yield "|---|---|---|"
    for name, info in cls.model_fields.items():
        shown = f"`{info.alias or name}`"
        yield f"| {f'**{shown}**' if info.is_required() else shown} | {_value(info)} | {info.description} |"


def _value(info: FieldInfo) -> str:
    """A field's kind of value, in an editor's words."""
    return _words_for(info.annotation, info.metadata)


def _words_for(annotation: Any, metadata: list[Any]) -> str:
    patterns = [getattr(part, "pattern", None) for part in metadata]
    for kind, phrase in _PHRASES.items():
        if kind in metadata or annotation is kind or kind in patterns:
            return phrase
    if hasattr(annotation, "__metadata__"):
        return _words_for(annotation.__origin__, list(annotation.__metadata__))
    arguments = [part for part in get_args(annotation) if part is not type(None)]
    if str(annotation).startswith("typing.Literal"):
        return ", ".join(f"`{value}`" for value in arguments)
    if arguments:
        inner = _words_for(
            arguments[0], metadata if len(arguments) == 1 and not hasattr(annotation, "__origin__") else []
        )
        return f"list of {_plural(inner)}" if getattr(annotation, "__origin__", None) is tuple else inner
    return _words_for_class(annotation, metadata)


def _words_for_class(cls: type, metadata: list[Any]) -> str:
    if issubclass(cls, StrEnum):
        return ", ".join(f"`{value}`" for value in cls)
    if issubclass(cls, BaseModel):
        return "group of fields"
    limits = "".join(
        f" {word} {getattr(part, name)}"
        for part in metadata
        for name, word in (("ge", "from"), ("le", "to"), ("gt", "above"))
        if getattr(part, name, None) is not None
    )
    return {str: "text", int: "whole number", float: "number", bool: "`true` or `false`"}[cls] + limits


_PHRASES: Mapping[Any, str] = {
    model.EdtfType: "EDTF date",
    model.DayType: "day",
    model.ID_PATTERN: "id",
    model.ADDRESS_PATTERN: "address",
    model.TARGET_PATTERN: "id or address",
}


def _plural(phrase: str) -> str:
    if phrase.startswith("group"):
        return phrase.replace("group", "groups", 1)
    return phrase if re.search(r"[`,]", phrase) or phrase == "text" else f"{phrase}s"
