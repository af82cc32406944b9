"""Pages by MkDocs, one at a time: what it prepared for a build, kept so that a preview can ask for single pages.

The steps are those of MkDocs' own build of a page, through its public functions; a test compares the bytes of both.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from explainer.pages import Pages


@dataclass
class Prepared:
    """MkDocs' configuration, files, menu and templates, and the pages that were rendered with them so far."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment
    _by_address: dict[str, File] = field(default_factory=dict)
    _read: dict[str, str] = field(default_factory=dict)
    _rendered: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_address = {file.dest_uri: file for file in self.files}

    def file_at(self, address: str) -> File | None:
        """The file of an address below the root of the site, as `events/x/index.html`."""
        return self._by_address.get(address)

    def read_menu(self, pages: Pages) -> None:
        """Reads the pages whose titles the menu shows and no configuration gives.

        All pages show the menu, so where a title changed they are rendered anew.
        """
        before = self._titles()
        compiled = set(pages.paths)
        for page in self.nav.pages:
            if page.file.src_uri not in compiled:
                self._read_source(page, page.file.content_string)
            elif "title" not in vars(page):
                self._read_source(page, str(pages.at(page.file.src_uri)))
        if self._titles() != before:
            self._rendered.clear()

    def _titles(self) -> tuple[object, ...]:
        return tuple((page.title, page.meta.get("icon"), page.meta.get("status")) for page in self.nav.pages)

    def _read_source(self, page: Page, text: str) -> None:
        """Gives the page its Markdown and its metadata, where they are not those that it has."""
        path = page.file.src_uri
        if self._read.get(path) == text:
            return
        plugins = self.config.plugins
        page.file.content_string = text
        page = plugins.on_pre_page(page, config=self.config, files=self.files)
        page.read_source(self.config)
        assert page.markdown is not None
        page.markdown = plugins.on_page_markdown(page.markdown, page=page, config=self.config, files=self.files)
        self._read[path] = text

    def html_of(self, file: File, text: str) -> bytes:
        """The page of a Markdown file with that text, as MkDocs would write it. May raise what templates raise."""
        known = self._rendered.get(file.src_uri)
        if known and known[0] == text:
            return known[1]
        page = file.page or Page(None, file, self.config)
        self._read_source(page, text)
        html = self._rendered_page(page)
        self._rendered[file.src_uri] = (text, html)
        return html

    def _rendered_page(self, page: Page) -> bytes:
        config, plugins = self.config, self.config.plugins
        page.render(config, self.files)
        assert page.content is not None
        page.content = plugins.on_page_content(page.content, page=page, config=config, files=self.files)
        page.active = True
        try:
            context = get_context(self.nav, self.files.documentation_pages(), config, page)
            template = self.env.get_template(str(page.meta.get("template", "main.html")))
            context = plugins.on_page_context(context, page=page, config=config, nav=self.nav)
            output = plugins.on_post_page(template.render(context), page=page, config=config)
        finally:
            page.active = False
        return output.encode("utf-8", errors="xmlcharrefreplace")
