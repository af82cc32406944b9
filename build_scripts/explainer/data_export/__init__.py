"""The record as data: tables as CSV and JSON, the map as GeoJSON, sources for reference managers, entries one by one.

A stage from the published content to files. The same content gives the same bytes: no file says when it was made.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from explainer.data_export.csv_text import csv_text
from explainer.data_export.entry_files import entry_files, file_beside
from explainer.data_export.feeds import feed_files
from explainer.data_export.map_geojson import map_files
from explainer.data_export.package import dictionary, package_of
from explainer.data_export.robots import llms_txt, robots_txt
from explainer.data_export.rows import Address, FilledTable, tables_of
from explainer.data_export.source_files import ENDINGS, cite_files, snapshot_texts, source_files
from explainer.model.asset import Asset
from explainer.views import Context
from explainer.views.changes import feed_of, files_of_feed

__all__ = ["ENDINGS", "FOLDER", "data_files", "files_of_page", "snapshot_texts", "tables_of"]

FOLDER = "data"


def data_files(context: Context, place: Address, address: Address, root: str) -> Iterator[Asset]:
    """All files of the data, each made when it is asked for.

    `place` tells where a page stands in the site, `address` its whole address on the web; `root` is that of the site.
    """
    tables = tables_of(context.corpus, context.links, address)
    yield from _table_files(tables)
    yield Asset(f"{FOLDER}/datapackage.json", package_of(tables, context.corpus.dispute, address("data.md")))
    yield Asset(f"{FOLDER}/dictionary.csv", dictionary())
    yield from source_files(context)
    yield from map_files(context.corpus)
    yield from entry_files(tables, context, place, address)
    yield from feed_files(context, address, root)
    yield from cite_files(context, place, address)
    yield llms_txt(context, place, root)
    if root:
        yield robots_txt(root)


def files_of_page(page: str, place: Address) -> tuple[str, ...]:
    """The files of an entry or topic, whether or not it has them all: those beside its page, and its feeds."""
    beside = (file_beside(place(page), ending) for ending in (".json", ".md", *ENDINGS.values()))
    return (*beside, *files_of_feed(feed_of(page)))


def _table_files(tables: Iterable[FilledTable]) -> Iterator[Asset]:
    for table in tables:
        yield Asset(f"{FOLDER}/{table.schema.name}.csv", csv_text(table))
        yield Asset(f"{FOLDER}/{table.schema.name}.json", _json_text(table))


def _json_text(table: FilledTable) -> str:
    """A list of rows, each on a line of its own, so that two versions can be compared."""
    rows = (json.dumps(dict(row), ensure_ascii=False, separators=(",", ":")) for row in table.rows)
    return "[\n" + ",\n".join(rows) + "\n]\n"
