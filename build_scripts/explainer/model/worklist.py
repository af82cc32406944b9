"""What there is to do, and on which sources the content rests: the values of the report."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum


class Task(StrEnum):
    """What an editor can do, in the order of the report. A name is permanent: the JSON form of the report has it."""

    NO_SOURCE = "no-source"
    ONE_SOURCE = "one-source"
    NOT_ACCESSED = "not-accessed"
    NOT_ARCHIVED = "not-archived"
    UNCITED = "uncited"
    ORPHAN = "orphan"
    UNLINKED = "unlinked"
    OLD_REVIEW = "old-review"
    DATES = "dates"
    NO_POSITION = "no-position"


class Age(StrEnum):
    """How many years ago a source was made."""

    UNDER_10 = "under-10"
    FROM_10 = "10-to-49"
    FROM_50 = "50-to-99"
    FROM_100 = "100-or-more"
    UNDATED = "undated"


@dataclass(frozen=True, order=True)
class Finding:
    """One place to work at. What a task has no use for is empty.

    `words` are those of the file that it is about; `target` is the id of another entry or source, or of a party;
    `here` and `there` are the dates that this file and the target give.
    """

    path: str
    line: int
    words: str = ""
    target: str = ""
    here: str = ""
    there: str = ""


Counts = tuple[tuple[str, int], ...]
"""How many of each, the most first."""


@dataclass(frozen=True)
class Balance:
    """The sources of an entry or a topic, counted; `of` is its id. Ages stand in the order of `Age`."""

    of: str
    sources: int
    perspectives: Counts
    languages: Counts
    levels: Counts
    ages: Counts


@dataclass(frozen=True)
class Worklist:
    """All tasks in the order of `Task`, each with its findings by path and line, and the balance of the sources.

    Entries stand by id, topics in the order of `dispute.yml`; what cites no source has no balance.
    """

    today: datetime.date
    tasks: tuple[tuple[Task, tuple[Finding, ...]], ...]
    entries: tuple[Balance, ...]
    topics: tuple[Balance, ...]


@dataclass(frozen=True)
class UnlinkedName:
    """The first place of a text that names an entry to which the text does not link.

    `start` and `end` are of the name in the body of the file; `before` and `after` are the rest of its sentence.
    """

    path: str
    line: int
    start: int
    end: int
    words: str
    target: str
    before: str
    after: str
    in_table: bool
