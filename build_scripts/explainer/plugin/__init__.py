"""The door to MkDocs, and the only module that knows it: configuration in, pages and problems out."""

from __future__ import annotations

import html
import logging
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import click
from jinja2 import Environment
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from explainer.catalogue import catalogue_of
from explainer.indexing import IndexingError, write_index
from explainer.pages import Settings
from explainer.pipeline import Compiled, compile_site
from explainer.plugin.live import LiveSite, log_problems, today, watched_by
from explainer.plugin.rendering import Prepared
from explainer.preview import PreviewServer
from explainer.problems import errors_of
from explainer.surfaces import cms, edit_page, packages, shapes
from explainer.trimming import trim
from explainer.watching import Watch

_log = logging.getLogger("mkdocs.plugins.explainer")


class ExplainerConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's options in mkdocs.yml."""

    content = config_options.Dir(exists=True, default="content")
    content_edit_uri = config_options.Type(str, default="")
    """Put behind repo_url and before the path of a content file, to edit it: `edit/main/content/`."""
    edit_page = config_options.Type(bool, default=False)
    """Whether the site has the page /edit/, on which entries are written in the browser."""


class ExplainerPlugin(BasePlugin[ExplainerConfig]):  # type: ignore[no-untyped-call]
    """Adds the compiled content to MkDocs' files.

    In a preview MkDocs only prepares, and is left no file to render; the preview asks for single pages then.
    """

    def __init__(self) -> None:
        self._live: LiveSite | None = None
        self._watch: Watch | None = None
        self._compiled: Compiled | None = None
        self._prepared_files: tuple[Files, Navigation] | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        command_line = click.get_current_context(silent=True)
        is_live = command_line is None or command_line.params.get("livereload") is not False
        if command == "serve" and is_live:
            self._live = LiveSite()
            signal.signal(signal.SIGTERM, signal.default_int_handler)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Compiles the content, before MkDocs empties the folder of the last site."""
        content = Path(self.config.content)
        if not config.theme.custom_dir:
            raise ConfigurationError("The theme needs a custom_dir, where the templates of the explainer are.")
        theme = Path(config.theme.custom_dir)
        settings = _settings(config, self.config)
        if self._live:
            self._watch = self._watch or Watch(watched_by(config, content, theme))  # before anything of it is read
            self._compiled = self._live.compile(content, theme, settings)
            return config
        self._compiled = compile_site(content, theme, settings, today())
        log_problems(self._compiled.problems, content)
        if errors_of(self._compiled.problems):
            raise Abort("The content has errors, so no site was built.")
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        assert self._compiled is not None
        _remove_templates(files, config)
        self._refuse_taken_addresses(files, config)
        pages = self._compiled.pages
        for path in pages.paths:
            is_in_nav = _may_be_in_nav(path) and path not in pages.unlisted
            level = InclusionLevel.INCLUDED if is_in_nav else InclusionLevel.NOT_IN_NAV
            text = "" if self._live else str(pages.at(path))
            files.append(File.generated(config, path, content=text, inclusion=level))
        for asset in self._compiled.assets:
            files.append(File.generated(config, asset.path, content=asset.text))
        for file in self._compiled.files:
            source = Path(self.config.content) / file
            if source.is_file():
                files.append(File.generated(config, file, abs_src_path=str(source)))
        return files

    def _refuse_taken_addresses(self, files: Files, config: MkDocsConfig) -> None:
        """Stops where the content would replace a page or file of the docs folder."""
        assert self._compiled is not None
        ours = [*self._compiled.pages.paths, *self._compiled.files, *(asset.path for asset in self._compiled.assets)]
        theirs = {file.dest_uri: file.src_uri for file in files}
        pairs = [(path, theirs.get(File.generated(config, path, content="").dest_uri)) for path in ours]
        said = "The content has a page or file '{}' at the address of '{}' in the docs folder."
        taken = tuple(said.format(path, other) for path, other in pairs if other)
        for line in taken:
            _log.error("%s", line)
        if self._live:
            self._live.taken = taken
        elif taken:
            raise Abort("The content has errors, so no site was built.")

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Takes all files from the build of a preview, so that it renders and copies none."""
        if self._live:
            self._prepared_files = (Files(list(files)), nav)
            for file in list(files):
                files.remove(file)
        return nav

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Makes the metadata safe to print: MkDocs' and Material's templates put it into HTML as it is."""
        for name in ("title", "description"):
            if name in page.meta:
                page.meta[name] = html.escape(str(page.meta[name]))
        return markdown

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Gives the frame of the pages the words of the catalogue."""
        assert self._compiled is not None
        env.globals["say"] = catalogue_of(self._compiled.language).say
        if self._live:
            assert self._prepared_files is not None
            self._live.take_prepared(Prepared(config, *self._prepared_files, env))
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Adds what is made from the built site; a preview has not built all pages, and does without all but /edit/."""
        if not self._live:
            trim(Path(config.site_dir))
            self._write_index(config)
        self._write_edit_page(config)

    def _write_edit_page(self, config: MkDocsConfig) -> None:
        """Writes /edit/ where it is asked for; a preview does without it where that fails."""
        assert self._compiled is not None
        assert config.theme.custom_dir
        if not self.config.edit_page or self._compiled.dispute is None:
            return
        root = Path(config.config_file_path or "").parent
        folder = Path(os.path.relpath(self.config.content, root)).as_posix()
        try:
            edit_page.write(
                Path(config.site_dir),
                Path(config.theme.custom_dir),
                root / packages.CACHE,
                self._compiled.dispute,
                cms.Place(edit_page.repository_of(config.repo_url or ""), folder, config.site_url or ""),
            )
        except packages.PackageError as error:
            _log.error("%s", error)
            if not self._live:
                raise Abort("The site has no page /edit/, so it is not whole.") from error

    def _write_index(self, config: MkDocsConfig) -> None:
        try:
            write_index(Path(config.site_dir))
        except IndexingError as error:
            _log.error("%s", error)
            raise Abort("The site has no search index, so it is not whole.") from error

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[[], None]
    ) -> Any:  # MkDocs asks of it no more than `serve`, `watch` and `shutdown`
        """The preview's own server in the place of MkDocs', which `mkdocs serve --clean` keeps, with whole builds."""
        if not self._live:
            server.watch(self.config.content)
            if config.theme.custom_dir:
                server.watch(config.theme.custom_dir)
            return server
        server.server_close()
        self._live.rebuild = builder
        host, port = config.dev_addr
        assert self._watch is not None
        try:
            return PreviewServer(self._live, self._watch, host, port, urlsplit(config.site_url or "/").path)
        except OSError as error:
            reason = f"The preview cannot use the address {host}:{port}: {error.strerror}."
            raise Abort(f"{reason} Another preview may be running there; name another port with --dev-addr.") from error


def _remove_templates(files: Files, config: MkDocsConfig) -> None:
    """Takes out our templates, since MkDocs publishes a theme's files of any kind that it does not render itself."""
    assert config.theme.custom_dir
    templates = Path(config.theme.custom_dir, "explainer").resolve()
    for file in tuple(files):
        if file.abs_src_path and Path(file.abs_src_path).resolve().is_relative_to(templates):
            files.remove(file)


def _may_be_in_nav(path: str) -> bool:
    """Whether a page may stand in the nav: entries and topics may not, they make it slow (docs/development/)."""
    folder, _, name = path.rpartition("/")
    return not folder or (name == "index.md" and "/" not in folder)


def _settings(config: MkDocsConfig, options: ExplainerConfig) -> Settings:
    repository = (config.repo_url or "").rstrip("/")
    return Settings(
        directory_urls=config.use_directory_urls,
        edit_url=f"{repository}/{options.content_edit_uri}" if repository and options.content_edit_uri else "",
        site_url=config.site_url or "",
        report_url=f"{repository}/issues/new?template=mistake.yml&title={{title}}&page={{path}}" if repository else "",
        forms=shapes.names() if options.edit_page else {},
    )
