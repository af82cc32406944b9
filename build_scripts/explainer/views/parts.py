"""The pieces that views are made of: plain values, labelled in the reader's language and sorted, without markup.

Convention: `page` is the path of a page as MkDocs receives it (`events/1855-treaty-of-the-ford.md`), with `#part` for a
part of it. `pages` decides which address a browser sees.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from explainer import dates
from explainer.build_cache import BuildCache
from explainer.catalogue import Catalogue, catalogue_of
from explainer.citations import Reference
from explainer.model.atlas import State
from explainer.model.corpus import AnyEntry, Corpus
from explainer.model.edition import Edition
from explainer.model.fields import Collection, Event, Source
from explainer.model.references import Links

T = TypeVar("T")

MAP_PAGE = "map.md"


@dataclass(frozen=True)
class Context:
    """What every view is made from: the published content, its links, the edition, sources as references."""

    corpus: Corpus
    links: Links
    edition: Edition
    references: Mapping[str, Reference]
    cache: BuildCache = field(default_factory=BuildCache)
    _known: dict[Callable[[Context], object], object] = field(default_factory=dict, compare=False, repr=False)

    def once(self, make: Callable[[Context], T]) -> T:
        """What the function gives for this context; many views ask for the same."""
        if make not in self._known:
            self._known[make] = make(self)
        return self._known[make]  # type: ignore[return-value]

    @cached_property
    def words(self) -> Catalogue:
        """The words of the edition's language, and the dispute's own for its kinds and roles."""
        return catalogue_of(self.edition.language).with_phrases(self.corpus.dispute.vocabulary.phrases())

    def date(self, date: dates.Edtf) -> str:
        return dates.label(date, self.words)

    def party_name(self, party: str) -> str:
        return self.corpus.party_by_id[party].name


V_co = TypeVar("V_co", covariant=True)


@dataclass(frozen=True)
class LazyView(Generic[V_co]):
    """The view of a page, made on demand."""

    page: str
    make: Callable[[], V_co]


@dataclass(frozen=True)
class Crumb:
    title: str
    page: str


@dataclass(frozen=True)
class Card:
    """An entry in a list. `date` is empty if it has none; `machine_date` is for HTML's time element, or empty."""

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
    gloss: str = ""
    """The title in the language of the site, where that of a source is in another."""
    choices: tuple[str, ...] = ()
    """In a list that can be narrowed: its value of each facet."""
    short: str = ""
    """Of an event: what drawings say for its title, where it names something."""

    @property
    def label(self) -> str:
        """What stands on a drawing."""
        return self.short or self.title


@dataclass(frozen=True)
class PathStep:
    """An entry's place on a path: `id` is that of the line which shows it. The first and the last lack a neighbour."""

    id: str
    title: str
    page: str
    place: str
    previous: Card | None
    next: Card | None


@dataclass(frozen=True)
class NoteMark:
    """A note number in the text: `anchor` is its own id, `target` the id of the reference it leads to."""

    number: int
    anchor: str
    target: str
    prefix: str = ""


@dataclass(frozen=True)
class Value:
    """A value in a row: text, where it leads, its language, the note beside it, the source it rests on."""

    text: str
    page: str = ""
    url: str = ""
    language: str = ""
    note: str = ""
    party: str = ""
    marks: tuple[NoteMark, ...] = ()


@dataclass(frozen=True)
class ChangeView:
    date: str
    note: str


@dataclass(frozen=True)
class PageCitation:
    """How the page is cited in a style: HTML before and behind its address."""

    style: str
    before: str
    behind: str


@dataclass(frozen=True)
class Provenance:
    """How a page was made: when it was reviewed, which sources it rests on, where its file is."""

    reviewed: str
    source_count: str
    perspectives: tuple[Value, ...]
    changes: tuple[ChangeView, ...]
    path: str
    sort: str
    """The kind of a background entry, otherwise the collection: it decides which form an editor needs."""
    citations: tuple[PageCitation, ...] = ()
    """Empty for a source, whose page gives the source itself to cite."""
    has_files: bool = False
    """Whether files of reference managers stand beside the page."""


@dataclass(frozen=True)
class TrendBar:
    """A figure as a small bar: `height` is in per cent of the highest, `words` say the figure and its date."""

    height: float
    words: str


@dataclass(frozen=True)
class InfoboxRow:
    """A line of an infobox; `values` is never empty."""

    label: str
    values: tuple[Value, ...]
    name: str
    trend: tuple[TrendBar, ...] = ()
    """The figures of the row as a small drawing, the earliest first; empty where they are too few to show a trend."""


@dataclass(frozen=True)
class Group:
    """A labelled list, with lists inside it if it is divided further."""

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


def page_of_state(state: State) -> str:
    """The part of the map's page that shows a state."""
    return f"{MAP_PAGE}#{state.id}"


def kind_of(entry: AnyEntry, words: Catalogue) -> str:
    """The label of an entry's kind; of a source, its type."""
    if isinstance(entry.fields, Source):
        return words.say(f"source-type-{entry.fields.type}")
    kind = getattr(entry.fields, "kind", "")
    return words.say(f"kind-{kind}") if kind else ""


def date_of(entry: AnyEntry) -> dates.Edtf | None:
    """The date by which an entry is sorted."""
    fields = vars(entry.fields)  # pydantic takes long to say that it has no such attribute
    found = (fields.get(name) for name in ("date", "issued"))
    return next((date for date in found if isinstance(date, dates.Edtf)), None)


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
        gloss=(entry.fields.original_title or "") if isinstance(entry.fields, Source) else "",
        short=entry.fields.short or "" if isinstance(entry.fields, Event) else "",
    )


def _foreign(language: str, context: Context) -> str:
    return "" if language == context.words.language else language


def machine_date(date: dates.Edtf) -> str:
    """The date in the form of HTML's time element; empty if that cannot say it."""
    start = date.start
    is_plain = start and not date.is_interval and not start.uncertain and not start.approximate
    if is_plain and start and start.precision is dates.Precision.DAY and start.first[0] >= 1:
        return date.text
    return ""


def in_time(entry: AnyEntry) -> tuple[bool, tuple[dates.Day, dates.Day, str], str, str]:
    """A key that sorts entries with a date by it and then by id, before those without, which go by title."""
    date = date_of(entry)
    if date is None:
        return (True, ((0, 0, 0), (0, 0, 0), ""), entry.title.casefold(), entry.id)
    return (False, dates.sort_key(date), "", entry.id)


def language_name(language: str, words: Catalogue) -> str:
    """The name of a language, in that of the reader; its tag where CLDR has no name for it."""
    names: Mapping[str, str] = words.locale.languages
    return names.get(language.split("-", maxsplit=1)[0], language)


def by_title(entry: AnyEntry) -> tuple[str, str]:
    return (entry.title.casefold(), entry.id)


def century_title(century: int, context: Context) -> str:
    """'1900 to 1999' for 1900: centuries here begin with the round year, as decades do."""
    if century < 0:
        return context.words.say("years-bce", first=1 - century, last=-98 - century)
    return context.words.say("date-century", first=str(century), last=str(century + 99))


def decade_title(decade: int, context: Context) -> str:
    """'1850s' for 1850; years before 1 count backwards."""
    if decade < 0:
        return context.words.say("years-bce", first=1 - decade, last=-8 - decade)
    return context.words.say("date-decade", years=str(decade))


def crumbs_of(collection: str, context: Context) -> tuple[Crumb, ...]:
    """The way from the home page to a page of the collection."""
    words = context.words
    return (
        Crumb(words.say("home"), "index.md"),
        Crumb(words.say(f"collection-{collection}"), f"{collection}/index.md"),
    )
