"""Background: places with their numbers, documents, questions with their answers, and other subjects."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import (
    ConfigDict,
    Field,
    model_validator,
)
from pydantic_core import PydanticCustomError

from explainer.model.fields.entry import EntryFields
from explainer.model.fields.values import EdtfDate, Fields, Id, Language, Paragraphs, Text, TranslatedText


class Sourced(Fields):
    """A statement in the front matter that rests on a source."""

    source: Id = Field(description="The source's id.")
    locator: Text | None = Field(None, description="Where in the source: `p. 12`, `art. 2`.")


class Area(Sourced):
    """The area of a place, according to one source."""

    item_key: ClassVar[tuple[str, ...]] = ("source", "year")

    km2: Annotated[float, Field(gt=0, le=600_000_000)] = Field(description="Square kilometres.")
    year: EdtfDate = Field(description="The year the figure is for.")
    note: TranslatedText | None = Field(None, description="What the figure includes.")


class Population(Sourced):
    """The population of a place, according to one source."""

    item_key: ClassVar[tuple[str, ...]] = ("source", "year")

    people: Annotated[int, Field(ge=0, le=100_000_000_000)] = Field(description="How many people.")
    year: EdtfDate = Field(description="The year or day the figure is for.")
    note: TranslatedText | None = Field(None, description="Whom the figure includes.")


class Position(Fields):
    """What a party answered to a question, at a date, in its own words."""

    item_key: ClassVar[tuple[str, ...]] = ("party", "date")

    party: Id = Field(description="The party that answered.")
    date: EdtfDate = Field(description="When it answered.")
    answer: TranslatedText = Field(description="The answer in one neutral sentence.")
    quote: Text | None = Field(None, description="Its own words, in the original language. Only a refusal may lack it.")
    language: Language | None = Field(None, description="The language of the quote.")
    translation: TranslatedText | None = Field(
        None, description="The quote in the language of the site, where it is in another."
    )
    translator: TranslatedText | None = Field(None, description="Who translated it; without it, the editors did.")
    source: Id | None = Field(None, description="The source of the quote. A position needs one.")
    locator: Text | None = Field(None, description="Where in the source: `p. 12`, `art. 2`.")
    refused: bool = Field(False, description="Whether it refused to answer; `answer` then says how.")
    changed: TranslatedText | None = Field(
        None, description="What changed with this answer: its policy, or the name by which it speaks."
    )

    @model_validator(mode="after")
    def _has_words(self) -> Self:
        if not self.refused and not self.quote:
            raise PydanticCustomError("bad-value", "'quote' is missing; only a refusal (refused: true) may lack it")
        if self.quote and not self.language:
            raise PydanticCustomError("bad-value", "'language' is missing, that of the quote")
        return self


class Undisputed(Fields):
    """A statement that no party disputes."""

    item_key: ClassVar[tuple[str, ...]] = ("id",)

    id: Id | None = Field(None, description="Its id, by which a translation finds it; no link leads to it.")
    statement: TranslatedText = Field(description="The statement, in one neutral sentence.")
    sources: Annotated[tuple[Sourced, ...], Field(min_length=1)] = Field(
        description="Its sources, ideally one from each party."
    )


class AnyBackground(EntryFields):
    """A background entry without a kind. It is never valid, since an entry needs a kind."""

    model_config = ConfigDict(extra="ignore")

    kind: str = Field(description="What sort of background it is.")


class Place(EntryFields):
    """A piece of land or sea."""

    kind: Literal["place"] = Field(description="What sort of background it is.")
    feature: Id | None = Field(None, description="Its feature on the map.")
    area: tuple[Area, ...] = Field((), description="Its area; one item for each source that differs.")
    population: tuple[Population, ...] = Field((), description="Its population, by year and source.")


class AuthenticText(Sourced):
    """The words of an article in one language."""

    item_key: ClassVar[tuple[str, ...]] = ("language",)

    language: Language = Field(description="The language of the text.")
    text: Paragraphs = Field(description="The article word for word; an empty line begins a paragraph.")
    note: TranslatedText | None = Field(
        None, description="What the text is: `authentic`, `official translation`, `our translation`."
    )


class Facsimile(Fields):
    """An article in its languages, side by side."""

    item_key: ClassVar[tuple[str, ...]] = ("under",)

    under: Text = Field(description="The heading of the text below which it is shown, or its id: `article-2`.")
    texts: Annotated[tuple[AuthenticText, ...], Field(min_length=1, max_length=6)] = Field(
        description="The article in each language, those that are authentic first."
    )


class Document(EntryFields):
    """A treaty, declaration, law or decree; its articles are headings of the text."""

    kind: Literal["document"] = Field(description="What sort of background it is.")
    date: EdtfDate | None = Field(None, description="When it was made.")
    facsimiles: tuple[Facsimile, ...] = Field(
        (), description="The articles that matter most, word for word in their languages."
    )


class Question(EntryFields):
    """A question that the parties answer differently."""

    kind: Literal["question"] = Field(description="What sort of background it is.")
    positions: tuple[Position, ...] = Field((), description="The parties' answers.")
    not_disputed: tuple[Undisputed, ...] = Field((), description="Statements about the subject that no party disputes.")


class Subject(EntryFields):
    """A term, or a fact of economy or society."""

    kind: Literal["term", "economy", "society"] = Field(description="What sort of background it is.")


Background = Annotated[Place | Document | Question | Subject, Field(discriminator="kind")]
