"""The description of the tables as a Frictionless Data Package, and the data dictionary, both from the schema."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from explainer.citations import name_of
from explainer.data_export.csv_text import csv_of
from explainer.data_export.rows import FilledTable
from explainer.model.fields import Dispute
from explainer.model.record_tables import SCHEMA_VERSION, TABLES, TableColumn, TableSchema


def package_of(tables: Iterable[FilledTable], dispute: Dispute, home: str) -> str:
    """`datapackage.json`: each table with its columns, keys and licence."""
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "record",
        "title": dispute.title,
        "description": dispute.question,
        "version": SCHEMA_VERSION,
        **({"homepage": home} if home else {}),
        **_licences(dispute),
        **_makers(dispute),
        "resources": [_resource(table.schema, dispute) for table in tables],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _licences(dispute: Dispute) -> dict[str, Any]:
    licence = dispute.licence
    if licence is None:
        return {}
    return {"licenses": [{"name": licence.id, "title": licence.title, "path": licence.url}]}


def _makers(dispute: Dispute) -> dict[str, Any]:
    makers = [{"title": name_of(maker), "role": "author"} for maker in dispute.makers]
    return {"contributors": makers} if makers else {}


def _resource(schema: TableSchema, dispute: Dispute) -> dict[str, Any]:
    keys = [c for c in schema.columns if c.target]
    return {
        "profile": "tabular-data-resource",
        "name": schema.name,
        "description": schema.description,
        "path": f"{schema.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **_licences(dispute),
        "schema": {
            "fields": [_field(column) for column in schema.columns],
            "missingValues": [""],
            "primaryKey": list(schema.key),
            **({"foreignKeys": [_foreign_key(column) for column in keys]} if keys else {}),
        },
    }


def _field(column: TableColumn) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.description}
    return field | ({"constraints": {"required": True}} if column.is_required else {})


def _foreign_key(column: TableColumn) -> dict[str, Any]:
    return {"fields": column.name, "reference": {"resource": column.target, "fields": "id"}}


def dictionary() -> str:
    """The data dictionary as CSV: each column of each table, and what it says."""
    names = ("table", "column", "type", "required", "key", "leads_to", "description")
    rows = (
        (s.name, c.name, c.type, c.is_required, c.name in s.key, c.target or None, c.description)
        for s in TABLES
        for c in s.columns
    )
    return csv_of(names, rows)
