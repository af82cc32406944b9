"""Pagefind, run over the articles of the built site.

It gets copies of the pages without the frame around the article, which it reads in half the time. The pages themselves
say what of them is indexed: `data-pagefind-body` on the article, names and facets in the head (theme/main.html).
Attributes that scripts use mark what repeats other pages, and that is left out. A part of a page that is searched by
itself, such as a state of the map, has a copy of its own.
"""

from __future__ import annotations

import html
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from pagefind.service import get_executable
from selectolax.lexbor import LexborHTMLParser, LexborNode

from explainer.built_site.new_site import NewSite

FOLDER = "pagefind"
_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - the files get a folder of their own, which only this user can open
_ARTICLE = b"<article data-pagefind-body"
"""As theme/main.html writes it; a page without it is not searched."""
_PART = b" data-search-kind="
"""As a template marks a part that is searched by itself; `data-search-…` say what its result shows."""
_NOT_INDEXED = (
    "nav",
    "footer",
    "dt",
    "[data-explainer=lead]",
    "#references",
    "[data-explainer=references]",
    "#backlinks",
    "[data-explainer=backlinks]",
    "#see-also",
    "[data-explainer=cards]",
    "[data-explainer=citation]",
)
_NEVER_ASKED_FOR = ("*-ui.*", "pagefind-highlight.js", "pagefind-worker.js")
"""Files of Pagefind that our search does not use: its own boxes, its worker."""
_NO_PROGRAM = (
    "the search index needs the program of Pagefind, and there is none. Install it with the other packages "
    "(`make site`), or by `pip install 'pagefind[bin]'`"
)


class IndexingError(Exception):
    """The index could not be written; the message says why and what to do."""


def write_index(site: Path) -> None:
    """Writes the index of the pages below `site`."""
    with Indexing(NewSite(site)):
        pass


class Indexing:
    """Pagefind at work on the pages of a site while the block runs; when the block ends, the site has the index."""

    def __init__(self, site: NewSite) -> None:
        program = _program()
        self._site = site
        pages = sorted(site.folder.rglob("*.html"))
        self._work = tempfile.TemporaryDirectory(dir=_room_for(pages), ignore_cleanup_errors=True)
        articles, self._index = Path(self._work.name, "articles"), Path(self._work.name, "index")
        try:
            articles.mkdir()
            write_articles(pages, site.folder, articles)
            self._run = _started(program, articles, self._index)
        except OSError as error:
            self._work.cleanup()
            raise _failed(error) from error

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        with self._work:
            try:
                said = "" if kind else self._run.communicate()[0]
            finally:
                self._run.kill()
                self._run.wait()
            if kind:
                return
            if self._run.returncode != 0:
                raise _failed(said.strip() or f"it ended with {self._run.returncode}")
            try:
                self._publish()
            except OSError as reason:
                raise _failed(reason) from reason

    def _publish(self) -> None:
        """Puts the index into the site. A program that outlives a killed build writes nothing there.

        Pages that have not changed have the same files in the old index, which become links.
        """
        _remove_needless(self._index)
        shutil.rmtree(self._site.folder / FOLDER, ignore_errors=True)
        for file in self._index.rglob("*"):
            if file.is_file():
                self._site.write(f"{FOLDER}/{file.relative_to(self._index).as_posix()}", file.read_bytes())


def _failed(why: object) -> IndexingError:
    return IndexingError(f"Pagefind could not index the site: {why}")


def _room_for(pages: Iterable[Path]) -> Path | None:
    """A folder in memory, if the system has one with room for copies of the pages and the index; None if not.

    For minutes after some thousand files were deleted, as by the last build, ext4 takes long to make others.
    """
    needed = 2 * sum(page.stat().st_size for page in pages)
    try:
        is_fit = "TMPDIR" not in os.environ and os.access(_IN_MEMORY, os.W_OK | os.X_OK)
        return _IN_MEMORY if is_fit and shutil.disk_usage(_IN_MEMORY).free > needed else None
    except OSError:
        return None


def write_articles(pages: Iterable[Path], site: Path, folder: Path) -> None:
    """Writes copies of the pages that are indexed, each with only its head and its article, and of their parts."""
    for path in pages:
        page = path.read_bytes()
        if _PART in page:
            _write_parts(page.decode(), path.relative_to(site), folder)
        start = page.find(_ARTICLE)
        if start < 0:
            continue
        head, end = page.index(b"</head>"), page.rindex(b"</article>")
        target = folder / path.relative_to(site)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(page[:head] + b"</head><body>" + page[start:end] + b"</article></body></html>")


def _write_parts(page: str, path: Path, folder: Path) -> None:
    """Writes a copy for each part of the page that is searched by itself, with the address at which it stands."""
    document = LexborHTMLParser(page)
    address = path.as_posix().removesuffix("index.html")
    for part in document.css("[data-search-kind]"):
        said = {name: part.attributes.get(f"data-search-{name}") or "" for name in ("kind", "date", "years")}
        said |= {
            "title": _text_of(part, "h2, h3, h4"),
            "summary": _text_of(part, "p"),
            "address": f"{address}#{part.id}",
        }
        metas = "".join(
            f'<meta content="{html.escape(value)}" data-pagefind-meta="{name}[content]">'
            for name, value in said.items()
        )
        head = f"{page[: page.index('<head')]}<head>{metas}</head><body>{_ARTICLE.decode()}>"
        target = folder / path.with_suffix("") / f"{part.id}.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"{head}{part.html}</article></body></html>", "utf-8")


def _text_of(part: LexborNode, selector: str) -> str:
    """The text of the first element in a part; empty if there is none."""
    found = part.css_first(selector)
    return found.text().strip() if found else ""


def _program() -> Path:
    try:
        program = get_executable()
    except FileNotFoundError:
        program = None
    if program is None or not program.is_file():
        raise IndexingError(_NO_PROGRAM)
    return program


def _started(program: Path, pages: Path, target: Path) -> subprocess.Popen[str]:
    """The program, started. It ends by itself; the package's Python interface ends it before all files are written."""
    command = [str(program), "--site", str(pages), "--output-path", str(target), "--silent"]
    for selector in _NOT_INDEXED:
        command += ["--exclude-selectors", selector]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)  # noqa: S603 - its own


def _remove_needless(folder: Path) -> None:
    for pattern in _NEVER_ASKED_FOR:
        for path in folder.glob(pattern):
            path.unlink()
