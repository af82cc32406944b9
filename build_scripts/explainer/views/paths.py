"""Paths: orders in which to read some of the entries, and the place of an entry in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from explainer.model.corpus import Entry
from explainer.model.fields import ReadingPath
from explainer.views.entries import crumbs_of, made_of
from explainer.views.finding import Finding, finding_of
from explainer.views.parts import Card, Context, Crumb, Later, Made, Stop, card_of, page_of
from explainer.views.text import Numbering, Piece, ReferenceView, pieces_of


@dataclass(frozen=True)
class PathView:
    """The page of a path. A step's card leads to the entry with the path shown above it."""

    page: str
    id: str
    title: str
    summary: str
    crumbs: tuple[Crumb, ...]
    count: str
    text: tuple[Piece, ...]
    steps: tuple[Card, ...]
    references: tuple[ReferenceView, ...]
    made: Made
    finding: Finding


@dataclass(frozen=True)
class PathsView:
    """The list of paths."""

    page: str
    title: str
    summary: str
    crumbs: tuple[Crumb, ...]
    cards: tuple[Card, ...]


def path_views(context: Context) -> tuple[Later[PathView], ...]:
    return tuple(Later(page_of(path), partial(_path_view, path, context)) for path in context.corpus.paths)


def paths_view(context: Context) -> PathsView:
    words = context.words
    return PathsView(
        page="paths/index.md",
        title=words.say("collection-paths"),
        summary=words.say("collection-paths-summary", dispute=context.corpus.dispute.title),
        crumbs=(Crumb(words.say("home"), "index.md"),),
        cards=path_cards(context),
    )


def path_cards(context: Context) -> tuple[Card, ...]:
    """The paths, the shortest first; instead of its kind a card says how long it takes and how many steps it has."""
    return tuple(replace(card_of(path, context), kind=_length(path, context)) for path in in_order(context))


def in_order(context: Context) -> tuple[Entry[ReadingPath], ...]:
    """The paths, the shortest first."""
    return tuple(sorted(context.corpus.paths, key=lambda path: (path.fields.minutes, path.title, path.id)))


def stops_of(context: Context) -> Mapping[str, tuple[Stop, ...]]:
    """For each entry that is on a path: its place on each, the shortest path first."""
    stops: defaultdict[str, list[Stop]] = defaultdict(list)
    for path in in_order(context):
        for number, step in enumerate(path.fields.steps):
            stops[step.entry].append(_stop(path, number, context))
    return {entry_id: tuple(found) for entry_id, found in stops.items()}


def _stop(path: Entry[ReadingPath], number: int, context: Context) -> Stop:
    steps = path.fields.steps
    return Stop(
        id=anchor_of(path),
        title=path.title,
        page=page_of(path),
        place=context.words.say("path-place", number=number + 1, count=len(steps)),
        previous=_step_card(path, number - 1, context) if number else None,
        next=_step_card(path, number + 1, context) if number + 1 < len(steps) else None,
    )


def anchor_of(path: Entry[ReadingPath]) -> str:
    """The id of a path's line at the head of its entries: an address that ends in it shows the line."""
    return f"path-{path.id}"


def _step_card(path: Entry[ReadingPath], number: int, context: Context) -> Card:
    step = path.fields.steps[number]
    card = card_of(context.corpus.by_id[step.entry], context, step.note or "")
    return replace(card, page=f"{card.page}#{anchor_of(path)}")


def _path_view(path: Entry[ReadingPath], context: Context) -> PathView:
    numbering = Numbering(context)
    text = pieces_of(context.links.texts[path.path], numbering, context)
    return PathView(
        page=page_of(path),
        id=path.id,
        title=path.title,
        summary=path.fields.summary,
        crumbs=crumbs_of(path.collection, context),
        count=_length(path, context),
        text=text,
        steps=tuple(_step_card(path, number, context) for number in range(len(path.fields.steps))),
        references=numbering.references(),
        made=made_of(path, numbering, context),
        finding=finding_of(path, context),
    )


def _length(path: Entry[ReadingPath], context: Context) -> str:
    words = context.words
    minutes = words.count("path-minutes", path.fields.minutes)
    return words.say("path-length", minutes=minutes, steps=words.count("step-count", len(path.fields.steps)))
