"""The command `explainer`: check the content, report what there is to do, write the pages, the schemas, the PDF.

Exit codes: 0 all is well, 1 the content has problems, 2 the command was called wrongly.
"""

from __future__ import annotations

import datetime
import os
import shutil
import sys
from collections import Counter
from pathlib import Path

import click

from explainer import insertion, pdf, reference, report
from explainer.model.worklist import UnlinkedName
from explainer.pages import Settings
from explainer.pipeline import Reported, compile_site
from explainer.pipeline import check as check_content
from explainer.pipeline import report as report_of
from explainer.problems import Problem, Severity, errors_of
from explainer.worklist import unlinked_names

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_content = click.option("--content", type=_FOLDER, default="content", show_default=True, help="The folder of entries.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Check and compile the entries of a dispute explainer."""


@main.command()
@_content
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--strict-wording", is_flag=True, help="Fail on notices of the wording too.")
def check(content: Path, strict: bool, strict_wording: bool) -> None:
    """Print every problem of the content, without building a site."""
    problems = check_content(content).problems
    for problem in problems:
        click.echo(str(problem))
    _say_sum(problems)
    failing = {Severity.ERROR, *([Severity.WARNING] * strict), *([Severity.NOTICE] * strict_wording)}
    sys.exit(1 if any(problem.severity in failing for problem in problems) else 0)


@main.command(name="compile")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@_content
@click.option("--theme", type=_FOLDER, default="theme", show_default=True, help="The folder with the templates.")
def compile_(folder: Path, content: Path, theme: Path) -> None:
    """Write the pages as plain files into FOLDER, for any site generator.

    FOLDER must be new or empty.
    """
    if folder.resolve().is_relative_to(content.resolve()):
        raise click.UsageError(f"'{folder}' is inside the content. Name a folder elsewhere.")
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"'{folder}' is not empty. Name a new folder, or empty it first.")
    compiled = compile_site(content, theme, Settings(), _today())
    for problem in compiled.problems:
        click.echo(str(problem), err=True)
    if errors_of(compiled.problems):
        _say_sum(compiled.problems)
        sys.exit(1)
    for path, text in [*((p.path, str(p)) for p in compiled.pages), *((a.path, a.text) for a in compiled.assets)]:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    for file in compiled.files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(content / file, folder / file)
    click.echo(f"{len(compiled.pages)} pages written to {folder}", err=True)


@main.command(name="report")
@_content
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it."
)
@click.option("--link", is_flag=True, help="Offer the names that are not linked one by one, and write the links.")
def report_(content: Path, form: str, link: bool) -> None:
    """Print what there is to do in the published content, and on which sources it rests."""
    if link and form != "text":
        raise click.UsageError("--link asks questions, so it goes with --format text only.")
    reported = report_of(content, _today())
    if errors_of(reported.problems):
        if link:
            raise click.ClickException("The content has errors, so no links are written. Run first: explainer check")
        click.echo("The content has errors, so files may be missing here. Run: explainer check", err=True)
    if link:
        _offer_links(content, reported)
    else:
        click.echo(
            report.as_json(reported.worklist) if form == "json" else report.as_text(reported.worklist, reported.corpus)
        )


def _offer_links(content: Path, reported: Reported) -> None:
    """Asks for each name, and writes at the end; so whoever breaks off leaves everything as it was."""
    names = unlinked_names(reported.corpus, reported.links)
    accepted: list[UnlinkedName] = []
    try:
        for number, name in enumerate(names, start=1):
            target = reported.corpus.by_id[name.target]
            click.echo(f"{name.path}:{name.line}: {target.title} ({target.path})")
            click.echo(f"  {name.before}{click.style(insertion.link_of(name), bold=True)}{name.after}")
            question = f"{number} of {len(names)}: write this link? yes, no, quit and write"
            answer = click.prompt(question, type=click.Choice(["y", "n", "q"]), default="n")
            if answer == "q":
                break
            accepted += [name] if answer == "y" else []
        paths = insertion.write_links(content, accepted, reported.links.texts)
    except click.Abort:
        raise click.ClickException("Broken off: no file was changed. Answer q to write what you accepted.") from None
    except insertion.InsertionError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{_counted(len(accepted), 'link')} written in {_counted(len(paths), 'file')}.")


def _today() -> datetime.date:
    """Today, or the day that SOURCE_DATE_EPOCH sets, so that a build can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.datetime.now(datetime.UTC)
    return (datetime.datetime.fromtimestamp(int(epoch), datetime.UTC) if epoch else now).date()


@main.command()
@click.argument("docs", type=_FOLDER, default="docs")
def schema(docs: Path) -> None:
    """Write the JSON Schemas and the field reference into the folder DOCS."""
    for path, text in reference.files().items():
        target = docs / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        click.echo(str(target))


@main.command(name="pdf")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path), default="explainer.pdf")
@click.option("--site", type=_FOLDER, default="site", show_default=True, help="The folder of the built site.")
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


def _say_sum(problems: tuple[Problem, ...]) -> None:
    number = Counter(problem.severity for problem in problems)
    parts = [_counted(number[Severity.ERROR], "error"), _counted(number[Severity.WARNING], "warning")]
    parts += [_counted(number[Severity.NOTICE], "notice")] if number[Severity.NOTICE] else []
    click.echo(", ".join(parts), err=True)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
