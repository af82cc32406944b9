"""The facts of an entry's front matter as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from babel.numbers import format_decimal

from explainer import dates
from explainer.model.corpus import AnyEntry
from explainer.model.fields import (
    Actor,
    Consulted,
    Document,
    EntryFields,
    Event,
    Name,
    Office,
    Place,
    Population,
    Source,
)
from explainer.model.references import RELATIONS, LinkReason
from explainer.views.numbering import Numbering
from explainer.views.offices import in_office, term_of
from explainer.views.parts import Context, InfoboxRow, TrendBar, Value, language_name, page_of
from explainer.views.provenance import perspective_value

_LEAST_OF_A_TREND = 3


class RowName(StrEnum):
    """What a row says, besides the relations of events. Its label is `row-…` in the catalogue."""

    ACTORS = "actors"
    ARCHIVE_URL = "archive-url"
    AREA = "area"
    BORN = "born"
    CONSULTED = "consulted"
    DATE = "date"
    DIED = "died"
    DOI = "doi"
    ENDED = "ended"
    FOUNDED = "founded"
    IN_OFFICE = "in-office"
    ISSUED = "issued"
    LANGUAGE = "language"
    LEVEL = "level"
    NAMES = "names"
    OFFICES = "offices"
    PARTY = "party"
    PERSPECTIVE = "perspective"
    PLACES = "places"
    POPULATION = "population"
    TOPICS = "topics"
    URL = "url"
    WIKIDATA = "wikidata"


def rows_of(entry: AnyEntry, numbering: Numbering, context: Context) -> tuple[InfoboxRow, ...]:
    """The rows that have a value, in the order in which a reader wants them."""
    return tuple(row for row in _rows(entry, numbering, context) if row.values)


def _rows(entry: AnyEntry, numbering: Numbering, context: Context) -> Iterator[InfoboxRow]:
    fields = entry.fields
    if isinstance(fields, Event):
        yield from _event_rows(fields, context)
    if isinstance(fields, EntryFields):
        yield _row(RowName.NAMES, (_name(name, context) for name in fields.names), context)
    if isinstance(fields, Actor):
        yield from _actor_rows(fields, context)
    if isinstance(fields, Document) and fields.date:
        yield _row(RowName.DATE, [Value(context.date(fields.date))], context)
    if isinstance(fields, Place):
        yield from _place_rows(fields, numbering, context)
    if isinstance(fields, Source):
        yield from _source_rows(fields, context)
    if isinstance(fields, EntryFields):
        titles = {topic.id: topic.title for topic in context.corpus.dispute.topics}
        yield _row(
            RowName.TOPICS, (Value(titles[topic], page=f"topics/{topic}.md") for topic in fields.topics), context
        )
        if fields.wikidata:
            url = f"https://www.wikidata.org/wiki/{fields.wikidata}"
            yield _row(RowName.WIKIDATA, [Value(fields.wikidata, url=url)], context)
    if isinstance(fields, Actor):
        yield _row(RowName.OFFICES, (_office(office, context) for office in fields.offices), context)


def _row(name: RowName | LinkReason, values: Iterable[Value], context: Context) -> InfoboxRow:
    return InfoboxRow(context.words.say(f"row-{name}"), tuple(values), name)


def _event_rows(event: Event, context: Context) -> Iterator[InfoboxRow]:
    yield _row(RowName.DATE, [Value(context.date(event.date), note=event.date_note or "")], context)
    yield _row(
        RowName.ACTORS,
        (_actor_value(p.actor, _part_note(p.role, p.held_as, context), context) for p in event.actors),
        context,
    )
    yield _row(RowName.PLACES, (_entry_value(place, context) for place in event.places), context)
    for reason in RELATIONS:
        values = (_entry_value(target, context) for target in getattr(event, reason.attribute))
        yield _row(reason, values, context)
    yield _row(RowName.IN_OFFICE, in_office(event.date, context), context)


def _part_note(role: str, held_as: str | None, context: Context) -> str:
    return context.words.listed("list", (context.words.say(f"role-{role}"), held_as or ""))


def _actor_value(actor_id: str, note: str, context: Context) -> Value:
    actor = context.corpus.actor_by_id[actor_id]
    return Value(actor.title, page=page_of(actor), note=note, party=actor.fields.party or "")


def _entry_value(entry_id: str, context: Context) -> Value:
    entry = context.corpus.by_id[entry_id]
    return Value(entry.title, page=page_of(entry))


def _name(name: Name, context: Context) -> Value:
    users = context.words.listed("list", (context.party_name(party) for party in name.used_by))
    used = context.date(name.used) if name.used else ""
    said = [name.romanisation or "", context.words.say("used-by", parties=users) if users else "", used]
    return Value(name.name, language=name.language, note=context.words.listed("list-of-lists", said))


def _actor_rows(actor: Actor, context: Context) -> Iterator[InfoboxRow]:
    if actor.party:
        yield _row(RowName.PARTY, [Value(context.party_name(actor.party), party=actor.party)], context)
    person = actor.kind == "person"
    if actor.born:
        yield _row(RowName.BORN if person else RowName.FOUNDED, [Value(context.date(actor.born))], context)
    if actor.died:
        yield _row(RowName.DIED if person else RowName.ENDED, [Value(context.date(actor.died))], context)


def _office(office: Office, context: Context) -> Value:
    holder = context.corpus.by_id[office.of]
    text = context.words.say("office-of", office=office.title, holder=holder.title)
    return Value(text, page=page_of(holder), note=term_of(office, context))


def _place_rows(place: Place, numbering: Numbering, context: Context) -> Iterator[InfoboxRow]:
    locale = context.words.locale
    areas = (
        Value(
            context.words.say("square-kilometres", area=format_decimal(area.km2, locale=locale)),
            note=_figure_note(area.year, area.note, context),
            marks=(numbering.mark(area.source, area.locator or ""),),
        )
        for area in place.area
    )
    yield _row(RowName.AREA, areas, context)
    figures = (
        Value(
            format_decimal(figure.people, locale=locale),
            note=_figure_note(figure.year, figure.note, context),
            marks=(numbering.mark(figure.source, figure.locator or ""),),
        )
        for figure in place.population
    )
    yield replace(_row(RowName.POPULATION, figures, context), trend=_trend(place.population, context))


def _trend(figures: Sequence[Population], context: Context) -> tuple[TrendBar, ...]:
    """The figures of at least three dates as bars, not as a line, since they may be far apart and count differently."""
    highest = max((figure.people for figure in figures), default=0)
    if highest == 0 or len({figure.year.text for figure in figures}) < _LEAST_OF_A_TREND:
        return ()
    locale, in_time = context.words.locale, sorted(figures, key=lambda figure: dates.sort_key(figure.year))
    return tuple(
        TrendBar(
            round(100 * figure.people / highest, 1),
            context.words.say(
                "pair", label=context.date(figure.year), value=format_decimal(figure.people, locale=locale)
            ),
        )
        for figure in in_time
    )


def _figure_note(year: dates.Edtf, note: str | None, context: Context) -> str:
    return context.words.listed("list-of-lists", (context.date(year), note or ""))


def _reading_of(source: Source, consulted: Consulted, context: Context) -> Iterator[Value]:
    """In words, how a source was read and when, and the copy that was read, if it was one."""
    day = context.date(dates.parse(consulted.on.isoformat()))
    yield Value(context.words.say(f"read-{consulted.form}-{consulted.extent}"), note=day)
    if source.read_at:
        yield Value(source.read_at, url=source.read_at)


def _source_rows(source: Source, context: Context) -> Iterator[InfoboxRow]:
    words = context.words
    yield _row(RowName.PERSPECTIVE, [perspective_value(source.perspective, context)], context)
    yield _row(RowName.LEVEL, [Value(words.say(f"level-{source.level}"))], context)
    yield _row(RowName.LANGUAGE, [Value(language_name(source.language, words))], context)
    if source.issued:
        yield _row(RowName.ISSUED, [Value(context.date(source.issued))], context)
    if source.consulted:
        yield _row(RowName.CONSULTED, _reading_of(source, source.consulted, context), context)
    if source.url:
        yield _row(RowName.URL, [Value(source.url, url=source.url)], context)
    if source.doi:
        yield _row(RowName.DOI, [Value(source.doi, url=source.doi_address)], context)
    if source.archive_url:
        yield _row(RowName.ARCHIVE_URL, [Value(source.archive_url, url=source.archive_url)], context)
