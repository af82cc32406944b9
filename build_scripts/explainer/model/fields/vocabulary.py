"""Kinds and roles: those that any dispute needs, and what `dispute.yml` adds to them with its own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from explainer.model.fields.values import ID_PATTERN, Fields, Id, TranslatedText

Sort = Literal["events", "roles", "actors", "background"]


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
    PUBLICATION = "publication"
    LETTER = "letter"
    DISCOVERY = "discovery"
    JUDGMENT = "judgment"
    APPOINTMENT = "appointment"
    BIRTH = "birth"
    DEATH = "death"
    SALE = "sale"
    GIFT = "gift"
    EXHIBITION = "exhibition"


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
    PUBLISHER = "publisher"
    JUDGE = "judge"
    OWNER = "owner"
    CLAIMANT = "claimant"
    DONOR = "donor"


class ActorKind(StrEnum):
    STATE = "state"
    PERSON = "person"
    OFFICE = "office"
    ORGANISATION = "organisation"
    PEOPLE = "people"


BACKGROUND_KINDS = ("place", "document", "question", "term", "economy", "society")
KNOWN_KINDS = frozenset((*map(str, EventKind), *map(str, ActorKind), *BACKGROUND_KINDS))
KNOWN_ROLES = frozenset(map(str, Role))


class OwnKind(Fields):
    """A kind of events that this dispute needs."""

    item_key: ClassVar[tuple[str, ...]] = ("id",)

    id: Id = Field(description="What entries write in `kind`.")
    title: TranslatedText = Field(description="What readers see, as `Excommunication`.")


class OwnListedKind(OwnKind):
    """A kind of actors or background that this dispute needs."""

    plural: TranslatedText = Field(description="The heading of their list, as `Theorems`.")


class OwnRole(Fields):
    """A role in events that this dispute needs."""

    item_key: ClassVar[tuple[str, ...]] = ("id",)

    id: Id = Field(description="What events write in `role`.")
    title: TranslatedText = Field(description="What readers see beside the actor, as `heretic`.")
    backlink: TranslatedText = Field(description="The heading on the actor's page, as `Heretic in`.")


class Vocabulary(Fields):
    """What a dispute adds to the kinds and roles that there are."""

    events: tuple[OwnKind, ...] = Field((), description="Kinds of events.")
    roles: tuple[OwnRole, ...] = Field((), description="Roles of actors in events.")
    actors: tuple[OwnListedKind, ...] = Field((), description="Kinds of actors.")
    background: tuple[OwnListedKind, ...] = Field((), description="Kinds of background.")

    def ids(self, sort: Sort) -> tuple[str, ...]:
        """What is added to one of the lists."""
        return tuple(own.id for own in getattr(self, sort))

    @model_validator(mode="after")
    def _is_new(self) -> Self:
        kinds = [*self.ids("events"), *self.ids("actors"), *self.ids("background")]
        for ids, known in ((kinds, KNOWN_KINDS), (list(self.ids("roles")), KNOWN_ROLES)):
            for number, own in enumerate(ids):
                if own in known or own in ids[:number]:
                    raise PydanticCustomError("bad-value", "'{own}' is there already; give it another id", {"own": own})
        return self

    def phrases(self) -> Iterator[tuple[str, str]]:
        """The words with their keys in the catalogue."""
        for kind in (*self.events, *self.actors, *self.background):
            yield f"kind-{kind.id}", kind.title
        for listed in (*self.actors, *self.background):
            yield f"kinds-{listed.id}", listed.plural
        for role in self.roles:
            yield f"role-{role.id}", role.title
            yield f"backlink-role-{role.id}", role.backlink


NO_VOCABULARY = Vocabulary.model_validate({})


@dataclass(frozen=True)
class AnyVocabulary:
    """Stands for that of a `dispute.yml` that cannot be read: any kind may be in it."""

    def ids(self, sort: Sort) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True)
class Extended:
    """Makes pydantic read a member of an enumeration, or an id that the vocabulary in its context adds to the list."""

    members: type[StrEnum]
    sort: Sort

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_after_validator_function(self._member, core_schema.str_schema())

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        known = [str(member) for member in self.members]
        return {"anyOf": [{"type": "string", "enum": known}, {"type": "string", "pattern": ID_PATTERN}]}

    def _member(self, text: str, info: ValidationInfo) -> str:
        if text in tuple(self.members):
            return self.members(text)
        added = info.context.ids(self.sort) if info.context else ()
        if text in added or isinstance(info.context, AnyVocabulary):
            return text
        raise PydanticCustomError("enum", "it is none of the list", {"added": added})
