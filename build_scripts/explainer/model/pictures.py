"""Pictures of the content that entries show with a credit: their size, and the smaller copies of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

WIDTHS = (480, 960, 1600)
"""How wide the copies are, in pixels: for a phone, for the column of a page, and for sharp screens."""
SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif")
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "AVIF")
"""What a picture with a credit may be: these are read by code that runs nothing of the picture's own."""


def is_picture(name: str) -> bool:
    """Whether the file, by its name, is a picture that has pixels."""
    return name.lower().endswith(SUFFIXES)


@dataclass(frozen=True)
class PictureFile:
    """A picture with its size in pixels."""

    path: str
    width: int
    height: int

    @property
    def copies(self) -> tuple[PictureCopy, ...]:
        """The smaller copies, the narrowest first."""
        return tuple(PictureCopy(self.path, width) for width in WIDTHS if width < self.width)


@dataclass(frozen=True)
class PictureCopy:
    """A copy of a picture of so many pixels across."""

    original: str
    width: int

    @property
    def path(self) -> str:
        """Where it is published; the suffix of the original stays in it, so that no two copies share a name."""
        name = PurePosixPath(self.original)
        return f"assets/pictures/{name.with_suffix('')}{name.suffix.replace('.', '-')}-{self.width}.webp"
