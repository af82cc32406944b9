"""The command: what it prints where, what it writes, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from explainer.cli import main
from explainer.reference import files
from folders import THEME, File, base_files, written

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


WORDING = "wording:\n  loaded_words:\n    - {word: blew, instead: [came]}\n"
NOTICE_LINE = (
    "background/storm.md:3: notice: 'blew' takes a side outside a quotation. "
    "Write 'came', or quote who says it. [loaded-word]\n"
)


@pytest.mark.parametrize(
    ("options", "exit_code"),
    [([], 0), (["--strict"], 0), (["--strict-wording"], 1), (["--strict", "--strict-wording"], 1)],
    ids=lambda value: " ".join(value) or "no option" if isinstance(value, list) else "",
)
def test_no_check_fails_by_a_notice_unless_it_is_asked_to(options: list[str], exit_code: int, tmp_path: Path) -> None:
    storm = "---\ntitle: S\nsummary: It blew.\nkind: term\nsee_also: [island]\n---\n"
    island = "---\ntitle: The island\nsummary: S.\nkind: place\nsee_also: [storm]\n---\n"
    dispute = str(base_files()["dispute.yml"]) + WORDING
    files: dict[str, File] = {"background/storm.md": storm, "background/island.md": island, "dispute.yml": dispute}
    result = run("check", "--content", written(tmp_path, files), *options)
    assert (result.exit_code, result.stdout) == (exit_code, NOTICE_LINE)
    assert result.stderr == "0 errors, 0 warnings, 1 notice\n"


def test_check_of_a_folder_that_is_not_there(tmp_path: Path) -> None:
    result = run("check", "--content", tmp_path / "nowhere")
    assert result.exit_code == 2
    assert result.stderr.endswith(f"Directory '{tmp_path / 'nowhere'}' does not exist.\n")


def test_compile_writes_pages_assets_and_files(tmp_path: Path) -> None:
    content = written(tmp_path / "content", {"background/harbour.png": b"\x89PNG\0"})
    result = run("compile", tmp_path / "out", "--content", content, "--theme", THEME)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"19 pages written to {tmp_path / 'out'}\n"
    out = sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.*"))
    assert len(out) == 22
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


# report

STRAIT: dict[str, File] = {
    "background/strait.md": "---\ntitle: The strait\nsummary: S.\nkind: term\nsee_also: [alba]\n---\n\n"
    "Ada Lind of Borea knew it. Alba too.[@paper]\n"
}
OFFERS = [
    "background/strait.md:8: Ada Lind (actors/ada-lind.md)",
    "  [[ada-lind|Ada Lind]] of Borea knew it.",
    "background/strait.md:8: Borea (actors/borea.md)",
    "  Ada Lind of [[borea|Borea]] knew it.",
    "background/strait.md:8: Alba (actors/alba.md)",
    "  [[alba|Alba]] too.[@paper]",
]


def offered(folder: Path, answers: str) -> Result:
    return CliRunner().invoke(main, ["report", "--link", "--content", str(folder)], input=answers)


def test_report_prints_the_worklist_and_fails_by_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1768435200")
    result = run("report", "--content", written(tmp_path, STRAIT))
    assert (result.exit_code, result.stderr) == (0, "")
    assert "\nNames mentioned but not linked: 3\n  background/strait.md:8: 'Ada Lind' is actors/ada-lind.md\n" in (
        result.stdout
    )
    parsed = json.loads(run("report", "--format", "json", "--content", tmp_path).stdout)
    assert parsed["today"] == "2026-01-15"
    assert len(parsed["tasks"]["unlinked"]) == 3


def test_report_of_content_with_errors_says_so(tmp_path: Path) -> None:
    result = run("report", "--content", written(tmp_path, EMPTY))
    assert result.exit_code == 0
    assert result.stderr == "The content has errors, so files may be missing here. Run: explainer check\n"


def test_links_are_offered_one_by_one_in_their_sentence(tmp_path: Path) -> None:
    result = offered(written(tmp_path, STRAIT), "y\nn\ny\n")
    lines = [line for line in result.stdout.splitlines() if "write this link?" not in line]
    assert (result.exit_code, lines) == (0, [*OFFERS, "2 links written in 1 file."])
    text = (tmp_path / "background/strait.md").read_text(encoding="utf-8")
    assert text.endswith("\n\n[[ada-lind|Ada Lind]] of Borea knew it. [[alba|Alba]] too.[@paper]\n")


def test_q_writes_what_was_accepted_and_asks_no_more(tmp_path: Path) -> None:
    result = offered(written(tmp_path, STRAIT), "y\nq\n")
    lines = [line for line in result.stdout.splitlines() if "write this link?" not in line]
    assert (result.exit_code, lines) == (0, [*OFFERS[:4], "1 link written in 1 file."])


def test_whoever_breaks_off_changes_nothing(tmp_path: Path) -> None:
    result = offered(written(tmp_path, STRAIT), "y\n")
    assert result.exit_code == 1
    assert result.stderr.endswith("Error: Broken off: no file was changed. Answer q to write what you accepted.\n")
    assert (tmp_path / "background/strait.md").read_text(encoding="utf-8") == STRAIT["background/strait.md"]


def test_no_links_are_written_into_content_with_errors(tmp_path: Path) -> None:
    result = offered(written(tmp_path, {**STRAIT, **EMPTY}), "y\n")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: The content has errors, so no links are written. Run first: explainer check\n",
    )
    assert (tmp_path / "background/strait.md").read_text(encoding="utf-8") == STRAIT["background/strait.md"]


def test_links_are_not_offered_in_json(tmp_path: Path) -> None:
    result = run("report", "--link", "--format", "json", "--content", written(tmp_path, STRAIT))
    assert result.exit_code == 2
    assert result.stderr.endswith("Error: --link asks questions, so it goes with --format text only.\n")
