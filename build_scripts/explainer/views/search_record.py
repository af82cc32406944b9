"""How a page is found: the names, the date and the kind in its result, and the facets that narrow a search.

Convention: a page carries ids (`topic:law`). The words of the facets and the order of their values are in one list for
the whole site, `FacetView`, which the browser fetches when the reader searches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from explainer import dates
from explainer.model.corpus import AnyEntry
from explainer.model.fields import Actor, Collection, EntryFields, Event, Question, Source
from explainer.views.parts import Context, date_of, decade_title, kind_of
from explainer.views.search_periods import years_of

_FIRST_WITHOUT_SPACES = "\u2e80"
"""From this character on, Unicode has the scripts of East Asia."""
FACETS = ("collection", "party", "topic", "decade")


@dataclass(frozen=True)
class SearchRecord:
    """What the index and hover cards know about a page besides its title, summary and text.

    `names` are all names that lead to it: in every script, romanised, and aliases. `facets` are `name:value`, sorted by
    facet and then by the order of its values. `years` are those that it tells of. `tails` are the ends of names in
    scripts without spaces: the index finds words by their beginning, and such a name has words inside it.
    """

    kind: str
    date: str
    names: tuple[str, ...]
    facets: tuple[str, ...]
    years: tuple[str, ...]
    tails: tuple[str, ...]


@dataclass(frozen=True)
class FacetValue:
    id: str
    title: str


@dataclass(frozen=True)
class FacetView:
    """A facet with the values that pages have, in the order in which they are offered."""

    name: str
    title: str
    values: tuple[FacetValue, ...]


def search_record_of(entry: AnyEntry, context: Context) -> SearchRecord:
    date, names = date_of(entry), names_of(entry)
    return SearchRecord(
        kind=kind_of(entry, context.words),
        date=context.date(date) if date else "",
        names=names,
        facets=tuple(f"{name}:{value}" for name in FACETS for value in _values_of(entry, name, context)),
        years=years_of(entry, context),
        tails=tuple(dict.fromkeys(tail for name in names for tail in _tails_of(name))),
    )


def names_of(entry: AnyEntry) -> tuple[str, ...]:
    """Every name of an entry but its title, once each: in its own script, romanised, as an alias."""
    names = entry.fields.names if isinstance(entry.fields, EntryFields) else ()
    written = [part for name in names for part in (name.name, name.romanisation)]
    found = dict.fromkeys(name for name in (*written, *entry.fields.aliases) if name)
    return tuple(name for name in found if name != entry.title)


def _tails_of(name: str) -> Iterator[str]:
    """The name from each of its letters on but the first, at least two letters long; none if it has spaces."""
    if name[0] >= _FIRST_WITHOUT_SPACES and " " not in name:
        yield from (name[start:] for start in range(1, len(name) - 1))


def facet_views(context: Context) -> tuple[FacetView, ...]:
    """The facets in order, each with the values that occur; a facet without any is left out."""
    views = (_facet_view(name, context) for name in FACETS)
    return tuple(view for view in views if view.values)


def _facet_view(name: str, context: Context) -> FacetView:
    used = {value for entry in context.corpus for value in _values_of(entry, name, context)}
    values = tuple(value for value in _titles(name, used, context) if value.id in used)
    return FacetView(name, context.words.say(f"facet-{name}"), values)


def _titles(name: str, used: Iterable[str], context: Context) -> Iterator[FacetValue]:
    """The values of a facet with their words, in the site's order."""
    dispute = context.corpus.dispute
    if name == "collection":
        yield from (FacetValue(c, context.words.say(f"collection-{c}")) for c in Collection)
    elif name == "party":
        yield from (FacetValue(party.id, party.name) for party in dispute.parties)
    elif name == "topic":
        yield from (FacetValue(topic.id, topic.title) for topic in dispute.topics)
    else:
        yield from (FacetValue(year, decade_title(int(year), context)) for year in sorted(used, key=int))


def _values_of(entry: AnyEntry, name: str, context: Context) -> tuple[str, ...]:
    """The ids of the values that an entry has in a facet, in order and once each."""
    if name == "collection":
        return (str(entry.collection),)
    if name == "party":
        parties = set(_parties_of(entry, context))
        return tuple(party for party in context.corpus.party_by_id if party in parties)
    if name == "topic":
        return entry.fields.topics if isinstance(entry.fields, EntryFields) else ()
    date = date_of(entry)
    return tuple(str(decade) for decade in _decades_of(date)) if date else ()


def _parties_of(entry: AnyEntry, context: Context) -> Iterator[str | None]:
    """The parties of an entry: an actor's own, those of an event's actors, of answers, of a source's perspective."""
    fields = entry.fields
    if isinstance(fields, Actor):
        yield fields.party
    elif isinstance(fields, Event):
        yield from (context.corpus.actor_by_id[part.actor].fields.party for part in fields.actors)
    elif isinstance(fields, Question):
        yield from (position.party for position in fields.positions)
    elif isinstance(fields, Source):
        yield fields.perspective


def _decades_of(date: dates.Edtf) -> range:
    years = date.years()
    return range(years[0] // 10 * 10, years[-1] // 10 * 10 + 1, 10)
