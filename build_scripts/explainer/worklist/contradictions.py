"""Dates that contradict between entries, as far as that can be told reliably.

What makes an event impossible, such as an office that its actor did not hold or a later birth, is already a problem of
the check. Here are contradictions that may have a reason, so an editor has to look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from explainer import dates
from explainer.catalogue import catalogue_of
from explainer.dates_in_text import WrittenDates, written_dates_of
from explainer.model.corpus import AnyEntry, Corpus
from explainer.model.edition import first_edition
from explainer.model.fields import Actor, Document, Event, Office
from explainer.model.name_index import folded
from explainer.model.references import RELATIONS, Links, ResolvedLink, ResolvedText
from explainer.model.worklist import WorkItem

_CITATION = r"(?:\[[^\[\]]*@[^\[\]]*\])?"
_OF = re.compile(rf"{_CITATION}(?:\s+of\s+|\s*\()")
_LIFE = re.compile(rf"{_CITATION}\s*\((?P<born>\d{{4}})\s?[-\u2013]\s?(?P<died>\d{{4}})\)")


def contradicting_dates(corpus: Corpus, links: Links) -> Iterator[WorkItem]:
    """Each pair of dates of which one must be wrong; of two that are alike the doubtful one has room."""
    written = written_dates_of(catalogue_of(first_edition(corpus.dispute).language).locale)
    for entry in corpus:
        yield from _beside_links(entry, links.texts[entry.path], corpus, written)
    yield from _of_documents(corpus)
    yield from _of_relations(corpus)
    yield from _of_positions(corpus)
    yield from _of_offices(corpus)


def _beside_links(entry: AnyEntry, text: ResolvedText, corpus: Corpus, written: WrittenDates) -> Iterator[WorkItem]:
    """A date in the words of a link or directly after it, such as `[[treaty]] of 1855`, that is not the target's.

    A year alone is compared only with a document's, because the words for an event may name the year of an earlier one.
    """
    for link in text.links:
        target = corpus.by_id.get(link.target)
        line = text.tree.line_at(link.start, text.body.first_line)
        if target is None or link.heading:
            continue
        if isinstance(target.fields, Event | Document) and target.fields.date:
            is_document = isinstance(target.fields, Document)
            for said, date in _dates_of(link, text, written):
                if (is_document or not _is_year(date)) and dates.surely_apart(date, target.fields.date):
                    yield WorkItem(
                        entry.path, line, link.words or target.title, target.id, said, str(target.fields.date)
                    )
        elif isinstance(target.fields, Actor) and (life := _LIFE.match(text.body.text, link.end)):
            for said, known in ((life["born"], target.fields.born), (life["died"], target.fields.died)):
                if known and dates.surely_apart(dates.parse(said), known):
                    yield WorkItem(entry.path, line, link.words or target.title, target.id, said, str(known))


def _is_year(date: dates.Edtf) -> bool:
    return date.start is not None and date.start.precision is dates.Precision.YEAR


def _dates_of(link: ResolvedLink, text: ResolvedText, written: WrittenDates) -> Iterator[tuple[str, dates.Edtf]]:
    if link.words:
        yield from written.all_in(link.words)
    behind = _OF.match(text.body.text, link.end)
    if behind and (found := written.at(text.body.text, behind.end())):
        yield found


def _of_documents(corpus: Corpus) -> Iterator[WorkItem]:
    """A document and an event with the same name and different dates."""
    for document in corpus.background:
        if isinstance(document.fields, Document) and (signed := document.fields.date):
            for event in corpus.events:
                happened = event.fields.date
                if _names_of(document) & _names_of(event) and dates.surely_apart(signed, happened):
                    line = document.lines.of("date")
                    yield WorkItem(document.path, line, document.title, event.id, str(signed), str(happened))


def _names_of(entry: AnyEntry) -> set[str]:
    """The names of a document or event, without a year or brackets that tell two of them apart."""
    names = {folded(re.sub(r"\s*\([^()]*\)\s*$", "", name)) for name in (entry.title, *entry.fields.aliases)}
    return names | {re.sub(r"^\d+-|-\d{4}$", "", entry.id)}


def _of_relations(corpus: Corpus) -> Iterator[WorkItem]:
    """An event that answers, replaces or carries out a later one."""
    by_id = {event.id: event for event in corpus.events}
    for event in corpus.events:
        for relation in (reason.attribute for reason in RELATIONS):
            for number, target in enumerate(getattr(event.fields, relation)):
                if target in by_id and dates.surely_before(event.fields.date, by_id[target].fields.date):
                    line = event.lines.of(relation, number)
                    there = str(by_id[target].fields.date)
                    yield WorkItem(event.path, line, relation, target, str(event.fields.date), there)


def _of_positions(corpus: Corpus) -> Iterator[WorkItem]:
    """An answer with a later date than the source that quotes it."""
    for entry, question in corpus.questions:
        for number, position in enumerate(question.positions):
            source = corpus.source_by_id.get(position.source or "")
            issued = source.fields.issued if source else None
            if source and issued and dates.surely_before(issued, position.date):
                line = entry.lines.of("positions", number, "date")
                yield WorkItem(entry.path, line, position.party, source.id, str(position.date), str(issued))


def _of_offices(corpus: Corpus) -> Iterator[WorkItem]:
    """Two holders, at the same time, of an office that leads a party and that only one person can hold."""
    for party in corpus.dispute.parties:
        offices = [(holder, number, office) for holder, number, office in corpus.offices_of(party) if office.held]
        for title in sorted({title.casefold() for title in party.led_by}):
            of_title = (held for held in offices if held[2].title.casefold() == title)
            for (holder, number, office), (other, _, others) in combinations(of_title, 2):
                if holder.id != other.id and office.of == others.of and _held_together(office, others):
                    line = holder.lines.of("offices", number)
                    yield WorkItem(holder.path, line, office.title, other.id, str(office.held), str(others.held))


def _held_together(one: Office, other: Office) -> bool:
    """Whether both were held for longer than the day on which one hands over to the other."""
    return one.held is not None and other.held is not None and dates.surely_side_by_side(one.held, other.held)
