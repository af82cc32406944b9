"""The files of the content with their fields and texts, and all of them together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Generic, TypeVar

from explainer.model.atlas import Atlas
from explainer.model.datasets import Dataset
from explainer.model.fields import (
    Actor,
    Collection,
    Dispute,
    Document,
    Event,
    Office,
    Party,
    Place,
    Question,
    ReadingPath,
    Redirect,
    SiteText,
    Snapshot,
    Source,
    Status,
    Subject,
)
from explainer.model.lines import Lines, Path
from explainer.model.pictures import PictureFile
from explainer.problems import Code, Problem

DISPUTE_FILE = "dispute.yml"
REDIRECTS_FILE = "redirects.yml"
RECORD_FILE = "record.yml"
SNAPSHOTS_FILE = "snapshots.yml"


@dataclass(frozen=True)
class Body:
    """The Markdown below the front matter, and the line of the file where it begins."""

    text: str
    first_line: int


@dataclass(frozen=True)
class LeftOut:
    """A file that cannot be an entry because of a mistake of its own.

    `front` is its front matter, or the whole text if this cannot be told from the rest; it is empty if the file does
    not even say what it is.
    """

    path: str
    front: str = ""
    body: Body = Body("", 1)

    @property
    def id(self) -> str:
        """The id that is meant: `the-harbour` for `The Harbour.md`, whose name cannot be an id."""
        stem = self.path.rpartition("/")[2].rpartition(".")[0]
        return re.sub(r"[\s_]+", "-", stem.strip()).lower()


F = TypeVar("F", Event, Actor, Place, Document, Question, Subject, Source, ReadingPath, SiteText)
AnyFields = Event | Actor | Place | Document | Question | Subject | Source | ReadingPath | SiteText


@dataclass(frozen=True)
class Entry(Generic[F]):
    """A file of the content: its fields, its text, and the lines of both."""

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

    def problem(self, at: Path, code: Code, message: str, hint: str = "") -> Problem:
        """A problem with the field at `at`."""
        return self.lines.problem(self.path, at, code, message, hint)


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
    """The whole content. Every tuple is sorted by id; each id occurs once, whatever the files say."""

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
    datasets: tuple[Dataset, ...] = ()
    files: frozenset[str] = frozenset()
    """The other files of the content: pictures, tables, what texts link to."""
    pictures: tuple[PictureFile, ...] = ()
    """Those that entries show as figures, sorted by path."""
    atlas: Atlas | None = None
    """None if the content has no map, or one that cannot be read."""
    has_map: bool = True
    """Whether the map could be read, or there is none; if not, nobody knows what it refers to."""
    redirects: tuple[Redirect, ...] | None = ()
    """In the order of the file; None if it cannot be read."""
    redirect_lines: Lines = field(default_factory=Lines)
    snapshots: tuple[Snapshot, ...] | None = ()
    """The published copies of the site, in the order of the file; None if it cannot be read."""
    snapshot_lines: Lines = field(default_factory=Lines)
    left_out: tuple[LeftOut, ...] = ()
    """The files that cannot be entries because of a mistake of their own.

    What is missing elsewhere may be in them and is then not reported: a mistake in one file is not a problem of
    another.
    """

    def __iter__(self) -> Iterator[AnyEntry]:
        yield from self.events
        yield from self.actors
        yield from self.background
        yield from self.sources
        yield from self.paths
        yield from self.site

    @cached_property
    def by_id(self) -> Mapping[str, AnyEntry]:
        """Every entry and source by id; the site's own texts cannot be linked to by id."""
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
    def picture_by_path(self) -> Mapping[str, PictureFile]:
        return {picture.path: picture for picture in self.pictures}

    @cached_property
    def dataset_by_id(self) -> Mapping[str, Dataset]:
        return {dataset.id: dataset for dataset in self.datasets}

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
        """Whether a left-out file has, or may have, these words in its fields: a name, an id, an office."""
        return any(not front or _plain(words) in front for front in self._left_out_fronts)

    @cached_property
    def _left_out_fronts(self) -> tuple[str, ...]:
        return tuple(_plain(file.front) for file in self.left_out)

    def offices_of(self, party: Party) -> Iterator[tuple[Entry[Actor], int, Office]]:
        """The offices of a party, or of a body that belongs to it, each with its holder and its number there.

        A left-out body may belong to any party.
        """
        for holder in self.actors:
            for number, office in enumerate(holder.fields.offices):
                body = self.actor_by_id.get(office.of)
                may_belong = office.of in self.left_out_ids if body is None else body.fields.party == party.id
                if office.of == party.actor or may_belong:
                    yield holder, number, office

    @cached_property
    def questions(self) -> tuple[tuple[AnyEntry, Question], ...]:
        """The background entries that are questions, with their fields."""
        return tuple((entry, entry.fields) for entry in self.background if isinstance(entry.fields, Question))

    def only(self, keep: Callable[[AnyEntry], bool]) -> Corpus:
        """The corpus with only the files that `keep` accepts."""
        return replace(
            self,
            events=tuple(e for e in self.events if keep(e)),
            actors=tuple(e for e in self.actors if keep(e)),
            background=tuple(e for e in self.background if keep(e)),
            sources=tuple(e for e in self.sources if keep(e)),
            paths=tuple(e for e in self.paths if keep(e)),
            site=tuple(e for e in self.site if keep(e)),
        )

    @cached_property
    def new_ids(self) -> Mapping[str, str]:
        """The present id of an entry for each of its former ids."""
        destinations = ((r.old.partition("/")[2], self.destination_of(r)) for r in self.redirects or ())
        return {old: target for old, target in destinations if target in self.by_id}

    def destination_of(self, redirect: Redirect) -> str:
        """The id that a redirect leads to in the end, by way of old ids. There may be no entry with it."""
        target, passed = redirect.target, set[str]()
        while target not in self.by_id and target in self._targets_of_old_ids and target not in passed:
            passed.add(target)
            target = self._targets_of_old_ids[target]
        return target

    @cached_property
    def _targets_of_old_ids(self) -> Mapping[str, str]:
        return {r.old.partition("/")[2]: r.target for r in self.redirects or () if "#" not in r.old}


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
