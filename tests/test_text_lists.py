"""Numbered lists as a reader sees them: a year that begins a paragraph keeps its number."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explainer.pages import Settings
from explainer.pipeline import compile_site
from folders import THEME, written

ITEM = re.compile(r"<(?:ol|li)[^>]*>")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1905. It was divided.\n\n1945. It was taken.", '<ol start="1905"> <li> <li value="1945">'),
        ("1. a\n1. b\n1. c", "<ol> <li> <li> <li>"),
        ("1. a\n2. b\n4. d\n5. e", '<ol> <li> <li> <li value="4"> <li>'),
        ("3. a\n4. b", '<ol start="3"> <li> <li>'),
    ],
    ids=["years", "all the same", "one left out", "not from one"],
)
def test_numbers_are_those_that_were_written(text: str, shown: str, tmp_path: Path) -> None:
    island = f"---\ntitle: The island\nsummary: S.\nkind: place\n---\n\n{text}\n\nThe end.\n"
    site = compile_site(written(tmp_path, {"background/island.md": island}), THEME, Settings())
    html = site.pages.at("background/island.md").html
    found = ITEM.findall(html[html.index("</header>") : html.index("The end.")])
    assert " ".join(found) == shown
