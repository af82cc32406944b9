"""Events, and who took what part in them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from explainer.model.fields.entry import EntryFields
from explainer.model.fields.values import EdtfDate, Fields, GlossaryText, Id, ShortText, TranslatedText
from explainer.model.fields.vocabulary import EventKind, Extended, Role


class Part(Fields):
    """An actor's part in an event."""

    actor: Id = Field(description="The actor's id.")
    role: Annotated[Role | str, Extended(Role, "roles")] = Field(description="What the actor did there.")
    held_as: GlossaryText | None = Field(
        None,
        alias="as",
        description="The office in which the actor did it: the title of one of the actor's `offices` at that date.",
    )


class Event(EntryFields):
    """Something that happened at a date."""

    short: ShortText | None = Field(
        None, description="The title in at most 28 characters, for drawings; without it, they show the whole title."
    )
    date: EdtfDate = Field(description="When it happened, in EDTF and the Gregorian calendar.")
    date_note: TranslatedText | None = Field(
        None, description="The date in the calendar of its time, or what is doubtful in it."
    )
    kind: Annotated[EventKind | str, Extended(EventKind, "events")] = Field(description="What sort of event it was.")
    weight: Annotated[int, Field(ge=1, le=3)] = Field(
        description="3 is shown even in the shortest timeline, 1 only in the complete one."
    )
    actors: tuple[Part, ...] = Field((), description="Who took part, and as what.")
    places: tuple[Id, ...] = Field((), description="Where it happened or what it was about: places of the background.")
    supersedes: tuple[Id, ...] = Field((), description="Earlier events whose outcome this one replaced.")
    responds_to: tuple[Id, ...] = Field((), description="Events that this one answered.")
    implements: tuple[Id, ...] = Field((), description="Events whose outcome this one carried out.")
