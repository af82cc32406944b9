"""The door to MkDocs. Only this package knows it: configuration in, pages and problems out.

A build that finds nothing changed ends here, before the compiler is loaded, which takes longer than to find that out.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from explainer.build_cache import BuildCache, build_cache_of
from explainer.editor_settings import npm_packages
from explainer.plugin.options import ExplainerConfig
from explainer.plugin.settings import is_ours_alone
from explainer.plugin.theme_folder import take_theme, theme_folder
from explainer.plugin.unchanged import LastBuild
from explainer.plugin.whole_build import WholeBuild, today

if TYPE_CHECKING:
    from explainer.plugin.site_build import SiteBuild


class ExplainerPlugin(WholeBuild, BasePlugin[ExplainerConfig]):  # type: ignore[no-untyped-call]
    """Adds the compiled content to MkDocs' files."""

    def __init__(self) -> None:
        self._is_preview = self._is_plain_build = False
        self._build: SiteBuild | None = None
        self._cache = BuildCache()
        self._last_build: LastBuild | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        command_line = click.get_current_context(silent=True)
        is_live = command_line is None or command_line.params.get("livereload") is not False
        self._is_plain_build = command == "build" and not dirty
        self._is_preview = command == "serve" and is_live
        if self._is_preview:
            signal.signal(signal.SIGTERM, signal.default_int_handler)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Compiles the content, or ends the build if the site that is there was made from the same."""
        content = Path(self.config.content)
        if not self._is_preview:
            self._cache = build_cache_of(content.parent)
        self.begin_build(config, content, self._cache, is_live=self._is_preview)
        take_theme(config)
        if self._is_plain_build and is_ours_alone(config) and not self.config.cards:  # installed fonts may change
            self._last_build = LastBuild(config, self._made_from(config), self._cache.disk)
            if self._last_build.stands():
                click.echo("Nothing has changed since the last build, so the site stays as it is.")
                sys.exit()
        if self._build is None or not self._is_preview:
            from explainer.plugin.site_build import SiteBuild  # noqa: PLC0415 - it loads the compiler

            self._build = SiteBuild(self, self.config, self._cache, self._is_preview)
        return self._build.on_config(config)

    def _made_from(self, config: MkDocsConfig) -> tuple[object, ...]:
        """What a site is made from besides its settings."""
        folders = (Path(self.config.content), theme_folder(config), Path(config.docs_dir))
        return (*folders, today(), self._edit_files(config))

    def _edit_files(self, config: MkDocsConfig) -> object:
        """The files of the page /edit/, each by its name and hash; why there are none, if there are none."""
        if not self.config.edit_page:
            return ()
        try:
            found = npm_packages.contents(Path(config.config_file_path or "").parent / npm_packages.FOLDER)
        except npm_packages.PackageError as error:
            return str(error)
        return {name: npm_packages.integrity_of(content) for name, content in found.items()}

    @property
    def _site_build(self) -> SiteBuild:
        assert self._build is not None
        return self._build

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        return self._site_build.on_files(files, config=config)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        return self._site_build.on_nav(nav, config=config, files=files)

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        return self._site_build.on_page_markdown(markdown, page=page, config=config, files=files)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        return self._site_build.on_env(env, config=config, files=files)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        return self._site_build.on_template_context(context, template_name=template_name, config=config)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        return self._site_build.on_post_page(output, page=page, config=config)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        return self._site_build.on_post_template(output_content, template_name=template_name, config=config)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Writes our pages and what is made from the built site, and puts the site in its place."""
        digests, last_build = self._site_build.write(config), self._last_build
        if self._is_preview:
            return
        finished = last_build.finished(Path(config.site_dir), digests) if last_build else None
        if self.finish_build(config) and last_build and finished:
            last_build.keep(finished)
        self._cache.disk.shrink()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[[], None]
    ) -> Any:  # MkDocs calls only `serve`, `watch` and `shutdown`
        return self._site_build.on_serve(server, config=config, builder=builder)
