"""The fields that every entry can have."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from explainer import dates
from explainer.model.fields.values import (
    Day,
    EdtfDate,
    Fields,
    Id,
    Language,
    Script,
    Text,
    TranslatedSummary,
    TranslatedText,
    WebAddress,
    Wikidata,
)


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
    start: EdtfDate | None = Field(None, alias="from", description="Since when it is, or was, the name.")
    end: EdtfDate | None = Field(None, alias="to", description="Until when it was the name.")

    @property
    def used(self) -> dates.Edtf | None:
        """From its first day to its last; None where neither is known."""
        return dates.span(self.start, self.end)


class Picture(Fields):
    """A picture on the page of an entry, and whose it is."""

    item_key: ClassVar[tuple[str, ...]] = ("file",)

    file: Text = Field(description="The file in the content, as `pictures/harbour.jpg`.")
    caption: TranslatedText = Field(description="The words below it.")
    alt: TranslatedText = Field(description="What it shows, for those who do not see it.")
    maker: TranslatedText = Field(description="Who made it: photographer, painter, archive.")
    date: EdtfDate | None = Field(None, description="When it was made.")
    licence: TranslatedText = Field(
        description="The licence under which it may be shown: `CC BY 4.0`, `public domain`."
    )
    licence_url: WebAddress | None = Field(None, description="Where the licence can be read.")
    source: Id = Field(description="The id of the source that it is from.")
    locator: Text | None = Field(None, description="Where in the source: `p. 12`, `plate 3`.")


class Change(Fields):
    """A dated note that tells readers what changed on a page."""

    date: Day = Field(description="The date of the change.")
    note: TranslatedText = Field(description="What changed, in one line.")


_FIRST = ("title", "original-title", "summary", "aliases", "names")
_LAST = ("figures", "topics", "see_also", "wikidata", "status", "reviewed", "changes")


def in_order_of_writing(names: Iterable[str]) -> tuple[str, ...]:
    """The fields in the order of the editing guide: those that all entries share come first and last."""
    given = tuple(names)
    own = [name for name in given if name not in (*_FIRST, *_LAST)]
    return (*(n for n in _FIRST if n in given), *own, *(n for n in _LAST if n in given))


class Common(Fields):
    """The fields of every file."""

    title: TranslatedText = Field(description="The heading of the page.")
    aliases: tuple[TranslatedText, ...] = Field((), description="Other names under which a text may link to it.")
    reviewed: Day | None = Field(None, description="The date on which somebody last checked the whole page.")
    changes: tuple[Change, ...] = Field((), description="What changed on the page, for its readers.")
    status: Status = Field(Status.PUBLISHED, description="A draft is checked, but not published.")


class EntryFields(Common):
    """The fields that events, actors and background entries share."""

    summary: TranslatedSummary = Field(
        description="One or two plain sentences, shown on cards, in previews and by search engines."
    )
    names: tuple[Name, ...] = Field((), description="Its names, for places and actors.")
    figures: tuple[Picture, ...] = Field((), description="Pictures, each with its maker, licence and source.")
    topics: tuple[Id, ...] = Field((), description="Topics of `dispute.yml`.")
    see_also: tuple[Id, ...] = Field((), description="Other entries that a reader may want to read next.")
    wikidata: Wikidata | None = Field(None, description="Its Wikidata item.")
