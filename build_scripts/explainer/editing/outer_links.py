"""Which addresses of sources are asked, in which order, and how what they answer is kept."""

from __future__ import annotations

import datetime
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from pathlib import Path

from explainer.editing.file_changes import FileChange, write
from explainer.editing.run_notes import note, noted
from explainer.model.corpus import Corpus
from explainer.model.fields import outer_addresses
from explainer.model.link_states import LINKS_FILE, LinkOutcome, LinkState, LinkStates, link_states_in, link_states_text
from explainer.pipeline import Reported
from explainer.web import Found, LinkCheck, Trouble, Web, place_of

_ASKED_AGAIN_DAYS = 30
_DOUBTED_AGAIN_DAYS = 7
_MOST_TRIES = 2
_MOST_SILENT_HOSTS = 5
"""After so many hosts that do not answer, one behind the other, somebody has to ask whether there is a network."""
_SILENT = frozenset({LinkOutcome.NO_HOST, LinkOutcome.NO_ANSWER, LinkOutcome.NOT_SECURE})
_SAYS_NOTHING = frozenset({LinkOutcome.PRIVATE, LinkOutcome.NOT_ASKED})
_HOSTS_FILE = "hosts.json"
_KEPT_SECONDS = 30.0
"""How often what was found is written down; a stop by force loses no more."""
_LONGEST_REST = 30 * 24 * 60 * 60


class NoNetworkError(Exception):
    """Nobody answers, so nothing can be said of those who did not."""


def _addresses_of(corpus: Corpus) -> tuple[str, ...]:
    """The addresses by which sources lead to other sites, each once."""
    return tuple(dict.fromkeys(address for source in corpus.sources for _, address in outer_addresses(source.fields)))


def addresses_to_ask(corpus: Corpus, states: LinkStates, today: datetime.date) -> tuple[str, ...]:
    """The addresses that were never asked, or not for long; those first that nobody knows or that were asked long ago.

    What works is asked again after a month, anything else after a week.
    """
    due = (address for address in _addresses_of(corpus) if address not in states or _is_due(states[address], today))
    return tuple(sorted(due, key=lambda a: states[a].seen if a in states else datetime.date.min))


def _is_due(state: LinkState, today: datetime.date) -> bool:
    days = _ASKED_AGAIN_DAYS if state.outcome is LinkOutcome.WORKS else _DOUBTED_AGAIN_DAYS
    return (today - state.seen).days >= days


class LinkSearch:
    """One run: which addresses are to be asked, and what was found so far."""

    def __init__(self, content: Path, reported: Reported, web: Web, archive: str, today: datetime.date) -> None:
        self.wanted = addresses_to_ask(reported.corpus, reported.link_states, today)
        self.found: list[LinkState] = []
        self._content = content
        self._before = reported.link_states
        self._known = frozenset(_addresses_of(reported.corpus))
        self._web = web
        self._archive = archive
        self._today = today

    def states(self, ends_at: float) -> Iterator[LinkState]:
        """What each address answers, as soon as it is known, until the time is over; it is written down meanwhile.

        Raises `NoNetworkError` when nobody answers. What hosts would seem to have done then is not given.
        """
        kept_at = self._web.clock.now()
        for state in self._believed_states(ends_at):
            self.found.append(state)
            yield state
            if self._web.clock.now() >= kept_at + _KEPT_SECONDS:
                self.keep()
                kept_at = self._web.clock.now()

    def _believed_states(self, ends_at: float) -> Iterator[LinkState]:
        silent: list[LinkState] = []
        for address, found in _answers(self.wanted, LinkCheck(self._web), ends_at):
            state = _state(address, found, self._before, self._today)
            if found.outcome in _SAYS_NOTHING:
                yield state
            elif found.outcome not in _SILENT:
                yield from (*silent, state)
                silent = []
            else:
                silent.append(state)
                if len({_host_of(state.address) for state in silent}) >= _MOST_SILENT_HOSTS:
                    yield from self._believed(silent)
                    silent = []
        yield from self._believed(silent)

    def _believed(self, silent: list[LinkState]) -> list[LinkState]:
        """The states of hosts that did not answer, if there is a network: the archive's site shows it."""
        if silent and isinstance(self._web.ask("HEAD", self._archive), Trouble):
            raise NoNetworkError
        return silent

    def keep(self) -> None:
        """Writes what was found into `links.txt`, beside what is there, and without addresses that no source has."""
        path = self._content / LINKS_FILE
        before = path.read_bytes() if path.is_file() else None
        there = link_states_in((before or b"").decode("utf-8", "replace"))
        states = {**there, **{state.address: state for state in self.found}}
        after = link_states_text(state for state in states.values() if state.address in self._known).encode()
        if after != before and (self.found or before):
            write(self._content, [FileChange(LINKS_FILE, before, after)])
        keep_resting_hosts(self._content.parent, self._web)


def _state(address: str, found: Found, before: LinkStates, today: datetime.date) -> LinkState:
    old = before.get(address)
    is_same = old is not None and (old.outcome, old.status) == (found.outcome, found.status)
    return LinkState(address, found.outcome, found.status, old.since if old and is_same else today, today)


def _answers(addresses: Sequence[str], check: LinkCheck, ends_at: float) -> Iterator[tuple[str, Found]]:
    """What the addresses answer: always one of the host that may be asked first, so that none waits for another."""
    web, tries = check.web, Counter[str]()
    queues: dict[str, deque[str]] = {}
    for address in addresses:
        queues.setdefault(_host_of(address), deque()).append(address)
    while queues:
        host = min(queues, key=web.ready_at)
        if not web.wait(host, ends_at - web.clock.now()):
            return
        queue = queues[host]
        if check.prepare(queue[0]):
            continue
        address = queue.popleft()
        found = check.found(address)
        tries[address] += 1
        if found.is_busy and tries[address] < _MOST_TRIES:
            queue.append(address)
        else:
            yield address, found
        if not queue:
            del queues[host]


def _host_of(address: str) -> str:
    place = place_of(address)
    return place.host if place else ""


def resting_hosts(project: Path, now: float) -> dict[str, float]:
    """The hosts that asked in an earlier run to be left alone, each with the time until when; for a month at most."""
    times = noted(project, _HOSTS_FILE, dict[str, float]) or {}
    return {host: min(until, now + _LONGEST_REST) for host, until in times.items() if until > now}


def keep_resting_hosts(project: Path, web: Web) -> None:
    if web.resting() or noted(project, _HOSTS_FILE, dict[str, float]):
        note(project, _HOSTS_FILE, web.resting())
