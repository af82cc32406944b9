"""What was read from a file before its fields have types: every scalar is the text that the editor wrote."""

from __future__ import annotations

from dataclasses import dataclass, field

from explainer.model.corpus import Body, LeftOut
from explainer.model.datasets import Table
from explainer.model.fields import Collection
from explainer.model.lines import Lines

Value = str | None | list["Value"] | dict[str, "Value"]


@dataclass(frozen=True, eq=False)
class RawEntry:
    """A file whose front matter could be read; nothing is known about its fields yet.

    Compared by identity (`eq=False`), so it can be a cheap cache key.
    """

    id: str
    collection: Collection
    path: str
    fields: dict[str, Value]
    lines: Lines
    front: str
    body: Body
    is_sound: bool = True
    """Whether only its fields can still keep it from being an entry; false if a field is repeated."""

    @property
    def as_left_out(self) -> LeftOut:
        """The file as one that is left out of the corpus. If it has no title, any name may be its own."""
        return LeftOut(self.path, self.front if self.fields.get("title") else "", self.body)


@dataclass(frozen=True, eq=False)
class RawMap:
    """The folder of the map. Fields are None if their file could not be read.

    Compared by identity (`eq=False`), so it can be a cheap cache key.
    """

    map: dict[str, Value] | None
    lines_of_map: Lines
    states: dict[str, Value] | None
    lines_of_states: Lines
    geodata: tuple[tuple[str, str | None], ...]
    """Paths and texts of the GeoJSON files; the text is None if the file could not be read."""


@dataclass(frozen=True, eq=False)
class RawDataset:
    """The two files of a series of figures; what could not be read of them is None. Each is equal to itself only."""

    id: str
    fields: dict[str, Value] | None
    lines: Lines
    table: Table | None
    left_out: LeftOut
    """What it is where one of its files has a mistake: the text of both may have what others seem to miss."""


@dataclass(frozen=True)
class RawContent:
    """The files of the content. `dispute` is None if dispute.yml could not be read."""

    dispute: dict[str, Value] | None
    dispute_lines: Lines
    entries: tuple[RawEntry, ...]
    files: tuple[str, ...] = ()
    """Pictures and other files that texts may show or link to, published as they are."""
    left_out: tuple[LeftOut, ...] = ()
    """Files that are not entries: unreadable, in the wrong place, or with the id of another."""
    map: RawMap | None = None
    """None if the content has no map."""
    redirects: dict[str, Value] | None = field(default_factory=dict)
    """The fields of redirects.yml: empty if there is no such file, None if it cannot be read."""
    redirect_lines: Lines = field(default_factory=Lines)
    snapshots: dict[str, Value] | None = field(default_factory=dict)
    """The fields of snapshots.yml: empty if there is no such file, None if it cannot be read."""
    snapshot_lines: Lines = field(default_factory=Lines)
    permalinks: str | None = ""
    """The text of permalinks.txt: empty where there is none, None where it cannot be read."""
    datasets: tuple[RawDataset, ...] = ()
    links: str | None = ""
    """The text of links.txt: empty where there is none, None where it cannot be read."""
