"""The files of Pagefind's index, put in order and cut small.

Pagefind 1.5.2 writes its filters in the order of a hash table, another one with each run; here they are sorted, so that
the same site has the same index, byte by byte. And it cuts the words into pieces of some 26 KB, one of which a reader
fetches whole for one word; here they are cut again (docs/development/decisions/0012).
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any

import cbor2

_MARK = b"pagefind_dcd"
_PIECES, _FILTERS = 2, 3
"""Where a `.pf_meta` file has the pieces, as first word, last word and name of file, and the filters, as pairs of a
name and the name of a file."""
_PIECE_BYTES = 30_000
"""How large a piece may grow before it is cut, not yet compressed; one word is never cut."""

Words = list[Any]
"""Words of the index in order, each a list that begins with the word itself."""


def put_in_order(folder: Path) -> None:
    """Rewrites the index of every language."""
    entry = json.loads((folder / "pagefind-entry.json").read_text("utf-8"))
    for language in entry["languages"].values():
        language["hash"] = _rewritten(folder, language["hash"])
    (folder / "pagefind-entry.json").write_text(json.dumps(entry, ensure_ascii=False), "utf-8")


def _rewritten(folder: Path, name: str) -> str:
    """Rewrites what a language has of pieces and filters; answers the new name of its `.pf_meta` file."""
    language = name.partition("_")[0]
    meta = _taken(folder / f"pagefind.{name}.pf_meta")
    meta[_PIECES] = [new for piece in meta[_PIECES] for new in _cut(folder, *piece)]
    meta[_FILTERS] = [[filter_name, _sorted_filter(folder, file)] for filter_name, file in sorted(meta[_FILTERS])]
    return _put(meta, language, folder, "pagefind.{}.pf_meta")


def _cut(folder: Path, first: str, last: str, name: str) -> Iterator[list[str]]:
    """The smaller pieces that take the place of one, each as where it begins, where it ends and its name."""
    [words] = _taken(folder / "index" / f"{name}.pf_index")
    parts = tuple(_parts(words))
    cuts = [_told_apart(before[-1][0], after[0][0]) for before, after in pairwise(parts)]
    starts = (first, *(start for _, start in cuts))
    ends = (*(end for end, _ in cuts), last)
    for part, start, end in zip(parts, starts, ends, strict=True):
        yield [start, end, _put([part], name.partition("_")[0], folder / "index", "{}.pf_index")]


def _told_apart(word: str, following: str) -> tuple[str, str]:
    """Two words, as much of each as tells which is which: Pagefind writes the ends of its pieces so."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(word, following, strict=False))
    length = len(list(same)) + 1
    return word[:length], following[:length]


def _parts(words: Words) -> Iterator[Words]:
    part: Words = []
    size = 0
    for word in words:
        more = len(cbor2.dumps(word))
        if part and size + more > _PIECE_BYTES:
            yield part
            part, size = [], 0
        part.append(word)
        size += more
    yield part


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
    name = f"{language}_{hashlib.sha256(content).hexdigest()[:7]}"
    path = folder / file.format(name)
    assert not path.exists(), f"two files of the index have the name {path.name}"
    path.write_bytes(gzip.compress(content, mtime=0))
    return name
