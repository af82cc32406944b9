"""What a timeline can be narrowed by: the choices on the page, and the JSON that the browser compares.

Convention: a choice that applies to all events, or none, is not offered. `tests/snapshots/timeline.json` holds this
module and `state.js` to the same meaning.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from explainer.model.corpus import Entry
from explainer.model.fields import Event
from explainer.views.parts import Context

_FACETS = ("party", "actor", "topic", "kind")


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    party: str = ""


@dataclass(frozen=True)
class Facet:
    """A kind of choice: an event is shown if it has one of the chosen values. `name` is the name in the URL."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Filtered:
    """What the filters know about an event. Years are astronomical; an open end is None."""

    id: str
    party: tuple[str, ...]
    actor: tuple[str, ...]
    topic: tuple[str, ...]
    kind: tuple[str, ...]
    weight: int
    first: int | None
    last: int | None

    def of(self, facet: str) -> tuple[str, ...]:
        values: tuple[str, ...] = getattr(self, facet)
        return values


def facets_of(events: Sequence[Entry[Event]], context: Context) -> tuple[Facet, ...]:
    """The facets in which the events differ; choices are in the order of the dispute, otherwise alphabetical."""
    asked = [_filtered(event, context) for event in events]
    words = context.words
    labels = {
        "party": words.say("filter-party"),
        "actor": words.say("filter-actor"),
        "topic": words.say("filter-topic"),
        "kind": words.say("filter-kind"),
    }
    facets = (Facet(name, labels[name], _choices(name, asked, context)) for name in _FACETS)
    return tuple(facet for facet in facets if facet.choices)


def filter_data(events: Iterable[Entry[Event]], context: Context) -> str:
    """The events as JSON, in their order."""
    return json.dumps(
        [asdict(_filtered(event, context)) for event in events], ensure_ascii=False, separators=(",", ":")
    )


def _choices(name: str, asked: Sequence[Filtered], context: Context) -> tuple[Choice, ...]:
    counts = Counter(value for event in asked for value in event.of(name))
    if all(number == len(asked) for number in counts.values()):
        return ()
    parties = {actor.id: actor.fields.party or "" for actor in context.corpus.actors}
    if name == "party":
        return tuple(Choice(p.id, p.name, p.id) for p in context.corpus.dispute.parties if p.id in counts)
    if name == "topic":
        return tuple(Choice(t.id, t.title) for t in context.corpus.dispute.topics if t.id in counts)
    if name == "kind":
        found = [Choice(kind, context.words.say(f"kind-{kind}")) for kind in counts]
    else:
        found = [Choice(i, context.corpus.actor_by_id[i].title, parties[i]) for i in counts]
    return tuple(sorted(found, key=lambda choice: (choice.label.casefold(), choice.value)))


def _filtered(event: Entry[Event], context: Context) -> Filtered:
    fields = event.fields
    actors = tuple(dict.fromkeys(part.actor for part in fields.actors))
    parties = {context.corpus.actor_by_id[actor].fields.party for actor in actors}
    return Filtered(
        id=event.id,
        party=tuple(party for party in context.corpus.party_by_id if party in parties),
        actor=actors,
        topic=fields.topics,
        kind=(str(fields.kind),),
        weight=fields.weight,
        first=fields.date.first[0] if fields.date.first else None,
        last=fields.date.last[0] if fields.date.last else None,
    )
