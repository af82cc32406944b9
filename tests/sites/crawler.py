"""Follows every address of a built site, as a browser would that finds the site under `base`.

An address is broken where it leads out of the site's folder on its own host, to no file, to a folder without its slash,
or to a fragment that the page does not have. `python tests/sites/crawler.py SITE BASE` prints what it finds.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

_LINKS = (
    "a[href]",
    "area[href]",
    "form[action]",
    "link[rel~=canonical]",
    "link[rel~=prev]",
    "link[rel~=next]",
    "link[rel~=alternate]",
)
_RESOURCES = (
    "script[src]",
    "img[src]",
    "iframe[src]",
    "source[src]",
    "video[src]",
    "audio[src]",
    "object[data]",
    "link[href]",
)
_CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""")


@dataclass(frozen=True)
class Crawl:
    """What was found. `followed` counts the addresses within the site; `foreign` are requests to other hosts."""

    reached: frozenset[str]
    unreached: tuple[str, ...]
    followed: int
    broken: tuple[str, ...]
    foreign: tuple[str, ...]
    repeated_ids: tuple[str, ...]


@dataclass(frozen=True)
class _Address:
    """An address as it stands in a file; a browser fetches a resource without being asked."""

    text: str
    is_resource: bool


class _Document:
    """An HTML file: its addresses and the ids that a fragment may name."""

    def __init__(self, file: Path) -> None:
        self._tree = LexborHTMLParser(file.read_text("utf-8"))

    @cached_property
    def ids(self) -> Counter[str]:
        return Counter(node.attributes["id"] or "" for node in self._tree.css("[id]"))

    @cached_property
    def targets(self) -> frozenset[str]:
        names = {node.attributes["name"] or "" for node in self._tree.css("a[name]")}
        return frozenset(self.ids) | names

    def addresses(self) -> Iterator[_Address]:
        links = {node.mem_id for selector in _LINKS for node in self._tree.css(selector)}
        for selector in (*_LINKS, *_RESOURCES):
            name = re.findall(r"\[(href|src|action|data)\]", selector) or ["href"]
            for node in self._tree.css(selector):
                if selector in _LINKS or node.mem_id not in links:
                    yield _Address(node.attributes.get(name[0]) or "", selector in _RESOURCES)
        for node in self._tree.css("svg a, svg use"):
            yield _Address(node.attributes.get("xlink:href") or "", is_resource=False)
        for node in self._tree.css("img[srcset], source[srcset]"):
            for part in (node.attributes["srcset"] or "").split(","):
                yield _Address(part.split()[0], is_resource=True)
        for node in self._tree.css("[style], style"):
            for match in _CSS_ADDRESS.finditer(f"{node.attributes.get('style') or ''} {node.text()}"):
                yield _Address(match[1] or match[2], is_resource=True)
        config = self._tree.css_first("script#__config")
        worker = json.loads(config.text()).get("search") if config else None
        if isinstance(worker, str):
            yield _Address(worker, is_resource=True)


def crawl(site: Path, base: str) -> Crawl:
    """Every file of the site read, and every address in it followed; pages are reached from the home page."""
    walker = _Walker(site, base)
    files = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    for name in files:
        walker.read(name)
    pages = [name for name in files if name.endswith(".html")]
    reached = walker.reached_from("index.html")
    return Crawl(
        reached,
        tuple(name for name in pages if name not in reached and name != "404.html"),
        walker.followed,
        tuple(walker.broken),
        tuple(walker.foreign),
        tuple(f"{name}: {found}" for name in pages for found, count in walker.documents[name].ids.items() if count > 1),
    )


class _Walker:
    def __init__(self, site: Path, base: str) -> None:
        self.site = site
        self.base = base
        self.followed = 0
        self.broken: list[str] = []
        self.foreign: list[str] = []
        self.documents: dict[str, _Document] = {}
        self.leads_to: dict[str, set[str]] = {}

    def reached_from(self, start: str) -> frozenset[str]:
        reached: set[str] = set()
        waiting = [start]
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting += self.leads_to.get(name, ())
        return frozenset(reached)

    def read(self, name: str) -> None:
        """All addresses of one file."""
        path = self.site / name
        if name.endswith(".html"):
            # A server sends 404.html under any address, so nothing in it may depend on where it is.
            url = self.base + ("no/such/page/" if name == "404.html" else name.removesuffix("index.html"))
            self._follow_all(name, url, self._document(name).addresses())
        elif name.endswith(".css"):
            found = (match[1] or match[2] for match in _CSS_ADDRESS.finditer(path.read_text("utf-8")))
            self._follow_all(name, self.base + name, (_Address(text, is_resource=True) for text in found))
        elif name == "sitemap.xml":
            pages = re.findall(r"<loc>([^<]*)</loc>", path.read_text("utf-8"))
            self._follow_all(name, self.base + name, (_Address(text, is_resource=False) for text in pages))

    def _document(self, name: str) -> _Document:
        if name not in self.documents:
            self.documents[name] = _Document(self.site / name)
        return self.documents[name]

    def _follow_all(self, name: str, url: str, addresses: Iterator[_Address]) -> None:
        for address in addresses:
            reason = self._follow(name, url, address)
            if reason:
                self.broken.append(f"{name}: '{address.text}' {reason}")

    def _follow(self, name: str, url: str, address: _Address) -> str:
        """Why the address is broken; empty where it is not."""
        target, fragment = urldefrag(urljoin(url, address.text.strip()))
        parts, home = urlsplit(target), urlsplit(self.base)
        if parts.scheme not in ("http", "https"):
            return "" if parts.scheme in ("mailto", "data", "tel") else f"has the scheme '{parts.scheme}'"
        if parts.netloc != home.netloc:
            if address.is_resource:
                self.foreign.append(f"{name}: {address.text}")
            return ""
        self.followed += 1
        if not parts.path.startswith(home.path):
            return f"leaves {home.path}"
        found = unquote(parts.path.removeprefix(home.path))
        file = found + "index.html" if not found or found.endswith("/") else found
        if target == url and not urlsplit(address.text).path:
            file = name
        if not (self.site / file).is_file():
            return "leads to a folder, without its slash" if (self.site / file).is_dir() else "leads to no file"
        self.leads_to.setdefault(name, set()).add(file)
        is_page = file.endswith(".html")
        is_route = fragment.startswith("/")  # of a program that is the page, as that of /edit/
        if fragment and is_page and not is_route and unquote(fragment) not in self._document(file).targets:
            return f"names a fragment that {file} does not have"
        return ""


def main() -> None:
    found = crawl(Path(sys.argv[1]), sys.argv[2])
    lines = [*found.broken, *(f"{line} (another host)" for line in found.foreign)]
    lines += [f"{page}: no link leads here from the home page" for page in found.unreached]
    lines += [f"{line}: the id stands twice" for line in found.repeated_ids]
    lines.append(f"{len(found.reached)} files reached, {found.followed} addresses followed, {len(found.broken)} broken")
    sys.stdout.write("\n".join(lines) + "\n")
    sys.exit(1 if found.broken or found.foreign else 0)


if __name__ == "__main__":
    main()
