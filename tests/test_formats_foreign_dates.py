"""Dates as libraries, programs and people write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.formats.foreign_dates import DateRead, date_read, is_edtf

WHOLE = {
    "1998": "1998",
    "1850~": "1850~",
    "1850?/1851~": "1850?/1851~",
    "October 20, 1956": "1956-10-20",
    "1956 Oct 21": "1956-10-21",
    "4th May 1998": "1998-05-04",
    "Sept. 2001": "2001-09",
    "12. März 1999": "1999-03-12",
    "4 мая 1998 г.": "1998-05-04",
    "1998年5月4日": "1998-05-04",
    "1998年": "1998",
    "Winter 1957": "1957-24",
    "1998///Winter": "1998-24",
    "1952/07/28/": "1952-07-28",
    "1998/05//": "1998-05",
    "1998-5-4": "1998-05-04",
    "1998.05.04": "1998-05-04",
    "4.5.1998": "1998-05-04",
    "25/04/1998": "1998-04-25",
    "04/25/1998": "1998-04-25",
    "20031023": "2003-10-23",
    "2000-00-00": "2000",
    "1998-05-04T10:00:00Z": "1998-05-04",
    "1998-99": "1998/1999",
    "1998--2001": "1998/2001",
    "May--June 1998": "1998-05/1998-06",
    "May 4-9 1998": "1998-05-04/1998-05-09",
    "30 May - 2 June 1998": "1998-05-30/1998-06-02",
    "c. 1850": "1850~",
    "c. 1850-1860": "1850~/1860~",
    "c1850": "1850",
    "[1850?]": "1850?",
    "250 BC": "-0249",
    "": "",
}
IN_PART = {
    "in press 2001": "2001",
    "1998a": "1998",
    "05/04/1998": "1998",
    "31 February 2001": "2001",
    "1998/13/45": "1998",
    "2010/09/30/print": "2010-09-30",
    "forthcoming": "",
    "Winter": "",
    "12345": "",
}


@pytest.mark.parametrize(("text", "edtf"), WHOLE.items(), ids=[text or "nothing" for text in WHOLE])
def test_a_date_is_read_whole(text: str, edtf: str) -> None:
    assert date_read(text) == DateRead(edtf)


@pytest.mark.parametrize(("text", "edtf"), IN_PART.items(), ids=IN_PART)
def test_a_date_is_read_in_part_and_that_is_said(text: str, edtf: str) -> None:
    assert date_read(text) == DateRead(edtf, is_whole=False)


@settings(max_examples=300, derandomize=True, database=None, deadline=None)
@given(st.text(alphabet="0123459 -/.~?cMay,年月日[]BC²٣", max_size=14))
def test_whatever_the_text_what_is_read_is_a_date(text: str) -> None:
    found = date_read(text).edtf
    assert not found or is_edtf(found)
