"""What all commands share: options, words, colours, and how they end."""

from __future__ import annotations

import datetime
import os
import re
import signal
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click

from explainer.built_site.build_date import BadEpochError, day_of, given_epoch
from explainer.cli import STOPPED
from explainer.editing import file_changes
from explainer.invisible_characters import shown
from explainer.problems import Problem, Severity

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
content_option = click.option(
    "--content", type=FOLDER, default="content", show_default=True, help="The folder of entries."
)

STYLES: Mapping[str, Mapping[str, Any]] = {
    "place": {"bold": True},
    "error": {"fg": "red"},
    "warning": {"fg": "yellow"},
    "notice": {"fg": "cyan"},
    "code": {"dim": True},
    "+": {"fg": "green"},
    "-": {"fg": "red"},
    "@": {"fg": "cyan"},
}


class _CalledWrongly(click.ClickException):
    exit_code = 2


@contextmanager
def editing_errors_as_messages() -> Iterator[None]:
    """Turns errors of `editing` into one line and an exit code; a signal to stop as well."""
    before = {number: signal.signal(number, _stop) for number in file_changes.STOPPING}
    try:
        yield
    except file_changes.MisusedError as error:
        raise _CalledWrongly(_sentence(error)) from None
    except file_changes.RefusedError as error:
        raise click.ClickException(_sentence(error)) from None
    except file_changes.StoppedError:
        raise click.ClickException(STOPPED) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise file_changes.StoppedError


def _sentence(error: Exception) -> str:
    text = _clean(str(error))
    return text if text.endswith(("?", ".", "!", "]")) else f"{text}."


def show(*parts: str | tuple[str, str], err: bool = False, nl: bool = True) -> None:
    """Prints the parts in a line, each in the colour of its role if it has one.

    Nothing else prints: what comes from a file is cleaned here, so that it cannot command the terminal.
    """
    roles = [("", part) if isinstance(part, str) else part for part in parts]
    styled = "".join(click.style(_clean(text), **STYLES.get(role, {})) for role, text in roles)
    click.echo(styled, err=err, nl=nl, color=colour())


def _clean(text: str) -> str:
    """The text as a terminal may show it, its lines and tabs as they are."""
    return "".join(piece if piece in ("\n", "\t") else shown(piece) for piece in re.split(r"([\n\t])", text))


def put_out(document: str) -> None:
    """Prints a whole document as it is, for a file or another program; what is in it has passed the check."""
    click.echo(document, nl=False)


@contextmanager
def at_work(what: str) -> Iterator[None]:
    """Shows on a terminal what is being done, and wipes it out when it is done."""
    is_seen = sys.stderr.isatty()
    if is_seen:
        click.echo(f"{what} …", err=True, nl=False)
    try:
        yield
    finally:
        if is_seen:
            click.echo("\r\x1b[K", err=True, nl=False)


def colour() -> bool | None:
    """False if colours are not wanted (no-color.org); None to leave it to click, which colours only on a terminal."""
    return False if os.environ.get("NO_COLOR") else None


def show_difference(changes: Iterable[file_changes.FileChange], content: Path) -> None:
    for line in file_changes.difference(changes, Path(os.path.relpath(content)).as_posix()).splitlines():
        show((line[:1], line))


def say_sum(problems: tuple[Problem, ...]) -> None:
    number = Counter(problem.severity for problem in problems)
    parts = [counted(number[Severity.ERROR], "error"), counted(number[Severity.WARNING], "warning")]
    parts += [counted(number[Severity.NOTICE], "notice")] if number[Severity.NOTICE] else []
    show(", ".join(parts), err=True)


def today() -> datetime.date:
    """Today; SOURCE_DATE_EPOCH may set it."""
    try:
        given = given_epoch()
    except BadEpochError as error:
        raise click.ClickException(str(error)) from None
    return datetime.datetime.now(datetime.UTC).date() if given is None else day_of(given)


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
