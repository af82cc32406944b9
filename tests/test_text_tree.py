"""The blocks of a text: of which kind each is, and where it ends."""

from __future__ import annotations

import pytest

from explainer.text.own_words import read
from explainer.text.parser import parsed
from explainer.text.typography import ENGLISH

TEXTS = {
    "paragraphs": ("One\ntwo.\n\nThree.", ["paragraph: One\ntwo.", "paragraph: Three."]),
    "headings": (
        "## A\nText.\nB\n---\nC\n===\n",
        ["heading: ## A", "heading: Text.\nB\n---", "heading: C\n==="],
    ),
    "items": (
        "Of these:\n\n- a\n  b\n* c\n1. d",
        ["paragraph: Of these:", "item: a\n  b", "item: c", "item: d"],
    ),
    "quotations": (
        '> a\nb\n{: lang="da" }\n\n> c\n>\n> d\n\nText.',
        ['quote: > a\nb\n{: lang="da" }', "quote: > c\n>\n> d", "paragraph: Text."],
    ),
    "a quotation behind a paragraph": ("Text.\n> a", ["paragraph: Text.", "quote: > a"]),
    "tables": (
        "| a | b |\n|---|---|\n| c | d |\n\na | b\n--|--\nc | d",
        ["table: | a | b |\n|---|---|\n| c | d", "table: a | b\n--|--\nc | d"],
    ),
    "no text": ("```\ncode\n```\n\n***\n\n<!-- note -->\n\n[a]: https://example.org\n\n    code\n", []),
    "an admonition": ('!!! note "Head"\n    Text.', ["heading: Head", "paragraph: Text."]),
    "a footnote": ("[^1]: A note.", ["paragraph: A note."]),
    "nothing": ("", []),
}


@pytest.mark.parametrize(("text", "blocks"), TEXTS.values(), ids=TEXTS)
def test_blocks(text: str, blocks: list[str]) -> None:
    assert [f"{block.kind}: {text[block.start : block.end]}" for block in read(parsed(text, ENGLISH)).blocks] == blocks
