"""A request to another host: where it may go, what it takes with it, and how long it may take."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from explainer.web import Network, Trouble, Web, WebAnswer
from folders import PROJECT
from standing_in import Reply, Ticking, network_of, servers_at, standing_in

PAGE = Reply(200, {"Set-Cookie": "id=1", "Content-Type": "text/html"}, b"<p>Hello</p>")


def test_the_answer_is_given_as_far_as_it_is_wanted() -> None:
    with standing_in({"GET vik.example/a": PAGE}) as server:
        web = Web(network_of({"vik.example": server}), Ticking().clock)
        bodies = [web.ask("GET", "http://vik.example/a", most_bytes=size) for size in (0, 4, 1000)]
    assert [(answer.status, answer.body) for answer in bodies if isinstance(answer, WebAnswer)] == [
        (200, b""),
        (200, b"<p>H"),
        (200, b"<p>Hello</p>"),
    ]


def test_a_request_says_who_asks_and_takes_nothing_else_with_it() -> None:
    with standing_in({"GET vik.example/a": PAGE}) as server:
        web = Web(network_of({"vik.example": server}), Ticking().clock)
        web.ask("GET", "http://vik.example/a")
        web.ask("GET", "http://vik.example/a")
    sent = {
        "host": "vik.example",
        "accept-encoding": "identity",
        "accept": "*/*",
        "user-agent": "dispute-explainer (+https://github.com/dispute-explainer/dispute-explainer; "
        "checks and archives sources)",
    }
    assert server.headers == [sent, sent], "no cookie comes back"


def test_a_redirect_is_an_answer() -> None:
    with standing_in({"GET vik.example/a": Reply(302, {"Location": "http://vik.example/b"})}) as server:
        answer = Web(network_of({"vik.example": server}), Ticking().clock).ask("GET", "http://vik.example/a")
    assert isinstance(answer, WebAnswer)
    assert (answer.status, answer.headers["location"]) == (302, "http://vik.example/b")
    assert server.asked == ["GET vik.example/a"]


def test_two_requests_to_a_host_have_a_pause_between_them_and_those_to_two_hosts_none() -> None:
    ticking = Ticking()
    with standing_in({}) as server:
        web = Web(network_of({"vik.example": server, "other.example": server}), ticking.clock)
        for address in ("http://vik.example/a", "http://other.example/a", "http://vik.example/b"):
            web.ask("HEAD", address)
    assert ticking.waited == [3.0]


def test_a_host_that_wants_to_rest_for_long_is_not_asked() -> None:
    ticking = Ticking()
    with standing_in({}) as server:
        web = Web(network_of({"vik.example": server}), ticking.clock)
        web.rest("vik.example", 61)
        assert web.ask("HEAD", "http://vik.example/a") is Trouble.RESTING
    assert (server.asked, ticking.waited) == ([], [])


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://127.1:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f000001:{port}/",
        "http://0:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://[::1]:{port}/",
    ],
)
def test_this_machine_is_asked_nothing_however_it_is_written(address: str) -> None:
    """With the network as commands have it."""
    with standing_in({}) as server:
        trouble = Web(clock=Ticking().clock).ask("GET", address.format(port=server.port))
    assert trouble in (Trouble.PRIVATE, Trouble.NO_HOST), "some systems do not know all these forms"
    assert server.asked == []


@pytest.mark.parametrize(
    ("address", "trouble"),
    [
        ("file:///etc/passwd", Trouble.NO_ADDRESS),
        ("http://ada:secret@vik.example/", Trouble.NO_ADDRESS),
        ("http://inside.example/", Trouble.PRIVATE),
        ("http://inside.example:22/", Trouble.PRIVATE),
        ("http://public.example:22/", Trouble.NOT_USUAL),
        ("http://unknown.example/", Trouble.NO_HOST),
    ],
)
def test_what_may_not_be_asked_is_not_connected_to(address: str, trouble: Trouble, monkeypatch: Any) -> None:
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("it was connected to"))
    network = network_of({"inside.example": "192.168.0.7", "public.example": "8.8.8.8"})
    assert Web(network, Ticking().clock).ask("GET", address) is trouble


def test_a_name_that_leads_elsewhere_when_it_is_asked_again_gains_nothing() -> None:
    """The name is looked up once for a request, and what was looked at is what is connected to."""
    with standing_in({"GET vik.example/": PAGE}) as server, standing_in({}) as inside:
        answers = [servers_at(server.port), servers_at(80, "10.0.0.1"), servers_at(inside.port)]

        def servers_of(host: str, port: int) -> Sequence[tuple[Any, ...]]:
            return answers.pop(0)

        web = Web(Network(servers_of, network_of({}).may_be_asked), Ticking().clock)
        first = web.ask("GET", "http://vik.example/")
        second = web.ask("GET", "http://vik.example/")
    assert isinstance(first, WebAnswer)
    assert second is Trouble.PRIVATE
    assert (len(answers), server.asked, inside.asked) == (1, ["GET vik.example/"], [])


def test_of_several_servers_only_those_are_asked_that_may_be() -> None:
    with standing_in({"GET vik.example/": PAGE}) as server:
        servers = [*servers_at(80, "10.0.0.1"), *servers_at(server.port)]
        network = Network(lambda *_: servers, network_of({}).may_be_asked)
        answer = Web(network, Ticking().clock).ask("GET", "http://vik.example/")
    assert isinstance(answer, WebAnswer)
    assert server.asked == ["GET vik.example/"]


def _drips(handler: BaseHTTPRequestHandler) -> None:
    """A header without end, a byte now and then."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _ in range(200):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


def _is_silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(10)


def _goes_on(handler: BaseHTTPRequestHandler) -> None:
    for _ in range(1000):
        handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        time.sleep(0.02)


@pytest.mark.parametrize("raw", [_drips, _is_silent, _goes_on])
def test_a_request_has_its_time_however_slowly_the_other_side_sends(raw: Any) -> None:
    with standing_in({"GET vik.example/": Reply(raw=raw)}) as server:
        web = Web(network_of({"vik.example": server}, seconds=0.3), Ticking().clock)
        began = time.monotonic()
        assert web.ask("GET", "http://vik.example/", most_bytes=1000) is Trouble.NO_ANSWER
    assert time.monotonic() - began < 5


def _has_endless_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(5000)) + b"\r\n")


def _has_an_endless_line(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1_000_000 + b"\r\n\r\n")


def _says_something_else(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"220 mail.example ESMTP\r\n")


def _says_nothing(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.close()


@pytest.mark.parametrize("raw", [_has_endless_headers, _has_an_endless_line, _says_something_else, _says_nothing])
def test_what_is_no_answer_is_none(raw: Any) -> None:
    with standing_in({"GET vik.example/": Reply(raw=raw)}) as server:
        web = Web(network_of({"vik.example": server}), Ticking().clock)
        assert web.ask("GET", "http://vik.example/", most_bytes=1000) is Trouble.NO_ANSWER


def test_nobody_at_the_port_is_no_answer() -> None:
    with standing_in({}) as server:
        network = network_of({"vik.example": server})
    assert Web(network, Ticking().clock).ask("GET", "http://vik.example/") is Trouble.NO_ANSWER


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The certificate of vik.example and its key, signed by itself."""
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl")
    folder = tmp_path_factory.mktemp("certificate")
    names = ["-subj", "/CN=vik.example", "-addext", "subjectAltName=DNS:vik.example"]
    files = ["-keyout", str(folder / "key"), "-out", str(folder / "certificate")]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names, *files],
        check=True,
        capture_output=True,
    )
    both = folder / "both"
    both.write_bytes((folder / "certificate").read_bytes() + (folder / "key").read_bytes())
    return both


def test_a_certificate_is_looked_at(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with standing_in({"GET vik.example/": PAGE, "GET other.example/": PAGE}, certificate) as server:
        web = Web(network_of({"vik.example": server, "other.example": server}), Ticking().clock)
        assert web.ask("GET", "https://vik.example/") is Trouble.NOT_SECURE, "nobody trusts who signed it"
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert isinstance(web.ask("GET", "https://vik.example/"), WebAnswer)
        assert web.ask("GET", "https://other.example/") is Trouble.NOT_SECURE, "it is not of this host"
    assert server.asked == ["GET vik.example/"]


def test_a_server_without_encryption_is_not_secure() -> None:
    with standing_in({"GET vik.example/": PAGE}) as server:
        web = Web(network_of({"vik.example": server}), Ticking().clock)
        assert web.ask("GET", "https://vik.example/") is Trouble.NOT_SECURE


def test_nothing_else_asks_other_hosts() -> None:
    modules = sorted((PROJECT / "build_scripts" / "explainer").rglob("*.py"))
    assert len(modules) > 200
    calls = re.compile(
        r"urllib\.request|http\.client|import requests|urllib3|httpx|\.create_connection\(|\.connect\(\w"
    )
    found = [
        path.relative_to(PROJECT / "build_scripts" / "explainer")
        for path in modules
        if calls.search(path.read_text("utf-8"))
    ]
    assert [path.as_posix() for path in found] == ["web/client.py"]
