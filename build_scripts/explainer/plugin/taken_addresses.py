"""Addresses at which two things would be published, so that one would replace the other."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from explainer.pages import CARDS

_WRITTEN_LAST = ("pagefind/", f"{CARDS}/", "_headers", "404.html", "sitemap.xml", "sitemap.xml.gz")
_EDIT_PAGE = "edit/"


def taken_addresses(ours: Iterable[str], files: Files, config: MkDocsConfig, has_edit_page: bool) -> tuple[str, ...]:
    """A sentence for each address that our paths, and the files of the docs and the theme, would have twice."""
    return tuple(_taken(ours, files, config, has_edit_page))


def _taken(ours: Iterable[str], files: Files, config: MkDocsConfig, has_edit_page: bool) -> Iterator[str]:
    theirs = {file.dest_uri: file.src_uri for file in files}
    written_last = (*_WRITTEN_LAST, *([_EDIT_PAGE] if has_edit_page else []))
    for address, path in theirs.items():
        if any(address == own or (own.endswith("/") and address.startswith(own)) for own in written_last):
            yield f"The docs folder has '{path}' at an address that the site needs itself."
    published = dict(theirs)
    for path in ours:
        address = File.generated(config, path, content="").dest_uri
        if other := theirs.get(address):
            yield f"The content has a page or file '{path}' at the address of '{other}' in the docs folder."
        published.setdefault(address, path)
    for address, path in published.items():
        while address := posixpath.dirname(address):
            if other := published.get(address):
                yield f"'{path}' would be published below '{other}', which is a file and no folder."
