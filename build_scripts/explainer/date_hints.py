"""What to type for a date that is written as people write it: '5 May 1712', '250 BC', 'about the 1870s'."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from explainer import dates
from explainer.invisible_characters import named, unseen_in

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_BEFORE = r"\s*(?:bce?|b\.\s*c\.(?:\s*e\.)?)"
_GENERAL = f"Write it as {dates.FORMS}; 250 BC is -0249, and the year 800 is 0800"


def hint_for(text: str) -> str:
    """What to write instead of a text that is not a date; empty if that is not clear."""
    if character := unseen_in(text):
        return f"{named(character)} stands in it; type it again"
    words = " ".join(text.split()).casefold()
    found = next((hint for reading in _READINGS if (hint := reading(words))), "")
    return found or _GENERAL


def _whole(text: str) -> str:
    """The date that the words mean, in EDTF; empty if they mean none, or more than one."""
    found = next((date for pattern, write in _FORMS if (m := re.fullmatch(pattern, text)) and (date := write(m))), "")
    return found if found and _is_date(found) else ""


def _is_date(text: str) -> bool:
    try:
        dates.parse(text)
    except dates.BadDateError:
        return False
    return True


def _year(number: str, before: str | None = None) -> str:
    """The year with four digits; a year before our era as EDTF counts it, with a year 0."""
    year = 1 - int(number) if before else int(number)
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def _named_day(match: re.Match[str]) -> str:
    month = _MONTHS.index(match["month"][:3]) + 1
    day = f"-{int(match['day']):02d}" if match["day"] else ""
    return f"{_year(match['year'], match['before'])}-{month:02d}{day}"


_NAMED_MONTH = _MONTH.replace("(", "(?P<month>", 1)
_YEAR = rf"(?P<year>[0-9]{{1,4}})(?P<before>{_BEFORE})?(?:\s*(?:ce|ad))?"
_FORMS: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (rf"(?:ad\s*)?{_YEAR}", lambda m: _year(m["year"], m["before"])),
    (rf"(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)? )?{_NAMED_MONTH},? {_YEAR}", _named_day),
    (rf"{_NAMED_MONTH} (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}", _named_day),
    (r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", lambda m: f"{m[1]}-{int(m[2]):02d}-{int(m[3]):02d}"),
    (r"([0-9]{4})[-/.]([0-9]{1,2})", lambda m: f"{m[1]}-{int(m[2]):02d}"),
    (r"(?:the )?([0-9]{3})0'?s", lambda m: f"{m[1]}X"),
    (r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th)[- ]century", lambda m: f"{int(m[1]) - 1:02d}XX"),
    (r"(spring|summer|autumn|fall|winter)(?: of)? ([0-9]{4})", lambda m: f"{m[2]}-{_SEASONS[m[1]]}"),
    (r"(-?[0-9]{4}(?:-[0-9]{2}){0,2}|[0-9]{3}x|[0-9]{2}xx)", lambda m: m[1].upper()),
)


def _as_one(words: str) -> str:
    date = _whole(words)
    return f"Write {date}" if date else ""


def _about(words: str) -> str:
    match = re.fullmatch(r"(?:c\.|ca\.?|circa|about|around|approximately|~)\s*(.+)", words)
    date = _whole(match[1]) if match else ""
    return f"Write {date}~" if date else ""


def _uncertain(words: str) -> str:
    match = re.fullmatch(r"(?:perhaps|probably|possibly|\?)\s*(.+)|(.+?)\s*\(?\?\)?", words)
    date = _whole(match[1] or match[2]) if match else ""
    return f"Write {date}?" if date else ""


def _open(words: str) -> str:
    match = re.fullmatch(r"(until|before|till|by|since|from|after)\s+(.+)", words)
    date = _whole(match[2]) if match else ""
    if not match or not date:
        return ""
    return f"Write ../{date}" if match[1] in ("until", "before", "till", "by") else f"Write {date}/.."


def _interval(words: str) -> str:
    parts = re.split(r"\s*[–—]\s*|\s+(?:to|and|until)\s+|\s+-\s+|(?<=[0-9]{4})-(?=[0-9]{4}$)|\s*/\s*", words)
    ends = [_whole(part.removeprefix("from ").removeprefix("between ")) for part in parts]
    if len(ends) != 2 or not all(ends) or not all(_is_date(f"{a}/{b}") for a, b in pairwise(ends)):
        return ""
    return f"Write {ends[0]}/{ends[1]}"


def _numbers(words: str) -> str:
    """What to write for day and month in numbers, of which either may come first."""
    match = re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", words)
    if not match:
        return ""
    first, second = (f"{int(part):02d}" for part in match.groups()[:2])
    by_day, by_month = f"{match[3]}-{second}-{first}", f"{match[3]}-{first}-{second}"
    if not _is_date(by_day) or not _is_date(by_month):
        found = next((date for date in (by_day, by_month) if _is_date(date)), "")
        return f"Write {found}" if found else ""
    return f"Write {by_day} if the day stands first, or {by_month} if the month does"


def _short_year(words: str) -> str:
    """What to write for a year before our era with too few digits, which may or may not count a year 0."""
    match = re.fullmatch(r"-([0-9]{1,3})", words)
    if not match or not int(match[1]):
        return ""
    year = int(match[1])
    return f"Write {_year(match[1], 'bc')} for {year} BC; EDTF has a year 0, so -{year:04d} is {year + 1} BC"


_READINGS = (_short_year, _numbers, _as_one, _about, _uncertain, _open, _interval)
