"""`explainer snapshot`."""

from __future__ import annotations

from pathlib import Path

import click

from explainer.built_site import build_date
from explainer.built_site import snapshot as packing
from explainer.built_site.offline import FIRST
from explainer.cli.terminal import FOLDER, at_work, content_option, show
from explainer.model.corpus import SNAPSHOTS_FILE
from explainer.pipeline import check
from explainer.problems import errors_of


@click.command()
@click.argument("folder", type=FOLDER, default=".")
@content_option
@click.option("--site", type=FOLDER, default="site", show_default=True, help="The folder of the built site.")
def snapshot(folder: Path, content: Path, site: Path) -> None:
    """Pack the built site and its data into a dated ZIP in FOLDER, with how to cite it.

    It prints what to write into snapshots.yml once the file is published, so that the site lists it. Build the site
    from the same commit first, as 'make snapshot' does.
    """
    if not (site / FIRST).is_file():
        raise click.ClickException(f"'{site}' holds no built site. Run first: mkdocs build")
    checked = check(content)
    if errors_of(checked.problems):
        raise click.ClickException("The content has errors. Run: explainer check")
    if changed := build_date.uncommitted(content):
        raise click.ClickException(
            f"'{changed}' differs from the last commit, from which others could not make the same snapshot. "
            "Commit it, or take it away, and build the site again."
        )
    try:
        epoch = build_date.build_epoch(content)
    except build_date.BadEpochError as error:
        raise click.ClickException(str(error)) from None
    with at_work("Packing the site"):
        packed = packing.pack_snapshot(site, checked.corpus, epoch, build_date.commit_of(content), folder)
    show(str(packed.file))
    show(
        f"Once it is published, add this to {content / SNAPSHOTS_FILE}, with its address or DOI behind 'url':", err=True
    )
    is_first = not (content / SNAPSHOTS_FILE).is_file()
    show("\n".join((*(["snapshots:"] if is_first else []), *_lines(packed))))


def _lines(packed: packing.PackedSnapshot) -> tuple[str, ...]:
    """The item of snapshots.yml. Without an address behind `url` the check would not take it."""
    return (
        f"  - date: {packed.day}",
        "    url: https://",
        f"    bytes: {packed.size}",
        f'    sha256: "{packed.sha256}"',
    )
