"""Masks: what of a Markdown text is prose. '·' stands for what is not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.prose import prose_of
from folders import cases_of

_PIECES = [
    *(
        "`",
        "```",
        "~~~",
        "\n",
        "\n\n",
        "    ",
        "> ",
        "- ",
        "1. ",
        "[",
        "]",
        "[[",
        "]]",
        "(",
        ")",
        "<",
        ">",
        "<!--",
        "-->",
    ),
    *("\\", "a", "!!! note", "[^1]: ", "<kbd>", "</kbd>", "{: ", "}", "#", "|", "\t", "й", "島", "\u2028", "\r"),
]


@pytest.mark.parametrize("case", cases_of("masks/*.yml"))
def test_mask(case: dict[str, Any]) -> None:
    assert prose_of(case["text"]).mask.replace("\0", "·") == case["mask"]


@settings(max_examples=300, derandomize=True, database=None, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
def test_masks_keep_length_and_line_ends(text: str) -> None:
    prose = prose_of(text)
    for mask in (prose.mask, prose.without_code):
        assert len(mask) == len(text)
        assert [i for i, c in enumerate(mask) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]
        assert {new for new, old in zip(mask, text, strict=True) if new != old} <= {"\0"}


def test_line_of_a_position() -> None:
    prose = prose_of("one\ntwo\n\nfour")
    assert [prose.line_at(position, 10) for position in (0, 3, 4, 8, 9, 12)] == [10, 10, 11, 12, 13, 13]
