"""Draws cards as PNG files, and keeps them for later builds."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import resvg_py
from PIL import Image

from explainer.built_site.cards import LackingLettersError
from explainer.built_site.cards.card_fonts import Fonts
from explainer.built_site.cards.sheet import HEIGHT, WIDTH, Sheet
from explainer.disk_cache import NoCache
from explainer.model.edition import Edition
from explainer.pages import filling_of
from explainer.views import ShareCard

TEMPLATE = "card.svg"
_MOST_COLOURS = 256
"""Of a PNG file with a table of its colours, which is half as large as one without."""


@dataclass(frozen=True)
class _Drawn:
    """A PNG file in Base64, as a record of the cache has it."""

    png: str


class Cards:
    """Draws the cards of a site."""

    def __init__(self, theme: Path, named: Iterable[Path], edition: Edition, disk: NoCache) -> None:
        """Raises CardsError if a named file is no font."""
        self._fonts = Fonts(theme, named)
        self._svg = filling_of(TEMPLATE, edition, theme)
        self._disk = disk

    def picture(self, card: ShareCard) -> bytes:
        """The card as PNG: the same bytes for the same words, template and fonts. May raise LackingLettersError."""
        svg = self.svg(card)
        return base64.b64decode(self._disk.recall(_Drawn, "share card", svg, partial(_drawn, svg)).png)

    def svg(self, card: ShareCard) -> str:
        """The card as SVG, with its letters as outlines. May raise LackingLettersError."""
        sheet = Sheet(card, self._fonts)
        svg = self._svg(sheet)
        if sheet.lacking:
            raise LackingLettersError(sheet.lacking)
        return svg


def _drawn(svg: str) -> _Drawn:
    png = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True)
    with Image.open(io.BytesIO(png)) as image:
        assert image.size == (WIDTH, HEIGHT), f"{TEMPLATE} has another size"
        smaller = _with_table(image.convert("RGB"))
    out = io.BytesIO()
    smaller.save(out, "PNG")
    return _Drawn(base64.b64encode(out.getvalue()).decode())


def _with_table(image: Image.Image) -> Image.Image:
    """The same picture with a table of its colours, if they are few."""
    colours = image.getcolors(_MOST_COLOURS)
    if colours is None:
        return image
    table = Image.new("P", (1, 1))
    table.putpalette([part for _, colour in sorted(colours) if isinstance(colour, tuple) for part in colour])
    return image.quantize(palette=table, dither=Image.Dither.NONE)
