"""The page "Your first entry" can be followed: it adds an entry to the content of this repository."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from explainer.cli.commands import main
from explainer.pipeline import check
from folders import PROJECT, of_own_content

CONTENT = PROJECT / "content"
FIRST = PROJECT / "docs" / "editing" / "first-entry.md"
_STEP = re.compile(r'^```(?:markdown title="(?P<name>[^"]+)"|console)\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL)
UNLINKED = "[[yoshiro-mori|Yoshiro Mori]], had prepared the ground in February."
LINKED = "[[yoshiro-mori|Yoshiro Mori]], had prepared the ground [[2013-mori-in-moscow|in February]]."
WRONG, RIGHT = "[@japantimes-2013-02-22-mori;", "[@japantimes-2013-02-22-mori-putin;"


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.site
@of_own_content
def test_the_first_entry_can_be_followed_word_by_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command gives what the page shows, in the order of the page, and the mistake is found where it says."""
    content = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    before = check(content).problems
    monkeypatch.chdir(tmp_path)
    event, other = (content / "events" / name for name in ("2013-mori-in-moscow.md", "2013-abe-in-moscow.md"))
    commands = 0
    for step in _STEP.finditer(read(FIRST)):
        if step["name"]:
            (content / step["name"]).write_text(step["text"], encoding="utf-8")
            continue
        command, _, shown = step["text"].replace(" \\\n", " ").partition("\n")
        program, *arguments = shlex.split(command.removeprefix("$ "))
        assert program == ".venv/bin/explainer"
        if shown.startswith("0 errors"):
            event.write_text(read(event).replace(WRONG, RIGHT), encoding="utf-8")
            assert LINKED in read(FIRST)
            assert read(other).count(UNLINKED) == 1
            other.write_text(read(other).replace(UNLINKED, LINKED), encoding="utf-8")
        assert CliRunner().invoke(main, arguments).output == shown
        commands += 1
    assert commands == 4
    event.write_text(read(event).replace(WRONG, RIGHT), encoding="utf-8")
    assert check(content).problems == before
