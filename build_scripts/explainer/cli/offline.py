"""`explainer offline`."""

from __future__ import annotations

from pathlib import Path

import click

from explainer.built_site import offline as offline_site
from explainer.cli.terminal import FOLDER, at_work, show


@click.command()
@click.argument("target", type=click.Path(file_okay=False, path_type=Path))
@click.option("--site", type=FOLDER, default="site", show_default=True, help="The folder of the built site.")
def offline(target: Path, site: Path) -> None:
    """Write a copy of the built site that works by a double click into the folder TARGET, and as a ZIP beside it.

    TARGET must be new. It needs neither a server nor a connection; a list of all pages takes the place of the search.
    """
    if target.exists():
        raise click.ClickException(f"'{target}' is there already. Name a new folder, or remove it first.")
    if not (site / offline_site.FIRST).is_file():
        raise click.ClickException(f"'{site}' holds no built site. Run first: mkdocs build")
    with at_work("Copying the site"):
        offline_site.offline_copy(site, target)
        archive = offline_site.zipped(target)
    show(str(target / offline_site.FIRST))
    show(str(archive))
