"""Background: places with their numbers, documents, questions with their answers, and other subjects."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    ConfigDict,
    Field,
)

from explainer.model.fields.common import EntryFields
from explainer.model.fields.values import EdtfDate, Fields, Id, Language, Text


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
