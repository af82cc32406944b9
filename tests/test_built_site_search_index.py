"""The search index: what of a site is in it, the same each time, and what is said where it cannot be made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from explainer.built_site import search_index
from explainer.built_site.search_index import IndexingError, write_index
from search_index import decoded

PAGE = """<!doctype html><html lang="en"><head><title>{0}</title>
<meta name="n" content="国後島 · Kunashiri-tō" data-pagefind-meta="names[content]">
<meta data-pagefind-filter="party:{0}"><meta data-pagefind-filter="topic:t{0}"><meta data-pagefind-filter="decade:1">
</head><body><article {1}><h1>{0}</h1><p>Words.</p></article></body></html>"""


def site_of(folder: Path, pages: int) -> Path:
    for number in range(pages):
        (folder / f"p{number}").mkdir(parents=True)
        text = PAGE.format(number, "data-pagefind-body" if number else "")
        (folder / f"p{number}" / "index.html").write_text(text, "utf-8")
    return folder


def test_pages_that_ask_for_it_are_indexed(tmp_path: Path) -> None:
    site = site_of(tmp_path, 4)
    write_index(site)
    assert len(list((site / "pagefind" / "fragment").iterdir())) == 3
    assert not list((site / "pagefind").glob("*-ui.*"))


def test_the_same_site_has_the_same_index(tmp_path: Path) -> None:
    """Pagefind writes its filters in another order with each run, so its files are compared by what they say."""
    first, second = (site_of(tmp_path / name, 12) for name in ("a", "b"))
    write_index(first)
    write_index(second)
    index = decoded(first / "pagefind")
    assert index == decoded(second / "pagefind")
    assert index.urls == {f"/p{number}/" for number in range(1, 12)}
    assert dict(index.words)["word"] == 11
    assert index.filters["topic"] == {f"t{number}": 1 for number in range(1, 12)}
    assert index.filters["decade"] == {"1": 11}


def test_an_index_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    site = site_of(tmp_path, 4)
    write_index(site)
    (site / "p3" / "index.html").unlink()
    write_index(site)
    assert decoded(site / "pagefind").urls == {"/p1/", "/p2/"}


STATES = """<!doctype html><html lang="en"><head><title>Map</title></head><body><article><h1>Map</h1>
<section id="now" data-search-kind="Map" data-search-date="1711 &amp; after" data-search-years="1711 1712">
<h3>Salt &lt;b&gt; &amp; "light"</h3><p>Who held what.</p><p>The border.</p></section>
<section id="rest"><h3>Rest</h3><p>Hidden.</p></section></article></body></html>"""


@pytest.mark.parametrize(("page", "address"), [("map/index.html", "map/#now"), ("map.html", "map.html#now")])
def test_a_part_that_is_searched_by_itself_is_a_result_with_its_own_address(
    tmp_path: Path, page: str, address: str
) -> None:
    site = site_of(tmp_path, 2)
    (site / page).parent.mkdir(exist_ok=True)
    (site / page).write_text(STATES, "utf-8")
    write_index(site)
    index = decoded(site / "pagefind")
    parts = [json.loads(found) for found in index.pages if "border" in found]
    assert [part["meta"] for part in parts] == [
        {
            "title": 'Salt <b> & "light"',
            "summary": "Who held what.",
            "kind": "Map",
            "date": "1711 & after",
            "years": "1711 1712",
            "address": address,
        }
    ]
    assert dict(index.words)["1712"] == 1
    assert len(index.pages) == 2
    assert [found for found in index.pages if "Hidden" in found] == []


# What is said


def test_a_missing_program_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "get_executable", lambda: None)
    with pytest.raises(IndexingError) as raised:
        write_index(tmp_path)
    assert str(raised.value) == (
        "the search index needs the program of Pagefind, and there is none. Install it with the other packages "
        "(`make site`), or by `pip install 'pagefind[bin]'`"
    )


def test_a_broken_program_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "pagefind"
    broken.write_text("no program", "utf-8")
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(broken))
    with pytest.raises(IndexingError, match="Pagefind could not index the site"):
        write_index(tmp_path)
