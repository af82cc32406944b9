"""Pagefind, run over the built site.

What of a page is indexed, its pages say themselves: `data-pagefind-body` on the article, names and facets in the head
(theme/main.html). What repeats other pages is left out by the attributes that scripts go by.
"""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from pagefind.index import IndexConfig, PagefindIndex
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


def write_index(site: Path) -> int:
    """Writes the index of the pages below `site`; answers how many pages were read."""
    _assert_program()
    shutil.rmtree(site / FOLDER, ignore_errors=True)
    try:
        pages = asyncio.run(_indexed(site.resolve()))
        _remove_needless(site / FOLDER)
        put_in_order(site / FOLDER)
        write_names(site / FOLDER)
    except Exception as error:  # the package raises plain exceptions
        raise IndexingError(f"Pagefind could not index the site: {error}") from error
    return pages


def _assert_program() -> None:
    try:
        program = get_executable()
    except FileNotFoundError:
        program = None
    if program is None or not program.is_file():
        raise IndexingError(_NO_PROGRAM)


async def _indexed(site: Path) -> int:
    config = IndexConfig(exclude_selectors=_NOT_INDEXED, output_path=str(site / FOLDER))
    async with PagefindIndex(config=config) as index:
        return (await index.add_directory(str(site)))["page_count"]


def _remove_needless(folder: Path) -> None:
    for pattern in _NEVER_ASKED_FOR:
        for path in folder.glob(pattern):
            path.unlink()
