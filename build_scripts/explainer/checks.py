"""The rules across entries: one function a rule, one table of rules.

A rule takes the corpus and its links and yields problems; it knows nothing of files, of MkDocs or of other rules.
What a single file must be is the schema's; that a reference leads somewhere is the links'.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from explainer import dates
from explainer.map_rules import MAP_RULES, parties_of_states
from explainer.memory import Memory
from explainer.model.corpus import DISPUTE_FILE, REDIRECTS_FILE, AnyEntry, Corpus, Entry, Path
from explainer.model.fields import (
    LISTS,
    NEUTRAL_PERSPECTIVES,
    Actor,
    Collection,
    EntryFields,
    Event,
    Office,
    Part,
    Party,
    Question,
    Role,
    SiteText,
    Source,
)
from explainer.model.linking import Links, unreferenced
from explainer.problems import Code, Problem
from explainer.wording import wording_of

Rule = Callable[[Corpus, Links], Iterator[Problem]]

PASSIVE_ROLES = frozenset({Role.TARGET, Role.ADDRESSEE})
"""Roles in which an actor need not have been alive: a dead person can be spoken of."""


def unknown_topics(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """Topics that dispute.yml does not list."""
    known = [topic.id for topic in corpus.dispute.topics]
    for entry in corpus:
        if isinstance(entry.fields, EntryFields):
            for number, topic in enumerate(entry.fields.topics):
                if topic not in known:
                    message = f"topic '{topic}' is not in dispute.yml"
                    yield Problem(entry.path, entry.lines.of("topics", number), Code.UNKNOWN_TOPIC, message).guessing(
                        topic, known
                    )


def unknown_parties(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """Parties that dispute.yml does not list, wherever a field names one."""
    for entry in corpus:
        for path, party, extra in _parties_of(entry):
            known = (*corpus.party_by_id, *extra)
            if party not in known:
                what = "perspective" if extra else "party"
                message = f"{what} '{party}' is not {'one of ' + ', '.join(known) if extra else 'in dispute.yml'}"
                yield Problem(entry.path, entry.lines.of(*path), Code.UNKNOWN_PARTY, message).guessing(party, known)


def _parties_of(entry: AnyEntry) -> Iterator[tuple[Path, str, tuple[str, ...]]]:
    """Each party that the entry names: where, which, and what else may stand there."""
    fields = entry.fields
    if isinstance(fields, EntryFields):
        for number, name in enumerate(fields.names):
            for user_number, party in enumerate(name.used_by):
                yield ("names", number, "used_by", user_number), party, ()
    if isinstance(fields, Actor) and fields.party:
        yield ("party",), fields.party, ()
    if isinstance(fields, Question):
        for number, position in enumerate(fields.positions):
            yield ("positions", number, "party"), position.party, ()
    if isinstance(fields, Source):
        yield ("perspective",), fields.perspective, NEUTRAL_PERSPECTIVES


def repeated_ids_in_dispute(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """Two parties or two topics of one id."""
    parties = [party.id for party in corpus.dispute.parties]
    for number, party in enumerate(parties):
        if party in (*NEUTRAL_PERSPECTIVES, "none"):
            line = corpus.dispute_lines.of("parties", number, "id")
            yield Problem(DISPUTE_FILE, line, Code.BAD_ID, f"a party cannot have the id '{party}', which means none")
    topics = [topic.id for topic in corpus.dispute.topics]
    for name, ids in (("parties", parties), ("topics", topics)):
        for number, repeated in enumerate(ids):
            if repeated in ids[:number]:
                line = corpus.dispute_lines.of(name, number, "id")
                yield Problem(DISPUTE_FILE, line, Code.DUPLICATE_ID, f"the id '{repeated}' stands twice in {name}")


def ids_of_other_pages(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """An entry or a text whose page would lie where another page of the site lies."""
    for entry in corpus:
        taken = ("index", "map", "worklist", *LISTS) if entry.collection is Collection.SITE else ("index",)
        if entry.id in taken:
            message = f"'{entry.id}' cannot be an id: the site has a page of this name"
            yield Problem(entry.path, 1, Code.BAD_ID, message, "Rename the file")


def redirects_to_drafts(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """An old address that leads to a draft, which is not on the site."""
    for number, redirect in enumerate(corpus.redirects or ()):
        entry = corpus.by_id.get(corpus.destination_of(redirect))
        if entry is not None and not entry.is_published:
            line = corpus.redirect_lines.of("redirects", number, "to")
            message = f"'{entry.id}' is a draft, and an old address leads to it"
            yield Problem(REDIRECTS_FILE, line, Code.DRAFT_LINKED, message, "Publish it or name another entry")


def redirects_from_pages(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """An old address at which there is a page again, or that stands twice."""
    pages = {f"{entry.collection}/{entry.id}": entry.path for entry in corpus.by_id.values()}
    seen: set[str] = set()
    for number, redirect in enumerate(corpus.redirects or ()):
        line = corpus.redirect_lines.of("redirects", number, "from")
        if redirect.old in pages:
            message = f"the old address '{redirect.old}' is that of {pages[redirect.old]} again"
            yield Problem(REDIRECTS_FILE, line, Code.TAKEN_ADDRESS, message, "Remove the redirect or rename the entry")
        elif redirect.old in seen:
            message = f"the old address '{redirect.old}' stands twice"
            yield Problem(REDIRECTS_FILE, line, Code.TAKEN_ADDRESS, message, "Keep one of the two")
        seen.add(redirect.old)


def sites_without_home(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """Content without a home page."""
    has_home = any(text.id == "home" and text.is_published for text in corpus.site)
    if not has_home and "site/home.md" not in corpus.left_out_paths:
        message = "the content has no site/home.md, which is the first page of the site"
        yield Problem("site/home.md", 1, Code.MISSING_FILE, message, "See the editing guide for an example")


def events_without_source(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A published event whose text cites nothing."""
    for event in corpus.events:
        cites = any(link.reason == "cites" for link in links.of(event.id)) or links.texts[event.path].cites_unknown
        if event.is_published and not cites:
            yield Problem(
                event.path, 1, Code.EVENT_WITHOUT_SOURCE, "the event cites no source", "Add a citation, as [@source-id]"
            )


def positions_without_source(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A position without the source of its quote."""
    for entry, question in _questions(corpus):
        for number, position in enumerate(question.positions):
            if position.source is None:
                message = f"the position of '{position.party}' of {position.date} names no source"
                line = entry.lines.of("positions", number)
                yield Problem(entry.path, line, Code.POSITION_WITHOUT_SOURCE, message, "Add 'source: source-id'")


def repeated_steps(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A path that comes to an entry twice: then 'next' on the entry's page could mean either."""
    for path in corpus.paths:
        first: dict[str, int] = {}
        for number, step in enumerate(path.fields.steps):
            if first.setdefault(step.entry, number) != number:
                message = f"'{step.entry}' is step {first[step.entry] + 1} of this path already"
                line = path.lines.of("steps", number, "entry")
                yield Problem(path.path, line, Code.REPEATED_STEP, message, "Keep one of the two steps")


def event_ids_without_their_year(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """An event whose id does not begin with a year of its date, as 1855-treaty-of-the-ford does."""
    for event in corpus.events:
        years = event.fields.date.years()
        start = event.id.partition("-")[0]
        if not start.isdecimal() or not _names_a_year_of(int(start), years):
            message = f"the id '{event.id}' does not begin with the year of its date, {event.fields.date}"
            year = years.start if years.start >= 1 else 1 - years.start
            rest = event.id.removeprefix(f"{start}-") if start.isdecimal() else event.id
            suggestion = f"{year:04d}-{rest}"
            yield Problem(event.path, event.lines.of("date"), Code.EVENT_YEAR, message, f"Rename it to {suggestion}.md")


def _names_a_year_of(number: int, years: range) -> bool:
    """Whether the number names a year of the range; 44 BCE, which EDTF has as -0043, may be 44 or 43."""
    return any(year in years for year in (number, 1 - number, -number))


def ends_before_starts(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A death before a birth, an office that ends before it begins, eras out of order."""
    for entry in corpus.actors:
        actor = entry.fields
        if actor.born and actor.died and dates.surely_before(actor.died, actor.born):
            message = f"the death ({actor.died}) is before the birth ({actor.born})"
            yield Problem(entry.path, entry.lines.of("died"), Code.END_BEFORE_START, message)
        for number, office in enumerate(actor.offices):
            if office.start and office.end and dates.surely_before(office.end, office.start):
                message = f"the office '{office.title}' ends ({office.end}) before it starts ({office.start})"
                yield Problem(entry.path, entry.lines.of("offices", number, "to"), Code.END_BEFORE_START, message)
    eras = corpus.dispute.eras
    for number, (era, following) in enumerate(pairwise(eras), start=1):
        if following.start.anchor <= era.start.anchor:
            message = (
                f"the era '{following.title}' starts ({following.start}) no later than the one above it ({era.start})"
            )
            line = corpus.dispute_lines.of("eras", number, "from")
            yield Problem(DISPUTE_FILE, line, Code.END_BEFORE_START, message, "Put the eras in order")


def offices_not_held(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """An event's actor in an office that the actor never held, or did not hold at that date."""
    for event, number, part, actor in _parts(corpus):
        if part.held_as is None:
            continue
        line = event.lines.of("actors", number, "as")
        offices = [o for o in actor.fields.offices if o.title.casefold() == part.held_as.casefold()]
        if not offices:
            message = f"{actor.path} has no office '{part.held_as}'"
            titles = [office.title for office in actor.fields.offices]
            yield Problem(event.path, line, Code.UNKNOWN_OFFICE, message).guessing(part.held_as, titles)
        elif not any(_may_hold(office, event.fields.date) for office in offices):
            terms = " and ".join(_term(office) for office in offices)
            message = f"'{part.actor}' was {part.held_as} {terms}, not on {event.fields.date}"
            yield Problem(event.path, line, Code.OFFICE_OUTSIDE_DATES, message)


def leading_offices_not_held(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """An office in a party's `led_by` that nobody held of an actor of that party."""
    for number, party in enumerate(corpus.dispute.parties):
        titles = sorted({office.title for office in _offices_of(party, corpus)})
        for title_number, title in enumerate(party.led_by):
            if title.casefold() not in {known.casefold() for known in titles} and not corpus.may_have(title):
                line = corpus.dispute_lines.of("parties", number, "led_by", title_number)
                message = f"no actor has an office '{title}' of '{party.id}'"
                yield Problem(DISPUTE_FILE, line, Code.UNKNOWN_OFFICE, message).guessing(title, titles)


def _offices_of(party: Party, corpus: Corpus) -> Iterator[Office]:
    for actor in corpus.actors:
        for office in actor.fields.offices:
            body = corpus.actor_by_id.get(office.of)
            may_be_its = office.of in corpus.left_out_ids if body is None else body.fields.party == party.id
            if office.of == party.actor or may_be_its:
                yield office


def _may_hold(office: Office, date: dates.Edtf) -> bool:
    before = office.start is not None and dates.surely_before(date, office.start)
    after = office.end is not None and dates.surely_before(office.end, date)
    return not before and not after


def _term(office: Office) -> str:
    if office.start is None:
        return f"until {office.end}"
    return f"from {office.start} to {office.end or 'now'}"


def actors_before_birth(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """An actor with a part in an event that ended before the actor was born or founded."""
    for event, number, part, actor in _parts(corpus):
        born = actor.fields.born
        if part.role not in PASSIVE_ROLES and born and dates.surely_before(event.fields.date, born):
            message = f"'{part.actor}' was born {born}, after the event of {event.fields.date}"
            yield Problem(event.path, event.lines.of("actors", number, "actor"), Code.BEFORE_BIRTH, message)


def actors_after_death(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """An actor with a part in an event that began after the actor died or ended."""
    for event, number, part, actor in _parts(corpus):
        died = actor.fields.died
        if part.role not in PASSIVE_ROLES and died and dates.surely_before(died, event.fields.date):
            message = f"'{part.actor}' died {died}, before the event of {event.fields.date}"
            yield Problem(event.path, event.lines.of("actors", number, "actor"), Code.AFTER_DEATH, message)


def drafts_linked(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A draft that a published file refers to: the link would lead nowhere."""
    drafts = {_origin(entry): entry for entry in corpus if not entry.is_published}
    published = [(entry.path, _origin(entry)) for entry in corpus if entry.is_published]
    for path, origin in (*published, (DISPUTE_FILE, DISPUTE_FILE)):
        for link in links.of(origin):
            if link.target in drafts:
                message = f"'{drafts[link.target].id}' is a draft, and this file is published"
                yield Problem(path, link.line, Code.DRAFT_LINKED, message, "Publish it or remove the link")


def orphans(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A published entry to which no other published file refers, or a source that nobody cites."""
    for entry in unreferenced(corpus, links):
        is_source = entry.collection is Collection.SOURCES
        message = "no entry cites this source" if is_source else "no other entry links here, so few will find it"
        yield Problem(entry.path, 1, Code.ORPHAN, message, "" if is_source else "Link to it from a related entry")


def _origin(entry: AnyEntry) -> str:
    return entry.path if isinstance(entry.fields, SiteText) else entry.id


def _questions(corpus: Corpus) -> Iterator[tuple[AnyEntry, Question]]:
    for entry in corpus.background:
        if isinstance(entry.fields, Question):
            yield entry, entry.fields


def _parts(corpus: Corpus) -> Iterator[tuple[Entry[Event], int, Part, Entry[Actor]]]:
    """Every part of an actor in an event whose actor is known."""
    for event in corpus.events:
        for number, part in enumerate(event.fields.actors):
            if part.actor in corpus.actor_by_id:
                yield event, number, part, corpus.actor_by_id[part.actor]


RULES: tuple[Rule, ...] = (
    unknown_topics,
    unknown_parties,
    repeated_ids_in_dispute,
    ids_of_other_pages,
    redirects_to_drafts,
    redirects_from_pages,
    sites_without_home,
    events_without_source,
    positions_without_source,
    repeated_steps,
    event_ids_without_their_year,
    ends_before_starts,
    offices_not_held,
    leading_offices_not_held,
    actors_before_birth,
    actors_after_death,
    drafts_linked,
    orphans,
)

_NEED_DISPUTE = frozenset({unknown_topics, unknown_parties, orphans, parties_of_states})


def problems_of(corpus: Corpus, links: Links, memory: Memory | None = None) -> tuple[Problem, ...]:
    """What the rules find, rule by rule, those of the map and of the wording last.

    The wording waits until every file is an entry: what a link shows, and which words are the name of a document,
    stands in other files.
    """
    rules = [rule for rule in (*RULES, *MAP_RULES) if corpus.has_dispute or rule not in _NEED_DISPUTE]
    wording = wording_of(corpus, links, memory) if corpus.has_dispute and not corpus.left_out else ()
    return (*(problem for rule in rules for problem in rule(corpus, links)), *wording)
