"""`explainer links`."""

from __future__ import annotations

from pathlib import Path

import click

from explainer.cli.terminal import content_option, editing_errors_as_messages, show, today
from explainer.editing import file_changes
from explainer.editing.outer_links import LinkSearch, NoNetworkError, resting_hosts
from explainer.editing.report_text import ANSWERED
from explainer.model.link_states import LINKS_FILE, LinkOutcome
from explainer.pipeline import report
from explainer.web import Outside, Web


@click.command()
@content_option
@click.option(
    "--minutes",
    type=click.FloatRange(min=0, min_open=True),
    default=10,
    show_default=True,
    help="How long to ask. The next run goes on from there.",
)
@click.pass_obj
def links(outside: Outside | None, content: Path, minutes: float) -> None:
    """Ask whether the addresses of sources and their archived copies still work, and note it for the worklist.

    What works is asked again after a month, anything else after a week. A broken address is not a failure.
    """
    outside = outside or Outside()
    now = outside.clock.now()
    web = Web(outside.network, outside.clock, resting_hosts(content.parent, now))
    search = LinkSearch(content, report(content, today()), web, outside.archive, today())
    with editing_errors_as_messages():
        try:
            for state in search.states(now + 60 * minutes):
                if state.is_broken:
                    status = f" (status {state.status})" if state.status else ""
                    show(("place", state.address), f" {ANSWERED[state.outcome]}{status}")
        except NoNetworkError:
            show(
                "No site answers, so this machine seems to have no network. Nothing is noted of those sites.", err=True
            )
        except file_changes.StoppedError:
            raise click.ClickException("Stopped. What was found is kept; give the command again to go on.") from None
        finally:
            search.keep()
    _sum_up(search, content)


def _sum_up(search: LinkSearch, content: Path) -> None:
    works = sum(state.outcome is LinkOutcome.WORKS for state in search.found)
    broken = sum(state.is_broken for state in search.found)
    unclear = len(search.found) - works - broken
    left = len(search.wanted) - len(search.found)
    show(f"{len(search.found):,} asked: {works:,} work, {broken:,} do not, {unclear:,} cannot be told", err=True)
    if search.found:
        show(f"Noted in {content / LINKS_FILE}, for the worklist", err=True)
    if left:
        show(f"{left:,} more to ask; give the command again to go on", err=True)
