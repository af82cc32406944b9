"""What is generated from the schema is what is committed, and says the same as the schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from frontmatter.default_handlers import YAMLHandler
from jsonschema import Draft202012Validator

from explainer.editor_settings.field_reference import files, json_schema
from explainer.model.fields import Collection
from folders import CASES, PROJECT

GENERATED = files()
SCHEMAS = [*Collection, "dispute", "redirects", "snapshots", "record", "data", "map", "states"]


@pytest.mark.parametrize("path", GENERATED)
def test_the_committed_file_is_the_generated_one(path: str) -> None:
    committed = (PROJECT / "docs" / path).read_text(encoding="utf-8")
    assert committed == GENERATED[path], "run: make generated"


def test_there_is_a_schema_for_each_collection_and_nothing_else() -> None:
    committed = {path.name for path in (PROJECT / "docs" / "schema").iterdir()}
    assert committed == {f"{name}.schema.json" for name in SCHEMAS}
    assert set(GENERATED) == {*(f"schema/{name}" for name in committed), "editing/fields.md"}


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(json_schema(name))


def _text_of(path: Path) -> dict[str, Any]:
    """The fields as the compiler sees them, all scalars text but those that YAML and JSON Schema agree on."""
    if path.name == "dispute.yml":
        return dict(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader))  # noqa: S506 (makes only text)
    text = YAMLHandler().split(path.read_text(encoding="utf-8"))[0]
    fields = dict(yaml.load(text, yaml.BaseLoader))  # noqa: S506
    return {name: int(value) if name in ("weight", "minutes") else value for name, value in fields.items()}


BASE = sorted(path for path in (CASES / "base").rglob("*") if path.is_file())


@pytest.mark.parametrize("path", BASE, ids=lambda path: path.name)
def test_editors_that_use_the_schema_accept_valid_content(path: Path) -> None:
    name = "dispute" if path.name == "dispute.yml" else path.parent.name
    assert [error.message for error in Draft202012Validator(json_schema(name)).iter_errors(_text_of(path))] == []


def test_there_is_valid_content_of_every_sort() -> None:
    assert {path.parent.name for path in BASE} == {"base", *Collection}


def test_editors_that_use_the_schema_refuse_a_slip() -> None:
    fields = {"title": "T", "sumary": "S.", "kind": "place"}
    errors = Draft202012Validator(json_schema("background")).iter_errors(fields)
    assert len(list(errors)) == 1


def test_every_field_of_the_reference_has_a_meaning() -> None:
    rows = [line for line in GENERATED["editing/fields.md"].splitlines() if line.startswith("| ") and "`" in line]
    assert len(rows) > 80
    assert [row for row in rows if row.split(" | ")[-1].strip(" |") in ("", "None")] == []


def test_schemas_are_json() -> None:
    schemas = [json.loads(text) for path, text in GENERATED.items() if path.endswith(".json")]
    assert {schema["$schema"] for schema in schemas} == {"https://json-schema.org/draft/2020-12/schema"}
