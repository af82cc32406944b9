"""The settings of VS Code: schemas for the YAML files, the check as a task, and forms for the front matter.

The YAML extension does not read front matter, so the fields of entries are content types of the extension Front Matter
10.10, which keeps what it has no form for. Four of its habits have to be met: it takes a field `type` for the name of a
content type, and uses the content type `default` if there is none of that name; it adds a field of its own to what it
creates, which the schema does not know; its validation knows less than the checker; its picker of related entries makes
an id from the title, so ids are typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from explainer.editor_settings.forms import EntryForm, FormField, InputKind, forms
from explainer.model.atlas import MAP_FILE, STATES_FILE
from explainer.model.corpus import DISPUTE_FILE, RECORD_FILE, SNAPSHOTS_FILE
from explainer.model.datasets import DATA_FOLDER
from explainer.model.fields import Collection

_FRONT_MATTER = "eliostruyf.vscode-front-matter"
_SCHEMAS = {
    "dispute": DISPUTE_FILE,
    "record": RECORD_FILE,
    "snapshots": SNAPSHOTS_FILE,
    "map": MAP_FILE,
    "states": STATES_FILE,
    "data": f"{DATA_FOLDER}/*.yml",
}
_PROBLEM = r"^(.+?):(\d+): (?!notice: )(?:(warning): )?(.+ \[[a-z0-9-]+\])$"
_NOTICE = r"^(.+?):(\d+): notice: (.+ \[[a-z0-9-]+\])$"


def files() -> Mapping[str, Any]:
    """The settings by their path in the repository."""
    return {
        ".vscode/extensions.json": {"recommendations": [_FRONT_MATTER, "redhat.vscode-yaml"]},
        ".vscode/settings.json": _settings(),
        ".vscode/tasks.json": _tasks(),
        "frontmatter.json": _front_matter(),
    }


def _settings() -> Mapping[str, Any]:
    return {
        "yaml.schemas": {f"./docs/schema/{name}.schema.json": f"content/{path}" for name, path in _SCHEMAS.items()},
        "[markdown]": {"editor.wordWrap": "on"},
        "files.eol": "\n",
        "files.encoding": "utf8",
        "files.insertFinalNewline": True,
    }


def _tasks() -> Mapping[str, Any]:
    """The check as a task, whose problems appear in the list of problems and at their lines."""
    common = {"source": "explainer", "fileLocation": ["relative", "${workspaceFolder}/content"]}
    problems = {"regexp": _PROBLEM, "file": 1, "line": 2, "severity": 3, "message": 4}
    notices = {"regexp": _NOTICE, "file": 1, "line": 2, "message": 3}
    matchers = [
        {"owner": "explainer", **common, "pattern": problems},
        {"owner": "explainer-wording", **common, "severity": "info", "pattern": notices},
    ]
    check = {
        "label": "Check the content",
        "type": "shell",
        "command": ".venv/bin/explainer check",
        "windows": {"command": ".venv\\Scripts\\explainer check"},
        "group": {"kind": "build", "isDefault": True},
        "presentation": {"reveal": "silent", "clear": True},
        "problemMatcher": matchers,
    }
    return {"version": "2.0.0", "tasks": [check]}


# The extension Front Matter


def _front_matter() -> Mapping[str, Any]:
    return {
        "$schema": "https://frontmatter.codes/frontmatter.schema.json",
        "frontMatter.content.pageFolders": [
            {
                "title": _title(collection),
                "path": f"[[workspace]]/content/{collection}",
                "excludeSubdir": True,
                "filePrefix": None,
                "contentTypes": [_content_type_name(collection)],
                "disableCreation": True,
            }
            for collection in Collection
        ],
        "frontMatter.content.draftField": {"name": "status", "type": "choice", "choices": ["draft", "published"]},
        "frontMatter.content.publicFolder": {"path": "content", "relative": True},
        "frontMatter.content.supportedFileTypes": ["md"],
        "frontMatter.taxonomy.contentTypes": [_content_type(collection) for collection in Collection],
        "frontMatter.taxonomy.dateFormat": "yyyy-MM-dd",
        "frontMatter.taxonomy.seoDescriptionField": "summary",
        "frontMatter.taxonomy.seoDescriptionLength": 400,
        "frontMatter.validation.enabled": False,
    }


def _title(collection: Collection) -> str:
    labels = [form.label for form in forms() if form.folder is collection]
    return labels[0] if len(labels) == 1 else str(collection).capitalize()


def _content_type_name(collection: Collection) -> str:
    return "default" if collection is Collection.SOURCES else str(collection)


def _content_type(collection: Collection) -> Mapping[str, Any]:
    """The content type of a folder. The extension chooses it by folder, so all kinds in one share it."""
    return {
        "name": _content_type_name(collection),
        "filePrefix": None,
        "pageBundle": False,
        "clearEmpty": True,
        "fields": list(_fields([form for form in forms() if form.folder is collection])),
    }


def _fields(of_folder: list[EntryForm]) -> Iterator[Mapping[str, Any]]:
    """The fields of all forms of a folder, each once. Lists of groups are left out and written in the text."""
    seen: dict[str, FormField] = {}
    for form in of_folder:
        for shape in form.shapes:
            seen.setdefault(shape.name, shape)
    kinds = [kind for form in of_folder for kind in form.kinds]
    for shape in seen.values():
        if shape.kind is not InputKind.GROUP:
            required = all(any(other == shape for other in form.shapes) for form in of_folder) and shape.required
            choices = {"choices": kinds} if shape.name == "kind" and kinds else {}
            yield {
                "name": shape.name,
                "title": shape.label,
                "description": shape.description,
                "required": required or shape.name == "kind",
                **_type_of(shape),
                **choices,
            }


def _type_of(shape: FormField) -> Mapping[str, Any]:
    if shape.many:
        return {"type": "list"}
    match shape.kind:
        case InputKind.CHOICE:
            return {"type": "choice", "choices": list(shape.choices)}
        case InputKind.YES_NO:
            return {"type": "boolean"}
        case InputKind.DAY:
            return {"type": "datetime", "dateFormat": "yyyy-MM-dd"}
        case InputKind.WHOLE | InputKind.NUMBER:
            limits = {"min": shape.lowest, "max": shape.highest}
            options = {name: limit for name, limit in limits.items() if limit is not None}
            return {"type": "number", "numberOptions": {"isDecimal": shape.kind is InputKind.NUMBER, **options}}
        case _:
            return {"type": "string", "single": shape.longest is None}
