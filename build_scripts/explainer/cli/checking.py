"""`explainer check`."""

from __future__ import annotations

import datetime
import os
import signal
import sys
from collections.abc import Set
from pathlib import Path

import click

from explainer.cli.terminal import STYLES, at_work, colour, content_option, counted, desk, say_sum
from explainer.desk import explaining, findings, mending, places, writing
from explainer.desk.findings import Form
from explainer.memory import Memory
from explainer.pipeline import check as check_content
from explainer.problems import Severity
from explainer.watching import Watch


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@content_option
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--strict-wording", is_flag=True, help="Fail on notices of the wording too.")
@click.option(
    "--format",
    "form",
    type=click.Choice([str(form) for form in Form]),
    default="text",
    show_default=True,
    help="For a reader or a program.",
)
@click.option(
    "--fix", is_flag=True, help="First mend what is safe: line ends, spaces, quotation marks, order of fields."
)
@click.option("--watch", is_flag=True, help="Go on, and check again after every change.")
def check(
    paths: tuple[str, ...], content: Path, strict: bool, strict_wording: bool, form: str, fix: bool, watch: bool
) -> None:
    """Print every problem of the content, without building a site.

    With PATH, only those of these files or folders are shown; all files are checked nevertheless, since entries depend
    on one another.
    """
    failing = {Severity.ERROR, *([Severity.WARNING] * strict), *([Severity.NOTICE] * strict_wording)}
    with desk():
        shown = tuple(places.path_in_content(path, content) for path in paths)
        if fix:
            _fix(content, shown)
        checked = _watched if watch else _checked
        failed = checked(content, shown, Form(form), failing)
    sys.exit(1 if failed else 0)


def _watched(content: Path, shown: tuple[str, ...], form: Form, failing: Set[Severity]) -> bool:
    """Checks after every change until the editor stops it, which is no failure."""
    memory, watch = Memory(), Watch([content])
    _checked(content, shown, form, failing, memory)
    stopped: list[int] = []
    for number in writing.STOPPING:
        signal.signal(number, lambda number, frame: stopped.append(number))  # noqa: ARG005 - a handler's signature
    click.echo("Watching. Ctrl-C ends it.", err=True)
    while not stopped:
        if watch.wait_for_change():
            click.echo(f"\n{datetime.datetime.now():%H:%M:%S}", err=True)
            _checked(content, shown, form, failing, memory)
    click.echo("", err=True)
    return False


def _checked(
    content: Path, shown: tuple[str, ...], form: Form, failing: Set[Severity], memory: Memory | None = None
) -> bool:
    """Checks, prints, and says whether that is a failure."""
    memory = memory or Memory()
    memory.begin_build()
    with at_work("Checking the content"):
        problems = check_content(content, memory).problems
    chosen = tuple(p for p in problems if not shown or any(_is_in(p.path, path) for path in shown))
    found = findings.findings_of(chosen, content, Path(os.path.relpath(content)).as_posix())
    if form is Form.JSON:
        click.echo(findings.as_json(found), nl=False)
    elif form is Form.SARIF:
        click.echo(findings.as_sarif(found, explaining.DOCS), nl=False)
    elif form is Form.GITHUB:
        for finding in found:
            click.echo(findings.as_github(finding))
    else:
        for line in (line for finding in found for line in findings.text_lines(finding)):
            click.echo("".join(click.style(part, **STYLES.get(role, {})) for role, part in line), color=colour())
    say_sum(chosen)
    if len(chosen) < len(problems):
        click.echo(f"{counted(len(problems) - len(chosen), 'more problem')} in other files", err=True)
    return any(problem.severity in failing for problem in chosen)


def _fix(content: Path, shown: tuple[str, ...]) -> None:
    with at_work("Mending the content"):
        mended = mending.mended(content, check_content(content).corpus)
    chosen = tuple(change for change in mended if not shown or any(_is_in(change.path, path) for path in shown))
    writing.write(content, chosen)
    for change in chosen:
        click.echo(f"mended: {change.path}", err=True)


def _is_in(path: str, folder: str) -> bool:
    return folder in (".", path) or path.startswith(f"{folder}/")
