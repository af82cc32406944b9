"""What the compiler says of each mistake: whole lists of lines, for content as an editor would write it.

The cases are in `cases/problems/`; `folders` says what is under each of them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from explainer.pipeline import check
from explainer.problems import Code
from folders import cases_of, lines_of, written

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
