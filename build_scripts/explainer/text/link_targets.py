"""The addresses in a text: their positions, their meaning, and which ones may be published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from markdown_it.helpers import parseLinkDestination

from explainer.text.syntax import Node, NodeKind, ParsedText

SCHEMES = ("http", "https", "mailto", "tel")
"""The schemes of addresses that are allowed; an address without a scheme stays on the site."""

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x20\x7f\u200b-\u200f\u2028\u2029\ufeff]")


def addresses_in(tree: ParsedText) -> Iterator[tuple[Node, int, int]]:
    """Each link or picture with an address of its own, and each definition of one, with the address's position."""
    for node in tree.walk():
        if node.kind in (NodeKind.LINK, NodeKind.IMAGE) and (span := _span_of_address(node, tree.text)):
            yield node, *span
    for node in tree.definitions:
        yield node, node.start, node.end


def _span_of_address(node: Node, text: str) -> tuple[int, int] | None:
    inside = node.children[-1].end if node.children else node.start + len(node.get("alt"))
    at = text.find("](", inside, node.end)
    if at < 0:
        return None
    at += 2
    while at < node.end and text[at] in " \t\n":
        at += 1
    found = parseLinkDestination(text, at, node.end)
    if not found.ok or at >= node.end:
        return None
    return (at + 1, found.pos - 1) if text[at] == "<" else (at, found.pos)


def address_of(node: Node) -> str:
    """The address of a link or picture, decoded."""
    return unquote(node.get("url") or node.value)


def scheme_of(address: str) -> str:
    """The scheme that a browser would see in an address, in lower case; empty if it has none."""
    found = _SCHEME.match(_UNSEEN.sub("", address))
    return found[1].lower() if found else ""


def is_safe(address: str) -> bool:
    """Whether an address has no scheme, or an allowed one followed by a host, a mailbox or a number."""
    scheme = scheme_of(address)
    if not scheme:
        return not _UNSEEN.sub("", address).replace("\\", "/").startswith("//")
    try:
        parts = urlsplit(address)
        return scheme in SCHEMES and bool(parts.netloc if scheme.startswith("http") else parts.path)
    except ValueError:
        return False
