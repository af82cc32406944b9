"""Paths through the entries, old addresses, and the texts of the site itself."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from explainer.model.fields.common import Common
from explainer.model.fields.values import Address, Fields, Id, Summary, Text


class Step(Fields):
    """A stop on a path."""

    entry: Id = Field(description="The entry.")
    note: Text | None = Field(None, description="Why it stands here; without it, the entry's summary is shown.")


class ReadingPath(Common):
    """An order in which to read some of the entries."""

    summary: Summary = Field(description="For whom it is and where it leads, in one or two plain sentences.")
    minutes: Annotated[int, Field(ge=1)] = Field(description="About how long it takes; the shortest path stands first.")
    steps: Annotated[tuple[Step, ...], Field(min_length=1)] = Field(description="The entries, in the order of reading.")


class Redirect(Fields):
    """An address that an entry had before, and the entry that is read there now."""

    old: Address = Field(alias="from", description="The folder and the old id, as `events/1900-talks`.")
    target: Id = Field(alias="to", description="The id of the entry to which the old address leads.")


class Redirects(Fields):
    """`redirects.yml`: addresses that entries had before they were renamed."""

    redirects: tuple[Redirect, ...] = Field((), description="The old addresses.")


class Pointer(Fields):
    """A place to start reading, and why."""

    entry: Id = Field(description="The entry.")
    reason: Text = Field(description="What the reader finds there.")


class SiteText(Common):
    """A text of the site itself, as `home`, `about` or `method`."""

    summary: Summary = Field(description="One or two plain sentences: the description of the page.")
    questions: tuple[Id, ...] = Field((), description="On `home`: the questions that stand there with their answers.")
    start_here: tuple[Pointer, ...] = Field((), description="On `home`: where to start.")
