"""Whether a built site answers at an address, told from its files alone, as a browser would find out.

It shares nothing with the program: no page is known here but by its file, and no redirect but by what its page says.
"""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

from selectolax.lexbor import LexborHTMLParser

ROOT = "https://site.example/"


class BuiltSite:
    """The files of a site with an address for each folder; each is parsed once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._parsed: dict[Path, LexborHTMLParser] = {}

    def why_lost(self, address: str) -> str:
        """Why nothing answers at an address like `events/x/#y`; empty where something does."""
        file, fragment = self._file_of(ROOT + address.removeprefix("./"))
        if not file.is_file():
            return "no file"
        if file.suffix != ".html":
            return ""
        page = self._page(file)
        moved = page.css_first("[data-explainer=moved]")
        if page.css_first("meta[http-equiv=refresh]") is None:
            return "" if not fragment or self._holds(page, fragment) else "no such part"
        assert moved is not None
        places = json.loads(moved.attributes.get("data-places") or "{}")
        target, part = self._file_of(urljoin(ROOT + address, places.get(fragment) or moved.attributes["href"] or ""))
        if not target.is_file() or self._page(target).css_first("meta[http-equiv=refresh]") is not None:
            return "leads to no page"
        return "" if not part or self._holds(self._page(target), part) else "leads to no such part"

    def _file_of(self, url: str) -> tuple[Path, str]:
        page, fragment = urldefrag(url)
        path = unquote(page.removeprefix(ROOT))
        return self.folder / (f"{path}index.html" if not path or path.endswith("/") else path), unquote(fragment)

    def _page(self, file: Path) -> LexborHTMLParser:
        if file not in self._parsed:
            self._parsed[file] = LexborHTMLParser(file.read_text("utf-8"))
        return self._parsed[file]

    @staticmethod
    def _holds(page: LexborHTMLParser, fragment: str) -> bool:
        return sum(node.attributes["id"] == fragment for node in page.css("[id]")) == 1
