"""The configuration of Sveltia CMS, the program behind the page /edit/.

What it writes must be what the checker reads: a text stays the Markdown that was typed, a date stays EDTF, fields left
empty are left out, and an id is chosen once. Its names of things (collection, widget) are Decap's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from explainer import dates
from explainer.model.fields import ID_PATTERN, NEUTRAL_PERSPECTIVES, Dispute
from explainer.surfaces.shapes import Form, Kind, Shape, Target, forms

Config = dict[str, Any]

_PICTURES = "pictures"
_LONG = frozenset({"summary", "answer", "quote", "translation", "statement"})
"""Texts of more than a line."""
_EVENT_ID = "^[0-9]{4}-[a-z0-9]+(-[a-z0-9]+)*$"
_WHERE = {Target.ENTRIES: "Ids of events, actors or background entries.", Target.FEATURES: "An id of `map/map.yml`."}


@dataclass(frozen=True)
class Place:
    """Where the page works: `repository` as `owner/name` on GitHub, `folder` the content's in it."""

    repository: str
    folder: str
    site_url: str


def config(dispute: Dispute, place: Place) -> Config:
    """What `config.json` beside the page says.

    Who has a token proposes each change as a pull request, from a copy of the repository where they may not write to
    it. The sign-in by a server of somebody else's is left out.
    """
    return {
        "backend": {
            "name": "github",
            "repo": place.repository,
            "auth_methods": ["token"],
            "open_authoring": True,
            "auth_scope": "public_repo",
        },
        "publish_mode": "editorial_workflow",
        "app_title": dispute.title,
        "site_url": place.site_url,
        "media_folder": f"{place.folder}/{_PICTURES}",
        "public_folder": f"/{_PICTURES}",
        "slug": {"encoding": "ascii", "clean_accents": True, "maxlength": 60},
        "output": {"omit_empty_optional_fields": True},
        "editor": {"preview": False},
        "collections": [_collection(form, dispute, place) for form in forms()],
    }


def _collection(form: Form, dispute: Dispute, place: Place) -> Config:
    kinds = {"filter": {"field": "kind", "value": list(form.kinds)}} if form.kinds else {}
    return {
        "name": form.name,
        "label": form.label,
        "label_singular": form.singular,
        "folder": f"{place.folder}/{form.folder}",
        "extension": "md",
        "format": "yaml-frontmatter",
        **kinds,
        "create": True,
        "delete": False,
        "slug": _slug(form),
        "aliases_field": False,
        "identifier_field": "title",
        "sortable_fields": ["title", *(["date"] if form.name == "events" else [])],
        "preview_path": urlsplit(place.site_url).path
        + ("" if form.name == "site" else f"{form.folder}/")
        + "{{slug}}/",
        "media_folder": f"/{place.folder}/{_PICTURES}",
        "public_folder": f"../{_PICTURES}",
        "fields": [*(_field(shape, dispute) for shape in form.shapes), _BODY],
    }


_BODY: Config = {
    "name": "body",
    "label": "Text",
    "widget": "text",
    "required": False,
    "hint": "Markdown, with `[[links]]` and `[@citations]`.",
}


def _slug(form: Form) -> Config:
    """How the id of a new entry is proposed. Later it stays, since its address is made of it."""
    is_event = form.name == "events"
    pattern, form_of_id = (_EVENT_ID, "1871-treaty-of-vik") if is_event else (ID_PATTERN, "treaty-of-vik")
    return {
        "template": "{{date | truncate(4)}}-{{title}}" if is_event else "{{title}}",
        "editable": ["create"],
        "hint": f"The entry’s id, as {form_of_id}. It cannot be changed later.",
        "pattern": [pattern, f"Small letters, digits and single hyphens, as {form_of_id}."],
    }


def _field(shape: Shape, dispute: Dispute) -> Config:
    common: Config = {
        "name": shape.name,
        "label": shape.label,
        "hint": " ".join((shape.description, *_more(shape))),
        "required": shape.required,
    }
    if shape.kind is Kind.CHOICE and len(shape.choices) == 1:
        return {"name": shape.name, "widget": "hidden", "default": shape.choices[0]}
    if shape.kind is Kind.GROUP:
        inner = [_field(part, dispute) for part in shape.shapes]
        return {**common, "widget": "list", "collapsed": "auto", "summary": _summary(shape), "fields": inner}
    if shape.kind is Kind.CHOICE or shape.target in (Target.TOPICS, Target.PARTIES, Target.PERSPECTIVES):
        return {**common, "widget": "select", "multiple": shape.many, "options": list(_options(shape, dispute))}
    if shape.target and shape.target not in _WHERE:
        picker = {"collection": str(shape.target), "value_field": "{{slug}}", "dropdown_threshold": 0}
        titles = {"display_fields": ["title"], "search_fields": ["title"]}
        return {**common, "widget": "relation", "multiple": shape.many, **picker, **titles}
    if shape.many:
        item = {"name": shape.name, "label": shape.label, **_line(shape)}
        return {**common, "widget": "list", "field": item}
    return {**common, **_line(shape)}


def _more(shape: Shape) -> Iterator[str]:
    if shape.target in _WHERE:
        yield _WHERE[shape.target]
    if shape.kind is Kind.DATE:
        yield f"Write {dates.FORMS}."


def _line(shape: Shape) -> Config:
    """The widget of a single value that is typed."""
    if shape.kind is Kind.DAY:
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
    if shape.kind in (Kind.WHOLE, Kind.NUMBER):
        limits = {name: limit for name, limit in (("min", shape.lowest), ("max", shape.highest)) if limit is not None}
        return {"widget": "number", "value_type": "int" if shape.kind is Kind.WHOLE else "float", **limits}
    pattern = {"pattern": [shape.pattern, f"It must have the form {shape.pattern}"]} if shape.pattern else {}
    longest = {"maxlength": shape.longest} if shape.longest else {}
    return {"widget": "text" if shape.name in _LONG else "string", **pattern, **longest}


def _options(shape: Shape, dispute: Dispute) -> Iterator[Mapping[str, str]]:
    match shape.target:
        case Target.TOPICS:
            yield from ({"label": topic.title, "value": topic.id} for topic in dispute.topics)
        case Target.PARTIES | Target.PERSPECTIVES:
            yield from ({"label": party.name, "value": party.id} for party in dispute.parties)
        case _:
            yield from ({"label": choice, "value": choice} for choice in shape.choices)
    if shape.target is Target.PERSPECTIVES:
        yield from ({"label": neutral, "value": neutral} for neutral in NEUTRAL_PERSPECTIVES)


def _summary(shape: Shape) -> str:
    """The line of a list item that is folded: its first two fields that must be there."""
    names = [part.name for part in shape.shapes if part.required] or [part.name for part in shape.shapes]
    return " · ".join(f"{{{{fields.{name}}}}}" for name in names[:2])
