"""`explainer check`."""

from __future__ import annotations

import datetime
import os
import signal
import sys
from collections.abc import Iterable, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

import click

from explainer.build_cache import BuildCache, build_cache_of
from explainer.cli.terminal import at_work, content_option, counted, editing_errors_as_messages, say_sum, show, today
from explainer.editing import file_changes
from explainer.editing.last_check import found_before
from explainer.file_watcher import Watch
from explainer.problems import Problem, Severity, in_order


class OutputFormat(StrEnum):
    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@content_option
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--strict-wording", is_flag=True, help="Fail on notices of the wording too.")
@click.option(
    "--format",
    "form",
    type=click.Choice([str(form) for form in OutputFormat]),
    default="text",
    show_default=True,
    help="For a reader or a program.",
)
@click.option(
    "--fix", is_flag=True, help="First mend what is safe: line ends, spaces, quotation marks, order of fields."
)
@click.option("--record", is_flag=True, help="Hold the content to what record.yml promises as well.")
@click.option("--watch", is_flag=True, help="Go on, and check again after every change.")
def check(
    paths: tuple[str, ...],
    content: Path,
    strict: bool,
    strict_wording: bool,
    form: str,
    fix: bool,
    record: bool,
    watch: bool,
) -> None:
    """Print every problem of the content, without building a site.

    With PATH, only those of these files or folders are shown; all files are checked nevertheless, since entries depend
    on one another.
    """
    failing = {Severity.ERROR, *([Severity.WARNING] * strict), *([Severity.NOTICE] * strict_wording)}
    with editing_errors_as_messages():
        shown = _in_content(paths, content)
        if fix:
            _fix(content, shown)
        asked = _Asked(content, shown, OutputFormat(form), failing, record)
        failed = _watched(asked) if watch else _checked(asked)
    sys.exit(1 if failed else 0)


@dataclass(frozen=True)
class _Asked:
    """The options of a check: what to check, which problems to show, how, and which of them are a failure."""

    content: Path
    shown: tuple[str, ...]
    form: OutputFormat
    failing: Set[Severity]
    is_held_to_record: bool


def _watched(asked: _Asked) -> bool:
    """Checks after every change until the editor stops it; stopping is not a failure."""
    cache, watch = build_cache_of(asked.content.parent), Watch([asked.content])
    _checked(asked, cache)
    stopped: list[int] = []
    for number in file_changes.STOPPING:
        signal.signal(number, lambda number, frame: stopped.append(number))  # noqa: ARG005 - a handler's signature
    show("Watching. Ctrl-C ends it.", err=True)
    while not stopped:
        if watch.wait_for_change():
            show(f"\n{datetime.datetime.now():%H:%M:%S}", err=True)
            _checked(asked, cache)
    show("", err=True)
    return False


def _checked(asked: _Asked, cache: BuildCache | None = None) -> bool:
    """Checks and prints; returns whether it is a failure."""
    with at_work("Checking the content"):
        problems = _found(asked, cache, today()) if cache else _found_or_kept(asked, today())
    chosen = tuple(p for p in problems if not asked.shown or any(_is_in(p.path, path) for path in asked.shown))
    if chosen or asked.form is not OutputFormat.TEXT:
        _print(chosen, asked)
    say_sum(chosen)
    if len(chosen) < len(problems):
        show(f"{counted(len(problems) - len(chosen), 'more problem')} in other files", err=True)
    return any(problem.severity in asked.failing for problem in chosen)


def _found_or_kept(asked: _Asked, day: datetime.date) -> tuple[Problem, ...]:
    """The problems, from the last check if nothing has changed since; `--watch` keeps more than that in memory."""
    cache = build_cache_of(asked.content.parent)
    options = (day.isoformat(), asked.is_held_to_record)
    problems = found_before(asked.content, cache.disk, options, partial(_found, asked, cache, day))
    cache.save()
    return problems


def _found(asked: _Asked, cache: BuildCache, day: datetime.date) -> tuple[Problem, ...]:
    from explainer import pipeline  # noqa: PLC0415 - unchanged content needs none of it

    cache.begin_build()
    checked = pipeline.check(asked.content, cache, day)
    broken = pipeline.check_record(asked.content, checked) if asked.is_held_to_record else ()
    return in_order((*checked.problems, *broken))


def _print(problems: Iterable[Problem], asked: _Asked) -> None:
    from explainer.editing import code_explanation, located_problems  # noqa: PLC0415 - mostly there is none to show

    form, folder = asked.form, Path(os.path.relpath(asked.content)).as_posix()
    found = located_problems.located(problems, asked.content, folder)
    if form is OutputFormat.JSON:
        show(located_problems.as_json(found), nl=False)
    elif form is OutputFormat.SARIF:
        show(located_problems.as_sarif(found, code_explanation.DOCS), nl=False)
    elif form is OutputFormat.GITHUB:
        for finding in found:
            show(located_problems.as_github(finding))
    else:
        for line in (line for finding in found for line in located_problems.text_lines(finding)):
            show(*line)


def _fix(content: Path, shown: tuple[str, ...]) -> None:
    from explainer import pipeline  # noqa: PLC0415 - as above
    from explainer.editing import fixing  # noqa: PLC0415 - it loads the pipeline

    with at_work("Mending the content"):
        mended = fixing.mended(content, pipeline.check(content).corpus)
    chosen = tuple(change for change in mended if not shown or any(_is_in(change.path, path) for path in shown))
    file_changes.write(content, chosen)
    for change in chosen:
        show(f"mended: {change.path}", err=True)


def _in_content(paths: Iterable[str], content: Path) -> tuple[str, ...]:
    if not paths:
        return ()
    from explainer.editing import targets  # noqa: PLC0415 - it loads the pipeline

    return tuple(targets.path_in_content(path, content) for path in paths)


def _is_in(path: str, folder: str) -> bool:
    return folder in (".", path) or path.startswith(f"{folder}/")
