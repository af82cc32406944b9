"""`record.yml`: what this content promises beyond what any content must keep. Every promise is optional."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from explainer.model.fields.sources import SourceType
from explainer.model.fields.values import Fields, Language, Text

_Least = Annotated[int, Field(ge=0, le=1_000_000)]


class Sizes(Fields):
    """The smallest number of published entries."""

    events: _Least = Field(0, description="The least number of published events.")
    actors: _Least = Field(0, description="The least number of published actors.")
    background: _Least = Field(0, description="The least number of published background entries.")
    sources: _Least = Field(0, description="The least number of published sources.")
    paths: _Least = Field(0, description="The least number of published paths.")
    questions: _Least = Field(0, description="The least number of published questions, which count as background too.")


class Length(Fields):
    """The length of a text, in words."""

    least: _Least = Field(0, description="The fewest words that a text may have.")
    most: _Least = Field(description="The most words that a text may have.")


class Lengths(Fields):
    """The lengths of texts by collection. Citations do not count, and a link counts as its words."""

    events: Length | None = Field(None, description="The length of each event.")
    actors: Length | None = Field(None, description="The length of each actor.")
    background: Length | None = Field(None, description="The length of each background entry.")


class SourceBalance(Fields):
    """The sources that entries must rest on."""

    least: _Least = Field(0, description="How many sources each event, actor and background entry cites at least.")
    not_alone: tuple[SourceType, ...] = Field(
        (), description="Types of source that are not enough on their own for any entry."
    )
    perspectives: _Least = Field(
        0, description="How many perspectives the sources of an event of weight 3 give at least."
    )
    refused_hosts: tuple[Text, ...] = Field(
        (), description="Hosts that no source may stand on, as `example.org`, with all hosts below them."
    )
    located: tuple[SourceType, ...] = Field(
        (), description="Types of source whose citations need a locator; the worklist has those without one."
    )
    most: Annotated[int, Field(ge=1, le=100)] = Field(
        100, description="The largest share, in per cent of all sources, that one perspective may have."
    )


class MapPromises(Fields):
    """What the map and the entries must have in common."""

    changed_lands: bool = Field(False, description="Whether each land that changed hands leads to an entry.")
    places: bool = Field(False, description="Whether each place is on the map.")


class AuthenticLanguage(Fields):
    """What must be said about the languages of a quoted document."""

    word: Text = Field(description="The word that says it, such as `authentic`.")
    languages: Annotated[tuple[Text, ...], Field(min_length=1)] = Field(
        description="Names of languages, one of which must be in the same sentence."
    )


class MarkedLanguage(Fields):
    """A language whose quotations must be marked, so that screen readers pronounce them correctly."""

    language: Language = Field(description="The language, as a BCP 47 tag.")
    letters: Annotated[tuple[Text, ...], Field(min_length=1)] = Field(
        description="The first word of the Unicode names of its letters: `CYRILLIC`, `HIRAGANA`."
    )


class PromisedEdition(Fields):
    """A language in which the site is to be read."""

    language: Language = Field(description="The language, as a BCP 47 tag.")


class Promises(Fields):
    """`record.yml`: what `explainer check --record` holds the content to."""

    sizes: Sizes = Field(Sizes.model_validate({}), description="How many published entries there are at least.")
    words: Lengths = Field(Lengths.model_validate({}), description="How many words the texts have.")
    sources: SourceBalance = Field(SourceBalance.model_validate({}), description="What the entries rest on.")
    answers: bool = Field(False, description="Whether each question has an answer of each claimant.")
    sides: Annotated[int, Field(ge=0)] | None = Field(
        None,
        description="By how much, in per cent of the shortest, the longest of the parties' short answers on the first "
        "page may be longer.",
    )
    offices: bool = Field(False, description="Whether each event says which office a person held who took part.")
    links: bool = Field(False, description="Whether each entry is linked from another, and links to another.")
    map: MapPromises = Field(MapPromises.model_validate({}), description="How the map and the entries belong together.")
    authentic_language: AuthenticLanguage | None = Field(
        None, description="What a quoted document says about its authentic language."
    )
    quotations: tuple[MarkedLanguage, ...] = Field((), description="Languages whose quotations must be marked.")
    languages: tuple[PromisedEdition, ...] = Field((), description="Languages in which the site is to be read.")
