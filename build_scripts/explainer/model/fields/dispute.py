"""`dispute.yml`: the parties, the names, the words and the topics."""

from __future__ import annotations

from typing import Annotated

from pydantic import (
    Field,
    StringConstraints,
)

from explainer.model.fields.values import Colour, EdtfDate, Fields, Id, Language, Text


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
