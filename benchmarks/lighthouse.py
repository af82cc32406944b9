"""What Lighthouse says of the built `site/` on its simulated phone: the median of three runs for each page.

    make site .venv/test-ready browser
    .venv/bin/python benchmarks/lighthouse.py [PAGE…]

Needs Node.js and npm, which fetch Lighthouse into `.cache/lighthouse`. The site is served with gzip, as GitHub Pages
does. Performance depends on the machine: a run on a busy one says up to ten points less, so the range stands beside
the median.
"""

from __future__ import annotations

import gzip
import json
import os
import statistics
import subprocess
import sys
import threading
from functools import cache, partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from page_weight import PROJECT, SITE, Quiet, say

from browser.chromium import chromium

TOOLS = PROJECT / ".cache" / "lighthouse"
PAGES = (
    "",
    "timeline/",
    "map/",
    "positions/",
    "events/2019-kremlin-meeting/",
    "actors/japan/",
    "actors/vladimir-putin/",
    "background/kunashir/",
    "background/sovereignty-over-the-islands/",
    "sources/",
)
RUNS = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")


def main() -> None:
    subprocess.run(["npm", "install", "--silent", "--no-save", "--prefix", str(TOOLS), "lighthouse"], check=True)  # noqa: S607
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Zipped, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    say(f"{'page':44}{'performance':>17}{'a11y':>6}{'best':>6}{'seo':>6}{'FCP ms':>8}{'LCP ms':>8}{'TBT ms':>8}")
    for page in sys.argv[1:] or PAGES:
        reports = [_report(f"http://127.0.0.1:{server.server_port}/{page}") for _ in range(RUNS)]
        scores = {name: sorted(round(100 * r["categories"][name]["score"]) for r in reports) for name in CATEGORIES}
        times = [statistics.median(r["audits"][name]["numericValue"] for r in reports) for name in TIMES]
        fast = scores.pop("performance")
        cells = f"{fast[1]:>6} ({fast[0]} to {fast[-1]})".rjust(17)
        say(f"/{page:43}{cells}{''.join(f'{s[0]:>6}' for s in scores.values())}{''.join(f'{t:8.0f}' for t in times)}")
    server.shutdown()


def _report(address: str) -> dict[str, dict[str, dict[str, float]]]:
    command = [str(TOOLS / "node_modules" / ".bin" / "lighthouse"), address, "--quiet", "--output=json"]
    environment = {**os.environ, "CHROME_PATH": chromium() or ""}
    run = subprocess.run(
        [*command, "--chrome-flags=--headless=new --no-sandbox"],
        env=environment,
        capture_output=True,
        check=True,
    )
    report: dict[str, dict[str, dict[str, float]]] = json.loads(run.stdout)
    return report


@cache
def _zipped(path: str) -> bytes:
    return gzip.compress(Path(path).read_bytes(), 6)


class _Zipped(Quiet):
    """Sends text with gzip."""

    def do_GET(self) -> None:
        path = self.translate_path(self.path)
        path = str(Path(path, "index.html")) if self.path.endswith("/") else path
        if not path.endswith((".html", ".css", ".js", ".svg", ".json")) or not Path(path).is_file():
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(_zipped(path))))
        self.end_headers()
        self.wfile.write(_zipped(path))


if __name__ == "__main__":
    main()
