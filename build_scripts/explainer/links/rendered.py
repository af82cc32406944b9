"""What a text would publish, told from the text as it is rendered.

Where a scanner of Markdown and Python-Markdown disagree about what is code, HTML could slip through. So a text that
might hold HTML is rendered as MkDocs renders it, and every element, attribute and address in the outcome must be one
that Markdown makes. Few texts might, so few are rendered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser

EXTENSIONS = (
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "smarty",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.superfences",
)
"""The Markdown extensions of mkdocs.yml; a test compares the two."""

_SUSPECT = re.compile(r"[<&{\t]|script|data\s*:|!\[[^\]]{0,400}\](?:\(\s{0,9}(?:[a-z]{1,20}:|//)|\s?\[)", re.IGNORECASE)
_MADE_BY_MARKDOWN = re.compile(
    r"a|abbr|b|bdi|blockquote|br|cite|code|dd|del|details|dfn|div|dl|dt|em|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|q"
    r"|rp|rt|ruby|s|small|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul|wbr"
)
_ATTRIBUTES = re.compile(
    r"align|alt|class|dir|height|href|hreflang|id|lang|loading|name|open|rel|role|src|start|style|title|width"
)
_ALIGNMENT = re.compile(r"text-align: (left|right|center);")
_SAFE_SCHEME = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


def unsafe_outcomes(text: str) -> Iterator[tuple[str, str]]:
    """What the rendered text has that no text may publish, each once: in words, and what to look for in the text."""
    if not _SUSPECT.search(text):
        return
    seen: set[tuple[str, str]] = set()
    for node in LexborHTMLParser(f"<body>{_markdown().reset().convert(text)}").css("body *"):
        for fault in _faults(node.tag or "", dict(node.attributes)):
            if fault not in seen:
                seen.add(fault)
                yield fault


@lru_cache(maxsize=1)
def _markdown() -> Markdown:
    return Markdown(extensions=list(EXTENSIONS))


def _faults(tag: str, attributes: dict[str, str | None]) -> Iterator[tuple[str, str]]:
    if not _MADE_BY_MARKDOWN.fullmatch(tag):
        yield f"the HTML '<{tag[:40]}'", f"<{tag}"
    for name, value in attributes.items():
        is_alignment = name != "style" or (tag in ("td", "th") and bool(_ALIGNMENT.fullmatch(value or "")))
        if not _ATTRIBUTES.fullmatch(name) or not is_alignment:
            yield f"the attribute '{name[:40]}'", name
        elif name in ("href", "src"):
            address = re.sub(r"[\x00-\x20]", "", value or "")
            if _SCHEME.match(address) and not _SAFE_SCHEME.match(address):
                yield f"an address that begins with '{address.partition(':')[0][:40]}:'", address
            elif name == "src" and (_SCHEME.match(address) or address.startswith("//")):
                yield f"the picture '{address[:80]}' of another site", address
