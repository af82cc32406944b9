"""A project of its own with the invented dispute, and a running preview of it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError

import yaml

from folders import PROJECT, THEME

HALMYR = PROJECT / "tests" / "sites" / "halmyr"
COLLISION = Path("content") / "events" / "1958-collision.md"
BAD_KIND = (
    "content/events/1958-collision.md:5: kind: 'crash' is not one of treaty, talks, statement, war, law, visit, poll, "
    "protest, incident, administrative, publication, letter, discovery, judgment, appointment, birth, death, sale, "
    "gift, exhibition. [bad-value]"
)
WAIT_SECONDS = 60


def project_in(tmp_path: Path) -> Path:
    """A copy of the invented dispute with a copy of the theme, as a repository of its own.

    It has no ledger of addresses, so that a test may change what it likes.
    """
    shutil.copytree(HALMYR / "content", tmp_path / "content", ignore=shutil.ignore_patterns("permalinks.txt"))
    shutil.copytree(HALMYR / "docs", tmp_path / "docs")
    shutil.copytree(THEME, tmp_path / "theme")
    config = yaml.safe_load((HALMYR / "mkdocs.yml").read_text("utf-8").replace("!ENV ", ""))
    config["INHERIT"] = str(PROJECT / "mkdocs.yml")
    config["theme"]["custom_dir"] = "theme"
    config["site_url"] = "https://halmyr.example/repo/"
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    return tmp_path


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def environment() -> dict[str, str]:
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Preview:
    """A running `mkdocs serve`."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self._process = process
        self._port = port
        self.address = f"http://127.0.0.1:{port}/repo/"
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.lines.append(line.rstrip("\n"))

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def end(self, sign: signal.Signals) -> int:
        """Sends the signal; answers the exit code."""
        self._process.send_signal(sign)
        code = self._process.wait(timeout=20)
        self._reader.join(timeout=20)
        return code

    def page(self, path: str) -> str:
        """The page as a browser gets it; empty where there is none."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self._port}{path}", timeout=20) as answer:
                return str(answer.read().decode("utf-8"))
        except HTTPError as error:
            assert error.code == 404
            return ""
        except (URLError, TimeoutError, ConnectionError):
            return ""

    def wait(self, condition: Callable[[], bool]) -> None:
        """Until the condition holds; the test fails where it does not, or where the server dies."""
        deadline = time.monotonic() + WAIT_SECONDS
        while not condition():
            assert self.is_alive, "\n".join(self.lines)
            assert time.monotonic() < deadline, "\n".join(self.lines)
            time.sleep(0.2)

    def wait_for_page(self, path: str, words: str) -> None:
        self.wait(lambda: words in self.page(path))

    def wait_for_line(self, line: str) -> None:
        self.wait(lambda: line in self.lines)


@contextmanager
def serving(project: Path, *options: str, **settings: str) -> Iterator[Preview]:
    """The preview as `make serve` starts it, with these settings of the environment."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--no-strict", "--dev-addr", f"127.0.0.1:{port}", *options],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**environment(), **settings},
    )
    try:
        yield Preview(process, port)
    finally:
        process.terminate()
        process.wait(timeout=20)
