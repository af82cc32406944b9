"""Charts: where figures lie on a drawing, where a line breaks, and what a reader finds beside it."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.pages import Settings
from explainer.pipeline import compile_site
from explainer.views import Context
from explainer.views.charts.bar_chart import bar_chart_of
from explainer.views.charts.chart import chart_of
from explainer.views.charts.line_chart import line_chart_of
from explainer.views.charts.value_scale import value_scale_of
from explainer.views.numbering import Numbering
from folders import THEME

ISLAND = """
    === background/island.md
    ---
    title: The island
    summary: A small island.
    kind: place
    see_also: [treaty-of-1900]
    ---

    Before it.[@paper]

    ![[catch.csv]]

    Behind it.[@log]
    === sources/log.md
    ---
    title: The log
    type: book
    language: en
    perspective: alba
    level: primary
    URL: https://example.org/log
    ---
"""


def with_island(test: object) -> object:
    """Puts the island that shows `catch.csv` below what the docstring shows."""
    test.__doc__ = f"{test.__doc__}{ISLAND}"
    return test


@with_island
def test_a_line_breaks_at_an_empty_cell_and_at_a_gap(load_context: Context) -> None:
    """
    === data/catch.yml
    title: The catch
    chart: line
    fields:
      - {name: year, type: date}
      - {name: vik, type: number, title: Vik, unit: tonnes}
      - {name: nes, type: number, title: Nes, unit: tonnes}
    sources: [{source: paper}]
    gaps: [{dates: 1903/1904, note: nobody counted}]
    === data/catch.csv
    year,vik,nes
    1900,10,1
    1901,20,
    1902,30,3
    1905,40,4
    1900-12-31,11,
    """
    drawing = line_chart_of(load_context.corpus.dataset_by_id["catch"], load_context)
    vik, nes = drawing.lines
    assert [dot.words for dot in vik.dots] == [
        "Vik, 1900, 10 tonnes",
        "Vik, 31 December 1900, 11 tonnes",
        "Vik, 1901, 20 tonnes",
        "Vik, 1902, 30 tonnes",
        "Vik, 1905, 40 tonnes",
    ]
    assert len(vik.segments) == 3, "no line is drawn across the gap"
    assert (len(nes.dots), len(nes.segments)) == (3, 0), "nor across an empty cell"
    assert all(after.x > before.x for before, after in pairwise(vik.dots))
    assert (vik.dots[-1].x, drawing.values[0].label, drawing.values[-1].label) == (100.0, "0", "40")
    assert vik.dots[-1].y == drawing.values[-1].y
    assert [gap.words for gap in drawing.gaps] == ["nobody counted"]


@with_island
def test_labels_at_the_ends_of_lines_do_not_lie_on_each_other(load_context: Context) -> None:
    """
    === data/catch.yml
    title: The catch
    chart: line
    fields: [{name: year, type: date}, {name: series, type: string}, {name: catch, type: integer, unit: tonnes}]
    sources: [{source: paper}]
    === data/catch.csv
    year,series,catch
    1900,Vik on the northern shore of the long bay,100
    1900,Nes,99
    1900,Holm,98
    1900,Ost,2
    1900,Vest,1
    1900,Sund,0
    """
    drawing = line_chart_of(load_context.corpus.dataset_by_id["catch"], load_context)
    labels = sorted((line.label for line in drawing.lines if line.label), key=lambda label: label.y)
    assert [label.value for label in labels] == ["100", "99", "98", "2", "1", "0"]
    for above, below in pairwise(labels):
        assert below.y - above.y >= 1.2 * (len(above.lines) + 1)
    assert labels[0].y >= 0.9
    assert labels[-1].y + 1.2 * len(labels[-1].lines) <= drawing.height
    assert " ".join(labels[0].lines) == "Vik on the northern shore of the long bay", "no name is cut"


@with_island
def test_bars_begin_at_zero_on_one_scale(load_context: Context) -> None:
    """
    === data/catch.yml
    title: The catch
    chart: bar
    fields:
      - {name: town, type: string}
      - {name: more, type: number, title: gained, unit: tonnes}
      - {name: less, type: number, title: lost, unit: tonnes}
    sources: [{source: paper}]
    === data/catch.csv
    town,more,less
    Vik,300,-100
    "Nes, and its bay",150,
    """
    vik, nes = bar_chart_of(load_context.corpus.dataset_by_id["catch"], load_context).groups
    assert [(group.title, [(bar.label, bar.value, bar.is_missing) for bar in group.bars]) for group in (vik, nes)] == [
        ("Vik", [("gained", "300", False), ("lost", "-100", False)]),
        ("Nes, and its bay", [("gained", "150", False), ("lost", "–", True)]),
    ]
    assert [(bar.x, bar.length) for bar in (*vik.bars, *nes.bars)] == [
        (20.5, 61.5),
        (0, 20.5),
        (20.5, 30.75),
        (20.5, 0),
    ]


@with_island
def test_a_page_shows_the_figures_with_their_sources(load_content: Path) -> None:
    """
    === data/catch.yml
    title: The <b>catch</b>
    summary: In round weight
    chart: bar
    fields:
      - {name: day, type: date, title: Day}
      - {name: catch, type: number, unit: tonnes}
      - {name: source, type: string}
      - {name: locator, type: string}
      - {name: note, type: string}
    notes: ["Nobody counted <script>alert(1)</script> the rest."]
    === data/catch.csv
    day,catch,source,locator,note
    1900-05-01,1234.5,log,p. 3,
    1901,7,log,p. 4,about
    """
    compiled = compile_site(load_content, THEME, Settings())
    assert [str(problem) for problem in compiled.problems] == []
    page = compiled.pages.at("background/island.md").html
    figure = page.partition("<figure")[2].partition("</figure>")[0]
    assert page.index("Before it.") < page.index("<figure") < page.index("Behind it.")
    assert "<b>" not in figure
    assert "<script" not in figure
    assert " style=" not in figure
    words = " ".join(re.sub(r"<[^>]*>", " ", figure.partition('<div class="chart__foot">')[2]).split())
    assert words == (
        "Nobody counted &lt;script&gt;alert(1)&lt;/script&gt; the rest. Sources: &#8288; [2] [2] Download as CSV "
        "The figures as a table Day tonnes Note "
        "1 May 1900 1,234.5 [2] 1901 7 [2] about All figures of this site"
    )
    assert 'href="../../data/catch.csv" aria-label="Download as CSV: The &lt;b&gt;catch&lt;/b&gt;" download' in figure
    assert "data/catch.csv" in compiled.files
    references = re.findall(r'id="(ref-\d+)"', page)
    assert references == ["ref-1", "ref-2"], "a source of figures is one of the page's"
    assert "Figures: The &lt;b&gt;catch" in compiled.pages.at("sources/log.md").html, "and its page leads to them"
    every = compiled.pages.at("figures.md").html
    assert re.findall(r'<h2 id="([^"]*)"', every) == ["catch", "references"]
    assert 'href="../background/island/"' in every


def test_a_site_without_figures_has_no_page_of_them(tmp_path: Path, load_context: Context) -> None:
    """
    === background/harbour.png
    a picture
    """
    assert load_context.corpus.datasets == ()


@with_island
def test_a_source_that_only_figures_cite_is_cited(load_context: Context) -> None:
    """
    === data/catch.yml
    title: The catch
    chart: line
    fields: [{name: year, type: date}, {name: catch, type: integer, unit: tonnes}]
    sources: [{source: paper, locator: p. 2}]
    === data/catch.csv
    year,catch
    1900,5
    """
    assert [
        (link.origin.path, link.detail) for link in load_context.links.to("paper") if "data" in link.origin.path
    ] == [("data/catch.yml", "p. 2")]
    view = chart_of(load_context.corpus.dataset_by_id["catch"], Numbering(load_context), load_context)
    assert (view.table.columns, [mark.number for mark in view.marks]) == (("tonnes",), [1])


@given(st.lists(st.floats(-1e12, 1e12, allow_nan=False).map(lambda value: round(value, 3)), min_size=1))
def test_a_scale_holds_its_values_between_round_marks(values: list[float]) -> None:
    scale = value_scale_of(values, 5)
    assert 0.0 in scale.marks
    assert 2 <= len(scale.marks) <= 8
    assert all(-1e-6 <= scale.at(value) <= 1 + 1e-6 for value in values)


@pytest.mark.parametrize(
    ("values", "marks"),
    [
        ([8725.0, 3000.0], (0, 2000, 4000, 6000, 8000, 10000)),
        ([0.0], (0, 0.2, 0.4, 0.6, 0.8, 1.0)),
        ([-3.0, 7.0], (-4, -2, 0, 2, 4, 6, 8)),
        ([96.0], (0, 20, 40, 60, 80, 100)),
    ],
)
def test_marks_are_round(values: list[float], marks: tuple[float, ...]) -> None:
    assert value_scale_of(values, 5).marks == marks
