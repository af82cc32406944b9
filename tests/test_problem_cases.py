"""What the compiler says of each mistake: whole lists of lines, for content as an editor would write it.

The cases are in `cases/problems/`; `folders` says what is under each of them.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest

from explainer.build_cache import BuildCache
from explainer.pipeline import check
from explainer.problems import Code
from folders import TESTS, cases_of, files_under, lines_of, written

CASES = cases_of("problems/*.yml")
OF_FIELDS = {Code.UNKNOWN_FIELD, Code.MISSING_FIELD, Code.WRONG_TYPE, Code.BAD_VALUE, Code.BAD_DATE, Code.REPEATED_KEY}
OF_FIELDS |= {Code.UNKNOWN_TOPIC, Code.UNKNOWN_PARTY, Code.UNKNOWN_OFFICE, Code.REPEATED_STEP, Code.TAKEN_ADDRESS}
"""Codes whose problems always name their field, so that nobody has to read it out of the message."""


@pytest.mark.parametrize("case", CASES)
def test_the_problems_are_exactly_these(case: dict[str, Any], tmp_path: Path, cache: BuildCache) -> None:
    """Without `today`, a case is checked as on a day on which nothing lies in the future."""
    problems = check(_content_of(case, tmp_path), cache, case.get("today")).problems
    assert lines_of(problems) == case["problems"]
    assert [str(problem) for problem in problems if problem.code in OF_FIELDS and not problem.field] == []


def _content_of(case: dict[str, Any], folder: Path) -> Path:
    """The content of a case; what is about names that only Linux can hold is skipped elsewhere."""
    try:
        content = written(folder, case["content"])
    except (OSError, AttributeError):
        if sys.platform == "linux":
            raise
        pytest.skip("this system cannot hold such files")
    if sys.platform != "linux" and len({path.lower() for path in case["content"]}) < len(case["content"]):
        pytest.skip("this system takes some of the names for the same")
    return content


OF_FIELDS = {Code.UNKNOWN_FIELD, Code.MISSING_FIELD, Code.WRONG_TYPE, Code.BAD_VALUE, Code.BAD_DATE, Code.REPEATED_KEY}
OF_FIELDS |= {Code.UNKNOWN_TOPIC, Code.UNKNOWN_PARTY, Code.UNKNOWN_OFFICE, Code.REPEATED_STEP}


def test_a_problem_of_a_field_says_which(tmp_path: Path) -> None:
    """Over all cases: so that no one has to read it out of the message."""
    tried = 0
    for number, case in enumerate(CASES):
        for problem in check(written(tmp_path / str(number), case.values[0]["content"])).problems:
            if problem.code in OF_FIELDS or (problem.path == "redirects.yml" and problem.code is Code.TAKEN_ADDRESS):
                tried += 1
                assert problem.field != (), str(problem)
    assert tried > 100


def test_every_code_has_a_case() -> None:
    """Those of record.yml are in `cases/record/`, which test_checks_record_rules.py reads."""
    lines = [line for case in [*CASES, *cases_of("record/*.yml")] for line in case.values[0]["problems"]]
    assert len(lines) > len(Code)
    assert {code for line in lines for code in re.findall(r" \[([a-z0-9-]+)\]$", line)} == {str(code) for code in Code}


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
def test_a_mistake_in_one_file_is_no_problem_of_another(mistake: str, tmp_path: Path, cache: BuildCache) -> None:
    """An editor hears of what is wrong, and not of all that follows from it while the file cannot be read."""
    files = files_under(TESTS / "sites" / "halmyr" / "content")
    content = written(tmp_path, files, base=False)
    before, tried = set(check(content, cache).problems), 0
    for name, text in files.items():
        (content / name).write_bytes(text.replace(*MISTAKES[mistake], 1))
        found = [problem for problem in check(content, cache).problems if problem not in before]
        assert [str(problem) for problem in found if problem.path != name] == []
        tried += bool(found)
        (content / name).write_bytes(text)
    assert tried > 0
