"""Dates that contradict between entries, as far as that can be told reliably.

What makes an event impossible, as an office that its actor did not hold or a birth after it, is a problem of the
check already. Here stands what may have a reason, so that an editor has to look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from explainer import dates
from explainer.model.corpus import AnyEntry, Corpus, Entry
from explainer.model.fields import Actor, Document, Event, Office, Question
from explainer.model.linking import Links, ResolvedLink, ResolvedText
from explainer.model.worklist import Finding
from explainer.names import folded
from explainer.worklist.written import WrittenDates, written_dates_of

_RELATIONS = ("supersedes", "responds_to", "implements")
_CITATION = r"(?:\[[^\[\]]*@[^\[\]]*\])?"
_OF = re.compile(rf"{_CITATION}(?:\s+of\s+|\s*\()")
_LIFE = re.compile(rf"{_CITATION}\s*\((?P<born>\d{{4}})\s?[-\u2013]\s?(?P<died>\d{{4}})\)")


def contradicting_dates(corpus: Corpus, links: Links) -> Iterator[Finding]:
    """Each pair of dates of which one must be wrong; of two that are alike the doubtful one has room."""
    written = written_dates_of(corpus.dispute.languages[0])
    for entry in corpus:
        yield from _beside_links(entry, links.texts[entry.path], corpus, written)
    yield from _of_documents(corpus)
    yield from _of_relations(corpus)
    yield from _of_positions(corpus)
    yield from _of_offices(corpus)


def _apart(one: dates.Edtf, other: dates.Edtf) -> bool:
    return dates.surely_before(one, other) or dates.surely_before(other, one)


def _beside_links(entry: AnyEntry, text: ResolvedText, corpus: Corpus, written: WrittenDates) -> Iterator[Finding]:
    """A date in the words of a link or straight behind it, as `[[treaty]] of 1855`, that is not the target's.

    A year alone is compared with a document's only: what is said of an event may name the year of an earlier one.
    """
    for link in text.links:
        target = corpus.by_id.get(link.target)
        line = text.body.first_line + text.body.text.count("\n", 0, link.start)
        if target is None or link.heading:
            continue
        if isinstance(target.fields, Event | Document) and target.fields.date:
            is_document = isinstance(target.fields, Document)
            for said, date in _dates_of(link, text, written):
                if (is_document or not _is_year(date)) and _apart(date, target.fields.date):
                    yield Finding(
                        entry.path, line, link.words or target.title, target.id, said, str(target.fields.date)
                    )
        elif isinstance(target.fields, Actor) and (life := _LIFE.match(text.body.text, link.end)):
            for said, known in ((life["born"], target.fields.born), (life["died"], target.fields.died)):
                if known and _apart(dates.parse(said), known):
                    yield Finding(entry.path, line, link.words or target.title, target.id, said, str(known))


def _is_year(date: dates.Edtf) -> bool:
    return date.start is not None and date.start.precision is dates.Precision.YEAR


def _dates_of(link: ResolvedLink, text: ResolvedText, written: WrittenDates) -> Iterator[tuple[str, dates.Edtf]]:
    if link.words:
        yield from written.all_in(link.words)
    behind = _OF.match(text.body.text, link.end)
    if behind and (found := written.at(text.body.text, behind.end())):
        yield found


def _of_documents(corpus: Corpus) -> Iterator[Finding]:
    """A document and an event of the same name at different dates."""
    for document in corpus.background:
        if isinstance(document.fields, Document) and document.fields.date:
            for event in corpus.events:
                if _names_of(document) & _names_of(event) and _apart(document.fields.date, event.fields.date):
                    line = document.lines.of("date")
                    here, there = str(document.fields.date), str(event.fields.date)
                    yield Finding(document.path, line, document.title, event.id, here, there)


def _names_of(entry: AnyEntry) -> set[str]:
    """The names of a document or event without what tells two of them apart: a year, brackets."""
    names = {folded(re.sub(r"\s*\([^()]*\)\s*$", "", name)) for name in (entry.title, *entry.fields.aliases)}
    return names | {re.sub(r"^\d+-|-\d{4}$", "", entry.id)}


def _of_relations(corpus: Corpus) -> Iterator[Finding]:
    """An event that answers, replaces or carries out one that was later."""
    by_id = {event.id: event for event in corpus.events}
    for event in corpus.events:
        for relation in _RELATIONS:
            for number, target in enumerate(getattr(event.fields, relation)):
                if target in by_id and dates.surely_before(event.fields.date, by_id[target].fields.date):
                    line = event.lines.of(relation, number)
                    there = str(by_id[target].fields.date)
                    yield Finding(event.path, line, relation, target, str(event.fields.date), there)


def _of_positions(corpus: Corpus) -> Iterator[Finding]:
    """An answer that is later than the source which quotes it."""
    for entry in corpus.background:
        if isinstance(entry.fields, Question):
            for number, position in enumerate(entry.fields.positions):
                source = corpus.source_by_id.get(position.source or "")
                issued = source.fields.issued if source else None
                if source and issued and dates.surely_before(issued, position.date):
                    line = entry.lines.of("positions", number, "date")
                    yield Finding(entry.path, line, position.party, source.id, str(position.date), str(issued))


@dataclass(frozen=True)
class _Term:
    holder: Entry[Actor]
    number: int
    office: Office

    @property
    def dates(self) -> str:
        return f"{self.office.start or '..'}/{self.office.end or '..'}"


def _of_offices(corpus: Corpus) -> Iterator[Finding]:
    """Two who held at once an office that leads a party, of which there is one."""
    for party in corpus.dispute.parties:
        for title in sorted({title.casefold() for title in party.led_by}):
            terms = [
                _Term(actor, number, office)
                for actor in corpus.actors
                for number, office in enumerate(actor.fields.offices)
                if office.title.casefold() == title and _is_of(office, party.id, party.actor, corpus)
            ]
            for one, other in combinations(terms, 2):
                if one.holder.id != other.holder.id and one.office.of == other.office.of and _held_together(one, other):
                    line = one.holder.lines.of("offices", one.number)
                    yield Finding(one.holder.path, line, one.office.title, other.holder.id, one.dates, other.dates)


def _is_of(office: Office, party: str, actor: str | None, corpus: Corpus) -> bool:
    body = corpus.actor_by_id.get(office.of)
    return office.of == actor or (body is not None and body.fields.party == party)


def _held_together(one: _Term, other: _Term) -> bool:
    """Whether each began before the other ended; the day or year in which one hands over to the other is both's."""
    return _begun_before_end(one.office, other.office) and _begun_before_end(other.office, one.office)


def _begun_before_end(one: Office, other: Office) -> bool:
    if one.start is None or other.end is None:
        return one.start is not None or one.end is not None
    return dates.surely_before(one.start, other.end)
