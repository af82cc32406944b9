"""An editor's text as a tree of values. The kinds have the names of mdast, the syntax tree for Markdown.

Every node knows its position: `parsed.text[node.start:node.end]` is the node as it is written.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from explainer.problems import Code


class NodeKind(StrEnum):
    """The kind of a node."""

    # blocks
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    BLOCKQUOTE = "blockquote"
    LIST = "list"
    LIST_ITEM = "listItem"
    CODE = "code"
    THEMATIC_BREAK = "thematicBreak"
    TABLE = "table"
    TABLE_ROW = "tableRow"
    TABLE_CELL = "tableCell"
    DEFINITION_LIST = "definitionList"
    DEFINITION_TERM = "definitionTerm"
    DEFINITION_DESCRIPTION = "definitionDescription"
    ADMONITION = "admonition"
    ADMONITION_TITLE = "admonitionTitle"
    FOOTNOTE_DEFINITION = "footnoteDefinition"
    DEFINITION = "definition"
    EMBED = "embed"
    # inside a block
    TEXT = "text"
    ESCAPE = "escape"
    EMPHASIS = "emphasis"
    STRONG = "strong"
    DELETE = "delete"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    INLINE_CODE = "inlineCode"
    BREAK = "break"
    SOFT_BREAK = "softBreak"
    LINK = "link"
    IMAGE = "image"
    SPAN = "span"
    WIKI_LINK = "wikiLink"
    CITATION = "citation"
    FOOTNOTE_REFERENCE = "footnoteReference"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a text.

    `value` is the text, the code, the label of a footnote, the kind of a box or of its title, or the content of a
    comment, a citation or an embed. `attributes` are those of the kind (`depth`, `url`, `align`, …) and those that the
    editor wrote in braces.
    """

    kind: NodeKind
    start: int
    end: int
    children: tuple[Node, ...] = ()
    value: str = ""
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, name: str, default: str = "") -> str:
        """The value of an attribute, or the default if the node does not have it."""
        return next((value for key, value in self.attributes if key == name), default)

    def walk(self) -> Iterator[Node]:
        """The node and everything in it, in the order of the text."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.children)

    @property
    def words(self) -> str:
        """What a reader reads of the node, in one line."""
        return " ".join("".join(_words(self)).split())


def _words(node: Node) -> Iterator[str]:
    if node.kind in (NodeKind.TEXT, NodeKind.ESCAPE, NodeKind.INLINE_CODE):
        yield node.value
    elif node.kind in (NodeKind.SOFT_BREAK, NodeKind.BREAK):
        yield " "
    elif node.kind is NodeKind.WIKI_LINK and not node.children:
        yield node.get("target")
    for child in node.children:
        yield from _words(child)


@dataclass(frozen=True)
class Fault:
    """Something in a text that cannot be published, with its position.

    `culprit` has the wrong words as they are written, or the first of them.
    """

    position: int
    code: Code
    message: str
    hint: str = ""
    culprit: str = ""


@dataclass(frozen=True)
class ParsedText:
    """A text that was read. `faults` are in the order of the text; `definitions` are addresses that links use."""

    text: str
    children: tuple[Node, ...] = field(default=(), compare=False, repr=False)
    faults: tuple[Fault, ...] = field(default=(), compare=False)
    definitions: tuple[Node, ...] = field(default=(), compare=False, repr=False)

    @cached_property
    def _line_starts(self) -> list[int]:
        return line_starts(self.text)

    def line_at(self, position: int, first_line: int = 1) -> int:
        """The line of a position in the file, if the text begins on its line `first_line`."""
        return first_line + bisect_right(self._line_starts, position, hi=len(self._line_starts) - 1) - 1

    def walk(self) -> Iterator[Node]:
        """All nodes, in the order of the text."""
        return iter(self._nodes)

    @cached_property
    def _nodes(self) -> tuple[Node, ...]:
        """All nodes in a row, since a text is walked through for each thing that is looked for in it."""
        return tuple(node for child in self.children for node in child.walk())

    @property
    def sections(self) -> tuple[tuple[Node, ...], ...]:
        """The sections: what comes before the first heading of the second level, then each of these with its blocks."""
        found: list[list[Node]] = [[]]
        for node in self.children:
            if node.kind is NodeKind.HEADING and node.get("depth") == "2":
                found.append([])
            found[-1].append(node)
        return tuple(tuple(section) for section in found)


def line_starts(text: str) -> list[int]:
    """The positions where lines begin, followed by one more than where the last line ends."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts
