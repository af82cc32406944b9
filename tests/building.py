"""Sites built for the tests: each once in a run, though several workers ask for it (pytest-xdist)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from folders import PROJECT, TESTS

HALMYR = TESTS / "sites" / "halmyr"
PROJECT_PATH = "/repo/"
"""The path under which every built site is served, as one of a project is on GitHub Pages."""


@dataclass(frozen=True)
class Site:
    """A site to build: its settings, its address, and what else the command is given."""

    name: str
    config: Path
    host: str
    options: tuple[str, ...] = ("--strict",)

    @property
    def address(self) -> str:
        return f"{self.host}{PROJECT_PATH}"


REAL = Site("real", PROJECT / "mkdocs.yml", "http://127.0.0.1")
INVENTED = Site("halmyr", HALMYR / "mkdocs.yml", "https://halmyr.example")
INVENTED_AS_FILES = Site("halmyr-files", HALMYR / "mkdocs.yml", INVENTED.host, ("--strict", "--no-directory-urls"))


def served_folder(site: Site, shared: Path) -> Path:
    """The folder that holds the site at its project path; the first who asks builds it into the shared folder."""
    folder = shared / site.name
    with FileLock(shared / f"{site.name}.lock"):
        if not (folder / "built").exists():
            target = folder / PROJECT_PATH.strip("/")
            build(site.config, target, {"SITE_URL": site.address}, *site.options)
            (folder / "built").touch()
    return folder


def built_site(site: Site, shared: Path) -> Path:
    """The folder of its home page."""
    return served_folder(site, shared) / PROJECT_PATH.strip("/")


def build(config: Path, target: Path, environment: Mapping[str, str], *options: str) -> None:
    """Builds a site; what MkDocs says is shown where it fails."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(config), *options]
    run = subprocess.run(
        [*command, "--site-dir", str(target)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
    )
    assert run.returncode == 0, run.stdout + run.stderr
