"""What a first visit to a page costs: the bytes that a browser asks for, and how much the page moves while it loads."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser

_COMPRESSED = (".woff2", ".png", ".webp", ".jpg")
_SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((e) => { sum += e.hadRecentInput ? 0 : e.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


@dataclass(frozen=True)
class Weight:
    """Bytes of a first visit: the page, style sheets, all scripts, our own scripts, fonts, the rest; and the CLS.

    `fonts` are those of upright Latin letters, `extra` those of italics and other scripts, where the page has them.
    """

    page: int
    styles: int
    scripts: int
    own: int
    fonts: int
    extra: int
    others: int
    shift: float

    @property
    def before_fonts(self) -> int:
        return self.page + self.styles + self.scripts + self.others

    @property
    def with_fonts(self) -> int:
        return self.before_fonts + self.fonts


def weight_of(browser: Browser, site: Path, address: str, page: str) -> Weight:
    """Of a page of the site in this folder, which is served at the address, by a phone with an empty cache."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    tab = context.new_page()
    asked: set[str] = set()
    tab.on("request", lambda request: asked.add(urlsplit(request.url).path))
    tab.goto(address + page, wait_until="networkidle")
    shift = tab.evaluate(_SHIFTS)
    context.close()
    root = urlsplit(address).path
    return _summed({path: sent(_file(site, path.removeprefix(root))) for path in asked}, shift)


def sent(file: Path) -> int:
    """The bytes of a file as a server sends it with gzip -6; fonts and pictures are compressed already."""
    content = file.read_bytes()
    return len(content) if file.suffix in _COMPRESSED else len(gzip.compress(content, 6))


def _summed(sizes: dict[str, int], shift: float) -> Weight:
    def total(*ends: str, part: str = "") -> int:
        return sum(size for path, size in sizes.items() if path.endswith(ends) and part in path)

    page, styles, scripts = total("/", ".html"), total(".css"), total(".js")
    fonts = total("-latin.woff2", "-latin-ext.woff2")
    extra = total(".woff2") - fonts
    others = sum(sizes.values()) - page - styles - scripts - fonts - extra
    return Weight(page, styles, scripts, total(".js", part="/assets/explainer/"), fonts, extra, others, shift)


def _file(site: Path, path: str) -> Path:
    file = site / path
    return file / "index.html" if file.is_dir() else file
