"""Which pages have a name: a reader who types the name or title of a page finds that page first.

Pagefind ranks by words, so a page that says a word often can come before the page that is called so. Names are
therefore listed apart, in `TABLES` small tables, and a search fetches the one for its words. A table has everything
that a result shows, so such a page is shown at once. The browser does the same with the reader's words in
`theme/assets/explainer/search/names.js`; one snapshot holds both.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from explainer.model.corpus import AnyEntry
from explainer.model.fields import Collection
from explainer.views.parts import Context, page_of
from explainer.views.search_record import SearchRecord, search_record_of

TABLES = 128


@dataclass(frozen=True)
class NamedPage:
    """A page as a result of the search."""

    page: str
    title: str
    summary: str
    search_record: SearchRecord


@dataclass(frozen=True)
class NameTable:
    """Some of the names, sorted, each with the numbers in `pages` of the pages that have it, best first."""

    names: tuple[tuple[str, tuple[int, ...]], ...]
    pages: tuple[NamedPage, ...]


def name_tables(context: Context) -> tuple[NameTable, ...]:
    """The names of all searchable pages; `table_of` gives the number of a name's table."""
    corpus = context.corpus
    tables: list[defaultdict[str, list[NamedPage]]] = [defaultdict(list) for _ in range(TABLES)]
    for entry in sorted((*corpus.by_id.values(), *corpus.site), key=_rank):
        page = _named_page(entry, context)
        for key in dict.fromkeys(map(key_of, (page.title, *page.search_record.names))):
            tables[table_of(key)][key].append(page)
    return tuple(_table(names) for names in tables)


def _rank(entry: AnyEntry) -> tuple[bool, str]:
    """A key that sorts sources after entries of the same name, since they are about it."""
    return entry.collection == Collection.SOURCES, page_of(entry)


def _named_page(entry: AnyEntry, context: Context) -> NamedPage:
    reference = context.references.get(entry.id)
    summary = entry.fields.summary or (reference.note if reference else "")
    return NamedPage(page_of(entry), entry.title, summary, search_record_of(entry, context))


def _table(names: Mapping[str, list[NamedPage]]) -> NameTable:
    pages = {page.page: page for found in names.values() for page in found}
    places = {path: place for place, path in enumerate(sorted(pages))}
    listed = ((name, tuple(places[page.page] for page in found)) for name, found in sorted(names.items()) if name)
    return NameTable(tuple(listed), tuple(pages[path] for path in places))


def key_of(name: str) -> str:
    """The name in the form for comparing: letters and digits only, in lower case, without diacritics."""
    plain = unicodedata.normalize("NFKD", name).lower()
    return "".join(char for char in plain if unicodedata.category(char)[0] in "LN")


def table_of(key: str) -> int:
    """The number of the table with the key."""
    number = 0
    for char in key:
        number = (31 * number + ord(char)) % TABLES
    return number
