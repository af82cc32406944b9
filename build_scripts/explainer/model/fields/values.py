"""The types of values that fields can have, and the codes of mistakes in them."""

from __future__ import annotations

import datetime
import re
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, ClassVar
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
from explainer.date_hints import hint_for
from explainer.languages import shortest_tag

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_NAME = r"""[^\s#/:\\<>"'.][^\s#/:\\<>"']*"""
_ADDRESS = rf"(\./|({_NAME}/)+({_NAME})?)(#[^\s#]+)?"
ADDRESS_PATTERN = rf"^{_ADDRESS}$"
TARGET_PATTERN = rf"^([a-z0-9]+(-[a-z0-9]+)*|{_ADDRESS})$"
"""Addresses within the site. None leads out of it, since no name begins with a dot."""
SCRIPT_PATTERN = r"^[A-Z][a-z]{3}$"
COLOUR_PATTERN = r"^#[0-9a-fA-F]{6}$"
WIKIDATA_PATTERN = r"^Q[1-9][0-9]*$"
SHA256_PATTERN = r"^[0-9a-f]{64}$"


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
            {"text": text[:60], "reason": str(reason), "hint": hint_for(text)},
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
    if not _is_address(text, "http", "https"):
        raise PydanticCustomError(
            "bad-value", "'{text}' is not a web address: it must begin with https:// or http://", {"text": text[:200]}
        )
    return text


def _https_address(text: str) -> str:
    if not _is_address(text, "https"):
        raise PydanticCustomError(
            "bad-value", "'{text}' is not an https address: it must begin with https://", {"text": text[:200]}
        )
    return text


def _is_address(text: str, *schemes: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in schemes and bool(parts.hostname) and text.split() == [text]
    except ValueError:
        return False


_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)
_OF_ISO_639_3 = re.compile(r"[a-z]{3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")


@lru_cache(maxsize=256)
def _language(text: str) -> str:
    """The tag of a language that CLDR has data for, or any tag with a three-letter code of ISO 639-3.

    A three-letter code is refused if the language has a two-letter one, so that `jpn` and `ja` are not counted as two
    languages.
    """
    if (shorter := shortest_tag(text)) != text:
        raise PydanticCustomError(
            "bad-value", "'{text}' is not the shortest tag: write it as '{tag}'", {"text": text[:60], "tag": shorter}
        )
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


def is_device(name: str) -> bool:
    """Whether Windows keeps the name for a device, whatever ending it has, so that no file can have it."""
    return _DEVICE.match(name) is not None


def _no_device(entry_id: str) -> str:
    """An id becomes the name of a file or a folder somewhere."""
    if is_device(entry_id):
        raise PydanticCustomError("bad-value", "'{text}' is a name that Windows keeps for a device", {"text": entry_id})
    return entry_id


def _words_in_one_line(text: str) -> str:
    return " ".join(text.split())


def _without_last_slash(address: str) -> str:
    """The address without a slash at its end, as that of an entry is written; `./` is the home page."""
    path, sign, fragment = address.partition("#")
    return (path.rstrip("/") if path != "./" else path) + sign + fragment


def _doi(text: str) -> str:
    doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)", "", text.strip(), flags=re.IGNORECASE)
    if not re.fullmatch(r"10\.[0-9]{4,9}/\S+", doi):
        raise PydanticCustomError("bad-value", "'{text}' is not a DOI: write it as 10.1000/182", {"text": text[:60]})
    return doi


class Translate:
    """Marks a field whose words differ from one language of the site to another; all other fields are shared."""


class Glossary:
    """Marks a field that has the same words in many entries, as the title of an office: they are translated once."""


EdtfDate = Annotated[dates.Edtf, EdtfType]
Day = Annotated[datetime.date, DayType]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_words_in_one_line)]
Summary = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400), AfterValidator(_words_in_one_line)
]
ShortText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=28),
    AfterValidator(_words_in_one_line),
    Translate(),
]
TranslatedText = Annotated[Text, Translate()]
GlossaryText = Annotated[Text, Glossary()]
Paragraphs = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text with its line ends, each of which ends a paragraph."""
TranslatedSummary = Annotated[Summary, Translate()]
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN), AfterValidator(_no_device)]
Address = Annotated[str, StringConstraints(pattern=ADDRESS_PATTERN), AfterValidator(_without_last_slash)]
Target = Annotated[str, StringConstraints(pattern=TARGET_PATTERN)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
HttpsAddress = Annotated[str, AfterValidator(_https_address)]
Doi = Annotated[str, AfterValidator(_doi)]
Language = Annotated[str, AfterValidator(_language)]
Script = Annotated[str, StringConstraints(pattern=SCRIPT_PATTERN)]
Colour = Annotated[str, StringConstraints(pattern=COLOUR_PATTERN)]
Wikidata = Annotated[str, StringConstraints(pattern=WIKIDATA_PATTERN)]


class Fields(BaseModel):
    """The base of all classes of fields: frozen, and without fields that are not defined."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_alias=True, validate_by_name=False)

    item_key: ClassVar[tuple[str, ...]] = ()
    """The fields that tell an item of a list from the others, by which a translation finds it."""
