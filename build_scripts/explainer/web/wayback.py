"""Copies in the Wayback Machine of the Internet Archive, by its interface "Save Page Now".

A copy is asked for with the keys of an account, which go to the archive's own address and nowhere else. What it
answers decides about one thing, the moment of the copy; the address of the copy is put together here.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urldefrag, urlencode

from explainer.web.client import Trouble, Web, WebAnswer
from explainer.web.places import place_of
from explainer.web.retrying import seconds_to_wait

ARCHIVE = "https://web.archive.org"
_MOST_BYTES = 1_000_000
_MOST_TRIES = 3
_RETRY_SECONDS = 60.0
_PATIENCE_SECONDS = 300.0
"""How long a host may ask to wait before the rest is left for another run; a copy may take as long to be made."""
_POLL_SECONDS = 6.0
_JOB = re.compile(r"[A-Za-z0-9_-]{1,100}")
_REASON = re.compile(r"error:[a-z-]{1,60}")
_REASONS = {
    "error:blocked-url": "the archive is not allowed to copy this site",
    "error:forbidden": "the site refuses the archive",
    "error:no-access": "the site refuses the archive",
    "error:not-found": "the site has no such page",
    "error:invalid-host-resolution": "there is no site of this name",
    "error:invalid-url-syntax": "the archive does not take the address",
    "error:filesize-limit": "the file is too large for the archive",
    "error:too-many-daily-captures": "the archive has copied it often enough today",
    "error:too-many-redirects": "the address is led on without end",
}


class WaybackError(Exception):
    """The archive does nothing more for now; the message says why, and what to do."""


@dataclass(frozen=True)
class Keys:
    """The keys of an account at archive.org."""

    access: str
    secret: str


@dataclass(frozen=True)
class Saved:
    """The address of a copy."""

    address: str


@dataclass(frozen=True)
class NotSaved:
    """Why there is no copy, in words."""

    reason: str


class Wayback:
    """The archive at its address, asked with the keys of an account."""

    def __init__(self, web: Web, keys: Keys, at: str = ARCHIVE) -> None:
        self._web = web
        self._at = at
        place = place_of(at)
        assert place is not None
        self._host = place.host
        self._headers = {"Accept": "application/json", "Authorization": f"LOW {keys.access}:{keys.secret}"}

    def saved(self, address: str) -> Saved | NotSaved:
        """The copy of what stands at the address, or why there is none. Raises `WaybackError` if all must wait."""
        form = urlencode({"url": urldefrag(address).url, "if_not_archived_within": "1d", "skip_first_archive": "1"})
        said = self._asked("POST", "/save", form.encode())
        job = said.get("job_id")
        if not isinstance(job, str) or not _JOB.fullmatch(job):
            return NotSaved(_reason_in(said))
        ends_at = self._web.clock.now() + _PATIENCE_SECONDS
        while self._web.clock.now() < ends_at:
            self._web.rest(self._host, _POLL_SECONDS)
            said = self._asked("GET", f"/save/status/{job}")
            if said.get("status") == "success":
                return _copy_of(address, said)
            if said.get("status") != "pending":
                return NotSaved(_reason_in(said))
        return NotSaved("the archive did not finish in five minutes")

    def _asked(self, method: str, path: str, body: bytes | None = None) -> dict[str, Any]:
        """What the archive says. It is asked again if it has too much to do, as often as is polite."""
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        why = ""
        for _ in range(_MOST_TRIES):
            if not self._web.wait(self._host, _PATIENCE_SECONDS):
                raise WaybackError("The archive asked to be left alone for a while. Give the command again later")
            answer = self._web.ask(
                method,
                self._at + path,
                headers={**self._headers, **form},
                body=body,
                most_bytes=_MOST_BYTES,
            )
            if isinstance(answer, WebAnswer) and answer.status != 429 and answer.status < 500:
                return self._said(answer)
            why = self._excuse(answer)
        raise WaybackError(f"{why}. Give the command again later")

    def _excuse(self, answer: WebAnswer | Trouble) -> str:
        """Why the archive gave no answer; leaves it alone for as long as it asks for."""
        if isinstance(answer, Trouble):
            self._web.rest(self._host, _RETRY_SECONDS)
            return "The archive does not answer"
        self._web.rest(self._host, seconds_to_wait(answer, self._web.clock.now(), _RETRY_SECONDS))
        return "The archive asks to wait" if answer.status == 429 else f"The archive has a fault ({answer.status})"

    def _said(self, answer: WebAnswer) -> dict[str, Any]:
        if answer.status in (401, 403):
            raise WaybackError(
                "The archive does not take the keys. Compare them with https://archive.org/account/s3.php"
            )
        try:
            said = json.loads(answer.body) if answer.status == 200 else None
        except (ValueError, RecursionError):
            said = None
        return said if isinstance(said, dict) else {}


def _copy_of(address: str, said: dict[str, Any]) -> Saved | NotSaved:
    """The copy, if the archive names a moment at which it can have been made."""
    moment = said.get("timestamp")
    if not isinstance(moment, str) or not _is_moment(moment):
        return NotSaved("the archive did not say when it made the copy")
    return Saved(f"{ARCHIVE}/web/{moment}/{urldefrag(address).url}")


def _is_moment(text: str) -> bool:
    """Whether it is a day and a time without anything between their digits."""
    try:
        return re.fullmatch(r"[0-9]{14}", text) is not None and bool(datetime.strptime(text, "%Y%m%d%H%M%S"))
    except ValueError:
        return False


def _reason_in(said: dict[str, Any]) -> str:
    """Why there is no copy. Only a known reason is given in the archive's name, since anybody might stand in for it."""
    code = said.get("status_ext")
    if not isinstance(code, str) or not _REASON.fullmatch(code):
        return "the archive gave no answer that can be understood"
    return _REASONS.get(code, f"the archive could not copy it ({code.removeprefix('error:')})")
