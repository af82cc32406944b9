"""The door to MkDocs, and the only module that knows it: configuration in, pages and problems out."""

from __future__ import annotations

import html
import logging
import os
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from explainer.catalogue import catalogue_of
from explainer.indexing import IndexingError, write_index
from explainer.pages import Asset, Page, Settings
from explainer.pipeline import Compiled, compile_site
from explainer.problems import Problem, Severity, errors_of

_log = logging.getLogger("mkdocs.plugins.explainer")


class ExplainerConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's options in mkdocs.yml."""

    content = config_options.Dir(exists=True, default="content")
    content_edit_uri = config_options.Type(str, default="")
    """Put behind repo_url and before the path of a content file, to edit it: `edit/main/content/`."""


class ExplainerPlugin(BasePlugin[ExplainerConfig]):  # type: ignore[no-untyped-call]
    """Adds the compiled content to MkDocs' files; of one build of `serve` it keeps the last good site for the next."""

    def __init__(self) -> None:
        self._serving = False
        self._last_good: Compiled | None = None
        self._compiled: Compiled | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Compiles the content, before MkDocs empties the folder of the last site."""
        if not self._serving:
            self._last_good = None
        content = Path(self.config.content)
        if not config.theme.custom_dir:
            raise ConfigurationError("The theme needs a custom_dir, where the templates of the explainer are.")
        theme = Path(config.theme.custom_dir)
        compiled = compile_site(content, theme, _settings(config, self.config.content_edit_uri))
        _report(compiled.problems, content)
        if not errors_of(compiled.problems):
            self._compiled = self._last_good = compiled
        elif self._serving:
            self._compiled = self._last_good or _problem_site(compiled.problems)
        else:
            raise Abort("The content has errors, so no site was built.")
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        assert self._compiled is not None
        self._refuse_taken_addresses(files, config)
        for page in self._compiled.pages:
            level = InclusionLevel.INCLUDED if _is_in_nav(page) else InclusionLevel.NOT_IN_NAV
            files.append(File.generated(config, page.path, content=str(page), inclusion=level))
        for asset in self._compiled.assets:
            files.append(File.generated(config, asset.path, content=asset.text))
        for file in self._compiled.files:
            path = Path(self.config.content) / file
            if path.is_file():
                files.append(File.generated(config, file, abs_src_path=str(path)))
        return files

    def _refuse_taken_addresses(self, files: Files, config: MkDocsConfig) -> None:
        """Stops where the content would replace a page or file of the docs folder."""
        assert self._compiled is not None
        ours = [page.path for page in self._compiled.pages]
        ours += [*self._compiled.files, *(asset.path for asset in self._compiled.assets)]
        theirs = {file.dest_uri: file.src_uri for file in files}
        taken = [(path, theirs.get(File.generated(config, path, content="").dest_uri)) for path in ours]
        for path, other in taken:
            if other:
                _log.error(
                    "The content has a page or file '%s' at the address of '%s' in the docs folder.", path, other
                )
        if not self._serving and any(other for _, other in taken):
            raise Abort("The content has errors, so no site was built.")

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
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Indexes the built site; a preview does without a search where that fails."""
        try:
            write_index(Path(config.site_dir))
        except IndexingError as error:
            _log.error("%s", error)
            if not self._serving:
                raise Abort("The site has no search index, so it is not whole.") from error

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        server.watch(self.config.content)
        if config.theme.custom_dir:
            server.watch(config.theme.custom_dir)
        return server


def _is_in_nav(page: Page) -> bool:
    """Whether a page may stand in the nav: entries and topics may not, they make it slow (docs/development/)."""
    if "robots" in page.meta:
        return False
    folder, _, name = page.path.rpartition("/")
    return not folder or (name == "index.md" and "/" not in folder)


def _settings(config: MkDocsConfig, content_edit_uri: str) -> Settings:
    repository = (config.repo_url or "").rstrip("/")
    return Settings(
        directory_urls=config.use_directory_urls,
        edit_url=f"{repository}/{content_edit_uri}" if repository and content_edit_uri else "",
        site_url=config.site_url or "",
        report_url=f"{repository}/issues/new?title={{title}}&body={{path}}" if repository else "",
    )


def _report(problems: tuple[Problem, ...], content: Path) -> None:
    folder = os.path.relpath(content)
    for problem in problems:
        level = logging.ERROR if problem.severity is Severity.ERROR else logging.WARNING
        _log.log(level, "%s", f"{folder}/{problem}")


def _problem_site(problems: tuple[Problem, ...]) -> Compiled:
    """A site of one page that lists the problems, for a preview that has no good site to show yet."""
    lines = "\n".join(f"    {problem}" for problem in problems)
    page = Page("index.md", {"title": "Problems"}, f"# Problems\n\n{lines}\n")
    return Compiled((page,), (Asset("assets/explainer/style.css", ""),), (), problems)
