"""What of a text is said in the editors' own voice: not quotations, not code, not addresses, not citations.

Convention: as in `prose`, a mask has the length of its text and a zero byte for what is left out. A quotation mark
that is never closed quotes to the end of its block, as one of several paragraphs does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from explainer.blocks import Block, BlockKind, blocks_of
from explainer.model.linking import ResolvedText
from explainer.prose import Prose, prose_of

_QUOTED = (
    re.compile(r"(?<![^\W_])\"(?=\S)[^\"]*(?:\"|\Z)"),
    re.compile("\u201e[^\u201c\u201d]*(?:[\u201c\u201d]|\\Z)"),
    re.compile("\u201c[^\u201d]*(?:\u201d|\\Z)"),
    re.compile("\u00ab[^\u00bb]*(?:\u00bb|\\Z)"),
    re.compile("\u300c[^\u300d]*(?:\u300d|\\Z)"),
    re.compile("\u300e[^\u300f]*(?:\u300f|\\Z)"),
    re.compile("\u2018(?:[^\u2019]|\u2019(?=\\w))*\u2019(?!\\w)"),
    re.compile(r"(?<![\w'])'(?=\S)(?:[^']|'(?=\w))*(?<=\S)'(?!\w)"),
)
_QUOTING_ELEMENT = re.compile(r"<(q|cite)\b[^<>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_LINK_WITH_WORDS = re.compile(r"\[\[[^\[\]|]*\|")


def voice_of(text: str) -> str:
    """A line of plain text without what it quotes."""
    return _without_quotations(text)


def shown_in(text: ResolvedText, prose: Prose) -> str:
    """A Markdown text as a reader sees it: without code, citations and the targets of links, with what it quotes."""
    mask = list(prose.mask)
    for citation in text.citations:
        _hide(mask, citation.start, citation.end)
    for link in text.links:
        opening = _LINK_WITH_WORDS.match(prose.text, link.start)
        if link.words is None or opening is None:
            _hide(mask, link.start, link.end)
        else:
            _hide(mask, link.start, opening.end())
            _hide(mask, link.end - 2, link.end)
    return "".join(mask)


def voice_in(text: ResolvedText, prose: Prose, blocks: Iterable[Block], is_title: Iterable[int] = ()) -> str:
    """A Markdown text as a reader sees it, without what it quotes.

    `is_title` has the positions of links whose words are the title of a document.
    """
    mask = list(shown_in(text, prose))
    titles = set(is_title)
    for match in _QUOTING_ELEMENT.finditer(prose.without_code):
        _hide(mask, *match.span())
    for link in text.links:
        if link.start in titles:
            _hide(mask, link.start, link.end)
    voice = list("\0" * len(mask))
    for block in blocks:
        if block.kind is not BlockKind.QUOTE:
            voice[block.start : block.end] = _without_quotations("".join(mask[block.start : block.end]))
    return "".join(voice)


def read(text: ResolvedText) -> tuple[Prose, tuple[Block, ...]]:
    """The masks and the blocks of a text."""
    prose = prose_of(text.body.text)
    return prose, blocks_of(prose)


def _without_quotations(text: str) -> str:
    for pattern in _QUOTED:
        text = pattern.sub(lambda match: "\0" * len(match[0]), text)
    return text


def _hide(mask: list[str], start: int, end: int) -> None:
    mask[start:end] = "\0" * (end - start)
