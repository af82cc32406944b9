"""What the report finds in content as an editor would write it. The cases are in `cases/report/`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from babel import Locale

from explainer.dates_in_text import written_dates_of
from explainer.editing.report_text import HEADINGS, as_text
from explainer.model.worklist import Task
from explainer.pipeline import report
from explainer.worklist import unlinked_names
from folders import cases_of, written

CASES = cases_of("report/*.yml")
TODAY = date(2026, 1, 15)


def found_in(folder: Path, task: Task) -> list[str]:
    """The lines that the report has for a task."""
    reported = report(folder, TODAY)
    part = as_text(reported.worklist, reported.corpus).partition(f"{HEADINGS[task]}: ")[2].partition("\n\n")[0]
    return [line.removeprefix("  ") for line in part.splitlines()[1:]]


@pytest.mark.parametrize("case", CASES)
def test_the_findings_are_exactly_these(case: dict[str, Any], tmp_path: Path) -> None:
    assert found_in(written(tmp_path, case["content"]), Task(case["task"])) == case["lines"]


def test_every_task_has_a_case_with_findings_and_one_where_what_is_fine_is_left_out() -> None:
    assert {case.values[0]["task"] for case in CASES if case.values[0]["lines"]} == {task.value for task in Task}


def test_a_name_stands_in_its_sentence(tmp_path: Path) -> None:
    text = "---\ntitle: S\nsummary: S.\nkind: term\n---\n\nIt rained.[@paper] Then, in\nMay, Ada Lind came. She left.\n"
    reported = report(written(tmp_path, {"background/storm.md": text}), TODAY)
    (name,) = [n for n in unlinked_names(reported.corpus, reported.links) if n.path == "background/storm.md"]
    assert (name.before, name.words, name.after, name.line) == ("Then, in May, ", "Ada Lind", " came.", 8)


DATES = {
    "English": (
        "en",
        "On 7 February 1855, February 7, 1855, Feb. 1855, 1855-02-07",
        "1855-02-07 1855-02-07 1855-02 1855-02-07",
    ),
    "Russian": ("ru", "7 февраля 1855 года и май 1905", "1855-02-07 1905-05"),
    "years": ("en", "1855, 12,000 and 1850s, 2100, 12345, 1.5 or 1905.", "1855 1905"),
    "no day of the calendar": ("en", "30 February 1855", ""),
}


@pytest.mark.parametrize(("language", "text", "found"), DATES.values(), ids=DATES)
def test_written_dates(language: str, text: str, found: str) -> None:
    assert " ".join(str(date) for _, date in written_dates_of(Locale.parse(language, sep="-")).all_in(text)) == found
