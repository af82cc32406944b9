"""What links to an entry, and why: lists by reason, strongest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from explainer import dates
from explainer.citations import locator_text
from explainer.model.atlas import STATES_FILE
from explainer.model.corpus import AnyEntry
from explainer.model.datasets import DATA_FOLDER
from explainer.model.fields import Actor, Collection, Role
from explainer.model.references import RELATIONS, Link, LinkReason
from explainer.views.charts.chart import page_of_dataset
from explainer.views.offices import term_of
from explainer.views.parts import Card, Context, Group, card_of, in_time, machine_date, page_of_state

_REASONS = (
    LinkReason.OFFICE,
    LinkReason.PLACE,
    *RELATIONS,
    LinkReason.CITES,
    LinkReason.SEE_ALSO,
    LinkReason.MENTION,
)
_WEAK = frozenset({LinkReason.SEE_ALSO, LinkReason.MENTION})
_SHOWN_AS_RELATED = frozenset((*_WEAK, *RELATIONS))


def backlinks_of(entry: AnyEntry, context: Context, related: frozenset[str] = frozenset()) -> tuple[Group, ...]:
    """What refers to this entry: published entries and, for a source, the map.

    A mention is left out if the same entry has a stronger reason. Entries in `related`, which the page shows elsewhere
    with the same reasons, are listed only for other reasons.
    """
    by_reason: defaultdict[str, defaultdict[str, list[Link]]] = defaultdict(lambda: defaultdict(list))
    for link in context.links.to(entry.id):
        origin = link.origin.entry
        named = origin in related and link.reason in _SHOWN_AS_RELATED
        if origin not in ("", entry.id) and link.reason is not LinkReason.PATH and not named:
            reason = f"role-{link.detail}" if link.reason is LinkReason.ROLE else link.reason
            by_reason[reason][origin].append(link)
    strong = {origin for reason, origins in by_reason.items() if reason not in _WEAK for origin in origins}
    listed: set[str] = set(strong)
    groups: list[Group] = []
    roles = (*Role, *context.corpus.dispute.vocabulary.ids("roles"))
    for reason in (*(f"role-{role}" for role in roles), *_REASONS):
        found = by_reason[reason]
        origins = [context.corpus.by_id[o] for o in found if reason not in _WEAK or o not in listed]
        listed |= set(found)
        cards = tuple(
            card_of(origin, context, _note(origin, entry, reason, found[origin.id], context))
            for origin in sorted(origins, key=_by_term(entry) if reason == LinkReason.OFFICE else in_time)
        )
        if reason == LinkReason.CITES:
            cards += (*_states_citing(entry, context), *_datasets_citing(entry, context))
        if cards:
            groups.append(Group(f"backlinks-{reason}", context.words.say(f"backlink-{reason}"), cards))
    return tuple(groups)


def _states_citing(source: AnyEntry, context: Context) -> Iterator[Card]:
    """The states of the map that cite a source, in order."""
    cited: defaultdict[str | int, list[Link]] = defaultdict(list)
    for link in context.links.to(source.id):
        if link.origin.path == STATES_FILE and link.reason is LinkReason.CITES:
            cited[link.field[1]].append(link)
    for number, state in enumerate(context.corpus.atlas.states if context.corpus.atlas else ()):
        if number in cited:
            title = context.words.say("map-label", title=state.title)
            date, note = context.date(state.date), _locators(cited[number], context)
            yield Card(page_of_state(state), title, state.text, "", "", date, machine_date(state.date), note=note)


def _datasets_citing(source: AnyEntry, context: Context) -> Iterator[Card]:
    """The series of figures that rest on a source, by title."""
    cited: defaultdict[str, list[Link]] = defaultdict(list)
    for link in context.links.to(source.id):
        if link.reason is LinkReason.CITES and link.origin.path.startswith(f"{DATA_FOLDER}/"):
            cited[link.origin.path.removeprefix(f"{DATA_FOLDER}/").rpartition(".")[0]].append(link)
    for dataset in sorted((context.corpus.dataset_by_id[name] for name in cited), key=lambda found: found.title):
        note, title = _locators(cited[dataset.id], context), context.words.say("figures-label", title=dataset.title)
        yield Card(page_of_dataset(dataset), title, dataset.fields.summary or "", "", "", note=note)


def _by_term(entry: AnyEntry) -> Callable[[AnyEntry], Any]:
    """A key that sorts holders of an office by their first term."""

    def first_term(origin: AnyEntry) -> tuple[dates.Day, str]:
        offices = origin.fields.offices if isinstance(origin.fields, Actor) else ()
        starts = [office.start.anchor for office in offices if office.of == entry.id and office.start]
        return (min(starts, default=(9999, 1, 1)), origin.id)

    return first_term


def _note(origin: AnyEntry, entry: AnyEntry, reason: str, found: list[Link], context: Context) -> str:
    """The note beside a link: the office and its term, or the places in the source that it cites."""
    if reason == LinkReason.OFFICE and isinstance(origin.fields, Actor):
        offices = [office for office in origin.fields.offices if office.of == entry.id]
        held = (context.words.listed("list", (office.title, term_of(office, context))) for office in offices)
        return context.words.listed("list-of-lists", held)
    if reason == LinkReason.CITES and entry.collection is Collection.SOURCES:
        return _locators(found, context)
    return ""


def _locators(citations: Iterable[Link], context: Context) -> str:
    """Where in a source it is cited, each place once."""
    texts = (locator_text(link.detail, context.words) for link in citations if link.detail)
    return context.words.listed("list", dict.fromkeys(texts))
