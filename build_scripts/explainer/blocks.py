"""The blocks of a Markdown text: paragraphs, items of lists, headings, quotations, tables.

Positions are of characters in the text. A line that is code or nothing but a comment is in no block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from explainer.prose import Prose


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    ITEM = "item"
    HEADING = "heading"
    QUOTE = "quote"
    TABLE = "table"


@dataclass(frozen=True)
class Block:
    """A stretch of lines that belong together; `end` is behind its last character."""

    kind: BlockKind
    start: int
    end: int


_QUOTE = re.compile(r" {0,3}>")
_HEADING = re.compile(r"#{1,6}[ \t]")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]+\S")
_TABLE = re.compile(r"[ \t]*\|")
_RULE_OF_TABLE = re.compile(r"[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+$")
_OPENER = re.compile(
    r"[ \t]*(?:!!!|\?\?\?|===)\+?[ \t]|[ \t]*\{:?[^{}]*\}[ \t]*$| {0,3}\[(?!\^)[^\]@\n]+\]:[ \t]|[-*_ \t]+$"
)
"""What is no text: the head of an admonition, attributes, the address of a link, a line across the page."""


_BEGINNINGS = (
    (BlockKind.QUOTE, _QUOTE),
    (BlockKind.HEADING, _HEADING),
    (BlockKind.ITEM, _ITEM),
    (BlockKind.TABLE, _TABLE),
)


def blocks_of(prose: Prose) -> tuple[Block, ...]:
    """The blocks of the text, in its order."""
    return tuple(_blocks(prose))


def _blocks(prose: Prose) -> Iterator[Block]:
    block: Block | None = None
    for start, end in _lines(prose.text):
        line = prose.text[start:end]
        is_text = bool(prose.without_code[start:end].replace("\0", "").strip())
        grown = _grown(block, line) if block and is_text else None
        if grown:
            block = replace(grown, end=end)
            continue
        if block:
            yield block
        kind = _kind_begun_by(line) if is_text else None
        block = Block(kind, start, end) if kind else None
    if block:
        yield block


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _grown(block: Block, line: str) -> Block | None:
    """The block if the line goes on with it, as what it then is; None where the line begins another."""
    if block.kind is BlockKind.PARAGRAPH and _UNDERLINE.match(line):
        return replace(block, kind=BlockKind.HEADING)
    if block.kind is BlockKind.PARAGRAPH and _RULE_OF_TABLE.match(line):
        return replace(block, kind=BlockKind.TABLE)
    if block.kind is BlockKind.HEADING or _OPENER.match(line) or _HEADING.match(line) or _ITEM.match(line):
        return None
    return block if block.kind is BlockKind.QUOTE or not _QUOTE.match(line) else None


def _kind_begun_by(line: str) -> BlockKind | None:
    """The kind of the block that begins with the line; None for what is no text."""
    if _OPENER.match(line):
        return None
    return next((kind for kind, pattern in _BEGINNINGS if pattern.match(line)), BlockKind.PARAGRAPH)
