"""The worklist: one function a task, one table of tasks."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

from explainer.model.corpus import AnyEntry, Corpus
from explainer.model.fields import Question
from explainer.model.linking import Links, unreferenced
from explainer.model.worklist import Finding, Task, Worklist
from explainer.worklist.balance import balance_of_entries, balance_of_topics
from explainer.worklist.contradictions import contradicting_dates
from explainer.worklist.names import unlinked_names
from explainer.worklist.statements import uncited_statements

Finder = Callable[[Corpus, Links, datetime.date], Iterator[Finding]]


def worklist_of(corpus: Corpus, links: Links, today: datetime.date) -> Worklist:
    """What there is to do in the published corpus, as of today."""
    tasks = tuple((task, tuple(sorted(FINDERS[task](corpus, links, today)))) for task in Task)
    return Worklist(today, tasks, balance_of_entries(corpus, links, today), balance_of_topics(corpus, links, today))


def _with_sources(number: int) -> Finder:
    """Entries that cite so many sources, with the one that they cite."""

    def found(corpus: Corpus, links: Links, today: datetime.date) -> Iterator[Finding]:
        for entry in (*corpus.events, *corpus.actors, *corpus.background):
            sources = {link.target for link in links.of(entry.id) if link.reason == "cites"}
            if len(sources) == number:
                yield Finding(entry.path, 1, target="".join(sources))

    return found


def _not_accessed(corpus: Corpus, links: Links, today: datetime.date) -> Iterator[Finding]:
    """Sources of which nobody says when they were read."""
    return (Finding(source.path, 1) for source in corpus.sources if source.fields.accessed is None)


def _not_archived(corpus: Corpus, links: Links, today: datetime.date) -> Iterator[Finding]:
    """Sources on the web of which no archived copy is named."""
    for source in corpus.sources:
        if source.fields.url and not source.fields.archive_url:
            yield Finding(source.path, source.lines.of("URL"))


def _orphans(corpus: Corpus, links: Links, today: datetime.date) -> Iterator[Finding]:
    return (Finding(entry.path, 1) for entry in unreferenced(corpus, links))


def _unlinked(corpus: Corpus, links: Links, today: datetime.date) -> Iterator[Finding]:
    return (Finding(name.path, name.line, name.words, name.target) for name in unlinked_names(corpus, links))


def _uncited(corpus: Corpus, links: Links, today: datetime.date) -> Iterator[Finding]:
    return uncited_statements(corpus, links)


def _dates(corpus: Corpus, links: Links, today: datetime.date) -> Iterator[Finding]:
    return contradicting_dates(corpus, links)


def _old_reviews(corpus: Corpus, links: Links, today: datetime.date) -> Iterator[Finding]:
    """Files that nobody has reviewed for a year, or ever; then `here` is empty."""
    for entry in corpus:
        reviewed = entry.fields.reviewed
        if reviewed is None or _a_year_after(reviewed) < today:
            line = entry.lines.of("reviewed") if reviewed else 1
            yield Finding(entry.path, line, here=reviewed.isoformat() if reviewed else "")


def _a_year_after(day: datetime.date) -> datetime.date:
    """The same day of the next year; of 29 February the last of the month."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)


def _missing_positions(corpus: Corpus, links: Links, today: datetime.date) -> Iterator[Finding]:
    """Questions to which a claimant has no answer; the target is the party."""
    for entry, question in _questions(corpus):
        answered = {position.party for position in question.positions}
        for party in corpus.dispute.parties:
            if party.claimant and party.id not in answered:
                yield Finding(entry.path, entry.lines.of("positions"), target=party.id)


def _questions(corpus: Corpus) -> Iterator[tuple[AnyEntry, Question]]:
    for entry in corpus.background:
        if isinstance(entry.fields, Question):
            yield entry, entry.fields


FINDERS: dict[Task, Finder] = {
    Task.NO_SOURCE: _with_sources(0),
    Task.ONE_SOURCE: _with_sources(1),
    Task.NOT_ACCESSED: _not_accessed,
    Task.NOT_ARCHIVED: _not_archived,
    Task.UNCITED: _uncited,
    Task.ORPHAN: _orphans,
    Task.UNLINKED: _unlinked,
    Task.OLD_REVIEW: _old_reviews,
    Task.DATES: _dates,
    Task.NO_POSITION: _missing_positions,
}
