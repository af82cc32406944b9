"""Servers on this machine that stand in for others, and a clock that does not wait."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from explainer.web import Clock, Network
from explainer.web.places import may_be_asked

NOON = 1_768_478_400.0
"""15 January 2026, 12:00 in UTC."""


@dataclass(frozen=True)
class Reply:
    """What a stand-in answers. `raw` is sent as it is, in the place of all else."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    raw: Callable[[BaseHTTPRequestHandler], None] | None = None


Replies = Mapping[str, Reply | Sequence[Reply]]
"""The replies by what is asked, as 'GET vik.example/a'. Of several, each is given once and the last one for ever."""


class StandIn(ThreadingHTTPServer):
    """A server that answers as a test says, 404 otherwise, and lists what it was asked."""

    daemon_threads = True

    def __init__(self, replies: Replies) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.left = {asked: [reply] if isinstance(reply, Reply) else list(reply) for asked, reply in replies.items()}
        self.asked: list[str] = []
        self.headers: list[Mapping[str, str]] = []
        self.bodies: list[bytes] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def pages(self) -> list[str]:
        """What it was asked besides robots.txt."""
        return [asked for asked in self.asked if not asked.endswith("/robots.txt")]

    def reply_to(self, asked: str) -> Reply:
        left = self.left.get(asked, [Reply(404)])
        return left.pop(0) if len(left) > 1 else left[0]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: StandIn

    def _answer(self) -> None:
        asked = f"{self.command} {self.headers['Host']}{self.path}"
        self.server.asked.append(asked)
        self.server.headers.append({name.lower(): value for name, value in self.headers.items()})
        self.server.bodies.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        reply = self.server.reply_to(asked)
        if reply.raw:
            reply.raw(self)
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    do_GET = do_HEAD = do_POST = _answer  # noqa: N815 - as http.server names them

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing on the terminal."""


@contextmanager
def standing_in(replies: Replies, certificate: Path | None = None) -> Iterator[StandIn]:
    server = StandIn(replies)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def servers_at(port: int, address: str = "127.0.0.1") -> Sequence[tuple[Any, ...]]:
    return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (address, port))]


def network_of(hosts: Mapping[str, StandIn | str], seconds: float = 5.0) -> Network:
    """A network that has these hosts only: each a stand-in, or the IP address of somebody who is never asked."""

    def servers_of(host: str, port: int) -> Sequence[tuple[Any, ...]]:
        if host not in hosts:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        found = hosts[host]
        return servers_at(found.port) if isinstance(found, StandIn) else servers_at(port, found)

    return Network(servers_of, _or_a_stand_in, seconds)


def _or_a_stand_in(address: str, port: int) -> bool:
    return address == "127.0.0.1" or may_be_asked(address, port)


@dataclass
class Ticking:
    """A clock that goes on while somebody waits, and a little when it is looked at; it lists how long they waited."""

    time: float = NOON
    waited: list[float] = field(default_factory=list)

    def now(self) -> float:
        self.time += 1e-6
        return self.time

    def sleep(self, seconds: float) -> None:
        assert seconds >= 0, "as the real one wants it"
        if seconds > 0:
            self.time += seconds
            self.waited.append(round(seconds, 3))

    @property
    def clock(self) -> Clock:
        return Clock(self.now, self.sleep)
