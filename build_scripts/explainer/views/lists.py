"""The pages that list entries: events by century and decade, actors by party, background by kind, sources, topics."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any

from explainer.model.corpus import AnyEntry, Entry
from explainer.model.fields import Actor, ActorKind, Collection, EntryFields, Source
from explainer.views.page_view import PageView
from explainer.views.parts import (
    Card,
    Context,
    Crumb,
    Group,
    LazyView,
    by_title,
    card_of,
    century_title,
    date_of,
    decade_title,
    in_time,
    language_name,
)
from explainer.views.provenance import perspective_value
from explainer.views.timeline.timeline_page import Timeline, narrowed

_SOURCE_FACETS = ("perspective", "type", "language", "decade")
_BACKGROUND_KINDS = ("question", "place", "document", "term", "economy", "society")
_LISTED = (Collection.EVENTS, Collection.ACTORS, Collection.BACKGROUND, Collection.SOURCES)


@dataclass(frozen=True)
class ListFacet:
    """What a list can be narrowed by: the values that are in it, each with its label."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class IndexView(PageView):
    """A page of lists; `collection` is the collection that it lists, or 'topic'."""

    count: str
    crumbs: tuple[Crumb, ...]
    groups: tuple[Group, ...]
    timeline: Timeline | None = None
    """Of a topic: its events, where they are enough for an axis; then they are not among the groups."""
    facets: tuple[ListFacet, ...] = ()
    """Of the sources: what they can be narrowed by."""
    worklist: str = ""
    """For the list of sources: the page of the worklist, if there is one."""

    @property
    def name(self) -> str:
        """The collection, by the name that the template uses."""
        return self.collection


def index_views(context: Context, worklist: str = "") -> tuple[LazyView[IndexView], ...]:
    """A page for each collection, and for each topic that an entry has.

    `worklist` is the page of the worklist, or empty.
    """
    used = {topic for entry in context.corpus if isinstance(entry.fields, EntryFields) for topic in entry.fields.topics}
    topics = (topic for topic in context.corpus.dispute.topics if topic.id in used)
    return (
        *(LazyView(f"{name}/index.md", partial(_collection_view, name, context, worklist)) for name in _LISTED),
        *(LazyView(f"topics/{t.id}.md", partial(_topic_view, t.id, t.title, context)) for t in topics),
    )


def _collection_view(collection: Collection, context: Context, worklist: str) -> IndexView:
    words, corpus = context.words, context.corpus
    number = sum(1 for entry in corpus if entry.collection is collection)
    return IndexView(
        page=f"{collection}/index.md",
        collection=collection,
        title=words.say(f"collection-{collection}"),
        summary=words.say(f"collection-{collection}-summary", dispute=corpus.dispute.title),
        count=words.count(f"collection-{collection}-count", number),
        crumbs=(Crumb(words.say("home"), "index.md"),),
        groups=_groups_of(collection, context),
        facets=_facets(context) if collection is Collection.SOURCES else (),
        worklist=worklist if collection is Collection.SOURCES else "",
    )


def _groups_of(collection: Collection, context: Context) -> tuple[Group, ...]:
    if collection is Collection.EVENTS:
        return _by_century(context.corpus.events, context)
    if collection is Collection.ACTORS:
        return _by_party(context)
    return _by_kind(context) if collection is Collection.BACKGROUND else _by_perspective(context)


def _topic_view(topic: str, title: str, context: Context) -> IndexView:
    groups = []
    count = 0
    timeline = narrowed(lambda event: topic in event.topics, context, f"topic={topic}")
    for collection in (Collection.BACKGROUND, Collection.EVENTS, Collection.ACTORS):
        entries = [
            entry
            for entry in context.corpus
            if entry.collection is collection and isinstance(entry.fields, EntryFields) and topic in entry.fields.topics
        ]
        count += len(entries)
        if timeline and collection is Collection.EVENTS:
            continue
        order = in_time if collection is Collection.EVENTS else by_title
        groups.append(_group(collection, context.words.say(f"collection-{collection}"), entries, context, order))
    return IndexView(
        page=f"topics/{topic}.md",
        collection="topic",
        title=title,
        summary=context.words.say("topic-summary", topic=title, dispute=context.corpus.dispute.title),
        count=context.words.count("entry-count", count),
        crumbs=(Crumb(context.words.say("home"), "index.md"),),
        groups=_filled(groups),
        timeline=timeline,
    )


def _filled(groups: Iterable[Group]) -> tuple[Group, ...]:
    return tuple(group for group in groups if group.count)


def _group(
    group_id: str,
    title: str,
    entries: Iterable[AnyEntry],
    context: Context,
    order: Callable[[AnyEntry], Any] = by_title,
) -> Group:
    return Group(group_id, title, tuple(card_of(entry, context) for entry in sorted(entries, key=order)))


def _kind_group(
    group_id: str,
    kind: str,
    entries: Iterable[AnyEntry],
    context: Context,
    order: Callable[[AnyEntry], Any] = by_title,
) -> Group:
    """The entries of one kind, whose cards do not repeat it."""
    group = _group(group_id, context.words.say(f"kinds-{kind}"), entries, context, order)
    return replace(group, cards=tuple(replace(card, kind="") for card in group.cards))


def _by_century(events: Iterable[AnyEntry], context: Context) -> tuple[Group, ...]:
    """Events by century and decade, by the year in which they begin; years before 1 count backwards."""
    in_order = sorted(events, key=in_time)
    return tuple(
        Group(
            f"century-{century}",
            century_title(century, context),
            groups=tuple(
                _group(f"decade-{decade}", decade_title(decade, context), in_decade, context, in_time)
                for decade, in_decade in groupby(in_century, lambda e: _year(e) // 10 * 10)
            ),
        )
        for century, in_century in groupby(in_order, lambda e: _year(e) // 100 * 100)
    )


def _year(entry: AnyEntry) -> int:
    date = date_of(entry)
    assert date is not None
    return date.year


def _by_party(context: Context) -> tuple[Group, ...]:
    """Actors by party in the order of the dispute, then those of no party, each group by kind."""
    parties = [
        *((party.id, party.name) for party in context.corpus.dispute.parties),
        ("", context.words.say("no-party")),
    ]
    return _filled(
        Group(
            f"party-{party or 'none'}",
            name,
            groups=_filled(
                _kind_group(
                    f"party-{party or 'none'}-{kind}",
                    kind,
                    [a for a in context.corpus.actors if (a.fields.party or "") == party and a.fields.kind == kind],
                    context,
                    _by_family_name if kind is ActorKind.PERSON else by_title,
                )
                for kind in (*ActorKind, *context.corpus.dispute.vocabulary.ids("actors"))
            ),
            party=party,
        )
        for party, name in parties
    )


def _by_family_name(entry: AnyEntry) -> tuple[str, str, str]:
    """Sorts persons by family name; a title such as 'Ada Lind' ends in it."""
    family = entry.fields.family_name if isinstance(entry.fields, Actor) else None
    return ((family or entry.title.split()[-1]).casefold(), entry.title.casefold(), entry.id)


def _by_kind(context: Context) -> tuple[Group, ...]:
    return _filled(
        _kind_group(
            f"kind-{kind}",
            kind,
            [entry for entry in context.corpus.background if entry.fields.kind == kind],
            context,
        )
        for kind in (*_BACKGROUND_KINDS, *context.corpus.dispute.vocabulary.ids("background"))
    )


def _by_perspective(context: Context) -> tuple[Group, ...]:
    """Sources by perspective and decade, each with the number of entries that cite it."""
    order = [*context.corpus.party_by_id, "third-party", "scholarly"]
    groups = []
    for perspective in order:
        sources = [s for s in context.corpus.sources if s.fields.perspective == perspective]
        value = perspective_value(perspective, context)
        inner = _by_decade(f"perspective-{perspective}", sources, context)
        groups.append(Group(f"perspective-{perspective}", value.text, groups=inner, party=value.party))
    return _filled(groups)


def _by_decade(prefix: str, sources: Iterable[Entry[Source]], context: Context) -> tuple[Group, ...]:
    """Sources by the decade in which they were issued, in order of time; those without a date last, by title."""
    return tuple(
        Group(
            f"{prefix}-{'undated' if decade is None else decade}",
            context.words.say("undated") if decade is None else decade_title(decade, context),
            tuple(_source_card(source, context) for source in in_decade),
        )
        for decade, in_decade in groupby(sorted(sources, key=in_time), _decade)
    )


def _decade(entry: AnyEntry) -> int | None:
    return _year(entry) // 10 * 10 if date_of(entry) else None


def _source_card(source: Entry[Source], context: Context) -> Card:
    citing = {link.origin.entry for link in context.links.to(source.id) if link.origin.entry}
    card = card_of(source, context, context.words.count("cited-in-count", len(citing)))
    return replace(card, choices=tuple(value for value, _ in _choices(source, context)))


def _facets(context: Context) -> tuple[ListFacet, ...]:
    """Perspectives in the order of the parties, decades in that of time, and all others by their labels."""
    order = [*context.corpus.party_by_id, "third-party", "scholarly"]
    rows = [_choices(s, context) for s in context.corpus.sources if s.fields.perspective in order]
    by_name = {name: [*dict.fromkeys(row[place] for row in rows)] for place, name in enumerate(_SOURCE_FACETS)}
    by_name["perspective"].sort(key=lambda choice: order.index(choice[0]))
    by_name["decade"].sort(key=lambda choice: (choice[0] == "", int(choice[0] or 0)))
    for name in ("type", "language"):
        by_name[name].sort(key=lambda choice: choice[1].casefold())
    return tuple(ListFacet(n, context.words.say(f"source-facet-{n}"), tuple(c)) for n, c in by_name.items())


def _choices(source: Entry[Source], context: Context) -> tuple[tuple[str, str], ...]:
    """The value and the label of a source in each facet."""
    fields, words, decade = source.fields, context.words, _decade(source)
    return (
        (fields.perspective, perspective_value(fields.perspective, context).text),
        (fields.type, words.say(f"source-type-{fields.type}")),
        (fields.language, language_name(fields.language, words)),
        ("", words.say("undated")) if decade is None else (str(decade), decade_title(decade, context)),
    )
