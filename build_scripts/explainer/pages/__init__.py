"""From views to pages: path, metadata and finished HTML, laid out by the templates of the theme.

A page has no frame. The tabs, the menu and the head around it belong to a site generator, about which nothing is known
here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from functools import cached_property, partial
from pathlib import Path
from urllib.parse import quote

from explainer.build_cache import BuildCache
from explainer.model.asset import Asset
from explainer.model.edition import Edition
from explainer.pages.addresses import CARDS, Addresses, within
from explainer.pages.layout import Layout
from explainer.pages.page import Assets, MadeOnDemand, Meta, Page, PageCard, Pages, Settings
from explainer.pages.table_of_contents import PageHeading, headings_of
from explainer.views import TABLES, NamedPage, NameTable, SiteView

__all__ = [
    "CARDS",
    "FACETS",
    "STYLE",
    "Addresses",
    "Asset",
    "Assets",
    "MadeOnDemand",
    "Meta",
    "Page",
    "PageCard",
    "PageHeading",
    "Pages",
    "Settings",
    "assets_of",
    "filling_of",
    "headings_of",
    "pages_of",
    "text_of",
    "within",
]

FACETS = "assets/facets.json"
"""The facets by which a search can be narrowed."""
PAGES = "assets/explainer/pages.json"
"""The pages that 404.html proposes."""
STYLE = "assets/explainer/style.css"
"""The style sheet of all pages."""


def pages_of(
    site: SiteView, edition: Edition, theme: Path, settings: Settings, cache: BuildCache | None = None
) -> Pages:
    """The pages of the site. Templates are those in the folder `explainer/` of the theme."""
    layout = Layout(edition, theme, settings, cache or BuildCache(), site.kept)
    makers: dict[str, Callable[[], Page]] = {
        **{later.page: partial(layout.page, "entry.html", later) for later in site.entries},
        **{later.page: partial(layout.page, "index.html", later) for later in site.indexes},
        **({site.map.page: partial(layout.page, "map.html", site.map, "map", contents=False)} if site.map else {}),
        site.changes.page: partial(layout.page, "changes.html", site.changes, "changes"),
        site.data.page: partial(layout.page, "data.html", site.data, "data"),
        site.timeline.page: partial(layout.page, "timeline.html", site.timeline, "timeline", contents=False),
        site.positions.page: partial(layout.page, "positions.html", site.positions, "positions"),
        **({site.figures.page: partial(layout.page, "figures.html", site.figures, "figures")} if site.figures else {}),
        **({site.credits.page: partial(layout.page, "credits.html", site.credits, "credits")} if site.credits else {}),
        site.path_list.page: partial(layout.page, "paths.html", site.path_list, "paths"),
        **{later.page: partial(layout.page, "path.html", later, "paths") for later in site.paths},
        **{
            later.page: partial(layout.page, "home.html", later, "site", contents=False)
            if later.page == "index.md"
            else partial(layout.page, "text.html", later, "site")
            for later in site.texts
        },
    }
    unlisted: dict[str, Callable[[], Page]] = {
        site.whole.page: partial(layout.page, "print.html", site.whole, "print", contents=False, is_listed=False),
    }
    if site.worklist:
        page = partial(layout.page, "worklist.html", site.worklist, "worklist", is_listed=False)
        unlisted[site.worklist.page] = page
    document = layout.addresses.document
    by_path = {document(page): make for page, make in sorted((makers | unlisted).items())}
    return Pages(
        by_path, frozenset(map(document, unlisted)), {document(page): day for page, day in site.changed.items()}
    )


def assets_of(
    site: SiteView, edition: Edition, theme: Path, settings: Settings, cache: BuildCache | None = None
) -> Assets:
    """The files beside the pages: what the pages load, and finished pages at former addresses."""
    layout = Layout(edition, theme, settings, cache or BuildCache())
    names = _NameTables(site, layout)
    makers: dict[str, Callable[[], str]] = {
        FACETS: lambda: _json([asdict(facet) for facet in site.facets]),
        PAGES: lambda: _titles(site.kept.pages, layout),
        STYLE: partial(layout.text, "style.css", site.parties),
        **{f"assets/names/{edition.language}/{number}.json": partial(names.text, number) for number in range(TABLES)},
        **{picture.file: partial(layout.text, "thumbnail.svg", picture) for picture in site.thumbnails},
        **{layout.addresses.file(moved.page): partial(layout.redirect, moved) for moved in site.kept.moved},
    }
    return Assets({path: partial(_asset, path, make) for path, make in makers.items()})


def _asset(path: str, make: Callable[[], str]) -> Asset:
    return Asset(path, make())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _titles(pages: Iterable[tuple[str, str]], layout: Layout) -> str:
    """Addresses from the root of the site with their titles, as JSON."""
    return _json([[quote(layout.addresses.place(page)) or "./", layout.typeset(title)] for page, title in pages])


@dataclass(frozen=True)
class _NameTables:
    """The tables of names that the search fetches; all are made when the first is asked for."""

    site: SiteView
    layout: Layout

    @cached_property
    def tables(self) -> tuple[NameTable, ...]:
        return self.site.names()

    def text(self, number: int) -> str:
        """A table as JSON: the names, each with its pages in Pagefind's form of a result."""
        table = self.tables[number]
        return _json({"names": dict(table.names), "pages": [_found(named, self.layout) for named in table.pages]})


def _found(named: NamedPage, layout: Layout) -> dict[str, object]:
    record = named.search_record
    facets = [facet.split(":", 1) for facet in record.facets]
    return {
        "url": "" if named.page == "index.md" else layout.addresses.place(named.page),
        "meta": {
            "title": layout.typeset(named.title),
            "summary": named.summary,
            "kind": record.kind,
            "date": record.date,
        },
        "filters": {name: [value for facet, value in facets if facet == name] for name, _ in facets},
    }


def text_of(template: str, view: object, edition: Edition, theme: Path) -> str:
    """A file of the site that is not a page and comes from no entry, laid out by a template of the theme."""
    return filling_of(template, edition, theme)(view)


def filling_of(template: str, edition: Edition, theme: Path) -> Callable[[object], str]:
    """What gives such a text for each of many views."""
    return partial(Layout(edition, theme, Settings(), BuildCache()).text, template)
