"""What the editors say in their own voice: a text without quotations, code, addresses and citations.

Convention: a mask has the length and the line ends of its text, with zero bytes for what is left out, so positions in a
mask are positions in the text. A quotation mark that is never closed quotes to the end of its block, as in a quotation
of several paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from explainer.text.syntax import Node, NodeKind, ParsedText

_HOLE = "\0"
_OPENING = re.compile(r"(?<![^\W_])\"(?=\S)|[„“«「『‘]|(?<![\w'])'(?=\S)")
_CLOSING = {
    mark: re.compile(closing)
    for mark, closing in {'"': '"', "„": "[“”]", "“": "”", "«": "»", "「": "」", "『": "』"}.items()
}
_SINGLE = {"‘": re.compile(r"’(?!\w)"), "'": re.compile(r"'(?!\w)")}


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    ITEM = "item"
    HEADING = "heading"
    QUOTE = "quote"
    TABLE = "table"


@dataclass(frozen=True)
class Block:
    """A part of a text that is read as a whole; `end` is after its last character."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True)
class Quotation:
    """Somebody else's words, with their marks; the language is empty if the text does not say it."""

    start: int
    end: int
    language: str


@dataclass(frozen=True)
class Reading:
    """A text as a reader sees it: `shown` is a mask without code, citations and addresses, but with quotations."""

    tree: ParsedText
    blocks: tuple[Block, ...]
    shown: str

    def line_at(self, position: int, first_line: int) -> int:
        return self.tree.line_at(position, first_line)


def read(tree: ParsedText) -> Reading:
    """The blocks of a text, and what a reader sees of it."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted((node.start, node.end) for node in tree.walk() if node.kind is NodeKind.TEXT):
        pieces += _left_out(tree.text[at:start]), tree.text[max(at, start) : end]
        at = max(at, end)
    return Reading(tree, tuple(_blocks(tree.children)), "".join((*pieces, _left_out(tree.text[at:]))))


def _left_out(text: str) -> str:
    """The mask of a text that is left out, with its line ends."""
    return "\n".join(_HOLE * len(line) for line in text.split("\n"))


_BLOCKS = {
    NodeKind.PARAGRAPH: BlockKind.PARAGRAPH,
    NodeKind.HEADING: BlockKind.HEADING,
    NodeKind.BLOCKQUOTE: BlockKind.QUOTE,
    NodeKind.TABLE: BlockKind.TABLE,
    NodeKind.DEFINITION_TERM: BlockKind.PARAGRAPH,
    NodeKind.ADMONITION_TITLE: BlockKind.HEADING,
}


def _blocks(nodes: Iterable[Node], kind: BlockKind | None = None) -> Iterator[Block]:
    """The blocks in the order of the text; the first paragraph of a list item stands for the item."""
    for number, node in enumerate(nodes):
        if node.kind in _BLOCKS:
            is_item = kind and number == 0 and node.kind is NodeKind.PARAGRAPH
            yield Block(kind if is_item and kind else _BLOCKS[node.kind], node.start, node.end)
        elif node.kind not in (NodeKind.CODE, NodeKind.COMMENT, NodeKind.THEMATIC_BREAK):
            yield from _blocks(node.children, BlockKind.ITEM if node.kind is NodeKind.LIST_ITEM else None)


def voice_of(text: str) -> str:
    """A line of plain text without its quotations."""
    pieces: list[str] = []
    at = 0
    for start, end in quoted_in(text):
        pieces += text[at:start], _HOLE * (end - start)
        at = end
    return "".join((*pieces, text[at:]))


def voice_in(reading: Reading, without: Iterable[int] = ()) -> str:
    """The mask of what the editors say themselves; `without` are positions of links whose words are not theirs."""
    mask = list(reading.shown)
    left_out = set(without)
    for node in reading.tree.walk():
        if node.start in left_out and node.kind in (NodeKind.WIKI_LINK, NodeKind.LINK):
            mask[node.start : node.end] = _HOLE * (node.end - node.start)
    voice = list(_HOLE * len(mask))
    for block in reading.blocks:
        if block.kind is not BlockKind.QUOTE:
            voice[block.start : block.end] = voice_of("".join(mask[block.start : block.end]))
    return "".join(voice)


def quotations_of(reading: Reading) -> Iterator[Quotation]:
    """The quotations of a text in order, both blocks and words between marks, with the language marked around them."""
    marked = deque((n.start, n.end, n.get("lang")) for n in reading.tree.walk() if n.get("lang"))
    around: list[tuple[int, int, str]] = []
    for start, end in _quoted_spans(reading):
        while marked and marked[0][0] < end:
            around.append(marked.popleft())
        while around and around[-1][1] <= start:
            around.pop()
        yield Quotation(start, end, around[-1][2] if around else "")


def _quoted_spans(reading: Reading) -> Iterator[tuple[int, int]]:
    for block in reading.blocks:
        if block.kind is BlockKind.QUOTE:
            yield block.start, block.end
        else:
            spans = quoted_in(reading.shown[block.start : block.end])
            yield from ((block.start + start, block.start + end) for start, end in spans)


def quoted_in(text: str) -> Iterator[tuple[int, int]]:
    """The start and end of quotations with their marks; one inside another is a part of it."""
    closings: dict[str, list[int]] = {}
    at = 0
    for opening in _OPENING.finditer(text):
        start, mark = opening.span()[0], opening[0]
        if start < at:
            continue
        if mark in _SINGLE:
            if mark not in closings:
                closings[mark] = [found.start() for found in _SINGLE[mark].finditer(text)]
            later = closings[mark][bisect_right(closings[mark], start) :][:1]
            end = later[0] + 1 if later and (mark == "‘" or not text[later[0] - 1].isspace()) else 0
        else:
            closing = _CLOSING[mark].search(text, start + 1)
            end = closing.end() if closing else len(text)
        if end:
            yield start, end
            at = end
