"""The pieces that views are made of: plain values, labelled in the reader's language and sorted, with no markup.

Convention: `page` is the path of a page as MkDocs receives it (`events/1855-treaty-of-the-ford.md`), with `#part`
where a part of it is meant; what address a browser sees for it is decided in `pages`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from explainer import dates
from explainer.catalogue import Catalogue
from explainer.citations import Reference
from explainer.memory import Memory
from explainer.model.corpus import AnyEntry, Corpus
from explainer.model.fields import Collection, Event, Source
from explainer.model.linking import Links
from explainer.views.drawing import THUMBNAIL, Sheet, sheets_of


@dataclass(frozen=True)
class Context:
    """What every view is made from: the published content, its links, the reader's words, sources as references."""

    corpus: Corpus
    links: Links
    words: Catalogue
    references: Mapping[str, Reference]
    memory: Memory = field(default_factory=Memory)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The views of the map, none where the content has no map."""
        return self.memory.recall(sheets_of, self.corpus.atlas) if self.corpus.atlas else ()

    @cached_property
    def thumbnails(self) -> tuple[Sheet, ...]:
        """The same, small and coarse."""
        return self.memory.recall(sheets_of, self.corpus.atlas, THUMBNAIL) if self.corpus.atlas else ()

    def date(self, date: dates.Edtf) -> str:
        return dates.label(date, self.words)

    def party_name(self, party: str) -> str:
        return self.corpus.party_by_id[party].name


V_co = TypeVar("V_co", covariant=True)


@dataclass(frozen=True)
class Later(Generic[V_co]):
    """The view of a page that is made when it is asked for."""

    page: str
    make: Callable[[], V_co]


@dataclass(frozen=True)
class Crumb:
    title: str
    page: str


@dataclass(frozen=True)
class Card:
    """An entry in a list. `date` is empty for what has none; `machine_date` is for HTML's time element, or empty."""

    page: str
    title: str
    summary: str
    collection: str
    kind: str
    date: str = ""
    machine_date: str = ""
    weight: int = 0
    note: str = ""
    language: str = ""
    """The language of the title, where it is not that of the site."""


@dataclass(frozen=True)
class Stop:
    """An entry's place on a path: `id` is that of the line which shows it; the ends have no neighbour on one side."""

    id: str
    title: str
    page: str
    place: str
    previous: Card | None
    next: Card | None


@dataclass(frozen=True)
class Mark:
    """A note number in the text: `anchor` is its own id, `target` the id of the reference it leads to."""

    number: int
    anchor: str
    target: str
    note: str
    prefix: str = ""


@dataclass(frozen=True)
class Value:
    """One value of a row: text, where it leads, its language, what is said beside it, the source it rests on."""

    text: str
    page: str = ""
    url: str = ""
    language: str = ""
    note: str = ""
    party: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class ChangeView:
    date: str
    note: str


@dataclass(frozen=True)
class Made:
    """How a page was made: when it was reviewed, on what it rests, where its file is."""

    reviewed: str
    source_count: str
    perspectives: tuple[Value, ...]
    changes: tuple[ChangeView, ...]
    path: str
    sort: str
    """The kind of a background entry, else the collection: what tells which form an editor needs."""


@dataclass(frozen=True)
class Row:
    """A line of an infobox; `values` is never empty."""

    label: str
    values: tuple[Value, ...]
    name: str


@dataclass(frozen=True)
class Group:
    """A labelled list, with lists inside where it is divided further."""

    id: str
    title: str
    cards: tuple[Card, ...] = ()
    groups: tuple[Group, ...] = ()
    party: str = ""

    @property
    def count(self) -> int:
        return len(self.cards) + sum(group.count for group in self.groups)


def page_of(entry: AnyEntry) -> str:
    """The page of an entry or of a text of the site."""
    if entry.collection is Collection.SITE:
        return "index.md" if entry.id == "home" else f"{entry.id}.md"
    return f"{entry.collection}/{entry.id}.md"


def kind_of(entry: AnyEntry, words: Catalogue) -> str:
    """The label of an entry's kind; of a source, its type."""
    if isinstance(entry.fields, Source):
        return words.say(f"source-type-{entry.fields.type}")
    kind = getattr(entry.fields, "kind", "")
    return words.say(f"kind-{kind}") if kind else ""


def date_of(entry: AnyEntry) -> dates.Edtf | None:
    """The date an entry is sorted by."""
    for name in ("date", "issued"):
        date = getattr(entry.fields, name, None)
        if isinstance(date, dates.Edtf):
            return date
    return None


def card_of(entry: AnyEntry, context: Context, note: str = "") -> Card:
    date = date_of(entry)
    return Card(
        page=page_of(entry),
        title=entry.title,
        summary=entry.fields.summary or "",
        collection=entry.collection,
        kind=kind_of(entry, context.words),
        date=context.date(date) if date else "",
        machine_date=machine_date(date) if date else "",
        weight=entry.fields.weight if isinstance(entry.fields, Event) else 0,
        note=note,
        language=_foreign(entry.fields.language, context) if isinstance(entry.fields, Source) else "",
    )


def _foreign(language: str, context: Context) -> str:
    return "" if language == context.words.language else language


def machine_date(date: dates.Edtf) -> str:
    """The date as HTML's time element takes it; empty for what it cannot say."""
    start = date.start
    is_plain = start and not date.is_interval and not start.uncertain and not start.approximate
    if is_plain and start and start.precision is dates.Precision.DAY and start.first[0] >= 1:
        return date.text
    return ""


def in_time(entry: AnyEntry) -> tuple[bool, tuple[dates.Day, dates.Day, str], str, str]:
    """Sorts what has a date by it and then by id, before what has none, which goes by title."""
    date = date_of(entry)
    if date is None:
        return (True, ((0, 0, 0), (0, 0, 0), ""), entry.title.casefold(), entry.id)
    return (False, dates.sort_key(date), "", entry.id)


def by_title(entry: AnyEntry) -> tuple[str, str]:
    return (entry.title.casefold(), entry.id)


def century_title(century: int, context: Context) -> str:
    """'1900 to 1999' of 1900: centuries here begin with the round year, as the decades do."""
    if century < 0:
        return context.words.say("years-bce", first=1 - century, last=-98 - century)
    return context.words.say("date-century", first=str(century), last=str(century + 99))
