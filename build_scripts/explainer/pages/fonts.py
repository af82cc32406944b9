"""The fonts that the text of a page needs beside plain Latin, so that they are loaded with the page."""

from __future__ import annotations

import re

_NEEDED = {
    "latin-ext": re.compile("[\u0100-\u021b]"),
    "latin-italic": re.compile(r"<(?:em|i|cite)\b"),
    "cyrillic": re.compile("[\u0400-\u0491]"),
}
_FACTS = re.compile(r"<dl\b.*?</dl>", re.DOTALL)
"""Facts are set in the reader's own sans serif."""


def fonts_of(html: str) -> tuple[str, ...]:
    """The fonts by which the first lines of a page are set; references stand below them and may come later."""
    text = _FACTS.sub("", html.partition('id="references"')[0])
    return tuple(font for font, needed in _NEEDED.items() if needed.search(text))
