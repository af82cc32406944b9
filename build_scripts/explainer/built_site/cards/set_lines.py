"""A text in lines that fit: broken by the rules of its script, and never cut without a sign of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from icu4py.breakers import LineBreaker

from explainer.built_site.cards.letters import letters_of

CUT = "…"
"""What stands in the place of words that are left out."""
_BEFORE_CUT = " ,;:.–—،؛。、"
_BY_PHRASES = "-u-lw-phrase"
"""What asks ICU to break Japanese and Korean between phrases, as people read them, and not between any two letters."""
_STEPS = 20
"""How many widths are tried for lines of nearly the same length; the narrowest is nearly half of the whole."""

Width = Callable[[str], float]
"""The width of a text at a size of one."""


@dataclass(frozen=True)
class Room:
    """How much room there is for a text: the width and number of lines, and the sizes that may be tried in turn."""

    width: float
    lines: int
    sizes: Sequence[float]


@dataclass(frozen=True)
class SetLines:
    """Lines at a size; `is_cut` where words are left out."""

    size: float
    lines: tuple[str, ...]
    is_cut: bool = False


@dataclass(frozen=True)
class _Unit:
    """What stands between two places for a break. A space at its end hangs over the line that it ends."""

    text: str
    width: float
    width_at_end: float


_Line = list[_Unit]


def fitted(text: str, language: str, room: Room, width_of: Width) -> SetLines:
    """The text at the first size at which there is room for all of it, or else cut at the last."""
    units = _measured(LineBreaker(text, f"{language}{_BY_PHRASES}"), width_of)
    size, lines = room.sizes[-1], list[_Line]()
    for size in room.sizes:
        fitting = _split(units, room.width / size, width_of)
        lines = _broken(fitting, room.width / size)
        if len(lines) <= room.lines:
            return SetLines(size, tuple(map(_text, _balanced(fitting, room.width / size, lines))))
    *kept, last = lines[: room.lines]
    return SetLines(size, (*map(_text, kept), _cut(last, room.width / size, width_of)), is_cut=True)


def _measured(texts: Iterable[str], width_of: Width) -> _Line:
    return [_Unit(text, width_of(text), width_of(text.rstrip())) for text in texts]


def _split(units: Iterable[_Unit], width: float, width_of: Width) -> _Line:
    """The units, those that no line can hold in single letters."""
    return [
        part
        for unit in units
        for part in ([unit] if unit.width_at_end <= width else _measured(letters_of(unit.text), width_of))
    ]


def _broken(units: Iterable[_Unit], width: float) -> list[_Line]:
    """As much in each line as fits."""
    lines: list[_Line] = []
    filled = 0.0
    for unit in units:
        if lines and filled + unit.width_at_end <= width:
            lines[-1].append(unit)
            filled += unit.width
        else:
            lines.append([unit])
            filled = unit.width
    return lines


def _balanced(units: _Line, width: float, lines: list[_Line]) -> list[_Line]:
    """As many lines of nearly the same length."""
    for step in range(1, _STEPS):
        narrow = width * (1 - step / (2 * _STEPS))
        if any(unit.width_at_end > narrow for unit in units) or len(found := _broken(units, narrow)) > len(lines):
            break
        lines = found
    return lines


def _cut(line: _Line, width: float, width_of: Width) -> str:
    """As much of the line as there is room for before the sign that it was cut."""
    kept = list(line) if len(line) > 1 else _measured(letters_of(_text(line)), width_of)
    while kept and sum(unit.width for unit in kept[:-1]) + kept[-1].width_at_end + width_of(CUT) > width:
        kept.pop()
    return _text(kept).rstrip(_BEFORE_CUT) + CUT


def _text(line: _Line) -> str:
    return "".join(unit.text for unit in line).rstrip()
