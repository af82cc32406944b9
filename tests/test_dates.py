"""Dates: what is read, what is refused and why, order, and what readers see."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.catalogue import catalogue_of
from explainer.dates import BadDateError, label, overlap, parse, sort_key, surely_before

LABELS = {
    "1855-02-07": "7 February 1855",
    "1945-08": "August 1945",
    "1905": "1905",
    "0044": "44",
    "1711~": "about 1711",
    "1855?": "1855 (uncertain)",
    "1951-09-04/1951-09-08": "4–8 September 1951",
    "1855%": "about 1855 (uncertain)",
    "1945-08-28~": "about 28 August 1945",
    "1945-08?": "August 1945 (uncertain)",
    "19XX": "1900 to 1999",
    "195X": "1950s",
    "2004-21": "spring 2004",
    "2004-22": "summer 2004",
    "2004-23": "autumn 2004",
    "2004-24": "winter 2004",
    "1945-08-28/1945-09-05": "28 August to 5 September 1945",
    "1945-08-28/1946-09-05": "28 August 1945 to 5 September 1946",
    "1945-08/1945-09": "August to September 1945",
    "1945-08-28/1945-09": "28 August 1945 to September 1945",
    "1711~/1720": "about 1711 to 1720",
    "../1905": "until 1905",
    "1905/..": "from 1905",
    "-0043-03-15": "15 March 44 BCE",
    "-0043-03": "March 44 BCE",
    "-0043": "44 BCE",
    "0000": "1 BCE",
    "-0043-21": "spring 44 BCE",
    "-0043/0014": "44 BCE to 14",
    "9999-12-31": "31 December 9999",
    "9999-24": "winter 9999",
}


@pytest.mark.parametrize(("text", "expected"), LABELS.items(), ids=LABELS)
def test_readers_see(text: str, expected: str) -> None:
    assert label(parse(text), catalogue_of("en")) == expected


REFUSED = {
    "": "it has no form of EDTF",
    "today": "it has no form of EDTF",
    "2 May 1901": "it has no form of EDTF",
    "1945-8-9": "it has no form of EDTF",
    "1905-02-07T10:00": "it has no form of EDTF",
    "1900-02-29": "1900-02 has no day 29",
    "-0001-02-29": "-0001-02 has no day 29",
    "2000-02-30": "2000-02 has no day 30",
    "1902-13": "there is no month 13",
    "1902-00-01": "there is no month 00",
    "1902-01-00": "1902-01 has no day 00",
    "2001/2000": "it ends before it starts",
    "1945-09/1945-08-15": "it ends before it starts",
    "../..": "an interval needs a date at one end at least",
    "/": "an interval needs a date at one end at least",
    "1/2/3": "an interval has one '/'",
    "XXXX": "this form of EDTF is not supported",
    "1945-0X": "it has no form of EDTF",
    "2004-06-XX": "this form of EDTF is not supported",
    "{1667,1668}": "this form of EDTF is not supported",
    "1905\n": "this form of EDTF is not supported",
    "1905 " * 20: "it is too long for a date",
}


@pytest.mark.parametrize(("text", "reason"), REFUSED.items(), ids=[repr(text[:20]) for text in REFUSED])
def test_refused(text: str, reason: str) -> None:
    with pytest.raises(BadDateError) as refusal:
        parse(text)
    assert str(refusal.value) == reason


@pytest.mark.parametrize("text", ["１９０５", "١٩٠٥", "1905-０2-07"], ids=["full width", "Arabic", "mixed"])
def test_digits_of_other_scripts_are_refused(text: str) -> None:
    """A date is also read by machines, which know only the ASCII digits."""
    with pytest.raises(BadDateError):
        parse(text)


ENDS = {
    "1855-02-07": ((1855, 2, 7), (1855, 2, 7), (1855, 2, 7)),
    "1904-02": ((1904, 2, 1), (1904, 2, 29), (1904, 2, 1)),
    "1900-02": ((1900, 2, 1), (1900, 2, 28), (1900, 2, 1)),
    "0000-02": ((0, 2, 1), (0, 2, 29), (0, 2, 1)),
    "19XX": ((1900, 1, 1), (1999, 12, 31), (1900, 1, 1)),
    "2004-24": ((2004, 12, 1), (2005, 2, 28), (2004, 12, 1)),
    "2003-24": ((2003, 12, 1), (2004, 2, 29), (2003, 12, 1)),
    "1945-08-28/1945-09": ((1945, 8, 28), (1945, 9, 30), (1945, 8, 28)),
    "../1905": (None, (1905, 12, 31), (1905, 12, 31)),
    "1905/..": ((1905, 1, 1), None, (1905, 1, 1)),
}


@pytest.mark.parametrize(("text", "expected"), ENDS.items(), ids=ENDS)
def test_first_and_last_day_and_anchor(text: str, expected: object) -> None:
    date = parse(text)
    assert (date.first, date.last, date.anchor) == expected


def test_order_is_by_start_then_by_length_and_open_ends_come_last() -> None:
    in_order = ["-0043", "0000", "1854/..", "1855-01-01", "1855-01", "1855", "1855/1856", "1855/..", "1855-02"]
    assert sorted([*in_order[5:], *in_order[:5]], key=lambda text: sort_key(parse(text))) == in_order


RELATIONS = {
    "a day in its year": ("1855-02-07", "1855", True, False, False),
    "one after the other": ("1855", "1856", False, True, False),
    "the other way round": ("1856", "1855", False, False, True),
    "an open end": ("1855/..", "1900", True, False, False),
    "two open ends that meet": ("1855/..", "../1855", True, False, False),
    "two open ends that do not": ("1856/..", "../1855", False, False, True),
    "neighbouring days": ("1855-02-07", "1855-02-08", False, True, False),
    "one day in both": ("1855-01/1855-02-07", "1855-02-07/1856", True, False, False),
}


@pytest.mark.parametrize("case", RELATIONS.values(), ids=RELATIONS)
def test_overlap_and_surely_before(case: tuple[str, str, bool, bool, bool]) -> None:
    a, b = parse(case[0]), parse(case[1])
    assert (overlap(a, b), surely_before(a, b), surely_before(b, a)) == case[2:]
    assert overlap(b, a) is case[2]


_DATE_LIKE = st.from_regex(r"\A-?[0-9X]{4}(-[0-9X]{2}){0,2}[?~%]?(/(\.\.|-?[0-9X]{4}(-[0-9]{2}){0,2}[?~%]?)?)?\Z")


@settings(max_examples=120, derandomize=True, database=None, deadline=None)
@given(st.one_of(st.text(max_size=30), _DATE_LIKE))
def test_any_text_is_a_date_with_a_label_or_is_refused(text: str) -> None:
    try:
        date = parse(text)
    except BadDateError:
        return
    shown = label(date, catalogue_of("en"))
    assert shown == " ".join(shown.split())
    assert shown
    assert sort_key(date) == sort_key(parse(text))
