"""The server of the preview: the pages of a site, and a stream of events that tells open pages what is wrong.

Convention: addresses below `__preview/` are the preview's own. A served page has one line more than the published one,
which loads the overlay.
"""

from __future__ import annotations

import hashlib
import json
import logging
import signal
import socket
import threading
import webbrowser
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from ipaddress import ip_address
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, unquote, urlsplit

from explainer.file_watcher import Watch

_log = logging.getLogger("mkdocs.plugins.explainer.preview")
_OWN = "__preview/"
_HEARTBEAT_SECONDS = 10
"""How often a stream without news sends a line, so that a closed page is noticed."""
_TYPES = {"overlay.js": "text/javascript; charset=utf-8", "overlay.css": "text/css; charset=utf-8"}


@dataclass(frozen=True)
class Notice:
    """A problem as the overlay shows it. `hint` and `code` may be empty; `line` is 0 if there is none."""

    file: str
    line: int
    severity: str
    message: str
    hint: str = ""
    code: str = ""


@dataclass(frozen=True)
class Answer:
    """The answer to a request. Pages get the overlay. `location` is where to go instead, or empty.

    `is_news` says that making the answer found something wrong.
    """

    content: bytes
    content_type: str
    status: HTTPStatus = HTTPStatus.OK
    is_page: bool = False
    is_news: bool = False
    location: str = ""


class Site(Protocol):
    """The site that is previewed. Its methods may be called from several threads."""

    def answer(self, path: str) -> Answer:
        """What the site has at a path below its root; never raises."""

    def refresh(self, changed: frozenset[Path]) -> None:
        """Takes note that files have changed; never raises."""

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The problems: errors before warnings, by file and line."""

    @property
    def assets(self) -> str:
        """A name for the present state of everything that pages load besides their HTML."""

    @property
    def watched(self) -> frozenset[Path]:
        """The files and folders that the site is made from."""


class PreviewServer(ThreadingHTTPServer):
    """Serves a site at an address and watches its files, until it is interrupted."""

    daemon_threads = True

    def __init__(self, site: Site, watch: Watch, host: str, port: int, root: str) -> None:
        """`watch` has seen the files before the site was made, so changes since then are noticed at once.

        `root` is the path of the site's home page, such as `/repo/`. Raises OSError if the port is taken.
        """
        super().__init__((host, port), _Handler)
        self.site = site
        self._watch = watch
        self.root = root
        self.address = f"http://{host}:{self.server_port}{root}"
        machine = socket.gethostname().lower().removesuffix(".local")
        self.names = frozenset({host.lower(), machine, f"{machine}.local"})
        self._stopped = threading.Event()
        self._version = 0
        self._news = threading.Condition()
        self._more: set[Path] = set()
        self._thread = threading.Thread(target=self.serve_forever, name="preview", daemon=True)

    def watch(self, path: str) -> None:
        """Adds a file or folder to those of the site."""
        self._more.add(Path(path).absolute())

    def serve(self, *, open_in_browser: bool = False) -> None:
        """Serves and watches until it is interrupted."""
        self._thread.start()
        _log.info("The preview is at %s (Ctrl-C ends it)", self.address)
        if open_in_browser:
            webbrowser.open(self.address)
        try:
            while not self._stopped.is_set():
                if self.site.watched | self._more != self._watch.paths:
                    self._watch.follow(self.site.watched | self._more)
                if changed := self._watch.wait_for_change():
                    self.site.refresh(changed)
                    self.announce()
        except KeyboardInterrupt:
            for another in (signal.SIGINT, signal.SIGTERM):
                signal.signal(another, signal.SIG_IGN)
            _log.info("The preview has ended.")

    def shutdown(self) -> None:
        self._stopped.set()
        with self._news:
            self._news.notify_all()
        if self._thread.is_alive():
            super().shutdown()
        self.server_close()

    def announce(self) -> None:
        """Tells every open page that something may have changed."""
        with self._news:
            self._version += 1
            self._news.notify_all()

    def next_news(self, seen: int) -> tuple[int, str] | None:
        """The number and text of the latest news, once the number is not `seen`; None after a time without news."""
        with self._news:
            self._news.wait_for(lambda: self._version != seen or self._stopped.is_set(), _HEARTBEAT_SECONDS)
            version = self._version
        return None if version == seen else (version, news_of(self.site.notices))

    @property
    def is_stopped(self) -> bool:
        return self._stopped.is_set()

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignores readers who leave before the answer is complete."""
        _log.debug("A connection was closed early", exc_info=True)


def news_of(notices: Iterable[Notice]) -> str:
    return json.dumps({"notices": [asdict(notice) for notice in notices]}, ensure_ascii=False)


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    """Head and body are sent together: apart, Nagle's algorithm delayed each small answer by up to 40 ms."""

    def do_GET(self) -> None:
        """Every request gets an answer with a status, those that are not meant for this preview too."""
        if not is_own_host(self.headers.get("Host"), self.server.names):
            self._send(_text(HTTPStatus.MISDIRECTED_REQUEST, f"This preview is at {self.server.address} only."))
            return
        try:
            path = unquote(urlsplit(self.path).path)
        except ValueError:
            self._send(_text(HTTPStatus.BAD_REQUEST, "This is no address."))
            return
        try:
            self._answer(path)
        except (OSError, ValueError):  # a path that the system cannot look up; of a reader who left it is of no use
            self._send(_NOTHING)

    def _answer(self, path: str) -> None:
        if not path.startswith(self.server.root):
            self._go(self.server.root) if path in ("/", self.server.root.rstrip("/")) else self._send(_NOTHING)
            return
        path = path.removeprefix(self.server.root)
        if path == f"{_OWN}events":
            self._stream()
        elif path.startswith(_OWN):
            self._send(_own_file(path.removeprefix(_OWN)))
        else:
            answer = self.server.site.answer(path)
            if answer.is_news:
                self.server.announce()
            self._go(self.server.root + answer.location) if answer.location else self._send(answer)

    do_HEAD = do_GET  # noqa: N815 - the name is that of http.server

    def _go(self, address: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", quote(address))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, answer: Answer) -> None:
        """Sends the answer, or that the browser has it already."""
        state = _digest(answer.content + (self.server.site.assets.encode() if answer.is_page else b""))
        tag = f'"{state}"'
        content = _with_overlay(answer.content, self.server.root, state) if answer.is_page else answer.content
        is_known = answer.status == HTTPStatus.OK and self.headers.get("If-None-Match") == tag
        self.send_response(HTTPStatus.NOT_MODIFIED if is_known else answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("ETag", tag)
        self.send_header("Cache-Control", "no-cache")
        if not is_known:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if not is_known and self.command != "HEAD":
            self.wfile.write(content)

    def _stream(self) -> None:
        """Sends what is wrong, now and after every change, until the page is closed."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        seen = -1
        while not self.server.is_stopped:
            news = self.server.next_news(seen)
            if news:
                seen, text = news
            self.wfile.write(f"data: {text}\n\n".encode() if news else b": still here\n\n")
            self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        _log.debug(format, *args)


def is_own_host(host: str | None, names: Collection[str]) -> bool:
    """Whether a request is meant for this machine by its header Host: by an address in numbers, or by one of its names.

    A page of another site may let its own name lead here, and would then read the preview as its own. Numbers and the
    names that this machine has by itself lead nowhere else.
    """
    try:
        name = (urlsplit(f"//{host}").hostname or "") if host else ""
    except ValueError:
        return False
    try:
        ip_address(name)
    except ValueError:
        return name in names or name == "localhost" or name.endswith(".localhost")
    return True


def _text(status: HTTPStatus, words: str) -> Answer:
    return Answer(words.encode(), "text/plain; charset=utf-8", status)


_NOTHING = _text(HTTPStatus.NOT_FOUND, "There is nothing here.")


def _own_file(name: str) -> Answer:
    if name not in _TYPES:
        return _NOTHING
    return Answer(resources.files("explainer.preview").joinpath(name).read_bytes(), _TYPES[name])


def _with_overlay(page: bytes, root: str, state: str) -> bytes:
    """The page with the overlay's script, which is told the state of the page and its assets."""
    start, end, rest = page.rpartition(b"</body>")
    script = f'<script type="module" src="{quote(root + _OWN)}overlay.js" data-preview="{state}"></script>'
    return start + script.encode() + end + rest if end else page + script.encode()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
