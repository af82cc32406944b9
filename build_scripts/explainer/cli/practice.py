"""`explainer practice`."""

from __future__ import annotations

from pathlib import Path

import click

from explainer.cli.terminal import editing_errors_as_messages, show
from explainer.editing import file_changes
from explainer.editing.practice import practice_files


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default="practice")
def practice(folder: Path) -> None:
    """Write an invented dispute to practise on into FOLDER.

    It is the dispute of the editing guide. Without FOLDER, it goes into 'practice'. Nothing that is there is changed.
    """
    with editing_errors_as_messages():
        file_changes.write(folder, practice_files(folder))
    show(f"The dispute is in '{folder}'. Nothing in there is published: change what you like.")
