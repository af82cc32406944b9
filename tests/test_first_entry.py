"""The page "Your first entry" can be followed word by word, in a folder that `explainer practice` wrote."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser, LexborNode

from browsing import first
from building import build
from explainer.cli.commands import main
from explainer.problems import Code, Severity
from tutorial import Commands, Mend, NewFile, steps

SERVE = "../.venv/bin/mkdocs serve"
PROGRAMS = (".venv/bin/explainer", "../.venv/bin/explainer")
GIT = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")


def test_every_command_prints_what_the_page_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    printed = 0
    for step in steps():
        match step:
            case NewFile() | Mend():
                step.do_in(Path())
            case Commands():
                output = ""
                for command in step.typed:
                    program, *arguments = shlex.split(command)
                    if program == "cd":
                        monkeypatch.chdir(*arguments)
                    elif program == PROGRAMS[Path.cwd().name == "practice"]:
                        output += CliRunner().invoke(main, arguments).output
                        printed += 1
                    else:
                        assert command == SERVE or program == "git"
                assert output == step.shown
    assert printed == 4
    assert Path.cwd() == tmp_path / "practice"


def test_it_shows_a_problem_of_each_severity() -> None:
    shown = "".join(step.shown for step in steps() if isinstance(step, Commands))
    assert re.findall(r"\[([a-z-]+)\]$", shown, re.MULTILINE) == [
        Code.MALFORMED_YAML,
        Code.UNKNOWN_SOURCE,
        Code.ORPHAN,
        Code.ONE_SIDED_NAME,
    ]
    assert {Code(code).severity for code in re.findall(r"\[([a-z-]+)\]$", shown, re.MULTILINE)} == set(Severity)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice dispute after the last step, built as its settings say."""
    folder = tmp_path_factory.mktemp("tutorial")
    assert CliRunner().invoke(main, ["practice", str(folder / "practice")]).exit_code == 0
    for step in steps():
        if isinstance(step, NewFile | Mend):
            step.do_in(folder / "practice")
    build(folder / "practice" / "mkdocs.yml", folder / "site", {}, "--strict")
    return folder / "site"


def _article(site: Path, address: str) -> LexborNode:
    return first(LexborHTMLParser((site / address / "index.html").read_text("utf-8")), "article")


@pytest.mark.site
def test_the_new_page_says_what_the_files_said(site: Path) -> None:
    article = _article(site, "events/2024-ferry-to-nisida")
    text = " ".join(article.text().split())
    assert [heading.text().strip() for heading in article.css("h1")] == ["A ferry to Nisida (Holmen) is agreed"]
    assert "7 June 2024" in text
    assert (
        "agreed on a ferry to Nisida (Holmen). It was to call at both coasts from 1 September 2024, twice a week."
        in text
    )
    assert "Ferry to Holmen from September" in text
    assert article.css("svg")


@pytest.mark.site
@pytest.mark.parametrize(
    "page", ["background/nisida", "actors/thalia", "actors/borea", "background/islanders", "background/who-owns-nisida"]
)
def test_the_pages_that_the_tutorial_names_lead_to_the_new_one(page: str, site: Path) -> None:
    links = [link.attributes.get("href") for link in _article(site, page).css("a")]
    assert "../../events/2024-ferry-to-nisida/" in links


@pytest.mark.site
@pytest.mark.parametrize("page", ["timeline", "events"])
def test_the_lists_have_the_new_event(page: str, site: Path) -> None:
    assert "A ferry to Nisida (Holmen) is agreed" in _article(site, page).text()


def test_the_commands_of_git_propose_the_content(tmp_path: Path) -> None:
    """They send a branch with it to the repository from which this one was copied."""
    (propose,) = (step.typed for step in steps() if isinstance(step, Commands) and step.typed[0].startswith("git "))
    copy = tmp_path / "copy"
    _git(tmp_path, "init", "--quiet", "--bare", "remote")
    _git(tmp_path, "clone", "--quiet", "remote", "copy")
    _git(copy, "commit", "--quiet", "--allow-empty", "--message", "Begin")
    (copy / "content").mkdir()
    (copy / "content" / "new.md").write_text("new\n", "utf-8")
    for command in propose:
        _git(copy, *shlex.split(command)[1:])
    assert _git(tmp_path / "remote", "show", "ferry-to-nisida:content/new.md") == "new\n"


def _git(folder: Path, *arguments: str) -> str:
    run = subprocess.run(
        ["git", *GIT, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )
    assert run.returncode == 0, run.stderr
    return run.stdout
