"""The pictures of the README, taken from the built `site/` (`make pictures`).

They are WebP, which the browser itself writes from what it showed; none may weigh more than `MOST`.
"""

from __future__ import annotations

import base64
import sys
import threading
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT / "tests"))
from browser.chromium import chromium  # noqa: E402 - after the path

FOLDER = PROJECT / "docs" / "pictures"
MOST = 120_000
AS_WEBP = """async (png) => {
  const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const canvas = Object.assign(document.createElement("canvas"), { width: picture.width, height: picture.height });
  canvas.getContext("2d").drawImage(picture, 0, 0);
  return canvas.toDataURL("image/webp", 0.8).split(",")[1];
}"""


@dataclass(frozen=True)
class Picture:
    """An address as it stands on a screen."""

    name: str
    address: str
    width: int
    height: int
    scale: int = 1


PICTURES = (
    Picture("event", "events/1956-moscow-joint-declaration/", 1280, 900),
    Picture("map", "map/", 1280, 900),
    Picture("timeline", "timeline/#axis", 390, 844, scale=2),
    Picture("positions", "positions/#sovereignty-over-the-islands", 1280, 900),
)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(PROJECT / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for picture in PICTURES:
            _write(picture, _webp_of(picture, browser, f"http://127.0.0.1:{server.server_port}/"))
        browser.close()
    server.shutdown()


def _webp_of(picture: Picture, browser: Browser, site: str) -> bytes:
    size = ViewportSize(width=picture.width, height=picture.height)
    context = browser.new_context(viewport=size, device_scale_factor=picture.scale, reduced_motion="reduce")
    page = context.new_page()
    page.goto(site + picture.address, wait_until="networkidle")
    webp = _as_webp(page.screenshot(), context.new_page())
    context.close()
    return webp


def _as_webp(png: bytes, page: Page) -> bytes:
    return base64.b64decode(page.evaluate(AS_WEBP, base64.b64encode(png).decode()))


def _write(picture: Picture, webp: bytes) -> None:
    if len(webp) > MOST:
        sys.exit(f"{picture.name}: {len(webp)} bytes are more than {MOST}")
    (FOLDER / f"{picture.name}.webp").write_bytes(webp)
    sys.stdout.write(f"{picture.name}.webp: {len(webp) / 1000:.0f} KB\n")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


if __name__ == "__main__":
    main()
