"""The ledger of addresses, and what the site has at each, as values.

Convention: an address is written from the site's root as readers see it, whatever form the site's files have:
`events/1900-talks/` is a page, `events/1900-talks/#the-talks` a place on it, `./` the home page, `map/land.geojson` a
file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import quote, unquote

PERMALINKS_FILE = "permalinks.txt"
HOME = "./"
OWN_FOLDERS = frozenset({"assets", "edit", "pagefind"})
"""Folders in which the program and the theme write files of their own: no file of the content may lie there."""
OWN_NAMES = OWN_FOLDERS | {"404", "data", "topics", "sitemap"}
"""Names that no text of the site may have, since the site keeps them for folders and pages of its own."""


def normal(address: str) -> str:
    """The address in the form in which addresses are compared: `events/x.html#y` becomes `events/x/#y`."""
    path, sign, fragment = address.partition("#")
    path = path.strip("/").removesuffix(".html")
    path = "" if path in (".", "index") else path.removesuffix("/index")
    is_file = "." in path.rpartition("/")[2]
    return (path if is_file else f"{path}/" if path else HOME) + sign + fragment


def page_of_address(address: str) -> str:
    """The address without the place on the page."""
    return address.partition("#")[0]


def address_of(page: str) -> str:
    """The address of a page, from its path as MkDocs knows it: `events/x.md` has `events/x/`."""
    return normal(page.removesuffix(".md"))


@dataclass(frozen=True)
class Anchor:
    """A place on a page. `title` is its heading, `line` its line in the page's file; both may be missing."""

    id: str
    title: str = ""
    line: int = 0


@dataclass(frozen=True)
class LinkablePage:
    """A page with its places that can be linked to. `path` is its file in the content; empty if there are several."""

    page: str
    title: str
    anchors: tuple[Anchor, ...] = ()
    path: str = ""

    @cached_property
    def by_id(self) -> Mapping[str, Anchor]:
        return {anchor.id: anchor for anchor in self.anchors}


@dataclass(frozen=True)
class Listed:
    """A line of the ledger. An address with a reason was given up on purpose."""

    address: str
    line: int
    reason: str | None = None


@dataclass(frozen=True)
class Moved:
    """A page at an old address that leads to another.

    `places` has the fragments of the old page that lead somewhere else than the page itself.
    """

    page: str
    target: str
    title: str
    places: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Kept:
    """What the site has at former addresses."""

    moved: tuple[Moved, ...] = ()
    former_ids: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """For each page, its former ids, each with the id, or `top`, where it leads now."""
    copies: tuple[tuple[str, str], ...] = ()
    """Old addresses of files, each with the file that is published there."""
    pages: tuple[tuple[str, str], ...] = ()
    """Today's pages with their titles, from which 404.html proposes the nearest."""


NOTHING_KEPT = Kept()


def address_of_file(file: str) -> str:
    """The address of a published file, with characters that would end an address or a line of the ledger escaped."""
    return re.sub(r"[\s#%?]", lambda match: quote(match[0]), file)


def file_of_address(address: str) -> str:
    """The path of a published file in the site, from its address."""
    return unquote(address)
