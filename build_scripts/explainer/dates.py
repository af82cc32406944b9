"""Dates as history has them: uncertain, approximate, partial, long (EDTF levels 0 and 1).

Convention: a `Day` is a (year, month, day) tuple of the proleptic Gregorian calendar with astronomical years
(0 is 1 BCE), both ends of a span are inclusive, and an open end is None. `edtf` reads what is uncertain; whole
calendar dates are read here, because `edtf` 5.0.2 takes 1900-02-29 for a day and raises on open intervals.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from babel import Locale
from babel.dates import format_date, format_skeleton
from edtf import parse_edtf
from edtf.parser.parser_classes import UncertainOrApproximate, Unspecified

Day = tuple[int, int, int]

FORMS = "1855-02-07, 1945-08, 1905, 1711~ (about), 1855? (uncertain), 19XX, 1945-08-28/1945-09-05 or ../1905"


class BadDateError(ValueError):
    """The text is not a date of the forms this project supports; the message says why."""


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


@dataclass(frozen=True)
class Point:
    """One end of a date: the first and last day it may be, as exactly as it is known."""

    first: Day
    last: Day
    precision: Precision
    season: int = 0
    uncertain: bool = False
    approximate: bool = False


@dataclass(frozen=True)
class Edtf:
    """A date in Extended Date/Time Format. `start` or `end` is None where the interval is open."""

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
        """The day that decides the date's place among others: its first, or its last where the start is open."""
        point = self.start or self.end
        assert point is not None
        return point.first if self.start else point.last

    @property
    def year(self) -> int:
        return self.anchor[0]

    def years(self) -> range:
        """The years the date may touch; an open end adds none."""
        first, last = self.first or self.anchor, self.last or self.anchor
        return range(first[0], max(first[0], last[0]) + 1)

    def __str__(self) -> str:
        return self.text


def sort_key(date: Edtf) -> tuple[Day, Day, str]:
    """Earlier first; of two that start together the shorter first; open ends last."""
    return (date.anchor, date.last or (9999, 12, 31), date.text)


def overlap(a: Edtf, b: Edtf) -> bool:
    """Whether both dates may have been the same day; doubt counts as yes."""
    starts_in_time = a.first is None or b.last is None or a.first <= b.last
    ends_in_time = a.last is None or b.first is None or a.last >= b.first
    return starts_in_time and ends_in_time


def surely_before(a: Edtf, b: Edtf) -> bool:
    """Whether the whole of `a` lies before the whole of `b`, with room for what is doubtful in either."""
    if a.end is None or b.start is None:
        return False
    last, first = a.end.last, b.start.first
    room = _room(a.end) + _room(b.start)
    return (last[0] + room, *last[1:]) < first


def surely_overlap(a: Edtf, b: Edtf) -> bool:
    """Whether both had begun before either ended, however the doubt in them falls."""
    return _surely_begun(a, b) and _surely_begun(b, a)


def _surely_begun(a: Edtf, b: Edtf) -> bool:
    """Whether `a` began no later than `b` ended, at the latest start and the earliest end that they may have."""
    if a.start is None or b.end is None:
        return True
    start, end = a.start.last, b.end.first
    return (start[0] + _room(a.start), *start[1:]) <= (end[0] - _room(b.end), *end[1:])


@dataclass(frozen=True)
class Reach:
    """The days that a date may touch, for drawing. An end that is open is None; a soft one is open or doubtful."""

    first: Day | None
    last: Day | None
    soft_start: bool
    soft_end: bool


def reach(date: Edtf) -> Reach:
    """From the earliest day to the last, with the room that `~` and `?` ask for."""
    start, end = date.start, date.end
    return Reach(
        first=(start.first[0] - _room(start), *start.first[1:]) if start else None,
        last=(end.last[0] + _room(end), *end.last[1:]) if end else None,
        soft_start=start is None or _is_doubtful(start),
        soft_end=end is None or _is_doubtful(end),
    )


def _is_doubtful(point: Point) -> bool:
    return point.uncertain or point.approximate or point.precision is not Precision.DAY


def _room(point: Point) -> int:
    """The years by which a doubtful date may be wrong: EDTF does not say, so one for a day, five for a year."""
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
    """The date that `text` says; raises BadDateError with the reason where it says none."""
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
    """Days of the month; years before 1 have the leap days of 400 years' later twins."""
    return calendar.monthrange(year if year >= 1 else year % 400 + 400, month)[1]


def _season(year: int, number: int) -> Point:
    """Northern seasons by whole months: spring is March to May; winter begins in its year."""
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
    try:
        parsed = parse_edtf(text)
    except Exception as error:  # edtf raises whatever its parts raise: AttributeError for '0000-0X'
        raise BadDateError("it has no form of EDTF") from error
    if isinstance(parsed, UncertainOrApproximate):
        whole = _point(re.sub(r"[?~%]$", "", text))
        sign = text[-1]
        return Point(whole.first, whole.last, whole.precision, whole.season, sign in "?%", sign in "~%")
    if isinstance(parsed, Unspecified) and (match := re.fullmatch(r"([0-9]{2}X{2}|[0-9]{3}X)", text)):
        unknown = "X" * match[0].count("X")
        low, high = int(text.replace("X", "0")), int(text.replace("X", "9"))
        return Point((low, 1, 1), (high, 12, 31), _UNSPECIFIED[unknown])
    raise BadDateError("this form of EDTF is not supported")


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
    if _is_plain_day(date.start) and _is_plain_day(date.end) and date.start.first[:2] == date.end.first[:2]:
        return _days_of_a_month(date.start, date.end, words)
    return words.say("date-span", start=_start_label(date.start, date.end, words), end=_point_label(date.end, words))


def _days_of_a_month(start: Point, end: Point, words: Words) -> str:
    """'4–8 September 1951', by the pattern that CLDR has for a short month, with the month written out."""
    patterns = words.locale.interval_formats["yMMMd"]["d"]
    days = (datetime.date(*point.first) for point in (start, end))
    return "".join(
        format_date(day, format=pattern.replace("MMM", "MMMM"), locale=words.locale)
        for day, pattern in zip(days, patterns, strict=True)
    )


def _is_plain_day(point: Point) -> bool:
    """Whether it is a certain day of our era."""
    doubtful = point.uncertain or point.approximate
    return point.precision is Precision.DAY and not doubtful and point.first[0] >= 1


def _start_label(start: Point, end: Point, words: Words) -> str:
    """The start of a span without the year that its end repeats."""
    plain = not (start.uncertain or start.approximate or end.uncertain or end.approximate)
    same_year = start.first[0] == end.first[0] and start.first[0] >= 1
    if plain and same_year and start.precision is end.precision is Precision.DAY:
        return _formatted("MMMMd", start.first, words)
    if plain and same_year and start.precision is end.precision is Precision.MONTH:
        return _formatted("MMMM", start.first, words)
    return _point_label(start, words)


def _point_label(point: Point, words: Words) -> str:
    plain = _plain_label(point, words)
    if point.uncertain and point.approximate:
        return words.say("date-about-uncertain", date=plain)
    if point.uncertain:
        return words.say("date-uncertain", date=plain)
    return words.say("date-about", date=plain) if point.approximate else plain


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
    """The year as a reader writes it: '1855', '301 BCE' of -300."""
    return words.say("year-bce", year=str(1 - year)) if year < 1 else _formatted("y", (year, 1, 1), words)


def _without_era(point: Point, words: Words) -> str:
    """Day and month, and the year where it is of our era."""
    if point.precision is Precision.DAY:
        return _formatted("yMMMMd", point.first, words)
    return _formatted("yMMMM", point.first, words)


def _formatted(skeleton: str, day: Day, words: Words) -> str:
    """The parts of the day that a CLDR skeleton names; of a year before 1 only month and day."""
    if day[0] < 1:
        skeleton, day = skeleton.removeprefix("y"), (2000, day[1], day[2])
    date = datetime.date(*day)
    if skeleton == "yMMMMd":
        return format_date(date, format="long", locale=words.locale)
    if skeleton == "MMMM":
        return format_date(date, format="LLLL", locale=words.locale)
    return format_skeleton(skeleton, date, locale=words.locale)
