"""Actors and their offices."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from explainer.model.fields.common import EntryFields
from explainer.model.fields.values import EdtfDate, Fields, Id, Text


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
