"""What is wrong with the content, as values.

A content mistake is never an exception: every stage returns the problems it found, and whoever called the
pipeline decides what to do with them. Each has a permanent code; docs/problems.md has a section for each code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz import process
from rapidfuzz.distance import OSA


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"
    """Something for an editor to judge: no command fails by it unless it is asked to."""


class Code(StrEnum):
    """The permanent codes. A code is never renamed or given a second meaning."""

    # files
    NOT_UTF8 = "not-utf8"
    EMPTY_FILE = "empty-file"
    WRONG_FOLDER = "wrong-folder"
    UNREADABLE_FILE = "unreadable-file"
    BAD_ID = "bad-id"
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
    # text
    UNKNOWN_FILE = "unknown-file"
    BAD_CITATION = "bad-citation"
    UNCLOSED_CODE = "unclosed-code"
    UNSAFE_HTML = "unsafe-html"
    # map
    BAD_GEODATA = "bad-geodata"
    FEATURE_WITHOUT_ENTRY = "feature-without-entry"
    # facts
    EVENT_WITHOUT_SOURCE = "event-without-source"
    POSITION_WITHOUT_SOURCE = "position-without-source"
    EVENT_YEAR = "event-year"
    END_BEFORE_START = "end-before-start"
    UNKNOWN_OFFICE = "unknown-office"
    OFFICE_OUTSIDE_DATES = "office-outside-dates"
    BEFORE_BIRTH = "before-birth"
    AFTER_DEATH = "after-death"
    ORPHAN = "orphan"
    # wording
    ONE_SIDED_NAME = "one-sided-name"
    LOADED_WORD = "loaded-word"
    SILENCE_WITHOUT_REASON = "silence-without-reason"
    NEEDLESS_SILENCE = "needless-silence"

    @property
    def severity(self) -> Severity:
        if self in _NOTICES:
            return Severity.NOTICE
        return Severity.WARNING if self in _WARNINGS else Severity.ERROR


_WARNINGS = frozenset({Code.ORPHAN, Code.CUT_BY_COMMENT})
_NOTICES = frozenset({Code.ONE_SIDED_NAME, Code.LOADED_WORD, Code.SILENCE_WITHOUT_REASON, Code.NEEDLESS_SILENCE})


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: `path` is relative to the content folder, with `/`; `line` counts from 1.

    `message` says what is wrong and why, `hint` (may be empty) what to do; neither ends in a full stop.
    """

    path: str
    line: int
    code: Code
    message: str
    hint: str = ""

    @property
    def severity(self) -> Severity:
        return self.code.severity

    def __str__(self) -> str:
        """The one-line form: path, line, message, hint, code."""
        sign = "" if self.severity is Severity.ERROR else f"{self.severity}: "
        hint = f" {sentence(self.hint)}" if self.hint else ""
        path = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in self.path)
        return f"{path}:{self.line}: {sign}{sentence(self.message)}{hint} [{self.code}]"

    def guessing(self, wrong: str, right: Iterable[str]) -> Problem:
        """The problem with the nearest of the `right` words as its hint, where one is near."""
        near = nearest(wrong, right)
        return replace(self, hint=f"Did you mean '{near}'?") if near else self


def sentence(text: str) -> str:
    """The text on one line, with a full stop where it has no other end."""
    one_line = " ".join(text.split())
    return one_line if one_line.endswith(("?", ".", "!")) else f"{one_line}."


def nearest(wrong: str, right: Iterable[str]) -> str | None:
    """The word of `right` that a slip could have turned into `wrong`, or that has it as a part; None where none has."""
    candidates = sorted(set(right))
    folded = wrong[:200].casefold()
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
    """Those that stop a build."""
    return tuple(p for p in problems if p.severity is Severity.ERROR)
