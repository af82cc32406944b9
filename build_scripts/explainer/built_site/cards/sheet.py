"""What the template of a card works with: the words on the card, and its texts in lines of outlines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from explainer.built_site.cards.bidi_order import visual_order
from explainer.built_site.cards.card_fonts import Font, Fonts
from explainer.built_site.cards.letters import Lettering, lettering, letters_of, printable, script_of
from explainer.built_site.cards.set_lines import CUT, Room, fitted
from explainer.views import ShareCard

WIDTH, HEIGHT = 1200, 630


@dataclass(frozen=True)
class Glyph:
    """An outline as an SVG path, which `scale` brings to its size, and where on the line it stands."""

    path: str
    x: float
    y: float
    scale: float


@dataclass(frozen=True)
class Line:
    width: float
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True)
class SetText:
    """A text as a template draws it, in lines at a size; `is_cut` where words are left out."""

    size: float
    lines: tuple[Line, ...]
    is_cut: bool


@dataclass
class Sheet:
    """A card that is being laid out. Then `lacking` has the letters that no font has."""

    card: ShareCard
    fonts: Fonts = field(repr=False)
    width: int = WIDTH
    height: int = HEIGHT
    lacking: set[str] = field(default_factory=set)

    def fitted(self, text: str, width: float, sizes: Sequence[float], lines: int, weight: int = 400) -> SetText:
        """The text in no more than so many lines, at the first of the sizes at which it fits, or else cut."""
        text = printable(text)
        letters = lettering(text + CUT, weight, self.card.language, self.fonts)
        self.lacking.update(letters.lacking)
        found = fitted(text, self.card.language, Room(width, lines, sizes), letters.width)
        lines_of_it = tuple(_set(line, found.size, letters, self.card.is_rtl) for line in found.lines)
        return SetText(found.size, lines_of_it, found.is_cut)


@dataclass(frozen=True)
class _Run:
    """Letters that are shaped together."""

    text: str
    font: Font
    is_rtl: bool


def _set(text: str, size: float, letters: Lettering, is_rtl: bool) -> Line:
    """The line as outlines."""
    glyphs: list[Glyph] = []
    x = 0.0
    for run in _runs(text, letters, is_rtl):
        scale = size / run.font.units
        for shape in run.font.shapes(run.text, letters.weight, run.is_rtl):
            if shape.path:
                glyphs.append(Glyph(shape.path, round(x + shape.across * scale, 2), round(-shape.up * scale, 2), scale))
            x += shape.advance * scale
    return Line(round(x, 2), tuple(glyphs))


def _runs(text: str, letters: Lettering, is_rtl: bool) -> Iterator[_Run]:
    """The runs of a line from left to right; in each, letters stand as they are read."""
    read = [letter for letter in letters_of(text) if letter in letters.fonts]
    seen = [(place, level, letters.fonts[read[place]]) for place, level in visual_order(read, is_rtl)]
    for (level, font, _), found in groupby(seen, key=lambda one: (one[1], one[2], script_of(read[one[0]]))):
        yield _Run("".join(read[place] for place in sorted(place for place, _, _ in found)), font, level % 2 == 1)
