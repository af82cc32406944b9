"""The whole explainer as one PDF file, printed from the built site by an installed Chromium.

The browser is given the site by a server on this machine: read from files, a site under a path would not find its style
sheets.
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from explainer.built_site.paper import STYLE, PaperPage, pages_of

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
)
_SECONDS = 300
_MOST_PRINTS = 3
"""Twice is enough, since the contents keep the room of their numbers."""


class PrintingError(Exception):
    """There is no whole file; the message is what the browser said, or what is missing."""


def installed_browser() -> str | None:
    """The path of an installed Chromium or Chrome, or of the one in EXPLAINER_CHROMIUM; None if there is none."""
    if named := os.environ.get("EXPLAINER_CHROMIUM"):
        return named
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path), None) or next((p for p in PLACES if Path(p).exists()), None)


def print_page(browser: str, site: Path, page: str, target: Path) -> None:
    """Prints a page of the built site, such as `print/`, to the file `target`, with the pages of what it contains."""
    file = site / page / "index.html" if page.endswith("/") else site / page
    paper = PaperPage(file.read_text("utf-8"))
    numbers: Mapping[str, int] = {}
    with tempfile.TemporaryDirectory(dir=target.absolute().parent) as folder:
        draft = Path(folder) / target.name
        for _ in range(_MOST_PRINTS):
            _print(browser, site, page, {f"/{page}": paper.html(numbers), STYLE: paper.style}, draft)
            before, numbers = numbers, pages_of(draft, paper.anchors)
            if numbers == before:
                draft.replace(target)
                return
            if missing := sorted(paper.anchors - numbers.keys()):
                raise PrintingError(f"its file does not say on which page '{missing[0]}' is")
    raise PrintingError("the numbers of the pages in the contents do not settle")


def _print(browser: str, site: Path, page: str, replaced: Mapping[str, str], target: Path) -> None:
    """Prints the page once, with other texts in the place of some files of the site."""
    with _served(site, replaced) as address, tempfile.TemporaryDirectory() as profile:
        options = (
            "--headless=new",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--no-pdf-header-footer",
            "--generate-pdf-document-outline",
            f"--user-data-dir={profile}",
            *(("--no-sandbox",) if _is_root() else ()),
        )
        command = [browser, *options, f"--print-to-pdf={target.resolve()}", address + page]
        run = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)  # noqa: S603
    if run.returncode or not target.is_file():
        raise PrintingError(run.stderr.strip() or f"{browser} answered {run.returncode}")


def _is_root() -> bool:
    """Whether we are root, for whom Chromium's sandbox does not start."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


class _Server(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, and texts in the place of some of its files."""

    def __init__(self, *args: Any, replaced: Mapping[str, str], **options: Any) -> None:
        self._replaced = replaced
        super().__init__(*args, **options)

    def do_GET(self) -> None:
        text = self._replaced.get(unquote(urlsplit(self.path).path))
        if text is None:
            super().do_GET()
            return
        data = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", f"text/{'css' if self.path == STYLE else 'html'}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def _served(folder: Path, replaced: Mapping[str, str]) -> Iterator[str]:
    """The address of the folder, which is served on this machine until the block ends."""
    handler = functools.partial(_Server, directory=str(folder), replaced=replaced)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
