"""`explainer schema`."""

from __future__ import annotations

from pathlib import Path

import click

from explainer.cli.terminal import FOLDER, show
from explainer.editor_settings import field_reference


@click.command()
@click.argument("docs", type=FOLDER, default="docs")
def schema(docs: Path) -> None:
    """Write the JSON Schemas and the field reference into the folder DOCS."""
    for path, text in field_reference.files().items():
        target = docs / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        show(str(target))
