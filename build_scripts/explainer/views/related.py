"""What a reader may want to read after an entry, and why: a few entries, the strongest tie first.

Ties are those that editors named (`see_also`), relations between events, and what two entries share: events, actors,
topics. An entry that the page already names with its part (who took part, where, whose office) is listed here only if
`see_also` names it too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from explainer.model.corpus import AnyEntry
from explainer.model.fields import ActorKind, Collection, EntryFields
from explainer.model.references import RELATIONS, LinkReason
from explainer.views.parts import Card, Context, card_of, in_time

MOST = 6
_MOST_BY_TOPIC = 3
_REASONS_SHOWN = 2
_PARTS = frozenset({LinkReason.ROLE, LinkReason.PLACE, LinkReason.OFFICE})
ENTRIES = frozenset({Collection.EVENTS, Collection.ACTORS, Collection.BACKGROUND})


@dataclass(frozen=True)
class Related:
    """An entry with the reasons why it is related, strongest first; `relation` names the first."""

    id: str
    card: Card
    relation: str
    reasons: tuple[str, ...]


@dataclass
class _Tie:
    """The tie of one entry to another: the reasons found so far, by name, each with its strength and words."""

    strength: dict[str, float] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def add(self, relation: str, strength: float, words: str) -> None:
        self.strength[relation] = max(strength, self.strength.get(relation, 0))
        self.words.setdefault(relation, words)

    @property
    def ordered(self) -> list[str]:
        return sorted(self.strength, key=lambda relation: (-self.strength[relation], relation))


class Relations:
    """The ties between all entries, worked out once for a site."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._entries = {e.id: e for e in context.corpus if e.collection in ENTRIES}
        self._topics_of = {entry.id: _topics(entry) for entry in self._entries.values()}
        self._number_of = Counter(topic for topics in self._topics_of.values() for topic in topics)
        self._by_topics: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for entry in sorted(self._entries.values(), key=in_time):
            self._by_topics[self._topics_of[entry.id]].append(entry.id)
        self._actors_of = self._targets(LinkReason.ROLE)
        self._places_of = self._targets(LinkReason.PLACE)
        self._states = frozenset(a.id for a in context.corpus.actors if a.fields.kind is ActorKind.STATE)
        self._titles = {topic.id: topic.title for topic in context.corpus.dispute.topics}

    def _targets(self, reason: LinkReason) -> Mapping[str, frozenset[str]]:
        """For each event, what it names with this reason."""
        return {
            event.id: frozenset(link.target for link in self._context.links.of(event.id) if link.reason is reason)
            for event in self._context.corpus.events
        }

    def of(self, entry: AnyEntry) -> tuple[Related, ...]:
        """At most `MOST` entries, the strongest tie first; common topics alone fill up to three places."""
        if entry.id not in self._entries:
            return ()
        ties: defaultdict[str, _Tie] = defaultdict(_Tie)
        for other, relation, strength, words in self._ties(entry):
            ties[other].add(relation, strength, words)
        for other, tie in ties.items():
            self._add_topics(entry, other, tie)
        named = self._named(entry)
        strong = [
            i
            for i in ties
            if LinkReason.SEE_ALSO in ties[i].strength or (i not in named and _is_more_than_topic(ties[i]))
        ]
        strong = sorted(strong, key=lambda i: self._order(i, ties[i]))[:MOST]
        for i, tie in self._by_topic_alone(entry, {entry.id, *ties, *named}, max(0, _MOST_BY_TOPIC - len(strong))):
            strong.append(i)
            ties[i] = tie
        return tuple(self._related(i, ties[i]) for i in strong)

    def _ties(self, entry: AnyEntry) -> Iterator[tuple[str, str, float, str]]:
        """Each tie: the other entry's id, the relation's name, its strength and its words; none to the entry itself."""
        found = (*self._links(entry), *self._shared_events(entry), *self._shared_parts(entry))
        return (tie for tie in found if tie[0] != entry.id and tie[0] in self._entries)

    def _links(self, entry: AnyEntry) -> Iterator[tuple[str, str, float, str]]:
        say = self._context.words.say
        suggested = {link.target for link in self._context.links.of(entry.id) if link.reason is LinkReason.SEE_ALSO}
        mentioned = {link.target for link in self._context.links.of(entry.id) if link.reason is LinkReason.MENTION}
        for link in self._context.links.of(entry.id):
            if link.reason in RELATIONS:
                yield link.target, link.reason, 90, say(f"related-{link.reason}")
            elif link.reason is LinkReason.SEE_ALSO:
                yield link.target, link.reason, 80, say("related-see-also")
        for link in self._context.links.to(entry.id):
            if link.reason in RELATIONS:
                yield link.origin.entry, f"{link.reason}-back", 90, say(f"related-{link.reason}-back")
            elif link.reason is LinkReason.SEE_ALSO and link.origin.entry not in suggested:
                yield link.origin.entry, "see-also-back", 40, say("related-see-also-back")
            elif link.reason is LinkReason.MENTION and link.origin.entry in mentioned:
                yield link.origin.entry, "both-mention", 30, say("related-both-mention")

    def _shared_events(self, entry: AnyEntry) -> Iterator[tuple[str, str, float, str]]:
        """Ties between actors, or places, of the same events."""
        for targets in (self._actors_of, self._places_of):
            together = Counter(i for ids in targets.values() if entry.id in ids for i in sorted(ids) if i != entry.id)
            for other, number in together.items():
                words = self._context.words.count("related-events", number)
                yield other, "events", min(10 * number, 60), words

    def _shared_parts(self, entry: AnyEntry) -> Iterator[tuple[str, str, float, str]]:
        """Ties between events with two or more people in common. States do not count: they are in nearly all events."""
        own = self._actors_of.get(entry.id, frozenset()) - self._states
        for other, actors in self._actors_of.items():
            number = len(own & actors)
            if number > 1:
                yield other, "actors", 6 * number, self._context.words.count("related-actors", number)

    def _add_topics(self, entry: AnyEntry, other: str, tie: _Tie) -> None:
        """Adds the topics that both entries have."""
        if topics := self._shared(entry, self._topics_of[other]):
            titles = self._context.words.listed("list", (self._titles[topic] for topic in topics))
            words = self._context.words.count("related-topics", len(topics), topics=titles)
            tie.add("topics", self._strength(topics), words)

    def _shared(self, entry: AnyEntry, topics: tuple[str, ...]) -> list[str]:
        return [topic for topic in self._topics_of[entry.id] if topic in topics]

    def _strength(self, topics: list[str]) -> float:
        return sum(4 / self._number_of[topic] + 1 for topic in topics)

    def _by_topic_alone(self, entry: AnyEntry, without: Set[str], most: int) -> list[tuple[str, _Tie]]:
        """The strongest ties by topics alone.

        Of entries with the same topics only the first are looked at, so that not every entry is compared with every
        other.
        """
        found: list[tuple[str, _Tie]] = []
        for topics, ids in self._by_topics.items() if most else ():
            if self._shared(entry, topics):
                for other in islice((i for i in ids if i not in without), most):
                    found.append((other, _Tie()))
                    self._add_topics(entry, *found[-1])
        return sorted(found, key=lambda pair: self._order(*pair))[:most]

    def _named(self, entry: AnyEntry) -> frozenset[str]:
        """The entries that the page already names with their part in this one, or this one's part in them."""
        links = self._context.links
        away = {link.target for link in links.of(entry.id) if link.reason in _PARTS}
        return frozenset(away | {link.origin.entry for link in links.to(entry.id) if link.reason in _PARTS})

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
