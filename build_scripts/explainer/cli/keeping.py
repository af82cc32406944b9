"""`explainer rename` and `explainer explain`."""

from __future__ import annotations

from pathlib import Path

import click

from explainer.cli.terminal import FOLDER, at_work, content_option, counted, desk, show_difference
from explainer.desk import explaining, renaming, writing


@click.command()
@click.argument("old")
@click.argument("new")
@content_option
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
def rename(old: str, new: str, content: Path, dry_run: bool) -> None:
    """Give the entry OLD the id NEW, in its file's name and wherever it is named.

    OLD is an id or the path of a file. The old address is kept in redirects.yml, so that links from elsewhere still
    lead to the entry. Git undoes it.
    """
    with desk():
        with at_work("Looking for references"):
            changes = renaming.renamed(content, old, new)
        if dry_run:
            show_difference(changes, content)
            return
        writing.write(content, changes)
    for change in changes:
        click.echo(f"{change.was} -> {change.path}" if change.was else change.path)
    click.echo(f"{counted(len(changes), 'file')} changed", err=True)


@click.command()
@click.argument("code")
@click.option("--docs", type=FOLDER, default=explaining.DOCS, help="The folder of the documents.")
def explain(code: str, docs: Path) -> None:
    """Explain the CODE that stands between brackets at the end of a problem."""
    with desk():
        click.echo(explaining.explanation_of(code, docs), nl=False)
