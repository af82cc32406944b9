"""The preview without a site generator: which files changed, and what its server answers."""

from __future__ import annotations

import json
import os
import shutil
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from types import SimpleNamespace
from urllib.error import HTTPError
from urllib.request import Request

import pytest

from explainer.preview import Answer, Notice, PreviewServer
from explainer.watching import Watch
from folders import written

# Watching


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return written(tmp_path / "content", {})


def test_nothing_changed(content: Path) -> None:
    assert Watch([content]).wait_for_change() == frozenset()


def test_files_that_changed_came_and_went(content: Path) -> None:
    watch = Watch([content])
    (content / "events" / "1900-talks.md").write_text("changed", "utf-8")
    (content / "events" / "1901-storm.md").write_text("new", "utf-8")
    (content / "background" / "island.md").unlink()
    changed = watch.wait_for_change()
    assert sorted(path.relative_to(content).as_posix() for path in changed) == [
        "background/island.md",
        "events/1900-talks.md",
        "events/1901-storm.md",
    ]
    assert watch.wait_for_change() == frozenset()


def test_a_file_renamed_to_another_is_a_change(content: Path) -> None:
    """As many editors save: the new text is written beside the file and put in its place."""
    watch, path = Watch([content]), content / "events" / "1900-talks.md"
    (content / ".1900-talks.md.swp").write_text(path.read_text("utf-8"), "utf-8")
    (content / ".1900-talks.md.swp").replace(path)
    assert watch.wait_for_change() == {path}


def test_what_an_editor_keeps_for_itself_is_no_change(content: Path) -> None:
    watch = Watch([content])
    for name in (".island.md.swp", "island.md~"):
        (content / "background" / name).write_text("x", "utf-8")
    assert watch.wait_for_change() == frozenset()


def test_a_folder_that_goes_and_comes_back(content: Path) -> None:
    watch = Watch([content])
    shutil.rmtree(content)
    assert content / "events" / "1900-talks.md" in watch.wait_for_change()
    written(content, {})
    assert content / "events" / "1900-talks.md" in watch.wait_for_change()


def test_a_file_that_is_put_back_with_its_old_time_and_length_is_a_change(content: Path) -> None:
    """As a copy that keeps times does; the system may give the new file even the number of the old."""
    path = content / "events" / "1900-talks.md"
    old, text = path.stat(), path.read_text("utf-8")
    watch = Watch([content])
    path.write_text("x" * len(text.encode()), "utf-8")
    os.utime(path, ns=(old.st_atime_ns, old.st_mtime_ns))
    assert path.stat().st_mtime_ns == old.st_mtime_ns
    assert watch.wait_for_change() == {path}


def test_what_changes_while_other_folders_are_watched_is_not_lost(content: Path, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "about.md").write_text("text", "utf-8")
    watch = Watch([content, tmp_path / "theme"])
    (content / "events" / "1900-talks.md").write_text("changed", "utf-8")
    watch.follow(frozenset({content, tmp_path / "docs"}))
    assert watch.wait_for_change() == {content / "events" / "1900-talks.md"}
    (tmp_path / "docs" / "about.md").write_text("changed", "utf-8")
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "main.html").write_text("changed", "utf-8")
    assert watch.wait_for_change() == {tmp_path / "docs" / "about.md"}


def test_a_single_file_and_a_broken_link(tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text("site_name: A\n", "utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "link.md").symlink_to("nowhere.md")
    watch = Watch([config, tmp_path / "docs"])
    config.write_text("site_name: Another\n", "utf-8")
    assert watch.wait_for_change() == {config}


class Clock:
    """Time that only passes by what is said to take time."""

    def __init__(self) -> None:
        self.now = 0.0
        self.pauses: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.pauses.append(round(seconds, 3))


@pytest.mark.parametrize(
    ("comes_back_after", "seen"),
    [
        pytest.param(0.1, ["the new text"], id="in the midst of a save"),
        pytest.param(0.5, ["", "the new text"], id="emptied or deleted, and written later"),
    ],
)
@pytest.mark.parametrize("is_deleted", [False, True], ids=["emptied", "deleted"])
def test_a_save_in_two_steps_is_one_change(
    comes_back_after: float, seen: list[str], is_deleted: bool, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the steps the preview said of a file that was being saved that it is empty, or is missing."""
    path, clock = content / "events" / "1900-talks.md", Clock()

    def sleep(seconds: float) -> None:
        if clock.now <= comes_back_after < clock.now + seconds:
            path.write_text("the new text", "utf-8")
        clock.sleep(seconds)

    watch = Watch([content])
    monkeypatch.setattr("explainer.watching.time", SimpleNamespace(monotonic=clock.monotonic, sleep=sleep))
    path.unlink() if is_deleted else path.write_text("", "utf-8")
    found = []
    while clock.now < 1:
        if watch.wait_for_change() == {path}:
            found.append(path.read_text("utf-8") if path.exists() else "")
    assert found == seen


@pytest.mark.parametrize(
    ("looks", "pauses"),
    [
        pytest.param([0.001] * 4, [0.06] * 3, id="a quick disk"),
        pytest.param([0.5] * 4, [5.0] * 3, id="a slow disk is spared"),
        pytest.param([0.001, 0.7, 0.001, 0.7], [0.06] * 3, id="a page was being made, more than once"),
        pytest.param([0.001] + [0.5] * 21, [0.06] * 19 + [5.0] * 2, id="the disk has become slow"),
    ],
)
def test_how_soon_it_looks_again(
    looks: list[float], pauses: list[float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A save right after a page that takes long to make was noticed seconds later: the look had waited for the page."""
    clock, times = Clock(), iter(looks)

    def scan(path: str) -> Iterator[os.DirEntry[str]]:
        clock.now += next(times)
        return iter(())

    monkeypatch.setattr("explainer.watching.time", clock)
    monkeypatch.setattr("explainer.watching.os.scandir", scan)
    watch = Watch([tmp_path])
    for _ in looks[1:]:
        watch.wait_for_change()
    assert clock.pauses == pauses


# The server


class Shelf:
    """A site of one page."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.text = b"<body>One</body>"
        self.wrong: tuple[Notice, ...] = ()
        self.assets = "1"

    def answer(self, path: str) -> Answer:
        if path == "x":
            return Answer(b"", "", location="x/")
        if path in ("", "x/"):
            return Answer(self.text, "text/html; charset=utf-8", is_page=True)
        return Answer(b"<body>None</body>", "text/html; charset=utf-8", HTTPStatus.NOT_FOUND, is_page=True)

    def refresh(self, changed: frozenset[Path]) -> None:
        self.text = next(iter(changed)).read_bytes()

    @property
    def notices(self) -> tuple[Notice, ...]:
        return self.wrong

    @property
    def watched(self) -> frozenset[Path]:
        return frozenset({self.folder})


@contextmanager
def _served(shelf: Shelf, watch: Watch | None = None) -> Iterator[PreviewServer]:
    server = PreviewServer(shelf, watch or Watch(shelf.watched), "127.0.0.1", 0, "/repo/")
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        _get(server.address)
        yield server
    finally:
        server.shutdown()
        thread.join(timeout=10)
    assert not thread.is_alive()


def _get(address: str, method: str = "GET", **headers: str) -> tuple[int, str, str]:
    """The status, the ETag and the text of an answer."""
    request = Request(
        address, method=method, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.headers["ETag"] or "", answer.read().decode()
    except HTTPError as error:
        return error.code, error.headers["ETag"] or "", error.read().decode()


def test_a_page_has_the_overlay_and_says_what_state_it_is_in(tmp_path: Path) -> None:
    with _served(Shelf(tmp_path)) as server:
        status, tag, text = _get(server.address)
        state = tag.strip('"')
        script = f'<script type="module" src="/repo/__preview/overlay.js" data-preview="{state}"></script>'
        assert (status, text) == (200, f"<body>One{script}</body>")
        assert _get(server.address, "HEAD") == (200, tag, "")
        assert _get(server.address, If_None_Match=tag) == (304, tag, "")
        assert _get(server.address + "x")[::2] == (status, text)
        assert _get(server.address.removesuffix("repo/")) == (status, tag, text)
        assert "EventSource" in _get(server.address + "__preview/overlay.js")[2]
        assert _get(server.address + "__preview/../server.py")[0] == 404
        assert _get(server.address + "nothing/")[0] == 404
        assert _get(server.address.replace("repo", "other"))[::2] == (404, "There is nothing here.")


def test_the_state_of_a_page_changes_with_what_it_loads(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    with _served(shelf) as server:
        first = _get(server.address)[1]
        shelf.assets = "2"
        assert _get(server.address)[1] != first


def test_an_open_page_hears_what_is_wrong_at_once_and_with_every_change(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.wrong = (Notice("content/x.md", 3, "error", "It is wrong.", "Mend it.", "bad-value"),)
    with _served(shelf) as server, urllib.request.urlopen(server.address + "__preview/events", timeout=10) as stream:
        said = {
            "file": "content/x.md",
            "line": 3,
            "severity": "error",
            "message": "It is wrong.",
            "hint": "Mend it.",
            "code": "bad-value",
        }
        assert json.loads(stream.readline().decode().removeprefix("data: ")) == {"notices": [said]}
        assert stream.readline() == b"\n"
        shelf.wrong = ()
        (tmp_path / "x.md").write_bytes(b"<body>Two</body>")
        assert json.loads(stream.readline().decode().removeprefix("data: ")) == {"notices": []}
        assert "<body>Two" in _get(server.address)[2]


def test_what_changed_while_the_site_was_made_is_taken_in_at_once(tmp_path: Path) -> None:
    watch = Watch([tmp_path])
    (tmp_path / "x.md").write_bytes(b"<body>Two</body>")
    with _served(Shelf(tmp_path), watch) as server:
        deadline = time.monotonic() + 10
        while "<body>Two" not in _get(server.address)[2]:
            assert time.monotonic() < deadline


def test_a_reader_who_leaves_does_no_harm(tmp_path: Path) -> None:
    with _served(Shelf(tmp_path)) as server:
        for _ in range(3):
            urllib.request.urlopen(server.address + "__preview/events", timeout=10).close()
            server.announce()
        time.sleep(0.05)
        assert _get(server.address)[0] == 200


def test_a_taken_port_is_an_error_of_the_system(tmp_path: Path) -> None:
    with _served(Shelf(tmp_path)) as server, pytest.raises(OSError, match="in use"):
        PreviewServer(Shelf(tmp_path), Watch([]), "127.0.0.1", server.server_port, "/")
