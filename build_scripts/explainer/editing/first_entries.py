"""The entries with which a dispute begins: one of each kind, to be replaced, that link to one another and pass.

What they say is about themselves, so nobody publishes a fact that nobody checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from explainer.editing.new_entry import entry_text
from explainer.model.fields import Collection
from explainer.model.raw import Value

EVENT, PERSON, PLACE, DOCUMENT = "2000-example-event", "example-person", "example-place", "example-document"
QUESTION, TERM, SOURCE, PATH = "example-question", "example-term", "example-source", "example-path"
IDS = (EVENT, PERSON, PLACE, DOCUMENT, QUESTION, TERM, SOURCE, PATH)
LAND = "example-land"
_CITED = f"[@{SOURCE}]"
_WHO = "An example. Say here in one or two sentences who this is."


@dataclass(frozen=True)
class Outset:
    """What the first entries are about: the names of the parties by id, and the ids of the topics."""

    title: str
    question: str
    parties: Mapping[str, str]
    topics: tuple[str, ...]
    has_map: bool

    @property
    def first_party(self) -> str:
        return next(iter(self.parties))

    @property
    def first_topic(self) -> list[Value]:
        return list(self.topics[:1])


class _Draft(NamedTuple):
    collection: Collection
    id: str
    fields: dict[str, Value]
    text: str


def first_entries(outset: Outset, day: str) -> dict[str, str]:
    """The files of the entries by their path in the content, reviewed on the day."""
    drafts = chain(_site_texts(outset), _actors(outset), _events(outset), _background(outset), _others())
    return {
        f"{draft.collection}/{draft.id}.md": entry_text(draft.collection, {**draft.fields, "reviewed": day}, draft.text)
        for draft in drafts
    }


def _site_texts(outset: Outset) -> Iterator[_Draft]:
    text = (
        f"**What is it about?** Two or three sentences for somebody who came from a news story. [[{EVENT}|What "
        f"happened]], and [[{QUESTION}|what each side says]], with a source behind every statement.{_CITED}"
    )
    start: list[Value] = [{"entry": EVENT, "reason": "Why a reader should begin here."}]
    fields: dict[str, Value] = {"title": outset.title, "summary": outset.question[:400]}
    fields |= {"questions": [QUESTION], "start_here": start}
    yield _Draft(Collection.SITE, "home", fields, text)
    fields = {"title": "About this site", "summary": "Who makes this site, and why."}
    yield _Draft(Collection.SITE, "about", fields, "Who makes this site, for whom, and to whom it belongs.")
    fields = {"title": "Method", "summary": "How the pages of this site are made."}
    text = "## How a page is made\n\nWho writes, who checks, and what counts as a source."
    yield _Draft(Collection.SITE, "method", fields, text)


def _actors(outset: Outset) -> Iterator[_Draft]:
    for party, name in outset.parties.items():
        fields: dict[str, Value] = {"title": name, "summary": _WHO, "kind": "organisation", "party": party}
        yield _Draft(Collection.ACTORS, party, fields, f"Who this is and what its part in the dispute was.{_CITED}")
    first = outset.first_party
    fields = {
        "title": "A person (example)",
        "summary": _WHO,
        "kind": "person",
        "party": first,
        "offices": [{"title": "Spokesperson", "of": first, "from": "1999", "to": "2001"}],
    }
    text = f"A person of [[{first}]], who spoke at [[{EVENT}|the event]].{_CITED}"
    yield _Draft(Collection.ACTORS, PERSON, fields, text)


def _events(outset: Outset) -> Iterator[_Draft]:
    fields: dict[str, Value] = {
        "title": "An event (example)",
        "summary": "An example. Say here what happened, without repeating the date.",
        "date": "2000-01-01",
        "kind": "statement",
        "weight": "3",
        "topics": outset.first_topic,
        "actors": [
            {"actor": PERSON, "role": "speaker", "as": "Spokesperson"},
            {"actor": outset.first_party, "role": "participant"},
        ],
        "places": [PLACE],
    }
    text = (
        f"What happened, and why it mattered.{_CITED} Write the most important first; behind each statement stands its "
        f"source, with the page where you read it.[@{SOURCE}, p. 1]"
    )
    yield _Draft(Collection.EVENTS, EVENT, fields, text)


def _background(outset: Outset) -> Iterator[_Draft]:
    fields: dict[str, Value] = {
        "title": "A place (example)",
        "summary": "An example. Say here what and where it is.",
        "kind": "place",
        **({"feature": LAND} if outset.has_map else {}),
    }
    yield _Draft(Collection.BACKGROUND, PLACE, fields, f"What is there, and what became of it.{_CITED}")
    fields = {
        "title": "A document (example)",
        "summary": "An example of a treaty, law, letter or other text that has articles or parts.",
        "kind": "document",
        "date": "2000",
    }
    text = f"## Article 1\n\nWhat it says, in its own words where these matter.[@{SOURCE}, art. 1]"
    yield _Draft(Collection.BACKGROUND, DOCUMENT, fields, text)
    fields = {
        "title": outset.question,
        "summary": "An example: a question to which the parties give different answers.",
        "kind": "question",
        "topics": outset.first_topic,
        "positions": [_position(party, name) for party, name in outset.parties.items()],
    }
    yield _Draft(Collection.BACKGROUND, QUESTION, fields, f"What it turns on. See [[{DOCUMENT}]] and [[{TERM}]].")
    fields = {
        "title": "A term (example)",
        "summary": "An example of a word that a reader may not know.",
        "kind": "term",
    }
    yield _Draft(Collection.BACKGROUND, TERM, fields, f"What it means, and who uses it.{_CITED}")


def _position(party: str, name: str) -> Value:
    return {
        "party": party,
        "date": "2000-01-01",
        "answer": f"What {name} answers, in one neutral sentence.",
        "quote": "Its own words, in its own language.",
        "language": "en",
        "source": SOURCE,
    }


def _others() -> Iterator[_Draft]:
    fields: dict[str, Value] = {
        "title": "A source (example)",
        "type": "document",
        "issued": "2000",
        "language": "en",
        "perspective": "third-party",
        "level": "primary",
    }
    text = (
        "What the source is, what it is good for, and where its limits are. This one is an example and does not exist."
    )
    yield _Draft(Collection.SOURCES, SOURCE, fields, text)
    fields = {
        "title": "The dispute in one minute",
        "summary": "For whom this path is, and where it leads.",
        "minutes": "1",
        "steps": [{"entry": EVENT}, {"entry": QUESTION}],
    }
    yield _Draft(Collection.PATHS, PATH, fields, "An order in which to read some of the entries.")
