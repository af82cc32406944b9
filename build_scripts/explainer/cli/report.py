"""`explainer report`."""

from __future__ import annotations

from pathlib import Path

import click

from explainer.cli.terminal import content_option, counted, editing_errors_as_messages, show, today
from explainer.editing import file_changes, link_writing, report_text
from explainer.model.worklist import UnlinkedName
from explainer.pipeline import Reported
from explainer.pipeline import report as report_of
from explainer.problems import errors_of
from explainer.worklist import unlinked_names


@click.command(name="report")
@content_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it."
)
@click.option("--link", is_flag=True, help="Offer the names that are not linked one by one, and write the links.")
def report_(content: Path, form: str, link: bool) -> None:
    """Print what there is to do in the published content, and on which sources it rests."""
    if link and form != "text":
        raise click.UsageError("--link asks questions, so it goes with --format text only.")
    reported = report_of(content, today())
    if errors_of(reported.problems):
        if link:
            raise click.ClickException("The content has errors, so no links are written. Run first: explainer check")
        show("The content has errors, so files may be missing here. Run: explainer check", err=True)
    if link:
        with editing_errors_as_messages():
            _offer_links(content, reported)
    elif form == "json":
        show(report_text.as_json(reported.worklist))
    else:
        show(report_text.as_text(reported.worklist, reported.corpus))


def _offer_links(content: Path, reported: Reported) -> None:
    """Asks about each name and writes the links at the end, so breaking off changes nothing."""
    names = unlinked_names(reported.corpus, reported.links)
    accepted: list[UnlinkedName] = []
    try:
        for number, name in enumerate(names, start=1):
            target = reported.corpus.by_id[name.target]
            show(f"{name.path}:{name.line}: {target.title} ({target.path})")
            show(f"  {name.before}", ("place", link_writing.link_of(name)), name.after)
            question = f"{number} of {len(names)}: write this link? yes, no, quit and write"
            answer = click.prompt(question, type=click.Choice(["y", "n", "q"]), default="n")
            if answer == "q":
                break
            accepted += [name] if answer == "y" else []
    except click.Abort:
        raise click.ClickException("Broken off: no file was changed. Answer q to write what you accepted.") from None
    changes = link_writing.linked(content, accepted, reported.links.texts)
    file_changes.write(content, changes)
    show(f"{counted(len(accepted), 'link')} written in {counted(len(changes), 'file')}.")
