"""The options of the plugin."""

from __future__ import annotations

from mkdocs.config import config_options
from mkdocs.config.base import Config

from explainer.editor_settings.code_hosts import CodeHost


class ExplainerConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's options in mkdocs.yml."""

    content = config_options.Dir(exists=True, default="content")
    repo_host = config_options.Optional(config_options.Choice(tuple(map(str, CodeHost))))
    """What kind of host `repo_url` is on, if its name does not show it; without one, nothing leads to it."""
    branch = config_options.Type(str, default="main")
    """The branch of the repository that readers edit."""
    edit_page = config_options.Type(bool, default=False)
    """Whether the site has the page /edit/, on which entries are written in the browser."""
    cards = config_options.Type(bool, default=False)
    """Whether each page gets a card, the picture that is shown where somebody shares its address."""
    card_fonts = config_options.ListOfPaths(default=[])
    """Files of fonts for the cards, for letters that the theme's fonts do not have."""
    docs_pages = config_options.Type(bool, default=True)
    """Whether the site has the pages of the docs folder: the editing guide, "Your first entry", development."""
