"""Smaller copies of pictures, so that a phone does not fetch what only a large screen can show."""

from __future__ import annotations

import io

from explainer.model.pictures import FORMATS, PictureCopy

_QUALITY = 80


def resized(data: bytes, copy: PictureCopy) -> bytes:
    """The copy as WebP, without what a camera wrote beside the picture."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - most contents have no picture to copy

    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        upright = ImageOps.exif_transpose(image)
        height = max(1, round(upright.height * copy.width / upright.width))
        mode = "RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB"
        small = upright.convert(mode).resize((copy.width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "WEBP", quality=_QUALITY, method=6)
    return out.getvalue()
