"""What the plugin does in each of MkDocs' steps: it compiles the content, and writes the site or prepares a preview."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from explainer.build_cache import BuildCache
from explainer.built_site.cards import CardsError, cards_of, lacking_letters
from explainer.built_site.data_files import write_data
from explainer.built_site.former_paths import copy_to_former_paths
from explainer.built_site.new_site import NewSite
from explainer.built_site.pictures import resized
from explainer.built_site.search_index import Indexing, IndexingError
from explainer.built_site.trim_assets import trim
from explainer.catalogue import catalogue_of
from explainer.disk_cache import NoCache, digest_of_folder
from explainer.editor_settings import cms, edit_page, forms, npm_packages
from explainer.editor_settings.code_hosts import CodeHost, edit_url, host_at, report_url
from explainer.file_watcher import Watch
from explainer.model.edition import Edition
from explainer.pages import Settings
from explainer.permalinks import unpublished
from explainer.pipeline import Compiled, compile_site
from explainer.plugin.finished import make_printable
from explainer.plugin.frame_policy import Policies
from explainer.plugin.framed_pages import FramedPages, Written
from explainer.plugin.live_content import Inputs, LiveContent
from explainer.plugin.live_site import LiveSite, watched_by
from explainer.plugin.navigation import leave_out_docs, take_frame
from explainer.plugin.notices import log_problems
from explainer.plugin.options import ExplainerConfig
from explainer.plugin.page_rendering import Prepared, Unindented
from explainer.plugin.settings import is_ours_alone
from explainer.plugin.site_files import SiteFiles, add_files, give_ids_to_linked_pages, set_apart
from explainer.plugin.taken_addresses import taken_addresses
from explainer.plugin.theme_folder import theme_folder
from explainer.plugin.whole_build import WholeBuild, today
from explainer.preview import PreviewServer
from explainer.problems import errors_of

if TYPE_CHECKING:
    from explainer.built_site.cards.card_drawing import Cards

_log = logging.getLogger("mkdocs.plugins.explainer")
_LANGUAGES_OF_SEARCH = "assets/javascripts/lunr/"
"""What the worker of Material's own search would load; the worker itself is named in every page."""


class SiteBuild:
    """The hooks of a build or a preview that makes something. A preview calls those that prepare again and again.

    In a preview MkDocs only prepares and has no files to render. What it prepared is one value, `Prepared`, from which
    single pages are rendered later, on demand.
    """

    def __init__(self, whole: WholeBuild, options: ExplainerConfig, cache: BuildCache, is_live: bool) -> None:
        self._whole = whole
        self._options = options
        self._cache = cache
        self._live = LiveContent() if is_live else None
        """The content of a preview; None in a build."""
        self._watch: Watch | None = None
        self._given: Compiled | None = None
        """The site that MkDocs is to prepare; None if it is to be compiled first."""
        self._inputs: Inputs | None = None
        self._compiled: Compiled | None = None
        self._files_and_nav: tuple[Files, Navigation] | None = None
        self._taken: tuple[str, ...] = ()
        self._prepared: Prepared | None = None
        self._policies: Policies | None = None
        self._cards: Cards | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Compiles the content."""
        inputs = Inputs(Path(self._options.content), theme_folder(config), _settings(config, self._options))
        self._inputs = inputs
        if self._live:
            self._watch = self._watch or Watch(watched_by(config, inputs))  # before any of it is read
            self._compiled = self._given or self._live.compile(inputs)
            take_frame(config, self._compiled.frame, self._compiled.language, self._options.docs_pages)
            return config
        self._compiled = compile_site(inputs.content, inputs.theme, inputs.settings, today(), self._cache)
        log_problems(self._compiled.problems, inputs.content)
        if errors_of(self._compiled.problems):
            self._cache.save()
            raise Abort("The content has errors, so no site was built.")
        self._cards = self._drawing(config, self._compiled)
        take_frame(config, self._compiled.frame, self._compiled.language, self._options.docs_pages)
        return config

    def _drawing(self, config: MkDocsConfig, compiled: Compiled) -> Cards | None:
        """What draws the cards; None if there are to be none."""
        if not self._options.cards:
            return None
        if not config.site_url:
            click.echo("A page names its card by a whole address, so without site_url there are no cards.", err=True)
            return None
        try:
            fonts, edition = map(Path, self._options.card_fonts), Edition(compiled.language)
            return cards_of(theme_folder(config), fonts, edition, self._cache.disk)
        except CardsError as error:
            _log.error("%s", error)
            raise Abort("The site has no cards, so it is not whole.") from error

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        assert self._compiled is not None
        _remove_needless(files, config)
        if not self._options.docs_pages:
            leave_out_docs(files, config)
        self._refuse_taken_addresses(files, config)
        content = Path(self._options.content)
        assets = self._compiled.assets
        others: dict[str, str | bytes | Path] = {
            **{path: "" if self._live else assets.at(path).text for path in assets.paths},
            **{file: content / file for file in self._compiled.files if (content / file).is_file()},
            **{c.path: resized((content / c.original).read_bytes(), c) for c in self._compiled.smaller},
        }
        return add_files(files, self._compiled.pages, others, config)

    def _refuse_taken_addresses(self, files: Files, config: MkDocsConfig) -> None:
        """Stops if the content would replace a page or file of the docs folder."""
        assert self._compiled is not None
        ours = [*self._compiled.pages.paths, *self._compiled.files, *self._compiled.assets.paths]
        ours += [old for old, _ in self._compiled.copies]
        taken = taken_addresses(ours, files, config, has_edit_page=self._options.edit_page)
        for line in taken:
            _log.error("%s", line)
        self._taken = taken
        if taken and not self._live:
            raise Abort("The content has errors, so no site was built.")

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Leaves MkDocs only the pages of the docs folder to render. A preview leaves it none, and no files to copy."""
        assert self._compiled is not None
        assert isinstance(files, SiteFiles)
        if self._live:
            self._files_and_nav = (Files(list(files)), nav)
            for file in list(files):
                files.remove(file)
        else:
            self._files_and_nav = (files, nav)
            set_apart(files, self._compiled.pages, config)
        return nav

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        make_printable(page)
        return markdown

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Gives the templates of the frame the words of the catalogue."""
        assert self._compiled is not None
        assert self._inputs is not None
        assert self._files_and_nav is not None
        env.trim_blocks = env.lstrip_blocks = True  # lines of templates with nothing but a tag are not sent
        env.add_extension(Unindented)
        env.globals["say"] = catalogue_of(self._compiled.language).say
        files, nav = self._files_and_nav
        self._policies = Policies(config, nav, env)
        frame = Prepared(self._inputs, self._compiled, config, files, nav, env, self._taken)
        env.globals["menu_of"] = frame.menu_of
        frame.read_menu(self._compiled.pages)
        if isinstance(files, SiteFiles):
            give_ids_to_linked_pages(files, self._compiled.pages)
        self._prepared = frame
        return env

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Gives the sitemap all pages."""
        assert self._files_and_nav is not None
        files, _ = self._files_and_nav
        if isinstance(files, SiteFiles):
            context["pages"] = files.all_pages()
        return context

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        assert self._policies is not None
        return self._policies.into_page(output, page)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        assert self._policies is not None
        is_page = template_name.endswith(".html")
        return self._policies.into_template(output_content, template_name) if is_page else output_content

    def write(self, config: MkDocsConfig) -> Mapping[str, str]:
        """Writes our pages and what is made from the built site. A preview has not built all pages: it gets /edit/.

        Returns the digests of the pages, by their paths in the site.
        """
        if self._live:
            self._write_edit_page(config)
            return {}
        digests = self._write_site(config)
        self._write_edit_page(config)
        self._write_headers(Path(config.site_dir))
        return digests

    def _write_site(self, config: MkDocsConfig) -> Mapping[str, str]:
        """Writes the pages, and what is made from them; the rest is made while the search index is."""
        assert self._compiled is not None
        is_alone = is_ours_alone(config)
        site = self._whole.new_site if is_alone else NewSite(Path(config.site_dir))
        written = self._write_pages(site, self._cache.disk if is_alone else NoCache())
        if lacking := lacking_letters({path: page.lacking for path, page in written.items() if page.lacking}):
            click.echo(lacking, err=True)
        try:
            with Indexing(site):
                write_data(site, self._compiled.data())
                copy_to_former_paths(site.folder, self._compiled.copies)
                self._refuse_lost_addresses(config)
                trim(site.folder, {path: page.made.usage for path, page in written.items()})
                self._cache.save()
        except IndexingError as error:
            _log.error("%s", error)
            raise Abort("The site has no search index, so it is not whole.") from error
        return {path: page.made.digest for path, page in written.items()}

    def _write_pages(self, site: NewSite, disk: NoCache) -> Written:
        assert self._prepared is not None
        theme = digest_of_folder(self._prepared.inputs.theme)
        return FramedPages(self._prepared, disk, theme, site, self._cards).write_all()

    def _refuse_lost_addresses(self, config: MkDocsConfig) -> None:
        """Stops if the finished site lacks an address of the ledger."""
        assert self._compiled is not None
        lost = unpublished(Path(config.site_dir), self._compiled.listed, config.use_directory_urls)
        log_problems(lost, Path(self._options.content))
        if lost:
            raise Abort("The site has lost addresses, so it is not whole.")

    def _write_edit_page(self, config: MkDocsConfig) -> None:
        """Writes /edit/ if the configuration asks for it; if that fails, a preview goes on without it."""
        assert self._compiled is not None
        if not self._options.edit_page or self._compiled.dispute is None:
            return
        root = _root_of(config)
        folder = _folder_in_repository(config, self._options)
        try:
            edit_page.write(
                Path(config.site_dir),
                theme_folder(config),
                root / npm_packages.FOLDER,
                self._compiled.dispute,
                cms.RepositoryFolder(edit_page.repository_of(config.repo_url or ""), folder, config.site_url or ""),
            )
        except npm_packages.PackageError as error:
            _log.error("%s", error)
            if not self._live:
                raise Abort("The site has no page /edit/, so it is not whole.") from error

    def _write_headers(self, site: Path) -> None:
        assert self._policies is not None
        assert self._files_and_nav is not None
        files, _ = self._files_and_nav
        assert isinstance(files, SiteFiles)
        pages = [file.page for file in files.all_pages() if file.page]
        (site / "_headers").write_text(self._policies.headers_of(site, pages), "utf-8", newline="\n")

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[[], None]
    ) -> Any:  # MkDocs calls only `serve`, `watch` and `shutdown`
        """The preview's server instead of MkDocs'; `mkdocs serve --clean` keeps MkDocs' and builds everything."""
        if not self._live:
            server.watch(self._options.content)
            server.watch(str(theme_folder(config)))
            return server
        server.server_close()
        host, port = config.dev_addr
        assert self._watch is not None
        assert self._prepared is not None
        site = LiveSite(self._live, self._prepared, partial(self._prepare, builder))
        try:
            return PreviewServer(site, self._watch, host, port, urlsplit(config.site_url or "/").path)
        except OSError as error:
            reason = f"The preview cannot use the address {host}:{port}: {error.strerror}."
            raise Abort(f"{reason} Another preview may be running there; name another port with --dev-addr.") from error

    def _prepare(self, builder: Callable[[], None], compiled: Compiled | None) -> Prepared:
        """What MkDocs prepares for the site. For None, the content is compiled with the present settings."""
        self._given = compiled
        builder()
        assert self._prepared is not None
        return self._prepared


def _root_of(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or "").parent


def _remove_needless(files: Files, config: MkDocsConfig) -> None:
    """Takes out what MkDocs publishes of a theme and no page asks for: our templates, languages of Material's search.

    Those are half a megabyte, and whatever class they name would stay in the style sheets.
    """
    templates = (theme_folder(config) / "explainer").resolve()
    has_search = any(name.endswith("search") for name in config.plugins)
    for file in tuple(files):
        is_template = file.abs_src_path and Path(file.abs_src_path).resolve().is_relative_to(templates)
        if is_template or (file.src_uri.startswith(_LANGUAGES_OF_SEARCH) and not has_search):
            files.remove(file)


def _folder_in_repository(config: MkDocsConfig, options: ExplainerConfig) -> str:
    """The content folder as a path from the root of the repository, where mkdocs.yml is."""
    return Path(os.path.relpath(options.content, Path(config.config_file_path or "").parent)).as_posix()


def _settings(config: MkDocsConfig, options: ExplainerConfig) -> Settings:
    repository = config.repo_url or ""
    host = CodeHost(options.repo_host) if options.repo_host else host_at(repository)
    folder = _folder_in_repository(config, options)
    return Settings(
        directory_urls=config.use_directory_urls,
        edit_url=edit_url(repository, host, options.branch, folder) if repository and host else "",
        site_url=config.site_url or "",
        report_url=report_url(repository, host) if repository and host else "",
        forms=forms.names() if options.edit_page else {},
    )
