"""The decisive article of a document, in its languages below its heading."""

from __future__ import annotations

import re
from pathlib import Path

from explainer.pages import Settings
from explainer.pipeline import compile_site
from folders import THEME


def test_columns_stand_below_the_heading_that_is_meant(load_content: Path) -> None:
    """
    === background/treaty-of-1900.md
    ---
    title: The treaty of 1900
    summary: It ended the war.
    kind: document
    date: 1900
    facsimiles:
      - under: Article 2
        texts:
          - {language: de, note: authentic, source: paper, locator: art. 2, text: "Die <b>Insel</b> bleibt."}
          - language: ja
            source: paper
            text: >
              島は

              残る。
    see_also: [island]
    ---

    ## Article 1

    The first.[@paper]

    ## Article 2

    What it means.

    ### Article 2

    Not here.
    """
    compiled = compile_site(load_content, THEME, Settings())
    assert [str(problem) for problem in compiled.problems] == []
    page = compiled.pages.at("background/treaty-of-1900.md").html
    before, _, rest = page.partition('<div class="facsimile"')
    drawn, _, behind = rest.partition("</div>")
    assert before.rstrip().endswith(">Article 2</h2>")
    assert behind.lstrip().startswith("<p>What it means.</p>")
    assert 'aria-label="Article 2"' in drawn
    assert re.findall(r'<blockquote lang="(\w+)" dir="auto">', drawn) == ["de", "ja"]
    assert [" ".join(part.split()) for part in re.findall(r"<p>(.*?)</p>", drawn)] == [
        "Die &lt;b&gt;Insel&lt;/b&gt; bleibt.",
        "島は",
        "残る。",
    ]
    captions = [re.sub("<[^>]*>", "", part) for part in re.findall(r"<figcaption>(.*?)</figcaption>", drawn, re.DOTALL)]
    assert [caption.replace("&#8288;", "") for caption in captions] == ["German authentic[1]", "Japanese[1]"]
    assert "facsimile__column" in compiled.pages.at("print.md").html
