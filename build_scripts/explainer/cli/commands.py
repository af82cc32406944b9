"""The commands of `explainer`, and their group."""

from __future__ import annotations

import click

from explainer.cli.beginning import new
from explainer.cli.building import compile_, pdf_, schema
from explainer.cli.checking import check
from explainer.cli.keeping import explain, rename
from explainer.cli.reporting import report_
from explainer.cli.sources import sources


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Write, check and compile the entries of a dispute explainer."""


for _command in (new, check, rename, sources, report_, explain, compile_, pdf_, schema):
    main.add_command(_command)
