"""What is mended without a change of meaning, file by file, and over whole contents: what they say stays."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from explainer.editing.file_changes import write
from explainer.editing.fixing import key_order, mended, mended_text
from explainer.editing.manuscript import entry_manuscript
from explainer.model.fields import Actor, Event, Source
from explainer.pages import Settings
from explainer.pipeline import check, compile_site
from explainer.reading import split_entry
from explainer.text.html import Scope, Writing, html_of
from explainer.text.parser import parsed
from explainer.text.syntax import NodeKind
from explainer.text.typography import ENGLISH
from folders import PROJECT, THEME, cases_of, files_under, written

CASES = cases_of("mending/*.yml")
HALMYR = PROJECT / "tests" / "sites" / "halmyr" / "content"


def mend(content: Path) -> None:
    write(content, mended(content, check(content).corpus))


@pytest.mark.parametrize("case", CASES)
def test_a_file(case: dict[str, Any], tmp_path: Path) -> None:
    content = written(tmp_path, {case["path"]: case["before"]})
    before = files_under(content)
    mend(content)
    after = case.get("after", case["before"])
    expected = after.encode() if isinstance(after, str) else after
    assert files_under(content) == {**before, case["path"]: expected}


def test_some_files_are_mended_and_some_are_not() -> None:
    assert {"after" in case.values[0] for case in CASES} == {True, False}


def test_the_site_of_a_mended_content_is_the_same(tmp_path: Path) -> None:
    content = Path(shutil.copytree(HALMYR, tmp_path / "content"))
    for path in content.rglob("*.md"):
        path.write_bytes(path.read_bytes().replace(b"\n", b" \r\n", 4))
    mend(content)
    assert files_under(content) != files_under(HALMYR)
    assert mended(content, check(content).corpus) == ()
    before, after = (compile_site(folder, THEME, Settings()) for folder in (HALMYR, content))
    assert [str(page) for page in before.pages] == [str(page) for page in after.pages]


BEGINNINGS = ["a", "* b", "> c", "    d", "```", "| e |", "", "\t", "-", "# f", "`g", ":   h"]


@settings(max_examples=150, derandomize=True, database=None, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(BEGINNINGS), st.sampled_from(["", " ", "  ", "\t", "   "])), max_size=12))
def test_no_text_is_rendered_otherwise(parts: list[tuple[str, str]]) -> None:
    """Whatever stands at the ends of lines, readers see the same."""
    lines = ["".join(line) for line in parts]
    text = "\n".join(lines)
    before = f"---\ntitle: T\n---\n\n{text}"
    after = mended_text(entry_manuscript(before.encode()), "background/t.md", None)
    bodies = [parts.body for parts in map(split_entry, (after, before)) if parts]
    seen, seen_before = (LexborHTMLParser(_published(body)) for body in bodies)
    assert [_shown(node) for node in seen.css("*")] == [_shown(node) for node in seen_before.css("*")]


def _published(body: str) -> str:
    tree = parsed(body, ENGLISH)
    ids = {node.start: "id" for node in tree.walk() if node.kind is NodeKind.HEADING}
    blocks = html_of(tree.children, Writing(ids, Scope(), str))
    return "".join(part if isinstance(part, str) else "…" for _, parts in blocks for part in parts)


def _shown(node: LexborNode) -> tuple[str | None, str]:
    """An element with its text; a browser joins runs of white space, but not in code over several lines."""
    text = node.text(deep=False)
    in_pre = node.tag == "pre" or (node.parent is not None and node.parent.tag == "pre")
    return node.tag, text.rstrip("\n") if in_pre else " ".join(text.split())


def test_the_order_of_fields_is_that_of_the_guide() -> None:
    assert key_order(Event)[:6] == ("title", "summary", "aliases", "names", "short", "date")
    assert key_order(Actor)[4:] == (
        "kind", "family_name", "party", "born", "died", "offices", "figures", "topics", "see_also", "wikidata",
        "status", "reviewed", "changes",
    )  # fmt: skip
    assert key_order(Source)[:4] == ("title", "original-title", "summary", "aliases")
