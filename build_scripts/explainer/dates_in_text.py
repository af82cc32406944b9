"""Dates as sentences have them: '7 February 1855', 'February 7, 1855', 'February 1855', '1855', '1855-02-07'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from explainer import dates

_YEAR = r"(?<![\w-])(?P<year_alone>1\d{3}|20\d{2})(?![\w%]|[.,]\d)"
_ISO = r"(?<![\w-])(?P<iso>\d{4}-\d{2}-\d{2})(?!\w)"


@dataclass(frozen=True)
class WrittenDates:
    """Finds dates in texts of one language, by its names of the months."""

    pattern: re.Pattern[str]
    months: tuple[tuple[str, int], ...]

    def all_in(self, text: str) -> Iterator[tuple[str, dates.Edtf]]:
        """Each date as it is written and as it is meant; what is not a day of the calendar is left out."""
        for match in self.pattern.finditer(text):
            if found := self._meant(match):
                yield found

    def at(self, text: str, position: int) -> tuple[str, dates.Edtf] | None:
        """The date that begins there."""
        match = self.pattern.match(text, position)
        return self._meant(match) if match else None

    def _meant(self, match: re.Match[str]) -> tuple[str, dates.Edtf] | None:
        day = match["day"] or match["day_behind"]
        if match["month"]:
            month = dict(self.months)[match["month"].casefold()]
            text = f"{match['year']}-{month:02d}" + (f"-{int(day):02d}" if day else "")
        else:
            text = match["iso"] or match["year_alone"]
        try:
            return match[0], dates.parse(text)
        except dates.BadDateError:
            return None


@lru_cache
def written_dates_of(locale: Locale) -> WrittenDates:
    """How a language writes dates, by CLDR: months spelt out or shortened, a day before or after them."""
    names: dict[str, int] = {}
    for form in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            names |= {name.rstrip(".").casefold(): number for number, name in locale.months[form][width].items()}
    spelt = {name: number for name, number in names.items() if name.isalpha()}
    either = "|".join(re.escape(name) for name in sorted(spelt, key=lambda name: (-len(name), name)))
    named = (
        rf"(?:(?<!\d)(?P<day>\d{{1,2}})\.?\s+)?\b(?P<month>{either or '(?!)'})\.?\s+"
        r"(?:(?P<day_behind>\d{1,2}),\s+)?(?P<year>\d{4})(?!\d)"
    )
    return WrittenDates(re.compile(f"{named}|{_ISO}|{_YEAR}", re.IGNORECASE), tuple(sorted(spelt.items())))
