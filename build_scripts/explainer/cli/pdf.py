"""`explainer pdf`."""

from __future__ import annotations

from pathlib import Path

import click

from explainer.built_site import pdf
from explainer.cli.terminal import FOLDER, show


@click.command(name="pdf")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path), default="explainer.pdf")
@click.option("--site", type=FOLDER, default="site", show_default=True, help="The folder of the built site.")
def pdf_(target: Path, site: Path) -> None:
    """Print the whole explainer from the built site into the file TARGET, with an installed Chromium."""
    browser = pdf.installed_browser()
    if browser is None:
        raise click.ClickException("There is no Chromium or Chrome. Install one, or name it in EXPLAINER_CHROMIUM.")
    page = "print/" if (site / "print" / "index.html").is_file() else "print.html"
    if not (site / page).exists():
        raise click.ClickException(f"'{site}' has no page of the whole explainer. Build the site first: make site")
    try:
        pdf.print_page(browser, site, page, target)
    except pdf.PrintingError as error:
        raise click.ClickException(f"The browser did not print: {error}") from None
    show(str(target))
