"""Pages whose content is finished: MkDocs gets as values what it would otherwise read from Markdown."""

from __future__ import annotations

import html
import re
from typing import Any

from markdown.extensions.toc import nest_toc_tokens
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents, get_toc

from explainer.pages import Page

TOP = "top"
"""The id of the heading of every page."""
_ID = re.compile(r"\sid=\"([^\"]+)\"")


def finish(page: MkDocsPage, made: Page) -> None:
    """Makes a page of MkDocs take its metadata, content and headings from ours, in the two steps that ask for them.

    Everything else (the menu, the frame, the neighbours, the sitemap, links to it) is as for any page of MkDocs.
    """

    def read_source(config: MkDocsConfig) -> None:
        page.markdown, page.meta = "", dict(made.meta)

    def render(config: MkDocsConfig, files: Files) -> None:
        page.content, page.toc = made.html, contents_of(made)
        page.meta["fonts"] = made.fonts
        page.present_anchor_ids = ids_in(made.html)

    vars(page).update(read_source=read_source, render=render)


def release(page: MkDocsPage) -> None:
    """Removes what `finish` gave the page, which is large."""
    for name in ("read_source", "render"):
        vars(page).pop(name, None)


def ids_in(content: str) -> set[str]:
    """The ids in the HTML of a page, to which links can lead."""
    return {html.unescape(anchor) for anchor in _ID.findall(content)}


def contents_of(made: Page) -> TableOfContents:
    """The headings nested as in MkDocs' own pages: below the page's title, to which "skip to content" leads."""
    own = {"level": 1, "id": TOP, "name": html.escape(str(made.meta.get("title", "")))}
    tokens: list[Any] = [
        own,
        *({"level": item.level, "id": item.id, "name": html.escape(item.title)} for item in made.headings),
    ]
    return get_toc(nest_toc_tokens(tokens))


def make_printable(page: MkDocsPage) -> None:
    """Escapes the metadata, which the templates of MkDocs and Material put into HTML as it is."""
    for name in ("title", "description"):
        if name in page.meta:
            page.meta[name] = html.escape(str(page.meta[name]))
