"""Which pages a name leads to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contexts import context_of
from explainer.pages import Settings
from explainer.pipeline import check, compile_site
from explainer.views.search_names import key_of, name_tables, table_of
from folders import TESTS, THEME, files_in, written

NAMES = json.loads((TESTS / "snapshots" / "search-names.json").read_text("utf-8"))


@pytest.mark.parametrize("case", NAMES, ids=[case["name"] for case in NAMES])
def test_a_name_is_compared_by_its_letters(case: dict[str, object]) -> None:
    """tests/search.test.mjs holds the script of the browser to the same file."""
    key = key_of(str(case["name"]))
    assert {"name": case["name"], "key": key, "table": table_of(key)} == case


ISLE = """
    === sources/isle.md
    ---
    title: Isle
    type: book
    language: en
    author: [{literal: A. Author}]
    issued: 1900
    level: secondary
    perspective: scholarly
    ---
    === background/island.md
    ---
    title: The "old" island
    summary: A small island.
    kind: place
    aliases: [Isle]
    names: [{name: 国後島, language: ja, romanisation: Kunashiri-tō}]
    topics: [border]
    ---
    See [@isle].
"""


def _pages_by_name(content: Path) -> dict[str, list[str]]:
    checked = check(content)
    assert checked.problems == ()
    tables = name_tables(context_of(checked))
    assert [number for number, table in enumerate(tables) for name, _ in table.names if table_of(name) != number] == []
    return {name: [table.pages[place].page for place in places] for table in tables for name, places in table.names}


def test_every_name_leads_to_its_pages_and_sources_come_last(tmp_path: Path) -> None:
    found = _pages_by_name(written(tmp_path, files_in(ISLE)))
    assert found["isle"] == ["background/island.md", "sources/isle.md"]
    assert found["国後島"] == found["kunashirito"] == found["theoldisland"] == ["background/island.md"]


URLS = {True: ("background/island/", ""), False: ("background/island.html", "")}


@pytest.mark.parametrize("directory_urls", URLS)
def test_the_browser_receives_what_a_result_shows(tmp_path: Path, directory_urls: bool) -> None:
    content = written(tmp_path, files_in(ISLE))
    compiled = compile_site(content, THEME, Settings(directory_urls=directory_urls))
    assert compiled.problems == ()
    files = {asset.path: json.loads(asset.text) for asset in compiled.assets if asset.path.startswith("assets/names/")}
    table = files[f"assets/names/en/{table_of('isle')}.json"]
    island, home = URLS[directory_urls]
    assert table["pages"][table["names"]["isle"][0]] == {
        "url": island,
        "meta": {"title": "The “old” island", "summary": "A small island.", "kind": "Place", "date": ""},
        "filters": {"collection": ["background"], "topic": ["border"]},
    }
    assert home in {page["url"] for file in files.values() for page in file["pages"]}
