"""`explainer compile`, `schema` and `pdf`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from explainer import pdf, reference
from explainer.cli.terminal import FOLDER, content_option, say_sum, today
from explainer.pages import Settings
from explainer.pipeline import compile_site
from explainer.problems import errors_of


@click.command(name="compile")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@content_option
@click.option("--theme", type=FOLDER, default="theme", show_default=True, help="The folder with the templates.")
def compile_(folder: Path, content: Path, theme: Path) -> None:
    """Write the pages as plain files into FOLDER, for any site generator.

    FOLDER must be new or empty.
    """
    if folder.resolve().is_relative_to(content.resolve()):
        raise click.UsageError(f"'{folder}' is inside the content. Name a folder elsewhere.")
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"'{folder}' is not empty. Name a new folder, or empty it first.")
    compiled = compile_site(content, theme, Settings(), today())
    for problem in compiled.problems:
        click.echo(str(problem), err=True)
    if errors_of(compiled.problems):
        say_sum(compiled.problems)
        sys.exit(1)
    for path, text in [*((p.path, str(p)) for p in compiled.pages), *((a.path, a.text) for a in compiled.assets)]:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    for file in compiled.files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(content / file, folder / file)
    click.echo(f"{len(compiled.pages)} pages written to {folder}", err=True)


@click.command()
@click.argument("docs", type=FOLDER, default="docs")
def schema(docs: Path) -> None:
    """Write the JSON Schemas and the field reference into the folder DOCS."""
    for path, text in reference.files().items():
        target = docs / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        click.echo(str(target))


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
    click.echo(str(target))
