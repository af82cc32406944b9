"""All events in one line of time, by era."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from explainer import dates
from explainer.model.corpus import Entry
from explainer.model.fields import Era, Event
from explainer.views.indexes import century_title
from explainer.views.parts import Context, Crumb, Group, card_of, in_time


@dataclass(frozen=True)
class TimelineView:
    page: str
    title: str
    summary: str
    count: str
    crumbs: tuple[Crumb, ...]
    eras: tuple[Group, ...]


def timeline_view(context: Context) -> TimelineView:
    """The timeline; its groups are the eras of dispute.yml, or centuries where it names none."""
    events = sorted(context.corpus.events, key=in_time)
    words = context.words
    return TimelineView(
        page="timeline.md",
        title=words.say("timeline"),
        summary=words.say("timeline-summary", dispute=context.corpus.dispute.title),
        count=words.count("collection-events-count", len(events)),
        crumbs=(Crumb(words.say("home"), "index.md"),),
        eras=_eras(events, context),
    )


def _eras(events: list[Entry[Event]], context: Context) -> tuple[Group, ...]:
    eras = context.corpus.dispute.eras
    grouped = groupby(events, lambda event: _era_number(event.fields.date, eras))
    return tuple(
        Group(
            f"era-{number}",
            _title(number, eras, context),
            tuple(card_of(event, context) for event in in_era),
        )
        for number, in_era in grouped
    )


def _era_number(date: dates.Edtf, eras: tuple[Era, ...]) -> int:
    """The number of the era, from 1; 0 before the first. Without eras, the century."""
    if not eras:
        return date.year // 100 * 100
    return sum(1 for era in eras if era.start.anchor <= date.anchor)


def _title(number: int, eras: tuple[Era, ...], context: Context) -> str:
    if not eras:
        return century_title(number, context)
    return eras[number - 1].title if number else context.words.say("era-before", era=eras[0].title)
