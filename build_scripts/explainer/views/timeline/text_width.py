"""How much room words take on a drawing, and how they break into lines, without knowing the font.

Convention: widths are in em of the drawing's only size of type, and too wide rather than too narrow.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PARTS = re.compile(r"[\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]\s*|[^\s\u3000-\u9fff–—-]+[–—-]*\s*|[–—-]+\s*")
"""What is never broken: a word with the dash and the space after it, or one Chinese or Japanese character."""
_NARROW, _LETTER, _CAPITAL, _WIDE = 0.38, 0.64, 0.78, 1.04


def width_of(text: str) -> float:
    """The width of a line of text."""
    return sum(map(_width, text))


@lru_cache(maxsize=4096)
def _width(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return _WIDE
    if character in " .,:;'’!|()[]ijlIft-":
        return _NARROW
    return _CAPITAL if character.isupper() or character in "mwMW" else _LETTER


def lines_of(text: str, width: float) -> tuple[str, ...]:
    """The text in lines of that width; a word that is wider stands alone on its line, and nothing is left out."""
    lines: list[str] = []
    taken = 0.0
    for part in _PARTS.findall(text):
        word = part.rstrip()
        if lines and sum(map(_width, word), taken) <= width:
            lines[-1] += part
        else:
            lines.append(part)
            taken = 0.0
        taken = sum(map(_width, part), taken)
    return tuple(line.rstrip() for line in lines)


def fitting_lines_of(text: str, width: float, most: int) -> tuple[str, ...]:
    """The text in at most so many lines of that width; none where it does not fit in them."""
    lines = lines_of(text, width)
    return lines if len(lines) <= most and all(width_of(line) <= width + _LETTER for line in lines) else ()
