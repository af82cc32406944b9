"""Events, and who took what part in them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from explainer.model.fields.common import EntryFields
from explainer.model.fields.values import EdtfDate, Fields, Id, Text


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
