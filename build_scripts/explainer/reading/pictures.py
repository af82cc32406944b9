"""Pictures and other files that are published as they are: how large they may be, and what size a picture has."""

from __future__ import annotations

import io
from pathlib import Path

from explainer.build_cache import BuildCache
from explainer.model.pictures import FORMATS, PictureFile
from explainer.problems import Code, Problem
from explainer.reading.files import read_bytes, unread
from explainer.reading.limits import DOWNLOAD, MOST_PIXELS, PICTURE

_OF_PIXELS = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"})


def unfit_file(path: Path, name: str) -> list[Problem]:
    """What keeps the file from being published."""
    suffix = path.suffix.lower()
    if suffix not in (*_OF_PIXELS, ".svg"):
        problem = unread(path, name, DOWNLOAD)
        return [problem] if problem else []
    data = read_bytes(path, name, PICTURE)
    if isinstance(data, Problem):
        return [data]
    return _unfit_svg(data, name) if suffix == ".svg" else _unfit_pixels(data, name)


def _unfit_svg(data: bytes, name: str) -> list[Problem]:
    from explainer.reading.svg import unsafe_svg  # noqa: PLC0415 - most checks see no picture, and XML loads the web

    return unsafe_svg(data, name)


def _unfit_pixels(data: bytes, name: str) -> list[Problem]:
    import imagesize  # noqa: PLC0415 - most checks see no picture, and it loads what asks the web

    try:
        width, height = (int(side) for side in imagesize.get(io.BytesIO(data)))
    except Exception:  # whatever a reader of foreign bytes raises: no browser shows such a picture either
        return []
    if width * height > MOST_PIXELS:
        return [_too_large(name, width, height)]
    return []


_ORIENTATION, _LYING = 0x0112, (5, 6, 7, 8)
"""What a camera writes where it was held upright, so that a browser turns the picture."""


def picture_of(folder: Path, name: str, cache: BuildCache) -> PictureFile | Problem:
    """The picture with its size; a problem where the file is none, or a larger one than can be read without harm."""
    data = read_bytes(folder / name, name, PICTURE)
    return data if isinstance(data, Problem) else cache.recall(_measured, name, data)


def _measured(name: str, data: bytes) -> PictureFile | Problem:
    """The size, of a picture that can be read to its end: copies of it are made when the site is built."""
    from PIL import Image  # noqa: PLC0415 - most contents have no picture to measure

    unreadable = Problem(
        name, 1, Code.UNREADABLE_FILE, "the file cannot be read as a picture", "Save it again as PNG, JPEG or WebP"
    )
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                return _too_large(name, width, height)
            is_lying = image.getexif().get(_ORIENTATION, 1) in _LYING
            image.load()
    except Image.DecompressionBombError:
        return Problem(
            name, 1, Code.TOO_LARGE, "the picture has too many pixels to be read", "Save a smaller copy of it"
        )
    except (OSError, ValueError, SyntaxError):
        return unreadable
    return PictureFile(name, *((height, width) if is_lying else (width, height)))


def _too_large(name: str, width: int, height: int) -> Problem:
    message = f"the picture has {width:,} by {height:,} pixels, and may have at most {MOST_PIXELS:,} in all"
    return Problem(name, 1, Code.TOO_LARGE, message, "Save a smaller copy of it")
