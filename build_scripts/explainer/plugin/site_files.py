"""The files of a site: MkDocs knows all of them, and renders only some of the pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from explainer.pages import Pages
from explainer.plugin.finished import ids_in
from explainer.plugin.navigation import pages_in


class SiteFiles(Files):
    """Files that give MkDocs all pages for its menu, and then only those that it has to render."""

    elsewhere: frozenset[str] = frozenset()
    """The paths of the pages that MkDocs does not render."""

    def documentation_pages(
        self, *, inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included
    ) -> Sequence[File]:
        pages = super().documentation_pages(inclusion=inclusion)
        return [page for page in pages if page.src_uri not in self.elsewhere]

    def all_pages(self) -> Sequence[File]:
        """All pages, as the sitemap lists them, with those that MkDocs does not render."""
        return super().documentation_pages()


def add_files(files: Files, pages: Pages, others: dict[str, str | bytes | Path], config: MkDocsConfig) -> SiteFiles:
    """The files, with the pages, which have no text yet, and with others, each given as its text or its path."""
    every = SiteFiles(files)
    in_nav = pages_in(config.nav or [])  # entries never are: a nav of all would make MkDocs slow
    for path in pages.paths:
        level = InclusionLevel.INCLUDED if path in in_nav else InclusionLevel.NOT_IN_NAV
        every.append(File.generated(config, path, content="", inclusion=level))
    for path, content in others.items():
        if isinstance(content, str | bytes):
            every.append(File.generated(config, path, content=content))
        else:
            every.append(File.generated(config, path, abs_src_path=str(content)))
    return every


def set_apart(files: SiteFiles, pages: Pages, config: MkDocsConfig) -> None:
    """Keeps MkDocs from rendering the pages; the sitemap, the menu and links still have them."""
    files.elsewhere = frozenset(pages.paths)
    for path in pages.paths:
        file = files.src_uris[path]
        page = file.page or Page(None, file, config)
        page.meta = {
            **({"robots": "noindex"} if path in pages.unlisted else {}),
            **({"changed": pages.changed[path]} if path in pages.changed else {}),
        }


def give_ids_to_linked_pages(files: SiteFiles, pages: Pages) -> None:
    """Tells MkDocs which ids our pages have, if its own pages link to parts of them."""
    ours = {
        linked
        for file in files.documentation_pages()
        if file.page
        for linked in file.page.links_to_anchors or ()
        if linked.src_uri in files.elsewhere
    }
    for file in ours:
        assert file.page is not None
        with suppress(Exception):  # it is reported when the page is written
            file.page.present_anchor_ids = ids_in(pages.at(file.src_uri).html)
