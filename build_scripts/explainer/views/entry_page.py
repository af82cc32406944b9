"""The page of an entry or a source: its facts, text, answers, references, and what surrounds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from explainer.model.corpus import AnyEntry, Entry
from explainer.model.fields import Actor, Collection, Event, Question, Source
from explainer.views.backlinks import backlinks_of
from explainer.views.entry_text import TextPiece, pieces_of
from explainer.views.infobox import rows_of
from explainer.views.map.figure import MapFigure, figure_of
from explainer.views.map.thumbnail import thumbnail_of
from explainer.views.numbering import Numbering, ReferenceView
from explainer.views.page_view import PageView
from explainer.views.parts import (
    Card,
    Context,
    Crumb,
    Group,
    InfoboxRow,
    LazyView,
    PathStep,
    Provenance,
    card_of,
    crumbs_of,
    in_time,
    kind_of,
    page_of,
)
from explainer.views.pictures import PictureView, pictures_of
from explainer.views.positions import (
    OwnPosition,
    PartyAnswers,
    UndisputedView,
    answers_of,
    own_positions,
    undisputed_of,
)
from explainer.views.provenance import made_of
from explainer.views.related import Related, Relations
from explainer.views.search_record import search_record_of
from explainer.views.timeline.timeline_page import Timeline, narrowed


@dataclass(frozen=True, kw_only=True)
class EntryView(PageView):
    """The page of an entry or a source."""

    id: str
    language: str
    """The language of a source's title; otherwise empty, because the title is in the site's language."""
    kind: str
    crumbs: tuple[Crumb, ...]
    infobox: tuple[InfoboxRow, ...]
    pictures: tuple[PictureView, ...]
    text: tuple[TextPiece, ...]
    reference: str
    """For a source: its own reference, in HTML made by the CSL processor."""
    answers: tuple[PartyAnswers, ...]
    undisputed: tuple[UndisputedView, ...]
    own_positions: tuple[OwnPosition, ...]
    """For a party's actor: its answers to all questions."""
    references: tuple[ReferenceView, ...]
    backlinks: tuple[Group, ...]
    related: tuple[Related, ...]
    stops: tuple[PathStep, ...]
    """The entry's place on each path that it is on."""
    previous: Card | None
    next: Card | None
    made: Provenance
    timeline: Timeline | None
    """For an actor who took part in enough events: these events."""
    map: MapFigure | None


@dataclass(frozen=True)
class _Around:
    """What is worked out once for all entries."""

    relations: Relations
    stops: Mapping[str, tuple[PathStep, ...]]


def entry_views(context: Context, stops: Mapping[str, tuple[PathStep, ...]]) -> tuple[LazyView[EntryView], ...]:
    """A view for every entry and source, by collection and id. `stops` has the entries' places on paths."""
    events = sorted(context.corpus.events, key=in_time)
    around = _Around(Relations(context), stops)
    before = {b.id: a for a, b in pairwise(events)}
    after = {a.id: b for a, b in pairwise(events)}
    return tuple(
        LazyView(
            page_of(entry), partial(_entry_view, entry, before.get(entry.id), after.get(entry.id), around, context)
        )
        for entry in context.corpus.by_id.values()
        if entry.collection is not Collection.PATHS
    )


def _entry_view(
    entry: AnyEntry, before: Entry[Event] | None, after: Entry[Event] | None, around: _Around, context: Context
) -> EntryView:
    numbering = Numbering(context)
    infobox = rows_of(entry, numbering, context)
    pictures = pictures_of(entry, numbering, context)
    text = pieces_of(context.links.texts[entry.path], numbering, context, entry=entry)
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
        pictures=pictures,
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
        search_record=search_record_of(entry, context),
        map=figure_of(entry, context),
        thumbnail=thumbnail_of(entry, context),
    )


def _timeline_of(actor: AnyEntry, context: Context) -> Timeline | None:
    return narrowed(lambda event: any(part.actor == actor.id for part in event.actors), context, f"actor={actor.id}")
