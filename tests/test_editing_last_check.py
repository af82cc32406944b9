"""A check of unchanged content takes what the last one found; whatever has changed is seen."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic_core import to_json

from explainer.disk_cache import DiskCache, NoCache
from explainer.editing.last_check import found_before
from explainer.problems import Code, Problem
from folders import LinkTo, Pipe, written

KEY, VERSION = b"k" * 32, "1"
STORY = "data/fish.csv"
FOUND = (
    Problem("events/a.md", 3, Code.BAD_DATE, "the date — «дата»", "Write it", ("offices", 2, "from"), "19\n00"),
    Problem(STORY, 1, Code.ORPHAN, "a", ""),
)


class Checker:
    """A check that always finds the same, and counts how often it had to look."""

    def __init__(self, project: Path, key: bytes = KEY) -> None:
        self.content = project / "content"
        self.disk = DiskCache(project / "cache", key, VERSION)
        self.looked = 0

    def look(self) -> tuple[Problem, ...]:
        self.looked += 1
        return FOUND

    def check(self, options: object = "2031-01-01") -> None:
        found = found_before(self.content, self.disk, options, self.look)
        assert [(p, p.field, p.culprit) for p in found] == [(p, p.field, p.culprit) for p in FOUND]


@pytest.fixture
def checker(tmp_path: Path) -> Checker:
    written(tmp_path / "content", {})
    return Checker(tmp_path)


def test_unchanged_content_is_looked_at_once(checker: Checker) -> None:
    for _ in range(3):
        checker.check()
    (checker.content / "events/1900-talks.md").touch()
    checker.check()
    assert checker.looked == 1


def _folder_in_place_of(path: Path) -> None:
    path.unlink()
    path.mkdir()


CHANGES: dict[str, Callable[[Path], object]] = {
    "a letter": lambda content: (content / "dispute.yml").write_bytes((content / "dispute.yml").read_bytes()[:-1]),
    "a new file": lambda content: (content / "events/new.md").touch(),
    "a hidden file": lambda content: (content / ".draft.md").touch(),
    "a file that is gone": lambda content: (content / "sources/paper.md").unlink(),
    "another name": lambda content: (content / "sources/paper.md").rename(content / "sources/papers.md"),
    "a file in another folder": lambda content: (content / "sources/paper.md").rename(content / "events/paper.md"),
    "an empty folder": lambda content: (content / "event").mkdir(),
    "a folder in place of a file": lambda content: _folder_in_place_of(content / "sources/paper.md"),
    "a text that goes from one file to the next": lambda content: (
        (content / "a.md").write_text("12"),
        (content / "b.md").write_text("3"),
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_seen(change: Callable[[Path], object], checker: Checker) -> None:
    written(checker.content, {"a.md": "1", "b.md": "23"})
    checker.check()
    change(checker.content)
    checker.check()
    assert checker.looked == 2


def test_another_day_and_other_options_are_looked_at_again(checker: Checker) -> None:
    for options in (("2031-01-01", False), ("2031-01-02", False), ("2031-01-02", True), ("2031-01-02", True)):
        checker.check(options)
    assert checker.looked == 3


def test_another_program_or_user_looks_again(checker: Checker) -> None:
    checker.check()
    checker.disk = DiskCache(checker.content.parent / "cache", KEY, "2")
    checker.check()
    checker.disk = DiskCache(checker.content.parent / "cache", b"o" * 32, VERSION)
    checker.check()
    assert checker.looked == 3


def test_without_a_cache_each_check_looks(checker: Checker) -> None:
    checker.disk = NoCache()  # type: ignore[assignment]
    checker.check()
    checker.check()
    assert checker.looked == 2


@pytest.mark.skipif(os.name != "posix", reason="links and pipes")
@pytest.mark.parametrize("file", [LinkTo("../outside.md"), LinkTo("events"), LinkTo("nowhere"), Pipe()], ids=str)
def test_what_can_change_unseen_is_looked_at_each_time(file: LinkTo | Pipe, checker: Checker) -> None:
    written(checker.content.parent, {"outside.md": "Text."}, base=False)
    written(checker.content, {"notes": file})
    checker.check()
    checker.check()
    assert checker.looked == 2


def test_content_that_changes_during_a_check_is_not_taken_for_what_it_was(checker: Checker) -> None:
    before = (checker.content / "dispute.yml").read_bytes()

    def look_while_somebody_writes() -> tuple[Problem, ...]:
        (checker.content / "dispute.yml").write_bytes(b"")
        return ()

    assert found_before(checker.content, checker.disk, "2031-01-01", look_while_somebody_writes) == ()
    (checker.content / "dispute.yml").write_bytes(before)
    checker.check()
    assert checker.looked == 1


def _put(checker: Checker, key: bytes) -> None:
    """What somebody writes into the checkout who knows how records are named, and that the content has no mistake."""
    checker.check()
    (path,) = (checker.content.parent / "cache").iterdir()
    payload = path.read_bytes()[32:].replace(to_json(FOUND), b"[]")
    path.write_bytes(hashlib.blake2b(path.name.encode() + payload, key=key, digest_size=32).digest() + payload)


@pytest.mark.parametrize("key", [b"", b"\0" * 32, b"0" * 32])
def test_a_forged_record_does_not_count(checker: Checker, key: bytes) -> None:
    _put(checker, key)
    checker.check()
    assert checker.looked == 2


def test_the_forger_lacks_only_the_key(checker: Checker) -> None:
    """Otherwise the test above would pass for another reason."""
    _put(checker, KEY)
    assert found_before(checker.content, checker.disk, "2031-01-01", checker.look) == ()


@pytest.mark.parametrize("damage", [b"", b"{", b"null", b"[]", b'{"made_from":3,"problems":[]}'])
def test_a_damaged_record_does_not_count(checker: Checker, damage: bytes) -> None:
    checker.check()
    (path,) = (checker.content.parent / "cache").iterdir()
    path.write_bytes(hashlib.blake2b(path.name.encode() + damage, key=KEY, digest_size=32).digest() + damage)
    checker.check()
    assert checker.looked == 2
