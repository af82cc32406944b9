"""What every entry may say."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from pydantic import Field

from explainer.model.fields.values import Day, Fields, Id, Language, Script, Summary, Text, Wikidata


class Status(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


class Name(Fields):
    """One of the names of a place or an actor."""

    name: Text = Field(description="The name, in its own script.")
    language: Language = Field(description="Its language, as a BCP 47 tag: `ja`, `ru`, `en`.")
    script: Script | None = Field(None, description="Its script, as an ISO 15924 code: `Cyrl`, `Jpan`, `Latn`.")
    romanisation: Text | None = Field(None, description="How it reads in Latin letters.")
    used_by: tuple[Id, ...] = Field((), description="The parties that use it.")


class Change(Fields):
    """A dated note that tells readers what changed on a page."""

    date: Day = Field(description="The day of the change.")
    note: Text = Field(description="What changed, in one line.")


_FIRST = ("title", "original-title", "summary", "aliases", "names")
_LAST = ("topics", "see_also", "wikidata", "status", "reviewed", "changes")


def in_order_of_writing(names: Iterable[str]) -> tuple[str, ...]:
    """Fields in the order in which the editing guide writes them: those of all entries stand first and last."""
    given = tuple(names)
    own = [name for name in given if name not in (*_FIRST, *_LAST)]
    return (*(n for n in _FIRST if n in given), *own, *(n for n in _LAST if n in given))


class Common(Fields):
    """The fields of every file."""

    title: Text = Field(description="The heading of the page.")
    aliases: tuple[Text, ...] = Field((), description="Other names under which a text may link to it.")
    reviewed: Day | None = Field(None, description="The day when somebody last checked the whole page.")
    changes: tuple[Change, ...] = Field((), description="What changed on the page, for its readers.")
    status: Status = Field(Status.PUBLISHED, description="A draft is checked, but not published.")


class EntryFields(Common):
    """The fields that events, actors and background entries share."""

    summary: Summary = Field(description="One or two plain sentences: the card, the preview, the description.")
    names: tuple[Name, ...] = Field((), description="Its names, for places and actors.")
    topics: tuple[Id, ...] = Field((), description="Topics of `dispute.yml`.")
    see_also: tuple[Id, ...] = Field((), description="Other entries that a reader may want next.")
    wikidata: Wikidata | None = Field(None, description="Its Wikidata item.")
