"""Actors and their offices."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from explainer import dates
from explainer.model.fields.entry import EntryFields
from explainer.model.fields.values import EdtfDate, Fields, GlossaryText, Id, Text
from explainer.model.fields.vocabulary import ActorKind, Extended


class Office(Fields):
    """An office that a person held."""

    title: GlossaryText = Field(description="The title of the office, such as `Prime Minister`.")
    of: Id = Field(description="The actor to which the office belongs, such as a state.")
    start: EdtfDate | None = Field(None, alias="from", description="Its first day.")
    end: EdtfDate | None = Field(None, alias="to", description="Its last day; without it, the office is still held.")

    @property
    def held(self) -> dates.Edtf | None:
        """The time of the office, from its first day to its last; None if neither is known."""
        return dates.span(self.start, self.end)


class Actor(EntryFields):
    """A person, state, office or organisation."""

    kind: Annotated[ActorKind | str, Extended(ActorKind, "actors")] = Field(description="What sort of actor it is.")
    family_name: Text | None = Field(
        None, description="A person's family name, by which lists sort; without it, the last word of the title."
    )
    party: Id | None = Field(None, description="The party of `dispute.yml` that it belongs to.")
    born: EdtfDate | None = Field(None, description="When a person was born or an organisation was founded.")
    died: EdtfDate | None = Field(None, description="When a person died or an organisation ended.")
    offices: tuple[Office, ...] = Field((), description="The offices that a person held, the earliest first.")
