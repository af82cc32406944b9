"""`explainer migrate`."""

from __future__ import annotations

from pathlib import Path

import click

from explainer.cli.terminal import at_work, content_option, counted, editing_errors_as_messages, show, show_difference
from explainer.editing import file_changes, migration
from explainer.model.fields import FORMAT, ReadAs


@click.command()
@content_option
@click.option(
    "--as",
    "form",
    type=click.Choice([str(form) for form in ReadAs]),
    default=str(ReadAs.UNKNOWN),
    show_default=True,
    help="In what form those sources were read whose notes do not say it.",
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
def migrate(content: Path, form: str, dry_run: bool) -> None:
    """Bring content that was written for an older version to the format of this one.

    All files change or none does. Done twice, it changes nothing more. Git undoes it.
    """
    with editing_errors_as_messages():
        with at_work("Reading the content"):
            found = migration.migrated(content, ReadAs(form))
        if dry_run:
            show_difference(found.changes, content)
        else:
            file_changes.write(content, found.changes)
    for (read_as, extent), number in found.readings.items():
        show(f"{counted(number, 'source')}: as {read_as}, extent {extent}", err=True)
    if not found.changes:
        show(f"The content has format {FORMAT} already.", err=True)
    else:
        will = "would change" if dry_run else "changed"
        show(f"{counted(len(found.changes), 'file')} {will} to format {FORMAT}. See: explainer check", err=True)
