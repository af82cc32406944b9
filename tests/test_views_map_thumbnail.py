"""The map of a place as a small picture of its own."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from building import HALMYR
from explainer.pages import Settings
from explainer.pipeline import Compiled, compile_site
from folders import THEME

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    return compile_site(HALMYR / "content", THEME, Settings())


def pictures_of(compiled: Compiled) -> dict[str, str]:
    return {asset.path: asset.text for asset in compiled.assets if asset.path.endswith(".svg")}


def test_every_place_on_the_map_has_a_thumbnail_that_its_page_names(compiled: Compiled) -> None:
    pictures = pictures_of(compiled)
    named = {str(page.meta["thumbnail"]): page.path for page in compiled.pages if "thumbnail" in page.meta}
    assert pictures.keys() == named.keys()
    assert named == {
        f"assets/places/{place}.svg": f"background/{place}.md" for place in ("halmyr-bank", "three-lights")
    }


def test_a_thumbnail_is_svg_that_stands_alone_and_weighs_little(compiled: Compiled) -> None:
    pictures = pictures_of(compiled)
    assert pictures
    for picture in pictures.values():
        assert_stands_alone(picture)


def assert_stands_alone(picture: str) -> None:
    root = ElementTree.fromstring(picture)  # noqa: S314 - our own text
    assert (root.tag, root.get("width")) == (f"{SVG}svg", "240")
    _, _, marked = root.iter(f"{SVG}path")
    assert marked.get("d", "").startswith("M")
    assert len(picture) < 8000
