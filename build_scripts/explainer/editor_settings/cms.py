"""The configuration of Sveltia CMS, the program behind the page /edit/.

It must write what the checker reads: a text stays the Markdown that was typed, a date stays EDTF, empty fields are left
out, and an id is chosen once. The names of things (collection, widget) are Decap's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from explainer import dates
from explainer.editor_settings.forms import EntryForm, FormField, InputKind, Target, forms
from explainer.model.fields import ID_PATTERN, NEUTRAL_PERSPECTIVES, ActorKind, Dispute, EventKind, Role

Config = dict[str, Any]

_PICTURES = "pictures"
_LONG = frozenset({"summary", "answer", "quote", "translation", "statement", "text"})
"""Texts of more than a line."""
_EVENT_ID = "^[0-9]{4}-[a-z0-9]+(-[a-z0-9]+)*$"
_WHERE = {Target.ENTRIES: "Ids of events, actors or background entries.", Target.FEATURES: "An id of `map/map.yml`."}


@dataclass(frozen=True)
class RepositoryFolder:
    """The repository as `owner/name` on GitHub, the content's folder in it, and the site's address."""

    repository: str
    folder: str
    site_url: str


def config(dispute: Dispute, place: RepositoryFolder) -> Config:
    """What `config.json` beside the page says.

    Editors with a token propose each change as a pull request, from a fork if they may not write to the repository.
    Signing in through somebody else's server is left out.
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


def _collection(form: EntryForm, dispute: Dispute, place: RepositoryFolder) -> Config:
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


def _slug(form: EntryForm) -> Config:
    """How the id of a new entry is proposed. It does not change later, because the address is made of it."""
    is_event = form.name == "events"
    pattern, form_of_id = (_EVENT_ID, "1871-treaty-of-vik") if is_event else (ID_PATTERN, "treaty-of-vik")
    return {
        "template": "{{date | truncate(4)}}-{{title}}" if is_event else "{{title}}",
        "editable": ["create"],
        "hint": f"The entry’s id, as {form_of_id}. It cannot be changed later.",
        "pattern": [pattern, f"Small letters, digits and single hyphens, as {form_of_id}."],
    }


def _field(shape: FormField, dispute: Dispute) -> Config:
    common: Config = {
        "name": shape.name,
        "label": shape.label,
        "hint": " ".join((shape.description, *_more(shape))),
        "required": shape.required,
    }
    if shape.kind is InputKind.CHOICE and len(shape.choices) == 1:
        return {"name": shape.name, "widget": "hidden", "default": shape.choices[0]}
    if shape.kind is InputKind.GROUP:
        inner = [_field(part, dispute) for part in shape.shapes]
        widget = {"widget": "list", "summary": _summary(shape)} if shape.many else {"widget": "object"}
        return {**common, **widget, "collapsed": "auto", "fields": inner}
    if shape.kind is InputKind.CHOICE or shape.target in (Target.TOPICS, Target.PARTIES, Target.PERSPECTIVES):
        return {**common, "widget": "select", "multiple": shape.many, "options": list(_options(shape, dispute))}
    if shape.target and shape.target not in _WHERE:
        picker = {"collection": str(shape.target), "value_field": "{{slug}}", "dropdown_threshold": 0}
        titles = {"display_fields": ["title"], "search_fields": ["title"]}
        return {**common, "widget": "relation", "multiple": shape.many, **picker, **titles}
    if shape.many:
        item = {"name": shape.name, "label": shape.label, **_line(shape)}
        return {**common, "widget": "list", "field": item}
    return {**common, **_line(shape)}


def _more(shape: FormField) -> Iterator[str]:
    if shape.target in _WHERE:
        yield _WHERE[shape.target]
    if shape.kind is InputKind.DATE:
        yield f"Write {dates.FORMS}."


def _line(shape: FormField) -> Config:
    """The widget for a single value that is typed."""
    if shape.kind is InputKind.DAY:
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
    if shape.kind is InputKind.YES_NO:
        return {"widget": "boolean", "default": False}
    if shape.kind in (InputKind.WHOLE, InputKind.NUMBER):
        limits = {name: limit for name, limit in (("min", shape.lowest), ("max", shape.highest)) if limit is not None}
        return {"widget": "number", "value_type": "int" if shape.kind is InputKind.WHOLE else "float", **limits}
    pattern = {"pattern": [shape.pattern, f"It must have the form {shape.pattern}"]} if shape.pattern else {}
    longest = {"maxlength": shape.longest} if shape.longest else {}
    return {"widget": "text" if shape.name in _LONG else "string", **pattern, **longest}


def _options(shape: FormField, dispute: Dispute) -> Iterator[Mapping[str, str]]:
    match shape.target:
        case Target.TOPICS:
            yield from ({"label": topic.title, "value": topic.id} for topic in dispute.topics)
        case Target.PARTIES | Target.PERSPECTIVES:
            yield from ({"label": party.name, "value": party.id} for party in dispute.parties)
        case _:
            yield from ({"label": choice, "value": choice} for choice in shape.choices)
            yield from _own_options(shape, dispute)
    if shape.target is Target.PERSPECTIVES:
        yield from ({"label": neutral, "value": neutral} for neutral in NEUTRAL_PERSPECTIVES)


def _own_options(shape: FormField, dispute: Dispute) -> Iterator[Mapping[str, str]]:
    """What the dispute adds to a list of kinds or roles."""
    own = dispute.vocabulary
    for known, added in ((EventKind, own.events), (Role, own.roles), (ActorKind, own.actors)):
        if shape.choices == tuple(map(str, known)):
            yield from ({"label": kind.title, "value": kind.id} for kind in added)


def _summary(shape: FormField) -> str:
    """The line that stands for a folded list item: its first two required fields."""
    names = [part.name for part in shape.shapes if part.required] or [part.name for part in shape.shapes]
    return " · ".join(f"{{{{fields.{name}}}}}" for name in names[:2])
