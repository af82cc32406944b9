"""Renders pages with MkDocs, one at a time, from what it prepared for a build.

The steps are those of MkDocs' own build of a page, through its public functions; a test compares the bytes of both.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from jinja2 import Environment
from jinja2.ext import Extension
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from explainer.pages import Page as FinishedPage
from explainer.pages import Pages
from explainer.pipeline import Compiled
from explainer.plugin.finished import finish, release
from explainer.plugin.live_content import Inputs

Source = str | FinishedPage
"""What a page is made from: the text of a Markdown file, or a finished page."""


_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


class Unindented(Extension):
    """The templates of the frame without the spaces before their lines, which a browser does not show."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return _INDENT.sub("", source)


@dataclass
class Prepared:
    """What MkDocs prepared for a site: configuration, files, menu and templates; and the pages rendered so far."""

    inputs: Inputs
    compiled: Compiled
    """The site for which it was prepared."""
    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment
    taken: tuple[str, ...] = ()
    """Sentences about addresses that both the content and the docs folder have."""
    _by_address: dict[str, File] = field(default_factory=dict)
    _pages: Sequence[File] = ()
    _read: dict[str, Source] = field(default_factory=dict)
    _rendered: dict[str, tuple[Source, bytes]] = field(default_factory=dict)
    _menus: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_address = {file.dest_uri: file for file in self.files}
        self._pages = [file for file in self.files if file.is_documentation_page()]

    def file_at(self, address: str) -> File | None:
        """The file at an address below the root of the site, such as `events/x/index.html`."""
        return self._by_address.get(address)

    def read_menu(self, pages: Pages) -> None:
        """Reads the pages whose titles the menu shows and the configuration does not give.

        All pages show the menu, so if a title changed, all rendered pages are forgotten.
        """
        before = self.titles()
        for page in self.nav.pages:
            if page.file.src_uri not in pages:
                self._read_if_new(page, page.file.content_string)
            elif "title" not in vars(page):
                self._read_if_new(page, pages.at(page.file.src_uri))
        if self.titles() != before:
            self._rendered.clear()
            self._menus.clear()

    def menu_of(self, page: Page | None, draw: Callable[[], str]) -> str:
        """The menu on a page. Pages of a folder share it if it shows neither them nor pages below them.

        It shows the address of each page from where it stands, which is then the same.
        """
        if page is None or any(shown.url.startswith(page.url) for shown in self.nav.pages):
            return draw()
        folder = posixpath.dirname(page.url.removesuffix("/"))
        if folder not in self._menus:
            self._menus[folder] = draw()
        return self._menus[folder]

    def titles(self) -> tuple[tuple[str, ...], ...]:
        """What the menu shows of its pages, in order."""
        return tuple(
            (str(page.title), str(page.meta.get("icon")), str(page.meta.get("status"))) for page in self.nav.pages
        )

    def _read_if_new(self, page: Page, source: Source) -> None:
        if self._read.get(page.file.src_uri) != source:
            self._read_source(page, source)
            self._read[page.file.src_uri] = source

    def _read_source(self, page: Page, source: Source) -> None:
        """Reads the page's Markdown and metadata from the source."""
        plugins = self.config.plugins
        if isinstance(source, FinishedPage):
            finish(page, source)
        else:
            page.file.content_string = source
        page = plugins.on_pre_page(page, config=self.config, files=self.files)
        page.read_source(self.config)
        assert page.markdown is not None
        page.markdown = plugins.on_page_markdown(page.markdown, page=page, config=self.config, files=self.files)

    def html_of(self, file: File, source: Source) -> bytes:
        """The page as MkDocs would write it from the source; it is kept. May raise what templates raise."""
        known = self._rendered.get(file.src_uri)
        if known and known[0] == source:
            return known[1]
        page = file.page or Page(None, file, self.config)
        self._read_if_new(page, source)
        html = self._rendered_page(page).encode("utf-8", errors="xmlcharrefreplace")
        self._rendered[file.src_uri] = (source, html)
        return html

    def html_of_page(self, source: FinishedPage) -> str:
        """The same for a page of the content; nothing is kept."""
        file = self.files.src_uris[source.path]
        page = file.page or Page(None, file, self.config)
        self._read_source(page, source)
        html = self._rendered_page(page)
        page.content, page.toc = None, get_toc([])
        release(page)
        return html

    def _rendered_page(self, page: Page) -> str:
        config, plugins = self.config, self.config.plugins
        page.render(config, self.files)
        assert page.content is not None
        page.content = plugins.on_page_content(page.content, page=page, config=config, files=self.files)
        page.active = True
        try:
            context = get_context(self.nav, self._pages, config, page)
            template = self.env.get_template(str(page.meta.get("template", "main.html")))
            context = plugins.on_page_context(context, page=page, config=config, nav=self.nav)
            return plugins.on_post_page(template.render(context), page=page, config=config)
        finally:
            page.active = False
