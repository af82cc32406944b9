"""`explainer sources`: in from other programs, and out."""

from __future__ import annotations

import textwrap
from pathlib import Path

import click

from explainer.cli.terminal import at_work, content_option, editing_errors_as_messages, put_out, show, show_difference
from explainer.editing import file_changes, import_export
from explainer.formats import FORMATS

_MISSING = (
    "Mend them in the other program, where a line 'perspective: scholarly' in the field Extra or the note is read, or "
    "give --perspective, --level and --language for all that lack them."
)


@click.group()
def sources() -> None:
    """Bring sources in from Zotero and others, and take them out."""


_format_of_file = click.option(
    "--format",
    "form",
    type=click.Choice([known.name for known in FORMATS]),
    help="What the file is, if its name does not say.",
)


@sources.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@content_option
@_format_of_file
@click.option("--perspective", help="Whose view those give that do not say it.")
@click.option("--level", help="Whether those that do not say it are primary or secondary.")
@click.option("--language", help="The language of those that do not say it.")
@click.option("--consulted", is_flag=True, help="Take the day on which the other program says that it was opened.")
@click.option("--update", is_flag=True, help="Let sources that are there take the values of the file.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
def import_(
    file: Path,
    content: Path,
    form: str | None,
    consulted: bool,
    update: bool,
    dry_run: bool,
    **defaults: str | None,
) -> None:
    """Write a source for each item of FILE: CSL JSON, BibTeX or RIS.

    What is not taken is listed, by source and field. An item that cannot be a source is left out, with the reason;
    the others are written.
    """
    given = {name: value for name, value in defaults.items() if value}
    with editing_errors_as_messages():
        with at_work("Reading the sources"):
            found = import_export.imported(
                content, import_export.reading_of(file, form or ""), given, update, consulted
            )
        if dry_run:
            show_difference(found.changes, content)
        else:
            file_changes.write(content, found.changes)
    if not dry_run:
        for change in found.changes:
            show(change.path)
    _list(found)
    if found.refused:
        raise click.exceptions.Exit(1)


def _list(found: import_export.Imported) -> None:
    """Prints what was not taken, which items were left out, and how many came in."""
    if found.left:
        show("Not taken:", err=True)
    for source_id, left in found.left.items():
        show(f"  {source_id}", err=True)
        for name, value in left:
            show(f"    {name}: {textwrap.shorten(value, 70, placeholder=' …')}", err=True)
    if found.refused:
        show("Left out:", err=True)
    for reason in found.refused:
        show(f"  {reason}{'' if reason.endswith(('.', '?', '!', ']')) else '.'}", err=True)
    if any("[missing-field]" in reason for reason in found.refused):
        show(_MISSING, err=True)
    counts = f"{len(found.new)} new, {len(found.changed)} changed, {len(found.same)} as before"
    show(counts + (f", {len(found.refused)} left out" if found.refused else ""), err=True)


@sources.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@content_option
@_format_of_file
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file; without it, the terminal."
)
def export(ids: tuple[str, ...], content: Path, form: str | None, output: Path | None) -> None:
    """Write the sources of these IDs, or all, as CSL JSON, BibTeX or RIS.

    What a format has no field for stands in its note, so that an import gives every field back.
    """
    with editing_errors_as_messages():
        text = import_export.exported(content, ids, import_export.format_of(form or "", str(output or "")))
        if output is None:
            put_out(text)
            return
        if output.resolve().is_relative_to(content.resolve()):
            raise file_changes.MisusedError(f"'{output}' is inside the content. Name a file elsewhere")
        before = output.read_bytes() if output.exists() else None
        file_changes.write(output.parent, [file_changes.FileChange(output.name, before, text.encode())])
    show(str(output), err=True)
