"""What a first visit to each kind of page costs: bytes a browser asks for, and how much the page moves while it loads.

    make site .venv/test-ready browser
    .venv/bin/python benchmarks/page_weight.py

Reads the built `site/`, one page of each kind and the heaviest of each collection. A browser with an empty cache opens
each page and waits until nothing is asked for any more; every answer is counted as a server sends it with gzip -6
(fonts and pictures are compressed already and go as they are). Layout shift (CLS) is the browser's own figure, at 360 px.
"""

from __future__ import annotations

import gzip
import os
import platform
import sys
import threading
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT / "tests"))
from browser.chromium import chromium  # noqa: E402 - after the path

SITE = PROJECT / "site"
PAGES = ("", "timeline/", "map/", "positions/", "paths/", "print/", "404.html")
COLLECTIONS = ("events", "actors", "background", "sources", "topics")
COMPRESSED = (".woff2", ".png", ".webp", ".jpg")
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((e) => { sum += e.hadRecentInput ? 0 : e.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


@dataclass(frozen=True)
class Weight:
    """Bytes of a first visit: the page, style sheets, all scripts, our own scripts, fonts, the rest."""

    page: int
    styles: int
    scripts: int
    own: int
    fonts: int
    others: int
    shift: float

    @property
    def before_fonts(self) -> int:
        return self.page + self.styles + self.scripts + self.others


def main() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    _say(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; KB as sent with gzip -6")
    _say(f"{'page':58}{'html':>7}{'css':>7}{'js':>7}{'own js':>8}{'before fonts':>14}{'with fonts':>12}{'CLS':>8}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for page in sys.argv[1:] or pages():
            _say(_line(page, weight_of(browser, server.server_port, page)))
        browser.close()
    server.shutdown()


def pages() -> tuple[str, ...]:
    """The single pages, and of each collection its list, its middling and its heaviest page."""
    found = [page for page in PAGES if (SITE / page).exists()]
    for collection in COLLECTIONS:
        entries = sorted((SITE / collection).glob("*/index.html"), key=_sent)
        lists = [collection + "/"] if (SITE / collection / "index.html").exists() else []
        chosen = (entries[len(entries) // 2], entries[-1]) if entries else ()
        found += [*lists, *(f"{collection}/{path.parent.name}/" for path in chosen)]
    return tuple(found)


def weight_of(browser: Browser, port: int, page: str) -> Weight:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    tab = context.new_page()
    asked: set[str] = set()
    tab.on("request", lambda request: asked.add(urlsplit(request.url).path))
    tab.goto(f"http://127.0.0.1:{port}/{page}", wait_until="networkidle")
    shift = tab.evaluate(SHIFTS)
    context.close()
    return _summed(asked, shift)


def _summed(asked: set[str], shift: float) -> Weight:
    sizes = {path: _sent(_file(path)) for path in asked}

    def total(*ends: str, part: str = "") -> int:
        return sum(size for path, size in sizes.items() if path.endswith(ends) and part in path)

    page, styles, scripts, fonts = total("/", ".html"), total(".css"), total(".js"), total(".woff2")
    others = sum(sizes.values()) - page - styles - scripts - fonts
    return Weight(page, styles, scripts, total(".js", part="/assets/explainer/"), fonts, others, shift)


def _file(path: str) -> Path:
    file = SITE / path.lstrip("/")
    return file / "index.html" if file.is_dir() else file


def _sent(file: Path) -> int:
    content = file.read_bytes() if file.is_file() else b""
    return len(content) if file.suffix in COMPRESSED else len(gzip.compress(content, 6))


def _line(page: str, weight: Weight) -> str:
    sizes = (weight.page, weight.styles, weight.scripts, weight.own)
    sums = (weight.before_fonts, weight.before_fonts + weight.fonts)
    head, own = sizes[:3], sizes[3]
    cells = "".join(f"{size / 1000:7.1f}" for size in head) + f"{own / 1000:8.1f}"
    return f"/{page[:56]:57}{cells}{sums[0] / 1000:14.1f}{sums[1] / 1000:12.1f}{weight.shift:8.3f}"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
