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
_OPENER = re.compile(r"[ \t]*(?:!!!|\?\?\?|===)\+?[ \t]|[ \t]*\{:?[^{}]*\}[ \t]*$| {0,3}\[(?!\^)[^\]@\n]+\]:[ \t]|[-*_ \t]+$")
"""What is no text: the head of an admonition, attributes, the address of a link, a line across the page."""


def blocks_of(prose: Prose) -> tuple[Block, ...]:
    """The blocks of the text, in its order."""
    return tuple(_blocks(prose))


def _blocks(prose: Prose) -> Iterator[Block]:
    open_block: Block | None = None
    for start, end in _lines(prose.text):
        line = prose.text[start:end]
        kind = _kind(line, prose.without_code[start:end], open_block)
        if open_block and (kind is None or isinstance(kind, Block)):
            if not isinstance(kind, Block):
                yield open_block
                open_block = None
                continue
            open_block = replace(kind, end=end)
        elif open_block and isinstance(kind, BlockKind):
            yield open_block
            open_block = Block(kind, start, end)
        elif isinstance(kind, BlockKind):
            open_block = Block(kind, start, end)
    if open_block:
        yield open_block


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _kind(line: str, without_code: str, before: Block | None) -> BlockKind | Block | None:
    """The kind of the block that the line begins, the block that it goes on, or None where it is in none."""
    is_code = not without_code.replace("\0", "").strip()
    if is_code:
        return None
    if before and before.kind is BlockKind.PARAGRAPH and _UNDERLINE.match(line):
        return replace(before, kind=BlockKind.HEADING)
    if _QUOTE.match(line):
        return before if before and before.kind is BlockKind.QUOTE else BlockKind.QUOTE
    if before and before.kind is BlockKind.PARAGRAPH and _RULE_OF_TABLE.match(line):
        return replace(before, kind=BlockKind.TABLE)
    if _OPENER.match(line):
        return None
    if _HEADING.match(line):
        return BlockKind.HEADING
    if _ITEM.match(line):
        return BlockKind.ITEM
    if before is None or before.kind is BlockKind.HEADING:
        return BlockKind.TABLE if _TABLE.match(line) else BlockKind.PARAGRAPH
    return before
