"""Problems as values: their one line, their order, and the guess at what was meant."""

from __future__ import annotations

import pytest

from explainer.problems import Code, Problem, Severity, errors_of, in_order, nearest

LINES = {
    "message only": (
        Problem("events/a.md", 7, Code.BAD_DATE, "it is no date"),
        "events/a.md:7: it is no date. [bad-date]",
    ),
    "message and hint": (
        Problem("events/a.md", 7, Code.UNKNOWN_ENTRY, "actor 'x' is not an entry", "Did you mean 'y'?"),
        "events/a.md:7: actor 'x' is not an entry. Did you mean 'y'? [unknown-entry]",
    ),
    "a warning": (
        Problem("events/a.md", 1, Code.ORPHAN, "nothing links here", "Link to it"),
        "events/a.md:1: warning: nothing links here. Link to it. [orphan]",
    ),
    "text over several lines": (
        Problem("events/a.md", 1, Code.BAD_VALUE, "it is\nno\r\n\tvalue", "Do\nit"),
        "events/a.md:1: it is no value. Do it. [bad-value]",
    ),
}


@pytest.mark.parametrize(("problem", "line"), LINES.values(), ids=LINES)
def test_one_line(problem: Problem, line: str) -> None:
    assert str(problem) == line


def test_a_path_with_a_line_end_does_not_break_the_line() -> None:
    assert str(Problem("a\nb.md", 1, Code.BAD_ID, "no")).splitlines() == ["a\\nb.md:1: no. [bad-id]"]


def test_order_is_by_path_line_and_code_without_repetition() -> None:
    problems = [
        Problem("b.md", 1, Code.BAD_DATE, "m"),
        Problem("a.md", 10, Code.BAD_DATE, "m"),
        Problem("a.md", 9, Code.ORPHAN, "m"),
        Problem("a.md", 9, Code.BAD_DATE, "m"),
        Problem("a.md", 9, Code.BAD_DATE, "m"),
    ]
    found = [(problem.path, problem.line, problem.code) for problem in in_order(problems)]
    assert found == [
        ("a.md", 9, "bad-date"),
        ("a.md", 9, "orphan"),
        ("a.md", 10, "bad-date"),
        ("b.md", 1, "bad-date"),
    ]


def test_warnings_do_not_stop_a_build() -> None:
    warning, error = Problem("a.md", 1, Code.ORPHAN, "m"), Problem("a.md", 1, Code.BAD_ID, "m")
    assert errors_of([warning, error]) == (error,)
    assert {code for code in Code if code.severity is Severity.WARNING} == {Code.ORPHAN, Code.CUT_BY_COMMENT}


def test_notices_are_of_wording_and_likely_slips_and_stop_nothing() -> None:
    notice = Problem("a.md", 1, Code.LOADED_WORD, "m")
    assert errors_of([notice]) == ()
    assert str(notice) == "a.md:1: notice: m. [loaded-word]"
    wording = {Code.ONE_SIDED_NAME, Code.LOADED_WORD, Code.SILENCE_WITHOUT_REASON, Code.NEEDLESS_SILENCE}
    guesses = {Code.OTHER_DATE, Code.FUTURE_DATE, Code.OUTSIDE_MAP}
    assert {code for code in Code if code.severity is Severity.NOTICE} == wording | guesses


GUESSES = {
    "a letter missing": ("putyatn", "putyatin"),
    "two letters changed round": ("kunahsir", "kunashir"),
    "capital letters": ("Kunashir", "kunashir"),
    "nothing near": ("tokyo", None),
    "an empty word": ("", None),
}


@pytest.mark.parametrize(("wrong", "right"), GUESSES.values(), ids=GUESSES)
def test_nearest(wrong: str, right: str | None) -> None:
    assert nearest(wrong, ["kunashir", "putyatin", "shimoda"]) == right


def test_nearest_of_nothing_is_nothing() -> None:
    assert nearest("kunashir", []) is None


def test_of_two_that_are_as_near_the_first_in_the_alphabet_is_meant() -> None:
    assert nearest("cat", ["bat", "hat", "car"]) == nearest("cat", ["hat", "car", "bat"]) == "bat"
