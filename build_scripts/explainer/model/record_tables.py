"""The tables of the record as data: their columns, what each means, and which table a column leads to.

A description comes from the field that the column shows, so that the data dictionary cannot say other than the schema.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel

from explainer.model import fields as model
from explainer.model.atlas import State, StateArea

SCHEMA_VERSION = "1.0.0"
"""Of the tables. A new column or table raises the second number; one that is renamed, changed or removed the first."""

CellType = Literal["string", "integer", "number", "boolean", "date"]


@dataclass(frozen=True)
class TableColumn:
    """A column of a table. `target` is the table whose key it holds."""

    name: str
    description: str
    type: CellType = "string"
    is_required: bool = False
    target: str = ""


@dataclass(frozen=True)
class TableSchema:
    """A table: its columns, and those of them that tell a row from all others."""

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[TableColumn, ...]

    def __post_init__(self) -> None:
        assert set(self.key) <= {column.name for column in self.columns}


def _field(
    fields: type[BaseModel], name: str, type_: CellType = "string", target: str = "", as_: str = ""
) -> TableColumn:
    """The column of a field, described and required as the field is."""
    info = fields.model_fields[name]
    assert info.description
    return TableColumn(as_ or info.alias or name, info.description, type_, info.is_required(), target)


def _fields(fields: type[BaseModel], *names: str) -> Iterator[TableColumn]:
    return (_field(fields, name) for name in names)


def _key(name: str, description: str, target: str = "", type_: CellType = "string") -> TableColumn:
    return TableColumn(name, description, type_, True, target)


_ENTRY = _key("entry", "The id of the entry.", "entries")
_NUMBER = _key("number", "Its place among those of the entry, from 1.", type_="integer")
_DAYS = (
    TableColumn("year", "The year of the date, by which it is sorted; 0 is 1 BCE.", "integer"),
    TableColumn("first_day", "The earliest day that the date may mean; empty where it has no beginning."),
    TableColumn("last_day", "The latest day that it may mean; empty where it has no end."),
)
_SOURCE = (_field(model.Sourced, "source", target="sources"), _field(model.Sourced, "locator"))

TABLES = (
    TableSchema(
        "entries",
        "Every published file with a page of its own: events, actors, background, sources and reading paths.",
        ("id",),
        (
            _key("id", "The name of the entry's file. It stays the same for good."),
            _key("collection", "`events`, `actors`, `background`, `sources` or `paths`."),
            TableColumn("kind", "What sort of event, actor or background it is; of a source, its type in CSL."),
            _field(model.Common, "title"),
            TableColumn("summary", "One or two plain sentences: what it is."),
            TableColumn("date", "When it happened, was made or was published, in EDTF."),
            *_DAYS,
            _field(model.Event, "date_note"),
            TableColumn("weight", "Of an event: 3 stands in the shortest timeline, 1 only in the whole.", "integer"),
            _field(model.Actor, "party", target="parties"),
            *_fields(model.Actor, "family_name", "born", "died"),
            _field(model.Place, "feature"),
            _field(model.EntryFields, "wikidata"),
            _field(model.Common, "reviewed", "date"),
            TableColumn("changed", "The day of the last change that readers were told of, or the last review.", "date"),
            _key("url", "The address of its page."),
        ),
    ),
    TableSchema(
        "names",
        "The names of an entry, in their languages and scripts, and other names under which it is found.",
        ("id",),
        (
            _key("id", "The entry's id with the number of the name behind it."),
            _ENTRY,
            _NUMBER,
            _field(model.Name, "name"),
            TableColumn("language", "Its language, as a BCP 47 tag; empty for an alias, which is in that of the site."),
            *_fields(model.Name, "script", "romanisation"),
        ),
    ),
    TableSchema(
        "name_users",
        "Which parties use a name.",
        ("name", "party"),
        (_key("name", "The id of the name.", "names"), _key("party", "The party that uses it.", "parties")),
    ),
    TableSchema(
        "relations",
        "Which entry refers to which, and in what way. Sources are in `citations`.",
        ("from", "type", "to", "detail", "field"),
        (
            _key("from", "The entry that refers.", "entries"),
            _key("type", "In what way it refers, as `supersedes`."),
            _key("inverse", "The same as the other entry would say it, as `superseded-by`."),
            _key("to", "The entry that is referred to.", "entries"),
            TableColumn("detail", "The role or office; empty where there is none."),
            _key("field", "The field that says so; `text` for a link in the text."),
            TableColumn("times", "How often it refers in this way.", "integer", True),
        ),
    ),
    TableSchema(
        "participants",
        "Who took part in an event, and as what.",
        ("event", "number"),
        (
            _key("event", "The id of the event.", "entries"),
            _key("number", "Its place among those of the event, from 1.", type_="integer"),
            _field(model.Part, "actor", target="entries"),
            _field(model.Part, "role"),
            _field(model.Part, "held_as"),
        ),
    ),
    TableSchema(
        "offices",
        "The offices that persons held.",
        ("holder", "number"),
        (
            _key("holder", "The id of the person.", "entries"),
            _key("number", "Its place among those of the person, from 1.", type_="integer"),
            _field(model.Office, "title"),
            _field(model.Office, "of", target="entries"),
            *_fields(model.Office, "start", "end"),
        ),
    ),
    TableSchema(
        "positions",
        "What a party answered to a question, at a date, in its own words.",
        ("id",),
        (
            _key("id", "The question's id with the party and the number of the answer, the earliest first."),
            _key("question", "The id of the question.", "entries"),
            _field(model.Position, "party", target="parties"),
            _field(model.Position, "date"),
            *_DAYS,
            *_fields(model.Position, "answer", "quote", "language", "translation", "translator"),
            _field(model.Position, "source", target="sources"),
            _field(model.Position, "locator"),
            _key("url", "The address of the answer on the question's page."),
        ),
    ),
    TableSchema(
        "undisputed",
        "What no party disputes of what a question is about. Its sources are in `citations`.",
        ("question", "number"),
        (
            _key("question", "The id of the question.", "entries"),
            _key("number", "Its place among those of the question, from 1.", type_="integer"),
            _field(model.Undisputed, "statement"),
        ),
    ),
    TableSchema(
        "figures",
        "Areas and populations of places, each by its source; where sources differ, there are several.",
        ("place", "measure", "number"),
        (
            _key("place", "The id of the place.", "entries"),
            _key("measure", "`area`, in square kilometres, or `population`, in people."),
            _key("number", "Its place among those of the measure, from 1.", type_="integer"),
            TableColumn("value", "The figure.", "number", True),
            _field(model.Population, "year"),
            TableColumn("note", "What or whom the figure counts."),
            *_SOURCE,
        ),
    ),
    TableSchema(
        "citations",
        "Which entry rests on which source, and where in it.",
        ("entry", "source", "locator", "field"),
        (
            _ENTRY,
            _key("source", "The id of the source.", "sources"),
            TableColumn("locator", "Where in the source, as it is written; empty where it is not said."),
            _key("field", "The field that cites it; `text` for the text."),
            TableColumn("times", "How often the entry cites it so.", "integer", True),
        ),
    ),
    TableSchema(
        "sources",
        "What statements rest on. The columns are those of CSL; titles and dates are in `entries`, too.",
        ("id",),
        (
            _key("id", "The id of the source.", "entries"),
            *_fields(model.Source, "type", "title", "original_title", "issued", "container_title", "publisher"),
            *_fields(model.Source, "publisher_place", "edition", "volume", "issue", "number", "page", "url", "doi"),
            *_fields(model.Source, "isbn", "archive", "archive_location", "language"),
            *_fields(model.Source, "archive_url", "perspective", "level"),
            TableColumn("last_read", "The day when an editor last read it.", "date"),
            TableColumn("read_as", "What was read: `original`, `stored-copy`, `print` or `unknown`."),
            TableColumn("read_extent", "How much of it: `whole`, `part`, `abstract`, `quoted-elsewhere` or `unknown`."),
        ),
    ),
    TableSchema(
        "source_people",
        "Who wrote, edited and translated a source.",
        ("source", "role", "number"),
        (
            _key("source", "The id of the source.", "sources"),
            _key("role", "`author`, `editor` or `translator`."),
            _key("number", "The person's place among those of the role, from 1.", type_="integer"),
            *_fields(model.Person, "family", "given", "literal"),
        ),
    ),
    TableSchema(
        "parties",
        "The parties to the dispute, in the order of their columns.",
        ("id",),
        (
            _field(model.Party, "id"),
            _field(model.Party, "name"),
            _field(model.Party, "actor", target="entries"),
            TableColumn("claimant", "Whether it claims the territory.", "boolean", True),
        ),
    ),
    TableSchema(
        "topics",
        "The topics that entries may have.",
        ("id",),
        (
            *_fields(model.Topic, "id", "title"),
            TableColumn("url", "The address of its page, if an entry has the topic."),
        ),
    ),
    TableSchema(
        "entry_topics",
        "The topics of each entry.",
        ("entry", "topic"),
        (_ENTRY, _key("topic", "The id of the topic.", "topics")),
    ),
    TableSchema(
        "path_steps",
        "The stops of the reading paths.",
        ("path", "number"),
        (
            _key("path", "The id of the path.", "entries"),
            _key("number", "Its place on the path, from 1.", type_="integer"),
            _field(model.Step, "entry", target="entries"),
            _field(model.Step, "note"),
        ),
    ),
    TableSchema(
        "changes",
        "What changed on a page, in an editor's words.",
        ("entry", "number"),
        (_ENTRY, _NUMBER, _field(model.Change, "date", "date"), _field(model.Change, "note")),
    ),
    TableSchema(
        "map_states",
        "How things stood on the map from a date on; the outlines are in the GeoJSON files.",
        ("id",),
        (
            *_fields(State, "id", "title", "date"),
            *_DAYS,
            *_fields(State, "text"),
            _key("url", "The address of the state on the page of the map."),
        ),
    ),
    TableSchema(
        "map_areas",
        "Who held and who claimed each piece of land in each state of the map.",
        ("state", "feature", "number"),
        (
            _key("state", "The id of the state.", "map_states"),
            _key("feature", "The id of a feature of the map, which the GeoJSON files have."),
            _key("number", "The place of the area among those of the state, from 1.", type_="integer"),
            _field(StateArea, "status"),
            TableColumn("held_by", "The parties that held it, with a space between."),
            TableColumn("claimed_by", "The parties that claimed it besides, with a space between."),
            TableColumn("given_up_by", "The parties that gave it up, with a space between."),
        ),
    ),
    TableSchema(
        "series",
        "The series of figures that the site draws as charts; each is also a CSV file as its editors wrote it.",
        ("id",),
        (
            _key("id", "The name of the file of the series."),
            _field(model.DatasetFields, "title"),
            TableColumn("summary", "What the figures count."),
            TableColumn("unit", "The unit of all its figures."),
            _key("url", "The address of its chart."),
        ),
    ),
    TableSchema(
        "series_values",
        "The figures of the series, and the places of those that are missing.",
        ("series", "number"),
        (
            _key("series", "The id of the series.", "series"),
            _key("number", "The place of the figure in its file, from 1.", type_="integer"),
            TableColumn("line", "Which of the lines or bars of the chart it belongs to; empty where there is but one."),
            TableColumn("label", "The date in EDTF, or the category, to which the figure belongs.", is_required=True),
            TableColumn("value", "The figure; empty where it is missing.", "number"),
            TableColumn("note", "What is to be said of it."),
            TableColumn("sources", "The ids of its sources, with a space between."),
        ),
    ),
)

NAMES_OF_FILES = frozenset({"dictionary", *(table.name for table in TABLES)})
"""The CSV files of the data that are not series of figures."""
