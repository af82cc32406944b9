"""The real site, built once and served under a project path, and a browser to open it in."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from building import PROJECT_PATH, REAL, served_folder
from folders import of_own_content

from .chromium import NONE_FOUND, chromium


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves out what names pages of this repository's content, where another has taken its place."""
    for item in items:
        if {"site_folder", "base_url"}.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(of_own_content)


class Server(http.server.SimpleHTTPRequestHandler):
    """Any static server, quiet."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def site_folder(shared_folder: Path) -> Path:
    """The folder that holds the built site at the project path."""
    return served_folder(REAL, shared_folder)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which the folder is served."""
    handler = functools.partial(Server, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="session")
def base_url(site_folder: Path) -> Iterator[str]:
    """The address of the home page."""
    with served(site_folder) as address:
        yield f"{address.rstrip('/')}{PROJECT_PATH}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    assert path, NONE_FOUND
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh desktop window, in which the policy of no page of a reader was offended."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    refused: list[str] = []
    context.on("console", lambda message: refused.append(message.text) if _is_offence(message) else None)
    yield context
    context.close()
    assert refused == []


def _is_offence(message: ConsoleMessage) -> bool:
    """The program on /edit/ asks other sites for what its policy refuses, as it should (record 0018)."""
    return "Content Security Policy" in message.text and "/edit/" not in message.location["url"]


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
