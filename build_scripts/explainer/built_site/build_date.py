"""The date of a build, told from what is built: the same commit gives the same site on any day."""

from __future__ import annotations

import datetime
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from explainer.build_cache import BuildCache
from explainer.disk_cache import digest_of_folder

EPOCH = "SOURCE_DATE_EPOCH"
"""Seconds since 1970 by which whoever builds sets the date (reproducible-builds.org)."""
_SECONDS = 10


class BadEpochError(Exception):
    """What SOURCE_DATE_EPOCH says is no date; the message says why."""


def build_epoch(content: Path, cache: BuildCache | None = None) -> int:
    """The date of a build, in seconds since 1970.

    It is what SOURCE_DATE_EPOCH says; else the date of the commit; else, as of a ZIP file, that of the newest of the
    `changes` of the content; else now.
    """
    if (given := given_epoch()) is not None:
        return given
    if of_commit := _of_commit(content):
        return of_commit
    newest = _newest_change(content, cache or BuildCache())
    return (
        _epoch(datetime.date.fromisoformat(newest)) if newest else int(datetime.datetime.now(datetime.UTC).timestamp())
    )


def day_of(epoch: int) -> datetime.date:
    return datetime.datetime.fromtimestamp(epoch, datetime.UTC).date()


def given_epoch() -> int | None:
    """What SOURCE_DATE_EPOCH says; None where it says nothing. Raises BadEpochError where that is no date."""
    text = os.environ.get(EPOCH)
    if not text:
        return None
    try:
        day_of(int(text))
        return int(text)
    except (ValueError, OverflowError, OSError):
        raise BadEpochError(f"{EPOCH} must be a number of seconds since 1970, and is '{text[:40]}'.") from None


def commit_of(content: Path) -> str:
    """The commit that is checked out, in full; empty where the content is in no repository of git."""
    return _git(content, "rev-parse", "HEAD").strip()


def uncommitted(content: Path) -> str:
    """A file of the repository that is not as the last commit has it; empty where there is none."""
    return _git(content, "status", "--porcelain").partition("\n")[0][3:]


def _epoch(day: datetime.date) -> int:
    return int(datetime.datetime.combine(day, datetime.time(), datetime.UTC).timestamp())


def _of_commit(content: Path) -> int:
    """When the commit was made that is checked out; 0 where the content is in no repository of git."""
    seconds = _git(content, "log", "-1", "--no-show-signature", "--format=%ct").strip()
    return int(seconds) if seconds.isdecimal() else 0


def _git(content: Path, *arguments: str) -> str:
    """What git answers about the repository of the content; empty where there is none, or no git."""
    command = ["git", "-C", str(content), *arguments]
    try:
        run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=_SECONDS)  # noqa: S603
    except (OSError, ValueError, subprocess.SubprocessError):
        return ""
    return run.stdout


def _newest_change(content: Path, cache: BuildCache) -> str:
    """The newest date in `changes`, or nothing. It is kept on disk, since all of the content is read for it."""

    def newest() -> str:
        return max((day.isoformat() for day in _days_of_changes(content, cache)), default="")

    return cache.disk.recall(str, "newest change", digest_of_folder(content), newest)


def _days_of_changes(content: Path, cache: BuildCache) -> Iterator[datetime.date]:
    from explainer.reading import read_content  # noqa: PLC0415 - only content in no repository is read for its date

    for entry in read_content(content, cache)[0].entries:
        changes = entry.fields.get("changes")
        for change in changes if isinstance(changes, list) else ():
            try:
                yield datetime.date.fromisoformat(str(change["date"]) if isinstance(change, dict) else "")
            except (KeyError, ValueError):
                continue
