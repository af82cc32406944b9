"""What a text must not hold, because a browser would run it: HTML that is not plain, and addresses that are scripts.

Convention: everything after a `<` that could begin a tag must be one of a few inline elements, written strictly. So it
never matters whether Markdown or a browser would read a sloppy tag more generously than we do.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from explainer.links.rendered import unsafe_outcomes
from explainer.prose import Prose

_NAMES = "abbr|bdi|br|b|cite|del|dfn|em|ins|i|kbd|mark|q|rp|rt|ruby|small|span|strong|sub|sup|s|u|wbr"
"""The elements that a text may have; none of them begins a block of HTML, in which Markdown would not be read."""
_PLAIN_TAG = re.compile(rf"<(?:/(?:{_NAMES})\s*|(?:{_NAMES})(?:\s+(?:lang|dir|title|class|id)=\"[^\"<>]*\")*\s*/?)>")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^\s<>\"']+>|<[\w.+-]+@[\w.-]+>")
_TAG_START = re.compile(r"<(?:[a-zA-Z][^\s<>,]*(?=[\s>]|$)|[/!?][^\s<>]*)", re.MULTILINE)
_ANGLED = re.compile(r"(?:\]\(|\]:)\s*(?P<angled><(?P<address>[^<>\n]*)>)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_OPENER = re.compile(r"(?P<opener>\]\(|\]:|[<=\"'])\s*<?\s*(?=(?P<address>[^\s<>\"']{1,200}))")
_SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*)\s*:", re.IGNORECASE)
_RUNNING_SCHEMES = frozenset({"javascript", "vbscript", "data"})
_ATTRIBUTES = re.compile(r"\{:?(?P<inner>[^{}\n]*)\}")
_ATTRIBUTE = re.compile(r"(?P<name>[^\s=\"']+)\s*=")
_SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_SAFE_ATTRIBUTES = frozenset(
    {"lang", "dir", "title", "width", "height", "loading", "alt", "id", "class", "start", "align"}
)


class Unsafe(NamedTuple):
    position: int
    message: str
    hint: str


def unsafe_parts(prose: Prose) -> Iterator[Unsafe]:
    """Every part of the text that a site must not publish."""
    found = list(_unsafe_as_written(prose))
    yield from found
    if not found:
        for outcome, trace in unsafe_outcomes(prose.text):
            hint = "Put the file into the content" if outcome.startswith("the picture") else "Write it in Markdown"
            yield Unsafe(max(0, prose.text.find(trace)), f"{outcome} would be published by this text", hint)


def _unsafe_as_written(prose: Prose) -> Iterator[Unsafe]:
    text = _COMMENT.sub(lambda match: " " * len(match[0]), prose.without_code)
    allowed = {match.start() for pattern in (_PLAIN_TAG, _AUTOLINK) for match in pattern.finditer(text)}
    allowed |= {match.start("angled") for match in _ANGLED.finditer(text) if ":" not in html.unescape(match["address"])}
    for match in _TAG_START.finditer(text):
        if match.start() not in allowed:
            message = f"the HTML '{match[0][:40]}' is not allowed in a text"
            yield Unsafe(match.start(), message, "Write it in Markdown, or between backticks to show it")
    yield from _unsafe_addresses(text)
    for match in _ATTRIBUTES.finditer(text):
        for attribute in _ATTRIBUTE.finditer(re.sub(r"(=\s*)(\"[^\"]*\"|'[^']*')", r"\1", match["inner"])):
            if attribute["name"].lower() not in _SAFE_ATTRIBUTES:
                message = f"the attribute '{attribute['name'][:40]}' is not allowed in a text"
                yield Unsafe(match.start(), message, "Remove it")


def _unsafe_addresses(text: str) -> Iterator[Unsafe]:
    """Addresses whose scheme is not one of the web's; entities and control characters do not hide a scheme."""
    for match in _OPENER.finditer(text):
        scheme = scheme_of(match["address"])
        if not scheme or scheme.lower() in _SAFE_SCHEMES:
            continue
        is_surely_address = match["opener"] not in ("=", '"', "'")
        if is_surely_address or scheme.lower() in _RUNNING_SCHEMES:
            message = f"an address may not begin with '{scheme[:40]}:'"
            yield Unsafe(match.start("address"), message, "Use an address that begins with https://")


def scheme_of(address: str) -> str:
    """The scheme that a browser would see in an address as it is written in Markdown; empty where it has none."""
    plain = re.sub(r"[\x00-\x20\x7f\u200b-\u200f\ufeff]", "", html.unescape(html.unescape(address)))
    scheme = _SCHEME.match(plain)
    return scheme["scheme"] if scheme else ""
