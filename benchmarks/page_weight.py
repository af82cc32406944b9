"""What a first visit to each kind of page costs: bytes a browser asks for, and how much the page moves while it loads.

    make site .venv/test-ready browser
    .venv/bin/python benchmarks/page_weight.py [PAGE…]

Reads the built `site/`: the pages that are named, or one page of each kind and the heaviest of each collection. A
browser with an empty cache opens each page and waits until nothing is asked for any more; every answer is counted as a
server sends it with gzip -6 (fonts and pictures are compressed already and go as they are). Layout shift (CLS) is the
browser's own figure, at 360 px.
"""

from __future__ import annotations

import os
import platform
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT / "tests"))
from browser.chromium import chromium  # noqa: E402 - after the path
from browser.weighing import Weight, sent, weight_of  # noqa: E402

SITE = PROJECT / "site"
PAGES = ("", "timeline/", "map/", "positions/", "paths/", "print/", "404.html")
COLLECTIONS = ("events", "actors", "background", "sources", "topics")


def main() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    say(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; KB as sent with gzip -6")
    say(f"{'page':58}{'html':>7}{'css':>7}{'js':>7}{'own js':>8}{'before fonts':>14}{'with fonts':>12}{'CLS':>8}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for page in sys.argv[1:] or pages():
            say(_line(page, weight_of(browser, SITE, address, page)))
        browser.close()
    server.shutdown()


def pages() -> tuple[str, ...]:
    """The single pages, and of each collection its list, its middling and its heaviest page."""
    found = [page for page in PAGES if (SITE / page).exists()]
    for collection in COLLECTIONS:
        entries = sorted((SITE / collection).glob("*/index.html"), key=sent)
        lists = [collection + "/"] if (SITE / collection / "index.html").exists() else []
        chosen = (entries[len(entries) // 2], entries[-1]) if entries else ()
        found += [*lists, *(f"{collection}/{path.parent.name}/" for path in chosen)]
    return tuple(found)


def _line(page: str, weight: Weight) -> str:
    sizes = (weight.page, weight.styles, weight.scripts)
    cells = "".join(f"{size / 1000:7.1f}" for size in sizes) + f"{weight.own / 1000:8.1f}"
    sums = f"{weight.before_fonts / 1000:14.1f}{weight.with_fonts / 1000:12.1f}"
    return f"/{page[:56]:57}{cells}{sums}{weight.shift:8.3f}"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
