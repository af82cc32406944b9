"""The record as data in the built site: its files, and the tables once more in one SQLite file for Datasette."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explainer.built_site.new_site import NewSite
from explainer.model.asset import Asset

if TYPE_CHECKING:
    from sqlite_utils import Database

FOLDER = "data"
FILE = "record.sqlite"
_SEARCHED = {"entries": ("title", "summary"), "positions": ("answer", "quote", "translation")}
"""What can be searched by words, with SQLite's own full-text search."""
_TYPES: Mapping[str, type] = {"string": str, "integer": int, "number": float, "boolean": bool, "date": str}


def write_data(site: NewSite, files: Iterable[Asset]) -> None:
    """Writes the files, and the database from them."""
    for file in files:
        site.write(file.path, file.text.encode())
    _write_database(site.folder / FOLDER)


def _write_database(folder: Path) -> None:
    """Writes the file from `datapackage.json` and the JSON of each table, with keys, and a search of texts."""
    from sqlite_utils import Database  # noqa: PLC0415 - only a whole build writes it

    resources = json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]
    (folder / FILE).unlink(missing_ok=True)
    database = Database(folder / FILE)
    database.execute("PRAGMA synchronous = OFF")  # nobody reads the file before it is whole
    try:
        for resource in resources:
            _create(database, resource["name"], resource["schema"])
        database.add_foreign_keys([key for resource in resources for key in _foreign_keys(resource)])
        for resource in resources:
            rows = json.loads((folder / f"{resource['name']}.json").read_text("utf-8"))
            database.table(resource["name"]).insert_all(rows)
        database.index_foreign_keys()
        for name, columns in _SEARCHED.items():
            database.table(name).enable_fts(columns)
        database.vacuum()
    finally:
        database.close()


def _create(database: Database, name: str, schema: Mapping[str, Any]) -> None:
    key = schema["primaryKey"]
    database.table(name).create(
        {field["name"]: _TYPES[field["type"]] for field in schema["fields"]},
        pk=key[0] if len(key) == 1 else tuple(key),
        not_null={field["name"] for field in schema["fields"] if field.get("constraints", {}).get("required")},
    )


def _foreign_keys(resource: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Two tables lead to each other, so keys are added when all tables are there."""
    for key in resource["schema"].get("foreignKeys", ()):
        yield resource["name"], key["fields"], key["reference"]["resource"], key["reference"]["fields"]
