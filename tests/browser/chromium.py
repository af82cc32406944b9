"""Which Chromium the browser tests drive, and how a machine without one gets it.

In this order: the one that EXPLAINER_CHROMIUM names, an installed Chromium or Chrome, Debian's package where apt and
root are there, Playwright's own download. As a command (`make browser`) it installs what is missing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from explainer.built_site.pdf import installed_browser as installed

NONE_FOUND = """\
The browser tests need Chromium, and there is none.
Install Chromium or Chrome by the means of your system, or name one: EXPLAINER_CHROMIUM=/path/to/chromium make test"""


def from_playwright() -> str | None:
    """The path of the browser that Playwright downloaded, None where it has not."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only the tests need it

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and Path(path).exists() else None


def chromium() -> str | None:
    """The browser to drive."""
    return installed() or from_playwright()


def _install() -> bool:
    """Gets a browser by the first means that this machine has; whether there is one then."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if shutil.which("apt-get") and is_root:
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
            subprocess.run(command, check=False, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
        if installed():
            return True
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return from_playwright() is not None


def main() -> None:
    if not chromium() and not _install():
        sys.exit(NONE_FOUND)
    sys.stdout.write(f"browser: {chromium()}\n")


if __name__ == "__main__":
    main()
