"""Which entry a name means."""

from __future__ import annotations

import pytest

from explainer.model.name_index import folded, index_of
from explainer.pipeline import Checked

FOLDED = {
    "case": ("The Island", "the island"),
    "runs of white space": (" the \n island ", "the island"),
    "width": ("ＳＨＩＭＡ", "shima"),
    "one letter for two": ("STRASSE", "strasse"),
    "a sharp s": ("Straße", "strasse"),
    "half-width kana": ("ｼﾏ", "シマ"),
    "letters with and without combining marks": ("Abe Shinzo\u0304", "abe shinzō"),
    "a space of another width": ("国後\u3000島", "国後 島"),
}


@pytest.mark.parametrize(("name", "expected"), FOLDED.values(), ids=FOLDED)
def test_folded(name: str, expected: str) -> None:
    assert folded(name) == expected


def test_names_of_the_index(load_checked: Checked) -> None:
    """
    === background/island.md
    ---
    title: The island
    summary: S.
    kind: place
    aliases: [Vik]
    names: [{name: 島, language: ja, romanisation: Shima}]
    ---
    === actors/vik.md
    ---
    {title: Vik, summary: S., kind: person}
    ---
    """
    index = index_of(load_checked.corpus)
    names = ("the ISLAND", "島", "shima", "vik", "The Strait Papers", "island", "The strait in one minute", "")
    assert {name: index.ids_of(name) for name in names} == {
        "the ISLAND": ("island",),
        "島": ("island",),
        "shima": ("island",),
        "vik": ("island", "vik"),
        "The Strait Papers": (),
        "island": (),
        "The strait in one minute": (),
        "": (),
    }
