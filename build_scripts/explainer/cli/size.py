"""`explainer size`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from explainer.built_site.host_limits import size_warnings
from explainer.cli.terminal import FOLDER, show


@click.command(name="size")
@click.argument("site", type=FOLDER, default="site")
def size_(site: Path) -> None:
    """Say how large the built site is, and warn where it comes near the limits of GitHub Pages."""
    size, warnings = size_warnings(site)
    show(f"{size / 1_000_000:,.1f} MB in '{site}'")
    mark = "::warning::" if os.environ.get("GITHUB_ACTIONS") else "Warning: "
    for warning in warnings:
        show(f"{mark}{warning}", err=not os.environ.get("GITHUB_ACTIONS"))
