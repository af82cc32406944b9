"""What is wrong with the content, as values.

A content mistake is never an exception: every stage returns the problems it found, and the caller of the pipeline
decides what to do with them. Each has a permanent code; docs/problems.md has a section for each code.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from explainer.invisible_characters import shown


@contextmanager
def working_on(path: str) -> Iterator[None]:
    """Names the file in an exception that nobody foresaw, so that an editor knows which one to remove."""
    try:
        yield
    except Exception as error:
        error.add_note(f"This went wrong while '{path}' was read. Please report it, with that file")
        raise


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"
    """Something for an editor to judge. No command fails because of it unless it is asked to."""


class Code(StrEnum):
    """The permanent codes. A code is never renamed or given a second meaning."""

    # files
    NOT_UTF8 = "not-utf8"
    EMPTY_FILE = "empty-file"
    WRONG_FOLDER = "wrong-folder"
    UNREADABLE_FILE = "unreadable-file"
    BAD_ID = "bad-id"
    BAD_NAME = "bad-name"
    DUPLICATE_ID = "duplicate-id"
    MISSING_FILE = "missing-file"
    # front matter
    NO_FRONT_MATTER = "no-front-matter"
    MALFORMED_YAML = "malformed-yaml"
    UNSUPPORTED_YAML = "unsupported-yaml"
    REPEATED_KEY = "repeated-key"
    CUT_BY_COMMENT = "cut-by-comment"
    # fields
    UNKNOWN_FIELD = "unknown-field"
    MISSING_FIELD = "missing-field"
    WRONG_TYPE = "wrong-type"
    BAD_VALUE = "bad-value"
    BAD_DATE = "bad-date"
    OTHER_FORMAT = "other-format"
    # references
    UNKNOWN_ENTRY = "unknown-entry"
    UNKNOWN_SOURCE = "unknown-source"
    UNKNOWN_TOPIC = "unknown-topic"
    UNKNOWN_PARTY = "unknown-party"
    UNKNOWN_HEADING = "unknown-heading"
    UNKNOWN_FOOTNOTE = "unknown-footnote"
    WRONG_COLLECTION = "wrong-collection"
    UNKNOWN_FEATURE = "unknown-feature"
    UNKNOWN_LAYER = "unknown-layer"
    AMBIGUOUS_NAME = "ambiguous-name"
    DRAFT_LINKED = "draft-linked"
    REPEATED_STEP = "repeated-step"
    DEAD_REDIRECT = "dead-redirect"
    TAKEN_ADDRESS = "taken-address"
    LOST_ADDRESS = "lost-address"
    # text
    UNKNOWN_FILE = "unknown-file"
    BAD_CITATION = "bad-citation"
    UNCLOSED_CODE = "unclosed-code"
    UNCLOSED_COMMENT = "unclosed-comment"
    UNSAFE_HTML = "unsafe-html"
    BAD_LINK = "bad-link"
    BAD_ATTRIBUTE = "bad-attribute"
    TOO_DEEP = "too-deep"
    TOO_LARGE = "too-large"
    TOO_MANY = "too-many"
    UNFIT_CHARACTER = "unfit-character"
    # map
    BAD_GEODATA = "bad-geodata"
    OUTSIDE_MAP = "outside-map"
    FEATURE_WITHOUT_ENTRY = "feature-without-entry"
    # figures
    BAD_TABLE = "bad-table"
    UNKNOWN_DATASET = "unknown-dataset"
    FIGURE_WITHOUT_SOURCE = "figure-without-source"
    # facts
    EVENT_WITHOUT_SOURCE = "event-without-source"
    POSITION_WITHOUT_SOURCE = "position-without-source"
    EVENT_YEAR = "event-year"
    END_BEFORE_START = "end-before-start"
    UNKNOWN_OFFICE = "unknown-office"
    OFFICE_OUTSIDE_DATES = "office-outside-dates"
    BEFORE_BIRTH = "before-birth"
    AFTER_DEATH = "after-death"
    OTHER_DATE = "other-date"
    FUTURE_DATE = "future-date"
    ORPHAN = "orphan"
    # wording
    ONE_SIDED_NAME = "one-sided-name"
    LOADED_WORD = "loaded-word"
    SILENCE_WITHOUT_REASON = "silence-without-reason"
    NEEDLESS_SILENCE = "needless-silence"
    # what record.yml promises
    TOO_FEW_ENTRIES = "too-few-entries"
    WRONG_LENGTH = "wrong-length"
    TOO_FEW_SOURCES = "too-few-sources"
    WEAK_SOURCES = "weak-sources"
    TOO_FEW_PERSPECTIVES = "too-few-perspectives"
    ONE_SIDED_SOURCES = "one-sided-sources"
    REFUSED_HOST = "refused-host"
    MISSING_ANSWER = "missing-answer"
    UNEVEN_SIDES = "uneven-sides"
    UNNAMED_OFFICE = "unnamed-office"
    DEAD_END = "dead-end"
    LAND_WITHOUT_ENTRY = "land-without-entry"
    PLACE_NOT_ON_MAP = "place-not-on-map"
    NO_AUTHENTIC_LANGUAGE = "no-authentic-language"
    UNMARKED_QUOTATION = "unmarked-quotation"
    MISSING_LANGUAGE = "missing-language"

    @property
    def severity(self) -> Severity:
        if self in _NOTICES:
            return Severity.NOTICE
        return Severity.WARNING if self in _WARNINGS else Severity.ERROR


_WARNINGS = frozenset({Code.ORPHAN, Code.CUT_BY_COMMENT})
_NOTICES = frozenset(
    {
        Code.OUTSIDE_MAP,
        Code.OTHER_DATE,
        Code.FUTURE_DATE,
        Code.ONE_SIDED_NAME,
        Code.LOADED_WORD,
        Code.SILENCE_WITHOUT_REASON,
        Code.NEEDLESS_SILENCE,
    }
)


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: `path` is relative to the content folder, with `/`; `line` counts from 1.

    `message` says what is wrong and why, `hint` (may be empty) what to do; neither ends in a full stop. Both are for
    people alone: what programs need to know is in the other fields. Two problems that say the same are equal.
    """

    path: str
    line: int
    code: Code
    message: str
    hint: str = ""
    field: tuple[str | int, ...] = dataclasses.field(default=(), compare=False)
    """The path of the field in the file, such as `("offices", 2, "from")`; empty if the mistake is in no field."""
    culprit: str = dataclasses.field(default="", compare=False)
    """The wrong words as the file has them; empty if no particular words are wrong."""

    @property
    def severity(self) -> Severity:
        return self.code.severity

    @property
    def place(self) -> str:
        """Path and line, as they are printed."""
        return f"{shown(self.path)}:{self.line}"

    @property
    def words(self) -> str:
        """Message and hint as sentences on one line."""
        return f"{sentence(self.message)} {sentence(self.hint)}" if self.hint else sentence(self.message)

    @property
    def signed_words(self) -> str:
        """The words, after their severity unless they are an error."""
        return self.words if self.severity is Severity.ERROR else f"{self.severity}: {self.words}"

    def __str__(self) -> str:
        """The one-line form: path, line, message, hint, code."""
        return f"{self.place}: {self.signed_words} [{self.code}]"

    def blaming(self, culprit: str) -> Problem:
        """The problem with these words as its culprit."""
        return replace(self, culprit=culprit)

    def guessing(self, wrong: str, right: Iterable[str] | Known) -> Problem:
        """The problem with `wrong` as its culprit and the nearest of the `right` words, if one is near, as its hint."""
        near = nearest(wrong, right)
        return replace(self, culprit=wrong, hint=f"Did you mean '{near}'?" if near else self.hint)


def sentence(text: str) -> str:
    """The text on one line, with a full stop where it has no other end; it may be shown anywhere."""
    one_line = shown(" ".join(text.split()))
    return one_line if one_line.endswith(("?", ".", "!")) else f"{one_line}."


class Known:
    """Words that may have been meant. Of many, only those that begin or end like the wrong one are compared."""

    _MANY = 500
    _BESIDE = 30

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words))

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def like(self, folded: str) -> Sequence[str]:
        """All words or, if there are many, the neighbours of the wrong one in two orders."""
        if len(self._words) <= self._MANY:
            return self._words
        near = {*self._beside(self._by_start, folded), *self._beside(self._by_end, folded[::-1])}
        return sorted(near)

    def _beside(self, ordered: list[tuple[str, str]], folded: str) -> Iterator[str]:
        at = bisect_left(ordered, (folded, ""))
        return (word for _, word in ordered[max(at - self._BESIDE, 0) : at + self._BESIDE])

    @cached_property
    def _by_start(self) -> list[tuple[str, str]]:
        return sorted((word.casefold(), word) for word in self._words)

    @cached_property
    def _by_end(self) -> list[tuple[str, str]]:
        return sorted((word.casefold()[::-1], word) for word in self._words)


def nearest(wrong: str, right: Iterable[str] | Known) -> str | None:
    """The word of `right` that the wrong one may be a slip for or a part of; None if there is none."""
    folded = wrong[:200].casefold()
    candidates = (right if isinstance(right, Known) else Known(right)).like(folded)
    found = process.extractOne(
        folded, candidates, processor=str.casefold, scorer=OSA.normalized_similarity, score_cutoff=0.6
    )
    if found:
        return str(found[0])
    return next((c for c in candidates if folded and folded in re.split(r"[\W_]+", c.casefold())), None)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems without repetition, by path, then line, then code."""
    return tuple(sorted(set(problems)))


def errors_of(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that stop a build."""
    return tuple(p for p in problems if p.severity is Severity.ERROR)
