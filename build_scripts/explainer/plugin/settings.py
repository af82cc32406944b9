"""What MkDocs is told by mkdocs.yml, the environment and the command line, as plain values."""

from __future__ import annotations

from functools import partial

from mkdocs.config.defaults import MkDocsConfig
from pydantic_core import from_json, to_json

_OF_THE_RUN = ("site_dir", "strict")
"""Settings that no page shows."""


def settings_of(config: MkDocsConfig) -> object:
    """All settings of a site. Functions, which YAML may name, are given by name and arguments."""
    options = {name: dict(plugin.config) for name, plugin in config.plugins.items()}
    given = [{name: value for name, value in some.items() if name not in _OF_THE_RUN} for some in config.user_configs]
    settings = (given, config.mdx_configs, options, config.site_url, config.use_directory_urls)
    return from_json(to_json(settings, fallback=_name_of))


def is_ours_alone(config: MkDocsConfig) -> bool:
    """Whether no other plugin or hook can change the pages; we cannot know what theirs depend on."""
    return list(config.plugins) == ["explainer"] and not config.hooks


def _name_of(value: object) -> object:
    if isinstance(value, partial):
        return (_name_of(value.func), value.args, value.keywords)
    return f"{type(value).__module__}.{type(value).__qualname__} {getattr(value, '__qualname__', '')}"
