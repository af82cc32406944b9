"""Sources; the names of their fields are those of CSL."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Self
from urllib.parse import quote

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from explainer.model.fields.entry import Common
from explainer.model.fields.values import (
    Day,
    Doi,
    EdtfDate,
    Fields,
    Id,
    Language,
    Text,
    TranslatedSummary,
    WebAddress,
    Wikidata,
)


class SourceType(StrEnum):
    """The item types of CSL 1.0.2 that a dispute rests on."""

    ARTICLE = "article"
    ARTICLE_JOURNAL = "article-journal"
    ARTICLE_MAGAZINE = "article-magazine"
    ARTICLE_NEWSPAPER = "article-newspaper"
    BILL = "bill"
    BOOK = "book"
    BROADCAST = "broadcast"
    CHAPTER = "chapter"
    COLLECTION = "collection"
    DATASET = "dataset"
    DOCUMENT = "document"
    ENTRY = "entry"
    ENTRY_ENCYCLOPEDIA = "entry-encyclopedia"
    GRAPHIC = "graphic"
    HEARING = "hearing"
    INTERVIEW = "interview"
    LEGAL_CASE = "legal_case"
    LEGISLATION = "legislation"
    MANUSCRIPT = "manuscript"
    MAP = "map"
    MOTION_PICTURE = "motion_picture"
    PAMPHLET = "pamphlet"
    PAPER_CONFERENCE = "paper-conference"
    PERSONAL_COMMUNICATION = "personal_communication"
    POST = "post"
    POST_WEBLOG = "post-weblog"
    REGULATION = "regulation"
    REPORT = "report"
    REVIEW = "review"
    SPEECH = "speech"
    STANDARD = "standard"
    THESIS = "thesis"
    TREATY = "treaty"
    WEBPAGE = "webpage"


class Person(Fields):
    """A name as in CSL: family and given, or literal for a body."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    family: Text | None = Field(None, description="Family name.")
    given: Text | None = Field(None, description="Given names.")
    literal: Text | None = Field(None, description="The whole name, for an institution.")

    @model_validator(mode="after")
    def _has_name(self) -> Self:
        if not (self.family or self.given or self.literal):
            raise PydanticCustomError("bad-value", "a name needs family and given, or literal")
        return self


class Level(StrEnum):
    PRIMARY = "primary"
    SECONDARY = "secondary"


class ReadAs(StrEnum):
    """In what form an editor read a source."""

    ORIGINAL = "original"
    STORED_COPY = "stored-copy"
    PRINT = "print"
    UNKNOWN = "unknown"


class ReadExtent(StrEnum):
    """How much of a source an editor read."""

    WHOLE = "whole"
    PART = "part"
    ABSTRACT = "abstract"
    QUOTED_ELSEWHERE = "quoted-elsewhere"
    UNKNOWN = "unknown"


class Consulted(Fields):
    """When and how an editor read a source."""

    on: Day = Field(description="The day when it was read.")
    form: ReadAs = Field(
        ReadAs.UNKNOWN,
        alias="as",
        description="What was read: the original at its own address, a copy that somebody else keeps, or print.",
    )
    extent: ReadExtent = Field(ReadExtent.UNKNOWN, description="How much of it was read.")


class Source(Common):
    """A source, on which statements rest; its fields have the names and meanings of CSL."""

    summary: TranslatedSummary | None = Field(None, description="What it is, in one or two plain sentences.")
    type: SourceType = Field(description="Its CSL item type.")
    author: tuple[Person, ...] = Field((), description="Who wrote or said it.")
    editor: tuple[Person, ...] = Field((), description="Who edited it.")
    translator: tuple[Person, ...] = Field((), description="Who translated it.")
    issued: EdtfDate | None = Field(None, description="When it was published or said.")
    container_title: Text | None = Field(
        None, alias="container-title", description="The newspaper, journal, book or site in which it appeared."
    )
    original_title: Text | None = Field(
        None, alias="original-title", description="The title in English, where the title is in another language."
    )
    publisher: Text | None = Field(None, description="Who published it.")
    publisher_place: Text | None = Field(None, alias="publisher-place", description="Where it was published.")
    edition: Text | None = Field(None, description="Its edition.")
    volume: Text | None = Field(None, description="The volume.")
    issue: Text | None = Field(None, description="The issue.")
    number: Text | None = Field(None, description="The number of a report, law or document.")
    page: Text | None = Field(None, description="Its pages in that newspaper, journal or book.")
    url: WebAddress | None = Field(None, alias="URL", description="Its web address.")
    doi: Doi | None = Field(None, alias="DOI", description="Its DOI.")
    isbn: Text | None = Field(None, alias="ISBN", description="Its ISBN.")
    archive: Text | None = Field(None, description="The archive that keeps it.")
    archive_location: Text | None = Field(None, description="Its shelf mark or number in the archive.")
    language: Language = Field(description="Its language, as a BCP 47 tag.")
    consulted: Consulted | None = Field(None, description="When and how an editor read it.")
    read_at: WebAddress | None = Field(
        None, description="The address of the copy that was read, if it was not read at its own."
    )
    archive_url: WebAddress | None = Field(None, description="The address of an archived copy.")
    perspective: Id = Field(description="Whose view it gives: a party, `third-party` or `scholarly`.")
    level: Level = Field(description="Whether it is a record made at the time or a later account.")
    wikidata: Wikidata | None = Field(None, description="Its Wikidata item.")

    @property
    def accessed(self) -> datetime.date | None:
        """The day on which the original was opened; None for what was read otherwise."""
        consulted = self.consulted
        return consulted.on if consulted and consulted.form is ReadAs.ORIGINAL else None

    @property
    def doi_address(self) -> str:
        """The address of what the DOI names; empty without a DOI."""
        return f"https://doi.org/{quote(self.doi)}" if self.doi else ""


def outer_addresses(source: Source) -> tuple[tuple[str, str], ...]:
    """The addresses by which a source leads to other sites, each once, with the name of its field."""
    named = (
        ("URL", source.url),
        ("DOI", source.doi_address),
        ("read_at", source.read_at),
        ("archive_url", source.archive_url),
    )
    fields = {address: name for name, address in reversed(named) if address}
    return tuple((name, address) for name, address in named if address and fields[address] == name)


NEUTRAL_PERSPECTIVES = ("third-party", "scholarly")
