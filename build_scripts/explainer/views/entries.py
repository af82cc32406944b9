"""The page of an entry or a source: its facts, text, answers, references, and what is around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from explainer import dates
from explainer.model.corpus import AnyEntry, Entry
from explainer.model.fields import Actor, Change, Collection, Event, Question, Source
from explainer.views.backlinks import backlinks_of
from explainer.views.finding import Finding, finding_of
from explainer.views.infobox import perspective_counts, rows_of
from explainer.views.map import MapFigure, figure_of
from explainer.views.parts import (
    Card,
    ChangeView,
    Context,
    Crumb,
    Group,
    Later,
    Made,
    Row,
    Stop,
    card_of,
    in_time,
    kind_of,
    page_of,
)
from explainer.views.positions import (
    OwnPosition,
    PartyAnswers,
    UndisputedView,
    answers_of,
    own_positions,
    undisputed_of,
)
from explainer.views.related import Related, Relations
from explainer.views.text import Numbering, Piece, ReferenceView, pieces_of
from explainer.views.thumbnail import Thumbnail, thumbnail_of
from explainer.views.timeline import Timeline, narrowed


@dataclass(frozen=True)
class EntryView:
    page: str
    id: str
    title: str
    language: str
    """Of a source: the language of its title; otherwise empty, since the title is in that of the site."""
    summary: str
    collection: str
    kind: str
    crumbs: tuple[Crumb, ...]
    infobox: tuple[Row, ...]
    text: tuple[Piece, ...]
    reference: str
    """Of a source: the source itself as a reference, in HTML made by the CSL processor."""
    answers: tuple[PartyAnswers, ...]
    undisputed: tuple[UndisputedView, ...]
    own_positions: tuple[OwnPosition, ...]
    """Of a party's actor: its answers to all questions."""
    references: tuple[ReferenceView, ...]
    backlinks: tuple[Group, ...]
    related: tuple[Related, ...]
    stops: tuple[Stop, ...]
    """The entry's place on each path that comes by."""
    previous: Card | None
    next: Card | None
    made: Made
    timeline: Timeline | None
    """Of an actor with a part in some events: those."""
    finding: Finding
    map: MapFigure | None
    thumbnail: Thumbnail | None


@dataclass(frozen=True)
class _Around:
    """What is known of all entries at once."""

    relations: Relations
    stops: Mapping[str, tuple[Stop, ...]]


def entry_views(context: Context, stops: Mapping[str, tuple[Stop, ...]]) -> tuple[Later[EntryView], ...]:
    """A view for every entry and source, by collection and id. `stops` are the entries' places on paths."""
    events = sorted(context.corpus.events, key=in_time)
    around = _Around(Relations(context), stops)
    before = {b.id: a for a, b in pairwise(events)}
    after = {a.id: b for a, b in pairwise(events)}
    return tuple(
        Later(page_of(entry), partial(_entry_view, entry, before.get(entry.id), after.get(entry.id), around, context))
        for entry in context.corpus.by_id.values()
        if entry.collection is not Collection.PATHS
    )


def _entry_view(
    entry: AnyEntry, before: Entry[Event] | None, after: Entry[Event] | None, around: _Around, context: Context
) -> EntryView:
    numbering = Numbering(context)
    infobox = rows_of(entry, numbering, context)
    text = pieces_of(context.links.texts[entry.path], numbering, context)
    answers = answers_of(entry.fields, numbering, context) if isinstance(entry.fields, Question) else ()
    undisputed = undisputed_of(entry.fields, numbering, context) if isinstance(entry.fields, Question) else ()
    own = own_positions(entry, numbering, context)
    related = around.relations.of(entry)
    own_reference = context.references.get(entry.id)
    return EntryView(
        page=page_of(entry),
        id=entry.id,
        title=entry.title,
        language=entry.fields.language if isinstance(entry.fields, Source) else "",
        summary=entry.fields.summary or (own_reference.note if own_reference else ""),
        collection=entry.collection,
        kind=kind_of(entry, context.words),
        crumbs=crumbs_of(entry.collection, context),
        infobox=infobox,
        text=text,
        reference=own_reference.entry if own_reference else "",
        answers=answers,
        undisputed=undisputed,
        own_positions=own,
        references=numbering.references(),
        backlinks=backlinks_of(entry, context, frozenset(item.id for item in related)),
        related=related,
        stops=around.stops.get(entry.id, ()),
        previous=card_of(before, context) if before else None,
        next=card_of(after, context) if after else None,
        made=made_of(entry, numbering, context),
        timeline=_timeline_of(entry, context) if isinstance(entry.fields, Actor) else None,
        finding=finding_of(entry, context),
        map=figure_of(entry, context),
        thumbnail=thumbnail_of(entry, context),
    )


def _timeline_of(actor: AnyEntry, context: Context) -> Timeline | None:
    return narrowed(lambda event: any(part.actor == actor.id for part in event.actors), context, f"actor={actor.id}")


def crumbs_of(collection: str, context: Context) -> tuple[Crumb, ...]:
    """The way from the home page to a page of the collection."""
    words = context.words
    return (
        Crumb(words.say("home"), "index.md"),
        Crumb(words.say(f"collection-{collection}"), f"{collection}/index.md"),
    )


def made_of(entry: AnyEntry, numbering: Numbering, context: Context) -> Made:
    cited = numbering.cited()
    reviewed = entry.fields.reviewed
    return Made(
        reviewed=_day(reviewed.isoformat(), context) if reviewed else "",
        source_count=context.words.count("source-count", len(cited)) if cited else "",
        perspectives=perspective_counts(cited, context),
        changes=tuple(_change(c, context) for c in sorted(entry.fields.changes, key=lambda c: c.date, reverse=True)),
        path=entry.path,
        sort=str(getattr(entry.fields, "kind", "") if entry.collection is Collection.BACKGROUND else entry.collection),
    )


def _change(change: Change, context: Context) -> ChangeView:
    return ChangeView(_day(change.date.isoformat(), context), change.note)


def _day(iso: str, context: Context) -> str:
    return dates.label(dates.parse(iso), context.words)
