"""One request at a time to a server that was looked at before, with a pause between two to the same host.

A name is looked up once, and the connection goes to the very addresses that were looked at: who answers a second
look-up differently gains nothing. A redirect is an answer like any other, and is not followed here.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from explainer.web.places import Destination, is_public, may_be_asked, place_of

NAME = "dispute-explainer"
"""Under which name sites know this program, in their robots.txt too."""
USER_AGENT = f"{NAME} (+https://github.com/dispute-explainer/dispute-explainer; checks and archives sources)"
PAUSE_SECONDS = 3.0
_CONNECT_SECONDS = 10.0
_MOST_WAITED = 60.0
_MOST_SERVERS = 3
"""How many of the servers that a name has are tried."""

Server = tuple[Any, ...]
"""An address to connect to, as `socket.getaddrinfo` gives it."""


class Trouble(StrEnum):
    """Why there is no answer."""

    NO_ADDRESS = "no web address"
    NOT_USUAL = "a port that no web site has"
    PRIVATE = "a private network"
    NO_HOST = "no such host"
    NO_ANSWER = "no answer"
    NOT_SECURE = "no valid certificate"
    RESTING = "a host that wants to be left alone"


@dataclass(frozen=True)
class WebAnswer:
    """What a server answered; names of headers are in small letters, and the body is cut where it was too long."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


def _servers_of(host: str, port: int) -> Sequence[Server]:
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)


@dataclass(frozen=True)
class Network:
    """How names are looked up, which servers may be asked, and how long a request may take.

    Tests give others. Nothing in the content, in an option or in the environment does.
    """

    servers_of: Callable[[str, int], Sequence[Server]] = _servers_of
    may_be_asked: Callable[[str, int], bool] = may_be_asked
    seconds: float = 60.0


@dataclass(frozen=True)
class Clock:
    """The time in seconds since 1970, and how to wait."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


@dataclass
class Web:
    """The hosts, each with the time from which it may be asked again."""

    network: Network = field(default_factory=Network)
    clock: Clock = field(default_factory=Clock)
    ready: dict[str, float] = field(default_factory=dict)
    pauses: dict[str, float] = field(default_factory=dict)
    """Longer pauses that hosts asked for, in seconds."""

    def ready_at(self, host: str) -> float:
        return self.ready.get(host, 0.0)

    def rest(self, host: str, seconds: float) -> None:
        """Leaves the host alone for so long."""
        self.ready[host] = max(self.ready_at(host), self.clock.now() + seconds)

    def wait(self, host: str, most_seconds: float = _MOST_WAITED) -> bool:
        """Waits until the host may be asked; false, at once, where that would take longer."""
        seconds = max(0.0, self.ready_at(host) - self.clock.now())
        if seconds <= most_seconds:
            self.clock.sleep(seconds)
        return seconds <= most_seconds

    def resting(self) -> Mapping[str, float]:
        """The hosts that want to be left alone for longer than a pause, each with the time until when."""
        soon = self.clock.now() + PAUSE_SECONDS
        return {host: until for host, until in sorted(self.ready.items()) if until > soon}

    def ask(
        self,
        method: str,
        address: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        most_bytes: int = 0,
    ) -> WebAnswer | Trouble:
        """What the server answers, after a pause if the host was asked just before. No cookie is kept or sent."""
        place = place_of(address)
        if place is None:
            return Trouble.NO_ADDRESS
        servers = self._servers(place)
        if isinstance(servers, Trouble):
            return servers
        if not self.wait(place.host):
            return Trouble.RESTING
        sent = {"Host": place.host_line, "User-Agent": USER_AGENT, "Accept": "*/*", **(headers or {})}
        try:
            return _answer(_Request(place, method, sent, body, most_bytes), servers, self.network.seconds)
        finally:
            self.rest(place.host, self.pauses.get(place.host, PAUSE_SECONDS))

    def _servers(self, place: Destination) -> Sequence[Server] | Trouble:
        """The servers of the host that may be asked."""
        try:
            found = self.network.servers_of(place.host, place.port)
        except (OSError, UnicodeError):
            return Trouble.NO_HOST
        allowed = [server for server in found if self.network.may_be_asked(str(server[4][0]), place.port)]
        if allowed:
            return allowed[:_MOST_SERVERS]
        if not found:
            return Trouble.NO_HOST
        return Trouble.NOT_USUAL if any(is_public(str(server[4][0])) for server in found) else Trouble.PRIVATE


@dataclass(frozen=True)
class _Request:
    place: Destination
    method: str
    headers: Mapping[str, str]
    body: bytes | None
    most_bytes: int


def _answer(request: _Request, servers: Sequence[Server], seconds: float) -> WebAnswer | Trouble:
    with _CutOff(seconds) as cut_off:
        connection = _Connection(request.place, servers, cut_off)
        try:
            connection.request(request.method, request.place.path, request.body, dict(request.headers))
            response = connection.getresponse()
            headers = {name.lower(): value for name, value in response.getheaders()}
            body = response.read(request.most_bytes) if request.most_bytes else b""
        except ssl.SSLError:
            return Trouble.NO_ANSWER if cut_off.is_over else Trouble.NOT_SECURE
        except (OSError, http.client.HTTPException, ValueError):
            return Trouble.NO_ANSWER
        finally:
            connection.close()
        return Trouble.NO_ANSWER if cut_off.is_over else WebAnswer(response.status, headers, body)


class _Connection(http.client.HTTPConnection):
    """A connection to one of these servers, whatever the name of the host would lead to by now."""

    def __init__(self, place: Destination, servers: Sequence[Server], cut_off: _CutOff) -> None:
        super().__init__(place.host, place.port)
        self._place = place
        self._servers = servers
        self._cut_off = cut_off

    def connect(self) -> None:
        sock = _connected(self._servers)
        if self._place.scheme == "https":
            context = ssl.create_default_context()
            sock = context.wrap_socket(sock, server_hostname=self._place.host, do_handshake_on_connect=False)
        self.sock = sock
        self._cut_off.watch(sock)
        if isinstance(sock, ssl.SSLSocket):
            sock.do_handshake()


def _connected(servers: Sequence[Server]) -> socket.socket:
    """A connection to the first of the servers that takes one."""
    failed: OSError | None = None
    for family, kind, protocol, _, address in servers:
        sock = socket.socket(family, kind, protocol)
        sock.settimeout(_CONNECT_SECONDS)
        try:
            sock.connect(address)
        except OSError as error:
            sock.close()
            failed = error
        else:
            return sock
    raise failed or OSError("there is no server")


class _CutOff:
    """Ends what goes on at a socket when its time is over, however slowly the other side sends."""

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._sock: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> _CutOff:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def watch(self, sock: socket.socket) -> None:
        self._sock = sock
        if self.is_over:
            raise TimeoutError

    def _end(self) -> None:
        self.is_over = True
        if self._sock is not None:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(self._sock, socket.SHUT_RDWR)
