"""What a site generator receives: pages with their metadata and headings, and files beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Generic, TypeVar

import yaml

from explainer.model.asset import Asset
from explainer.pages.fonts import fonts_of
from explainer.pages.table_of_contents import PageHeading, headings_of
from explainer.views import ShareCard

Meta = str | tuple[str, ...]
"""A value of a page's metadata."""


@dataclass(frozen=True)
class Settings:
    """How addresses are made. If `edit_url` or `report_url` is empty, its links are left out.

    `site_url` is the address of the site, empty if it is not known. `edit_url` comes before the path of a content file;
    `{title}` and `{path}` in `report_url` are filled. `forms` has the form of the page /edit/ for each collection and
    kind of background; it is empty if there is no such page.
    """

    directory_urls: bool = True
    edit_url: str = ""
    report_url: str = ""
    site_url: str = ""
    forms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PageCard:
    """The card of a page: what stands on it, its file from the root of the site, and its whole address."""

    card: ShareCard
    file: str
    address: str


@dataclass(frozen=True)
class Page:
    """A page without the frame that a site generator puts around it. Its path ends in `.md`, as documents there do."""

    path: str
    meta: Mapping[str, Meta]
    made_from: str
    """A digest of everything that the HTML is made from: pages with the same digest have the same HTML."""
    _make: Callable[[], str] = field(compare=False, repr=False)
    card: PageCard | None = None
    """None where the page has none, or where the address of the site is not known."""

    @cached_property
    def html(self) -> str:
        """The HTML, made when it is first asked for."""
        return self._make()

    @cached_property
    def headings(self) -> tuple[PageHeading, ...]:
        """The headings for a list of the page's contents."""
        return headings_of(self.html)

    @cached_property
    def fonts(self) -> tuple[str, ...]:
        """The fonts beside plain Latin that are loaded with the page."""
        return fonts_of(self.html)

    @property
    def with_card(self) -> Page:
        """The page with its card among its metadata, for when there is such a file."""
        assert self.card is not None
        return replace(self, meta={**self.meta, "card": self.card.address, "card_words": self.card.card.words})

    @property
    def file(self) -> str:
        """The path of the page as a file of its own."""
        return f"{self.path.removesuffix('.md')}.html"

    def __str__(self) -> str:
        """The page as a file of its own: the metadata as YAML between two lines of hyphens, and the HTML."""
        meta = {**self.meta, **({"fonts": self.fonts} if self.fonts else {})}
        front = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=10_000)
        return f"---\n{front}---\n{self.html}"


M_co = TypeVar("M_co", covariant=True)


@dataclass(frozen=True)
class MadeOnDemand(Generic[M_co]):
    """Pages or files by their paths. Each is made when it is asked for, and made again when asked again."""

    _makers: Mapping[str, Callable[[], M_co]] = field(default_factory=dict)

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(self._makers)

    def at(self, path: str) -> M_co:
        """What is at a path of `paths`."""
        return self._makers[path]()

    def __contains__(self, path: object) -> bool:
        return path in self._makers

    def __iter__(self) -> Iterator[M_co]:
        return (self.at(path) for path in self._makers)

    def __len__(self) -> int:
        return len(self._makers)


@dataclass(frozen=True)
class Pages(MadeOnDemand[Page]):
    """The pages of the site, sorted by path."""

    unlisted: frozenset[str] = frozenset()
    """The paths of pages that search engines and menus leave out."""
    changed: Mapping[str, str] = field(default_factory=dict)
    """The day on which a page changed last, in ISO 8601, by its path, where it is known."""


@dataclass(frozen=True)
class Assets(MadeOnDemand[Asset]):
    """The files beside the pages."""
