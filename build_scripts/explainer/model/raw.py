"""What was read of a file before its fields have types: every scalar is the text that the editor wrote."""

from __future__ import annotations

from dataclasses import dataclass, field

from explainer.model.corpus import Body, LeftOut, Lines
from explainer.model.fields import Collection

Value = str | None | list["Value"] | dict[str, "Value"]


@dataclass(frozen=True, eq=False)
class RawEntry:
    """A file whose front matter could be read; nothing is known of its fields yet. Each is equal to itself only."""

    id: str
    collection: Collection
    path: str
    fields: dict[str, Value]
    lines: Lines
    front: str
    body: Body
    is_sound: bool = True
    """Whether nothing but its fields can keep it from being an entry; not with a field that stands twice."""

    @property
    def as_left_out(self) -> LeftOut:
        """What it is where it is no entry; one that does not even say its title may have any."""
        return LeftOut(self.path, self.front if self.fields.get("title") else "", self.body)


@dataclass(frozen=True, eq=False)
class RawMap:
    """The folder of the map. Fields are None where their file could not be read.

    Each is equal to itself only.
    """

    map: dict[str, Value] | None
    lines_of_map: Lines
    states: dict[str, Value] | None
    lines_of_states: Lines
    geodata: tuple[tuple[str, str | None], ...]
    """Paths and texts; None where the file could not be read."""


@dataclass(frozen=True)
class RawContent:
    """What the folder holds. `dispute` is None where dispute.yml could not be read."""

    dispute: dict[str, Value] | None
    dispute_lines: Lines
    entries: tuple[RawEntry, ...]
    files: tuple[str, ...] = ()
    """Pictures and other files that texts may show or link to, published as they are."""
    left_out: tuple[LeftOut, ...] = ()
    """Files that are none of the entries, since they could not be read, are not where entries are, or repeat an id."""
    map: RawMap | None = None
    """None where the content has no map."""
    redirects: dict[str, Value] | None = field(default_factory=dict)
    """The fields of redirects.yml: none where there is no such file, None where it cannot be read."""
    redirect_lines: Lines = field(default_factory=Lines)
