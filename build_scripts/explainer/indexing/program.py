"""Pagefind, run over the built site.

What of a page is indexed, its pages say themselves: `data-pagefind-body` on the article, names and facets in the head
(theme/main.html). What repeats other pages is left out by the attributes that scripts go by.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from pagefind.service import get_executable

from explainer.indexing.names import write_names
from explainer.indexing.pieces import put_in_order

FOLDER = "pagefind"
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
"""Files of Pagefind for other ways to use it: its own boxes, its worker."""
_NO_PROGRAM = (
    "the search index needs the program of Pagefind, and there is none. Install it with the other packages "
    "(`make site`), or by `pip install 'pagefind[bin]'`"
)


class IndexingError(Exception):
    """The index could not be written; the message says why and what to do."""


def write_index(site: Path) -> None:
    """Writes the index of the pages below `site`."""
    program = _program()
    shutil.rmtree(site / FOLDER, ignore_errors=True)
    try:
        _run(program, site)
        _remove_needless(site / FOLDER)
        put_in_order(site / FOLDER)
        write_names(site / FOLDER)
    except (OSError, ValueError) as error:
        raise IndexingError(f"Pagefind could not index the site: {error}") from error


def _program() -> Path:
    try:
        program = get_executable()
    except FileNotFoundError:
        program = None
    if program is None or not program.is_file():
        raise IndexingError(_NO_PROGRAM)
    return program


def _run(program: Path, site: Path) -> None:
    """Runs the program to its own end: the package's Python interface ends it before all files are written."""
    command = [str(program), "--site", str(site), "--output-path", str(site / FOLDER), "--silent"]
    for selector in _NOT_INDEXED:
        command += ["--exclude-selectors", selector]
    run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - the package's program
    if run.returncode != 0:
        raise ValueError((run.stdout + run.stderr).strip() or f"it ended with {run.returncode}")


def _remove_needless(folder: Path) -> None:
    for pattern in _NEVER_ASKED_FOR:
        for path in folder.glob(pattern):
            path.unlink()
