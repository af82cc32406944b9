"""What the addresses of sources answered when they were asked, and the file `links.txt` that keeps it.

Convention: a line of the file has the day on which an address was last asked, the day since which it answers so, the
outcome, the status of HTTP or a hyphen, and the address. A line of another form says nothing.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

LINKS_FILE = "links.txt"
_HEAD = "# What `explainer links` found: last asked, answers so since, outcome, status, address.\n"
_LINE = re.compile(r"(\d{4}-\d\d-\d\d) (\d{4}-\d\d-\d\d) ([a-z-]+) (\d{3}|-) (\S+)")


class LinkOutcome(StrEnum):
    """What became of an address. A name is permanent, since `links.txt` and the report's JSON have it."""

    WORKS = "works"
    UNCLEAR = "unclear"
    """The site does not answer programs, so nobody can tell."""
    NOT_ASKED = "not-asked"
    """The site asks programs to stay away, or the address has a port that no web site has."""
    NOT_FOUND = "not-found"
    FRONT_PAGE = "front-page"
    """It leads to the front page of its site, where it once led further."""
    FAULT = "fault"
    NO_HOST = "no-host"
    NO_ANSWER = "no-answer"
    NOT_SECURE = "not-secure"
    ASTRAY = "astray"
    """It is led on without end, or to what is no web address."""
    PRIVATE = "private"
    """It leads into a private network, or to the reader's own machine."""


BROKEN = frozenset(LinkOutcome) - {LinkOutcome.WORKS, LinkOutcome.UNCLEAR, LinkOutcome.NOT_ASKED}
"""The outcomes that an editor has to see to."""


@dataclass(frozen=True, order=True)
class LinkState:
    """What an address answered: last on the day `seen`, and the same since another day. A status of 0 is none."""

    address: str
    outcome: LinkOutcome
    status: int
    since: datetime.date
    seen: datetime.date

    @property
    def is_broken(self) -> bool:
        return self.outcome in BROKEN


LinkStates = Mapping[str, LinkState]
"""The states by address."""


def link_states_in(text: str) -> LinkStates:
    """The states that the text of `links.txt` has; of an address that stands there twice, the one that is newer."""
    states: dict[str, LinkState] = {}
    for state in _states_in(text):
        before = states.get(state.address)
        if before is None or before.seen <= state.seen:
            states[state.address] = state
    return states


def _states_in(text: str) -> Iterator[LinkState]:
    for line in text.splitlines():
        if found := _LINE.fullmatch(line):
            seen, since, outcome, status, address = found.groups()
            try:
                days = datetime.date.fromisoformat(since), datetime.date.fromisoformat(seen)
                yield LinkState(address, LinkOutcome(outcome), 0 if status == "-" else int(status), *days)
            except ValueError:
                continue


def link_states_text(states: Iterable[LinkState]) -> str:
    """The text of `links.txt`, sorted by address, so that two who asked have few lines to merge."""
    lines = (
        f"{state.seen} {state.since} {state.outcome} {state.status or '-'} {state.address}\n"
        for state in sorted(states)
    )
    return _HEAD + "".join(lines)
