"""The years by which a page is found: those of its date and of offices, and those of a state of the map."""

from __future__ import annotations

from pathlib import Path

import pytest

from building import HALMYR
from contexts import context_of
from explainer.pipeline import check
from explainer.problems import errors_of
from explainer.views import Context
from explainer.views.search_periods import LONGEST, years_of, years_of_state
from folders import files_in, written

EVENT = """
    === events/{0}-salt.md
    ---
    title: Salt
    summary: S.
    date: "{1}"
    kind: war
    weight: 1
    ---
    [@paper]
    === events/1930-end.md
    ---
    title: The end of the record
    summary: S.
    date: 1930
    kind: war
    weight: 1
    ---
    [@paper]
"""


def _context(folder: Path, text: str) -> Context:
    checked = check(written(folder, files_in(text)))
    assert errors_of(checked.problems) == ()
    return context_of(checked)


@pytest.mark.parametrize(
    ("date", "years"),
    [
        ("1898-05-02", "1898"),
        ("1898/1901", "1898 1899 1900 1901"),
        ("1899-12-31/1900-01-01", "1899 1900"),
        ("192X", "1920 1921 1922 1923 1924 1925 1926 1927 1928 1929"),
        ("1928/..", "1928 1929 1930"),
        ("../1905", "1905"),
        ("-0002/0001", "3 2 1"),
        ("0900/1199", " ".join(map(str, range(900, 1200)))),
        ("0900/1200", "900 1200"),
    ],
)
def test_an_event_is_found_by_every_year_of_its_date(tmp_path: Path, date: str, years: str) -> None:
    number = date.removeprefix("../").removeprefix("-")[:4].replace("X", "0")
    context = _context(tmp_path, EVENT.format(number, date))
    assert " ".join(years_of(context.corpus.by_id[f"{number}-salt"], context)) == years


def test_a_period_has_a_limit() -> None:
    """So that a date in ten letters does not make a page of ten thousand years."""
    assert LONGEST == 300


PERSON = """
    === actors/keeper.md
    ---
    title: The keeper
    summary: S.
    kind: person
    born: 1850
    offices:
      - {{title: Keeper, of: alba, from: 1901-03, to: 1903-02}}
      - {{title: Warden, of: alba{0}}}
    ---
    [@paper]
    === events/1910-talks-on-salt.md
    ---
    title: Talks
    summary: S.
    date: 1910
    kind: talks
    weight: 1
    ---
    [@paper]
"""


@pytest.mark.parametrize(
    ("term", "years"),
    [
        ("", "1901 1902 1903"),
        (", from: 1908", "1901 1902 1903 1908 1909 1910"),
        (", to: 1900", "1900 1901 1902 1903"),
        (", from: 1903, to: 1904", "1901 1902 1903 1904"),
    ],
)
def test_a_person_is_found_by_the_years_in_office_and_not_by_those_of_a_life(
    tmp_path: Path, term: str, years: str
) -> None:
    context = _context(tmp_path, PERSON.format(term))
    assert " ".join(years_of(context.corpus.by_id["keeper"], context)) == years


def test_a_source_is_not_about_the_year_in_which_it_came_out(tmp_path: Path) -> None:
    context = _context(tmp_path, EVENT.format("1898", "1898"))
    assert years_of(context.corpus.by_id["paper"], context) == ()


def test_a_state_of_the_map_is_found_by_every_year_until_the_next() -> None:
    context = context_of(check(HALMYR / "content"))
    atlas = context.corpus.atlas
    assert atlas is not None
    found = {state.id: years_of_state(state, atlas, context) for state in atlas.states}
    for state, following in zip(atlas.states, atlas.states[1:], strict=False):
        end = state.until or following.date
        assert (found[state.id][0], found[state.id][-1]) == (str(state.date.year), str(end.years()[-1]))
    assert found[atlas.states[-1].id][-1] == str(max(event.fields.date.years()[-1] for event in context.corpus.events))
