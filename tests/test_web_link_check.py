"""What becomes of an address, and that sites are asked as they wish to be asked."""

from __future__ import annotations

from email.utils import formatdate

import pytest

from explainer.model.link_states import LinkOutcome
from explainer.web import Found, LinkCheck, Web
from standing_in import NOON, Replies, Reply, StandIn, Ticking, network_of, standing_in

AT = "http://vik.example/a"


def _to(address: str, status: int = 301) -> Reply:
    return Reply(status, {"Location": address})


def check_of(server: StandIn, ticking: Ticking | None = None) -> LinkCheck:
    hosts: dict[str, StandIn | str] = dict.fromkeys(("vik.example", "other.example"), server)
    return LinkCheck(Web(network_of({**hosts, "inside.example": "10.0.0.1"}), (ticking or Ticking()).clock))


def found_at(address: str, replies: Replies) -> tuple[Found, list[str]]:
    """What becomes of the address, and what was asked besides robots.txt."""
    with standing_in(replies) as server:
        check = check_of(server)
        check.prepare(address)
        return check.found(address), server.pages


OUTCOMES: dict[str, tuple[Replies, LinkOutcome, int, str]] = {
    "it is there": ({"HEAD vik.example/a": Reply()}, LinkOutcome.WORKS, 0, "HEAD"),
    "the site does not take HEAD": (
        {"HEAD vik.example/a": Reply(405), "GET vik.example/a": Reply()},
        LinkOutcome.WORKS,
        0,
        "HEAD GET",
    ),
    "the site lies to HEAD": (
        {"HEAD vik.example/a": Reply(404), "GET vik.example/a": Reply()},
        LinkOutcome.WORKS,
        0,
        "HEAD GET",
    ),
    "it is not there": ({}, LinkOutcome.NOT_FOUND, 404, "HEAD GET"),
    "it is gone": (
        {"HEAD vik.example/a": Reply(410), "GET vik.example/a": Reply(410)},
        LinkOutcome.NOT_FOUND,
        410,
        "HEAD GET",
    ),
    "the site has a fault": (
        {"HEAD vik.example/a": Reply(500), "GET vik.example/a": Reply(502)},
        LinkOutcome.FAULT,
        502,
        "HEAD GET",
    ),
    "the site answers people only": (
        {"HEAD vik.example/a": Reply(403), "GET vik.example/a": Reply(403)},
        LinkOutcome.UNCLEAR,
        403,
        "HEAD GET",
    ),
    "it has moved": (
        {"HEAD vik.example/a": _to("/b"), "HEAD vik.example/b": _to("http://other.example/c", 302)}
        | {"HEAD other.example/c": Reply()},
        LinkOutcome.WORKS,
        0,
        "HEAD HEAD HEAD",
    ),
    "it has moved to nowhere": ({"HEAD vik.example/a": _to("/b")}, LinkOutcome.NOT_FOUND, 404, "HEAD HEAD GET"),
    "it leads to the front page now": (
        {"HEAD vik.example/a": _to("https://vik.example/".replace("https", "http")), "HEAD vik.example/": Reply()},
        LinkOutcome.FRONT_PAGE,
        0,
        "HEAD HEAD",
    ),
    "it leads in a circle": (
        {"HEAD vik.example/a": _to("/b"), "HEAD vik.example/b": _to("/a")},
        LinkOutcome.ASTRAY,
        0,
        " ".join(["HEAD"] * 10),
    ),
    "it leads to another scheme": ({"HEAD vik.example/a": _to("file:///etc/passwd")}, LinkOutcome.ASTRAY, 0, "HEAD"),
    "it leads to what is no address": ({"HEAD vik.example/a": _to("http://[")}, LinkOutcome.ASTRAY, 0, "HEAD"),
    "it leads into a private network": (
        {"HEAD vik.example/a": _to("http://inside.example/admin")},
        LinkOutcome.PRIVATE,
        0,
        "HEAD",
    ),
    "it leads to a host that is not there": (
        {"HEAD vik.example/a": _to("http://gone.example/")},
        LinkOutcome.NO_HOST,
        0,
        "HEAD",
    ),
}


@pytest.mark.parametrize("case", OUTCOMES.values(), ids=OUTCOMES)
def test_what_becomes_of_an_address(case: tuple[Replies, LinkOutcome, int, str]) -> None:
    replies, outcome, status, methods = case
    found, asked = found_at(AT, replies)
    assert found == Found(outcome, status)
    assert " ".join(line.split()[0] for line in asked) == methods


@pytest.mark.parametrize(
    ("address", "outcome"),
    [
        ("http://gone.example/a", LinkOutcome.NO_HOST),
        ("http://inside.example/a", LinkOutcome.PRIVATE),
        ("ftp://vik.example/a", LinkOutcome.ASTRAY),
        ("https://vik.example/a", LinkOutcome.NOT_SECURE),
    ],
)
def test_what_becomes_of_an_address_that_nobody_is_asked_for(address: str, outcome: LinkOutcome) -> None:
    assert found_at(address, {}) == (Found(outcome), [])


def test_a_home_page_that_leads_to_itself_is_no_loss() -> None:
    replies = {"HEAD vik.example/index.html": _to("/"), "HEAD vik.example/": Reply()}
    assert found_at("http://vik.example/index.html", replies)[0] == Found(LinkOutcome.WORKS)


def test_a_site_that_does_not_take_head_is_asked_by_get_from_then_on() -> None:
    replies = {f"GET vik.example/{page}": Reply() for page in "ab"}
    with standing_in(replies) as server:
        check = check_of(server)
        check.prepare(AT)
        assert [check.found(f"http://vik.example/{page}").outcome for page in "ab"] == ["works", "works"]
    assert server.pages == ["HEAD vik.example/a", "GET vik.example/a", "GET vik.example/b"]


ROBOTS = b"User-agent: *\nDisallow: /private/\nCrawl-delay: 7\n\nUser-agent: dispute-explainer\nDisallow: /ours/\n"


def test_robots_are_heard_and_asked_for_once() -> None:
    replies = {
        "GET vik.example/robots.txt": Reply(200, {}, b"User-agent: *\nDisallow: /private/\nCrawl-delay: 7\n"),
        "HEAD vik.example/a": Reply(),
        "HEAD vik.example/b": Reply(),
    }
    ticking = Ticking()
    with standing_in(replies) as server:
        check = check_of(server, ticking)
        addresses = ["http://vik.example/private/a", AT, "http://vik.example/b"]
        assert [check.prepare(address) for address in addresses] == [True, False, False]
        assert [check.found(address).outcome for address in addresses] == ["not-asked", "works", "works"]
    assert server.asked == ["GET vik.example/robots.txt", "HEAD vik.example/a", "HEAD vik.example/b"]
    assert ticking.waited == [3.0, 7.0], "as long as the site asks for"


def test_what_robots_say_to_this_program_counts() -> None:
    replies = {"GET vik.example/robots.txt": Reply(200, {}, ROBOTS), "HEAD vik.example/private/a": Reply()}
    with standing_in(replies) as server:
        check = check_of(server)
        check.prepare(AT)
        found = [check.found(f"http://vik.example/{folder}/a").outcome for folder in ("ours", "private")]
    assert found == ["not-asked", "works"]


@pytest.mark.parametrize("status", [401, 403, 404, 500])
def test_without_robots_everything_may_be_asked(status: int) -> None:
    replies = {"GET vik.example/robots.txt": Reply(status), "HEAD vik.example/a": Reply()}
    assert found_at(AT, replies)[0] == Found(LinkOutcome.WORKS)


BUSY = {
    "seconds": (Reply(429, {"Retry-After": "40"}), 40.0),
    "a moment": (Reply(503, {"Retry-After": formatdate(NOON + 50, usegmt=True)}), 50.0),
    "a moment that is over": (Reply(429, {"Retry-After": formatdate(NOON - 50, usegmt=True)}), 3.0),
    "a year": (Reply(429, {"Retry-After": "31536000"}), 30 * 24 * 3600.0),
    "nothing": (Reply(429), 60.0),
    "nonsense": (Reply(429, {"Retry-After": "soon"}), 60.0),
    "too many digits": (Reply(429, {"Retry-After": "9" * 4000}), 60.0),
}


@pytest.mark.parametrize("case", BUSY.values(), ids=BUSY)
def test_a_site_is_left_alone_for_as_long_as_it_asks_for(case: tuple[Reply, float]) -> None:
    reply, seconds = case
    ticking = Ticking()
    with standing_in({"HEAD vik.example/a": reply}) as server:
        check = check_of(server, ticking)
        check.prepare(AT)
        assert check.found(AT) == Found(LinkOutcome.UNCLEAR, reply.status, is_busy=True)
    assert server.pages == ["HEAD vik.example/a"], "it is not asked again by GET"
    assert check.web.ready_at("vik.example") - ticking.time == pytest.approx(seconds, abs=3.1)
