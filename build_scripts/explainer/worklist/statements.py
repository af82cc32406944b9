"""Statements without a citation: paragraphs, items, quotations and tables of entries behind which no source stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from explainer.blocks import Block, BlockKind
from explainer.model.corpus import Corpus
from explainer.model.linking import Links, ResolvedText
from explainer.model.worklist import Finding
from explainer.prose import Prose
from explainer.voice import read

_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
_CITATION = re.compile(r"\[[^\[\]]*@[^\[\]]*\]")
_SHOWN = (BlockKind.QUOTE, BlockKind.TABLE)
_LENGTH = 60
"""How many characters of a statement the report shows."""


def uncited_statements(corpus: Corpus, links: Links) -> Iterator[Finding]:
    """Every block of an entry's text that states something and cites nothing; `words` are its first.

    A quotation or table is cited by the paragraph before or behind it as well, an item by the paragraph that leads to
    it. A paragraph that ends in a colon only leads on. A footnote counts as a citation.
    """
    for entry in (*corpus.events, *corpus.actors, *corpus.background):
        text = links.texts[entry.path]
        prose, blocks = read(text)
        cites = [_cites(block, text, prose) for block in blocks]
        for number, block in enumerate(blocks):
            if _states(number, blocks, prose) and not any(cites[other] for other in _bearing_on(number, blocks)):
                words = _beginning(prose.text[block.start : block.end])
                yield Finding(entry.path, prose.line_at(block.start, text.body.first_line), words)


def _cites(block: Block, text: ResolvedText, prose: Prose) -> bool:
    has_citation = any(block.start <= citation.start < block.end for citation in text.citations)
    return has_citation or _FOOTNOTE.search(prose.mask, block.start, block.end) is not None


def _states(number: int, blocks: Sequence[Block], prose: Prose) -> bool:
    block = blocks[number]
    own = _CITATION.sub("", prose.mask[block.start : block.end]).strip()
    if block.kind is BlockKind.HEADING or not any(character.isalpha() for character in own):
        return False
    leads_on = number + 1 < len(blocks) and blocks[number + 1].kind in (*_SHOWN, BlockKind.ITEM)
    return not (block.kind is BlockKind.PARAGRAPH and leads_on and own.endswith(":"))


def _bearing_on(number: int, blocks: Sequence[Block]) -> Iterator[int]:
    """The blocks whose citation is one for the block: itself, and the paragraphs that say what it is."""
    yield number
    kind = blocks[number].kind
    if kind in _SHOWN:
        yield from _next_paragraph(range(number + 1, len(blocks)), blocks, _SHOWN)
        yield from _next_paragraph(range(number - 1, -1, -1), blocks, _SHOWN)
    elif kind is BlockKind.ITEM:
        yield from _next_paragraph(range(number - 1, -1, -1), blocks, (BlockKind.ITEM,))


def _next_paragraph(numbers: range, blocks: Sequence[Block], over: Sequence[BlockKind]) -> Iterator[int]:
    number = next((n for n in numbers if blocks[n].kind not in over), None)
    if number is not None and blocks[number].kind is BlockKind.PARAGRAPH:
        yield number


def _beginning(text: str) -> str:
    words = " ".join(re.sub(r"^[>\s|*+-]+|\[\[(?:[^\[\]|]*\|)?|\]\]|[*`]", "", text).split())
    return words if len(words) <= _LENGTH else f"{words[:_LENGTH].rsplit(' ', 1)[0]}…"
