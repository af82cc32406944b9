"""Every attack that the check lets pass, opened in a browser: nothing runs, and no request leaves the site.

Twice: under the policy of the pages, and as if there were none, so that the policy is the second lock and not the only
one.
"""

from __future__ import annotations

import functools
import http.server
import threading
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page

from attacking import attacked, corpus, project_with
from building import PROJECT_PATH, build

from .conftest import Server

LISTEN = """window.__hit = 0; window.__ran = [];
for (const name of ["alert", "confirm", "prompt", "open"]) window[name] = (what) => __ran.push(`${name} ${what}`);
localStorage.setItem("sveltia-cms.user", '{"backendName": "github", "token": "ghp_of_an_editor"}');
const { getItem } = Storage.prototype;
Storage.prototype.getItem = function (key) {
  if (key.startsWith("sveltia")) __ran.push(`read ${key}`);
  return getItem.call(this, key);
};"""
"""What would run or read the token that the page /edit/ keeps is noted."""
SOME = 12
"""Of so many attacks one is in the sample that every run tries."""


@pytest.mark.browser
@pytest.mark.site
def test_some_attacks(browser: Browser, tmp_path: Path) -> None:
    _nothing_runs(browser, tmp_path, corpus()[::SOME])


@pytest.mark.browser
@pytest.mark.site
@pytest.mark.long
def test_all_attacks(browser: Browser, tmp_path: Path) -> None:
    assert len(corpus()) >= 300
    _nothing_runs(browser, tmp_path, corpus())


def _nothing_runs(browser: Browser, folder: Path, attacks: tuple[str, ...]) -> None:
    found = attacked(folder / "trials", attacks)
    assert len(found.pages) > len(attacks) // 10, "some attacks are harmless and published"
    assert sum(found.passed.values()) < sum(found.tried.values()), "some attacks are refused"
    site = folder / "served" / PROJECT_PATH.strip("/")
    build(project_with(folder / "project", found.files), site, {"SITE_URL": f"http://127.0.0.1{PROJECT_PATH}"})
    handler = functools.partial(Server, directory=str(folder / "served"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    pages = [page for page in found.pages if (site / page / "index.html").is_file()]
    assert len(pages) > len(found.pages) / 2, "drafts alone have no page"
    wrong = [what for bypass in (False, True) for what in _opened(browser, address, pages, found.pictures, bypass)]
    server.shutdown()
    print(*(f"{kind}: {found.tried[kind]} tried, {found.passed[kind]} inert" for kind in found.tried), sep="\n")  # noqa: T201
    assert wrong == [], {kind: (found.tried[kind], found.passed[kind]) for kind in found.tried}


def _opened(browser: Browser, address: str, pages: list[str], pictures: list[str], bypass: bool) -> list[str]:
    """What ran or was asked for elsewhere while a reader used the pages."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=bypass)
    context.add_init_script(LISTEN)
    wrong: list[str] = []
    context.on("request", lambda request: _note(wrong, request.url, address))

    def dismissed(dialog: Dialog) -> None:
        wrong.append(f"dialog {dialog.message}")
        dialog.dismiss()

    context.on("dialog", dismissed)
    page = context.new_page()
    for path in (*pages, "", "print/", "map/", "timeline/", "positions/"):
        page.goto(f"{address}{PROJECT_PATH}{path}", wait_until="load")
        _use(page, path)
        ran = page.evaluate("[window.__hit, ...window.__ran]")
        wrong += [f"{path}: {ran}"] if ran != [0] else []
        assert page.locator("html.js").count() == 1, f"the scripts of the theme run on {path}"
    for picture in pictures:
        page.goto(f"{address}{PROJECT_PATH}{picture}", wait_until="load")
        page.mouse.click(20, 20)
        ran = page.evaluate("[window.__hit, ...window.__ran]")
        wrong += [f"{picture}: {ran}"] if ran != [0] else []
    context.close()
    return wrong


def _note(wrong: list[str], url: str, address: str) -> None:
    if not url.startswith((f"{address}/", "data:", "blob:", "about:")):
        wrong.append(url)


def _use(page: Page, path: str) -> None:
    """Points at links, and does what the page is for."""
    links = page.locator("article a[href]:visible")
    for number in range(min(links.count(), 4)):
        links.nth(number).hover(force=True, timeout=2000)
    for button in page.locator("article button:visible").all()[:4] if path in ("map/", "timeline/") else ():
        button.click(force=True, timeout=2000)
    if path == "":
        page.keyboard.press("/")
        page.keyboard.type("attack onerror")
        page.wait_for_timeout(500)
    if path in ("", "print/"):
        page.emulate_media(media="print")
        page.emulate_media(media="screen")
