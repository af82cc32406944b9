"""Copies in the Wayback Machine: what is asked, and which answers are believed."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs

import pytest

from explainer.web import Keys, NotSaved, Saved, Wayback, WaybackError, Web
from standing_in import Replies, Reply, StandIn, Ticking, network_of, standing_in

AT = "https://vik.example/a?b=c&d=ü#e"
COPY = "https://web.archive.org/web/20260115120000/https://vik.example/a?b=c&d=ü"
JOB = {"url": AT, "job_id": "spn2-abc"}
DONE = {"status": "success", "timestamp": "20260115120000", "original_url": AT, "job_id": "spn2-abc"}
SILENT = "The archive does not answer. Give the command again later"
KEYS = "The archive does not take the keys. Compare them with https://archive.org/account/s3.php"
SAVE, STATUS = "POST archive.example/save", "GET archive.example/save/status/spn2-abc"


def said(value: object, status: int = 200) -> Reply:
    return Reply(status, {"Content-Type": "application/json"}, json.dumps(value).encode())


def wayback_of(server: StandIn, ticking: Ticking, seconds: float = 5.0) -> Wayback:
    web = Web(network_of({"archive.example": server}, seconds), ticking.clock)
    return Wayback(web, Keys("access", "secret"), "http://archive.example")


def saved(replies: Replies, seconds: float = 5.0) -> tuple[Saved | NotSaved | str, StandIn, Ticking]:
    """What comes of the attempt to save the address, and what the archive was asked."""
    ticking = Ticking()
    with standing_in(replies) as server:
        try:
            found: Saved | NotSaved | str = wayback_of(server, ticking, seconds).saved(AT)
        except WaybackError as error:
            found = str(error)
    return found, server, ticking


def test_a_copy_is_asked_for_and_waited_for() -> None:
    found, server, ticking = saved({SAVE: said(JOB), STATUS: [said({"status": "pending"}), said(DONE)]})
    assert found == Saved(COPY)
    assert server.asked == [SAVE, STATUS, STATUS]
    assert parse_qs(server.bodies[0].decode()) == {
        "url": ["https://vik.example/a?b=c&d=ü"],
        "if_not_archived_within": ["1d"],
        "skip_first_archive": ["1"],
    }
    assert {headers["authorization"] for headers in server.headers} == {"LOW access:secret"}
    assert {headers["accept"] for headers in server.headers} == {"application/json"}
    assert ticking.waited == [6.0, 6.0]


REFUSALS = {
    "error:not-found": "the site has no such page",
    "error:blocked-url": "the archive is not allowed to copy this site",
    "error:no-access": "the site refuses the archive",
    "error:celery": "the archive could not copy it (celery)",
    "error:\x1b[2J": "the archive gave no answer that can be understood",
    None: "the archive gave no answer that can be understood",
}


@pytest.mark.parametrize("code", REFUSALS)
def test_why_there_is_no_copy_is_said_in_words(code: str | None) -> None:
    refusal = {"status": "error", "status_ext": code, "message": "\x1b[2J<script>alert(1)</script>"}
    assert saved({SAVE: said(JOB), STATUS: said(refusal)})[0] == NotSaved(REFUSALS[code])
    assert saved({SAVE: said(refusal)})[0] == NotSaved(REFUSALS[code])


HOSTILE: dict[str, Any] = {
    "an address of somebody else": "https://evil.example/",
    "a way out of the archive": "20260115120000/../../../evil",
    "another host": "20260115120000@evil.example/",
    "a line more": "20260115120000\nauthor: evil",
    "no day": "20261345999999",
    "other digits": "２０２６０１１５１２００００",
    "a number": 20260115120000,
    "nothing": None,
    "a list": ["20260115120000"],
}


@pytest.mark.parametrize("moment", HOSTILE.values(), ids=HOSTILE)
def test_of_an_answer_only_a_moment_is_taken(moment: object) -> None:
    found, _, _ = saved({SAVE: said(JOB), STATUS: said({**DONE, "timestamp": moment})})
    assert found == NotSaved("the archive did not say when it made the copy")


def test_the_address_of_the_copy_is_the_archives_whatever_it_answers() -> None:
    answer = {**DONE, "original_url": "https://evil.example/", "url": "https://evil.example/"}
    assert saved({SAVE: said(JOB), STATUS: said(answer)})[0] == Saved(COPY)


@pytest.mark.parametrize("job", ["../../evil", "a/b", "", "x" * 101, 7, None])
def test_a_job_that_would_lead_elsewhere_is_not_asked_for(job: object) -> None:
    found, server, _ = saved({SAVE: said({"job_id": job})})
    assert found == NotSaved("the archive gave no answer that can be understood")
    assert server.asked == [SAVE]


def _is_too_long(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b'HTTP/1.1 200 OK\r\n\r\n{"job_id": "spn2-abc", "x": "' + b"x" * 3_000_000 + b'"}')


UNREADABLE = {
    "HTML": Reply(200, {}, b"<html>"),
    "a list": Reply(200, {}, b"[]"),
    "depth": Reply(200, {}, b"[" * 200_000),
    "no UTF-8": Reply(200, {}, b'{"job_id": "\xff"}'),
    "more than it may": Reply(raw=_is_too_long),
    "a redirect": Reply(302, {"Location": "http://evil.example/"}),
    "400": said(JOB, 400),
}


@pytest.mark.parametrize("reply", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_understood_is_no_copy(reply: Reply) -> None:
    found, server, _ = saved({SAVE: reply})
    assert found == NotSaved("the archive gave no answer that can be understood")
    assert server.asked == [SAVE], "the keys go nowhere else"


def test_an_archive_that_has_too_much_to_do_is_asked_again_when_it_says() -> None:
    busy = Reply(429, {"Retry-After": "90"})
    found, server, ticking = saved({SAVE: [busy, said(JOB)], STATUS: [Reply(503), said(DONE)]})
    assert found == Saved(COPY)
    assert server.asked == [SAVE, SAVE, STATUS, STATUS]
    assert ticking.waited == [90.0, 6.0, 60.0]


@pytest.mark.parametrize(
    ("reply", "why", "times"),
    [
        (Reply(429), "The archive asks to wait. Give the command again later", 3),
        (
            Reply(429, {"Retry-After": "86400"}),
            "The archive asked to be left alone for a while. Give the command again later",
            1,
        ),
        (Reply(520), "The archive has a fault (520). Give the command again later", 3),
        (Reply(raw=lambda handler: handler.connection.close()), SILENT, 3),
        (Reply(401), KEYS, 1),
        (Reply(403), KEYS, 1),
    ],
)
def test_an_archive_that_does_nothing_is_left_alone(reply: Reply, why: str, times: int) -> None:
    found, server, _ = saved({SAVE: reply})
    assert (found, server.asked) == (why, [SAVE] * times)


def _is_silent(handler: BaseHTTPRequestHandler) -> None:
    handler.rfile.read(1)


def test_an_archive_that_does_not_answer_in_time_is_left_alone() -> None:
    found, server, ticking = saved({SAVE: Reply(raw=_is_silent)}, seconds=0.2)
    assert (found, server.asked) == (SILENT, [SAVE] * 3)
    assert ticking.waited == [60.0, 60.0]


def test_a_copy_that_is_never_finished_is_not_waited_for() -> None:
    found, server, _ = saved({SAVE: said(JOB), STATUS: said({"status": "pending"})})
    assert found == NotSaved("the archive did not finish in five minutes")
    assert 40 < len(server.asked) < 60
