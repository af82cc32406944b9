"""What a reader may want after an entry, and why: a few entries, the strongest tie first.

Ties are those that the editors named (`see_also`), relations between events, and what two entries share: events,
actors, topics. An entry that the page names with its part already (who took part, where, whose office) is related by
that, and is listed here only where `see_also` names it too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from explainer.model.corpus import AnyEntry
from explainer.model.fields import ActorKind, Collection, EntryFields
from explainer.views.parts import Card, Context, card_of, in_time

MOST = 8
_MOST_BY_TOPIC = 3
_REASONS_SHOWN = 2
_RELATIONS = ("supersedes", "responds-to", "implements")
_PARTS = frozenset({"role", "place", "office"})
ENTRIES = frozenset({Collection.EVENTS, Collection.ACTORS, Collection.BACKGROUND})


@dataclass(frozen=True)
class Related:
    """An entry with the reasons why it is related, strongest first; `relation` names the first of them."""

    id: str
    card: Card
    relation: str
    reasons: tuple[str, ...]


@dataclass
class _Tie:
    """What ties one entry to another: the reasons found so far, by name, each with its strength and words."""

    strength: dict[str, float] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def add(self, relation: str, strength: float, words: str) -> None:
        self.strength[relation] = max(strength, self.strength.get(relation, 0))
        self.words.setdefault(relation, words)

    @property
    def ordered(self) -> list[str]:
        return sorted(self.strength, key=lambda relation: (-self.strength[relation], relation))


class Relations:
    """The ties between all entries; made once for a site."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._entries = {e.id: e for e in context.corpus if e.collection in ENTRIES}
        self._by_topic: defaultdict[str, list[str]] = defaultdict(list)
        for entry in self._entries.values():
            for topic in _topics(entry):
                self._by_topic[topic].append(entry.id)
        self._actors_of = self._targets("role")
        self._places_of = self._targets("place")
        self._states = frozenset(a.id for a in context.corpus.actors if a.fields.kind is ActorKind.STATE)
        self._titles = {topic.id: topic.title for topic in context.corpus.dispute.topics}

    def _targets(self, reason: str) -> Mapping[str, frozenset[str]]:
        """For each event what it names in this way."""
        return {
            event.id: frozenset(link.target for link in self._context.links.of(event.id) if link.reason == reason)
            for event in self._context.corpus.events
        }

    def of(self, entry: AnyEntry) -> tuple[Related, ...]:
        """At most `MOST` entries, strongest tie first; a common topic alone fills up to three places."""
        if entry.id not in self._entries:
            return ()
        ties: defaultdict[str, _Tie] = defaultdict(_Tie)
        for other, relation, strength, words in self._ties(entry):
            ties[other].add(relation, strength, words)
        named = self._named(entry)
        strong = [
            i for i in ties if "see-also" in ties[i].strength or (i not in named and _is_more_than_topic(ties[i]))
        ]
        strong = sorted(strong, key=lambda i: self._order(i, ties[i]))[:MOST]
        rest = [i for i in ties if i not in strong and i not in named and not _is_more_than_topic(ties[i])]
        rest = sorted(rest, key=lambda i: self._order(i, ties[i]))[: max(0, _MOST_BY_TOPIC - len(strong))]
        return tuple(self._related(i, ties[i]) for i in (*strong, *rest))

    def _ties(self, entry: AnyEntry) -> Iterator[tuple[str, str, float, str]]:
        """Each tie as the other entry's id, the relation's name, its strength and its words; never to itself."""
        found = (*self._links(entry), *self._shared_events(entry), *self._shared_parts(entry), *self._topics(entry))
        return (tie for tie in found if tie[0] != entry.id and tie[0] in self._entries)

    def _links(self, entry: AnyEntry) -> Iterator[tuple[str, str, float, str]]:
        say = self._context.words.say
        suggested = {link.target for link in self._context.links.of(entry.id) if link.reason == "see-also"}
        mentioned = {link.target for link in self._context.links.of(entry.id) if link.reason == "mention"}
        for link in self._context.links.of(entry.id):
            if link.reason in _RELATIONS:
                yield link.target, link.reason, 90, say(f"related-{link.reason}")
            elif link.reason == "see-also":
                yield link.target, "see-also", 80, say("related-see-also")
        for link in self._context.links.to(entry.id):
            if link.reason in _RELATIONS:
                yield link.origin, f"{link.reason}-back", 90, say(f"related-{link.reason}-back")
            elif link.reason == "see-also" and link.origin not in suggested:
                yield link.origin, "see-also-back", 40, say("related-see-also-back")
            elif link.reason == "mention" and link.origin in mentioned:
                yield link.origin, "both-mention", 30, say("related-both-mention")

    def _shared_events(self, entry: AnyEntry) -> Iterator[tuple[str, str, float, str]]:
        """Actors of the same events, places of the same events."""
        for targets in (self._actors_of, self._places_of):
            together = Counter(i for ids in targets.values() if entry.id in ids for i in sorted(ids) if i != entry.id)
            for other, number in together.items():
                words = self._context.words.count("related-events", number)
                yield other, "events", min(10 * number, 60), words

    def _shared_parts(self, entry: AnyEntry) -> Iterator[tuple[str, str, float, str]]:
        """Events with the same people: two in common, since one says little; states take part in nearly all."""
        own = self._actors_of.get(entry.id, frozenset()) - self._states
        for other, actors in self._actors_of.items():
            number = len(own & actors)
            if number > 1:
                yield other, "actors", 6 * number, self._context.words.count("related-actors", number)

    def _topics(self, entry: AnyEntry) -> Iterator[tuple[str, str, float, str]]:
        shared: defaultdict[str, list[str]] = defaultdict(list)
        for topic in _topics(entry):
            for other in self._by_topic[topic]:
                shared[other].append(topic)
        for other, topics in shared.items():
            strength = sum(4 / len(self._by_topic[topic]) + 1 for topic in topics)
            titles = ", ".join(self._titles[topic] for topic in topics)
            yield other, "topics", strength, self._context.words.count("related-topics", len(topics), topics=titles)

    def _named(self, entry: AnyEntry) -> frozenset[str]:
        """What the page names with its part in the entry, or the entry's part in it."""
        links = self._context.links
        away = {link.target for link in links.of(entry.id) if link.reason in _PARTS}
        return frozenset(away | {link.origin for link in links.to(entry.id) if link.reason in _PARTS})

    def _order(self, other: str, tie: _Tie) -> tuple[float, Any]:
        return (-sum(tie.strength.values()), in_time(self._entries[other]))

    def _related(self, other: str, tie: _Tie) -> Related:
        shown = tie.ordered[:_REASONS_SHOWN]
        words = tuple(tie.words[relation] for relation in shown)
        return Related(other, card_of(self._entries[other], self._context), shown[0], words)


def _topics(entry: AnyEntry) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.fields.topics)) if isinstance(entry.fields, EntryFields) else ()


def _is_more_than_topic(tie: _Tie) -> bool:
    return tie.strength.keys() != {"topics"}
