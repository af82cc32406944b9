"""`explainer init`: a dispute that passes the check as it was begun, whatever is answered."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from explainer.cli.commands import main
from explainer.editing.beginning import NewDispute, PublishingHost, begun, middle_read
from explainer.editing.file_changes import MisusedError, RefusedError, write
from explainer.pipeline import check
from folders import PROJECT, files_under, lines_of

TODAY = datetime.date(2026, 1, 15)
LAND = NewDispute(
    "نزاع الصحراء", "لمن الصحراء؟", ("المغرب", "Polisario Front", "المغرب"), ("الأرض", "Law"), "en", (24.5, -13.0)
)
PRIORITY = NewDispute('The "calculus": #1', "Who was first: A or B?", ("Newton", "Leibniz"), (), "en", None)


@pytest.mark.parametrize("dispute", [LAND, PRIORITY], ids=["land, in Arabic", "no land and no topic"])
def test_what_is_begun_has_no_problem(dispute: NewDispute, tmp_path: Path) -> None:
    write(tmp_path / "new", begun(tmp_path / "new", dispute, TODAY))
    checked = check(tmp_path / "new" / "content")
    assert lines_of(checked.problems) == []
    assert (checked.corpus.dispute.title, checked.corpus.dispute.question) == (dispute.title, dispute.question)
    assert [party.name for party in checked.corpus.dispute.parties] == list(dispute.parties)
    kinds = {str(entry.fields.kind) for entry in checked.corpus.background}
    assert kinds == {"place", "document", "question", "term"}
    assert all((checked.corpus.events, checked.corpus.actors, checked.corpus.sources, checked.corpus.paths))
    assert (checked.corpus.atlas is not None) == (dispute.middle is not None)


@pytest.mark.parametrize("middle", [(0, 0), (-1.5, 20), (75, 175), (-75, -175)])
def test_a_map_can_be_begun_anywhere(middle: tuple[float, float], tmp_path: Path) -> None:
    dispute = NewDispute("T", "Whose?", ("A", "B"), (), "en", middle)
    write(tmp_path, begun(tmp_path, dispute, TODAY))
    assert lines_of(check(tmp_path / "content").problems) == []


def test_ids_are_latin_and_different() -> None:
    paths = [change.path for change in begun(Path("nowhere"), LAND, TODAY)]
    assert {path for path in paths if path.startswith("content/actors/")} == {
        "content/actors/example-person.md",
        "content/actors/lmghrb-2.md",
        "content/actors/lmghrb.md",
        "content/actors/polisario-front.md",
    }


@pytest.mark.parametrize(
    ("host", "file"),
    [
        (PublishingHost.GITHUB, ".github/workflows/pages.yml"),
        (PublishingHost.GITLAB, ".gitlab-ci.yml"),
        (PublishingHost.CODEBERG, ".woodpecker.yml"),
    ],
)
def test_each_host_has_its_file(host: PublishingHost, file: str) -> None:
    dispute = NewDispute("T", "Whose?", ("A", "B"), (), "en", None, host)
    files = {change.path: change.after.decode() for change in begun(Path("nowhere"), dispute, TODAY)}
    assert "explainer check --strict" in files[file]
    assert "mkdocs build --strict" in files[file]
    assert yaml.safe_load(files[file])
    assert {path for path in files if path.startswith(".")} == {".gitignore", file}


def test_the_actions_are_those_of_this_repository() -> None:
    """Dependabot renews them here, and so in what is begun."""
    begins = (PROJECT / "build_scripts/explainer/editing/beginnings/github.yml").read_text("utf-8")
    ours = "".join((PROJECT / f".github/workflows/{name}.yml").read_text("utf-8") for name in ("pages", "check"))
    used = re.compile(r"uses: (\S+ # \S+)")
    assert used.findall(begins)
    assert set(used.findall(begins)) <= set(used.findall(ours))


def test_nothing_that_is_there_is_changed(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Mine\n", "utf-8")
    with pytest.raises(RefusedError, match=r"mkdocs\.yml' is there already\. Name a folder without content$"):
        begun(tmp_path, PRIORITY, TODAY)


@pytest.mark.parametrize("text", ["", "here", "91, 0", "24.5", "24.5, -176"])
def test_what_is_no_middle_of_a_map_is_refused(text: str) -> None:
    with pytest.raises(MisusedError, match=r"Write latitude and longitude in degrees, as 24\.5, -13"):
        middle_read(text)


def test_the_command_asks_for_what_is_not_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answers = "The well\nWho may dig?\nAlba\nAlba, Borea\nwater, law\n91, 0\nnone\n"
    result = CliRunner().invoke(main, ["init", "new"], input=answers)
    assert result.exit_code == 0
    assert "Error: A dispute has two parties or more.\n" in result.stderr
    assert "Error: '91, 0' is not a middle of a map." in result.stderr
    assert result.stderr.endswith("19 files written. Now: cd new, then mkdocs serve. README.md says the rest.\n")
    corpus = check(Path("new/content")).corpus
    assert [topic.id for topic in corpus.dispute.topics] == ["water", "law"]
    before = files_under(tmp_path)
    again = CliRunner().invoke(main, ["init", "new"], input=answers)
    assert (again.exit_code, files_under(tmp_path)) == (1, before)
    first = Path("new/.github/workflows/pages.yml")
    assert again.stderr.endswith(f"Error: '{first}' and 18 more are there already. Name a folder without content.\n")


def test_the_command_needs_a_folder_or_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["init"]).exit_code == 2
    given = ["--title", "T", "--question", "Whose?", "--party", "A", "--party", "B", "--topic", "x", "--map", "none"]
    assert CliRunner().invoke(main, ["init", "--here", *given]).exit_code == 0
    assert (tmp_path / "content" / "dispute.yml").is_file()
