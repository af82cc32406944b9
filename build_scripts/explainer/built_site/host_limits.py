"""How near a built site is to what GitHub Pages takes: 1 GB in all, and 100 MB a file, which git takes, too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

SITE_BYTES = 1_000_000_000
FILE_BYTES = 100_000_000
_WARNED_AT = 0.8


def size_warnings(site: Path) -> tuple[int, tuple[str, ...]]:
    """The bytes of the site, and a sentence for all that takes four fifths of a limit or more."""
    sizes = {path.relative_to(site).as_posix(): path.stat().st_size for path in site.rglob("*") if path.is_file()}
    return sum(sizes.values()), tuple(_warnings(sizes))


def _warnings(sizes: dict[str, int]) -> Iterator[str]:
    whole = sum(sizes.values())
    if whole >= _WARNED_AT * SITE_BYTES:
        yield f"the site has {_megabytes(whole)}, and GitHub Pages takes {_megabytes(SITE_BYTES)}"
    for path, size in sorted(sizes.items()):
        if size >= _WARNED_AT * FILE_BYTES:
            yield f"the file '{path}' has {_megabytes(size)}, and GitHub takes {_megabytes(FILE_BYTES)}"


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB"
