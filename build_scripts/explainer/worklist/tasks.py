"""The worklist: a function for each task, and one table of them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

from explainer.build_cache import BuildCache
from explainer.model.corpus import Corpus
from explainer.model.fields import SourceType, outer_addresses
from explainer.model.link_states import LinkStates
from explainer.model.references import LinkReason, Links, unreferenced
from explainer.model.worklist import Task, WorkItem, Worklist
from explainer.worklist.contradictions import contradicting_dates
from explainer.worklist.source_balance import balance_of_entries, balance_of_topics
from explainer.worklist.source_overview import overview_of
from explainer.worklist.uncited_statements import uncited_statements
from explainer.worklist.unlinked_names import unlinked_names

Finder = Callable[[Corpus, Links, datetime.date], Iterator[WorkItem]]


def worklist_of(  # noqa: PLR0913, PLR0917 - what tasks depend on
    corpus: Corpus,
    links: Links,
    today: datetime.date,
    located: tuple[SourceType, ...] = (),
    states: LinkStates | None = None,
    cache: BuildCache | None = None,
) -> Worklist:
    """What there is to do in the published corpus, as of today.

    Citations of the `located` types need a locator. `states` are what addresses on other sites answered.
    """
    cache = cache or BuildCache()
    finders = {
        **FINDERS,
        Task.NO_LOCATOR: _without_locator(located),
        Task.BROKEN_LINK: _broken_links(states or {}),
        Task.UNCITED: _uncited(cache),
        Task.UNLINKED: _unlinked(cache),
    }
    return Worklist(
        today,
        tuple((task, tuple(sorted(finders[task](corpus, links, today)))) for task in Task),
        balance_of_entries(corpus, links, today),
        balance_of_topics(corpus, links, today),
        overview_of(corpus, links),
    )


def _with_sources(number: int) -> Finder:
    """A finder of entries that cite this number of sources, with the source if it is one."""

    def found(corpus: Corpus, links: Links, today: datetime.date) -> Iterator[WorkItem]:
        for entry in (*corpus.events, *corpus.actors, *corpus.background):
            sources = {link.target for link in links.of(entry.id) if link.reason is LinkReason.CITES}
            if len(sources) == number:
                yield WorkItem(entry.path, 1, target="".join(sources))

    return found


def _not_consulted(corpus: Corpus, links: Links, today: datetime.date) -> Iterator[WorkItem]:
    """Sources of which nobody says when they were read."""
    return (WorkItem(source.path, 1) for source in corpus.sources if source.fields.consulted is None)


def _not_archived(corpus: Corpus, links: Links, today: datetime.date) -> Iterator[WorkItem]:
    """Sources on the web without an archived copy."""
    for source in corpus.sources:
        if source.fields.url and not source.fields.archive_url:
            yield WorkItem(source.path, source.lines.of("URL"))


def _broken_links(states: LinkStates) -> Finder:
    """Addresses of sources that did not work when they were last asked; the words are the address."""

    def found(corpus: Corpus, links: Links, today: datetime.date) -> Iterator[WorkItem]:
        for source in corpus.sources:
            for name, address in outer_addresses(source.fields):
                state = states.get(address)
                if state and state.is_broken:
                    yield WorkItem(
                        source.path,
                        source.lines.of(name),
                        address,
                        outcome=state.outcome.value,
                        status=str(state.status or ""),
                        since=state.since.isoformat(),
                        seen=state.seen.isoformat(),
                    )

    return found


def _orphans(corpus: Corpus, links: Links, today: datetime.date) -> Iterator[WorkItem]:
    return (WorkItem(entry.path, 1) for entry in unreferenced(corpus, links))


def _unlinked(cache: BuildCache) -> Finder:
    def found(corpus: Corpus, links: Links, today: datetime.date) -> Iterator[WorkItem]:
        names = unlinked_names(corpus, links, cache)
        return (WorkItem(name.path, name.line, name.words, name.target) for name in names)

    return found


def _uncited(cache: BuildCache) -> Finder:
    def found(corpus: Corpus, links: Links, today: datetime.date) -> Iterator[WorkItem]:
        return uncited_statements(corpus, links, cache)

    return found


def _dates(corpus: Corpus, links: Links, today: datetime.date) -> Iterator[WorkItem]:
    return contradicting_dates(corpus, links)


def _old_reviews(corpus: Corpus, links: Links, today: datetime.date) -> Iterator[WorkItem]:
    """Files that have not been reviewed for a year or, with `here` empty, ever."""
    for entry in corpus:
        reviewed = entry.fields.reviewed
        if reviewed is None or _a_year_after(reviewed) < today:
            line = entry.lines.of("reviewed") if reviewed else 1
            yield WorkItem(entry.path, line, here=reviewed.isoformat() if reviewed else "")


def _a_year_after(day: datetime.date) -> datetime.date:
    """The same day of the next year; for 29 February the last day of the month."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)


def _missing_positions(corpus: Corpus, links: Links, today: datetime.date) -> Iterator[WorkItem]:
    """Questions that a claimant has not answered; the target is the party."""
    for entry, question in corpus.questions:
        answered = {position.party for position in question.positions}
        for party in corpus.dispute.parties:
            if party.claimant and party.id not in answered:
                yield WorkItem(entry.path, entry.lines.of("positions"), target=party.id)


def _without_locator(types: tuple[SourceType, ...]) -> Finder:
    """Citations of sources of these types that do not say where in the source; the target is the source."""

    def found(corpus: Corpus, links: Links, today: datetime.date) -> Iterator[WorkItem]:
        for link in links.all:
            source = corpus.source_by_id.get(link.target)
            is_bare = link.reason is LinkReason.CITES and not link.detail and link.origin.path in corpus.by_path
            if is_bare and source and source.fields.type in types:
                yield WorkItem(link.origin.path, link.line, target=link.target)

    return found


FINDERS: dict[Task, Finder] = {
    Task.NO_SOURCE: _with_sources(0),
    Task.ONE_SOURCE: _with_sources(1),
    Task.NOT_CONSULTED: _not_consulted,
    Task.NOT_ARCHIVED: _not_archived,
    Task.ORPHAN: _orphans,
    Task.OLD_REVIEW: _old_reviews,
    Task.DATES: _dates,
    Task.NO_POSITION: _missing_positions,
}
"""All but those of tasks that depend on more: on what record.yml asks, what addresses answered, what is kept."""
