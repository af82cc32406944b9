"""Links of a built site's pages to pages and files that it does not have."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

_ADDRESS = re.compile(r"""\s(?:href|src)=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_FEW = 3
"""On how many pages a link is named that is dead on many."""


def dead_links(site: Path, site_url: str) -> Iterator[str]:
    """A sentence for each address that pages lead to and where the site has nothing, with some of the pages."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    root = urlsplit(site_url or "/").path.rstrip("/") + "/"
    dead: dict[str, list[str]] = {}
    for page in sorted(file for file in files if file.endswith(".html")):
        text = (site / page).read_text("utf-8", "replace")
        for address in {"".join(found) for found in _ADDRESS.findall(text)}:
            target = _target_of(html.unescape(address), page, root)
            if target is not None and not _is_there(target, files):
                dead.setdefault(target, []).append(page)
    for target, pages in sorted(dead.items()):
        more = f" and {len(pages) - _FEW} more pages" if len(pages) > _FEW else ""
        listed = ", ".join(f"'{page}'" for page in pages[:_FEW])
        yield f"The site has nothing at '{target}', to which {listed}{more} {'lead' if len(pages) > 1 else 'leads'}."


def _target_of(address: str, page: str, root: str) -> str | None:
    """The path, from the root of the site, to which an address leads; None of another site or of the page itself."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path:
        return None
    path = unquote(parts.path)
    if path.startswith("/"):
        return path.removeprefix(root) if path.startswith(root) else None
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    return f"{joined}/" if path.endswith(("/", "/.", "/..")) or path in (".", "..") else joined


def _is_there(target: str, files: set[str]) -> bool:
    """Whether a host answers: with the file, or with the page of the folder."""
    folder = target.strip("/").removeprefix("./").rstrip(".").rstrip("/")
    index = f"{folder}/index.html" if folder else "index.html"
    return index in files if target.endswith("/") or not folder else target in files or index in files
