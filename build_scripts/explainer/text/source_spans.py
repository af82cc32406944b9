"""The position of each Markdown token in the text that it was read from.

markdown-it-py gives the lines of a block and nothing for what is inside. Two facts make up for that. The tokens inside
a block follow one another without a gap, so it is enough to note where each rule began and ended. And every line of a
paragraph is the end of a line of the text, so a position in the one is a position in the other; cells of tables are
found by their bars.

Positions are offsets in characters; `end` is after the last one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_inline import StateInline, fragments_join
from markdown_it.token import Token

Span = tuple[int, int]
_BAR = re.compile(r"(?<!\\)\|")


class PositionedInline(ParserInline):
    """The parser of what is inside a block. `meta["span"]` of each token is its position in the block's content."""

    def __init__(self) -> None:
        super().__init__()
        self.ruler2.at("fragments_join", _join_fragments)

    def tokenize(self, state: StateInline) -> None:
        rules = self.ruler.getRules("")
        is_too_deep = state.level >= state.md.options["maxNesting"]
        text_start = state.pos
        while state.pos < state.posMax:
            start, known = state.pos, len(state.tokens)
            for rule in () if is_too_deep else rules:
                if rule(state, False):
                    text_start = _note(state.tokens, known, text_start, start, state.pos)
                    break
            else:
                state.append_pending(state.src[start])
                state.pos += 1
        if state.pending:
            state.pushPending().meta["span"] = (text_start, state.posMax)


def _note(tokens: Sequence[Token], known: int, text_start: int, start: int, end: int) -> int:
    """Sets the positions of the tokens that a rule made, and returns where the text after them begins."""
    if len(tokens) == known:
        return text_start
    new = [token for token in tokens[known:] if "span" not in token.meta]
    if text_start < start and new and new[0].type == "text":
        new.pop(0).meta["span"] = (text_start, start)
    is_run = all(token.type == "text" for token in new) and sum(len(token.content) for token in new) == end - start
    at = start
    for token in new:
        token.meta["span"] = (at, at + len(token.content)) if is_run else (start, end)
        at += len(token.content)
    if new and new[0].markup == "autolink":
        new[1].meta["span"] = (start + 1, end - 1)
    return end


def _in_order(tokens: Sequence[Token]) -> None:
    """Corrects the positions of `~~a~~~`: markdown-it-py closes the words first and puts the third tilde after."""
    for left, right in pairwise(tokens):
        if left.type == "s_close" and right.type == "text" and right.meta["span"][0] < left.meta["span"][0]:
            start = right.meta["span"][0]
            left.meta["span"], right.meta["span"] = (start, start + 2), (start + 2, start + 3)


def _join_fragments(state: StateInline) -> None:
    """Joins neighbouring texts as markdown-it-py does, and their positions."""
    _in_order(state.tokens)
    run: Span | None = None
    for token in state.tokens:
        if token.type != "text":
            run = None
        elif token.content:
            start, end = token.meta.get("span", (0, 0))
            run = (run[0] if run else start, end)
        if run:
            token.meta["span"] = run
    fragments_join(state)


def positioned_table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """The rule for tables. `meta["cell"]` of each cell's token is the cell's position in the text."""
    known = len(state.tokens)
    if not table(state, start_line, end_line, silent):
        return False
    cells: Iterator[Span] = iter(())
    for token in state.tokens[known:]:
        if token.type == "tr_open" and token.map:
            line = token.map[0]
            cells = _cells(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
        elif token.type == "inline":
            token.meta["cell"] = next(cells, None)
    return True


def _cells(text: str, start: int, end: int) -> Iterator[Span]:
    """The cells of a row without the space around them. A row may lack the bars at its ends."""
    row = text[start:end].strip()
    start += len(text[start:end]) - len(text[start:end].lstrip())
    bars = [-1, *(bar.start() for bar in _BAR.finditer(row)), len(row)]
    bounds = [(left + 1, right) for left, right in pairwise(bars)]
    bounds = bounds[1:] if bounds[0][0] == bounds[0][1] else bounds
    bounds = bounds[:-1] if bounds and bounds[-1][0] == bounds[-1][1] else bounds
    for left, right in bounds:
        cell = row[left:right]
        words = cell.strip()
        first = start + left + (len(cell) - len(cell.lstrip()) if words else 0)
        yield first, first + len(words)


@dataclass(frozen=True)
class Places:
    """Turns a position in a token's content into one in the text, piece by piece."""

    content: tuple[int, ...]
    text: tuple[int, ...]

    def __call__(self, position: int) -> int:
        piece = bisect_right(self.content, position) - 1
        return self.text[piece] + position - self.content[piece]


def places_of(token: Token, text: str, line_starts: Sequence[int]) -> Places:
    """The positions of an inline token's content in the text."""
    if cell := token.meta.get("cell"):
        return _places_in_cell(text, *cell)
    assert token.map is not None
    content: list[int] = []
    there: list[int] = []
    at, number = 0, token.map[0]
    for line in token.content.split("\n"):
        found = _place_in(text[line_starts[number] : line_starts[number + 1] - 1], line)
        while found < 0 and not content and number + 1 < token.map[1]:  # the parser drops lines of unusual spaces
            number += 1
            found = _place_in(text[line_starts[number] : line_starts[number + 1] - 1], line)
        content.append(at)
        there.append(line_starts[number] + max(found, 0) - (len(line) - len(line.lstrip(" \t"))))
        at += len(line) + 1
        number = min(number + 1, token.map[1] - 1)
    return Places(tuple(content), tuple(there))


def _place_in(written: str, line: str) -> int:
    """Where the words of a line begin in the line as it is written; -1 if they are not in it."""
    words = line.strip(" \t")
    for full in (written.rstrip(" \t"), written.rstrip()):
        if full.endswith(words):
            return len(full) - len(words)
    return written.rfind(words)


def _places_in_cell(text: str, start: int, end: int) -> Places:
    """The positions of a cell's content, which lacks the backslashes before its bars."""
    content, there = [0], [start]
    for number, bar in enumerate(re.finditer(r"\\\|", text[start:end])):
        content.append(bar.end() - number - 1)
        there.append(start + bar.end())
    return Places(tuple(content), tuple(there))
