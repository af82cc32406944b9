"""`explainer explain`."""

from __future__ import annotations

from pathlib import Path

import click

from explainer.cli.terminal import FOLDER, editing_errors_as_messages, show
from explainer.editing import code_explanation


@click.command()
@click.argument("code")
@click.option("--docs", type=FOLDER, default=code_explanation.DOCS, help="The folder of the documents.")
def explain(code: str, docs: Path) -> None:
    """Explain the CODE that stands between brackets at the end of a problem."""
    with editing_errors_as_messages():
        show(code_explanation.explanation_of(code, docs), nl=False)
