"""Who led each party, and when: from the dated offices of its actors that `led_by` in dispute.yml names."""

from __future__ import annotations

from dataclasses import dataclass

from explainer import dates
from explainer.model.corpus import Entry
from explainer.model.fields import Actor, Office, Party
from explainer.views.parts import Context, Value, page_of


@dataclass(frozen=True)
class Term:
    """One holder's time in one office. `held` is the interval, None where no end of it is known."""

    holder: str
    page: str
    office: str
    term: str
    held: dates.Edtf | None
    reach: dates.Reach


@dataclass(frozen=True)
class Leaders:
    """Who led a party; `terms` are in the order of time and never empty."""

    party: str
    name: str
    terms: tuple[Term, ...]


def leaders_of(context: Context) -> tuple[Leaders, ...]:
    """The leaders of every party that says by which offices it was led, and of whom an entry tells."""
    found = (Leaders(p.id, p.name, _terms(p, context)) for p in context.corpus.dispute.parties if p.led_by)
    return tuple(leaders for leaders in found if leaders.terms)


def in_office(date: dates.Edtf, context: Context) -> tuple[Value, ...]:
    """Those who led a party at a date, by party; who may have, where a date is doubtful, is said to be so."""
    return tuple(
        _value(term, leaders, date, context)
        for leaders in leaders_of(context)
        for term in leaders.terms
        if term.held is None or dates.overlap(term.held, date)
    )


def _value(term: Term, leaders: Leaders, date: dates.Edtf, context: Context) -> Value:
    is_sure = term.held is not None and dates.surely_overlap(term.held, date)
    note = term.office if is_sure else context.words.say("in-office-perhaps", office=term.office)
    return Value(term.holder, page=term.page, note=note, party=leaders.party)


def _terms(party: Party, context: Context) -> tuple[Term, ...]:
    titles = [title.casefold() for title in party.led_by]
    found = [
        (office, actor)
        for actor in context.corpus.actors
        for office in actor.fields.offices
        if office.title.casefold() in titles and _is_of(office, party, context)
    ]
    found.sort(key=lambda held: (_first(held[0]), titles.index(held[0].title.casefold()), held[1].id))
    return tuple(_term(office, actor, context) for office, actor in found)


def _is_of(office: Office, party: Party, context: Context) -> bool:
    return office.of == party.actor or context.corpus.actor_by_id[office.of].fields.party == party.id


def _first(office: Office) -> dates.Day:
    date = office.start or office.end
    return date.anchor if date else (9999, 1, 1)


def _term(office: Office, actor: Entry[Actor], context: Context) -> Term:
    held = _interval(office)
    reach = dates.reach(held) if held else dates.Reach(None, None, soft_start=True, soft_end=True)
    still_held = office.end is None
    return Term(
        holder=actor.title,
        page=page_of(actor),
        office=office.title,
        term=term_of(office, context),
        held=held,
        reach=dates.Reach(reach.first, reach.last, reach.soft_start, reach.soft_end and not still_held),
    )


def term_of(office: Office, context: Context) -> str:
    """When an office was held; empty where neither end is known."""
    if not office.start and not office.end:
        return ""
    text = f"{office.start or '..'}/{office.end or '..'}"
    plain = not any("/" in str(end) for end in (office.start, office.end) if end)
    if plain:
        return dates.label(dates.parse(text), context.words)
    return " – ".join(context.date(end) for end in (office.start, office.end) if end)


def _interval(office: Office) -> dates.Edtf | None:
    """From the start of the office to its end; either may itself be an interval."""
    if office.start is None and office.end is None:
        return None
    start = office.start.start if office.start else None
    end = office.end.end if office.end else None
    return dates.Edtf(f"{office.start or '..'}/{office.end or '..'}", start, end, is_interval=True)
