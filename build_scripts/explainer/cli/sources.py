"""`explainer sources`: in from other programs, and out."""

from __future__ import annotations

from pathlib import Path

import click

from explainer.cli.terminal import at_work, content_option, desk, show_difference
from explainer.desk import exchanging, places, writing
from explainer.desk.formats import FORMATS


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
@click.option("--update", is_flag=True, help="Let sources that are there take the values of the file.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
def import_(file: Path, content: Path, form: str | None, update: bool, dry_run: bool, **defaults: str | None) -> None:
    """Write a source for each item of FILE: CSL JSON, BibTeX or RIS.

    All are written or, where one has an error, none.
    """
    given = {name: value for name, value in defaults.items() if value}
    with desk():
        with at_work("Reading the sources"):
            found = exchanging.imported(content, exchanging.records_of(file, form or ""), given, update)
        if dry_run:
            show_difference(found.changes, content)
            return
        writing.write(content, found.changes)
    for change in found.changes:
        click.echo(change.path)
    click.echo(f"{len(found.new)} new, {len(found.changed)} changed, {len(found.same)} as before", err=True)


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
    with desk():
        text = exchanging.exported(content, ids, exchanging.format_of(form or "", str(output or "")))
        if output is None:
            click.echo(text, nl=False)
            return
        if output.resolve().is_relative_to(content.resolve()):
            raise places.MisusedError(f"'{output}' is inside the content. Name a file elsewhere")
        before = output.read_bytes() if output.exists() else None
        writing.write(output.parent, [writing.Change(output.name, before, text.encode())])
    click.echo(str(output), err=True)
