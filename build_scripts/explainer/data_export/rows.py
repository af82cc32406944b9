"""The rows of each table, from the published corpus and its links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from explainer import dates
from explainer.model.corpus import AnyEntry, Corpus
from explainer.model.fields import Name, Place, Source
from explainer.model.record_tables import TABLES, TableSchema
from explainer.model.references import Link, LinkReason, Links
from explainer.views.charts.chart import page_of_dataset
from explainer.views.parts import date_of, page_of, page_of_state
from explainer.views.positions import answers_in_time
from explainer.views.provenance import last_change_of

Cell = str | int | float | bool | None
Row = Mapping[str, Cell]
Address = Callable[[str], str]
"""From a page to its address on the web."""

INVERSE = {
    LinkReason.IMPLEMENTS: "implemented-by",
    LinkReason.MENTION: "mentioned-in",
    LinkReason.OFFICE: "office-held-by",
    LinkReason.PATH: "stop-of",
    LinkReason.PLACE: "place-of",
    LinkReason.RESPONDS_TO: "answered-by",
    LinkReason.ROLE: "took-part-in",
    LinkReason.SEE_ALSO: "see-also-from",
    LinkReason.SUPERSEDES: "superseded-by",
}


@dataclass(frozen=True)
class FilledTable:
    """A table with its rows. Each row has every column; a cell without a value is None."""

    schema: TableSchema
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class _Record:
    """What the rows are made from."""

    corpus: Corpus
    links: Links
    address: Address


def tables_of(corpus: Corpus, links: Links, address: Address) -> tuple[FilledTable, ...]:
    """All tables, each sorted by its key, except that parties and topics keep the order of `dispute.yml`."""
    record = _Record(corpus, links, address)
    return tuple(_table(schema, record) for schema in TABLES)


def _table(schema: TableSchema, record: _Record) -> FilledTable:
    names = tuple(column.name for column in schema.columns)
    found = list(_ROWS[schema.name](record))
    assert all(set(row) <= set(names) for row in found), schema.name
    rows = [{name: _cell(row.get(name)) for name in names} for row in found]
    if schema.name not in ("parties", "topics", "map_states"):
        rows.sort(key=lambda row: [(isinstance(row[name], str), row[name]) for name in schema.key])
    return FilledTable(schema, tuple(rows))


def _cell(value: object) -> Cell:
    """The value as a plain one; dates and words of a list become text."""
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _days(date: dates.Edtf | None) -> dict[str, Cell]:
    if date is None:
        return {}
    return {"year": date.year, "first_day": _iso(date.first), "last_day": _iso(date.last)}


def _iso(day: dates.Day | None) -> str | None:
    """The day as ISO 8601 writes it, with four digits for the year at least, and a minus before 1 BCE."""
    return f"{'-' * (day[0] < 0)}{abs(day[0]):04}-{day[1]:02}-{day[2]:02}" if day else None


def _entries(record: _Record) -> Iterator[dict[str, Any]]:
    for entry in record.corpus.by_id.values():
        fields, date = entry.fields, date_of(entry)
        row: dict[str, Any] = {
            "id": entry.id,
            "collection": entry.collection,
            "kind": fields.type if isinstance(fields, Source) else getattr(fields, "kind", None),
            "date": date,
            "changed": last_change_of(entry),
            "url": record.address(page_of(entry)),
            **_days(date),
        }
        own = ("title", "summary", "date_note", "weight", "party", "family_name", "born", "died", "feature")
        yield row | {name: getattr(fields, name, None) for name in (*own, "wikidata", "reviewed")}


def _with_names(record: _Record) -> Iterator[tuple[str, AnyEntry, int, str, Name | None]]:
    """Every name of every entry with its id, and the `Name` that it comes from; aliases come from none."""
    for entry in record.corpus.by_id.values():
        names: list[tuple[str, Name | None]] = [(name.name, name) for name in getattr(entry.fields, "names", ())]
        for number, (text, name) in enumerate([*names, *((alias, None) for alias in entry.fields.aliases)], start=1):
            yield f"{entry.id}-name-{number}", entry, number, text, name


def _names(record: _Record) -> Iterator[dict[str, Any]]:
    for name_id, entry, number, text, name in _with_names(record):
        more = {part: getattr(name, part, None) for part in ("language", "script", "romanisation")}
        yield {"id": name_id, "entry": entry.id, "number": number, "name": text, **more}


def _name_users(record: _Record) -> Iterator[dict[str, Any]]:
    for name_id, _, _, _, name in _with_names(record):
        yield from ({"name": name_id, "party": party} for party in dict.fromkeys(name.used_by if name else ()))


def _field_of(link: Link) -> str:
    return str(link.field[0]) if link.field else "text"


def _links(record: _Record) -> Iterator[Link]:
    """The links from an entry to another."""
    by_id = record.corpus.by_id
    return (link for link in record.links.all if link.origin.entry in by_id and link.target in by_id)


def _relations(record: _Record) -> Iterator[dict[str, Any]]:
    links = (link for link in _links(record) if link.reason is not LinkReason.CITES)
    counted = Counter((ln.origin.entry, ln.reason, ln.target, ln.detail, _field_of(ln)) for ln in links)
    for (origin, reason, target, detail, field), times in counted.items():
        both = {"from": origin, "type": reason, "inverse": INVERSE[reason], "to": target}
        yield both | {"detail": detail, "field": field, "times": times}


def _citations(record: _Record) -> Iterator[dict[str, Any]]:
    links = (link for link in _links(record) if link.reason is LinkReason.CITES)
    counted = Counter((link.origin.entry, link.target, link.detail, _field_of(link)) for link in links)
    for (entry, source, locator, field), times in counted.items():
        yield {"entry": entry, "source": source, "locator": locator, "field": field, "times": times}


def _participants(record: _Record) -> Iterator[dict[str, Any]]:
    for event in record.corpus.events:
        for number, part in enumerate(event.fields.actors, start=1):
            yield {"event": event.id, "number": number, "actor": part.actor, "role": part.role, "as": part.held_as}


def _offices(record: _Record) -> Iterator[dict[str, Any]]:
    for holder in record.corpus.actors:
        for number, office in enumerate(holder.fields.offices, start=1):
            term = {"from": office.start, "to": office.end}
            yield {"holder": holder.id, "number": number, "title": office.title, "of": office.of, **term}


def _positions(record: _Record) -> Iterator[dict[str, Any]]:
    for entry, question in record.corpus.questions:
        answers = [
            (f"position-{party.id}-{number}", position)
            for party in record.corpus.dispute.parties
            for number, position in enumerate(answers_in_time(question, party.id), start=1)
        ]
        for anchor, position in answers:
            own = ("party", "date", "answer", "quote", "language", "translation", "translator", "source", "locator")
            yield {
                "id": f"{entry.id}-{anchor}",
                "question": entry.id,
                **{name: getattr(position, name) for name in own},
                **_days(position.date),
                "url": record.address(f"{page_of(entry)}#{anchor}"),
            }


def _undisputed(record: _Record) -> Iterator[dict[str, Any]]:
    for entry, question in record.corpus.questions:
        for number, item in enumerate(question.not_disputed, start=1):
            yield {"question": entry.id, "number": number, "statement": item.statement}


def _figures(record: _Record) -> Iterator[dict[str, Any]]:
    for entry in record.corpus.background:
        if isinstance(entry.fields, Place):
            areas = [("area", figure.km2, figure) for figure in entry.fields.area]
            people = [("population", figure.people, figure) for figure in entry.fields.population]
            numbers: Counter[str] = Counter()
            for measure, value, figure in (*areas, *people):
                numbers[measure] += 1
                own = {name: getattr(figure, name) for name in ("year", "note", "source", "locator")}
                yield {"place": entry.id, "measure": measure, "number": numbers[measure], "value": value, **own}


def _sources(record: _Record) -> Iterator[dict[str, Any]]:
    schema = next(schema for schema in TABLES if schema.name == "sources")
    names = {info.alias or name: name for name, info in Source.model_fields.items()}
    for source in record.corpus.sources:
        own = {c.name: getattr(source.fields, names[c.name]) for c in schema.columns if c.name in names}
        read = source.fields.consulted
        yield {"id": source.id, **own} | (
            {"last_read": read.on, "read_as": read.form, "read_extent": read.extent} if read else {}
        )


def _source_people(record: _Record) -> Iterator[dict[str, Any]]:
    for source in record.corpus.sources:
        for role in ("author", "editor", "translator"):
            for number, person in enumerate(getattr(source.fields, role), start=1):
                yield {"source": source.id, "role": role, "number": number, **person.model_dump()}


def _parties(record: _Record) -> Iterator[dict[str, Any]]:
    for party in record.corpus.dispute.parties:
        yield {"id": party.id, "name": party.name, "actor": party.actor, "claimant": party.claimant}


def _topics(record: _Record) -> Iterator[dict[str, Any]]:
    used = {topic for entry in record.corpus.by_id.values() for topic in getattr(entry.fields, "topics", ())}
    for topic in record.corpus.dispute.topics:
        url = record.address(f"topics/{topic.id}.md") if topic.id in used else None
        yield {"id": topic.id, "title": topic.title, "url": url}


def _entry_topics(record: _Record) -> Iterator[dict[str, Any]]:
    for entry in record.corpus.by_id.values():
        yield from ({"entry": entry.id, "topic": t} for t in dict.fromkeys(getattr(entry.fields, "topics", ())))


def _path_steps(record: _Record) -> Iterator[dict[str, Any]]:
    for path in record.corpus.paths:
        for number, step in enumerate(path.fields.steps, start=1):
            yield {"path": path.id, "number": number, "entry": step.entry, "note": step.note}


def _changes(record: _Record) -> Iterator[dict[str, Any]]:
    for entry in record.corpus.by_id.values():
        for number, change in enumerate(entry.fields.changes, start=1):
            yield {"entry": entry.id, "number": number, "date": change.date, "note": change.note}


def _map_states(record: _Record) -> Iterator[dict[str, Any]]:
    for state in record.corpus.atlas.states if record.corpus.atlas else ():
        own = {"id": state.id, "title": state.title, "date": state.date, "text": state.text}
        yield own | _days(state.date) | {"url": record.address(page_of_state(state))}


def _map_areas(record: _Record) -> Iterator[dict[str, Any]]:
    atlas = record.corpus.atlas
    if atlas is None:
        return
    for state in atlas.states:
        for number, area in enumerate(state.areas, start=1):
            who = {name: " ".join(getattr(area, name)) or None for name in ("held_by", "claimed_by", "given_up_by")}
            for feature in dict.fromkeys(f for name in area.features for f in atlas.members(name)):
                yield {"state": state.id, "feature": feature, "number": number, "status": area.status, **who}


def _series(record: _Record) -> Iterator[dict[str, Any]]:
    for dataset in record.corpus.datasets:
        own = {"title": dataset.title, "summary": dataset.fields.summary, "unit": dataset.unit}
        yield {"id": dataset.id, **own, "url": record.address(page_of_dataset(dataset))}


def _series_values(record: _Record) -> Iterator[dict[str, Any]]:
    for dataset in record.corpus.datasets:
        for number, figure in enumerate(dataset.figures, start=1):
            yield {
                "series": dataset.id,
                "number": number,
                "line": dataset.titles.get(figure.series) or None,
                "label": figure.of.date or figure.of.label,
                "value": figure.value,
                "note": figure.note or None,
                "sources": " ".join(dict.fromkeys(s.source for s in figure.sources)) or None,
            }


_ROWS: Mapping[str, Callable[[_Record], Iterator[dict[str, Any]]]] = {
    "entries": _entries,
    "names": _names,
    "name_users": _name_users,
    "relations": _relations,
    "participants": _participants,
    "offices": _offices,
    "positions": _positions,
    "undisputed": _undisputed,
    "figures": _figures,
    "citations": _citations,
    "sources": _sources,
    "source_people": _source_people,
    "parties": _parties,
    "topics": _topics,
    "entry_topics": _entry_topics,
    "path_steps": _path_steps,
    "changes": _changes,
    "map_states": _map_states,
    "map_areas": _map_areas,
    "series": _series,
    "series_values": _series_values,
}
