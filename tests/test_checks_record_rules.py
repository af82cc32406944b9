"""What is said of each promise of record.yml that is not kept: whole lists of lines, for invented disputes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from explainer.build_cache import BuildCache
from explainer.cli.commands import main
from explainer.pipeline import check, check_record
from folders import cases_of, lines_of, written

CASES = cases_of("record/*.yml")


@pytest.mark.parametrize("case", CASES)
def test_the_broken_promises_are_exactly_these(case: dict[str, Any], tmp_path: Path, cache: BuildCache) -> None:
    content = written(tmp_path, case["content"])
    checked = check(content, cache)
    assert lines_of(checked.problems) == []
    assert lines_of(check_record(content, checked)) == case["problems"]


def test_promises_count_only_where_they_are_asked_for(tmp_path: Path) -> None:
    content = written(tmp_path, {"record.yml": "sizes: {events: 2}\n"})
    line = "record.yml:1: the record promises at least 2 events and has 1. [too-few-entries]"
    plain, held = (CliRunner().invoke(main, ["check", "--content", str(content), *more]) for more in ([], ["--record"]))
    assert (plain.exit_code, plain.stdout, plain.stderr) == (0, "", "0 errors, 0 warnings\n")
    assert (held.exit_code, held.stdout.splitlines()[0], held.stderr) == (1, line, "1 error, 0 warnings\n")
