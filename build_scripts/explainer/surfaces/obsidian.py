"""What Obsidian is told of the content as its vault: how it links, and of what type each property is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from explainer.surfaces.shapes import Kind, Shape, forms

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
    """A type for each property. Obsidian has one for a name in all notes, so a name that differs in kind is text.

    Groups of fields have no type there: Obsidian shows them as they are written and leaves them alone.
    """
    types: dict[str, str] = {}
    for form in forms():
        for shape in form.shapes:
            if shape.kind is not Kind.GROUP:
                kind = _type_of(shape)
                types[shape.name] = kind if types.get(shape.name, kind) == kind else "text"
    groups = {shape.name for form in forms() for shape in form.shapes if shape.kind is Kind.GROUP}
    return {name: kind for name, kind in types.items() if name not in groups}


def _type_of(shape: Shape) -> str:
    if shape.name == "aliases":
        return "aliases"
    if shape.many:
        return "multitext"
    return {Kind.DAY: "date", Kind.WHOLE: "number", Kind.NUMBER: "number"}.get(shape.kind, "text")
