"""Kinds of value: what may stand in a field, and how a mistake in it is called."""

from __future__ import annotations

import datetime
import re
from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from explainer import dates

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ADDRESS_PATTERN = r"^(events|actors|background|sources|paths)/[a-z0-9]+(-[a-z0-9]+)*$"
SCRIPT_PATTERN = r"^[A-Z][a-z]{3}$"
COLOUR_PATTERN = r"^#[0-9a-fA-F]{6}$"
WIKIDATA_PATTERN = r"^Q[1-9][0-9]*$"


class Collection(StrEnum):
    """The folders of the content: entries, sources, the paths through them, and the texts of the site itself."""

    EVENTS = "events"
    ACTORS = "actors"
    BACKGROUND = "background"
    SOURCES = "sources"
    PATHS = "paths"
    SITE = "site"


LISTS = ("timeline", "positions", "print", *(c for c in Collection if c is not Collection.SITE))
"""Pages that list entries; a text links to them by these names, and to a text of the site by its id."""


class EdtfType:
    """Makes pydantic read `dates.Edtf` from text."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(_edtf, core_schema.str_schema())

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "format": "edtf", "examples": ["1855-02-07", "1945-08-28/1945-09-05", "1711~"]}


def _edtf(text: str) -> dates.Edtf:
    try:
        return dates.parse(text)
    except dates.BadDateError as reason:
        raise PydanticCustomError(
            "bad-date",
            "'{text}' is not a date: {reason}",
            {"text": text[:60], "reason": str(reason), "hint": f"Write it as {dates.FORMS}"},
        ) from None


def _calendar_date(text: str) -> datetime.date:
    try:
        is_iso = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text)
        return datetime.date.fromisoformat(text) if is_iso else _not_a_day(text)
    except ValueError:
        return _not_a_day(text)


def _not_a_day(text: str) -> datetime.date:
    raise PydanticCustomError(
        "bad-date", "'{text}' is not a day: it must be year, month and day, as 2019-01-22", {"text": text[:60]}
    )


class DayType:
    """Makes pydantic read a calendar day from its ISO form only."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(_calendar_date, core_schema.str_schema())

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "format": "date"}


def _web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not any(c.isspace() for c in text)
    except ValueError:
        good = False
    if not good:
        raise PydanticCustomError(
            "bad-value", "'{text}' is not a web address: it must begin with https:// or http://", {"text": text[:200]}
        )
    return text


_OF_ISO_639_3 = re.compile(r"[a-z]{3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")


def _language(text: str) -> str:
    """Languages that CLDR has data for, and any tag that begins with three letters, as ISO 639-3 gives them."""
    try:
        if not _OF_ISO_639_3.fullmatch(text):
            Locale.parse(text, sep="-")
    except (UnknownLocaleError, ValueError):
        raise PydanticCustomError(
            "bad-value",
            "'{text}' is not a language tag: write it as BCP 47 does, as 'ja' or 'zh-Hant'",
            {"text": text[:60]},
        ) from None
    return text


def _words_in_one_line(text: str) -> str:
    return " ".join(text.split())


def _doi(text: str) -> str:
    doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)", "", text.strip(), flags=re.IGNORECASE)
    if not re.fullmatch(r"10\.[0-9]{4,9}/\S+", doi):
        raise PydanticCustomError("bad-value", "'{text}' is not a DOI: write it as 10.1000/182", {"text": text[:60]})
    return doi


EdtfDate = Annotated[dates.Edtf, EdtfType]
Day = Annotated[datetime.date, DayType]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_words_in_one_line)]
Summary = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400), AfterValidator(_words_in_one_line)
]
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Address = Annotated[str, StringConstraints(pattern=ADDRESS_PATTERN)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Doi = Annotated[str, AfterValidator(_doi)]
Language = Annotated[str, AfterValidator(_language)]
Script = Annotated[str, StringConstraints(pattern=SCRIPT_PATTERN)]
Colour = Annotated[str, StringConstraints(pattern=COLOUR_PATTERN)]
Wikidata = Annotated[str, StringConstraints(pattern=WIKIDATA_PATTERN)]


class Fields(BaseModel):
    """What all classes of fields share: frozen, and no field that is not defined."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_alias=True, validate_by_name=False)
