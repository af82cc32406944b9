"""The map of a place as a small picture of its own."""

from __future__ import annotations

from xml.etree import ElementTree

from explainer.pages import Settings
from explainer.pipeline import compile_site
from folders import PROJECT, THEME

HALMYR = PROJECT / "tests" / "sites" / "halmyr" / "content"
SVG = "{http://www.w3.org/2000/svg}"


def test_every_place_on_the_map_has_a_thumbnail_that_its_page_names() -> None:
    compiled = compile_site(HALMYR, THEME, Settings())
    pictures = {asset.path: asset.text for asset in compiled.assets if asset.path.endswith(".svg")}
    named = {str(page.meta["thumbnail"]): page.path for page in compiled.pages if "thumbnail" in page.meta}
    assert pictures.keys() == named.keys()
    assert len(pictures) == 2
    assert all(path == f"assets/places/{page.split('/')[1].removesuffix('.md')}.svg" for path, page in named.items())


def test_a_thumbnail_is_svg_that_stands_alone_and_weighs_little() -> None:
    compiled = compile_site(PROJECT / "content", THEME, Settings())
    pictures = [asset.text for asset in compiled.assets if asset.path.endswith(".svg")]
    assert pictures
    for picture in pictures:
        root = ElementTree.fromstring(picture)  # noqa: S314 - our own text
        assert (root.tag, root.get("width")) == (f"{SVG}svg", "240")
        _, _, marked = root.iter(f"{SVG}path")
        assert marked.get("d", "").startswith("M")
        assert len(picture) < 8000
