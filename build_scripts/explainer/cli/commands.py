"""The commands of `explainer`, and their group. A command is loaded when it is called: loading all takes a second."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import NamedTuple

import click

from explainer.cli import STOPPED


class _Place(NamedTuple):
    """The module and function of a command, and the first sentence of its help."""

    module: str
    function: str
    help: str


_COMMANDS = {
    "addresses": _Place(
        "addresses",
        "addresses",
        "Print which addresses are new, and which are lost, since permalinks.txt was written.",
    ),
    "archive": _Place(
        "archive",
        "archive",
        "Ask the Wayback Machine for copies of sources that have none, and write archive_url into their files.",
    ),
    "check": _Place("check", "check", "Print every problem of the content, without building a site."),
    "compile": _Place(
        "compile", "compile_", "Write the pages as HTML with front matter into FOLDER, for any site generator."
    ),
    "explain": _Place("explain", "explain", "Explain the CODE that stands between brackets at the end of a problem."),
    "init": _Place(
        "init",
        "init",
        "Begin a dispute in FOLDER: content with one entry of each kind, and what builds and publishes it.",
    ),
    "links": _Place(
        "links",
        "links",
        "Ask whether the addresses of sources and their archived copies still work, and note it for the worklist.",
    ),
    "migrate": _Place(
        "migrate", "migrate", "Bring content that was written for an older version to the format of this one."
    ),
    "new": _Place("new", "new", "Begin an entry: asks what it needs, proposes an id, writes the file."),
    "offline": _Place(
        "offline",
        "offline",
        "Write a copy of the built site that works by a double click into the folder TARGET, and as a ZIP beside it.",
    ),
    "pdf": _Place(
        "pdf",
        "pdf_",
        "Print the whole explainer from the built site into the file TARGET, with an installed Chromium.",
    ),
    "practice": _Place("practice", "practice", "Write an invented dispute to practise on into FOLDER."),
    "rename": _Place("rename", "rename", "Give the entry OLD the id NEW, in its file's name and wherever it is named."),
    "report": _Place(
        "report", "report_", "Print what there is to do in the published content, and on which sources it rests."
    ),
    "schema": _Place("schema", "schema", "Write the JSON Schemas and the field reference into the folder DOCS."),
    "size": _Place(
        "size", "size_", "Say how large the built site is, and warn where it comes near the limits of GitHub Pages."
    ),
    "snapshot": _Place(
        "snapshot", "snapshot", "Pack the built site and its data into a dated ZIP in FOLDER, with how to cite it."
    ),
    "sources": _Place("sources", "sources", "Bring sources in from Zotero and others, and take them out."),
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, loaded; a signal to stop during loading ends the program in words."""
        if cmd_name not in _COMMANDS:
            return None
        place = _COMMANDS[cmd_name]
        try:
            command = getattr(import_module(f"explainer.cli.{place.module}"), place.function)
        except KeyboardInterrupt:
            sys.exit(f"Error: {STOPPED}")
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, written without loading any."""
        width = formatter.width - 6 - max(map(len, _COMMANDS))
        shown = [click.Command(name, help=place.help) for name, place in sorted(_COMMANDS.items())]
        with formatter.section("Commands"):
            formatter.write_dl([(str(command.name), command.get_short_help_str(width)) for command in shown])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Write, check and compile the entries of a dispute explainer."""
