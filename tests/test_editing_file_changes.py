"""All changes or none: errors on the way, signals in the middle, folders that cannot be written to."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from explainer.editing.file_changes import FileChange, RefusedError, StoppedError, difference, write
from folders import files_under, written

A = FileChange("actors/alba.md", b"a\n", b"b\n")
NEW = FileChange("paths/new.md", None, b"n\n")
MOVED = FileChange("events/there.md", b"m\n", b"m2\n", was="events/here.md")
FILES = {"actors/alba.md": "a\n", "events/here.md": "m\n"}
AFTER = {"actors/alba.md": b"b\n", "paths/new.md": b"n\n", "events/there.md": b"m2\n"}
SIGNALS = [signal.SIGINT, signal.SIGTERM]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return written(tmp_path, FILES, base=False)


def test_all_changes_are_made(content: Path) -> None:
    write(content, [A, NEW, MOVED])
    assert files_under(content) == AFTER


def test_a_file_keeps_its_mode_and_a_new_one_gets_the_usual(content: Path) -> None:
    (content / "actors/alba.md").chmod(0o600)
    write(content, [A, NEW])
    modes = [(content / name).stat().st_mode & 0o777 for name in ("actors/alba.md", "paths/new.md")]
    (content / "usual").touch()
    assert modes == [0o600, (content / "usual").stat().st_mode & 0o777]


SURPRISES = {
    "a file that changed": (A, "actors/alba.md", "'{}/actors/alba.md' was changed by another program"),
    "a new file that is there": (NEW, "paths/new.md", "'{}/paths/new.md' was changed by another program"),
    "a new place that is taken": (MOVED, "events/there.md", "'{}/events/there.md' is there already"),
}  # fmt: skip


@pytest.mark.parametrize("case", SURPRISES.values(), ids=SURPRISES)
def test_nothing_is_written_over(case: tuple[FileChange, str, str], content: Path) -> None:
    change, path, message = case
    written(content, {path: "of somebody else\n"}, base=False)
    before = files_under(content)
    with pytest.raises(RefusedError, match=f"^{re.escape(message.format(content))}"):
        write(content, [change])
    assert files_under(content) == before


def test_nothing_is_written_outside_the_content(tmp_path: Path) -> None:
    content = written(tmp_path / "content", FILES, base=False)
    (tmp_path / "elsewhere").mkdir()
    (content / "paths").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(RefusedError, match=r"^'paths/new\.md' leads out of the content folder\."):
        write(content, [NEW])
    assert list((tmp_path / "elsewhere").iterdir()) == []


# Errors and signals at every step


def _at_step(number: int, act: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Has something happen when the file system is asked for the nth time to make, fill, move or remove a file."""
    steps = iter(range(1000))

    def watched(function: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object, **options: object) -> object:
            if next(steps) == number:
                act()
            return function(*arguments, **options)

        return step

    monkeypatch.setattr(tempfile, "mkstemp", watched(tempfile.mkstemp))
    monkeypatch.setattr(os, "fsync", watched(os.fsync))
    monkeypatch.setattr(Path, "replace", watched(Path.replace))


STEPS = range(9)  # three files: made, filled, put in place


@pytest.mark.parametrize("number", STEPS)
@pytest.mark.parametrize("stopping", SIGNALS)
def test_a_signal_leaves_all_or_nothing(
    number: int, stopping: signal.Signals, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_under(content)
    _at_step(number, lambda: os.kill(os.getpid(), stopping), monkeypatch)
    if number < 6:
        with pytest.raises(StoppedError):
            write(content, [A, NEW, MOVED])
        assert files_under(content) == before
        assert not (content / "paths").exists()
    else:
        write(content, [A, NEW, MOVED])
        assert files_under(content) == AFTER


@pytest.mark.parametrize("number", STEPS)
def test_an_error_leaves_nothing(number: int, content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files_under(content)

    def full() -> None:
        raise OSError(28, "No space left on device", "the-file")

    _at_step(number, full, monkeypatch)
    message = (
        "'the-file' cannot be written: No space left on device. The content is as it was. "
        "See that the folder may be written to and that the disk is not full, then try again"
    )
    with pytest.raises(RefusedError, match=f"^{re.escape(message)}$"):
        write(content, [A, NEW, MOVED])
    assert files_under(content) == before


# The command itself


@contextmanager
def _nobody() -> Iterator[None]:
    """Root may write anywhere, so it becomes somebody else."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_that_cannot_be_written_to() -> None:
    with tempfile.TemporaryDirectory() as folder:
        content = written(Path(folder), FILES, base=False)
        for path in (content, *content.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        before = files_under(content)
        with _nobody(), pytest.raises(RefusedError, match=r" cannot be written: Permission denied\. The content is as"):
            write(content, [A, MOVED])
        assert files_under(content) == before
        for path in (content, *content.rglob("*")):
            path.chmod(0o755)


@pytest.mark.parametrize("stopping", SIGNALS)
def test_a_command_that_waits_for_an_answer_is_stopped(stopping: signal.Signals, tmp_path: Path) -> None:
    content = written(tmp_path, {})
    before = files_under(content)
    process = subprocess.Popen(
        [sys.executable, "-c", "from explainer.cli import main; main()", "new", "actor", "--content", str(content)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stderr is not None
    assert [process.stderr.readline() for _ in range(2)] == ["\n", "The heading of the page.\n"]
    time.sleep(0.2)  # the question that follows has no line end to wait for
    process.send_signal(stopping)
    output, errors = process.communicate(timeout=20)
    assert (process.returncode, output) == (1, "")
    assert errors.endswith("Error: Stopped. The content is as it was; give the command again to do it.\n")
    assert "Traceback" not in errors
    assert files_under(content) == before


_STOPPED_WHILE_LOADED = """
import os, sys

class Stop:
    def find_spec(self, name, *more):
        if name == "{module}":
            os.kill(os.getpid(), {number})

sys.meta_path.insert(0, Stop())
from explainer.cli import main
main()
"""


@pytest.mark.parametrize("module", ["explainer.cli.commands", "explainer.cli.check", "explainer.pipeline"])
@pytest.mark.parametrize("stopping", SIGNALS)
def test_a_command_that_is_still_being_loaded_is_stopped(stopping: signal.Signals, module: str) -> None:
    code = _STOPPED_WHILE_LOADED.format(number=stopping.value, module=module)
    run = subprocess.run([sys.executable, "-c", code, "check"], capture_output=True, text=True, check=False)
    stopped = "Error: Stopped. The content is as it was; give the command again to do it.\n"
    assert (run.returncode, run.stdout, run.stderr) == (1, "", stopped)


# The difference


def test_the_difference_is_that_of_git() -> None:
    bare = FileChange("b.md", b"x", b"y")
    assert difference([A, bare, NEW, MOVED], "content") == (
        "diff --git a/content/actors/alba.md b/content/actors/alba.md\n"
        "--- a/content/actors/alba.md\n+++ b/content/actors/alba.md\n@@ -1 +1 @@\n-a\n+b\n"
        "diff --git a/content/b.md b/content/b.md\n"
        "--- a/content/b.md\n+++ b/content/b.md\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+y\n"
        "\\ No newline at end of file\n"
        "diff --git a/content/paths/new.md b/content/paths/new.md\nnew file mode 100644\n"
        "--- /dev/null\n+++ b/content/paths/new.md\n@@ -0,0 +1 @@\n+n\n"
        "diff --git a/content/events/here.md b/content/events/there.md\n"
        "rename from content/events/here.md\nrename to content/events/there.md\n"
        "--- a/content/events/here.md\n+++ b/content/events/there.md\n@@ -1 +1 @@\n-m\n+m2\n"
    )
