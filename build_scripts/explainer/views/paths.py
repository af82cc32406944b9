"""Paths: orders in which to read some of the entries, and the place of an entry in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from explainer.model.corpus import Entry
from explainer.model.fields import Collection, Move, ReadingPath
from explainer.model.references import LinkReason
from explainer.views.entry_text import TextPiece, pieces_of
from explainer.views.numbering import Numbering, ReferenceView
from explainer.views.page_view import PageView
from explainer.views.parts import (
    Card,
    Context,
    Crumb,
    LazyView,
    NoteMark,
    PathStep,
    Provenance,
    card_of,
    crumbs_of,
    page_of,
)
from explainer.views.provenance import made_of
from explainer.views.search_record import search_record_of


@dataclass(frozen=True)
class MoveView:
    """What a side did; `name` is that of its party, empty where it was nobody's alone."""

    party: str
    name: str
    words: str


@dataclass(frozen=True)
class RoundView:
    """A round of negotiations: its event, what was offered and answered, what came of it, and on what this rests.

    `sources` says how many sources the event has, where the round names none itself.
    """

    event: Card
    offer: MoveView | None
    answer: MoveView | None
    outcome: str
    marks: tuple[NoteMark, ...]
    sources: str


@dataclass(frozen=True, kw_only=True)
class PathView(PageView):
    """The page of a path. A step's card leads to the entry with the path shown above it."""

    id: str
    crumbs: tuple[Crumb, ...]
    count: str
    text: tuple[TextPiece, ...]
    steps: tuple[Card, ...]
    rounds: tuple[RoundView, ...]
    """The steps as rounds of negotiations, where one of them is; otherwise none."""
    references: tuple[ReferenceView, ...]
    made: Provenance


@dataclass(frozen=True, kw_only=True)
class PathsView(PageView):
    """The list of paths."""

    crumbs: tuple[Crumb, ...]
    cards: tuple[Card, ...]


def path_views(context: Context) -> tuple[LazyView[PathView], ...]:
    return tuple(LazyView(page_of(path), partial(_path_view, path, context)) for path in context.corpus.paths)


def paths_view(context: Context) -> PathsView:
    words = context.words
    return PathsView(
        page="paths/index.md",
        collection=Collection.PATHS,
        title=words.say("collection-paths"),
        summary=words.say("collection-paths-summary", dispute=context.corpus.dispute.title),
        crumbs=(Crumb(words.say("home"), "index.md"),),
        cards=path_cards(context),
    )


def path_cards(context: Context) -> tuple[Card, ...]:
    """Cards for the paths, the shortest first; instead of a kind they say the time it takes and the number of steps."""
    return tuple(replace(card_of(path, context), kind=_length(path, context)) for path in in_order(context))


def in_order(context: Context) -> tuple[Entry[ReadingPath], ...]:
    """The paths, the shortest first."""
    return tuple(sorted(context.corpus.paths, key=lambda path: (path.fields.minutes, path.title, path.id)))


def stops_of(context: Context) -> Mapping[str, tuple[PathStep, ...]]:
    """For each entry on a path: its place on each of them, the shortest path first."""
    stops: defaultdict[str, list[PathStep]] = defaultdict(list)
    for path in in_order(context):
        for number, step in enumerate(path.fields.steps):
            stops[step.entry].append(_stop(path, number, context))
    return {entry_id: tuple(found) for entry_id, found in stops.items()}


def _stop(path: Entry[ReadingPath], number: int, context: Context) -> PathStep:
    steps = path.fields.steps
    return PathStep(
        id=anchor_of(path),
        title=path.title,
        page=page_of(path),
        place=context.words.say("path-place", number=number + 1, count=len(steps)),
        previous=_step_card(path, number - 1, context) if number else None,
        next=_step_card(path, number + 1, context) if number + 1 < len(steps) else None,
    )


def anchor_of(path: Entry[ReadingPath]) -> str:
    """The id of a path's line above its entries' headings; an address that ends in it shows the line."""
    return f"path-{path.id}"


def _step_card(path: Entry[ReadingPath], number: int, context: Context) -> Card:
    step = path.fields.steps[number]
    card = card_of(context.corpus.by_id[step.entry], context, step.note or "")
    return replace(card, page=f"{card.page}#{anchor_of(path)}")


def _path_view(path: Entry[ReadingPath], context: Context) -> PathView:
    numbering = Numbering(context)
    text = pieces_of(context.links.texts[path.path], numbering, context)
    rounds = _rounds(path, numbering, context)
    return PathView(
        page=page_of(path),
        collection=path.collection,
        id=path.id,
        title=path.title,
        summary=path.fields.summary,
        crumbs=crumbs_of(path.collection, context),
        count=_length(path, context),
        text=text,
        steps=tuple(_step_card(path, number, context) for number in range(len(path.fields.steps))),
        rounds=rounds,
        references=numbering.references(),
        made=made_of(path, numbering, context),
        search_record=search_record_of(path, context),
    )


def _rounds(path: Entry[ReadingPath], numbering: Numbering, context: Context) -> tuple[RoundView, ...]:
    if not any(step.is_round for step in path.fields.steps):
        return ()
    return tuple(_round(path, number, numbering, context) for number in range(len(path.fields.steps)))


def _round(path: Entry[ReadingPath], number: int, numbering: Numbering, context: Context) -> RoundView:
    step = path.fields.steps[number]
    cited = {link.target for link in context.links.of(step.entry) if link.reason is LinkReason.CITES}
    return RoundView(
        event=_step_card(path, number, context),
        offer=_move(step.offer, context),
        answer=_move(step.answer, context),
        outcome=step.outcome or "",
        marks=tuple(numbering.mark(source.source, source.locator or "") for source in step.sources),
        sources="" if step.sources else context.words.count("source-count", len(cited)),
    )


def _move(move: Move | None, context: Context) -> MoveView | None:
    if move is None:
        return None
    return MoveView(move.party or "", context.party_name(move.party) if move.party else "", move.words)


def _length(path: Entry[ReadingPath], context: Context) -> str:
    words = context.words
    minutes = words.count("path-minutes", path.fields.minutes)
    return words.say("path-length", minutes=minutes, steps=words.count("step-count", len(path.fields.steps)))
