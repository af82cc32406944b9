"""Dates as libraries, programs and people write them, in EDTF."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from explainer import dates

_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "ru", "uk", "pl", "sv", "da", "nb", "fi", "cs")
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_ABOUT = frozenset(("c", "ca", "circa", "about", "approx", "approximately", "around", "um", "vers", "около", "ок"))
_BEFORE_OUR_ERA = frozenset(("bc", "bce"))
_SILENT = frozenset(
    ("st", "nd", "rd", "th", "of", "the", "de", "den", "del", "le", "er", "am", "ad", "ce")
) | frozenset(("cop", "copyright", "г", "года", "год"))
_DAY_AND_HOUR = re.compile(r"(\d{4})-(\d{2})-(\d{2})[T ]\d{2}:.*")
_OF_RIS = re.compile(r"(\d{4})(?:[/.-](\d{0,2}))?(?:[/.-](\d{0,2}))?(?:/(.*))?")
_OF_EAST_ASIA = re.compile(r"(\d{4})\s*[年년]\s*(?:(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日일])?)?")
_YEARS = re.compile(r"(\d\d)(\d\d)\s*[-–—/]{1,2}\s*(\d\d)")
_RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
_EUROPEAN = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_TOKEN = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True)
class DateRead:
    """A date in EDTF, empty if there is none. `is_whole` is false if the text says more than that."""

    edtf: str
    is_whole: bool = True


def date_read(text: str) -> DateRead:
    """The date in a text, as far as it can be read."""
    text = " ".join(text.split()).strip("[](){}.,;© ")
    if not text or is_edtf(text):
        return DateRead(text)
    for read in (_of_numbers, _of_words):
        if (found := read(text)) is not None and is_edtf(found.edtf):
            return found
    year = re.search(r"(?<!\d)\d{4}(?!\d)", text)
    return DateRead(year[0] if year and is_edtf(year[0]) else "", is_whole=False)


def is_edtf(text: str) -> bool:
    """Whether the text is a date that an entry may have."""
    try:
        dates.parse(text)
    except dates.BadDateError:
        return False
    return True


def is_day(text: str) -> bool:
    """Whether the text is a whole calendar day."""
    return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text)) and is_edtf(text)


def joined_date(year: object, month: object = "", day: object = "") -> str:
    """A date in EDTF from its parts, as far as these are numbers."""
    parts = [str(part).strip() for part in (year, month, day)]
    length = next((n for n, part in enumerate(parts) if not re.fullmatch(r"-?\d+", part) or (n and not int(part))), 3)
    if not length:
        return ""
    number = int(parts[0])
    return "-".join(
        [f"{number:04d}" if number >= 0 else f"-{-number:04d}", *(f"{int(p):02d}" for p in parts[1:length])]
    )


def _of_numbers(text: str) -> DateRead | None:
    for form in (_DAY_AND_HOUR, _OF_EAST_ASIA, _RUN_TOGETHER):
        if match := form.fullmatch(text):
            return DateRead(joined_date(*(part or "" for part in match.groups())))
    if (match := _YEARS.fullmatch(text)) and int(match[3]) > int(match[2]):
        return DateRead(f"{match[1]}{match[2]}/{match[1]}{match[3]}")
    if match := _EUROPEAN.fullmatch(text):
        return DateRead(joined_date(match[3], match[2], match[1]))
    if match := _SLASHED.fullmatch(text):
        return _slashed(int(match[1]), int(match[2]), match[3])
    match = _OF_RIS.fullmatch(text)
    return _of_ris(*(part or "" for part in match.groups())) if match else None


def _slashed(first: int, second: int, year: str) -> DateRead:
    """A day and a month in either order, if it is clear which is which."""
    month, day = (first, second) if second > 12 else (second, first)
    is_clear = first == second or max(first, second) > 12
    return DateRead(joined_date(year, month, day) if is_clear else year, is_clear)


def _of_ris(year: str, month: str, day: str, other: str) -> DateRead:
    if other.strip() and not month:
        return date_read(f"{other} {year}")
    found = joined_date(year, month, day)
    return DateRead(found, is_whole=not other.strip() and (bool(month) or not day))


def _of_words(text: str) -> DateRead | None:
    """A date such as 'October 20, 1956', 'May–June 1998' or 'c. 1850'."""
    tokens = [] if re.fullmatch(r"c\d{4}", text) else [token.casefold() for token in _TOKEN.findall(text)]
    tokens = tokens or [text[1:]]
    numbers = [token for token in tokens if token.isdecimal()]
    is_before = bool(_BEFORE_OUR_ERA & {*tokens})
    years = [int(number) for number in numbers if len(number) == 4 or is_before]
    days = [int(number) for number in numbers if len(number) <= 2 and not is_before]
    months = [_months()[token] for token in tokens if token in _months()]
    season = next((_SEASONS[token] for token in tokens if token in _SEASONS), 0)
    known = {*_months(), *_SEASONS, *_ABOUT, *_SILENT, *_BEFORE_OUR_ERA}
    is_whole = all(token in known for token in tokens if not token.isdecimal()) and len(numbers) == len(years + days)
    points = _points([1 - year if is_before else year for year in years], months or ([season] if season else []), days)
    if not points:
        return None
    doubt = ("~" if "~" in text or _ABOUT & {*tokens} else "") or ("?" if "?" in text else "")
    return DateRead("/".join(f"{point}{doubt}" for point in points), is_whole)


def _points(years: Sequence[int], months: Sequence[int], days: Sequence[int]) -> list[str]:
    """The day, month or year, or both ends of a span; empty if the numbers can be read in several ways."""
    if (len(years), len(months), len(days)) in ((1, 0, 0), (1, 1, 0), (1, 1, 1)):
        return [joined_date(years[0], *months, *days)]
    if (len(months), len(days)) == (1, 2) and len(years) == 1:
        return [joined_date(years[0], months[0], day) for day in days]
    if len(months) == 2 and len(years) in (1, 2) and len(days) in (0, 2):
        ends = zip((*years, *years)[: 2 if len(years) == 1 else None], months, days or ("", ""), strict=True)
        return [joined_date(*end) for end in ends]
    return [joined_date(year) for year in years] if len(years) == 2 and not months and not days else []


@lru_cache
def _months() -> dict[str, int]:
    """The numbers of months by their full and short names, in the languages of common exports."""
    found: dict[str, int] = {"sept": 9}
    for language in _LANGUAGES:
        for widths in Locale(language).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in widths[width].items():
                    found.setdefault(name.rstrip(".").casefold(), number)
    return {name: number for name, number in found.items() if not name.isdecimal()}
