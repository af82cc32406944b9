"""Builds the project's site with MkDocs + Material and with the forks ProperDocs + MaterialX, and compares the two.

Called by `make test-forks` with any Python from 3.11, so it needs the standard library only. Each pair has its own
environment under `.venv-forks/`, made again only when its lock file, `pyproject.toml` or the Python has changed.
Exit codes: 0 both sites have the same pages with the same articles, 1 they differ or one cannot be built.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
ENVIRONMENTS = PROJECT / ".venv-forks"
SHOWN_LINES = 12
"""How many lines of difference are shown of one page."""


@dataclass(frozen=True)
class Pair:
    """A site generator with its theme. `theme` takes the place of the one that mkdocs.yml names."""

    name: str
    generator: str
    theme: str
    lock: Path

    @property
    def environment(self) -> Path:
        return ENVIRONMENTS / self.name

    @property
    def programs(self) -> Path:
        return self.environment / ("Scripts" if os.name == "nt" else "bin")

    @property
    def site(self) -> Path:
        return ENVIRONMENTS / f"{self.name}-site"


PAIRS = (
    Pair("mkdocs-material", "mkdocs", "material", PROJECT / "requirements" / "site.txt"),
    Pair("properdocs-materialx", "properdocs", "materialx", PROJECT / "requirements" / "forks.txt"),
)


class CommandError(Exception):
    """A site could not be built; the message says by which command, and what it wrote."""


def main() -> int:
    started = time.monotonic()
    try:
        for pair in PAIRS:
            set_up(pair)
        with ThreadPoolExecutor() as pool:
            sites = tuple(pool.map(built_articles, PAIRS))
    except CommandError as error:
        _say(str(error))
        return 1
    differences = differences_of(*sites)
    for line in differences:
        _say(line)
    pages = sorted(set().union(*sites))
    equal = sum(1 for page in pages if all(page in site for site in sites) and len({site[page] for site in sites}) == 1)
    names = " and ".join(pair.name for pair in PAIRS)
    _say(f"{names}: {equal} of {len(pages)} pages are the same, in {time.monotonic() - started:.0f} s")
    return 1 if differences else 0


# Environments and builds


def set_up(pair: Pair) -> None:
    """Makes the pair's environment, unless it is there and nothing that it rests on has changed."""
    stamp = pair.environment / "made-from"
    wanted = _fingerprint(pair)
    if stamp.is_file() and stamp.read_text("utf-8") == wanted:
        return
    _say(f"{pair.name}: making {pair.environment.relative_to(PROJECT)}")
    shutil.rmtree(pair.environment, ignore_errors=True)
    _run(sys.executable, "-m", "venv", str(pair.environment))
    pip = [str(pair.programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run(*pip, "--require-hashes", "--requirement", str(pair.lock))
    _run(*pip, "--no-deps", "--no-build-isolation", "--editable", str(PROJECT))
    stamp.write_text(wanted, "utf-8")


def _fingerprint(pair: Pair) -> str:
    parts = [sys.version, str(PROJECT), *(path.read_text("utf-8") for path in (pair.lock, PROJECT / "pyproject.toml"))]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def built_articles(pair: Pair) -> dict[str, tuple[str, ...]]:
    """The article of every page of the site that the pair builds, by the page's path."""
    # Read from standard input, the configuration's paths count from the project's folder, and no file is left behind.
    theme = f"{{name: {pair.theme}, custom_dir: {json.dumps(str(PROJECT / 'theme'))}}}"
    command = (str(pair.programs / pair.generator), "build", "--strict", "--config-file", "-")
    _run(*command, "--site-dir", str(pair.site), stdin=f"INHERIT: mkdocs.yml\ntheme: {theme}\n")
    pages = {path.relative_to(pair.site).as_posix(): path for path in sorted(pair.site.rglob("*.html"))}
    articles = {name: article_of(path.read_text("utf-8")) for name, path in pages.items()}
    bare = [name for name, lines in articles.items() if not lines]
    if bare or not articles:
        raise CommandError(f"{pair.name}: no article in {', '.join(bare) or 'any page, since there is none'}")
    return articles


def _run(*command: str, stdin: str = "") -> None:
    # The notices about MkDocs' future are not about the site.
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "EDIT_PAGE": "no"}
    run = subprocess.run(
        command, cwd=PROJECT, input=stdin, capture_output=True, encoding="utf-8", check=False, env=environment
    )
    if run.returncode:
        raise CommandError(f"{' '.join(command)}\n{run.stdout}{run.stderr}exit code {run.returncode}")


# Comparison


_BLOCK_ELEMENTS = (
    "address article aside blockquote dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li nav "
    "ol p pre section summary table td th tr ul"
)


class _Article(HTMLParser):
    """Collects what a reader gets of the article elements: their text, and where their links and pictures lead."""

    _SILENT = frozenset({"script", "style", "svg"})
    _BLOCKS = frozenset(_BLOCK_ELEMENTS.split())

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._depth = 0
        self._silent = 0
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._depth += tag == "article"
        self._silent += tag in self._SILENT
        self._break_at(tag)
        for name, value in attrs:
            if self._depth and not self._silent and name in ("href", "src", "id", "lang"):
                self._text.append(f"<{name}={value}>")

    def handle_endtag(self, tag: str) -> None:
        self._break_at(tag)
        self._depth -= tag == "article"
        self._silent -= tag in self._SILENT

    def _break_at(self, tag: str) -> None:
        if self._depth and tag in self._BLOCKS:
            self._text.append("\n")

    def handle_data(self, data: str) -> None:
        if self._depth and not self._silent:
            self._text.append(re.sub(r"\s+", " ", data))

    def lines(self) -> tuple[str, ...]:
        lines = ("".join(self._text)).split("\n")
        return tuple(stripped for line in lines if (stripped := " ".join(line.split())))


def article_of(html: str) -> tuple[str, ...]:
    """The lines of the page's article, a block each; empty where the page has none."""
    parser = _Article()
    parser.feed(html)
    parser.close()
    return parser.lines()


def differences_of(first: dict[str, tuple[str, ...]], second: dict[str, tuple[str, ...]]) -> list[str]:
    """Lines that say how the second site differs from the first; none where they are the same."""
    one, other = (pair.name for pair in PAIRS)
    lines = [f"{page}: only {one} has this page" for page in sorted(first.keys() - second.keys())]
    lines += [f"{page}: only {other} has this page" for page in sorted(second.keys() - first.keys())]
    for page in sorted(first.keys() & second.keys()):
        if first[page] != second[page]:
            changes = list(difflib.unified_diff(first[page], second[page], one, other, lineterm="", n=0))
            lines += [f"{page}: the articles differ", *(f"  {line[:200]}" for line in changes[:SHOWN_LINES])]
            if len(changes) > SHOWN_LINES:
                lines.append(f"  … and {len(changes) - SHOWN_LINES} lines more")
    return lines


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
