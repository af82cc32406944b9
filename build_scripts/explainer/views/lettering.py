"""How much room words take on a drawing, and how they break into lines, without a font at hand.

Convention: widths are in em of the drawing's one size of type, and rather too wide than too narrow.
"""

from __future__ import annotations

import re
import unicodedata

_PARTS = re.compile(r"[\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]\s*|[^\s\u3000-\u9fff–—-]+[–—-]*\s*|[–—-]+\s*")
"""What stays on one line: a word with the dash and the space behind it, or one character of Chinese or Japanese."""
_NARROW, _LETTER, _CAPITAL, _WIDE = 0.38, 0.64, 0.78, 1.04


def width_of(text: str) -> float:
    """The width of a line of text."""
    return sum(_width(character) for character in text)


def _width(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return _WIDE
    if character in " .,:;'’!|()[]ijlIft-":
        return _NARROW
    return _CAPITAL if character.isupper() or character in "mwMW" else _LETTER


def lines_of(text: str, width: float, most: int) -> tuple[str, ...]:
    """The text in at most so many lines of that width; what is left out is shown by an ellipsis."""
    lines: list[str] = []
    parts = _PARTS.findall(text)
    while parts and len(lines) < most:
        line = parts.pop(0)
        while parts and width_of(f"{line}{parts[0]}".rstrip()) <= width:
            line += parts.pop(0)
        lines.append(line.rstrip())
    if parts:
        lines[-1] = f"{lines[-1]}…"
    return tuple(_cut(line, width) for line in lines)


def _cut(line: str, width: float) -> str:
    """The line, without what of its last word does not fit."""
    if width_of(line) <= width + _LETTER:
        return line
    while line and width_of(f"{line}…") > width:
        line = line[:-1]
    return f"{line.rstrip()}…"
