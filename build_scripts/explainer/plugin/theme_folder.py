"""The theme that comes with the program, where mkdocs.yml brings none of its own."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from explainer.shipped_files import shipped


def theme_folder(config: MkDocsConfig) -> Path:
    """The folder with the templates of the explainer: the `custom_dir` that has them, otherwise our own."""
    own = config.theme.custom_dir
    return Path(own) if own and Path(own, "explainer").is_dir() else shipped("theme")


def take_theme(config: MkDocsConfig) -> None:
    """Puts our theme behind a `custom_dir` without our templates, which then changes single files of it."""
    folder = str(theme_folder(config))
    if folder not in config.theme.dirs:
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, folder)
