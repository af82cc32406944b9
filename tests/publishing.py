"""A text as a page has it, and what of its HTML stands on no list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from explainer.links.graph import RESERVED_IDS
from explainer.links.text_references import references_of
from explainer.model.corpus import Body
from explainer.pages.texts import text_html
from explainer.text.gate import ATTRIBUTES, ELEMENTS
from explainer.text.html import Fill, Hole, Scope, Writing, html_of
from explainer.text.syntax import NodeKind
from explainer.text.typography import ENGLISH
from explainer.views.entry_text import AddressPiece, CitationPiece, FilePiece, HtmlPiece, TextPiece, TitlePiece

CLASSES_OF_PAGES = ("md-", "sr", "head", "infobox", "timeline")
SCHEMES = ("http:", "https:", "mailto:", "tel:")


def published(text: str) -> str:
    """The text as a page has it, with all that a page fills in, whether it has problems or not."""
    found, _ = references_of(Body(text, 1), "background/x.md", RESERVED_IDS, ENGLISH)
    writing = Writing({heading.start: heading.id for heading in found.headings}, Scope("entry-x--", 1), str)
    pieces = [_filled(part) for _, parts in html_of(found.tree.children, writing) for part in parts]
    return str(text_html(pieces, href=str, marks=lambda marks: str(marks[0]), typeset=str, drawn=str))


def _filled(part: str | Hole) -> TextPiece:
    """The part as a careless page would fill it: with the words of the editor."""
    if isinstance(part, str):
        return HtmlPiece(part)
    node = part.node
    if part.fill is Fill.CITATION:
        return CitationPiece((node.value,))  # type: ignore[arg-type] # `marks` gets it as it is
    if part.fill is Fill.TITLE:
        return TitlePiece(node.get("target"))
    return FilePiece(node.get("url")) if node.kind is not NodeKind.WIKI_LINK else AddressPiece(node.get("target"))


def unlisted(html: str) -> Iterator[str]:
    """What of the HTML stands on no list."""
    for node in LexborHTMLParser(f"<body><main>{html}</main></body>").css("main *"):
        if node.tag not in ELEMENTS:
            yield f"<{node.tag}>"
        for name, value in node.attributes.items():
            if name not in ATTRIBUTES["*"] | ATTRIBUTES.get(node.tag or "", set()) | {"class"}:
                yield f"<{node.tag} {name}>"
            if name in ("href", "src") and not _is_ours(value or ""):
                yield f"<{node.tag} {name}={value!r}>"
            if name == "id" and (value or "").startswith("_"):
                yield f"<{node.tag} id={value!r}>"
            if name == "class" and any(one.startswith(CLASSES_OF_PAGES) for one in (value or "").split()):
                yield f"<{node.tag} class={value!r}>"


def _is_ours(address: str) -> bool:
    """Whether a browser takes the address for one of the schemes that may stand there, or for a relative one."""
    plain = "".join(c for c in address if c > " ").casefold()
    return plain.startswith(SCHEMES) or not re.match(r"[a-z][a-z0-9+.-]*:", plain)
