"""How a page was made: which sources it rests on, whose view they give, when it was reviewed and changed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from explainer import dates
from explainer.catalogue import catalogue_of
from explainer.citations import (
    ADDRESS,
    PAGE_STYLES,
    page_citation,
    page_citations,
    perspectives_of,
    snapshot_citations,
)
from explainer.model.corpus import AnyEntry
from explainer.model.fields import Change, Collection, Dispute
from explainer.views.numbering import Numbering
from explainer.views.parts import ChangeView, Context, PageCitation, Provenance, Value


def made_of(entry: AnyEntry, numbering: Numbering, context: Context) -> Provenance:
    """How the page of an entry was made; `numbering` knows what the page cites."""
    cited = numbering.cited()
    reviewed = entry.fields.reviewed
    return Provenance(
        reviewed=_day(reviewed.isoformat(), context) if reviewed else "",
        source_count=context.words.count("source-count", len(cited)) if cited else "",
        perspectives=perspective_counts(cited, context),
        changes=tuple(_change(c, context) for c in sorted(entry.fields.changes, key=lambda c: c.date, reverse=True)),
        path=entry.path,
        citations=_citations(entry, context) if entry.collection is not Collection.SOURCES else (),
        has_files=entry.collection is not Collection.SITE,
        sort=str(getattr(entry.fields, "kind", "") if entry.collection is Collection.BACKGROUND else entry.collection),
    )


def _citations(entry: AnyEntry, context: Context) -> tuple[PageCitation, ...]:
    """Rendered once for each day; the title is put in afterwards."""
    language = context.edition.language
    found = context.cache.recall(_citations_of_day, context.corpus.dispute.title, last_change_of(entry), language)
    names = PAGE_STYLES.values()
    return tuple(PageCitation(n, *page_citation(text, entry.title)) for n, text in zip(names, found, strict=True))


def snapshot_cited(day: datetime.date, context: Context) -> tuple[PageCitation, ...]:
    """How the site as it was on that day is cited."""
    found = context.cache.recall(_snapshot_of_day, context.corpus.dispute, day, context.edition.language)
    cut = (text.partition(ADDRESS) for text in found)
    names = PAGE_STYLES.values()
    return tuple(PageCitation(name, before, after) for name, (before, _, after) in zip(names, cut, strict=True))


def _snapshot_of_day(dispute: Dispute, day: datetime.date, language: str) -> tuple[str, ...]:
    return snapshot_citations(dispute, day, catalogue_of(language))


def _citations_of_day(site: str, changed: datetime.date | None, language: str) -> tuple[str, ...]:
    return page_citations(site, changed, catalogue_of(language))


def last_change_of(entry: AnyEntry) -> datetime.date | None:
    """The day of the last change that readers were told of, or of the last review if that was later."""
    days = [change.date for change in entry.fields.changes]
    return max([*days, entry.fields.reviewed] if entry.fields.reviewed else days, default=None)


def _change(change: Change, context: Context) -> ChangeView:
    return ChangeView(_day(change.date.isoformat(), context), change.note)


def _day(iso: str, context: Context) -> str:
    return dates.label(dates.parse(iso), context.words)


def perspective_value(perspective: str, context: Context) -> Value:
    """A perspective with its label, and with the colour of a party."""
    if perspective in context.corpus.party_by_id:
        return Value(context.party_name(perspective), party=perspective)
    return Value(context.words.say(f"perspective-{perspective}"))


def perspective_counts(source_ids: Iterable[str], context: Context) -> tuple[Value, ...]:
    """The number of sources for each perspective, largest first; the number is the note."""
    counts = perspectives_of(context.corpus.source_by_id[source_id].fields for source_id in source_ids)
    labelled = ((perspective_value(perspective, context), number) for perspective, number in counts.items())
    return tuple(Value(value.text, party=value.party, note=str(number)) for value, number in labelled)
