"""Dates: what is read, what is refused and why, order, and what readers see."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.catalogue import Catalogue, catalogue_of
from explainer.date_hints import hint_for
from explainer.dates import (
    BadDateError,
    Edtf,
    label,
    overlap,
    parse,
    sort_key,
    span,
    surely_apart,
    surely_before,
    surely_overlap,
    surely_side_by_side,
)

LABELS = {
    "187X~": "about the 1870s",
    "187X%": "about the 1870s (uncertain)",
    "18XX?": "1800 to 1899 (uncertain)",
    "1712-05-XX": "May 1712",
    "1712-XX-XX": "1712",
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


JAPANESE = {
    "1945-08-28/1945-09-05": "1945年8月28日〜9月5日",
    "1945-08/1945-09": "1945年8月〜9月",
    "1951-09-04/1951-09-08": "1951年9月4日～8日",
    "1945-08-28/1946-09-05": "1945年8月28日〜1946年9月5日",
}


@pytest.mark.parametrize(("text", "expected"), JAPANESE.items(), ids=JAPANESE)
def test_a_span_has_its_year_where_the_language_has_it(text: str, expected: str) -> None:
    words = Catalogue("ja", {"locale": ("ja",), "date-span": ("{start}〜{end}",)}, bool)
    assert label(parse(text), words) == expected


GENERAL = (
    "Write it as 1855-02-07, 1945-08, 1905, 1711~ (about), 1855? (uncertain), 19XX, 1945-08-28/1945-09-05 or ../1905; "
    "250 BC is -0249, and the year 800 is 0800"
)
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
    "2004-06-XX~~": "it has no form of EDTF",
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


HINTS = {
    "250 BC": "Write -0249",
    "250 B.C.E.": "Write -0249",
    "1 bce": "Write 0000",
    "c. 250 BC": "Write -0249~",
    "15 March 44 BC": "Write -0043-03-15",
    "-250": "Write -0249 for 250 BC; EDTF has a year 0, so -0250 is 251 BC",
    "800": "Write 0800",
    "AD 800": "Write 0800",
    "05/05/1712": "Write 1712-05-05 if the day stands first, or 1712-05-05 if the month does",
    "05/06/1712": "Write 1712-06-05 if the day stands first, or 1712-05-06 if the month does",
    "25.6.1712": "Write 1712-06-25",
    "5 May 1712": "Write 1712-05-05",
    "5th of May, 1712": "Write 1712-05-05",
    "May 5, 1712": "Write 1712-05-05",
    "Sept. 1945": "Write 1945-09",
    "1945-8-9": "Write 1945-08-09",
    "1945/08/09": "Write 1945-08-09",
    "the 1870s": "Write 187X",
    "about the 1870s": "Write 187X~",
    "circa 1711": "Write 1711~",
    "~1711": "Write 1711~",
    "perhaps 1855": "Write 1855?",
    "1855 (?)": "Write 1855?",
    "18th century": "Write 17XX",
    "spring 2019": "Write 2019-21",
    "until 1905": "Write ../1905",
    "since 1905": "Write 1905/..",
    "1904–1905": "Write 1904/1905",
    "from May 1904 to 5 June 1905": "Write 1904-05/1905-06-05",
    "1984\u00a0": "a no-break space (U+00A0) stands in it; type it again",
    "31 June 1900": GENERAL,
    "some day": GENERAL,
}


@pytest.mark.parametrize(("text", "hint"), HINTS.items(), ids=[repr(text) for text in HINTS])
def test_what_to_write_in_place_of_words(text: str, hint: str) -> None:
    assert hint_for(text) == hint


@pytest.mark.parametrize("text", ["1984-1X", "19X4", "1984-0X-01", "XXXX-12"])
def test_reading_prints_nothing(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Standard output is for the answer of a command alone."""
    with pytest.raises(BadDateError):
        parse(text)
    assert capsys.readouterr() == ("", "")


ENDS = {
    "1712-XX": ((1712, 1, 1), (1712, 12, 31), (1712, 1, 1)),
    "1712-XX-XX": ((1712, 1, 1), (1712, 12, 31), (1712, 1, 1)),
    "1712-02-XX": ((1712, 2, 1), (1712, 2, 29), (1712, 2, 1)),
    "-0249-XX": ((-249, 1, 1), (-249, 12, 31), (-249, 1, 1)),
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
    "a year that may be another": ("1900~", "1901", True, False, False),
    "a year that is uncertain": ("1905", "1900?", True, False, False),
    "more than five years from a doubtful year": ("1900~", "1906", False, True, False),
    "room on both sides": ("1900~", "1910~", True, False, False),
    "more than the room on both sides": ("1900~", "1911~", False, True, False),
    "a day with a year of room": ("1855-02-07~", "1856-02-07", True, False, False),
    "a day with less than that": ("1855-02-07~", "1856-02-08", False, True, False),
    "a doubtful end": ("1850/1860?", "1865", True, False, False),
    "a doubtful end that is the other one": ("1850?/1860", "1865", False, True, False),
    "a decade has no room": ("185X", "1860", False, True, False),
}


@pytest.mark.parametrize("case", RELATIONS.values(), ids=RELATIONS)
def test_overlap_and_surely_before(case: tuple[str, str, bool, bool, bool]) -> None:
    a, b = parse(case[0]), parse(case[1])
    assert (overlap(a, b), surely_before(a, b), surely_before(b, a)) == case[2:]
    assert (overlap(b, a), surely_apart(a, b), surely_apart(b, a)) == (case[2], not case[2], not case[2])


SURE = {
    "years in common": ("1850/1900", "1890/1910", True, True),
    "a handover within a day": ("1850/1900-05-01", "1900-05-01/1910", True, False),
    "a handover in a year": ("1850/1900", "1900/1910", False, False),
    "a year in a term": ("1850/1900", "1855", True, True),
    "a day in the last year of a term": ("1850/1900", "1900-05-01", False, False),
    "a doubtful day within the room of an end": ("1850/1900-05-01", "1899-06-01~", False, False),
    "a doubtful day outside the room of an end": ("1850/1900-05-01", "1899-04-01~", True, True),
    "a doubtful end": ("1850/1900~", "1896-01-01/1950", False, False),
    "open ends": ("1850/..", "../1900", True, True),
    "open ends that do not meet": ("1901/..", "../1900", False, False),
}


@pytest.mark.parametrize("case", SURE.values(), ids=SURE)
def test_surely_overlap_and_surely_side_by_side(case: tuple[str, str, bool, bool]) -> None:
    a, b = parse(case[0]), parse(case[1])
    assert (surely_overlap(a, b), surely_side_by_side(a, b)) == case[2:]
    assert (surely_overlap(b, a), surely_side_by_side(b, a)) == case[2:]


SPANS = {
    "two ends": ("1850", "1900-05-01", "1850/1900-05-01", ((1850, 1, 1), (1900, 5, 1))),
    "no end": ("1850", "", "1850/..", ((1850, 1, 1), None)),
    "no start": ("", "1900", "../1900", (None, (1900, 12, 31))),
    "ends that are intervals": ("1850/1851", "1900/1902-03", "1850/1851/1900/1902-03", ((1850, 1, 1), (1902, 3, 31))),
    "a start that is open": ("../1850", "1900", "../1850/1900", (None, (1900, 12, 31))),
}


@pytest.mark.parametrize("case", SPANS.values(), ids=SPANS)
def test_a_span_reaches_from_its_start_to_its_end(case: tuple[str, str, str, object]) -> None:
    start, end = (parse(text) if text else None for text in case[:2])
    found = span(start, end)
    assert found is not None
    assert (found.text, (found.first, found.last)) == case[2:]


def test_a_span_without_an_end_is_none() -> None:
    assert span(None, None) is None


def test_when_a_span_began_is_as_doubtful_as_the_interval_that_says_it() -> None:
    """Somebody who took office between 1850 and 1855 surely held it in 1860, and perhaps in 1852."""
    held = span(parse("1850/1855"), parse("1870"))
    assert held is not None
    assert [surely_overlap(held, parse(year)) for year in ("1852", "1860")] == [False, True]
    assert overlap(held, parse("1852"))


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


_DATES = st.sampled_from(
    [f"{year}{sign}" for year in range(1850, 1866, 3) for sign in ("", "~", "?")]
    + [f"18{year}-0{month}{sign}" for year in (52, 58) for month in (1, 6) for sign in ("", "~")]
    + ["1855-02-07", "1856-02-07~", "185X", "18XX", "1855/..", "../1855", "1850/1860?", "1852-21", "1851~/1853-06-30"]
).map(parse)


@settings(max_examples=300, derandomize=True, database=None, deadline=None)
@given(_DATES, _DATES)
def test_what_holds_of_any_two_dates(a: Edtf, b: Edtf) -> None:
    """Either order says the same, and what is sure is also possible."""
    assert overlap(a, b) is overlap(b, a) is not surely_apart(a, b)
    assert surely_apart(a, b) is surely_apart(b, a) is (surely_before(a, b) or surely_before(b, a))
    assert surely_overlap(a, b) is surely_overlap(b, a)
    assert not (surely_before(a, b) and surely_before(b, a))
    assert overlap(a, a)
    assert overlap(a, b) or not surely_overlap(a, b)
    assert surely_overlap(a, b) or not surely_side_by_side(a, b)


@settings(max_examples=300, derandomize=True, database=None, deadline=None)
@given(_DATES, _DATES, _DATES)
def test_what_is_before_what_is_before_comes_first(a: Edtf, b: Edtf, c: Edtf) -> None:
    assert surely_before(a, c) or not (surely_before(a, b) and surely_before(b, c))
