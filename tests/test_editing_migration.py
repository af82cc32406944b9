"""`explainer migrate`: content of an older format, and what becomes of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from explainer.cli.commands import main
from explainer.editing.file_changes import write
from explainer.editing.migration import migrated
from explainer.editing.reading_notes import reading_in
from explainer.model.fields import ReadAs
from explainer.pipeline import check
from folders import files_under, lines_of, written

OLD = """---
title: A book # its title
type: book
URL: https://example.org/book
accessed: "2026-01-15" # in the morning
language: en
perspective: scholarly
level: secondary
---

By Lind. Read in part in an online copy (copies.example).
"""
NEW = OLD.replace(
    'accessed: "2026-01-15"',
    "consulted: {on: 2026-01-15, as: stored-copy, extent: part}",
)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    cites = "---\ntitle: Alba\nsummary: A state.\nkind: state\nparty: alba\n---\n\nIt lies south.[@book; @empty]\n"
    empty = OLD.replace('"2026-01-15" # in the morning', "").replace("Read in part in an online copy", "Good")
    files = {"sources/book.md": OLD, "sources/empty.md": empty, "actors/alba.md": cites}
    return written(tmp_path / "content", files)


def test_the_day_is_kept_with_what_the_note_says_and_all_else_stays(content: Path) -> None:
    before = files_under(content)
    found = migrated(content)
    assert found.readings == {("stored-copy", "part"): 1}
    write(content, found.changes)
    after = files_under(content)
    assert {path for path in after if after[path] != before[path]} == {
        "dispute.yml",
        "sources/book.md",
        "sources/empty.md",
    }
    assert after["sources/book.md"].decode() == NEW
    assert b"accessed" not in after["sources/empty.md"]
    assert after["dispute.yml"] == b"format: 2\n" + before["dispute.yml"]
    assert lines_of(check(content).problems) == []


def test_done_twice_it_changes_nothing_and_a_merged_branch_can_be_moved_too(content: Path) -> None:
    write(content, migrated(content).changes)
    assert migrated(content).changes == ()
    (content / "sources/late.md").write_text(OLD, "utf-8")
    assert [change.path for change in migrated(content).changes] == ["sources/late.md"]


def test_line_ends_are_those_of_the_file(content: Path) -> None:
    (content / "sources/book.md").write_bytes(OLD.replace("\n", "\r\n").encode())
    write(content, migrated(content).changes)
    assert (content / "sources/book.md").read_bytes() == NEW.replace("\n", "\r\n").encode()


def test_what_no_note_says_can_be_given_for_all(content: Path) -> None:
    (content / "sources/book.md").write_text(OLD.replace("Read in part in an online copy", "Good"), "utf-8")
    assert migrated(content).readings == {("unknown", "unknown"): 1}
    assert migrated(content, ReadAs.STORED_COPY).readings == {("stored-copy", "unknown"): 1}


def test_the_command_shows_first_and_then_writes(content: Path) -> None:
    before = files_under(content)
    shown = CliRunner().invoke(main, ["migrate", "--content", str(content), "--dry-run"])
    assert shown.exit_code == 0
    assert "+consulted: {on: 2026-01-15, as: stored-copy, extent: part} # in the morning" in shown.stdout
    assert files_under(content) == before
    done = CliRunner().invoke(main, ["migrate", "--content", str(content)])
    assert (done.exit_code, done.stdout, done.stderr) == (
        0,
        "",
        "1 source: as stored-copy, extent part\n3 files changed to format 2. See: explainer check\n",
    )
    again = CliRunner().invoke(main, ["migrate", "--content", str(content)])
    assert (again.exit_code, again.stderr) == (0, "The content has format 2 already.\n")


@pytest.mark.parametrize(
    ("note", "reading"),
    [
        ("A report of the talks.", "unknown unknown"),
        ("Read in part.", "unknown part"),
        ("Its opening was read.", "unknown part"),
        ("The abstract and opening were seen.", "unknown part"),
        ("The abstract was read.", "unknown abstract"),
        ("Report of a newspaper, read as quoted in full on a weblog.", "unknown quoted-elsewhere"),
        ("Read in a web archive.", "stored-copy unknown"),
        ("A report, read in a reprint up to its first sentences.", "stored-copy part"),
        ("The record of 1956 itself was not seen.", "unknown unknown"),
        ("He says how the two sides read the treaty.", "unknown unknown"),
        ("Read whole. The English version was read in part.", "unknown unknown"),
    ],
)
def test_a_note_is_heard_where_it_can_mean_one_thing(note: str, reading: str) -> None:
    assert " ".join(reading_in(note)) == reading
