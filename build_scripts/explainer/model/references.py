"""What refers to what: references in texts as they are found and as they are resolved, and all links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from explainer.model.corpus import AnyEntry, Body, Corpus
from explainer.model.fields import ReadingPath
from explainer.model.lines import Path
from explainer.problems import Known
from explainer.text.headings import Heading
from explainer.text.syntax import ParsedText


@dataclass(frozen=True)
class WikiLink:
    """`[[target#heading|words]]`; heading and words are None if they are not given."""

    start: int
    end: int
    line: int
    target: str
    heading: str | None
    words: str | None


@dataclass(frozen=True)
class Cited:
    """A source in a citation, with the locator as it is written."""

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
class FileLink:
    """A link or picture with a relative address: another file of the content, or a place on the page.

    `start` and `end` are the position of the address as it is written; `address` is what it means.
    """

    start: int
    end: int
    line: int
    address: str


@dataclass(frozen=True)
class Embed:
    """`![[figures.csv]]`: a series of figures that the text shows. `dataset` is the id that is meant."""

    start: int
    end: int
    line: int
    dataset: str


@dataclass(frozen=True)
class Silence:
    """`<!-- wording: reason -->`, by which an editor answers a finding of the wording.

    `reason` is empty if none is given.
    """

    start: int
    end: int
    line: int
    reason: str


@dataclass(frozen=True)
class TextReferences:
    """A text as it was read, and everything that it refers to, in the order of the text."""

    tree: ParsedText
    links: tuple[WikiLink, ...]
    citations: tuple[Citation, ...]
    headings: tuple[Heading, ...]
    files: tuple[FileLink, ...]
    has_footnotes: bool = False
    silences: tuple[Silence, ...] = ()
    embeds: tuple[Embed, ...] = ()

    def has_heading(self, heading_id: str) -> bool:
        return heading_id in self._heading_ids

    def has_anchor(self, anchor: str) -> bool:
        """Whether a heading, or another part of the text that the editor gave an id, has this id."""
        return anchor in self._heading_ids or anchor in self._ids

    @cached_property
    def known_headings(self) -> Known:
        return Known(self._heading_ids)

    @cached_property
    def headings_by_words(self) -> Mapping[str, str]:
        """The id of the first heading for each wording, case-folded."""
        return {heading.text.casefold(): heading.id for heading in reversed(self.headings)}

    @cached_property
    def _heading_ids(self) -> frozenset[str]:
        return frozenset(heading.id for heading in self.headings)

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(node.get("id") for node in self.tree.walk() if node.get("id"))


class LinkReason(StrEnum):
    """The relation of a file to what it refers to."""

    CITES = "cites"
    IMPLEMENTS = "implements"
    MENTION = "mention"
    OFFICE = "office"
    PATH = "path"
    PLACE = "place"
    RESPONDS_TO = "responds-to"
    ROLE = "role"
    SEE_ALSO = "see-also"
    SUPERSEDES = "supersedes"

    @property
    def attribute(self) -> str:
        """The name of the event's field, for a reason that is named after one."""
        return self.value.replace("-", "_")


RELATIONS = (LinkReason.SUPERSEDES, LinkReason.RESPONDS_TO, LinkReason.IMPLEMENTS)
"""How one event may bear on another; each is also a field of an event."""


@dataclass(frozen=True, order=True)
class Origin:
    """The file that a link is in. `entry` is its id; empty for a text of the site, `dispute.yml` and the map."""

    path: str
    entry: str = ""


@dataclass(frozen=True)
class Link:
    """A reference from a file to an entry or source, or to a text of the site, whose `target` is its path."""

    origin: Origin
    target: str
    reason: LinkReason
    detail: str
    """The role, the office, or the place in the source; empty if there is nothing more to say."""
    line: int
    field: Path = ()
    """The path of the field; empty for a link in a text."""


@dataclass(frozen=True)
class ResolvedLink:
    """A link in a text: its position, its target, and the words it shows (None: the target's title).

    `target` is the id of an entry, the name of a list, the id of a text of the site, or empty for the same page.
    """

    start: int
    end: int
    target: str
    heading: str | None
    words: str | None


@dataclass(frozen=True)
class ResolvedFile:
    """The address of a file in a text: as it is written, the file's path in the content, the id of a heading."""

    address: str
    path: str
    fragment: str


@dataclass(frozen=True)
class ResolvedText:
    """A text with everything that a page must fill in; what could not be resolved is left out."""

    body: Body
    tree: ParsedText
    links: tuple[ResolvedLink, ...]
    citations: tuple[Citation, ...]
    headings: tuple[Heading, ...]
    files: tuple[ResolvedFile, ...]
    has_footnotes: bool = False
    cites_unknown: bool = False
    """Whether it cites a source that cannot be found or read, which is a problem of its own."""
    silences: tuple[Silence, ...] = ()
    """Comments for the checker, which no page shows."""
    embeds: tuple[Embed, ...] = ()


@dataclass(frozen=True)
class Links:
    """All links, those of fields apart from those of texts, and the texts by the path of their file.

    A field says the same in every language; a text has its own links in each.
    """

    of_fields: tuple[Link, ...]
    of_texts: tuple[Link, ...]
    texts: Mapping[str, ResolvedText]

    @cached_property
    def all(self) -> tuple[Link, ...]:
        return (*self.of_fields, *self.of_texts)

    @cached_property
    def _to(self) -> Mapping[str, tuple[Link, ...]]:
        return _grouped(self.all, lambda link: link.target)

    @cached_property
    def _of_files(self) -> Mapping[str, tuple[Link, ...]]:
        return _grouped(self.all, lambda link: link.origin.path)

    @cached_property
    def _of_entries(self) -> Mapping[str, tuple[Link, ...]]:
        return _grouped(self.all, lambda link: link.origin.entry)

    def to(self, entry_id: str) -> tuple[Link, ...]:
        """The links that lead to an entry."""
        return self._to.get(entry_id, ())

    def of(self, entry_id: str) -> tuple[Link, ...]:
        """The links in an entry."""
        return self._of_entries.get(entry_id, ())

    def of_file(self, path: str) -> tuple[Link, ...]:
        """The links in a file, whether it is an entry or not."""
        return self._of_files.get(path, ())

    def only(self, keep: Callable[[Link], bool]) -> Links:
        """The links that `keep` accepts, and all texts."""
        return replace(self, of_fields=tuple(filter(keep, self.of_fields)), of_texts=tuple(filter(keep, self.of_texts)))


def unreferenced(corpus: Corpus, links: Links) -> Iterator[AnyEntry]:
    """Published entries that no other published file refers to, and sources that nobody cites, by collection and id.

    Paths are left out, since the list of paths leads to them. If the map cannot be read it may refer to any entry, so
    nothing is listed.
    """
    drafts = {entry.path for entry in corpus if not entry.is_published}
    for entry in corpus.by_id.values() if corpus.has_map else ():
        linking = {link.origin.path for link in links.to(entry.id)} - drafts - {entry.path}
        is_listed = not entry.is_published or isinstance(entry.fields, ReadingPath)
        if not is_listed and not linking and not corpus.may_have(entry.id):
            yield entry


def _grouped(links: Iterable[Link], key: Callable[[Link], str]) -> Mapping[str, tuple[Link, ...]]:
    groups: defaultdict[str, list[Link]] = defaultdict(list)
    for link in links:
        groups[key(link)].append(link)
    return {name: tuple(found) for name, found in groups.items()}
