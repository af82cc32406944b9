"""What Pagefind's files say, so that two indexes can be compared: Pagefind does not write the same bytes twice."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cbor2

_SIGNATURE = b"pagefind_dcd"


@dataclass(frozen=True)
class SearchIndex:
    """The pages of an index, its words, and the values of its filters, each with the number of its pages."""

    pages: tuple[str, ...]
    words: tuple[tuple[str, int], ...]
    filters: dict[str, dict[str, int]]

    @property
    def urls(self) -> set[str]:
        return {json.loads(page)["url"] for page in self.pages}


def decoded(folder: Path) -> SearchIndex:
    """The index in the folder `pagefind/` of a site."""
    words = [word for path in (folder / "index").iterdir() for word in cbor2.loads(_content(path))[0]]
    filters = [cbor2.loads(_content(path)) for path in (folder / "filter").iterdir()]
    return SearchIndex(
        pages=tuple(sorted(_content(path).decode() for path in (folder / "fragment").iterdir())),
        words=tuple(sorted((word[0], len(word[1])) for word in words)),
        filters={name: _counts(values) for name, values in filters},
    )


def _counts(values: list[Any]) -> dict[str, int]:
    return {value: len(pages) for value, pages in values}


def _content(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()).removeprefix(_SIGNATURE)
