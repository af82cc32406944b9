"""The search index: Pagefind over the built site, written into it as `pagefind/`.

Pagefind 1.5.2 writes its filters in the order of a hash table, another one with each run. They are put in order here,
so that the same site has the same index, byte by byte.

What of a page is indexed, its pages say themselves: `data-pagefind-body` on the article, names and facets in the head
(theme/main.html). What repeats other pages is left out by the attributes that scripts go by.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import cbor2
from pagefind.index import IndexConfig, PagefindIndex
from pagefind.service import get_executable

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
    try:
        pages = asyncio.run(_indexed(site.resolve()))
        _remove_needless(site / FOLDER)
        _put_in_order(site / FOLDER)
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


# The order of filters

_MARK = b"pagefind_dcd"
_FILTERS = 3
"""Where the filters stand in a `.pf_meta` file, as pairs of a name and the name of a file."""


def _put_in_order(folder: Path) -> None:
    entry = json.loads((folder / "pagefind-entry.json").read_text("utf-8"))
    for language in entry["languages"].values():
        language["hash"] = _with_filters_in_order(folder, language["hash"])
    (folder / "pagefind-entry.json").write_text(json.dumps(entry, ensure_ascii=False), "utf-8")


def _with_filters_in_order(folder: Path, name: str) -> str:
    """Rewrites what a language has of filters; answers the new name of its `.pf_meta` file."""
    language = name.partition("_")[0]
    path = folder / f"pagefind.{name}.pf_meta"
    meta = _taken(path)
    meta[_FILTERS] = [[filter_name, _sorted_filter(folder, file)] for filter_name, file in sorted(meta[_FILTERS])]
    return _put(meta, language, folder, "pagefind.{}.pf_meta")


def _sorted_filter(folder: Path, name: str) -> str:
    title, values = _taken(folder / "filter" / f"{name}.pf_filter")
    return _put([title, sorted(values)], name.partition("_")[0], folder / "filter", "{}.pf_filter")


def _taken(path: Path) -> Any:
    content = gzip.decompress(path.read_bytes())
    path.unlink()
    return cbor2.loads(content.removeprefix(_MARK))


def _put(value: Any, language: str, folder: Path, file: str) -> str:
    """Writes a file that is named for its content; answers the name."""
    content = _MARK + cbor2.dumps(value)
    name = f"{language}_{hashlib.sha256(content).hexdigest()[:10]}"
    (folder / file.format(name)).write_bytes(gzip.compress(content, mtime=0))
    return name
