"""The file `links.txt`: what a line says, and that no line stops anybody from reading the others."""

from __future__ import annotations

import datetime

import pytest

from explainer.model.link_states import BROKEN, LinkOutcome, LinkState, link_states_in, link_states_text

DAY, BEFORE = datetime.date(2026, 1, 15), datetime.date(2026, 1, 2)
GONE = LinkState("https://vik.example/a", LinkOutcome.NOT_FOUND, 404, BEFORE, DAY)
THERE = LinkState("https://vik.example/b?c=d", LinkOutcome.WORKS, 0, DAY, DAY)
TEXT = (
    "# What `explainer links` found: last asked, answers so since, outcome, status, address.\n"
    "2026-01-15 2026-01-02 not-found 404 https://vik.example/a\n"
    "2026-01-15 2026-01-15 works - https://vik.example/b?c=d\n"
)


def test_states_are_written_a_line_each_sorted_by_address() -> None:
    assert link_states_text([THERE, GONE]) == TEXT
    assert link_states_in(TEXT) == {GONE.address: GONE, THERE.address: THERE}


@pytest.mark.parametrize(
    "line",
    [
        "",
        "2026-01-15 2026-01-02 not-found 404",
        "2026-13-15 2026-01-02 not-found 404 https://vik.example/c",
        "2026-01-15 2026-02-30 not-found 404 https://vik.example/c",
        "2026-01-15 2026-01-02 lost 404 https://vik.example/c",
        "2026-01-15 2026-01-02 not-found 4040 https://vik.example/c",
        "2026-01-15 2026-01-02 not-found 404 https://vik.example/c d",
        "<<<<<<< ours",
    ],
)
def test_a_line_of_another_form_says_nothing(line: str) -> None:
    assert link_states_in(f"{line}\n{TEXT}{line}") == link_states_in(TEXT)


def test_of_an_address_that_stands_there_twice_the_newer_state_counts() -> None:
    """As after a merge by git."""
    older = "2026-01-14 2026-01-14 works - https://vik.example/a\n"
    assert link_states_in(older + TEXT) == link_states_in(TEXT + older) == link_states_in(TEXT)


def test_what_nobody_can_tell_is_not_broken() -> None:
    assert set(LinkOutcome) - BROKEN == {LinkOutcome.WORKS, LinkOutcome.UNCLEAR, LinkOutcome.NOT_ASKED}
