"""Which pages have a name: what a reader writes that is the name or the title of a page finds that page first.

Pagefind ranks by words, so a page that says a word often, or with others, may stand before the one that is called so.
The names are in `pagefind/names/`, in as many files as `FILES` says; a search fetches the one that its words fall into.
The browser does the same to what the reader writes: `theme/assets/explainer/search/names.js`, by the same snapshot.
"""

from __future__ import annotations

import gzip
import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FILES = 64
_MARK = b"pagefind_dcd"
_LAST = "sources"
"""What is called like an entry and is about it stands after it."""


def write_names(folder: Path) -> None:
    """Writes the names of the pages that Pagefind has read into its folder."""
    pages: defaultdict[str, dict[str, tuple[bool, str]]] = defaultdict(dict)
    for path in sorted((folder / "fragment").iterdir()):
        page = json.loads(gzip.decompress(path.read_bytes()).removeprefix(_MARK))
        for name in _names_of(page["meta"]):
            pages[name][path.stem] = (_LAST in page["filters"].get("collection", ()), page["url"])
    (folder / "names").mkdir()
    for number, names in enumerate(_files(pages)):
        text = json.dumps(names, ensure_ascii=False, separators=(",", ":"))
        (folder / "names" / f"{number}.json").write_text(text, "utf-8")


def _names_of(meta: Mapping[str, str]) -> Iterator[str]:
    written = (meta.get("title", ""), *meta.get("names", "").split(" · "))
    return (key for name in written if (key := key_of(name)))


def _files(pages: Mapping[str, Mapping[str, Any]]) -> list[dict[str, list[str]]]:
    """The names by their file, each with the ids of its pages in Pagefind."""
    files: list[dict[str, list[str]]] = [{} for _ in range(FILES)]
    for name, ids in sorted(pages.items()):
        files[file_of(name)][name] = sorted(ids, key=lambda page: ids[page])
    return files


def key_of(name: str) -> str:
    """The name as it is compared: letters and digits alone, small, without marks above or below them."""
    plain = unicodedata.normalize("NFKD", name).lower()
    return "".join(char for char in plain if unicodedata.category(char)[0] in "LN")


def file_of(key: str) -> int:
    """The number of the file that a key is in."""
    number = 0
    for char in key:
        number = (31 * number + ord(char)) % FILES
    return number
