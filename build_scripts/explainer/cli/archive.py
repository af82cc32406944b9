"""`explainer archive`."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Sequence
from pathlib import Path

import click

from explainer.cli.terminal import content_option, counted, editing_errors_as_messages, show, today
from explainer.editing import archiving, file_changes
from explainer.editing.outer_links import keep_resting_hosts, resting_hosts
from explainer.model.corpus import Entry
from explainer.model.fields import Source
from explainer.pipeline import report
from explainer.web import Keys, NotSaved, Outside, Wayback, WaybackError, Web

_ACCESS, _SECRET = "IA_ACCESS_KEY_ID", "IA_SECRET_ACCESS_KEY"


@click.command()
@content_option
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="For how many sources to ask.")
@click.option("--dry-run", is_flag=True, help="Show for which sources it would ask, and ask nobody.")
@click.pass_obj
def archive(outside: Outside | None, content: Path, limit: int, dry_run: bool) -> None:
    """Ask the Wayback Machine for copies of sources that have none, and write archive_url into their files.

    It needs the keys of an account at archive.org, which is free, in the environment: IA_ACCESS_KEY_ID and
    IA_SECRET_ACCESS_KEY.
    """
    outside = outside or Outside()
    day = today()
    refused = archiving.refused_before(content.parent)
    reported = report(content, day)
    wanted = archiving.sources_to_archive(reported.corpus, reported.link_states, refused, day)
    if dry_run:
        for source in wanted[:limit]:
            show(("place", source.path), f": {source.fields.url}")
        show(f"{counted(len(wanted), 'source')} to archive; a run asks for {limit}", err=True)
        return
    with editing_errors_as_messages():
        web = Web(outside.network, outside.clock, resting_hosts(content.parent, outside.clock.now()))
        run = _Run(content, Wayback(web, _keys(), outside.archive), refused, day)
        try:
            run.archive(wanted[:limit])
        except WaybackError as why:
            raise click.ClickException(f"{why}. {_written(run.written)}.") from None
        except file_changes.StoppedError:
            raise click.ClickException(f"Stopped. Give the command again to go on. {_written(run.written)}.") from None
        finally:
            archiving.keep_refused(content.parent, run.refused)
            keep_resting_hosts(content.parent, web)
    left = len(wanted) - min(limit, len(wanted))
    show(_written(run.written) + (f"; {counted(left, 'source')} left" if left else ""), err=True)


def _keys() -> Keys:
    keys = [os.environ.get(name, "").strip() for name in (_ACCESS, _SECRET)]
    if not all(re.fullmatch(r"[!-9;-~]+", key) for key in keys):
        raise file_changes.MisusedError(
            f"The archive wants the keys of an account. Take them from https://archive.org/account/s3.php and set "
            f"{_ACCESS} and {_SECRET} in the environment"
        )
    return Keys(*keys)


def _written(number: int) -> str:
    return "1 copy noted" if number == 1 else f"{number} copies noted"


class _Run:
    """Asks for one copy after the other, and writes each into its file at once: a stop loses none that was made."""

    def __init__(self, content: Path, wayback: Wayback, refused: dict[str, datetime.date], day: datetime.date) -> None:
        self.content = content
        self.wayback = wayback
        self.refused = refused
        self.day = day
        self.written = 0

    def archive(self, sources: Sequence[Entry[Source]]) -> None:
        for source in sources:
            url = source.fields.url
            assert url is not None
            found = self.wayback.saved(url)
            if isinstance(found, NotSaved):
                self.refused[url] = self.day
                show(("place", source.path), f": no copy: {found.reason}", err=True)
                continue
            try:
                file_changes.write(self.content, [archiving.with_copy(self.content, source.path, url, found.address)])
            except file_changes.RefusedError as reason:
                show(f"{reason}.", err=True)
                continue
            self.written += 1
            show(("place", source.path), f": {found.address}")
