"""What the compiler says of each mistake: whole lists of lines, for content as an editor would write it.

The cases are in `cases/problems/`; `folders` says what is under each of them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from explainer.memory import Memory
from explainer.pipeline import check
from explainer.problems import Code
from folders import TESTS, cases_of, files_under, lines_of, written

CASES = cases_of("problems/*.yml")


@pytest.mark.parametrize("case", CASES)
def test_the_problems_are_exactly_these(case: dict[str, Any], tmp_path: Path) -> None:
    assert lines_of(check(written(tmp_path, case["content"])).problems) == case["problems"]


def test_every_code_has_a_case() -> None:
    lines = [line for case in CASES for line in case.values[0]["problems"]]
    assert len(lines) > len(Code)
    assert {re.fullmatch(r".* \[([a-z0-9-]+)\]", line)[1] for line in lines} == {str(code) for code in Code}


def test_some_cases_have_no_problem() -> None:
    """What is fine is shown as well: a check that reports everything would pass the other cases."""
    assert sum(case.values[0]["problems"] == [] for case in CASES) >= 10


def test_the_content_under_the_cases_has_no_problem(tmp_path: Path) -> None:
    assert lines_of(check(written(tmp_path, {})).problems) == []


MISTAKES = {
    "a field that does not fit": (b"---\n", b"---\nreviewed: yesterday\n"),
    "YAML that breaks off": (b"---\n", b'---\nlost: "yes\n'),
    "front matter that is never closed": (b"\n---\n", b"\n"),
    "another encoding": (b"", b"\xff"),
    "an unknown key": (b"", b"unheard_of: 1\n"),
    "a bracket too few": (b"{", b""),
    "a title that stands twice": (b"title: ", b"title: Another\ntitle: "),
    "no title": (b"\ntitle: ", b"\ntitel: "),
    "a file that is not there": (b"\nlines: ", b"\nlines: no-"),
}
"""What is put in the place of the first such bytes of a file. Not every one is a mistake in every sort of file."""


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_one_file_is_no_problem_of_another(mistake: str, tmp_path: Path) -> None:
    """An editor hears of what is wrong, and not of all that follows from it while the file cannot be read."""
    files, memory = files_under(TESTS / "sites" / "halmyr" / "content"), Memory()
    content = written(tmp_path, files, base=False)
    before, tried = set(check(content, memory).problems), 0
    for name, text in files.items():
        (content / name).write_bytes(text.replace(*MISTAKES[mistake], 1))
        found = [problem for problem in check(content, memory).problems if problem not in before]
        assert [str(problem) for problem in found if problem.path != name] == []
        tried += bool(found)
        (content / name).write_bytes(text)
    assert tried > 0
