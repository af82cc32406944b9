"""The settings of Obsidian for the content as its vault: how it links, and the type of each property."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from explainer.editor_settings.forms import FormField, InputKind, forms

_APP: Mapping[str, Any] = {
    "alwaysUpdateLinks": False,  # it would change links in texts, and leave the ids in the fields as they were
    "attachmentFolderPath": "pictures",
    "newFileLocation": "current",
    "newLinkFormat": "shortest",
    "showUnsupportedFiles": True,
    "strictLineBreaks": True,
    "useMarkdownLinks": False,
    "userIgnoreFilters": ["map/"],
}


def files() -> Mapping[str, Any]:
    """The settings by their path in the content."""
    return {".obsidian/app.json": _APP, ".obsidian/types.json": {"types": dict(sorted(_types().items()))}}


def _types() -> Mapping[str, str]:
    """The type of each property. Obsidian has one type for a name in all notes, so a name of several kinds is text.

    Groups of fields have no type there: Obsidian shows them as they are written and leaves them alone.
    """
    types: dict[str, str] = {}
    for form in forms():
        for shape in form.shapes:
            if shape.kind is not InputKind.GROUP:
                kind = _type_of(shape)
                types[shape.name] = kind if types.get(shape.name, kind) == kind else "text"
    groups = {shape.name for form in forms() for shape in form.shapes if shape.kind is InputKind.GROUP}
    return {name: kind for name, kind in types.items() if name not in groups}


def _type_of(shape: FormField) -> str:
    if shape.name == "aliases":
        return "aliases"
    if shape.many:
        return "multitext"
    types = {InputKind.DAY: "date", InputKind.WHOLE: "number", InputKind.NUMBER: "number", InputKind.YES_NO: "checkbox"}
    return types.get(shape.kind, "text")
