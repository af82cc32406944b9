"""What there is to do, and on which sources the content rests: the values of the report."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum


class Task(StrEnum):
    """What an editor can do, in the order of the report. A name is permanent, since the report's JSON has it."""

    NO_SOURCE = "no-source"
    ONE_SOURCE = "one-source"
    NOT_CONSULTED = "not-consulted"
    NOT_ARCHIVED = "not-archived"
    BROKEN_LINK = "broken-link"
    UNCITED = "uncited"
    ORPHAN = "orphan"
    UNLINKED = "unlinked"
    OLD_REVIEW = "old-review"
    DATES = "dates"
    NO_POSITION = "no-position"
    NO_LOCATOR = "no-locator"


class Age(StrEnum):
    """How many years ago a source was made."""

    UNDER_10 = "under-10"
    FROM_10 = "10-to-49"
    FROM_50 = "50-to-99"
    FROM_100 = "100-or-more"
    UNDATED = "undated"


@dataclass(frozen=True, order=True)
class WorkItem:
    """A place to work at. Values that a task does not use are empty.

    `words` are words of the file; `target` is the id of another entry or source, or of a party; `here` and `there` are
    the dates that this file and the target give. Of an address that is broken, `outcome` and `status` say what it
    answers, `since` since which day, and `seen` when it was last asked.
    """

    path: str
    line: int
    words: str = ""
    target: str = ""
    here: str = ""
    there: str = ""
    outcome: str = ""
    status: str = ""
    since: str = ""
    seen: str = ""


Counts = tuple[tuple[str, int], ...]
"""Names with their numbers, largest first."""


@dataclass(frozen=True)
class Balance:
    """The sources of an entry or a topic, counted; `of` is its id. Ages are in the order of `Age`."""

    of: str
    sources: int
    perspectives: Counts
    languages: Counts
    levels: Counts
    ages: Counts


@dataclass(frozen=True)
class SourceOverview:
    """All sources, counted. Of `citations`, `located` say where in the source; a reading is its form and extent."""

    sources: int
    hosts: Counts
    types: Counts
    readings: Counts
    perspectives: Counts
    languages: Counts
    citations: int
    located: int


@dataclass(frozen=True)
class Worklist:
    """All tasks in the order of `Task`, each with its items by path and line, and the balance of the sources.

    Entries are sorted by id, topics as in `dispute.yml`; what cites no source has no balance.
    """

    today: datetime.date
    tasks: tuple[tuple[Task, tuple[WorkItem, ...]], ...]
    entries: tuple[Balance, ...]
    topics: tuple[Balance, ...]
    overview: SourceOverview


@dataclass(frozen=True)
class UnlinkedName:
    """The first place in a text that names an entry to which the text does not link.

    `start` and `end` are the position of the name in the body of the file; `before` and `after` are the rest of its
    sentence.
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
