"""The editors' own voice: '·' stands for what is left out. Whole findings are in cases/problems/wording.yml."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.text.own_words import voice_of

LINES = {
    "straight and typographic": ('a "b" \u201cc\u201d \u00abd\u00bb e', "a ··· ··· ··· e"),
    "a measure and an apostrophe are no quotation": ("a 5\" b 6\" the boys' c's", "a 5\" b 6\" the boys' c's"),
    "single marks": ("a 'b c's d' \u2018e f\u2019s g\u2019 h", "a ········· ········· h"),
    "one inside another": ("\u201ca \u2018b\u2019 c\u201d d", "········· d"),
    "one that is not closed": ('a "b c', "a ····"),
    "Japanese": ("a\u300cb\u300ec\u300f\u300dd", "a······d"),
}


@pytest.mark.parametrize(("text", "voice"), LINES.values(), ids=LINES)
def test_a_line_without_what_it_quotes(text: str, voice: str) -> None:
    assert voice_of(text).replace("\0", "·") == voice


@settings(max_examples=200, derandomize=True, database=None, deadline=None)
@given(st.text(alphabet="ab '\"\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb\u300c\u300d\n", max_size=40))
def test_a_mask_keeps_the_length_and_changes_nothing_else(text: str) -> None:
    voice = voice_of(text)
    assert len(voice) == len(text)
    assert {new for new, old in zip(voice, text, strict=True) if new != old} <= {"\0"}
