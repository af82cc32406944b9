"""The preview without a site generator: which files changed, and what its server answers."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from itertools import pairwise
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request

import pytest

from explainer.file_watcher import Watch
from explainer.preview import Answer, Notice, PreviewServer
from explainer.preview.server import is_own_host
from folders import written

# Watching


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return written(tmp_path / "content", {})


def _next_change(watch: Watch) -> frozenset[Path]:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if found := watch.wait_for_change():
            return found
    return frozenset()


def test_nothing_changed(content: Path) -> None:
    assert Watch([content]).wait_for_change() == frozenset()


def test_files_that_changed_came_and_went(content: Path) -> None:
    watch = Watch([content])
    (content / "events" / "1900-talks.md").write_text("changed", "utf-8")
    (content / "events" / "1901-storm.md").write_text("new", "utf-8")
    (content / "background" / "island.md").unlink()
    changed = _next_change(watch)
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
    assert _next_change(watch) == {path}


def test_what_an_editor_keeps_for_itself_is_no_change(content: Path) -> None:
    watch = Watch([content])
    for name in (".island.md.swp", "island.md~"):
        (content / "background" / name).write_text("x", "utf-8")
    assert watch.wait_for_change() == frozenset()


def test_a_folder_that_goes_and_comes_back(content: Path) -> None:
    watch = Watch([content])
    shutil.rmtree(content)
    assert content / "events" / "1900-talks.md" in _next_change(watch)
    written(content, {})
    assert content / "events" / "1900-talks.md" in _next_change(watch)


def test_a_file_that_is_put_back_with_its_old_time_and_length_is_a_change(content: Path) -> None:
    """As a copy that keeps times does; the system may give the new file even the number of the old."""
    path = content / "events" / "1900-talks.md"
    old, text = path.stat(), path.read_text("utf-8")
    watch = Watch([content])
    path.write_text("x" * len(text.encode()), "utf-8")
    os.utime(path, ns=(old.st_atime_ns, old.st_mtime_ns))
    assert path.stat().st_mtime_ns == old.st_mtime_ns
    assert _next_change(watch) == {path}


def test_what_changes_while_other_folders_are_watched_is_not_lost(content: Path, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "about.md").write_text("text", "utf-8")
    watch = Watch([content, tmp_path / "theme"])
    (content / "events" / "1900-talks.md").write_text("changed", "utf-8")
    watch.follow(frozenset({content, tmp_path / "docs"}))
    assert _next_change(watch) == {content / "events" / "1900-talks.md"}
    (tmp_path / "docs" / "about.md").write_text("changed", "utf-8")
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "main.html").write_text("changed", "utf-8")
    assert _next_change(watch) == {tmp_path / "docs" / "about.md"}


def test_a_single_file_that_is_put_in_the_place_of_another_and_a_broken_link(tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text("site_name: A\n", "utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "link.md").symlink_to("nowhere.md")
    (tmp_path / "docs" / "circle").symlink_to(tmp_path / "docs")
    watch = Watch([config, tmp_path / "docs"])
    for text in ("site_name: Another\n", "site_name: A third\n"):
        (tmp_path / "new.yml").write_text(text, "utf-8")
        (tmp_path / "new.yml").replace(config)
        assert _next_change(watch) == {config}


class Clock:
    """Time that only passes by what is said to take time; what is planned happens when it has come."""

    def __init__(self) -> None:
        self.now = 0.0
        self._plans: list[tuple[float, Callable[[], object]]] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now = round(self.now + seconds, 6)
        due = [action for time, action in self._plans if time <= self.now]
        self._plans = [plan for plan in self._plans if plan[0] > self.now]
        for action in due:
            action()

    def plan(self, at: float, action: Callable[[], object]) -> None:
        self._plans.append((at, action))

    def silence(self, *paths: str, **options: object) -> Iterator[frozenset[str]]:
        """A system that has nothing to say of any file."""
        while True:
            self.sleep(0.05)
            yield frozenset()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time by which files are polled."""
    clock = Clock()
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "1")
    monkeypatch.setattr("explainer.file_watcher.time", clock)
    return clock


@pytest.mark.parametrize(
    ("comes_back_after", "seen"),
    [
        pytest.param(0.1, ["the new text"], id="in the midst of a save"),
        pytest.param(0.5, ["", "the new text"], id="emptied or deleted, and written later"),
    ],
)
@pytest.mark.parametrize("is_deleted", [False, True], ids=["emptied", "deleted"])
def test_a_save_in_two_steps_is_one_change(
    comes_back_after: float, seen: list[str], is_deleted: bool, content: Path, clock: Clock
) -> None:
    """Between the steps the preview said of a file that was being saved that it is empty, or is missing."""
    path, watch = content / "events" / "1900-talks.md", Watch([content])
    path.unlink() if is_deleted else path.write_text("", "utf-8")
    clock.plan(0.25 + comes_back_after, lambda: path.write_text("the new text", "utf-8"))
    found = []
    while clock.now < 2:
        if watch.wait_for_change() == {path}:
            found.append(path.read_text("utf-8") if path.exists() else "")
    assert found == seen


def test_a_save_in_two_steps_that_the_system_notices(content: Path) -> None:
    watch, path = Watch([content]), content / "events" / "1900-talks.md"
    path.unlink()
    threading.Timer(0.05, lambda: path.write_text("the new text", "utf-8")).start()
    found = [_next_change(watch)]
    if not path.exists():  # this machine took longer than any save
        found.append(_next_change(watch))
    assert set(found) == {frozenset({path})}
    assert path.read_text("utf-8") == "the new text"


@pytest.mark.parametrize(
    ("polls", "look_takes", "seconds_between"),
    [
        pytest.param("", 0.0, 2.0, id="now and then, since a folder may send no notices"),
        pytest.param("0", 0.0, 2.0, id="not polled"),
        pytest.param("1", 0.0, 0.25, id="polled"),
        pytest.param("1", 1.0, 2.0, id="polled, and half the time is left to a slow disk"),
    ],
)
def test_how_soon_it_looks_again(
    polls: str, look_takes: float, seconds_between: float, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[float] = []

    def scan(path: str) -> Iterator[os.DirEntry[str]]:
        looks.append(clock.now)
        clock.sleep(look_takes)
        return iter(())

    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", polls)
    monkeypatch.setattr("explainer.file_watcher.watchfiles.watch", clock.silence)
    monkeypatch.setattr("explainer.file_watcher.os.scandir", scan)
    watch = Watch([Path()])
    while len(looks) < 4:
        watch.wait_for_change()
    assert [round(after - before, 3) for before, after in pairwise(looks)] == [seconds_between] * 3


def test_a_system_that_can_watch_no_more_files_is_looked_at_now_and_then(
    content: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*paths: str, **options: object) -> Iterator[frozenset[str]]:
        raise OSError("OS file watch limit reached.")
        yield

    monkeypatch.delenv("WATCHFILES_FORCE_POLLING")
    monkeypatch.setattr("explainer.file_watcher.watchfiles.watch", refuse)
    watch, path = Watch([content]), content / "events" / "1900-talks.md"
    path.write_text("changed", "utf-8")
    assert _next_change(watch) == {path}
    assert clock.now < 2.5


def test_ctrl_c_ends_the_wait(content: Path) -> None:
    """The system's notices are waited for outside of Python, where no exception comes by itself."""
    watch = Watch([content])
    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        while time.monotonic() < started + 30:
            watch.wait_for_change()


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
def _served(shelf: Shelf, watch: Watch | None = None, is_there: str = "") -> Iterator[PreviewServer]:
    server = PreviewServer(shelf, watch or Watch(shelf.watched), "127.0.0.1", 0, "/repo/")
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        _get(server.address + is_there)
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


HOSTS = {
    "127.0.0.1:8000": True,
    "localhost": True,
    "LOCALHOST:1": True,
    "halmyr.localhost:8000": True,
    "[::1]:8000": True,
    "192.0.2.7:8000": True,
    "desk.example": True,
    "evil.test": False,
    "127.0.0.1.evil.test": False,
    "localhost.evil.test:8000": False,
    "evil.test:8000@127.0.0.1": True,
    "127.0.0.1@evil.test": False,
    "[::1": False,
    "": False,
    None: False,
}


@pytest.mark.parametrize(("host", "is_own"), HOSTS.items(), ids=map(str, HOSTS))
def test_only_names_of_this_machine_are_answered(host: str | None, is_own: bool) -> None:
    assert is_own_host(host, {"desk.example"}) is is_own


def test_a_page_of_another_site_cannot_read_the_preview_by_its_own_name(tmp_path: Path) -> None:
    with _served(Shelf(tmp_path)) as server:
        for path in ("", "__preview/events", "__preview/overlay.js"):
            answer = _get(server.address + path, Host="evil.test")
            assert answer[::2] == (421, f"This preview is at {server.address} only.")
        assert _get(server.address, Host=f"localhost:{server.server_port}")[0] == 200


ODD_PATHS = [
    "%00", "a%00b", "x" * 5000, "x/" * 2000, "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "..\\..\\x",
    "//evil.test/", "%0d%0aX-Injected:%201", "[", "%ff%fe", "?x=%00", "#", "__preview/%00", "__preview/../server.py",
    "a:b", "con", "%", "%zz",
]  # fmt: skip


def test_every_path_has_an_answer(tmp_path: Path) -> None:
    """Also where the site looks paths up in folders, which some of these are not."""

    class Folder(Shelf):
        def answer(self, path: str) -> Answer:
            return Answer((tmp_path / path).read_bytes(), "text/plain")

    (tmp_path / "there").write_bytes(b"There")
    with _served(Folder(tmp_path), is_there="there") as server:
        assert _raw(server, "/repo/there").endswith(b"There")
        for path in (*(f"/repo/{path}" for path in ODD_PATHS), "//[", "http://[/", "*", "/", "/%00"):
            answer = _raw(server, path)
            assert re.match(rb"HTTP/1\.1 (302|400|404) ", answer), path
            assert b"X-Injected" not in answer.partition(b"\r\n\r\n")[0].replace(b"%0D%0AX-Injected", b"")


def _raw(server: PreviewServer, path: str) -> bytes:
    """What the server sends for a path that no client would ask for."""
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode("latin-1"))
        return b"".join(iter(lambda: connection.recv(65536), b""))


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
