"""`explainer practice`: the examples of the editing guide as a dispute that passes the check, beside nothing real."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt

from explainer.cli.commands import main
from explainer.editing.file_changes import RefusedError
from explainer.editing.practice import practice_files
from explainer.pipeline import Checked, check
from folders import PROJECT, files_under, lines_of

GUIDE = PROJECT / "docs" / "editing" / "index.md"


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder as the command writes it."""
    folder = tmp_path_factory.mktemp("desk") / "practice"
    result = CliRunner().invoke(main, ["practice", str(folder)])
    assert result.output == f"The dispute is in '{folder}'. Nothing in there is published: change what you like.\n"
    return folder


@pytest.fixture(scope="module")
def checked(practice: Path) -> Checked:
    return check(practice / "content")


def test_every_file_that_the_guide_shows_is_there_as_it_is_shown(practice: Path) -> None:
    """Each fence with a path as its title, as a Markdown parser finds them, and no file besides."""
    fences = [token for token in MarkdownIt().parse(GUIDE.read_text("utf-8")) if token.type == "fence"]
    shown = {title[1]: fence.content for fence in fences if (title := re.search(r'title="(.+)"', fence.info))}
    assert len(shown) > 20
    written = {path: data.decode() for path, data in files_under(practice / "content").items()}
    assert written == shown


def test_it_has_no_problem(checked: Checked) -> None:
    assert lines_of(checked.problems) == []


def test_there_is_something_of_everything_to_try(checked: Checked) -> None:
    corpus = checked.corpus
    assert all((corpus.events, corpus.actors, corpus.background, corpus.sources, corpus.paths, corpus.datasets))
    assert corpus.atlas is not None
    assert [state.id for state in corpus.atlas.states] == ["1871", "now"]


def test_git_ignores_the_folder(practice: Path) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=practice.parent, check=True)
    run = subprocess.run(["git", "status", "--short"], cwd=practice.parent, check=True, capture_output=True, text=True)
    assert run.stdout == ""


def test_nothing_that_is_there_is_changed(practice: Path) -> None:
    before = files_under(practice)
    result = CliRunner().invoke(main, ["practice", str(practice)])
    words = f"'{practice / '.gitignore'}' and {len(before) - 1} more are there already. Name a folder without content."
    assert (result.exit_code, result.output) == (1, f"Error: {words}\n")
    assert files_under(practice) == before


def test_without_the_guide_it_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(
        RefusedError, match=r"index\.md' is not there, whose examples make the dispute\. Install the program again$"
    ):
        practice_files(tmp_path / "practice", tmp_path / "index.md")
