"""What the content says, as frozen values: the single definition of every field an editor can write.

Validation, the JSON Schemas in docs/schema/ and the field reference of the editing guide all come from these
classes; a field's `description` is what the guide prints. Names of source fields are CSL's, and a field whose name
Python cannot spell has it as its alias.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlsplit

from babel import Locale, UnknownLocaleError
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
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


# Kinds of value


class _EdtfType:
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


class _DayType:
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


EdtfDate = Annotated[dates.Edtf, _EdtfType]
Day = Annotated[datetime.date, _DayType]
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


# What every entry may say


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


# Events


class EventKind(StrEnum):
    TREATY = "treaty"
    TALKS = "talks"
    STATEMENT = "statement"
    WAR = "war"
    LAW = "law"
    VISIT = "visit"
    POLL = "poll"
    PROTEST = "protest"
    INCIDENT = "incident"
    ADMINISTRATIVE = "administrative"


class Role(StrEnum):
    SIGNATORY = "signatory"
    NEGOTIATOR = "negotiator"
    HOST = "host"
    GUEST = "guest"
    SPEAKER = "speaker"
    PARTICIPANT = "participant"
    AUTHOR = "author"
    ADDRESSEE = "addressee"
    MEDIATOR = "mediator"
    ORGANISER = "organiser"
    TARGET = "target"
    POLLSTER = "pollster"
    COMMANDER = "commander"
    WITNESS = "witness"


class Part(Fields):
    """An actor's part in an event."""

    actor: Id = Field(description="The actor's id.")
    role: Role = Field(description="What the actor did there.")
    held_as: Text | None = Field(
        None,
        alias="as",
        description="The office in which the actor did it: the title of one of the actor's `offices` at that date.",
    )


class Event(EntryFields):
    """Something that happened at a date."""

    date: EdtfDate = Field(description="When it happened, in EDTF and the Gregorian calendar.")
    date_note: Text | None = Field(None, description="The date in the calendar of its time, or what is doubtful in it.")
    kind: EventKind = Field(description="What sort of event it was.")
    weight: Annotated[int, Field(ge=1, le=3)] = Field(
        description="3 stands in the shortest timeline, 1 only in the whole."
    )
    actors: tuple[Part, ...] = Field((), description="Who took part, and as what.")
    places: tuple[Id, ...] = Field((), description="Where it happened or what it was about: places of the background.")
    supersedes: tuple[Id, ...] = Field((), description="Earlier events whose outcome this one replaced.")
    responds_to: tuple[Id, ...] = Field((), description="Events that this one answered.")
    implements: tuple[Id, ...] = Field((), description="Events whose outcome this one carried out.")


# Actors


class ActorKind(StrEnum):
    STATE = "state"
    PERSON = "person"
    OFFICE = "office"
    ORGANISATION = "organisation"
    PEOPLE = "people"


class Office(Fields):
    """An office that a person held."""

    title: Text = Field(description="The office, as `Prime Minister`.")
    of: Id = Field(description="The actor whose office it is, as a state.")
    start: EdtfDate | None = Field(None, alias="from", description="Its first day.")
    end: EdtfDate | None = Field(None, alias="to", description="Its last day; without it, the office is still held.")


class Actor(EntryFields):
    """A person, state, office or organisation."""

    kind: ActorKind = Field(description="What sort of actor it is.")
    party: Id | None = Field(None, description="The party of `dispute.yml` that it belongs to.")
    born: EdtfDate | None = Field(None, description="When a person was born or an organisation was founded.")
    died: EdtfDate | None = Field(None, description="When a person died or an organisation ended.")
    offices: tuple[Office, ...] = Field((), description="The offices that a person held, the earliest first.")


# Background


class Sourced(Fields):
    """A statement in the front matter that rests on a source."""

    source: Id = Field(description="The source's id.")
    locator: Text | None = Field(None, description="Where in the source: `p. 12`, `art. 2`.")


class Area(Sourced):
    """The area of a place, according to one source."""

    km2: Annotated[float, Field(gt=0, allow_inf_nan=False)] = Field(description="Square kilometres.")
    year: EdtfDate = Field(description="The year the figure is for.")
    note: Text | None = Field(None, description="What the figure counts.")


class Population(Sourced):
    """The population of a place, according to one source."""

    people: Annotated[int, Field(ge=0)] = Field(description="How many people.")
    year: EdtfDate = Field(description="The year or day the figure is for.")
    note: Text | None = Field(None, description="Whom the figure counts.")


class Position(Fields):
    """What a party answered to a question, at a date, in its own words."""

    party: Id = Field(description="The party that answered.")
    date: EdtfDate = Field(description="When it answered.")
    answer: Text = Field(description="The answer in one neutral sentence.")
    quote: Text = Field(description="Its own words, in the original language.")
    language: Language = Field(description="The language of the quote.")
    translation: Text | None = Field(None, description="The quote in the language of the site, where it is in another.")
    translator: Text | None = Field(None, description="Who translated it; without it, the editors did.")
    source: Id | None = Field(None, description="The source of the quote. A position needs one.")
    locator: Text | None = Field(None, description="Where in the source: `p. 12`, `art. 2`.")


class Undisputed(Fields):
    """A statement that no party disputes."""

    statement: Text = Field(description="The statement, in one neutral sentence.")
    sources: Annotated[tuple[Sourced, ...], Field(min_length=1)] = Field(
        description="What it rests on: best a source of each party."
    )


class AnyBackground(EntryFields):
    """A background entry of no kind yet: never valid, since it needs a kind."""

    model_config = ConfigDict(extra="ignore")

    kind: str = Field(description="What sort of background it is.")


class Place(EntryFields):
    """A piece of land or sea."""

    kind: Literal["place"] = Field(description="What sort of background it is.")
    feature: Id | None = Field(None, description="Its feature on the map.")
    area: tuple[Area, ...] = Field((), description="Its area; one item for each source that differs.")
    population: tuple[Population, ...] = Field((), description="Its population, by year and source.")


class Document(EntryFields):
    """A treaty, declaration, law or decree; its articles are headings of the text."""

    kind: Literal["document"] = Field(description="What sort of background it is.")
    date: EdtfDate | None = Field(None, description="When it was made.")


class Question(EntryFields):
    """A question that the parties answer differently."""

    kind: Literal["question"] = Field(description="What sort of background it is.")
    positions: tuple[Position, ...] = Field((), description="The parties' answers.")
    not_disputed: tuple[Undisputed, ...] = Field(
        (), description="What no party disputes of what the question is about."
    )


class Subject(EntryFields):
    """A term, or a fact of economy or society."""

    kind: Literal["term", "economy", "society"] = Field(description="What sort of background it is.")


Background = Annotated[Place | Document | Question | Subject, Field(discriminator="kind")]


# Sources


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
    """A name of CSL: family and given, or literal for a body."""

    family: Text | None = Field(None, description="Family name.")
    given: Text | None = Field(None, description="Given names.")
    literal: Text | None = Field(None, description="The whole name, for an institution.")


class Level(StrEnum):
    PRIMARY = "primary"
    SECONDARY = "secondary"


class Source(Common):
    """What statements rest on; the fields have the names and meanings of CSL."""

    summary: Summary | None = Field(None, description="What it is, in one or two plain sentences.")
    type: SourceType = Field(description="Its CSL item type.")
    author: tuple[Person, ...] = Field((), description="Who wrote or said it.")
    editor: tuple[Person, ...] = Field((), description="Who edited it.")
    translator: tuple[Person, ...] = Field((), description="Who translated it.")
    issued: EdtfDate | None = Field(None, description="When it was published or said.")
    container_title: Text | None = Field(
        None, alias="container-title", description="The newspaper, journal, book or site it stands in."
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
    page: Text | None = Field(None, description="Its pages in what it stands in.")
    url: WebAddress | None = Field(None, alias="URL", description="Its web address.")
    doi: Doi | None = Field(None, alias="DOI", description="Its DOI.")
    isbn: Text | None = Field(None, alias="ISBN", description="Its ISBN.")
    archive: Text | None = Field(None, description="The archive that keeps it.")
    archive_location: Text | None = Field(None, description="Its shelf mark or number in the archive.")
    language: Language = Field(description="Its language, as a BCP 47 tag.")
    accessed: Day | None = Field(None, description="The day when the editor read its text; only then.")
    archive_url: WebAddress | None = Field(None, description="The address of an archived copy.")
    perspective: Id = Field(description="Whose view it gives: a party, `third-party` or `scholarly`.")
    level: Level = Field(description="Whether it is a record of its time or an account of it.")
    wikidata: Wikidata | None = Field(None, description="Its Wikidata item.")

    @property
    def doi_address(self) -> str:
        """The address that leads to what the DOI names; empty without one."""
        return f"https://doi.org/{quote(self.doi)}" if self.doi else ""


NEUTRAL_PERSPECTIVES = ("third-party", "scholarly")


# The dispute and the site


class Party(Fields):
    """An actor that claims the territory or has a column of its own."""

    id: Id = Field(description="The party's id, used in `party`, `used_by` and `perspective`.")
    name: Text = Field(description="Its short name.")
    actor: Id | None = Field(None, description="The actor entry about it.")
    claimant: bool = Field(
        True, description="Whether it claims the territory: then a question without its answer says so."
    )
    led_by: tuple[Text, ...] = Field(
        (),
        description="Titles of the offices whose holders led it: `offices` of any actor of the party. The timeline "
        "and each event say who was in office.",
    )
    colour: Colour = Field(description="Its colour on a light ground, as `#6b4fa0`.")
    colour_dark: Colour | None = Field(None, description="Its colour on a dark ground; without it, the same.")


class Topic(Fields):
    id: Id = Field(description="The topic's id.")
    title: Text = Field(description="Its name.")


class Era(Fields):
    """A stretch of the timeline."""

    title: Text = Field(description="Its heading.")
    start: EdtfDate = Field(alias="from", description="Its first day or year.")


class ContestedName(Fields):
    """One of the names of a thing whose name is disputed."""

    name: Text = Field(description="The name.")
    forms: tuple[Text, ...] = Field((), description="Other forms of it: inflected, in other scripts, spelt otherwise.")
    alone_after_first: bool = Field(
        False, description="Whether it may stand alone on a page once all names have stood together there."
    )


class NamePair(Fields):
    """Names of one thing that belong together, since each alone takes a side."""

    names: Annotated[tuple[ContestedName, ...], Field(min_length=2)] = Field(description="The names.")


class LoadedWord(Fields):
    """A word that decides what is disputed."""

    word: Text = Field(description="The word.")
    forms: tuple[Text, ...] = Field((), description="Its other forms, or phrases with it.")
    instead: Annotated[tuple[Text, ...], Field(min_length=1)] = Field(description="Neutral words for it.")


class Wording(Fields):
    """What the checker says of the editors' own words."""

    contested_names: tuple[NamePair, ...] = Field((), description="Names that belong together.")
    loaded_words: tuple[LoadedWord, ...] = Field((), description="Words that only those quoted may use.")
    fixed_names: tuple[Text, ...] = Field(
        (), description="Proper names that have such a name or word in them, as that of an office; they are let be."
    )


class Dispute(Fields):
    """`dispute.yml`: what the dispute is, who its parties are, how it names things."""

    title: Text = Field(description="The title of the site.")
    question: Text = Field(description="The dispute as one question.")
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = Field(
        ("en",), description="Languages of the site; the first is that of the entries."
    )
    parties: Annotated[tuple[Party, ...], Field(min_length=1)] = Field(
        description="The parties, in the order of their columns."
    )
    naming: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)] = Field(
        description="The naming policy, in Markdown."
    )
    wording: Wording = Field(
        Wording.model_validate({}), description="Contested names and loaded words, of which the checker gives notice."
    )
    topics: tuple[Topic, ...] = Field((), description="The topics that entries may have.")
    eras: tuple[Era, ...] = Field((), description="The eras of the timeline, in order; without them, centuries.")


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
