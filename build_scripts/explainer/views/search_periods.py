"""The years that a page tells of, so that a year which it never writes finds it.

A border that was drawn in 1875 and moved in 1905 was the border of 1880, and a minister from 1954 to 1956 was in office
in 1955. Such years go into the search index as words, beside the text, and are ranked like any other word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from explainer import dates
from explainer.model.atlas import Atlas, State
from explainer.model.corpus import AnyEntry
from explainer.model.fields import Actor, Source
from explainer.views.parts import Context, date_of

LONGEST = 300
"""How many years a period may have; of a longer one, which says little of any year, only its ends count."""


_Ends = tuple[dates.Edtf | None, dates.Edtf | None]
"""A period from a date to a date, of which one may be missing."""


def years_of(entry: AnyEntry, context: Context) -> tuple[str, ...]:
    """The years of an entry as a reader types them, the earliest first: of its date, of the offices that it held.

    A source has none: it was published in its year and may tell of any other.
    """
    return _in_words(year for start, end in _periods_of(entry) for year in _within(start, end, context))


def years_of_state(state: State, atlas: Atlas, context: Context) -> tuple[str, ...]:
    """The years of a state of the map: from its beginning to its end."""
    return _in_words(_within(state.date, atlas.ends(state), context))


def _periods_of(entry: AnyEntry) -> Iterator[_Ends]:
    date = date_of(entry)
    if date and not isinstance(entry.fields, Source):
        yield date, date
    if isinstance(entry.fields, Actor):
        yield from ((office.start, office.end) for office in entry.fields.offices)


def _within(start: dates.Edtf | None, end: dates.Edtf | None, context: Context) -> Iterable[int]:
    """The years from one date to the other; without an end, to that of the last event."""
    begin = start or end
    if begin is None:
        return ()
    first = (begin.first or begin.anchor)[0]
    last = end.last[0] if end and end.last else max(first, context.once(_last_year))
    return range(first, last + 1) if last - first < LONGEST else (first, last)


def _last_year(context: Context) -> int:
    return max((event.fields.date.years()[-1] for event in context.corpus.events), default=-9999)


def _in_words(years: Iterable[int]) -> tuple[str, ...]:
    """The years in order and once each; those before our era are counted from 1, as people count them."""
    return tuple(dict.fromkeys(str(year) if year > 0 else str(1 - year) for year in sorted(years)))
