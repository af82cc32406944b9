"""Paths through the entries, old addresses, and the texts of the site itself."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from explainer.model.fields.background import Sourced
from explainer.model.fields.entry import Common
from explainer.model.fields.values import Address, Fields, Id, Target, TranslatedSummary, TranslatedText


class Move(Fields):
    """What one side did in a round of negotiations."""

    party: Id | None = Field(None, description="The party whose move it was; none where it was nobody's alone.")
    words: TranslatedText = Field(description="What it offered or answered, in one or two neutral sentences.")


class Step(Fields):
    """A stop on a path; with `offer`, `answer` or `outcome` it is a round of negotiations."""

    item_key: ClassVar[tuple[str, ...]] = ("entry",)

    entry: Id = Field(description="The entry.")
    note: TranslatedText | None = Field(
        None, description="Why it is on the path; without a note, the entry's summary is shown."
    )
    offer: Move | None = Field(None, description="Of a round of negotiations: who offered what.")
    answer: Move | None = Field(None, description="Of a round: what the other side answered.")
    outcome: TranslatedText | None = Field(None, description="Of a round: what came of it.")
    sources: tuple[Sourced, ...] = Field(
        (), description="Of a round: what it rests on; without them, the entry's own sources are referred to."
    )

    @property
    def is_round(self) -> bool:
        return bool(self.offer or self.answer or self.outcome)


class ReadingPath(Common):
    """An order in which to read some of the entries."""

    summary: TranslatedSummary = Field(description="For whom it is and where it leads, in one or two plain sentences.")
    minutes: Annotated[int, Field(ge=1, le=10_000)] = Field(
        description="Roughly how long it takes; the shortest path is listed first."
    )
    steps: Annotated[tuple[Step, ...], Field(min_length=1)] = Field(description="The entries, in the order of reading.")


class Redirect(Fields):
    """An address that the site once had, and what is read there now."""

    old: Address = Field(
        alias="from",
        description="The old address: that of an entry, as `events/1900-talks`, of a part of a page, as "
        "`events/1900-talks#the-storm`, of another page, as `topics/fishery/`, or of a file.",
    )
    target: Target = Field(
        alias="to",
        description="The id of the entry to which it leads, or another address of the site. A part of a page that is "
        "still there leads to a part of the same page.",
    )


class Redirects(Fields):
    """`redirects.yml`: addresses that the site once had."""

    redirects: tuple[Redirect, ...] = Field((), description="The old addresses.")


class Pointer(Fields):
    """A place to start reading, and why."""

    item_key: ClassVar[tuple[str, ...]] = ("entry",)

    entry: Id = Field(description="The entry.")
    reason: TranslatedText = Field(description="What the reader finds there.")


class PartyAnswer(Fields):
    """What one party says, in a sentence of the editors' that names it."""

    item_key: ClassVar[tuple[str, ...]] = ("party",)

    party: Id = Field(description="The party, from `dispute.yml`.")
    answer: TranslatedText = Field(description="What it says, in a sentence or two.")
    sources: Annotated[tuple[Sourced, ...], Field(min_length=1)] = Field(description="Where it says so.")


class ShortAnswer(Fields):
    """A question that a stranger asks first, and its answer in a line or two."""

    item_key: ClassVar[tuple[str, ...]] = ("id",)

    id: Id = Field(description="Its id, by which a translation finds it.")
    question: TranslatedText = Field(description="The question, as a stranger would ask it.")
    answer: TranslatedText | None = Field(None, description="The answer, in a line or two.")
    sources: tuple[Sourced, ...] = Field((), description="What the answer rests on.")
    sides: tuple[PartyAnswer, ...] = Field(
        (), description="Instead of one answer, that of each party: of every claimant, at equal length."
    )
    entry: Id | None = Field(None, description="The entry that tells more of it.")


class SiteText(Common):
    """A text of the site itself, such as `home`, `about` or `method`."""

    summary: TranslatedSummary = Field(description="One or two plain sentences: the description of the page.")
    headline: TranslatedText | None = Field(
        None, description="On `home`: its heading, a sentence that tells the story; without it, the title."
    )
    answers: tuple[ShortAnswer, ...] = Field(
        (), description="On `home`: what a stranger asks first, answered on the first screen."
    )
    questions: tuple[Id, ...] = Field((), description="On `home`: the questions that stand there with their answers.")
    start_here: tuple[Pointer, ...] = Field((), description="On `home`: where to start.")
