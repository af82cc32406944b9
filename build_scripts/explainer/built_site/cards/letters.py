"""Which font draws which letters of a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from fontTools.unicodedata import script, script_extension
from icu4py.breakers import CharacterBreaker

from explainer.built_site.cards.card_fonts import LANGUAGES, Font, Fonts

_COMMON = ("Zinh", "Zyyy")
"""What Unicode says of marks and signs that no script has for itself."""
_JOINERS = "\u200c\u200d"
_MARKS_OF_DIRECTION = "\u061c\u200e\u200f"
_VARIANT = re.compile("[\u034f\ufe00-\ufe0f\U000e0100-\U000e01ef]")


@dataclass(frozen=True)
class Lettering:
    """The font of each letter with its marks, at a weight; `lacking` are the letters that no font has."""

    weight: int
    fonts: Mapping[str, Font]
    lacking: str = ""

    def width(self, text: str) -> float:
        """The width of the text at a size of one."""
        drawn = (letter for letter in letters_of(text) if letter in self.fonts)
        return sum(
            font.width("".join(found), self.weight) for font, found in groupby(drawn, key=self.fonts.__getitem__)
        )


def printable(text: str) -> str:
    """The text without characters that command something, but those that join letters or mark their direction."""
    kept = (c for c in text if c in _JOINERS + _MARKS_OF_DIRECTION or unicodedata.category(c)[0] not in "C")
    return unicodedata.normalize("NFC", "".join(kept))


def lettering(text: str, weight: int, language: str, fonts: Fonts) -> Lettering:
    """Fonts for the letters of the text: the theme's where it has them with their marks.

    All other letters of a script get one font, so that those that join do.
    """
    chosen: dict[str, Font] = {}
    others: dict[tuple[str, str], list[str]] = {}
    for letter in dict.fromkeys(letters_of(text)):
        font = next((font for font in fonts.of_theme if font.has(_drawn(letter))), None)
        if font:
            chosen[letter] = font
        else:
            own = script_of(letter)
            others.setdefault((own, "" if own else letter), []).append(letter)
    lacking, used = "", list[Font]()
    for own, sign in sorted(others, key=_rank):
        found = others[own, sign]
        drawn = _drawn("".join(found))
        font, missing = next((font for font in used if font.has(drawn)), None), ""
        if font is None:
            font, missing = fonts.best_for(drawn, own, weight, language)
        if font:
            used.append(font)
            chosen.update(dict.fromkeys(found, font))
        lacking += missing
    return Lettering(weight, chosen, lacking)


def letters_of(text: str) -> tuple[str, ...]:
    """The letters of the text, each with its marks: what a reader takes for one."""
    return tuple(CharacterBreaker(text, "en"))


def script_of(letter: str) -> str:
    """The code of the letter's script; empty for a sign that no script has for itself.

    Arabic has signs in common with its neighbours, and one of them joins letters.
    """
    shared = "Arab" if "Arab" in script_extension(letter[0]) else ""
    return next((found for found in map(script, letter) if found not in _COMMON), shared)


def _rank(letters: tuple[str, str]) -> int:
    """Scripts that tell the language first, then the others, then signs, which the font of a script may have."""
    own, sign = letters
    return 2 if sign else 0 if own in LANGUAGES else 1


def _drawn(letters: str) -> str:
    """The letters without signs that only say how others are drawn."""
    return "".join(c for c in letters if unicodedata.category(c) != "Cf" and not _VARIANT.match(c))
