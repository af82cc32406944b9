"""Former ids of the parts of a page, as empty elements that nobody sees, hears or reaches by keyboard."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

_WITH_ID = re.compile(r'<[a-z][a-z0-9]*\b[^<>]*?\sid="([^"<>]*)"[^<>]*>')


def with_former_ids(page: str, former: Iterable[tuple[str, str]]) -> str:
    """The page with each former id in the part that has a new one.

    The span stands inside the part, after its start tag, so that no list or table gets a child that it must not have.
    Former ids of parts that are not found come before everything else.
    """
    spans: dict[str, list[str]] = {}
    for old, new in former:
        spans.setdefault(html.escape(new), []).append(f'<span id="{html.escape(old)}"></span>')
    if not spans:
        return page
    pieces: list[str] = []
    at = 0
    for found in _WITH_ID.finditer(page):
        if own := spans.pop(found[1], None):
            pieces += page[at : found.end()], *reversed(own)
            at = found.end()
    left = (span for of_part in reversed(spans.values()) for span in reversed(of_part))
    return "".join((*left, *pieces, page[at:]))
