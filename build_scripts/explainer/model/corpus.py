"""Files of the content with their fields and texts, and the whole of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from explainer.model.fields import (
    Actor,
    Collection,
    Dispute,
    Document,
    Event,
    Party,
    Place,
    Question,
    ReadingPath,
    Redirect,
    SiteText,
    Source,
    Status,
    Subject,
)

if TYPE_CHECKING:
    from explainer.model.atlas import Atlas

DISPUTE_FILE = "dispute.yml"
REDIRECTS_FILE = "redirects.yml"

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Remark:
    """A comment in the fields: its reason, which may be empty, and the line that it is about."""

    reason: str
    about: int


@dataclass(frozen=True, eq=False)
class Lines:
    """The line of each field in its file; a field that has none is answered with its parent's.

    Each is equal to itself only.
    """

    at: Mapping[Path, int] = field(default_factory=dict)
    silences: Mapping[int, Remark] = field(default_factory=dict)
    """The comments `# wording: reason` by their line."""

    def of(self, *path: str | int) -> int:
        while path and path not in self.at:
            path = path[:-1]
        return self.at.get(path, 1)


@dataclass(frozen=True)
class Body:
    """The Markdown below the front matter, and the line of the file where it begins."""

    text: str
    first_line: int


@dataclass(frozen=True)
class LeftOut:
    """A file with a mistake that keeps it from being an entry: its front matter and what is below, as far as they can
    be told apart; `front` is all of it where they cannot, and empty where the file does not even say what it is."""

    path: str
    front: str = ""
    body: Body = Body("", 1)

    @property
    def id(self) -> str:
        """The id that is meant, where the name of the file cannot be one: `The Harbour.md` is `the-harbour`."""
        stem = self.path.rpartition("/")[2].rpartition(".")[0]
        return re.sub(r"[\s_]+", "-", stem.strip()).lower()


F = TypeVar("F", Event, Actor, Place, Document, Question, Subject, Source, ReadingPath, SiteText)
AnyFields = Event | Actor | Place | Document | Question | Subject | Source | ReadingPath | SiteText


@dataclass(frozen=True)
class Entry(Generic[F]):
    """A file of the content: its fields, its text, and where both stand."""

    id: str
    collection: Collection
    path: str
    fields: F
    body: Body
    lines: Lines

    @property
    def title(self) -> str:
        return self.fields.title

    @property
    def is_published(self) -> bool:
        return self.fields.status is Status.PUBLISHED


AnyEntry = (
    Entry[Event]
    | Entry[Actor]
    | Entry[Place]
    | Entry[Document]
    | Entry[Question]
    | Entry[Subject]
    | Entry[Source]
    | Entry[ReadingPath]
    | Entry[SiteText]
)
BackgroundEntry = Entry[Place] | Entry[Document] | Entry[Question] | Entry[Subject]


@dataclass(frozen=True)
class Corpus:
    """The whole content. Every tuple is sorted by id; an id stands once, whatever the files say."""

    dispute: Dispute
    dispute_lines: Lines
    events: tuple[Entry[Event], ...] = ()
    actors: tuple[Entry[Actor], ...] = ()
    background: tuple[BackgroundEntry, ...] = ()
    sources: tuple[Entry[Source], ...] = ()
    paths: tuple[Entry[ReadingPath], ...] = ()
    site: tuple[Entry[SiteText], ...] = ()
    has_dispute: bool = True
    """Whether dispute.yml could be read; without it, what depends on it is not checked."""
    atlas: Atlas | None = None
    """None where the content has no map."""
    redirects: tuple[Redirect, ...] | None = ()
    """In the order of the file; None where it cannot be read."""
    redirect_lines: Lines = Lines()
    left_out: tuple[LeftOut, ...] = ()
    """The files that are no entries for a mistake of their own. What is missing elsewhere may be in them, and is not
    reported as missing then: a mistake in one file is no problem of another."""

    def __iter__(self) -> Iterator[AnyEntry]:
        yield from self.events
        yield from self.actors
        yield from self.background
        yield from self.sources
        yield from self.paths
        yield from self.site

    @cached_property
    def by_id(self) -> Mapping[str, AnyEntry]:
        """Every file but the site's own texts, which cannot be linked to by id."""
        return {entry.id: entry for entry in self if entry.collection is not Collection.SITE}

    @cached_property
    def by_path(self) -> Mapping[str, AnyEntry]:
        """Every file, by its path in the content."""
        return {entry.path: entry for entry in self}

    @cached_property
    def site_text_by_id(self) -> Mapping[str, Entry[SiteText]]:
        return {text.id: text for text in self.site}

    @cached_property
    def source_by_id(self) -> Mapping[str, Entry[Source]]:
        return {source.id: source for source in self.sources}

    @cached_property
    def actor_by_id(self) -> Mapping[str, Entry[Actor]]:
        return {actor.id: actor for actor in self.actors}

    @cached_property
    def party_by_id(self) -> Mapping[str, Party]:
        return {party.id: party for party in self.dispute.parties}

    @cached_property
    def left_out_ids(self) -> frozenset[str]:
        return frozenset(file.id for file in self.left_out)

    @cached_property
    def left_out_paths(self) -> frozenset[str]:
        return frozenset(file.path for file in self.left_out)

    def may_have(self, words: str) -> bool:
        """Whether a file that is left out has, or may have, these words in its fields: a name, an id, an office."""
        return any(not front or _plain(words) in front for front in self._left_out_fronts)

    @cached_property
    def _left_out_fronts(self) -> tuple[str, ...]:
        return tuple(_plain(file.front) for file in self.left_out)

    def only(self, keep: Callable[[AnyEntry], bool]) -> Corpus:
        """The corpus without the files that `keep` does not answer for."""
        return replace(
            self,
            events=tuple(e for e in self.events if keep(e)),
            actors=tuple(e for e in self.actors if keep(e)),
            background=tuple(e for e in self.background if keep(e)),
            sources=tuple(e for e in self.sources if keep(e)),
            paths=tuple(e for e in self.paths if keep(e)),
            site=tuple(e for e in self.site if keep(e)),
        )

    def destination_of(self, redirect: Redirect) -> str:
        """The id to which a redirect leads, through others where it leads to an old id; it may be that of no entry."""
        next_of = {r.old.partition("/")[2]: r.target for r in self.redirects or ()}
        target, passed = redirect.target, set[str]()
        while target not in self.by_id and target in next_of and target not in passed:
            passed.add(target)
            target = next_of[target]
        return target


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
