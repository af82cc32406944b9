"""Raw entries: text as it was written, and the line of everything."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from explainer.build_cache import build_cache_of
from explainer.disk_cache import digest_of_folder
from explainer.pipeline import check
from explainer.reading import parse_yaml, read_content, split_entry
from explainer.reading.slips import slip_in
from folders import CASES, TESTS, base_files, lines_of, written

TEXT = """\
# a comment
title: no
date: 1914-06-28
number: 007
empty:
null: ~
quoted: "1: #2"
folded: >
  one
  two
list:
  - a
  - {b: on, c: [1e3]}
"""


def test_scalars_stay_what_was_written() -> None:
    parsed = parse_yaml(TEXT, "x.md", first_line=2)
    assert parsed.problems == ()
    assert parsed.fields == {
        "title": "no",
        "date": "1914-06-28",
        "number": "007",
        "empty": None,
        "null": None,
        "quoted": "1: #2",
        "folded": "one two\n",
        "list": ["a", {"b": "on", "c": ["1e3"]}],
    }


LINES = {
    "a field": (("title",), 3),
    "a block": (("folded",), 9),
    "an item": (("list", 1), 14),
    "a field in an item": (("list", 1, "c", 0), 14),
    "what is not there is at its group": (("list", 1, "d"), 14),
    "what is nowhere is at the first field": (("nowhere", 2), 3),
}


@pytest.mark.parametrize("case", LINES.values(), ids=LINES)
def test_lines(case: tuple[tuple[str | int, ...], int]) -> None:
    path, line = case
    assert parse_yaml(TEXT, "x.md", first_line=2).lines.of(*path) == line


BODIES = {
    "after a blank line": ("---\ntitle: T\n---\n\nText\n", "Text\n", 5),
    "at once": ("---\ntitle: T\n---\nText\n", "Text\n", 4),
    "none": ("---\ntitle: T\n---\n", "", 4),
    "with CRLF": ("---\r\ntitle: T\r\n---\r\n\r\nText\r\nmore\r\n", "Text\nmore\n", 5),
    "with a byte order mark": ("\ufeff---\ntitle: T\n---\n\nText\n", "Text\n", 5),
    "with dashes": ("---\ntitle: T\n---\n\na\n\n---\n\nb\n", "a\n\n---\n\nb\n", 5),
}


@pytest.mark.parametrize("case", BODIES.values(), ids=BODIES)
def test_body_and_its_first_line(case: tuple[str, str, int], tmp_path: Path) -> None:
    file, text, first_line = case
    raw, problems = read_content(written(tmp_path, {"background/x.md": file}, base=False))
    assert [problem.code for problem in problems] == ["missing-file"]
    (entry,) = raw.entries
    assert entry.body.text.strip() == text.strip()
    line_of_text = entry.body.first_line + len(entry.body.text) - len(entry.body.text.lstrip("\n"))
    assert line_of_text == first_line or text == ""


def test_entries_are_sorted_by_path(tmp_path: Path) -> None:
    raw, _ = read_content(written(tmp_path, {}))
    assert [entry.path for entry in raw.entries] == sorted(set(base_files()) - {"dispute.yml"})


def test_no_line_of_a_right_file_is_a_slip() -> None:
    """What explains broken YAML must not find fault with YAML that is right."""
    entries = [*CASES.glob("base/**/*.md"), *(TESTS / "sites").glob("**/*.md")]
    parts = (split_entry(path.read_text("utf-8")) for path in entries)
    fronts = [part.front for part in parts if part]
    files = [path.read_text("utf-8") for path in (TESTS / "sites").glob("**/*.yml")]
    right = [text for text in (*fronts, *files, TEXT) if not parse_yaml(text, "x.md", 1).problems]
    assert len(right) > 60
    assert [slip for text in right if (slip := slip_in(text))] == []


def test_no_message_has_the_words_of_the_parser() -> None:
    """Every beginning of a right text, since a text that breaks off anywhere is wrong in many ways."""
    text = TEXT + "names:\n  - name: 'Vik'\n    aliases: [a, \"b: c\"]\n"
    problems = [problem for end in range(len(text)) for problem in parse_yaml(text[:end], "x.md", 1).problems]
    assert len(problems) > 40
    assert [str(p) for p in problems if re.search(r"stream|token|scalar|expected|mapping|sequence|block", str(p))] == []


def test_more_files_than_a_content_may_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries are read all the same, so that none of them is missed by others."""
    content = written(tmp_path, {f"notes/{number}.txt": "x" for number in range(3)})
    count = len([path for path in content.rglob("*") if path.is_file()])
    monkeypatch.setattr("explainer.reading.files.MOST_FILES", count - 2)
    assert lines_of(check(content).problems) == [
        f"notes/1.txt:1: the content has {count} files, and may have at most {count - 2}; this one is not read. "
        "Take some of them out. [too-many]"
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="only there may a name be other bytes than UTF-8")
@pytest.mark.parametrize(
    "name", ["events/caf\\xe9.md", "caf\\xe9.png", "caf\\xe9/x.md", "data/caf\\xe9.csv", "map/caf\\xe9.geojson"]
)
def test_a_name_that_is_no_text_is_a_problem_of_its_own(tmp_path: Path, name: str) -> None:
    content = written(tmp_path / "content", {})
    before = [str(problem) for problem in check(content).problems]
    written(content, {os.fsdecode(name.encode().replace(rb"\xe9", b"\xe9")): base_files()["events/1900-talks.md"]})
    found = [str(problem) for problem in check(content, build_cache_of(tmp_path)).problems]
    message = f"the name '{name}' is not UTF-8, so that other systems cannot show it. Give it another name."
    assert [line for line in found if line not in before] == [f"{name}:1: {message} [bad-name]"]
    assert digest_of_folder(content)
