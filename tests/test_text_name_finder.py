"""Names in a text: found as a whole, in every script, the longest first."""

from __future__ import annotations

import re

import pytest

from explainer.text.name_finder import finder_of, pattern_of

WHOLE = {
    "a word": ("Vik", "Vik, Viking, Narvik, (Vik) _Vik_ Vik's", 4),
    "over a line end": ("Treaty of Vik", "Treaty\nof  Vik", 1),
    "either apostrophe": ("Vik's", "Vik's and Vik\u2019s", 2),
    "Cyrillic": ("Вик", "Вик, Викинг", 1),
    "Japanese, where no spaces are": ("国後", "北の国後島は", 1),
    "Thai, where no spaces are": ("ไทย", "ประเทศไทยและ", 1),
    "signs at its ends": ("(Vik)", "x(Vik)y", 1),
}


@pytest.mark.parametrize(("name", "text", "number"), WHOLE.values(), ids=WHOLE)
def test_a_name_is_found_as_a_whole(name: str, text: str, number: int) -> None:
    assert len(re.findall(pattern_of(name), text)) == number
    assert len(list(finder_of([name]).spans(text))) == number


def test_of_names_that_overlap_the_first_and_the_longer_is_found() -> None:
    finder = finder_of(["Vik", "Treaty of Vik", "Vik Harbour", "国後", "国後島", "(Vik)"])
    text = "The Treaty of Vik, Vik Harbour, Vik (Vik) and 国後島."
    assert [text[slice(*span)] for span in finder.spans(text)] == [
        "Treaty of Vik",
        "Vik Harbour",
        "Vik",
        "(Vik)",
        "国後島",
    ]


def test_a_small_first_letter_may_be_a_capital_and_not_the_other_way_round() -> None:
    finder = finder_of(["the island", "Median line"])
    text = "The island, the island, the Island. A median line. Median line."
    assert [text[slice(*span)] for span in finder.spans(text)] == ["The island", "the island", "Median line"]
