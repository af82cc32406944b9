"""Who led each party, and when. `led_by` in dispute.yml names the offices; the actors' entries have their dates."""

from __future__ import annotations

from dataclasses import dataclass

from explainer import dates
from explainer.model.corpus import Entry
from explainer.model.fields import Actor, Office, Party
from explainer.views.parts import Context, Value, page_of


@dataclass(frozen=True)
class TermOfOffice:
    """The time of one holder in one office. `held` is the interval, None if neither end is known."""

    holder: str
    page: str
    office: str
    term: str
    held: dates.Edtf | None
    reach: dates.Reach
    title: str
    """All of it in a line."""


@dataclass(frozen=True)
class Leaders:
    """The leaders of a party; `terms` are in order of time and never empty."""

    party: str
    name: str
    terms: tuple[TermOfOffice, ...]


def leaders_of(context: Context) -> tuple[Leaders, ...]:
    """The leaders of every party that names the offices by which it was led and has an entry about a holder."""
    return context.once(_leaders_of)


def _leaders_of(context: Context) -> tuple[Leaders, ...]:
    found = (Leaders(p.id, p.name, _terms(p, context)) for p in context.corpus.dispute.parties if p.led_by)
    return tuple(leaders for leaders in found if leaders.terms)


def in_office(date: dates.Edtf, context: Context) -> tuple[Value, ...]:
    """The leaders of each party at a date. If a date is doubtful, their note says that they may have led it."""
    return tuple(
        _value(term, leaders, date, context)
        for leaders in leaders_of(context)
        for term in leaders.terms
        if term.held is None or dates.overlap(term.held, date)
    )


def _value(term: TermOfOffice, leaders: Leaders, date: dates.Edtf, context: Context) -> Value:
    is_sure = term.held is not None and dates.surely_overlap(term.held, date)
    note = term.office if is_sure else context.words.say("in-office-perhaps", office=term.office)
    return Value(term.holder, page=term.page, note=note, party=leaders.party)


def _terms(party: Party, context: Context) -> tuple[TermOfOffice, ...]:
    titles = [title.casefold() for title in party.led_by]
    found = [
        (office, holder) for holder, _, office in context.corpus.offices_of(party) if office.title.casefold() in titles
    ]
    found.sort(key=lambda held: (_first(held[0]), titles.index(held[0].title.casefold()), held[1].id))
    return tuple(_term(office, actor, context) for office, actor in found)


def _first(office: Office) -> dates.Day:
    date = office.start or office.end
    return date.anchor if date else (9999, 1, 1)


def _term(office: Office, actor: Entry[Actor], context: Context) -> TermOfOffice:
    held = office.held
    reach = dates.reach(held) if held else dates.Reach(None, None, soft_start=True, soft_end=True)
    still_held = office.end is None
    term = term_of(office, context)
    return TermOfOffice(
        holder=actor.title,
        page=page_of(actor),
        office=office.title,
        term=term,
        held=held,
        reach=dates.Reach(reach.first, reach.last, reach.soft_start, reach.soft_end and not still_held),
        title=context.words.listed("list", (actor.title, office.title, term)),
    )


def term_of(office: Office, context: Context) -> str:
    """When an office was held; empty if neither end is known."""
    if not office.start and not office.end:
        return ""
    text = f"{office.start or '..'}/{office.end or '..'}"
    plain = not any("/" in str(end) for end in (office.start, office.end) if end)
    if plain:
        return dates.label(dates.parse(text), context.words)
    return context.words.listed("term-of-office", (context.date(end) for end in (office.start, office.end) if end))
