"""The fonts of cards: those of the theme first, then those that the publisher names, then those that are installed."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from pathlib import Path

import uharfbuzz as hb
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTCollection, TTFont, TTLibError

from explainer.built_site.cards import CardsError

FOLDER = Path("assets", "fonts")
"""Where a theme has its fonts."""
_SUFFIXES = (".otc", ".otf", ".ttc", ".ttf", ".woff", ".woff2")
_OUTLINES = ("glyf", "CFF ", "CFF2")
"""Tables one of which a font has that is drawn with lines; pictures of letters, as of emoji, are not drawn."""
_FAMILY, _BEST_FAMILY = 1, 16
_ITALIC = 1
LANGUAGES = {"Hang": "ko", "Hira": "ja", "Kana": "ja"}
"""Scripts of one language, whose fonts show Chinese characters as that language writes them."""


@dataclass(frozen=True)
class Shape:
    """A glyph as its font draws it: an SVG path in units of the font, and how far it stands from where it would."""

    path: str
    across: float
    up: float
    advance: float


@dataclass(frozen=True, eq=False)
class Font:
    """A font that is ready to draw with."""

    family: str
    weight: int
    is_italic: bool
    letters: Set[int]
    face: hb.Face
    _paths: dict[tuple[int, int], str] = field(default_factory=dict, repr=False)

    @property
    def units(self) -> int:
        """Units of the font in a size of one."""
        return int(self.face.upem)

    def has(self, letters: Iterable[str]) -> bool:
        return all(ord(letter) in self.letters for letter in letters)

    def width(self, text: str, weight: int) -> float:
        """How wide the text is at a size of one."""
        _, shaped = self._shaped(text, weight)
        return float(sum(position.x_advance for position in shaped.glyph_positions or ())) / self.units

    def shapes(self, text: str, weight: int, is_rtl: bool) -> Iterator[Shape]:
        """The glyphs of a text in one script and direction, from left to right."""
        shaper, shaped = self._shaped(text, weight, "rtl" if is_rtl else "ltr")
        for glyph, position in zip(shaped.glyph_infos or (), shaped.glyph_positions or (), strict=True):
            path = self._path(glyph.codepoint, weight, shaper)
            yield Shape(path, position.x_offset, position.y_offset, position.x_advance)

    def _shaped(self, text: str, weight: int, direction: str = "") -> tuple[hb.Font, hb.Buffer]:
        shaper, shaped = hb.Font(self.face), hb.Buffer()
        shaper.set_variations({"wght": weight})
        shaped.add_str(text)
        shaped.guess_segment_properties()
        if direction:
            shaped.direction = direction
        hb.shape(shaper, shaped)
        return shaper, shaped

    def _path(self, glyph: int, weight: int, shaper: hb.Font) -> str:
        if (glyph, weight) not in self._paths:
            pen = SVGPathPen(None, ntos=lambda number: str(round(number)))
            shaper.draw_glyph_with_pen(glyph, pen)
            self._paths[glyph, weight] = pen.getCommands()
        return self._paths[glyph, weight]


class Fonts:
    """The fonts of a site."""

    def __init__(self, theme: Path, named: Iterable[Path]) -> None:
        """Raises CardsError if a named file is no font."""
        files = sorted(path for path in (theme / FOLDER).glob("*") if path.suffix in _SUFFIXES)
        self.of_theme = tuple(font for path in files for font in _read(path) if not font.is_italic)
        self._named = tuple(font for path in named for font in _named(path))
        self._installed: dict[tuple[str, int], tuple[_Installed, ...]] = {}
        self._opened: dict[_Installed, Font] = {}

    def best_for(self, letters: Iterable[str], script: str, weight: int, language: str) -> tuple[Font | None, str]:
        """The font for letters of a script which stand in one text, and those of the letters that it does not have."""
        wanted = sorted(set(letters))
        named = sorted((font for font in self._named if font.has(wanted)), key=lambda font: self._rank(font, weight))
        if named:
            return named[0], ""
        installed = self._installed_for(LANGUAGES.get(script, language), weight)
        found = next((each for each in installed if each.lacking(wanted) == ""), None)
        if found:
            return self._open(found), ""
        rest = ["".join(c for c in wanted if not font.has(c)) for font in self._named]
        return None, min([*rest, *(each.lacking(wanted) for each in installed), "".join(wanted)], key=len)

    def _rank(self, font: Font, weight: int) -> tuple[int, int]:
        """The family that was named first, and of it the weight that comes nearest."""
        families = [each.family for each in self._named]
        return families.index(font.family), abs(font.weight - weight)

    def _installed_for(self, language: str, weight: int) -> tuple[_Installed, ...]:
        if (language, weight) not in self._installed:
            self._installed[language, weight] = tuple(_installed(language, weight))
        return self._installed[language, weight]

    def _open(self, found: _Installed) -> Font:
        if found not in self._opened:
            self._opened[found] = _font(found.path, found.number)
        return self._opened[found]


@dataclass(frozen=True)
class _Installed:
    """An installed font, and the ranges of its letters."""

    path: Path
    number: int
    ranges: tuple[tuple[int, int], ...]

    def lacking(self, letters: Iterable[str]) -> str:
        return "".join(c for c in letters if not any(first <= ord(c) <= last for first, last in self.ranges))


_LINE = "%{file}\t%{index}\t%{fontformat}\t%{outline}\t%{charset}\n"
_FORMATS = ("CFF", "TrueType")


def _installed(language: str, weight: int) -> Iterator[_Installed]:
    """The installed fonts as fontconfig prefers them for serif type; none where there is no fontconfig."""
    heaviness = "semibold" if weight > 500 else "regular"
    command = ["fc-match", "--all", f"--format={_LINE}", f"serif:lang={language}:roman:{heaviness}"]
    try:
        found = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return
    for line in found.splitlines():
        file, index, kind, has_outlines, letters = line.split("\t")
        if kind in _FORMATS and has_outlines == "True":
            yield _Installed(Path(file), int(index) & 0xFFFF, tuple(map(_range, letters.split())))


def _range(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    return int(first, 16), int(last or first, 16)


def _named(path: Path) -> tuple[Font, ...]:
    try:
        return tuple(_read(path))
    except (OSError, TTLibError) as error:
        kinds = ", ".join(_SUFFIXES)
        raise CardsError(f"card_fonts in mkdocs.yml names '{path}', which is no font ({kinds}).") from error


def _read(path: Path) -> Iterator[Font]:
    """The fonts of a file."""
    count = len(TTCollection(path, lazy=True).fonts) if path.suffix in (".otc", ".ttc") else 1
    yield from (_font(path, number) for number in range(count))


def _font(path: Path, number: int) -> Font:
    with TTFont(path, fontNumber=number, lazy=True) as font:
        if not any(table in font for table in _OUTLINES):
            raise TTLibError(f"'{path}' has no outlines")
        names, style = font["name"], font["OS/2"]
        blob = hb.Blob(_unpacked(font)) if font.flavor else hb.Blob.from_file_path(str(path))
        return Font(
            names.getDebugName(_BEST_FAMILY) or names.getDebugName(_FAMILY) or "",
            style.usWeightClass,
            bool(style.fsSelection & _ITALIC),
            frozenset(font.getBestCmap() or ()),
            hb.Face(blob, number),
        )


def _unpacked(font: TTFont) -> bytes:
    """A font of the web as HarfBuzz reads it."""
    font.flavor = None
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
