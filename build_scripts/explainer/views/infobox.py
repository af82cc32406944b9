"""The facts of an entry's front matter as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from babel.numbers import format_decimal

from explainer import dates
from explainer.citations import perspectives_of
from explainer.model.corpus import AnyEntry
from explainer.model.fields import Actor, Document, EntryFields, Event, Name, Office, Place, Source
from explainer.views.offices import in_office, term_of
from explainer.views.parts import Context, Row, Value, page_of
from explainer.views.text import Numbering


def rows_of(entry: AnyEntry, numbering: Numbering, context: Context) -> tuple[Row, ...]:
    """The rows that have a value, in the order a reader wants them."""
    return tuple(row for row in _rows(entry, numbering, context) if row.values)


def _rows(entry: AnyEntry, numbering: Numbering, context: Context) -> Iterator[Row]:
    fields = entry.fields
    if isinstance(fields, Event):
        yield from _event_rows(fields, context)
    if isinstance(fields, EntryFields):
        yield _row("names", (_name(name, context) for name in fields.names), context)
    if isinstance(fields, Actor):
        yield from _actor_rows(fields, context)
    if isinstance(fields, Document) and fields.date:
        yield _row("date", [Value(context.date(fields.date))], context)
    if isinstance(fields, Place):
        yield from _place_rows(fields, numbering, context)
    if isinstance(fields, Source):
        yield from _source_rows(fields, context)
    if isinstance(fields, EntryFields):
        titles = {topic.id: topic.title for topic in context.corpus.dispute.topics}
        yield _row("topics", (Value(titles[topic], page=f"topics/{topic}.md") for topic in fields.topics), context)
        if fields.wikidata:
            url = f"https://www.wikidata.org/wiki/{fields.wikidata}"
            yield _row("wikidata", [Value(fields.wikidata, url=url)], context)


def _row(name: str, values: Iterable[Value], context: Context) -> Row:
    return Row(context.words.say(f"row-{name}"), tuple(values), name)


def _event_rows(event: Event, context: Context) -> Iterator[Row]:
    yield _row("date", [Value(context.date(event.date), note=event.date_note or "")], context)
    yield _row(
        "actors",
        (_actor_value(p.actor, _part_note(p.role, p.held_as, context), context) for p in event.actors),
        context,
    )
    yield _row("places", (_entry_value(place, context) for place in event.places), context)
    for relation in ("supersedes", "responds_to", "implements"):
        values = (_entry_value(target, context) for target in getattr(event, relation))
        yield _row(relation.replace("_", "-"), values, context)
    yield _row("in-office", in_office(event.date, context), context)


def _part_note(role: str, held_as: str | None, context: Context) -> str:
    label = context.words.say(f"role-{role}")
    return f"{label}, {held_as}" if held_as else label


def _actor_value(actor_id: str, note: str, context: Context) -> Value:
    actor = context.corpus.actor_by_id[actor_id]
    return Value(actor.title, page=page_of(actor), note=note, party=actor.fields.party or "")


def _entry_value(entry_id: str, context: Context) -> Value:
    entry = context.corpus.by_id[entry_id]
    return Value(entry.title, page=page_of(entry))


def _name(name: Name, context: Context) -> Value:
    users = ", ".join(context.party_name(party) for party in name.used_by)
    said = [name.romanisation or "", context.words.say("used-by", parties=users) if users else ""]
    return Value(name.name, language=name.language, note="; ".join(part for part in said if part))


def _actor_rows(actor: Actor, context: Context) -> Iterator[Row]:
    if actor.party:
        yield _row("party", [Value(context.party_name(actor.party), party=actor.party)], context)
    person = actor.kind == "person"
    if actor.born:
        yield _row("born" if person else "founded", [Value(context.date(actor.born))], context)
    if actor.died:
        yield _row("died" if person else "ended", [Value(context.date(actor.died))], context)
    yield _row("offices", (_office(office, context) for office in actor.offices), context)


def _office(office: Office, context: Context) -> Value:
    holder = context.corpus.by_id[office.of]
    text = context.words.say("office-of", office=office.title, holder=holder.title)
    return Value(text, page=page_of(holder), note=term_of(office, context))


def _place_rows(place: Place, numbering: Numbering, context: Context) -> Iterator[Row]:
    locale = context.words.locale
    areas = (
        Value(
            context.words.say("square-kilometres", area=format_decimal(area.km2, locale=locale)),
            note=_figure_note(area.year, area.note, context),
            marks=(numbering.mark(area.source, area.locator or ""),),
        )
        for area in place.area
    )
    yield _row("area", areas, context)
    figures = (
        Value(
            format_decimal(figure.people, locale=locale),
            note=_figure_note(figure.year, figure.note, context),
            marks=(numbering.mark(figure.source, figure.locator or ""),),
        )
        for figure in place.population
    )
    yield _row("population", figures, context)


def _figure_note(year: dates.Edtf, note: str | None, context: Context) -> str:
    return f"{context.date(year)}; {note}" if note else context.date(year)


def _source_rows(source: Source, context: Context) -> Iterator[Row]:
    words = context.words
    yield _row("perspective", [perspective_value(source.perspective, context)], context)
    yield _row("level", [Value(words.say(f"level-{source.level}"))], context)
    yield _row("language", [Value(words.locale.languages.get(source.language.split("-")[0], source.language))], context)
    if source.issued:
        yield _row("issued", [Value(context.date(source.issued))], context)
    if source.accessed:
        yield _row("accessed", [Value(context.date(dates.parse(source.accessed.isoformat())))], context)
    if source.url:
        yield _row("url", [Value(source.url, url=source.url)], context)
    if source.doi:
        yield _row("doi", [Value(source.doi, url=source.doi_address)], context)
    if source.archive_url:
        yield _row("archive-url", [Value(source.archive_url, url=source.archive_url)], context)


def perspective_value(perspective: str, context: Context) -> Value:
    """A perspective with its label; a party's has the party's colour."""
    if perspective in context.corpus.party_by_id:
        return Value(context.party_name(perspective), party=perspective)
    return Value(context.words.say(f"perspective-{perspective}"))


def perspective_counts(source_ids: Iterable[str], context: Context) -> tuple[Value, ...]:
    """How many of the sources give each perspective, most first; the number is the note."""
    counts = perspectives_of(context.corpus.source_by_id[source_id].fields for source_id in source_ids)
    labelled = ((perspective_value(perspective, context), number) for perspective, number in counts.items())
    return tuple(Value(value.text, party=value.party, note=str(number)) for value, number in labelled)
