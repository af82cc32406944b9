"""The pictures of the documents (`make pictures`): those of the README, and those of "Your first entry".

The README's are taken from the built `site/`. The others are taken in a preview of the practice dispute, in which each
step of the page is done before them, so they show what a beginner sees at that point. They are WebP with a thin frame,
which the browser itself writes from what it showed; none may weigh more than `MOST`.
"""

from __future__ import annotations

import base64
import sys
import tempfile
import threading
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT / "tests"))
from browser.chromium import chromium  # noqa: E402 - after the path
from explainer.editing.file_changes import write  # noqa: E402
from explainer.editing.practice import practice_files  # noqa: E402
from serving import serving  # noqa: E402
from tutorial import PAGE, Mend, NewFile, Shown, steps  # noqa: E402

MOST = 120_000
AS_WEBP = """async (png) => {
  const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const canvas = Object.assign(document.createElement("canvas"), { width: picture.width, height: picture.height });
  const drawing = Object.assign(canvas.getContext("2d"), { strokeStyle: "#999", lineWidth: 2 });
  drawing.drawImage(picture, 0, 0);
  drawing.strokeRect(0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/webp", 0.8).split(",")[1];
}"""


@dataclass(frozen=True)
class Picture:
    """An address as it stands on a screen. `awaits` is what must be seen there first."""

    file: Path
    address: str
    width: int
    height: int
    scale: float = 1
    awaits: str = "h1"


_README = PROJECT / ".github" / "pictures"
OF_README = (
    Picture(_README / "event.webp", "events/1956-moscow-joint-declaration/", 1280, 900),
    Picture(_README / "map.webp", "map/", 1280, 900),
    Picture(_README / "timeline.webp", "timeline/#axis", 390, 844, scale=2),
    Picture(_README / "positions.webp", "positions/#sovereignty-over-the-islands", 1280, 900),
)


def _narrow(name: str, address: str, height: int, awaits: str = "h1") -> Picture:
    """1,280 pixels across that show a window of 800, so that its words can be read in the column of a page."""
    return Picture(PAGE.parent / "pictures" / name, address, 800, height, scale=1.6, awaits=awaits)


OF_TUTORIAL = {
    f"pictures/{picture.file.name}": picture
    for picture in (
        _narrow("first-entry-home.webp", "", 940),
        _narrow("first-entry-mistake.webp", "events/", 640, awaits="[data-explainer=preview-overlay] li"),
        Picture(
            PAGE.parent / "pictures" / "first-entry-page.webp", "events/2024-ferry-to-nisida/", 1024, 1150, scale=1.25
        ),
    )
}


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        _draw_for_readme(browser)
        _draw_for_tutorial(browser)
        browser.close()


def _draw_for_readme(browser: Browser) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(PROJECT / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for picture in OF_README:
        _draw(picture, browser, f"http://127.0.0.1:{server.server_port}/", "networkidle")
    server.shutdown()


def _draw_for_tutorial(browser: Browser) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, practice_files(folder))
        with serving(folder, SITE_URL="http://127.0.0.1/repo/") as preview:
            preview.wait_for_page("/repo/", "<h1")
            for step in steps():
                if isinstance(step, NewFile | Mend):
                    step.do_in(folder)
                elif isinstance(step, Shown):
                    picture = OF_TUTORIAL[step.address]
                    preview.wait_for_page(f"/repo/{picture.address}", "<h1")
                    _draw(picture, browser, preview.address, "load")


def _draw(picture: Picture, browser: Browser, site: str, until: Literal["load", "networkidle"]) -> None:
    """A preview never falls silent, since it waits for news of the content."""
    size = ViewportSize(width=picture.width, height=picture.height)
    context = browser.new_context(viewport=size, device_scale_factor=picture.scale, reduced_motion="reduce")
    page = context.new_page()
    page.goto(site + picture.address, wait_until=until)
    page.locator(picture.awaits).first.wait_for()
    page.evaluate("document.fonts.ready.then(() => true)")
    webp = _as_webp(page.screenshot(), context.new_page())
    context.close()
    if len(webp) > MOST:
        sys.exit(f"{picture.file.name}: {len(webp)} bytes are more than {MOST}")
    picture.file.parent.mkdir(exist_ok=True)
    picture.file.write_bytes(webp)
    sys.stdout.write(f"{picture.file.relative_to(PROJECT)}: {len(webp) / 1000:.0f} KB\n")


def _as_webp(png: bytes, page: Page) -> bytes:
    return base64.b64decode(page.evaluate(AS_WEBP, base64.b64encode(png).decode()))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


if __name__ == "__main__":
    main()
