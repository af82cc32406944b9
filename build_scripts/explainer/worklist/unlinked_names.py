"""Names that a text mentions without a link to the entry that has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from explainer.build_cache import BuildCache
from explainer.disk_cache import digest_of
from explainer.model.corpus import Corpus
from explainer.model.name_index import NameIndex, index_of
from explainer.model.references import Links, ResolvedText
from explainer.model.worklist import UnlinkedName
from explainer.text.name_finder import NameFinder, finder_of
from explainer.text.own_words import Block, BlockKind, Reading, read, voice_in
from explainer.text.syntax import NodeKind

_SENTENCE_END = re.compile(r"[.!?](?:\[@[^\[\]]*\])*\s+(?=[^\sa-z])|[。！？]")
_SHORTEST = 3
"""The least number of letters in a name that is looked for; shorter ones more often mean something else."""


def unlinked_names(corpus: Corpus, links: Links, cache: BuildCache | None = None) -> tuple[UnlinkedName, ...]:
    """The first place in each entry's text that names another entry which the text never links, by path and position.

    Quotations, headings, code and links are left out, and so are names that several entries have.
    """
    cache, index = cache or BuildCache(), index_of(corpus)
    names = cache.recall(_Names, tuple(sorted(index.ids.items())), index.shown)
    digest = digest_of((names.ids, names.shown))
    found: list[UnlinkedName] = []
    for entry in sorted((*corpus.events, *corpus.actors, *corpus.background), key=lambda entry: entry.path):
        text = links.texts[entry.path]
        arguments, made_from = (entry.path, entry.id, text, names), (entry.path, text, digest)
        found += cache.recall_kept(tuple[UnlinkedName, ...], _of_entry, *arguments, made_from=made_from)
    return tuple(found)


@dataclass(frozen=True, eq=False)
class _Names:
    """The names of all entries, and what finds them in a text, which is made when a text has to be searched."""

    ids: tuple[tuple[str, tuple[str, ...]], ...]
    shown: tuple[str, ...]

    @cached_property
    def index(self) -> NameIndex:
        return NameIndex(dict(self.ids), self.shown)

    @cached_property
    def finder(self) -> NameFinder:
        return finder_of(name for name in self.shown if _is_sure(name, self.index))


def _is_sure(name: str, index: NameIndex) -> bool:
    is_long = len(name) >= _SHORTEST or not name.isascii()
    return is_long and len(index.ids_of(name)) == 1 and not set(name) & set("[]|")


def _of_entry(path: str, entry_id: str, text: ResolvedText, names: _Names) -> tuple[UnlinkedName, ...]:
    return tuple(_unlinked_in(path, entry_id, text, names))


def _unlinked_in(path: str, entry_id: str, text: ResolvedText, names: _Names) -> Iterator[UnlinkedName]:
    reading = read(text.tree)
    seen = {entry_id, *(link.target for link in text.links)}
    voice = _without_links(voice_in(reading), reading)
    written = text.body.text
    for block in reading.blocks:
        own = voice[block.start : block.end]
        for span in names.finder.spans(own) if block.kind is not BlockKind.HEADING else ():
            start, end = (block.start + position for position in span)
            words = written[start:end]
            (target,) = names.index.ids_of(words)
            if target not in seen:
                seen.add(target)
                line = reading.line_at(start, text.body.first_line)
                before, after = _rest_of_sentence(written, block, start, end)
                in_table = block.kind is BlockKind.TABLE
                yield UnlinkedName(path, line, start, end, words, target, before, after, in_table)


def _without_links(voice: str, reading: Reading) -> str:
    mask = list(voice)
    for node in reading.tree.walk():
        if node.kind in (NodeKind.WIKI_LINK, NodeKind.LINK):
            mask[node.start : node.end] = "\0" * (node.end - node.start)
    return "".join(mask)


def _rest_of_sentence(text: str, block: Block, start: int, end: int) -> tuple[str, str]:
    """The rest of the sentence before and after a part of it, each on one line."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, block.start, block.end)]
    first = max((position for position in ends if position <= start), default=block.start)
    last = min((position for position in ends if position >= end), default=block.end)
    return re.sub(r"\s+", " ", text[first:start]).lstrip(), re.sub(r"\s+", " ", text[end:last]).rstrip()
