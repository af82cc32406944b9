"""All events in one line of time, and the same narrowed to those of an actor or a topic.

The axis is drawn here, the list is grouped by era, and the browser gets what the filters compare as JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from explainer import dates
from explainer.model.corpus import Entry
from explainer.model.fields import Era as EraFields
from explainer.model.fields import Event as EventFields
from explainer.views.offices import Leaders, leaders_of
from explainer.views.page_view import PageView
from explainer.views.parts import Card, Context, Crumb, card_of, century_title, in_time
from explainer.views.timeline import axis
from explainer.views.timeline.filters import Choice, Facet, facets_of, filter_data
from explainer.views.timeline.time_scale import moment_of
from explainer.views.timeline.vertical import VerticalDrawing, vertical_of

FEWEST = 3
"""With fewer events than this, a narrowed timeline shows no more than their list does."""
MOST, MANY = 36, 20
"""A narrowed timeline of more events than the first shows the weightier ones without filters, and leads to the page
where all of them can be filtered; one of more than the second has no closer looks, since its list says the same."""
_WIDTHS = {"wide": 64.0, "whole": 94.0}
_ROOM = 7.5
"""The widths of the drawings of the whole, beside a list of contents and across the page, which timeline.css knows too;
and what each event has on a closer look."""

Event = Entry[EventFields]


@dataclass(frozen=True)
class TimelineItem:
    """An event in the list; `id` is that of its mark on the axis as well."""

    id: str
    card: Card


@dataclass(frozen=True)
class EraList:
    id: str
    title: str
    items: tuple[TimelineItem, ...]


@dataclass(frozen=True)
class Rest:
    """For a narrowed timeline with only the main events: the words that say so, and where all of them are."""

    text: str
    page: str
    query: str


@dataclass(frozen=True)
class Timeline:
    """A timeline on a page. `zooms` are the choices of how closely to look; empty if there is only one drawing."""

    drawings: tuple[axis.AxisDrawing, ...]
    vertical: VerticalDrawing | None
    """The drawing for a phone; None of no events."""
    zooms: tuple[Choice, ...]
    leaders: tuple[Leaders, ...]
    facets: tuple[Facet, ...]
    weights: tuple[Choice, ...]
    first_year: str
    last_year: str
    has_years_before_one: bool
    data: str
    """What the filters compare, as JSON; empty if there are no filters."""
    eras: tuple[EraList, ...]
    rest: Rest | None = None


@dataclass(frozen=True, kw_only=True)
class TimelineView(PageView):
    count: str
    crumbs: tuple[Crumb, ...]
    timeline: Timeline


def timeline_view(context: Context) -> TimelineView:
    """The page of all events; its groups are the eras of dispute.yml, or centuries if it names none."""
    words = context.words
    return TimelineView(
        collection="timeline",
        page="timeline.md",
        title=words.say("timeline"),
        summary=words.say("timeline-summary", dispute=context.corpus.dispute.title),
        count=words.count("collection-events-count", len(context.corpus.events)),
        crumbs=(Crumb(words.say("home"), "index.md"),),
        timeline=_timeline(context.corpus.events, context),
    )


def narrowed(
    keep: Callable[[EventFields], bool], context: Context, query: str = "", is_wide: bool = False
) -> Timeline | None:
    """The timeline of the events that are kept; None if there are too few.

    Unless it `is_wide` and lies across the page, who was in office is not drawn but listed, since the page has more to
    load.

    With a query that narrows the page of all events in the same way, only the main ones of many are shown.
    """
    events = [event for event in context.corpus.events if keep(event.fields)]
    if len(events) < FEWEST:
        return None
    main = _main_of(events) if query else events
    timeline = _timeline(main, context, looks=1 if query and len(main) > MANY else 3, is_wide=is_wide)
    if len(main) == len(events):
        return timeline
    return replace(timeline, facets=(), weights=(), data="", rest=_rest(len(main), len(events), query, context))


def _main_of(events: Sequence[Event]) -> Sequence[Event]:
    """The main events: all if they are few, otherwise those of the lowest weight that leaves some, but not too many."""
    sets = [[event for event in events if event.fields.weight >= least] for least in (1, 2, 3)]
    return next((kept for kept in sets if FEWEST <= len(kept) <= MOST), events)


def _rest(shown: int, total: int, query: str, context: Context) -> Rest:
    return Rest(context.words.say("timeline-main", shown=str(shown), total=str(total)), "timeline.md", query)


def _timeline(unsorted: Sequence[Event], context: Context, looks: int = 3, is_wide: bool = True) -> Timeline:
    events = sorted(unsorted, key=in_time)
    levels = _levels(events)[:looks]
    words = context.words
    leaders = leaders_of(context)
    plan = _plan(events, leaders if is_wide else (), context) if events else None
    widths = _WIDTHS if is_wide else {"wide": _WIDTHS["wide"]}
    drawn = [axis.AxisEvent(event.id, card_of(event, context), event.fields.date) for event in events]
    years = [year for event in events for year in (event.fields.date.years()[0], event.fields.date.years()[-1])]
    return Timeline(
        drawings=_drawings(drawn, levels, widths, plan, context) if plan else (),
        vertical=vertical_of(drawn, levels[0], plan, context) if plan else None,
        zooms=tuple(
            Choice(str(n), words.say(f"zoom-weight-{least}")) for n, least in enumerate(levels, 1) if len(levels) > 1
        ),
        leaders=leaders,
        facets=facets_of(events, context),
        weights=tuple(Choice(str(least), words.say(f"weight-{least}")) for least in sorted({*_levels(events), 1})),
        first_year=_written(min(years, default=1)),
        last_year=_written(max(years, default=1)),
        has_years_before_one=min(years, default=1) < 1,
        data=filter_data(events, context),
        eras=_eras(events, context),
    )


def _written(year: int) -> str:
    """The year as fields and URLs write it: -300 for 300 BCE."""
    return str(year if year > 0 else year - 1)


def _levels(events: Sequence[Event]) -> tuple[int, ...]:
    """The least weight with a label at each zoom, the farthest first; the farthest shows at least some events."""
    counts = {least: sum(event.fields.weight >= least for event in events) for least in (3, 2, 1)}
    farthest = next((least for least in (3, 2) if counts[least] >= FEWEST), 1)
    levels = range(farthest, 0, -1)
    return tuple(least for least in levels if least == farthest or counts[least] > counts[least + 1])


def _drawings(
    events: Sequence[axis.AxisEvent],
    levels: tuple[int, ...],
    widths: Mapping[str, float],
    plan: axis.Plan,
    context: Context,
) -> tuple[axis.AxisDrawing, ...]:
    """The whole for every width of page, then the closer looks."""
    sheets = [axis.AxisSheet(f"1-{name}", 1, levels[0], width) for name, width in widths.items()]
    for zoom, least in enumerate(levels[1:], 2):
        shown = sum(event.card.weight >= least for event in events)
        sheets.append(axis.AxisSheet(str(zoom), zoom, least, max(_WIDTHS["wide"] * zoom, _ROOM * shown)))
    return tuple(axis.drawing_of(events, sheet, plan, context) for sheet in sheets)


def _plan(events: Sequence[Event], leaders: tuple[Leaders, ...], context: Context) -> axis.Plan:
    """The eras of the axis: from the year of the first event to the end of that of the last."""
    end = max(dates.reach(e.fields.date).last or e.fields.date.anchor for e in events)[0] + 1.0
    return axis.Plan(_drawn_eras(events, end, context), end, leaders)


def _drawn_eras(events: Sequence[Event], end: float, context: Context) -> tuple[axis.AxisEra, ...]:
    """The eras, or centuries, from that of the first event; the first begins with that event's year."""
    reaches = [dates.reach(event.fields.date) for event in events]
    start = float(min((r.first or e.fields.date.anchor)[0] for r, e in zip(reaches, events, strict=True)))
    starts = _era_starts(events, context)
    before = [title for moment, title in starts if moment <= start]
    first = before[-1] if before else _title(0, context.corpus.dispute.eras, context)
    return (
        axis.AxisEra(first, start),
        *(axis.AxisEra(title, moment) for moment, title in starts if start < moment < end),
    )


def _era_starts(events: Sequence[Event], context: Context) -> list[tuple[float, str]]:
    eras = context.corpus.dispute.eras
    if eras:
        return [(moment_of(era.start.anchor), era.title) for era in eras]
    centuries = sorted({event.fields.date.year // 100 * 100 for event in events})
    return [(float(century), century_title(century, context)) for century in centuries]


def _eras(events: Sequence[Event], context: Context) -> tuple[EraList, ...]:
    eras = context.corpus.dispute.eras
    grouped = groupby(events, lambda event: _era_number(event.fields.date, context))
    return tuple(
        EraList(
            f"era-{number}",
            _title(number, eras, context),
            tuple(TimelineItem(event.id, card_of(event, context)) for event in in_era),
        )
        for number, in_era in grouped
    )


def era_anchors(context: Context) -> tuple[tuple[str, str], ...]:
    """The id and title of each group on the page of all events."""
    numbers = sorted({_era_number(event.fields.date, context) for event in context.corpus.events})
    return tuple((f"era-{number}", _title(number, context.corpus.dispute.eras, context)) for number in numbers)


def _era_number(date: dates.Edtf, context: Context) -> int:
    """The number of the era, from 1; 0 before the first. Without eras, the century."""
    eras = context.corpus.dispute.eras
    if not eras:
        return date.year // 100 * 100
    return sum(1 for era in eras if era.start.anchor <= date.anchor)


def _title(number: int, eras: tuple[EraFields, ...], context: Context) -> str:
    if not eras:
        return century_title(number, context)
    return eras[number - 1].title if number else context.words.say("era-before", era=eras[0].title)
