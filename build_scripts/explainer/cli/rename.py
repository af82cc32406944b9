"""`explainer rename`."""

from __future__ import annotations

from pathlib import Path

import click

from explainer.cli.terminal import at_work, content_option, counted, editing_errors_as_messages, show, show_difference
from explainer.editing import file_changes, renaming


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
    with editing_errors_as_messages():
        with at_work("Looking for references"):
            changes = renaming.renamed(content, old, new)
        if dry_run:
            show_difference(changes, content)
            return
        file_changes.write(content, changes)
    for change in changes:
        show(f"{change.was} -> {change.path}" if change.was else change.path)
    show(f"{counted(len(changes), 'file')} changed", err=True)
