"""What changed on the site, from the notes of entries: a page, and the lists of which feeds are made."""

from __future__ import annotations

import datetime
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from explainer import dates
from explainer.model.corpus import AnyEntry
from explainer.model.references import LinkReason
from explainer.views.page_view import PageView
from explainer.views.parts import Context, Crumb, page_of

CHANGES_PAGE = "changes.md"
FEEDS = "feeds"
WHOLE = "changes"
"""The name of the feed of the whole."""
_LONGEST = 200
"""How many changes the page shows: readers come for the latest."""
_NAMESPACE = uuid.UUID("6f1f3d5e-2d9b-5c1a-9a55-0b6a1c3e7d42")
"""Of the ids of changes. It stays as it is, since readers of feeds know a change by its id."""


@dataclass(frozen=True)
class PageChange:
    """A change that readers are told of. Its id follows from the entry, the day, and its place among those of a day."""

    id: str
    day: datetime.date
    title: str
    page: str
    note: str


@dataclass(frozen=True)
class ChangeFeed:
    """The changes that concern a page, the latest first. `name` is that of its files."""

    name: str
    title: str
    page: str
    changes: tuple[PageChange, ...]

    @property
    def id(self) -> str:
        """Stays the same where the site moves to another address."""
        return uuid.uuid5(_NAMESPACE, self.name).urn


@dataclass(frozen=True)
class ChangeDay:
    """The changes of a day. No link leads to a day: those that are long ago leave the page."""

    label: str
    changes: tuple[PageChange, ...]


@dataclass(frozen=True)
class FeedLink:
    title: str
    page: str
    atom: str
    json: str


@dataclass(frozen=True, kw_only=True)
class ChangesView(PageView):
    """The page of what changed."""

    crumbs: tuple[Crumb, ...]
    days: tuple[ChangeDay, ...]
    all_changes: str
    """The file that has all changes, where the page has the latest alone; otherwise empty."""
    feed_links: tuple[FeedLink, ...]


def changes_view(context: Context) -> ChangesView:
    """What the page shows: the latest day first."""
    say, changes = context.words.say, _changes(context.corpus.by_id.values())
    return ChangesView(
        page=CHANGES_PAGE,
        title=say("what-changed"),
        summary=say("what-changed-summary", dispute=context.corpus.dispute.title),
        collection="changes",
        crumbs=(Crumb(say("home"), "index.md"),),
        days=tuple(_days(changes[:_LONGEST], context)),
        all_changes="data/changes.csv" if len(changes) > _LONGEST else "",
        feed_links=tuple(FeedLink(feed.title, feed.page, *files_of_feed(feed.name)) for feed in feeds_of(context)),
    )


def _days(changes: Iterable[PageChange], context: Context) -> Iterator[ChangeDay]:
    for day, of_day in groupby(changes, key=lambda change: change.day):
        yield ChangeDay(context.date(dates.parse(day.isoformat())), tuple(of_day))


def feeds_of(context: Context) -> tuple[ChangeFeed, ...]:
    """The feed of the whole, and one for each topic and actor that a change concerns; none where nothing changed."""
    corpus, entries = context.corpus, tuple(context.corpus.by_id.values())
    place_of = {entry.id: place for place, entry in enumerate(entries)}
    feeds = [ChangeFeed(WHOLE, corpus.dispute.title, CHANGES_PAGE, _changes(entries))]
    for topic in corpus.dispute.topics:
        found = _changes(entry for entry in entries if topic.id in getattr(entry.fields, "topics", ()))
        page = f"topics/{topic.id}.md"
        feeds.append(ChangeFeed(feed_of(page), topic.title, page, found))
    for actor in corpus.actors:
        concerned = {link.origin.entry for link in context.links.to(actor.id) if link.reason is LinkReason.ROLE}
        places = sorted(place_of[each] for each in {*concerned, actor.id} if each in place_of)
        found = _changes(entries[place] for place in places)
        feeds.append(ChangeFeed(feed_of(page_of(actor)), actor.title, page_of(actor), found))
    return tuple(feed for feed in feeds if feed.changes)


def feed_of(page: str) -> str:
    """The name of the feed that a page of a topic or an actor has: `topics/law.md` has `topic-law`."""
    return page.removesuffix(".md").replace("s/", "-", 1)


def feeds_by_page(context: Context) -> Callable[[str], tuple[str, ...]]:
    """Which feeds a page has, by its path."""

    @cache
    def names() -> Mapping[str, str]:
        return {feed.page: feed.name for feed in feeds_of(context)}

    return lambda page: files_of_feed(names()[page]) if page in names() else ()


def files_of_feed(name: str) -> tuple[str, str]:
    """The paths of a feed, in each format."""
    return f"{FEEDS}/{name}.atom", f"{FEEDS}/{name}.json"


def _changes(entries: Iterable[AnyEntry]) -> tuple[PageChange, ...]:
    """The changes of the entries, the latest first."""
    found = (change for entry in entries for change in _of_entry(entry))
    return tuple(sorted(found, key=lambda change: (-change.day.toordinal(), change.title)))


def _of_entry(entry: AnyEntry) -> Iterator[PageChange]:
    of_day: Counter[datetime.date] = Counter()
    for change in entry.fields.changes:
        of_day[change.date] += 1
        id_ = uuid.uuid5(_NAMESPACE, f"{entry.id}/{change.date}/{of_day[change.date]}")
        yield PageChange(id_.urn, change.date, entry.title, page_of(entry), change.note)
