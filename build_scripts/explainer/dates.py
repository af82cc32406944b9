"""Dates as history has them: uncertain, approximate, partial, long (EDTF levels 0 and 1).

Convention: a `Day` is a (year, month, day) tuple of the proleptic Gregorian calendar with astronomical years (0 is 1
BCE), both ends of a span are inclusive, and an open end is None. `edtf` reads uncertain dates. Whole calendar dates are
read here, because `edtf` 5.0.2 accepts 1900-02-29 and raises on open intervals.
"""

from __future__ import annotations

import calendar
import contextlib
import datetime
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from babel import Locale
from babel.dates import format_date, format_skeleton
from edtf import parse_edtf

Day = tuple[int, int, int]

FORMS = "1855-02-07, 1945-08, 1905, 1711~ (about), 1855? (uncertain), 19XX, 1945-08-28/1945-09-05 or ../1905"


class BadDateError(ValueError):
    """The text is not a date in a form that this project supports; the message says why."""


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


@dataclass(frozen=True)
class Point:
    """One end of a date: the first and the last day it may be."""

    first: Day
    last: Day
    precision: Precision
    season: int = 0
    uncertain: bool = False
    approximate: bool = False


@dataclass(frozen=True)
class Edtf:
    """A date in Extended Date/Time Format. `start` or `end` is None if the interval is open."""

    text: str
    start: Point | None
    end: Point | None
    is_interval: bool

    @property
    def first(self) -> Day | None:
        return self.start.first if self.start else None

    @property
    def last(self) -> Day | None:
        return self.end.last if self.end else None

    @property
    def anchor(self) -> Day:
        """The day by which the date is sorted: its first, or its last if the start is open."""
        point = self.start or self.end
        assert point is not None
        return point.first if self.start else point.last

    @property
    def year(self) -> int:
        return self.anchor[0]

    def years(self) -> range:
        """The years that the date may touch; an open end adds none."""
        first, last = self.first or self.anchor, self.last or self.anchor
        return range(first[0], max(first[0], last[0]) + 1)

    def __str__(self) -> str:
        return self.text


def sort_key(date: Edtf) -> tuple[Day, Day, str]:
    """The key that sorts earlier dates first, then shorter ones, then open ends."""
    return (date.anchor, date.last or (9999, 12, 31), date.text)


# Comparing: `overlap` says what may be, the others what is sure; `_room` says how far `~` and `?` reach.


def overlap(a: Edtf, b: Edtf) -> bool:
    """Whether both dates may include the same day; doubt counts as yes."""
    return not surely_apart(a, b)


def surely_apart(a: Edtf, b: Edtf) -> bool:
    """Whether one of the two surely ended before the other began."""
    return surely_before(a, b) or surely_before(b, a)


def surely_before(a: Edtf, b: Edtf) -> bool:
    """Whether `a` surely ended before `b` began, allowing for what is doubtful in either."""
    if a.end is None or b.start is None:
        return False
    return _years_later(a.end.last, _room(a.end) + _room(b.start)) < b.start.first


def surely_overlap(a: Edtf, b: Edtf) -> bool:
    """Whether the two surely had a day in common, whatever is doubtful in them."""
    return all(start <= end for start, end in _latest_starts_and_earliest_ends(a, b))


def surely_side_by_side(a: Edtf, b: Edtf) -> bool:
    """Whether the two surely overlap by more than the day on which one hands over to the other."""
    return all(start < end for start, end in _latest_starts_and_earliest_ends(a, b))


def _latest_starts_and_earliest_ends(a: Edtf, b: Edtf) -> Iterator[tuple[Day, Day]]:
    """The latest start of each date with the earliest end of the other, unless one of these is open."""
    for one, other in ((a, b), (b, a)):
        if one.start is not None and other.end is not None:
            yield (
                _years_later(one.start.last, _room(one.start)),
                _years_later(other.end.first, -_room(other.end)),
            )


def _years_later(day: Day, years: int) -> Day:
    return (day[0] + years, *day[1:])


def span(start: Edtf | None, end: Edtf | None) -> Edtf | None:
    """The interval from one date to another, either of which may be missing; None if both are."""
    if start is None and end is None:
        return None
    return Edtf(f"{start or '..'}/{end or '..'}", _whole(start), _whole(end), is_interval=True)


def _whole(date: Edtf | None) -> Point | None:
    """The date as one end of a span. An interval may be any of its days; None if it is open."""
    if date is None or date.start is None or date.end is None:
        return None
    start, end = date.start, date.end
    return replace(
        max(start, end, key=lambda point: list(Precision).index(point.precision)),
        first=start.first,
        last=end.last,
        uncertain=start.uncertain or end.uncertain,
        approximate=start.approximate or end.approximate,
    )


@dataclass(frozen=True)
class Reach:
    """The days that a date may touch, for drawing. An open end is None; a soft end is open or doubtful."""

    first: Day | None
    last: Day | None
    soft_start: bool
    soft_end: bool


def reach(date: Edtf) -> Reach:
    """The earliest and the latest day of the date, with the room that `~` and `?` ask for."""
    start, end = date.start, date.end
    return Reach(
        first=_years_later(start.first, -_room(start)) if start else None,
        last=_years_later(end.last, _room(end)) if end else None,
        soft_start=start is None or _is_doubtful(start),
        soft_end=end is None or _is_doubtful(end),
    )


def _is_doubtful(point: Point) -> bool:
    return point.uncertain or point.approximate or point.first != point.last


def _room(point: Point) -> int:
    """How many years a doubtful date may be off. EDTF does not say, so five for a year and one for anything finer."""
    if not point.uncertain and not point.approximate:
        return 0
    return 1 if point.precision in (Precision.DAY, Precision.MONTH, Precision.SEASON) else 5


_DAY = re.compile(r"(-?[0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"(-?[0-9]{4})-([0-9]{2})")
_YEAR = re.compile(r"-?[0-9]{4}")
_UNSPECIFIED = {"XX": Precision.CENTURY, "X": Precision.DECADE}
_SEASONS = range(21, 25)


@lru_cache(maxsize=16384)
def parse(text: str) -> Edtf:
    """The date that the text means. Raises BadDateError with the reason if it is none."""
    if len(text) > 60:
        raise BadDateError("it is too long for a date")
    if "/" not in text:
        point = _point(text)
        return Edtf(text, point, point, is_interval=False)
    parts = text.split("/")
    if len(parts) != 2:
        raise BadDateError("an interval has one '/'")
    start, end = (None if part in ("..", "") else _point(part) for part in parts)
    if start is None and end is None:
        raise BadDateError("an interval needs a date at one end at least")
    if start and end and start.first > end.last:
        raise BadDateError("it ends before it starts")
    return Edtf(text, start, end, is_interval=True)


def _point(text: str) -> Point:
    if match := _DAY.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
        if not 1 <= month <= 12:
            raise BadDateError(f"there is no month {match[2]}")
        if not 1 <= day <= _month_length(year, month):
            raise BadDateError(f"{match[1]}-{match[2]} has no day {match[3]}")
        return Point((year, month, day), (year, month, day), Precision.DAY)
    if match := _MONTH.fullmatch(text):
        year, month = int(match[1]), int(match[2])
        if 1 <= month <= 12:
            return Point((year, month, 1), (year, month, _month_length(year, month)), Precision.MONTH)
        if month not in _SEASONS:
            raise BadDateError(f"there is no month {match[2]}")
        return _season(year, month)
    if _YEAR.fullmatch(text):
        return Point((int(text), 1, 1), (int(text), 12, 31), Precision.YEAR)
    return _doubtful_point(text)


def _month_length(year: int, month: int) -> int:
    """The number of days in the month; a year before 1 has those of a year that is a multiple of 400 years later."""
    return calendar.monthrange(year if year >= 1 else year % 400 + 400, month)[1]


def _season(year: int, number: int) -> Point:
    """The season by whole months of the northern hemisphere: spring is March to May, winter begins in its year."""
    first = (number - 21) * 3 + 3
    last_year, last_month = (year, first + 2) if first + 2 <= 12 else (year + 1, first - 10)
    return Point(
        (year, first, 1),
        (last_year, last_month, _month_length(last_year, last_month)),
        Precision.SEASON,
        season=number,
    )


def _doubtful_point(text: str) -> Point:
    if not text.isascii():
        raise BadDateError("it has no form of EDTF")
    if text[-1:] in _SIGNS and text[-2:-1] not in _SIGNS:
        return replace(_point(text[:-1]), uncertain=text[-1] in "?%", approximate=text[-1] in "~%")
    if match := re.fullmatch(r"(-?[0-9]{4}(?:-[0-9]{2})?)-XX|(-?[0-9]{4})-XX-XX", text):
        return _point(match[1] or match[2])
    if match := re.fullmatch(r"[0-9]{2}(XX)|[0-9]{3}(X)", text):
        low, high = int(text.replace("X", "0")), int(text.replace("X", "9"))
        return Point((low, 1, 1), (high, 12, 31), _UNSPECIFIED[match[1] or match[2]])
    raise BadDateError("this form of EDTF is not supported" if _is_edtf(text) else "it has no form of EDTF")


_SIGNS = ("?", "~", "%")


def _is_edtf(text: str) -> bool:
    """Whether the text is EDTF of any level. Hides what the library prints."""
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            parse_edtf(text)
        except Exception:  # edtf raises whatever its parts raise: AttributeError for '0000-0X'
            return False
    return True


class Words(Protocol):
    """The reader's language: a catalogue of phrases and a locale."""

    @property
    def locale(self) -> Locale: ...
    def say(self, key: str, /, **values: object) -> str: ...


def label(date: Edtf, words: Words) -> str:
    """The date as a reader reads it: '28 August to 5 September 1945', 'about 1711', 'until 1905'."""
    if not date.is_interval:
        assert date.start is not None
        return _point_label(date.start, words)
    if date.start is None:
        assert date.end is not None
        return words.say("date-until", date=_point_label(date.end, words))
    if date.end is None:
        return words.say("date-from", date=_point_label(date.start, words))
    if date.start == date.end:
        return _point_label(date.start, words)
    if differing := _differing(date.start, date.end):
        return _span_by_pattern(date.start, date.end, differing, words)
    return words.say("date-span", start=_point_label(date.start, words), end=_point_label(date.end, words))


def _differing(start: Point, end: Point) -> str:
    """What tells two certain dates of a year apart in CLDR's patterns: `M` months, `d` days; empty for others."""
    same_year = start.first[0] == end.first[0] >= 1
    is_plain = not (start.uncertain or start.approximate or end.uncertain or end.approximate)
    same_kind = start.precision is end.precision and start.precision in (Precision.DAY, Precision.MONTH)
    if not (same_year and is_plain and same_kind):
        return ""
    return "d" if start.first[1] == end.first[1] else "M"


def _span_by_pattern(start: Point, end: Point, differing: str, words: Words) -> str:
    """'4–8 September 1951', '28 August to 5 September 1945': which end has the year is CLDR's to say.

    Months are written out. Days of a month are joined as CLDR joins them, and other dates by the catalogue.
    """
    skeleton = "yMMMd" if start.precision is Precision.DAY else "yMMM"
    patterns = words.locale.interval_formats[skeleton][differing]
    days = (datetime.date(*point.first) for point in (start, end))
    first, last = (
        format_date(day, format=re.sub(r"([ML])\1\1", r"\1\1\1\1", pattern), locale=words.locale)
        for day, pattern in zip(days, patterns, strict=True)
    )
    return first + last if differing == "d" else words.say("date-span", start=first.rstrip(_JOINTS), end=last)


_JOINTS = " \u2009\u202f-–—~〜～"
"""What CLDR has between the two ends of a span."""


def _point_label(point: Point, words: Words) -> str:
    said = _about(point, words) if point.approximate else _plain_label(point, words)
    return words.say("date-uncertain", date=said) if point.uncertain else said


def _about(point: Point, words: Words) -> str:
    if point.precision is Precision.DECADE:
        return words.say("date-about-decade", years=str(point.first[0]))
    return words.say("date-about", date=_plain_label(point, words))


def _plain_label(point: Point, words: Words) -> str:
    year = point.first[0]
    if point.precision is Precision.CENTURY:
        return words.say("date-century", first=str(year), last=str(point.last[0]))
    if point.precision is Precision.DECADE:
        return words.say("date-decade", years=str(year))
    if point.precision is Precision.SEASON:
        return words.say(f"date-season-{point.season}", year=year_label(year, words))
    if point.precision is Precision.YEAR:
        return year_label(year, words)
    if year < 1:
        return words.say("date-bce", date=_without_era(point, words), year=year_label(year, words))
    return _without_era(point, words)


def year_label(year: int, words: Words) -> str:
    """The year as readers write it: '1855', or '301 BCE' for -300."""
    return words.say("year-bce", year=str(1 - year)) if year < 1 else _formatted("y", (year, 1, 1), words)


def _without_era(point: Point, words: Words) -> str:
    """Day and month, and the year if it is of our era."""
    if point.precision is Precision.DAY:
        return _formatted("yMMMMd", point.first, words)
    return _formatted("yMMMM", point.first, words)


def _formatted(skeleton: str, day: Day, words: Words) -> str:
    """The day in the parts that a CLDR skeleton names; a year before 1 is left out."""
    if day[0] < 1:
        skeleton, day = skeleton.removeprefix("y"), (2000, day[1], day[2])
    return _formatted_day(skeleton, day, words.locale)


@lru_cache(maxsize=8192)
def _formatted_day(skeleton: str, day: Day, locale: Locale) -> str:
    """The same for a day of our era, cached because a site shows each date many times."""
    date = datetime.date(*day)
    if skeleton == "yMMMMd":
        return format_date(date, format="long", locale=locale)
    if skeleton == "MMMM":
        return format_date(date, format="LLLL", locale=locale)
    return format_skeleton(skeleton, date, locale=locale)
