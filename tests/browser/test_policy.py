"""Every kind of page under its policy: all works, and the browser refuses nothing."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from building import INVENTED, PROJECT_PATH, served_folder

from .conftest import Server
from .kinds import KINDS
from .waiting import wait_for

pytestmark = pytest.mark.browser

LISTEN = """window.refused = [];
document.addEventListener("securitypolicyviolation", (event) =>
  refused.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));"""


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """A reader whose browser keeps what it refused, in `refused` of each page."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(LISTEN)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def invented(shared_folder: Path) -> Iterator[str]:
    """The address of the home page of the invented dispute, which has addresses that moved and every block of text."""
    handler = functools.partial(Server, directory=str(served_folder(INVENTED, shared_folder)))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{PROJECT_PATH}"
    server.shutdown()


def refused(page: Page) -> list[str]:
    found: list[str] = page.evaluate("window.refused")
    return found


def test_every_kind_of_page_loads_whole(reader: Page, base_url: str) -> None:
    wrong = []
    for kind, path in KINDS.items():
        reader.goto(base_url + path, wait_until="networkidle")
        wrong += [f"{kind}: {what}" for what in refused(reader)]
        assert reader.locator("html.js").count() == 1, "Material's scripts run"
    assert wrong == []


def test_every_page_of_the_invented_dispute_loads_whole(reader: Page, invented: str, shared_folder: Path) -> None:
    site = served_folder(INVENTED, shared_folder) / PROJECT_PATH.strip("/")
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    assert len(pages) > 60
    wrong = []
    for path in pages:
        reader.goto(invented + path, wait_until="load")
        wrong += [f"{path}: {what}" for what in refused(reader)]
    assert wrong == []


def test_the_search_finds(reader: Page, base_url: str) -> None:
    reader.goto(base_url)
    reader.keyboard.press("/")
    reader.locator("[data-explainer=search-input]").fill("treaty")
    expect(reader.locator("[data-explainer=search-results] a").first).to_be_visible()
    expect(reader.locator("[data-explainer=search-facets]")).to_be_visible()
    assert refused(reader) == []


def test_a_preview_shows(reader: Page, base_url: str) -> None:
    reader.goto(base_url + KINDS["event"])
    reader.locator("article p a[href*='background/']").first.hover()
    expect(reader.locator("[data-explainer=preview]")).to_be_visible()
    assert refused(reader) == []


def test_the_timeline_narrows(reader: Page, base_url: str) -> None:
    reader.goto(base_url + KINDS["timeline"])
    shown = reader.locator("li[data-event]:not([hidden])")
    every = shown.count()
    reader.get_by_label("Importance").select_option("3")
    expect(reader).to_have_url(f"{base_url}timeline/?weight=3")
    assert 0 < shown.count() < every
    assert refused(reader) == []


def test_the_map_steps(reader: Page, base_url: str) -> None:
    reader.goto(base_url + KINDS["map"])
    steps = reader.locator("[data-explainer=map-steps]")
    steps.locator("[href$='#1875']").click()
    expect(reader.locator("[data-explainer=map-words] b").first).to_contain_text("1875")
    steps.get_by_role("button", name="Next").click()
    expect(reader.locator("[data-explainer=map-words] b").first).to_contain_text("1905")
    assert refused(reader) == []


def test_the_colours_are_switched_and_stay(reader: Page, base_url: str) -> None:
    """Material's inline scripts keep them."""
    reader.goto(base_url)
    reader.locator("label[for=__palette_1]:visible").click()
    reader.goto(base_url + KINDS["event"])
    expect(reader.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert refused(reader) == []


@pytest.mark.parametrize(
    ("markup", "what"),
    [
        ("<script>window.ran = 1</script>", "script-src-elem inline"),
        ("<img src=x onerror='window.ran = 1'>", "script-src-attr inline"),
        ("<a href='javascript:window.ran = 1' id=run>x</a>", "script-src-elem inline"),
        ("<img src='https://other.example/x.png'>", "img-src https://other.example/x.png"),
        ("<p style='position: fixed'>x</p>", "style-src-attr inline"),
        ("<iframe src='https://other.example/'></iframe>", "frame-src https://other.example "),
    ],
)
def test_what_a_stranger_might_get_into_a_page_is_refused(
    reader: Page, base_url: str, site_folder: Path, markup: str, what: str
) -> None:
    """So the tests above would see it."""
    text = (site_folder / "repo" / KINDS["event"] / "index.html").read_text("utf-8")
    body = text.replace("<header class=", f"{markup}<header class=", 1)
    assert body != text
    reader.route("**/2019-kremlin-meeting/", lambda route: route.fulfill(body=body, content_type="text/html"))
    reader.goto(base_url + KINDS["event"], wait_until="load")
    if "javascript:" in markup:
        reader.locator("#run").click()
    first: str = wait_for(reader, "window.refused[0]")
    assert first.startswith(what)
    assert reader.evaluate("window.ran") is None
