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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
)
_SECONDS = 300


class PrintingError(Exception):
    """The browser wrote no file; the message is what it said."""


def installed_browser() -> str | None:
    """The path of an installed Chromium or Chrome, or of the one in EXPLAINER_CHROMIUM; None if there is none."""
    if named := os.environ.get("EXPLAINER_CHROMIUM"):
        return named
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path), None) or next((p for p in PLACES if Path(p).exists()), None)


def print_page(browser: str, site: Path, page: str, target: Path) -> None:
    """Prints a page of the built site, such as `print/`, to the file `target`."""
    with _served(site) as address, tempfile.TemporaryDirectory() as profile:
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


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The address of the folder, which is served on this machine until the block ends."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
