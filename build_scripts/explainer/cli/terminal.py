"""What all commands share: options, words, colours, and how they end."""

from __future__ import annotations

import datetime
import os
import signal
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click

from explainer.cli import STOPPED
from explainer.desk import places, writing
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
def desk() -> Iterator[None]:
    """Says in a line what went wrong, and ends; a signal to stop is answered in the same way."""
    before = {number: signal.signal(number, _stop) for number in writing.STOPPING}
    try:
        yield
    except places.MisusedError as error:
        raise _CalledWrongly(_sentence(error)) from None
    except writing.RefusedError as error:
        raise click.ClickException(_sentence(error)) from None
    except writing.StoppedError:
        raise click.ClickException(STOPPED) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise writing.StoppedError


def _sentence(error: Exception) -> str:
    text = str(error)
    return text if text.endswith(("?", ".", "!", "]")) else f"{text}."


@contextmanager
def at_work(what: str) -> Iterator[None]:
    """Says on a terminal what takes its time, and wipes it out when it is done."""
    is_seen = sys.stderr.isatty()
    if is_seen:
        click.echo(f"{what} …", err=True, nl=False)
    try:
        yield
    finally:
        if is_seen:
            click.echo("\r\x1b[K", err=True, nl=False)


def colour() -> bool | None:
    """Colours only on a terminal, and not where they are not wanted (no-color.org)."""
    return False if os.environ.get("NO_COLOR") else None


def show_difference(changes: Iterable[writing.Change], content: Path) -> None:
    for line in writing.difference(changes, Path(os.path.relpath(content)).as_posix()).splitlines():
        click.echo(click.style(line, **STYLES.get(line[:1], {})), color=colour())


def say_sum(problems: tuple[Problem, ...]) -> None:
    number = Counter(problem.severity for problem in problems)
    parts = [counted(number[Severity.ERROR], "error"), counted(number[Severity.WARNING], "warning")]
    parts += [counted(number[Severity.NOTICE], "notice")] if number[Severity.NOTICE] else []
    click.echo(", ".join(parts), err=True)


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def today() -> datetime.date:
    """Today, or the day that SOURCE_DATE_EPOCH sets, so that a build can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.datetime.now(datetime.UTC)
    return (datetime.datetime.fromtimestamp(int(epoch), datetime.UTC) if epoch else now).date()
