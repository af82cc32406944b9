"""How much the search costs: time to index, size on disk, and bytes to the first result.

    make .venv/test-ready browser
    .venv/bin/python benchmarks/search_weight.py 1000

The corpus is made from the invented dispute of the tests: as many entries as asked for, each with a text of some 400
words drawn from a vocabulary with the frequencies of a natural language, names in three scripts, topics, parties and
dates. The same number gives the same corpus. Bytes are counted as a server sends them with gzip; `.pagefind` files are
compressed already and go as they are. Fonts are left out.
"""

from __future__ import annotations

import gzip
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from playwright.sync_api import Page, sync_playwright

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT / "tests"))
from browser.chromium import chromium  # noqa: E402 - after the path

HALMYR = PROJECT / "tests" / "sites" / "halmyr"
SCRIPTS = ("abcdefghiklmnoprstuvwy", "абвгдежзиклмнопрстуфя", "北方領土島国後択捉色丹歯舞樺太条約")
WORDS_OF_A_TEXT = 400
VOCABULARY = 12_000


def main() -> None:
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        site, seconds = built(Path(folder), entries)
        _say(f"entries: {entries}; whole build: {seconds:.1f} s; index alone: {_indexing_seconds(site):.1f} s")
        _say(f"index on disk: {_kilobytes(sum(p.stat().st_size for p in (site / 'pagefind').rglob('*')))}")
        for term in ("harbour", "名", "Imya-7", "Имя", "1880", "who kept the harbour in 1880"):
            _report(term, site)


def built(folder: Path, entries: int) -> tuple[Path, float]:
    """The built site of a corpus of that many entries, and how long the build took."""
    shutil.copytree(HALMYR / "content", folder / "content")
    shutil.copytree(HALMYR / "docs", folder / "docs")
    write_entries(folder / "content", entries)
    config = (HALMYR / "mkdocs.yml").read_text("utf-8").replace("../../../", f"{PROJECT}/")
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    started = time.monotonic()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], check=True, cwd=folder, env=environment)
    return folder / "site", time.monotonic() - started


def write_entries(content: Path, entries: int) -> None:
    """Events, actors and places beside those of the invented dispute, half of them events."""
    chance = random.Random(1855)
    words = sorted({_word(chance, SCRIPTS[0]) for _ in range(VOCABULARY)})
    weights = [1 / (rank + 1) for rank in range(len(words))]
    chance.shuffle(words)
    for number in range(entries):
        text = " ".join(chance.choices(words, weights, k=WORDS_OF_A_TEXT))
        folder, fields = _fields(number, chance, words)
        front = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)
        path = content / folder / f"{fields.pop('date', '')}{'-' if folder == 'events' else ''}made-{number}.md"
        path.write_text(f"---\n{front}---\n\n{text}.[@orn-landings]\n", "utf-8")


def _fields(number: int, chance: random.Random, words: list[str]) -> tuple[str, dict[str, object]]:
    title = " ".join(chance.sample(words, 4)).capitalize()
    summary = " ".join(chance.sample(words, 18)).capitalize() + "."
    shared = {"title": f"{title} {number}", "summary": summary, "topics": [chance.choice(("catch", "lights", "salt"))]}
    if number % 2 == 0:
        year = str(1640 + number % 380)
        actors = [{"actor": chance.choice(("qasira", "thalessia", "zghvara")), "role": "speaker"}]
        return "events", {**shared, "date": year, "kind": "talks", "weight": 1, "actors": actors}
    names = [{"name": f"Имя{_word(chance, SCRIPTS[1])}", "language": "ru", "romanisation": f"Imya-{number}"}]
    names.append({"name": f"名{_word(chance, SCRIPTS[2])}", "language": "ja"})
    if number % 4 == 1:
        return "actors", {**shared, "kind": "person", "party": "qasira", "names": names}
    return "background", {**shared, "kind": "place", "names": names}


def _word(chance: random.Random, letters: str) -> str:
    return "".join(chance.choice(letters) for _ in range(chance.randint(3, 9)))


def _indexing_seconds(site: Path) -> float:
    from explainer.built_site.search_index import write_index  # noqa: PLC0415

    started = time.monotonic()
    write_index(site)
    return time.monotonic() - started


def _report(term: str, site: Path) -> None:
    """What is fetched from the first letter to the first six results."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page()
        _search(page, f"http://127.0.0.1:{server.server_port}/", term, site)
        browser.close()
    server.shutdown()


def _search(page: Page, home: str, term: str, site: Path) -> None:
    page.goto(home, wait_until="networkidle")
    asked: dict[str, int] = {}
    page.on("request", lambda request: asked.update({urlsplit(request.url).path: _sent(request.url, site)}))
    page.route("**/*.woff2", lambda route: route.abort())
    page.locator("[data-explainer=search-open]").click()
    started = time.monotonic()
    page.locator("[data-explainer=search-input]").fill(term)
    page.locator("[data-explainer=search-results] a").first.wait_for()
    seconds = time.monotonic() - started
    page.wait_for_load_state("networkidle")
    parts = {
        "program": ("pagefind.js", "wasm"),
        "index": ("pf_meta", "pf_index", "/names/"),
        "filters": ("pf_filter", "facets"),
    }
    sums = {name: sum(n for path, n in asked.items() if any(m in path for m in marks)) for name, marks in parts.items()}
    sums["results"] = sum(n for path, n in asked.items() if "pf_fragment" in path)
    first, total = _until_shown(asked), sum(asked.values())
    lines = ", ".join(f"{name} {_kilobytes(size)}" for name, size in sums.items())
    _say(f"'{term}': {_kilobytes(first)} to the first result, in {seconds:.2f} s; {_kilobytes(total)} in all ({lines})")


def _until_shown(asked: dict[str, int]) -> int:
    """What was asked for until the results that are shown first: in order, up to the second of them."""
    results = [place for place, path in enumerate(asked) if "pf_fragment" in path]
    last = results[min(len(results), 2) - 1] if results else len(asked)
    return sum(list(asked.values())[: last + 1])


def _sent(address: str, site: Path) -> int:
    """The bytes a server sends: text compressed, the index as it is."""
    file = site / urlsplit(address).path.lstrip("/")
    content = file.read_bytes() if file.is_file() else b""
    if file.suffix == ".woff2":
        return 0
    is_text = file.suffix in (".js", ".json", ".css", ".html")
    return len(gzip.compress(content, 6)) if is_text else len(content)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def _kilobytes(size: int) -> str:
    return f"{size / 1000:.1f} KB"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
