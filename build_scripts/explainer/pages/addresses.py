"""Where pages and files are published, and how to get from one to another.

A target is what views name: a page (`actors/x.md#offices`), or a file that is published as it is (`pictures/a.png`). No
other module, no template and no script puts an address together.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

_TARGET = re.compile(r"([^?#]*)(\?[^#]*)?(?:#(.*))?", re.DOTALL)
_PAGE = ".md"
CARDS = "assets/cards"
"""The folder of the cards in the built site."""


@dataclass(frozen=True)
class Addresses:
    """The addresses of an edition. Its prefix, such as `ja/`, begins those of pages; files are shared."""

    directory_urls: bool = True
    site_url: str = ""
    prefix: str = ""

    def document(self, page: str) -> str:
        """The page's path among the documents of a site generator."""
        return self.prefix + page

    def place(self, target: str) -> str:
        """The place of a page or a file from the root of the site; empty for the home page of the site."""
        if not target.endswith(_PAGE):
            return target
        document = self.document(target).removesuffix(_PAGE)
        if not self.directory_urls:
            return f"{document}.html"
        return document.removesuffix("index") if posixpath.basename(document) == "index" else f"{document}/"

    def file(self, page: str) -> str:
        """The file of a page in the built site."""
        place = self.place(page)
        return place if place.endswith(".html") else f"{place}index.html"

    def beside(self, page: str, suffix: str) -> str:
        """The relative address of a file beside the page: `index.bib`, or `x.bib` where the page is `x.html`."""
        return quote(posixpath.basename(self.file(page)).removesuffix(".html") + suffix)

    def card(self, page: str) -> str:
        """The file of a page's card from the root of the site."""
        return f"{CARDS}/{self.document(page).removesuffix(_PAGE)}.png"

    def between(self, page: str, target: str, query: str = "") -> str:
        """The relative address of a target as seen from a page. `query` is added to it, such as `from=1900`.

        A target without a path is a part of the page itself.
        """
        path, asked, fragment = _parts_of(target)
        behind = (f"?{query}" if query else asked) + (f"#{quote(fragment)}" if fragment else "")
        if not path or path == page:
            return behind or "#"
        here, there = posixpath.dirname(self.place(page)), self.place(path)
        relative = _relative(here, there.removesuffix("/"))
        return quote(f"{relative}/" if not there or there.endswith("/") else relative) + behind

    def whole(self, page: str, target: str) -> str:
        """The full address of a target; if the site's own is not known, the address as seen from the page."""
        site = self.site_url.rstrip("/")
        return f"{site}/{quote(self.place(target))}" if site else self.between(page, target)


def _relative(folder: str, place: str) -> str:
    """The way from a folder to a place, both as plain paths from the root; `posixpath.relpath` asks where we are."""
    start, end = (path.split("/") if path else [] for path in (folder, place))
    shared = next((n for n, (one, other) in enumerate(zip(start, end, strict=False)) if one != other), None)
    shared = min(len(start), len(end)) if shared is None else shared
    return "/".join([*[".."] * (len(start) - shared), *end[shared:]]) or "."


def within(target: str, anchors: Mapping[str, str]) -> str:
    """The address of a page that another page contains at an anchor; empty if it does not contain it."""
    page, _, fragment = _parts_of(target)
    if page not in anchors:
        return ""
    return f"#{quote(anchors[page])}--{quote(fragment)}" if fragment else f"#{quote(anchors[page])}"


def _parts_of(target: str) -> tuple[str, str, str]:
    """The path, the query with its question mark, and the fragment."""
    match = _TARGET.fullmatch(target)
    assert match is not None
    return match[1], match[2] or "", match[3] or ""
