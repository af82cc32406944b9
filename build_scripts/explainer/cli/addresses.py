"""`explainer addresses`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from explainer.cli.terminal import at_work, content_option, editing_errors_as_messages, show
from explainer.editing import file_changes
from explainer.model.permalinks import PERMALINKS_FILE
from explainer.permalinks import is_known, ledger_text, unlisted
from explainer.pipeline import check


@click.command()
@content_option
@click.option("--update", is_flag=True, help="Write the new addresses into the ledger.")
def addresses(content: Path, update: bool) -> None:
    """Print which addresses are new, and which are lost, since permalinks.txt was written.

    A lost address stays in the ledger; 'explainer check' says how to keep it.
    """
    with editing_errors_as_messages(), at_work("Listing the addresses"):
        checked = check(content)
        if checked.routes is None:
            raise click.ClickException("Some files have errors, so not all addresses are known. Run: explainer check")
        new = unlisted(checked.listed, checked.routes)
        lost = [i.address for i, answers in is_known(checked.listed, checked.routes) if not answers and not i.reason]
        if update and new:
            _write(content, new)
    for sign, found in (("-", lost), ("+", new)):
        for address in found:
            show(f"{sign} {address}")
    show(f"{len(checked.listed)} listed, {len(new)} new, {len(lost)} lost", err=True)
    sys.exit(1 if lost or (new and not update) else 0)


def _write(content: Path, new: tuple[str, ...]) -> None:
    path = content / PERMALINKS_FILE
    before = path.read_bytes() if path.is_file() else None
    after = ledger_text((before or b"").decode("utf-8-sig"), new).encode()
    file_changes.write(content, [file_changes.FileChange(PERMALINKS_FILE, before, after)])
