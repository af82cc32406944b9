"""What Visual Studio Code is told: schemas for the YAML files, the check as a task, and forms for the front matter.

The YAML extension does not read front matter, so the fields of entries come as content types of the extension Front
Matter 10.10. It keeps what it has no form for. Four of its habits are met here: it takes a field `type` for the name of
a content type, and the content type `default` where there is none of that name; what it creates has a field of its own,
which the schema does not know; its own validation knows less than the checker; its picker of related entries makes an
id from the title, so ids are typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from explainer.model.atlas import MAP_FILE, STATES_FILE
from explainer.model.corpus import DISPUTE_FILE
from explainer.model.fields import Collection
from explainer.surfaces.shapes import Form, Kind, Shape, forms

_FRONT_MATTER = "eliostruyf.vscode-front-matter"
_SCHEMAS = {"dispute": DISPUTE_FILE, "map": MAP_FILE, "states": STATES_FILE}
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
    """The check: its problems stand in the list of problems, and at their lines."""
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
    """One for each folder, since it is by the folder that the extension tells them; kinds share that of theirs."""
    return {
        "name": _content_type_name(collection),
        "filePrefix": None,
        "pageBundle": False,
        "clearEmpty": True,
        "fields": list(_fields([form for form in forms() if form.folder is collection])),
    }


def _fields(of_folder: list[Form]) -> Iterator[Mapping[str, Any]]:
    """The fields of all forms of a folder, each once. Lists of groups have none; they are written in the text."""
    seen: dict[str, Shape] = {}
    for form in of_folder:
        for shape in form.shapes:
            seen.setdefault(shape.name, shape)
    kinds = [kind for form in of_folder for kind in form.kinds]
    for shape in seen.values():
        if shape.kind is not Kind.GROUP:
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


def _type_of(shape: Shape) -> Mapping[str, Any]:
    if shape.many:
        return {"type": "list"}
    match shape.kind:
        case Kind.CHOICE:
            return {"type": "choice", "choices": list(shape.choices)}
        case Kind.DAY:
            return {"type": "datetime", "dateFormat": "yyyy-MM-dd"}
        case Kind.WHOLE | Kind.NUMBER:
            limits = {"min": shape.lowest, "max": shape.highest}
            options = {name: limit for name, limit in limits.items() if limit is not None}
            return {"type": "number", "numberOptions": {"isDecimal": shape.kind is Kind.NUMBER, **options}}
        case _:
            return {"type": "string", "single": shape.longest is None}
