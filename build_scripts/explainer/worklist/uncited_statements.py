"""Statements without a citation: paragraphs, items, quotations and tables of entries that no source follows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import partial

from explainer.build_cache import BuildCache
from explainer.model.corpus import Corpus
from explainer.model.references import Links, ResolvedText
from explainer.model.worklist import WorkItem
from explainer.text.own_words import Block, BlockKind, Reading, read
from explainer.text.syntax import NodeKind

_SHOWN = (BlockKind.QUOTE, BlockKind.TABLE)
_FARTHEST = 200
"""The most blocks between a statement and the paragraph that says where it is from."""
_LENGTH = 60
"""The most characters of a statement that the report shows."""


def uncited_statements(corpus: Corpus, links: Links, cache: BuildCache | None = None) -> Iterator[WorkItem]:
    """Every block of an entry's text that states something and cites nothing; `words` are its first words.

    A quotation or table may also be cited by the paragraph before or after it, an item by the paragraph that introduces
    it. A paragraph that ends in a colon only introduces. A footnote counts as a citation.
    """
    recall = partial((cache or BuildCache()).recall_kept, tuple[WorkItem, ...], _uncited_in)
    for entry in (*corpus.events, *corpus.actors, *corpus.background):
        yield from recall(entry.path, links.texts[entry.path])


def _uncited_in(path: str, text: ResolvedText) -> tuple[WorkItem, ...]:
    reading = read(text.tree)
    cites = _cites(reading)
    found: list[WorkItem] = []
    for number, block in enumerate(reading.blocks):
        bearing = _bearing_on(number, reading.blocks)
        if _states(number, reading) and not any(cites[other] for other in bearing):
            words = _beginning(text.body.text[block.start : block.end])
            found.append(WorkItem(path, reading.line_at(block.start, text.body.first_line), words))
    return tuple(found)


def _cites(reading: Reading) -> list[bool]:
    """Whether each block has a citation or a footnote."""
    kinds = (NodeKind.CITATION, NodeKind.FOOTNOTE_REFERENCE)
    places = [node.start for node in reading.tree.walk() if node.kind in kinds]
    return [bisect_left(places, block.start) < bisect_left(places, block.end) for block in reading.blocks]


def _states(number: int, reading: Reading) -> bool:
    blocks = reading.blocks
    block = blocks[number]
    own = reading.shown[block.start : block.end].replace("\0", "").strip()
    if block.kind is BlockKind.HEADING or not any(character.isalpha() for character in own):
        return False
    leads_on = number + 1 < len(blocks) and blocks[number + 1].kind in (*_SHOWN, BlockKind.ITEM)
    return not (block.kind is BlockKind.PARAGRAPH and leads_on and own.endswith(":"))


def _bearing_on(number: int, blocks: Sequence[Block]) -> Iterator[int]:
    """The blocks whose citation counts for the block: itself, and the paragraphs that say what it is."""
    yield number
    kind = blocks[number].kind
    if kind in _SHOWN:
        yield from _next_paragraph(range(number + 1, len(blocks)), blocks, _SHOWN)
        yield from _next_paragraph(range(number - 1, -1, -1), blocks, _SHOWN)
    elif kind is BlockKind.ITEM:
        yield from _next_paragraph(range(number - 1, -1, -1), blocks, (BlockKind.ITEM,))


def _next_paragraph(numbers: range, blocks: Sequence[Block], over: Sequence[BlockKind]) -> Iterator[int]:
    """The next block that is not of these kinds, if it is a paragraph and near enough."""
    number = next((n for n in numbers[:_FARTHEST] if blocks[n].kind not in over), None)
    if number is not None and blocks[number].kind is BlockKind.PARAGRAPH:
        yield number


def _beginning(text: str) -> str:
    words = " ".join(re.sub(r"^[>\s|*+-]+|\[\[(?:[^\[\]|]*\|)?|\]\]|[*`]|\{:[^{}]*\}", "", text).split())
    return words if len(words) <= _LENGTH else f"{words[:_LENGTH].rsplit(' ', 1)[0]}…"
