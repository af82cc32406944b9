"""The command: what it prints where, what it writes, and its exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from explainer.cli import main
from explainer.reference import files
from folders import THEME, File, written

EMPTY: dict[str, File] = {"background/island.md": ""}
ORPHAN: dict[str, File] = {"background/storm.md": "---\ntitle: S\nsummary: S.\nkind: term\n---\n"}
ERROR_LINE = "background/island.md:1: the file is empty. [empty-file]\n"
ORPHAN_LINE = (
    "background/storm.md:1: warning: no other entry links here, so few will find it. "
    "Link to it from a related entry. [orphan]\n"
)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


CHECKS = {
    "nothing wrong": ({}, [], 0, "", "0 errors, 0 warnings\n"),
    "an error": (EMPTY, [], 1, ERROR_LINE, "1 error, 0 warnings\n"),
    "a warning": (ORPHAN, [], 0, ORPHAN_LINE, "0 errors, 1 warning\n"),
    "a warning where none is allowed": (ORPHAN, ["--strict"], 1, ORPHAN_LINE, "0 errors, 1 warning\n"),
    "both": ({**EMPTY, **ORPHAN}, [], 1, ERROR_LINE + ORPHAN_LINE, "1 error, 1 warning\n"),
}


@pytest.mark.parametrize("case", CHECKS.values(), ids=CHECKS)
def test_check(case: tuple[dict[str, File], list[str], int, str, str], tmp_path: Path) -> None:
    content, options, exit_code, output, errors = case
    result = run("check", "--content", written(tmp_path, content), *options)
    assert (result.exit_code, result.stdout, result.stderr) == (exit_code, output, errors)


def test_check_of_a_folder_that_is_not_there(tmp_path: Path) -> None:
    result = run("check", "--content", tmp_path / "nowhere")
    assert result.exit_code == 2
    assert result.stderr.endswith(f"Directory '{tmp_path / 'nowhere'}' does not exist.\n")


def test_compile_writes_pages_assets_and_files(tmp_path: Path) -> None:
    content = written(tmp_path / "content", {"background/harbour.png": b"\x89PNG\0"})
    result = run("compile", tmp_path / "out", "--content", content, "--theme", THEME)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"18 pages written to {tmp_path / 'out'}\n"
    out = sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.*"))
    assert len(out) == 21
    assert {"index.md", "timeline.md", "assets/parties.css", "assets/facets.json", "background/harbour.png"} < set(out)
    assert (tmp_path / "out/background/harbour.png").read_bytes() == b"\x89PNG\0"
    assert (tmp_path / "out/index.md").read_bytes().startswith(b"---\ntitle: The strait in one minute\n")


def test_compile_writes_nothing_where_there_are_errors(tmp_path: Path) -> None:
    result = run("compile", tmp_path / "out", "--content", written(tmp_path / "content", EMPTY), "--theme", THEME)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", ERROR_LINE + "1 error, 0 warnings\n")
    assert not (tmp_path / "out").exists()


def test_compile_does_not_write_over_files(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/notes.txt").write_text("mine", encoding="utf-8")
    content = written(tmp_path / "content", {})
    result = run("compile", tmp_path / "out", "--content", content, "--theme", THEME)
    assert result.exit_code == 2
    assert result.stderr.endswith(f"Error: '{tmp_path / 'out'}' is not empty. Name a new folder, or empty it first.\n")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["notes.txt"]


def test_schema_writes_the_generated_files(tmp_path: Path) -> None:
    result = run("schema", tmp_path)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [str(tmp_path / path) for path in files()]
    assert {path: (tmp_path / path).read_text(encoding="utf-8") for path in files()} == dict(files())
