"""What other programs are told is what the schema says, and what is committed is what is generated."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from explainer.editor_settings import cms, edit_page, generated
from explainer.editor_settings.field_reference import json_schema
from explainer.editor_settings.forms import TARGETS, FormField, InputKind, Target, forms
from explainer.editor_settings.npm_packages import PackageError
from explainer.links.field_references import field_references
from explainer.pipeline import check
from explainer.problems import Code, Problem
from folders import HAS_OWN_CONTENT, PROJECT, written

GENERATED = generated.files()
HALMYR = PROJECT / "tests" / "sites" / "halmyr" / "content"
PLACE = cms.RepositoryFolder("halmyr/explainer", "content", "https://halmyr.example/repo/")

Config = dict[str, Any]


# What is committed


COMMITTED = [path for path in GENERATED if HAS_OWN_CONTENT or not path.startswith("content/")]


@pytest.mark.parametrize("path", COMMITTED)
def test_the_committed_file_is_the_generated_one(path: str) -> None:
    assert (PROJECT / path).read_text(encoding="utf-8") == GENERATED[path], "run: make generated"


@pytest.mark.parametrize("folder", [".vscode", ".github/ISSUE_TEMPLATE"])
def test_nothing_else_is_in_the_folders_of_generated_files(folder: str) -> None:
    committed = {path.relative_to(PROJECT).as_posix() for path in (PROJECT / folder).iterdir()}
    assert committed == {path for path in GENERATED if path.startswith(f"{folder}/")}


def test_the_command_writes_the_generated_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    generated.main()
    assert {path: (tmp_path / path).read_text(encoding="utf-8") for path in GENERATED} == dict(GENERATED)


# Forms


def _shapes(shapes: tuple[FormField, ...]) -> Iterator[FormField]:
    for shape in shapes:
        yield shape
        yield from _shapes(shape.shapes)


def test_the_forms_have_every_field_of_the_schema() -> None:
    for form in forms():
        schema = json_schema(form.folder)
        name = form.singular if form.kinds else schema["title"]
        fields = (schema["$defs"][name] if form.kinds else schema)["properties"]
        assert {shape.name for shape in form.shapes} == set(fields)
    kinds = [kind for form in forms() for kind in form.kinds]
    assert sorted(kinds) == ["document", "economy", "place", "question", "society", "term"]


def test_a_form_has_its_fields_in_the_order_of_the_guide() -> None:
    (events,) = (form for form in forms() if form.name == "events")
    assert " ".join(shape.name for shape in events.shapes) == (
        "title summary aliases names short date date_note kind weight actors places supersedes responds_to implements "
        "figures topics see_also wikidata status reviewed changes"
    )


def test_an_id_leads_where_the_compiler_looks_for_it() -> None:
    """Every reference of real entries agrees with the table of the forms."""
    of_target = {
        Target.ENTRIES: {"events", "actors", "background"},
        Target.PLACES: {"background"},
        Target.QUESTIONS: {"background"},
    }
    found = set()
    for entry in check(HALMYR).corpus:
        for reference in field_references(entry):
            name = [part for part in reference.path if isinstance(part, str)][-1]
            target = TARGETS[name]
            found.add(name)
            assert {str(c) for c in reference.collections} == of_target.get(target, {str(target)}), reference
            assert reference.kind == {"places": "place", "questions": "question"}.get(target, ""), reference
    of_dispute = {"topics", "party", "used_by", "perspective", "feature"}
    assert found == set(TARGETS) - of_dispute


# Sveltia CMS


@pytest.fixture(scope="module")
def config() -> Config:
    """The configuration for the invented dispute."""
    return cms.config(check(HALMYR).corpus.dispute, PLACE)


def _field(config: Config, collection: str, *names: str) -> Config:
    fields = next(item for item in config["collections"] if item["name"] == collection)["fields"]
    for name in names:
        field: Config = next(item for item in fields if item["name"] == name)
        fields = field.get("fields", [])
    return field


def test_everyone_signs_in_without_a_server_and_proposes(config: Config) -> None:
    assert config["publish_mode"] == "editorial_workflow"
    assert config["backend"] == {
        "name": "github",
        "repo": "halmyr/explainer",
        "auth_methods": ["token"],
        "open_authoring": True,
        "auth_scope": "public_repo",
    }


def test_a_field_left_empty_is_not_written(config: Config) -> None:
    assert config["output"] == {"omit_empty_optional_fields": True}


def test_old_ids_do_not_become_aliases_and_no_address_is_lost(config: Config) -> None:
    """Sveltia would write the old id into `aliases`, which here are names of what the entry is about."""
    for collection in config["collections"]:
        assert collection["aliases_field"] is False
        assert collection["delete"] is False
        assert collection["slug"]["editable"] == ["create"]


def test_the_collections_share_the_background_by_kind(config: Config) -> None:
    folders = [(c["name"], c["folder"], c.get("filter", {}).get("value")) for c in config["collections"]]
    assert folders == [
        ("events", "content/events", None),
        ("actors", "content/actors", None),
        ("places", "content/background", ["place"]),
        ("documents", "content/background", ["document"]),
        ("questions", "content/background", ["question"]),
        ("subjects", "content/background", ["term", "economy", "society"]),
        ("sources", "content/sources", None),
        ("paths", "content/paths", None),
        ("site", "content/site", None),
    ]


def test_entries_are_picked(config: Config) -> None:
    pickers = {
        (collection["name"], field["name"]): field["collection"]
        for collection in config["collections"]
        for field in _widgets(collection["fields"])
        if field["widget"] == "relation"
    }
    assert pickers == {
        ("events", "actor"): "actors",
        ("events", "places"): "places",
        ("events", "supersedes"): "events",
        ("events", "responds_to"): "events",
        ("events", "implements"): "events",
        ("events", "source"): "sources",
        ("actors", "of"): "actors",
        ("actors", "source"): "sources",
        ("places", "source"): "sources",
        ("documents", "source"): "sources",
        ("questions", "source"): "sources",
        ("subjects", "source"): "sources",
        ("paths", "source"): "sources",
        ("site", "questions"): "questions",
        ("site", "source"): "sources",
    }


def _widgets(fields: list[Config]) -> Iterator[Config]:
    for field in fields:
        yield field
        yield from _widgets([*field.get("fields", []), *([field["field"]] if "field" in field else [])])


def test_parties_and_topics_are_those_of_the_dispute(config: Config) -> None:
    options = _field(config, "sources", "perspective")["options"]
    assert [option["value"] for option in options] == [
        "qasira",
        "thalessia",
        "zghvara",
        "league",
        "third-party",
        "scholarly",
    ]
    assert _field(config, "events", "topics")["options"][0] == {"label": "The bank and its waters", "value": "waters"}


def test_dates_are_typed_and_days_are_picked(config: Config) -> None:
    assert _field(config, "events", "date")["widget"] == "string"
    day = _field(config, "events", "changes", "date")
    assert (day["widget"], day["type"], day["format"]) == ("datetime", "date", "YYYY-MM-DD")


def test_the_text_stays_as_it_is_typed(config: Config) -> None:
    """A rich text editor would turn [[links]] into other Markdown."""
    assert {_field(config, c["name"], "body")["widget"] for c in config["collections"]} == {"text"}
    assert "richtext" not in json.dumps(config)


def test_limits_of_the_schema_are_those_of_the_form(config: Config) -> None:
    weight = _field(config, "events", "weight")
    assert (weight["value_type"], weight["min"], weight["max"]) == ("int", 1, 3)
    assert _field(config, "events", "summary")["maxlength"] == 400
    assert _field(config, "places", "kind") == {"name": "kind", "widget": "hidden", "default": "place"}


def test_links_to_the_site_lead_under_its_path(config: Config) -> None:
    assert config["collections"][0]["preview_path"] == "/repo/events/{{slug}}/"


ADDRESSES = {
    "https://github.com/halmyr/explainer": "halmyr/explainer",
    "https://github.com/halmyr/explainer/": "halmyr/explainer",
    "https://github.com/halmyr/the.explainer.git": "halmyr/the.explainer",
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_repository_is_that_of_the_address(address: str) -> None:
    assert edit_page.repository_of(address) == ADDRESSES[address]


@pytest.mark.parametrize("address", ["", "https://code.example/halmyr/explainer", "https://github.com/halmyr"])
def test_a_repository_elsewhere_is_refused(address: str) -> None:
    with pytest.raises(PackageError) as error:
        edit_page.repository_of(address)
    assert str(error.value) == (
        f"the page /edit/ can only write to a repository on github.com, and repo_url is '{address}'. "
        "Set REPO_URL, or build without the page: EDIT_PAGE=no make site"
    )


# VS Code


def test_vscode_maps_schemas_that_exist_to_the_files_of_the_content() -> None:
    schemas = json.loads(GENERATED[".vscode/settings.json"])["yaml.schemas"]
    assert schemas == {
        "./docs/schema/dispute.schema.json": "content/dispute.yml",
        "./docs/schema/record.schema.json": "content/record.yml",
        "./docs/schema/snapshots.schema.json": "content/snapshots.yml",
        "./docs/schema/map.schema.json": "content/map/map.yml",
        "./docs/schema/states.schema.json": "content/map/states.yml",
        "./docs/schema/data.schema.json": "content/data/*.yml",
    }
    assert all((PROJECT / schema).is_file() for schema in schemas)


@pytest.mark.parametrize(
    ("code", "severity"), [(Code.UNKNOWN_ENTRY, "error"), (Code.ORPHAN, "warning"), (Code.LOADED_WORD, "info")]
)
def test_vscode_finds_file_line_and_message_in_a_problem(code: Code, severity: str) -> None:
    (task,) = json.loads(GENERATED[".vscode/tasks.json"])["tasks"]
    line = str(Problem("events/1900-talks.md", 7, code, "'x: y' is none", "Write it"))
    ((matcher, found),) = [
        (matcher, found)
        for matcher in task["problemMatcher"]
        if (found := re.match(matcher["pattern"]["regexp"], line))
    ]
    pattern = matcher["pattern"]
    assert (matcher.get("severity") or found[pattern["severity"]] or "error") == severity
    assert [found[pattern[name]] for name in ("file", "line", "message")] == [
        "events/1900-talks.md",
        "7",
        f"'x: y' is none. Write it. [{code}]",
    ]


def test_front_matter_finds_its_form_by_the_folder() -> None:
    """What a source has in `type` is not the name of a content type, and for such it takes the one named `default`."""
    settings = json.loads(GENERATED["frontmatter.json"])
    types = {kind["name"]: kind for kind in settings["frontMatter.taxonomy.contentTypes"]}
    folders = {f["path"]: f["contentTypes"] for f in settings["frontMatter.content.pageFolders"]}
    assert folders["[[workspace]]/content/sources"] == ["default"]
    assert sorted(types) == sorted(name for names in folders.values() for name in names)
    source_types = next(f["choices"] for f in types["default"]["fields"] if f["name"] == "type")
    assert not set(source_types) & set(types)


def test_front_matter_has_one_form_for_all_kinds_of_background() -> None:
    settings = json.loads(GENERATED["frontmatter.json"])
    (background,) = (t for t in settings["frontMatter.taxonomy.contentTypes"] if t["name"] == "background")
    fields = {field["name"]: field for field in background["fields"]}
    assert fields["kind"]["choices"] == ["place", "document", "question", "term", "economy", "society"]
    assert [name for name, field in fields.items() if field["required"]] == ["title", "summary", "kind"]
    assert "positions" not in fields


# Obsidian


def test_obsidian_has_a_type_for_each_property_that_is_no_group() -> None:
    types = json.loads(GENERATED["content/.obsidian/types.json"])["types"]
    groups = {shape.name for form in forms() for shape in form.shapes if shape.kind is InputKind.GROUP}
    names = {shape.name for form in forms() for shape in form.shapes}
    assert set(types) == names - groups
    assert {name: types[name] for name in ("aliases", "reviewed", "date", "weight", "places", "title")} == {
        "aliases": "aliases",
        "reviewed": "date",
        "date": "text",
        "weight": "number",
        "places": "multitext",
        "title": "text",
    }


def test_a_vault_is_content_without_a_problem(tmp_path: Path) -> None:
    """What Obsidian keeps in the folder is no part of the content."""
    notes = {".obsidian/app.json": "{}", ".obsidian/plugins/notes.md": "no entry", ".trash/old.md": "gone"}
    checked = check(written(tmp_path, notes))
    assert checked.problems == ()
    assert not [file for file in checked.files if file.startswith(".")]


# GitHub


@pytest.mark.parametrize("name", ["mistake", "missing-event", "better-source"])
def test_an_issue_form_is_one_that_github_takes(name: str) -> None:
    form = yaml.safe_load(GENERATED[f".github/ISSUE_TEMPLATE/{name}.yml"])
    assert {"name", "description", "body"} <= set(form)
    ids = [part["id"] for part in form["body"]]
    assert len(set(ids)) == len(ids) >= 4
    for part in form["body"]:
        assert set(part) == {"type", "id", "attributes", "validations"}
        assert part["type"] in ("input", "textarea", "dropdown")
        assert ("options" in part["attributes"]) == (part["type"] == "dropdown")
        options = part["attributes"].get("options", [])
        assert len(set(options)) == len(options)
