"""The page at an old address, in a browser: with scripts and without, with the part of the page that was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

from explainer.pages import Settings
from explainer.pipeline import compile_site
from folders import THEME, written

pytestmark = pytest.mark.browser

SITE = "http://site.example/"
REDIRECTS = """\
redirects:
  - {from: background/isle, to: island}
  - {from: background/isle#pier, to: treaty-of-1900}
  - {from: background/border, to: background/treaty-of-1900#article-1}
"""


@pytest.mark.parametrize(
    ("scripts", "asked", "reached"),
    [
        (True, "background/isle/#harbour", "background/island/#harbour"),
        (True, "background/isle/", "background/island/"),
        (False, "background/isle/", "background/island/"),
        (True, "background/isle/#%", "background/island/#%"),
        (True, "background/isle/#pier", "background/treaty-of-1900/"),
        (True, "background/border/", "background/treaty-of-1900/#article-1"),
        (True, "background/border/#preamble", "background/treaty-of-1900/#article-1"),
        (False, "background/border/", "background/treaty-of-1900/#article-1"),
    ],
)
def test_an_old_address_leads_on(scripts: bool, asked: str, reached: str, browser: Browser, tmp_path: Path) -> None:
    compiled = compile_site(written(tmp_path, {"redirects.yml": REDIRECTS}), THEME, Settings())
    files = {asset.path: asset.text for asset in compiled.assets}
    files["assets/explainer/redirect.js"] = (THEME / "assets/explainer/redirect.js").read_text("utf-8")
    files["background/island/index.html"] = "<!doctype html><h1 id='harbour'>The island</h1>"
    files["background/treaty-of-1900/index.html"] = "<!doctype html><h1 id='article-1'>The treaty</h1>"

    def serve(route: Route) -> None:
        path = route.request.url.removeprefix(SITE).partition("#")[0]
        name = f"{path}index.html" if path.endswith("/") else path
        kind = "text/javascript" if name.endswith(".js") else "text/html"
        route.fulfill(body=files[name], content_type=kind)

    context = browser.new_context(java_script_enabled=scripts)
    try:
        page = context.new_page()
        page.route("**/*", serve)
        page.goto(SITE + asked, wait_until="commit")
        page.wait_for_url(SITE + reached)
        assert page.locator("h1").inner_text() == ("The island" if "island" in reached else "The treaty")
    finally:
        context.close()
