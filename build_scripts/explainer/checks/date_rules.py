"""Dates that nobody would have written on purpose: an event's own that its text contradicts, and days to come."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from explainer import dates
from explainer.catalogue import Catalogue, catalogue_of, languages
from explainer.dates_in_text import WrittenDates, written_dates_of
from explainer.model.corpus import SNAPSHOTS_FILE, Corpus, Entry
from explainer.model.fields import Event, Source
from explainer.model.lines import Path
from explainer.model.references import Links
from explainer.problems import Code, Problem

_SLIP_DAYS = {"title": 31, "summary": 31, "text": 2}
"""A day farther away is that of another event, of which a text may tell first."""


def events_dated_otherwise(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """An event whose title, summary or first paragraph gives a day near its date, and none that is its date.

    One with a `date_note` has said why.
    """
    language = corpus.dispute.languages[0]
    if language not in languages():
        return
    words = catalogue_of(language)
    written = written_dates_of(words.locale)
    for event in corpus.events:
        date = event.fields.date
        is_day = date.start is not None and date.start.precision is dates.Precision.DAY
        if is_day and not event.fields.date_note and event.path in links.texts:
            yield from _otherwise(event, links, written, words)


def _otherwise(event: Entry[Event], links: Links, written: WrittenDates, words: Catalogue) -> Iterator[Problem]:
    date = event.fields.date
    given = list(_days_of(event, links, written))
    if any(not dates.surely_apart(day, date) for _, _, _, day in given):
        return
    for where, line, said, day in given:
        if _is_slip(day, date, _SLIP_DAYS[where]):
            message = f"the event is dated {dates.label(date, words)}, and its {where} says '{said}'"
            hint = "Correct the one that is wrong; if both are right, name the day of the event as well"
            yield Problem(event.path, line, Code.OTHER_DATE, message, hint, field=("date",), culprit=said)
            return


def _days_of(event: Entry[Event], links: Links, written: WrittenDates) -> Iterator[tuple[str, int, str, dates.Edtf]]:
    """Whole days that are written where an event says what it is: where, at what line, the words, the day."""
    body = links.texts[event.path].body
    text = body.text.lstrip("\n")
    first, first_line = text.partition("\n\n")[0], body.first_line + len(body.text) - len(text)
    texts = (
        ("title", event.lines.of("title"), event.title),
        ("summary", event.lines.of("summary"), event.fields.summary),
        ("text", first_line, first),
    )
    for where, line, text in texts:
        for said, day in written.all_in(text):
            if day.start and day.start.precision is dates.Precision.DAY:
                yield where, line, said, day


def _is_slip(day: dates.Edtf, date: dates.Edtf, most: int) -> bool:
    """Whether one was meant to be the other: they are near, or the same day of another year."""
    if day.first is None or date.first is None or date.first[0] < 1:
        return False
    if day.first[1:] == date.first[1:]:
        return True
    last = date.last or date.first
    apart = (_ordinal(date.first) - _ordinal(day.first), _ordinal(day.first) - _ordinal(last))
    return max(apart) <= most


def _ordinal(day: dates.Day) -> int:
    return datetime.date(*day).toordinal()


def days_to_come(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Days of review, reading, change and snapshots that are yet to come.

    One day is let pass, since a day begins in the east.
    """
    latest = today + datetime.timedelta(days=1)
    for entry in corpus:
        given: list[tuple[Path, datetime.date | None]] = [(("reviewed",), entry.fields.reviewed)]
        given += [(("changes", number, "date"), change.date) for number, change in enumerate(entry.fields.changes)]
        if isinstance(entry.fields, Source) and entry.fields.consulted:
            given.append((("consulted", "on"), entry.fields.consulted.on))
        for at, day in given:
            if day and day > latest:
                message = f"{', '.join(map(str, at))}: {day} lies in the future"
                yield entry.problem(at, Code.FUTURE_DATE, message, "Write the day on which it was done")
    for number, snapshot in enumerate(corpus.snapshots or ()):
        if snapshot.date > latest:
            message = f"snapshots, {number}, date: {snapshot.date} lies in the future"
            hint = "Write the day that 'explainer snapshot' printed"
            at = ("snapshots", number, "date")
            yield corpus.snapshot_lines.problem(SNAPSHOTS_FILE, at, Code.FUTURE_DATE, message, hint)
