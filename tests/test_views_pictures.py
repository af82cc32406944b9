"""Pictures with their credits: the sizes that a browser chooses from, and what a reader is told of each."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from explainer.built_site.pictures import resized
from explainer.model.pictures import PictureCopy, PictureFile
from explainer.pages import Settings
from explainer.pipeline import check, compile_site
from folders import THEME, File, lines_of, written

ISLAND = """
---
title: The island
summary: A small island.
kind: place
figures:
  - file: pictures/harbour.jpg
    caption: The harbour <b>in</b> winter.
    alt: Boats in the ice
    maker: Ada Lind
    date: 1899-01
    licence: CC BY 4.0
    licence_url: https://example.org/by/4.0/
    source: paper
    locator: plate 3
  - file: pictures/sign.png
    caption: A sign.
    alt: A sign
    maker: unknown
    licence: public domain
    source: paper
see_also: [treaty-of-1900]
---

The text.
"""


def picture(width: int, height: int, kind: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, kind, **options)
    return out.getvalue()


def test_a_page_offers_the_sizes_and_says_whose_the_picture_is(tmp_path: Path) -> None:
    files = {"pictures/harbour.jpg": picture(1200, 800), "pictures/sign.png": picture(40, 30, "PNG")}
    compiled = compile_site(written(tmp_path, {"background/island.md": ISLAND.lstrip(), **files}), THEME, Settings())
    assert lines_of(compiled.problems) == []
    assert [copy.path for copy in compiled.smaller] == [
        "assets/pictures/pictures/harbour-jpg-480.webp",
        "assets/pictures/pictures/harbour-jpg-960.webp",
    ]
    page = compiled.pages.at("background/island.md").html
    harbour, sign = re.findall(r'<figure class="picture".*?</figure>', page, re.DOTALL)
    assert 'width="1200" height="800" alt="Boats in the ice" loading="lazy"' in harbour
    assert re.findall(r"([^\s\"]+) (\d+w)", harbour) == [
        ("../../assets/pictures/pictures/harbour-jpg-480.webp", "480w"),
        ("../../assets/pictures/pictures/harbour-jpg-960.webp", "960w"),
        ("../../pictures/harbour.jpg", "1200w"),
    ]
    assert "srcset" not in sign
    assert 'src="../../pictures/sign.png" width="40"' in sign
    words = re.sub(r"<[^>]*>", "", harbour.partition("<figcaption>")[2]).replace("&#8288;", "")
    assert " ".join(words.split()) == (
        "The harbour &lt;b&gt;in&lt;/b&gt; winter.[1] Ada Lind · January 1899 · CC BY 4.0 · Picture credits"
    )
    assert " style=" not in harbour
    credits = compiled.pages.at("credits.md").html
    assert credits.count('<figure class="picture"') == 2
    assert 'href="../background/island/"' in credits


def test_what_is_wrong_with_figures(tmp_path: Path) -> None:
    text = ISLAND.lstrip().replace("    licence: public domain\n", "")
    assert lines_of(check(written(tmp_path / "a", {"background/island.md": text})).problems) == [
        "background/island.md:15: the field 'figures, item 2, licence' is missing. [missing-field]"
    ]
    text = ISLAND.lstrip().replace("harbour.jpg", "harbor.jpg").replace("sign.png", "sign.svg")
    files: dict[str, File] = {"background/island.md": text, "pictures/harbour.jpg": picture(10, 10)}
    assert lines_of(check(written(tmp_path / "b", files)).problems) == [
        "background/island.md:6: there is no file 'pictures/harbor.jpg' in the content. "
        "Did you mean 'pictures/harbour.jpg'? [unknown-file]",
        "background/island.md:15: 'pictures/sign.svg' does not end as a picture does: "
        ".png, .jpg, .jpeg, .webp, .gif, .avif. [bad-value]",
    ]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"no picture", "the file cannot be read as a picture. Save it again as PNG, JPEG or WebP. [unreadable-file]"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "the file cannot be read as a picture. Save it again as "
         "PNG, JPEG or WebP. [unreadable-file]"),
        (picture(20, 20)[:90], "the file cannot be read as a picture. Save it again as PNG, JPEG or WebP. "
         "[unreadable-file]"),
        (picture(20, 20, "PNG")[:-30], "the file cannot be read as a picture. Save it again as PNG, JPEG or WebP. "
         "[unreadable-file]"),
        (picture(8000, 7000, "PNG"), "the picture has 8,000 by 7,000 pixels, and may have at most 40,000,000 in all. "
         "Save a smaller copy of it. [too-large]"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_picture_or_too_large(data: bytes, problem: str, tmp_path: Path) -> None:
    files: dict[str, File] = {"background/island.md": ISLAND.lstrip(), "pictures/harbour.jpg": data}
    content = written(tmp_path, {**files, "pictures/sign.png": picture(4, 4, "PNG")})
    assert lines_of(check(content).problems) == [f"pictures/harbour.jpg:1: {problem}"]


def test_a_picture_that_was_held_upright_has_the_size_that_is_seen(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = picture(1000, 600, exif=exif)
    files: dict[str, File] = {"background/island.md": ISLAND.lstrip(), "pictures/harbour.jpg": data}
    checked = check(written(tmp_path, {**files, "pictures/sign.png": picture(4, 4, "PNG")}))
    assert checked.corpus.picture_by_path["pictures/harbour.jpg"] == PictureFile("pictures/harbour.jpg", 600, 1000)
    small = Image.open(io.BytesIO(resized(data, PictureCopy("pictures/harbour.jpg", 480))))
    assert (small.format, small.size, dict(small.getexif())) == ("WEBP", (480, 800), {})


def test_a_picture_keeps_what_can_be_seen_through() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (600, 300), (0, 0, 0, 0)).save(out, "PNG")
    small = Image.open(io.BytesIO(resized(out.getvalue(), PictureCopy("a.png", 480))))
    assert (small.mode, small.size) == ("RGBA", (480, 240))
