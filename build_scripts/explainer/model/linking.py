"""What refers to what: the references in texts as they are found and as they are resolved, and all links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from explainer.model.corpus import DISPUTE_FILE, AnyEntry, Body, Corpus
from explainer.model.fields import Collection, ReadingPath


@dataclass(frozen=True)
class WikiLink:
    """`[[target#heading|words]]`; heading and words are None where they are not given."""

    start: int
    end: int
    line: int
    target: str
    heading: str | None
    words: str | None


@dataclass(frozen=True)
class Cited:
    """One source in a citation, with the locator as it is written."""

    source: str
    locator: str
    prefix: str


@dataclass(frozen=True)
class Citation:
    """`[@a; @b, p. 2]`."""

    start: int
    end: int
    line: int
    cited: tuple[Cited, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of the text, with the id that the page gives it; `end` is the end of its line."""

    start: int
    end: int
    line: int
    text: str
    id: str
    source: str
    """The heading as Markdown, without its id."""


@dataclass(frozen=True)
class FileLink:
    """A link or picture whose address is relative: another file of the content, or a place on the page."""

    start: int
    end: int
    line: int
    address: str


@dataclass(frozen=True)
class Silence:
    """`<!-- wording: reason -->`: the editor's word that a finding of the wording is as it should be.

    `reason` is empty where none is given.
    """

    start: int
    end: int
    line: int
    reason: str


@dataclass(frozen=True)
class TextReferences:
    """All that a text refers to, in the order of the text."""

    links: tuple[WikiLink, ...]
    citations: tuple[Citation, ...]
    headings: tuple[Heading, ...]
    files: tuple[FileLink, ...]
    has_footnotes: bool = False
    silences: tuple[Silence, ...] = ()

    def has_heading(self, heading_id: str) -> bool:
        return any(heading.id == heading_id for heading in self.headings)


@dataclass(frozen=True)
class Link:
    """One reference from a file to an entry or source. `origin` is the id of an entry, or a path of another file."""

    origin: str
    target: str
    reason: str
    detail: str
    line: int


@dataclass(frozen=True)
class ResolvedLink:
    """A link of a text: what it replaces, where it goes, and the words it shows (None: the target's title).

    `target` is the id of an entry, the name of a list, the id of a text of the site, or empty for the same page.
    """

    start: int
    end: int
    target: str
    heading: str | None
    words: str | None


@dataclass(frozen=True)
class ResolvedFile:
    """The address of a file in a text: what it replaces, the file's path in the content, the id of a heading."""

    start: int
    end: int
    path: str
    fragment: str


@dataclass(frozen=True)
class ResolvedText:
    """A text with everything in it that a page must replace; what could not be resolved is left out."""

    body: Body
    links: tuple[ResolvedLink, ...]
    citations: tuple[Citation, ...]
    headings: tuple[Heading, ...]
    files: tuple[ResolvedFile, ...]
    has_footnotes: bool = False
    cites_unknown: bool = False
    """Whether it cites a source that cannot be found or read, which is a problem of its own."""
    silences: tuple[Silence, ...] = ()
    """Comments for the checker, which no page shows."""


@dataclass(frozen=True)
class Links:
    """All links, sorted by where they stand, and the texts they stand in, by the path of the file."""

    all: tuple[Link, ...]
    texts: Mapping[str, ResolvedText]

    @cached_property
    def _to(self) -> Mapping[str, tuple[Link, ...]]:
        return _grouped(self.all, "target")

    @cached_property
    def _of(self) -> Mapping[str, tuple[Link, ...]]:
        return _grouped(self.all, "origin")

    def to(self, entry_id: str) -> tuple[Link, ...]:
        """The links that lead to an entry."""
        return self._to.get(entry_id, ())

    def of(self, origin: str) -> tuple[Link, ...]:
        """The links that leave an entry."""
        return self._of.get(origin, ())


def unreferenced(corpus: Corpus, links: Links) -> Iterator[AnyEntry]:
    """Published entries to which no other published file refers, and sources that nobody cites, by collection and id.

    A path is never one: the list of paths leads to it.
    """
    published = {e.path if e.collection is Collection.SITE else e.id for e in corpus if e.is_published} | {DISPUTE_FILE}
    published |= corpus.left_out_paths
    for entry in corpus.by_id.values():
        linking = {link.origin for link in links.to(entry.id)} - {entry.id}
        is_listed = not entry.is_published or isinstance(entry.fields, ReadingPath)
        if not is_listed and not linking & published and not corpus.may_have(entry.id):
            yield entry


def _grouped(links: Iterable[Link], by: str) -> Mapping[str, tuple[Link, ...]]:
    groups: defaultdict[str, list[Link]] = defaultdict(list)
    for link in links:
        groups[getattr(link, by)].append(link)
    return {key: tuple(found) for key, found in groups.items()}
