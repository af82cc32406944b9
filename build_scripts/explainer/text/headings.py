"""The headings of a text and their ids. Ids are a separate step, since a translation takes those of its original."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pymdownx.slugs import slugify

from explainer.text.syntax import Node, NodeKind, ParsedText

_OF_THE_PAGE = re.compile(r"_|(?:ref|cite|position|backlinks|path|map|axis|era)-")
"""The beginnings of ids that belong to the theme, or to parts of a page such as notes, references and drawings."""
_slug = slugify(case="lower")


@dataclass(frozen=True)
class Heading:
    """A heading of the text, with the id that the page gives it."""

    start: int
    end: int
    line: int
    text: str
    id: str

    def is_meant_by(self, words: str) -> bool:
        """Whether the words name this heading: by its id or as it reads."""
        return words == self.id or words.casefold() == self.text.casefold()


def headings_of(tree: ParsedText, first_line: int, reserved_ids: frozenset[str]) -> Iterator[Heading]:
    """The headings in order. Each has the id that it names, or one made of its words; no id occurs twice."""
    taken = dict.fromkeys(reserved_ids, 0)
    for node in tree.walk():
        if node.kind is NodeKind.HEADING:
            words = _words_as_written(tree, node)
            unique = _unique(node.get("id") or heading_id(words), taken)
            yield Heading(node.start, node.end, tree.line_at(node.start, first_line), words, unique)


def heading_id(words: str) -> str:
    """The id that a heading gets from its words."""
    return str(_slug(words, "-")) or "section"


def is_of_the_page(own_id: str) -> bool:
    """Whether an id begins like those of a page's own parts."""
    return _OF_THE_PAGE.match(own_id) is not None


def _words_as_written(tree: ParsedText, heading: Node) -> str:
    """What a reader reads of the heading, with typewriter marks, so that no id depends on typography."""
    pieces = (_written(tree, node) for node in heading.walk())
    return " ".join("".join(pieces).split())


def _written(tree: ParsedText, node: Node) -> str:
    if node.kind is NodeKind.TEXT:
        return tree.text[node.start : node.end]
    if node.kind in (NodeKind.ESCAPE, NodeKind.INLINE_CODE):
        return node.value
    return node.get("target") if node.kind is NodeKind.WIKI_LINK and not node.children else ""


def _unique(wanted: str, taken: dict[str, int]) -> str:
    """The id if it is free, otherwise with the next free number after it; `taken` has the last number of each."""
    base = f"text-{wanted}" if is_of_the_page(wanted) else wanted
    unique = base
    while unique in taken:
        taken[base] += 1
        unique = f"{base}_{taken[base]}"
    taken[unique] = 0
    return unique
