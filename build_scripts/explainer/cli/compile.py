"""`explainer compile`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from explainer.build_cache import build_cache_of
from explainer.built_site.build_date import BadEpochError, build_epoch, day_of
from explainer.built_site.data_files import write_data
from explainer.built_site.former_paths import copy_to_former_paths
from explainer.built_site.new_site import NewSite
from explainer.built_site.pictures import resized
from explainer.cli.terminal import FOLDER, content_option, say_sum, show
from explainer.invisible_characters import shown
from explainer.pages import Settings
from explainer.pipeline import Compiled, compile_site
from explainer.problems import errors_of
from explainer.shipped_files import shipped


@click.command(name="compile")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@content_option
@click.option("--theme", type=FOLDER, default=shipped("theme"), help="The folder with the templates, if not ours.")
def compile_(folder: Path, content: Path, theme: Path) -> None:
    """Write the pages as HTML with front matter into FOLDER, for any site generator.

    FOLDER must be new or empty.
    """
    if folder.resolve().is_relative_to(content.resolve()):
        raise click.UsageError(f"'{folder}' is inside the content. Name a folder elsewhere.")
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"'{folder}' is not empty. Name a new folder, or empty it first.")
    cache = build_cache_of(content.parent)
    try:
        day = day_of(build_epoch(content, cache))
    except BadEpochError as error:
        raise click.ClickException(str(error)) from None
    compiled = compile_site(content, theme, Settings(), day, cache)
    cache.save()
    for problem in compiled.problems:
        show(str(problem), err=True)
    if errors_of(compiled.problems):
        say_sum(compiled.problems)
        sys.exit(1)
    try:
        _write(folder, content, compiled)
    except OSError as error:
        file = shown(str(error.filename or folder))
        reason = f"'{file}' cannot be read or written: {error.strerror}. '{shown(str(folder))}' is not whole."
        raise click.ClickException(reason) from None
    show(f"{len(compiled.pages)} pages written to {folder}", err=True)


def _write(folder: Path, content: Path, compiled: Compiled) -> None:
    """Writes all pages and files. Raises OSError."""
    for path, text in [*((p.file, str(p)) for p in compiled.pages), *((a.path, a.text) for a in compiled.assets)]:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    for file in compiled.files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(content / file, folder / file)
    for copy in compiled.smaller:
        (folder / copy.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / copy.path).write_bytes(resized((content / copy.original).read_bytes(), copy))
    write_data(NewSite(folder), compiled.data())
    copy_to_former_paths(folder, compiled.copies)
