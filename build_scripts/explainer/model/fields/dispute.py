"""`dispute.yml`: the parties, the names, the words and the topics."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import (
    Field,
    StringConstraints,
)

from explainer.model.fields.sources import Person
from explainer.model.fields.values import (
    Colour,
    EdtfDate,
    Fields,
    GlossaryText,
    Id,
    Language,
    Text,
    Translate,
    TranslatedText,
    WebAddress,
)
from explainer.model.fields.vocabulary import NO_VOCABULARY, Vocabulary


class Party(Fields):
    """An actor that claims what is disputed, or has a column of its own."""

    item_key: ClassVar[tuple[str, ...]] = ("id",)

    id: Id = Field(description="The party's id, used in `party`, `used_by` and `perspective`.")
    name: TranslatedText = Field(description="Its short name.")
    actor: Id | None = Field(None, description="The actor entry about it.")
    claimant: bool = Field(
        True, description="Whether it claims what is disputed, land or not: then a question without its answer says so."
    )
    led_by: tuple[GlossaryText, ...] = Field(
        (),
        description="Titles of the offices whose holders led it: `offices` of any actor of the party. The timeline "
        "and each event say who was in office.",
    )
    colour: Colour = Field(description="Its colour on a light background, such as `#6b4fa0`.")
    colour_dark: Colour | None = Field(
        None, description="Its colour on a dark background; without it, the same colour."
    )


class Topic(Fields):
    """What several entries are about."""

    item_key: ClassVar[tuple[str, ...]] = ("id",)

    id: Id = Field(description="The topic's id.")
    title: TranslatedText = Field(description="Its name.")


class Era(Fields):
    """A named period of the timeline."""

    item_key: ClassVar[tuple[str, ...]] = ("start",)

    title: TranslatedText = Field(description="Its heading.")
    start: EdtfDate = Field(alias="from", description="Its first day or year.")


class ContestedName(Fields):
    """One of the names of a thing whose name is disputed."""

    name: Text = Field(description="The name.")
    forms: tuple[Text, ...] = Field((), description="Other forms of it: inflected, in other scripts, spelt otherwise.")
    alone_after_first: bool = Field(
        False, description="Whether it may be used alone on a page once all the names have appeared together there."
    )


class NamePair(Fields):
    """Names of one thing that belong together, since each alone takes a side."""

    names: Annotated[tuple[ContestedName, ...], Field(min_length=2)] = Field(description="The names.")


class LoadedWord(Fields):
    """A word that takes for granted what is disputed."""

    word: Text = Field(description="The word.")
    forms: tuple[Text, ...] = Field((), description="Its other forms, or phrases with it.")
    instead: Annotated[tuple[Text, ...], Field(min_length=1)] = Field(description="Neutral words to use instead.")


class Wording(Fields):
    """What the checker says of the editors' own words."""

    contested_names: tuple[NamePair, ...] = Field((), description="Names that belong together.")
    loaded_words: tuple[LoadedWord, ...] = Field(
        (), description="Words that may appear only in quotations or as somebody's own words."
    )
    fixed_names: tuple[Text, ...] = Field(
        (),
        description="Proper names that contain such a word, for example that of an office; the checker ignores them.",
    )


FORMAT = 2
"""The format of content that this program reads; docs/development/decisions/ has what each brought."""


class Licence(Fields):
    """Under which licence the texts and data may be used."""

    id: Text = Field(description="Its SPDX identifier, as `CC-BY-4.0`.")
    title: Text = Field(description="Its full name.")
    url: WebAddress = Field(description="Its text.")


class Dispute(Fields):
    """`dispute.yml`: what the dispute is, who its parties are, how it names things."""

    format: Annotated[int, Field(ge=1)] = Field(
        FORMAT, description="The format of the content, which `explainer migrate` raises; without it, the newest."
    )
    title: TranslatedText = Field(description="The title of the site.")
    question: TranslatedText = Field(description="The dispute as one question.")
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = Field(
        ("en",), description="Languages of the site; the first is that of the entries."
    )
    parties: Annotated[tuple[Party, ...], Field(min_length=1)] = Field(
        description="The parties, in the order of their columns."
    )
    naming: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), Translate()] = Field(
        description="The naming policy, in Markdown."
    )
    wording: Wording = Field(
        Wording.model_validate({}), description="Contested names and loaded words that the checker points out."
    )
    makers: tuple[Person, ...] = Field(
        (),
        description="Who makes the site and answers for it, each with the fields of an author of a source. Snapshots "
        "and the PDF are cited by them; without them, by the title alone.",
    )
    licence: Licence | None = Field(
        None, description="The licence of the texts and data, which the data files and the pages' metadata name."
    )
    topics: tuple[Topic, ...] = Field((), description="The topics that entries may have.")
    vocabulary: Vocabulary = Field(NO_VOCABULARY, description="Kinds and roles that this dispute needs besides.")
    eras: tuple[Era, ...] = Field((), description="The eras of the timeline, in order; without them, centuries.")
