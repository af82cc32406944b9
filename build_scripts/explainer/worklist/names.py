"""Names that a text mentions without a link to the entry that has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.blocks import Block, BlockKind
from explainer.mentions import NameFinder, finder_of
from explainer.model.corpus import AnyEntry, Corpus
from explainer.model.linking import Links, ResolvedText
from explainer.model.worklist import UnlinkedName
from explainer.names import NameIndex, index_of
from explainer.voice import read, voice_in

_SENTENCE_END = re.compile(r"[.!?](?:\[@[^\[\]]*\])*\s+(?=[^\sa-z])|[。！？]")
_SHORTEST = 3
"""A name in letters must have so many to be looked for; shorter ones are more often something else."""


def unlinked_names(corpus: Corpus, links: Links) -> tuple[UnlinkedName, ...]:
    """The first place of each entry's text where it names another that it links nowhere, by path and place.

    Quotations, headings, code and links are left out, and names that several entries have.
    """
    index = index_of(corpus)
    finder = finder_of(name for name in index.shown if _is_sure(name, index))
    entries = sorted((*corpus.events, *corpus.actors, *corpus.background), key=lambda entry: entry.path)
    return tuple(found for entry in entries for found in _of_entry(entry, links.texts[entry.path], finder, index))


def _is_sure(name: str, index: NameIndex) -> bool:
    is_long = len(name) >= _SHORTEST or not name.isascii()
    return is_long and len(index.ids_of(name)) == 1 and not set(name) & set("[]|")


def _of_entry(entry: AnyEntry, text: ResolvedText, finder: NameFinder, index: NameIndex) -> Iterator[UnlinkedName]:
    prose, blocks = read(text)
    seen = {entry.id, *(link.target for link in text.links)}
    voice = _without_links(voice_in(text, prose, blocks), text)
    for block in blocks:
        own = voice[block.start : block.end]
        for span in finder.spans(own) if block.kind is not BlockKind.HEADING else ():
            start, end = (block.start + position for position in span)
            words = prose.text[start:end]
            (target,) = index.ids_of(words)
            if target not in seen:
                seen.add(target)
                line = prose.line_at(start, text.body.first_line)
                before, after = _rest_of_sentence(prose.text, block, start, end)
                in_table = block.kind is BlockKind.TABLE
                yield UnlinkedName(entry.path, line, start, end, words, target, before, after, in_table)


def _without_links(voice: str, text: ResolvedText) -> str:
    mask = list(voice)
    for link in text.links:
        mask[link.start : link.end] = "\0" * (link.end - link.start)
    return "".join(mask)


def _rest_of_sentence(text: str, block: Block, start: int, end: int) -> tuple[str, str]:
    """What stands before and behind a part of a sentence, each in one line."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, block.start, block.end)]
    first = max((position for position in ends if position <= start), default=block.start)
    last = min((position for position in ends if position >= end), default=block.end)
    return re.sub(r"\s+", " ", text[first:start]).lstrip(), re.sub(r"\s+", " ", text[end:last]).rstrip()
