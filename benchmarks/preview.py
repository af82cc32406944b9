"""How long it takes from the save of an entry until the open page shows it, at a number of entries.

    make .venv/test-ready browser
    .venv/bin/python benchmarks/preview.py 1000

The corpus is that of search_weight.py. The preview runs as `make serve` runs it; Chromium has a page open, a line is
added to the file of the entry, and the clock stops in the frame in which the page shows it. Both ends read the same
clock. Ten saves a page; the first, which fills caches, is left out. A mistake is timed until the overlay shows it.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, sync_playwright
from search_weight import HALMYR, PROJECT, write_entries

sys.path.insert(0, str(PROJECT / "tests"))
from browser.chromium import chromium

SAVES = 11
PAGES = {
    "an event": ("events", "events/*-made-400.md", True),
    "a place": ("background", "background/made-403.md", True),
    "a party": ("actors", "actors/qasira.md", True),
    "the list of events": ("events/", "events/*-made-402.md", False),
    "the timeline": ("timeline/", "events/*-made-404.md", False),
}
"""The page that is open (of the entry itself, where True) and the file that is saved; its title changes."""
_CLOCK = """
const note = (text) => {
  const mark = text?.match(/(saved|wrong)-[0-9]+x/)?.[0];
  if (mark) requestAnimationFrame(() => (sessionStorage[mark] ||= Date.now()));
};
const look = () => note(document.querySelector("article")?.textContent);
const lookWhileLoading = () => {
  look();
  if (document.readyState !== "complete") requestAnimationFrame(lookWhileLoading);
  else new MutationObserver(look).observe(document.body, { childList: true, characterData: true, subtree: true });
};
requestAnimationFrame(lookWhileLoading);
const overlay = () => document.querySelector("[data-explainer=preview-overlay]")?.shadowRoot.querySelector("ol");
setInterval(() => note(overlay()?.textContent), 10);
"""


def main() -> None:
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        project = made(Path(folder), entries)
        started = time.monotonic()
        with serving(project) as address, sync_playwright() as playwright:
            _say(
                f"entries: {entries}; cores: {os.cpu_count()}; "
                f"from start to first page: {time.monotonic() - started:.1f} s"
            )
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            page = browser.new_page()
            page.add_init_script(_CLOCK)
            for name, (where, pattern, is_own) in PAGES.items():
                (file,) = (project / "content").glob(pattern)
                _report(name, page, f"{address}{where}/{file.stem}/" if is_own else address + where, file)
            browser.close()


def made(folder: Path, entries: int) -> Path:
    """A project with a corpus of that many entries."""
    shutil.copytree(HALMYR / "content", folder / "content")
    shutil.copytree(HALMYR / "docs", folder / "docs")
    write_entries(folder / "content", entries)
    config = (HALMYR / "mkdocs.yml").read_text("utf-8").replace("../../../", f"{PROJECT}/")
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    return folder


@contextmanager
def serving(project: Path) -> Iterator[str]:
    """The address of a running preview."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", host]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    process = subprocess.Popen(command, cwd=project, env=environment, stderr=subprocess.DEVNULL)
    try:
        while not _answers(f"http://{host}/repo/"):
            time.sleep(0.1)
        yield f"http://{host}/repo/"
    finally:
        process.terminate()
        process.wait()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address) as answer:
            return bool(answer.status == 200)
    except URLError:
        return False


def _report(name: str, page: Page, address: str, file: Path) -> None:
    page.goto(address, wait_until="load")
    good = file.read_text("utf-8")
    times = [
        _seconds(page, file, re.sub("(?m)^title: .*$", f"title: saved-{n}x", good), f"saved-{n}x") for n in _numbers()
    ]
    wrong = [_seconds(page, file, good.replace("\nkind: ", f"\nkind: wrong-{n}x"), f"wrong-{n}x") for n in _numbers()]
    file.write_text(good, "utf-8")
    _say(f"{name}: shown after {_spread(times[1:])}; a mistake after {_spread(wrong[1:])}")


def _numbers() -> range:
    start = int(time.monotonic() * 1000)
    return range(start, start + SAVES)


def _seconds(page: Page, file: Path, text: str, mark: str) -> float:
    """From the save of the text until the page shows the mark."""
    page.wait_for_timeout(700)
    saved = time.time()
    file.write_text(text, "utf-8")
    for _ in range(200):
        page.wait_for_timeout(50)
        with suppress(PlaywrightError):  # the page is being loaded just now
            if shown := page.evaluate("(mark) => Number(sessionStorage[mark] ?? 0)", mark):
                return float(shown) / 1000 - saved
    raise TimeoutError(mark)


def _spread(times: list[float]) -> str:
    return f"{statistics.median(times):.2f} s ({min(times):.2f} to {max(times):.2f})"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
