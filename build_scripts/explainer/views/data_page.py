"""The page that explains the data: which files there are, and what each column of each table says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from babel.numbers import format_decimal

from explainer import dates
from explainer.model.fields import Licence, Snapshot
from explainer.model.record_tables import SCHEMA_VERSION, TABLES, TableColumn, TableSchema
from explainer.views.page_view import PageView
from explainer.views.parts import Context, Crumb, PageCitation
from explainer.views.provenance import snapshot_cited

DATA_PAGE = "data.md"
CSV_MARKS = "= + - @ '"
"""With what a text of the CSV files does not begin, so that no spreadsheet takes it for a formula."""


@dataclass(frozen=True)
class DataFile:
    """A file of the data, and what is in it."""

    path: str
    name: str
    about: str


@dataclass(frozen=True)
class ColumnView:
    """A column. `target` is the table whose key it holds; `is_key` says whether it helps to tell a row from others."""

    name: str
    type: str
    about: str
    is_key: bool
    target: str


@dataclass(frozen=True)
class TableView:
    """A table with its columns."""

    name: str
    about: str
    csv: str
    json: str
    columns: tuple[ColumnView, ...]


@dataclass(frozen=True)
class SnapshotView:
    """A published copy of the site, and how it is cited. `day` is empty where it is the title."""

    title: str
    day: str
    url: str
    size: str
    sha256: str
    citations: tuple[PageCitation, ...]


@dataclass(frozen=True, kw_only=True)
class DataView(PageView):
    """The page of the data."""

    crumbs: tuple[Crumb, ...]
    version: str
    licence: Licence | None
    files: tuple[DataFile, ...]
    snapshots: tuple[SnapshotView, ...]
    csv_marks: str
    tables: tuple[TableView, ...]


def anchors_of_data(context: Context) -> tuple[str, ...]:
    """The places on the page that can be linked to."""
    snapshots = ("snapshots",) if context.corpus.snapshots else ()
    return ("files", *snapshots, "tables", *(table.name for table in TABLES))


def data_view(context: Context) -> DataView:
    """What the page of the data shows; the files themselves are made elsewhere."""
    say = context.words.say
    return DataView(
        page=DATA_PAGE,
        title=say("data"),
        summary=say("data-summary"),
        collection="data",
        crumbs=(Crumb(say("home"), "index.md"),),
        version=SCHEMA_VERSION,
        licence=context.corpus.dispute.licence,
        files=(
            *(DataFile(path, path.rpartition("/")[2], say(f"data-file-{name}")) for name, path in _files(context)),
            *(
                DataFile(dataset.table_path, f"{dataset.id}.csv", say("figures-label", title=dataset.title))
                for dataset in context.corpus.datasets
            ),
        ),
        snapshots=tuple(_snapshot(snapshot, context) for snapshot in _from_newest(context.corpus.snapshots or ())),
        csv_marks=CSV_MARKS,
        tables=tuple(_table(schema, context) for schema in TABLES),
    )


def _from_newest(snapshots: Iterable[Snapshot]) -> list[Snapshot]:
    return sorted(snapshots, key=lambda snapshot: (snapshot.date, snapshot.title or ""), reverse=True)


def _snapshot(snapshot: Snapshot, context: Context) -> SnapshotView:
    day = context.date(dates.parse(snapshot.date.isoformat()))
    megabytes = format_decimal(max(snapshot.size / 1_000_000, 0.1), format="#,##0.#", locale=context.words.locale)
    return SnapshotView(
        title=snapshot.title or day,
        day=day if snapshot.title else "",
        url=snapshot.url,
        size=context.words.say("megabytes", number=megabytes),
        sha256=snapshot.sha256,
        citations=snapshot_cited(snapshot.date, context),
    )


def _table(schema: TableSchema, context: Context) -> TableView:
    columns = tuple(_column(column, column.name in schema.key, context) for column in schema.columns)
    path = f"data/{schema.name}"
    return TableView(schema.name, schema.description, f"{path}.csv", f"{path}.json", columns)


def _column(column: TableColumn, is_key: bool, context: Context) -> ColumnView:
    type_ = context.words.say(f"data-type-{column.type}")
    return ColumnView(column.name, type_, column.description, is_key, column.target)


def files_of_data(context: Context) -> tuple[str, ...]:
    """The files of which `/data/` tells, whose addresses are kept as those of pages are."""
    tables = (f"data/{schema.name}{ending}" for schema in TABLES for ending in (".csv", ".json"))
    return (*tables, *(path for _, path in _files(context)))


def _files(context: Context) -> tuple[tuple[str, str], ...]:
    atlas = context.corpus.atlas
    return (
        ("database", "data/record.sqlite"),
        ("package", "data/datapackage.json"),
        ("dictionary", "data/dictionary.csv"),
        ("bibtex", "data/sources.bib"),
        ("ris", "data/sources.ris"),
        ("csl-json", "data/sources.csl.json"),
        *([("map", "data/map/features.geojson")] if atlas else ()),
        *(("state", f"data/map/state-{state.id}.geojson") for state in (atlas.states if atlas else ())),
    )
