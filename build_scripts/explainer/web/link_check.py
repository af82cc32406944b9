"""Whether a web address still leads where it led: asked as sites wish to be asked, and followed to its end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from explainer.model.link_states import LinkOutcome
from explainer.web.client import NAME, PAUSE_SECONDS, Trouble, Web, WebAnswer
from explainer.web.places import place_of
from explainer.web.retrying import seconds_to_wait

_MOST_HOPS = 10
_ROBOTS_BYTES = 500_000
"""What RFC 9309 asks a program to read of a robots.txt."""
_BUSY_SECONDS = 60.0
_LONGEST_PAUSE = 3600.0
_LED_ON = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_FOR_PEOPLE_ONLY = frozenset({401, 403, 405, 406, 407, 429, 451, 999})
_OF_TROUBLE = {
    Trouble.NO_ADDRESS: LinkOutcome.ASTRAY,
    Trouble.NOT_USUAL: LinkOutcome.NOT_ASKED,
    Trouble.PRIVATE: LinkOutcome.PRIVATE,
    Trouble.NO_HOST: LinkOutcome.NO_HOST,
    Trouble.NO_ANSWER: LinkOutcome.NO_ANSWER,
    Trouble.NOT_SECURE: LinkOutcome.NOT_SECURE,
    Trouble.RESTING: LinkOutcome.UNCLEAR,
}


@dataclass(frozen=True)
class Found:
    """What became of an address. `is_busy` says that the host wants to be left alone for a while."""

    outcome: LinkOutcome
    status: int = 0
    is_busy: bool = False


class LinkCheck:
    """Asks addresses; keeps what the robots.txt of each host says."""

    def __init__(self, web: Web) -> None:
        self.web = web
        self._robots: dict[str, RobotFileParser | Found] = {}
        """What the robots.txt allows; what becomes of every address there if the host does not answer."""
        self._asked_once: set[str] = set()
        """Of hosts that were busy, those whose robots.txt is to be asked for once more."""
        self._without_head: set[str] = set()

    def prepare(self, address: str) -> bool:
        """Whether the robots.txt of the address's host had to be asked for, so that the address itself must wait."""
        place = place_of(address)
        if place is None or place.root in self._robots:
            return False
        rules = self._asked_rules(place.root)
        self._robots[place.root] = rules
        if isinstance(rules, RobotFileParser):
            self.web.pauses[place.host] = min(max(PAUSE_SECONDS, float(rules.crawl_delay(NAME) or 0)), _LONGEST_PAUSE)
        elif rules.is_busy and place.root not in self._asked_once:
            self._asked_once.add(place.root)
            del self._robots[place.root]
        return True

    def found(self, address: str) -> Found:
        """What becomes of the address: by HEAD, and by GET where the site does not take that."""
        place = place_of(address)
        if place is None:
            return Found(LinkOutcome.ASTRAY)
        rules = self._robots[place.root]
        if isinstance(rules, Found):
            return rules
        if not rules.can_fetch(NAME, place.root + place.path):
            return Found(LinkOutcome.NOT_ASKED)
        answer, at = self._followed("GET" if place.host in self._without_head else "HEAD", address)
        if isinstance(answer, WebAnswer) and answer.status >= 400 and place.host not in self._without_head:
            answer, at = self._followed("GET", at)
            if isinstance(answer, WebAnswer) and answer.status < 400:
                self._without_head.add(place.host)
        return answer if isinstance(answer, Found) else _final(answer.status, address, at)

    def _followed(self, method: str, address: str, most_bytes: int = 0) -> tuple[WebAnswer | Found, str]:
        """What stands at the end of all redirects, or why that cannot be told, and at which address."""
        at = address
        for _ in range(_MOST_HOPS):
            answer = self.web.ask(method, at, most_bytes=most_bytes)
            if isinstance(answer, Trouble):
                return Found(_OF_TROUBLE[answer], is_busy=answer is Trouble.RESTING), at
            if answer.status == 429 or (answer.status == 503 and "retry-after" in answer.headers):
                return self._busy(answer, at), at
            if answer.status not in _LED_ON or not answer.headers.get("location"):
                return answer, at
            at = _joined(at, answer.headers["location"])
        return Found(LinkOutcome.ASTRAY), at

    def _busy(self, answer: WebAnswer, at: str) -> Found:
        """Leaves the host alone for as long as it asks for."""
        place = place_of(at)
        assert place is not None
        self.web.rest(place.host, seconds_to_wait(answer, self.web.clock.now(), _BUSY_SECONDS))
        return Found(LinkOutcome.UNCLEAR, answer.status, is_busy=True)

    def _asked_rules(self, root: str) -> RobotFileParser | Found:
        answer, _ = self._followed("GET", f"{root}/robots.txt", _ROBOTS_BYTES)
        if isinstance(answer, Found) and answer.outcome is not LinkOutcome.ASTRAY:
            return answer
        rules = RobotFileParser()
        text = answer.body.decode("utf-8", "replace") if isinstance(answer, WebAnswer) and answer.status < 300 else ""
        rules.parse(text.splitlines())
        return rules


def _joined(at: str, target: str) -> str:
    """The address to which an answer leads on; empty if it is none."""
    try:
        return urljoin(at, target)
    except ValueError:
        return ""


def _final(status: int, asked: str, at: str) -> Found:
    if status < 400:
        is_lost = at != asked and _is_front_page(at) and not _is_front_page(asked)
        return Found(LinkOutcome.FRONT_PAGE if is_lost else LinkOutcome.WORKS)
    if status in _GONE:
        return Found(LinkOutcome.NOT_FOUND, status)
    return Found(LinkOutcome.UNCLEAR if status in _FOR_PEOPLE_ONLY else LinkOutcome.FAULT, status)


def _is_front_page(address: str) -> bool:
    parts = urlsplit(address)
    return not parts.query and re.fullmatch(r"/?(?:index|default)?(?:\.\w+)?/?", parts.path) is not None
