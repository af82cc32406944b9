"""What a check says of changes before they are written is what it says of them afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.build_cache import BuildCache
from explainer.editing.dry_run import checked_after
from explainer.editing.file_changes import FileChange, write
from explainer.pipeline import check
from folders import PROJECT, Folder, files_under, written

HALMYR = PROJECT / "tests" / "sites" / "halmyr" / "content"
STORM = b"---\ntitle: The storm\nsummary: S.\nkind: term\n---\n\nIt reached [[island]].\n"


def _new(path: str, after: bytes) -> FileChange:
    return FileChange(path, None, after)


def _changed(path: str, old: str, new: str) -> FileChange:
    before = (HALMYR / path).read_bytes()
    assert old.encode() in before
    return FileChange(path, before, before.replace(old.encode(), new.encode()))


def _moved(path: str, to: str) -> FileChange:
    before = (HALMYR / path).read_bytes()
    return FileChange(to, before, before, was=path)


CHANGES: dict[str, list[FileChange]] = {
    "none": [],
    "a new entry": [_new("background/storm.md", STORM)],
    "a new entry without fields": [_new("background/storm.md", b"Rain.\n")],
    "a new entry that is no text": [_new("background/storm.md", b"\xff")],
    "a new entry that is too large": [_new("background/storm.md", STORM + b"It rained.\n" * 200_000)],
    "a new entry of an id that is taken": [_new("background/1923-bank-treaty.md", STORM)],
    "a new file in no folder of entries": [_new("weather/storm.md", STORM)],
    "a name that Windows does not allow": [_new("background/con.md", STORM)],
    "a hidden file": [_new("background/.storm.md", b"Rain.\n")],
    "a file that differs in capitals": [_new("Dispute.yml", b"title: T\n")],
    "another name": [_moved("events/1923-bank-treaty.md", "events/1923-treaty.md")],
    "no dispute any more": [_moved("dispute.yml", "disputes.yml")],
    "a state of the map": [_changed("map/states.yml", "1923-bank-treaty", "1923-treaty")],
    "outlines of the map": [_new("map/more.geojson", b"{}")],
    "a table and its entry": [_new("data/rain.csv", b"year\n1900\n"), _new("data/storms.yml", b"title: Storms\n")],
    "addresses that are kept": [_new("permalinks.txt", b"events/1900-gone/\n")],
    "redirects": [_new("redirects.yml", b"redirects:\n  - {from: events/gone, to: nowhere}\n")],
}


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_changes_are_checked_as_if_they_were_written(changes: list[FileChange], tmp_path: Path) -> None:
    content = written(tmp_path / "content", dict(files_under(HALMYR)), base=False)
    for change in changes:
        if change.before is None and (content / change.path).exists():
            (content / change.path).unlink()
    before, cache = files_under(content), BuildCache()
    check(content, cache)
    planned = checked_after(content, changes, cache)
    assert files_under(content) == before
    write(content, changes)
    now = check(content)
    assert planned.problems == now.problems
    assert (planned.links, planned.files, planned.listed) == (now.links, now.files, now.listed)
    assert {entry.path: entry.fields for entry in planned.corpus} == {e.path: e.fields for e in now.corpus}


def test_what_cannot_be_read_stops_no_plan(tmp_path: Path) -> None:
    """A folder in the place of a file has a problem of its own, before and after."""
    content = written(tmp_path / "content", {"events/pipe.md": Folder()})
    planned = checked_after(content, [_new("background/storm.md", STORM)], BuildCache())
    assert {problem.path for problem in check(content).problems} <= {problem.path for problem in planned.problems}
