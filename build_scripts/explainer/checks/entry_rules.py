"""The rules across entries: a function for each, and one table of them.

A rule takes the corpus and its links and yields problems. It knows nothing of files, of MkDocs or of other rules. What
a single file must contain is checked by the schema, and where references lead by the links.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from explainer import dates
from explainer.build_cache import BuildCache
from explainer.catalogue import catalogue_of
from explainer.checks.date_rules import events_dated_otherwise
from explainer.checks.fair_wording import wording_of
from explainer.checks.map_rules import MAP_RULES, parties_of_states
from explainer.model.corpus import DISPUTE_FILE, REDIRECTS_FILE, AnyEntry, Corpus, Entry
from explainer.model.fields import (
    LISTS,
    NEUTRAL_PERSPECTIVES,
    Actor,
    Collection,
    Document,
    EntryFields,
    Event,
    Office,
    Part,
    Question,
    ReadingPath,
    Role,
    ShortAnswer,
    SiteText,
    Source,
)
from explainer.model.lines import Path
from explainer.model.permalinks import OWN_FOLDERS, OWN_NAMES
from explainer.model.pictures import SUFFIXES, is_picture
from explainer.model.record_tables import NAMES_OF_FILES
from explainer.model.references import LinkReason, Links, unreferenced
from explainer.problems import Code, Known, Problem

Rule = Callable[[Corpus, Links], Iterator[Problem]]

PASSIVE_ROLES = frozenset({Role.TARGET, Role.ADDRESSEE})
"""Roles in which an actor need not have been alive: a dead person can be spoken of."""


def unknown_topics(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """Topics that dispute.yml does not list."""
    ids = {topic.id for topic in corpus.dispute.topics}
    known = Known(ids)
    for entry in corpus:
        if isinstance(entry.fields, EntryFields):
            for number, topic in enumerate(entry.fields.topics):
                if topic not in ids:
                    message = f"topic '{topic}' is not in dispute.yml"
                    yield entry.problem(("topics", number), Code.UNKNOWN_TOPIC, message).guessing(topic, known)


def unknown_parties(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """Parties that dispute.yml does not list, wherever a field names one."""
    for entry in corpus:
        for path, party, extra in _parties_of(entry):
            known = (*corpus.party_by_id, *extra)
            if party not in known:
                what = "perspective" if extra else "party"
                message = f"{what} '{party}' is not {'one of ' + ', '.join(known) if extra else 'in dispute.yml'}"
                yield entry.problem(path, Code.UNKNOWN_PARTY, message).guessing(party, known)


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
    if isinstance(fields, ReadingPath):
        for number, step in enumerate(fields.steps):
            moves = (("offer", step.offer), ("answer", step.answer))
            yield from ((("steps", number, name, "party"), m.party, ()) for name, m in moves if m and m.party)
    if isinstance(fields, SiteText):
        for number, asked in enumerate(fields.answers):
            for place, side in enumerate(asked.sides):
                yield ("answers", number, "sides", place, "party"), side.party, ()
    if isinstance(fields, Source):
        yield ("perspective",), fields.perspective, NEUTRAL_PERSPECTIVES


def answers_of_texts(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A question on the first screen that has no answer, two kinds of answer, no source, or not every claimant's."""
    claimants = [party.id for party in corpus.dispute.parties if party.claimant]
    for text in corpus.site:
        for number, asked in enumerate(text.fields.answers):
            for message, hint in _faults_of_answer(asked, claimants):
                yield text.problem(("answers", number), Code.BAD_VALUE, message, hint)


def _faults_of_answer(asked: ShortAnswer, claimants: Sequence[str]) -> Iterator[tuple[str, str]]:
    if bool(asked.answer) == bool(asked.sides):
        has = "both an answer and sides" if asked.answer else "no answer"
        yield f"the question '{asked.question}' has {has}", "Write 'answer', or each party's under 'sides'"
    elif asked.answer and not asked.sources:
        yield f"the answer to '{asked.question}' names no source", "Say under 'sources' what it rests on"
    answered = [side.party for side in asked.sides]
    for party in claimants if answered else ():
        if answered.count(party) != 1:
            times = "no answer" if party not in answered else "more than one answer"
            yield f"'{asked.question}' has {times} of '{party}', which claims the territory", "Give it one"


def repeated_ids_in_dispute(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """Two parties or two topics with the same id."""
    parties = [party.id for party in corpus.dispute.parties]
    for number, party in enumerate(parties):
        if party in (*NEUTRAL_PERSPECTIVES, "none"):
            message = f"a party cannot have the id '{party}', which means none"
            yield _of_dispute(corpus, ("parties", number, "id"), Code.BAD_ID, message)
    topics = [topic.id for topic in corpus.dispute.topics]
    for name, ids in (("parties", parties), ("topics", topics)):
        for number, repeated in enumerate(ids):
            if repeated in ids[:number]:
                message = f"the id '{repeated}' stands twice in {name}"
                yield _of_dispute(corpus, (name, number, "id"), Code.DUPLICATE_ID, message)


def _of_dispute(corpus: Corpus, at: Path, code: Code, message: str, hint: str = "") -> Problem:
    return corpus.dispute_lines.problem(DISPUTE_FILE, at, code, message, hint)


def ids_of_other_pages(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """An entry or a text whose page would have the address of another page."""
    for entry in corpus:
        taken = (
            ("index", "map", "worklist", "changes", "figures", "credits", *LISTS)
            if entry.collection is Collection.SITE
            else ("index",)
        )
        if entry.id in taken:
            message = f"'{entry.id}' cannot be an id: the site has a page of this name"
            yield Problem(entry.path, 1, Code.BAD_ID, message, "Rename the file")
        elif entry.collection is Collection.SITE and entry.id in (*OWN_NAMES, *corpus.dispute.languages[1:]):
            message = f"'{entry.id}' cannot be an id: the site keeps this name for a folder of its own"
            yield Problem(entry.path, 1, Code.BAD_ID, message, "Rename the file")
    for dataset in corpus.datasets:
        if dataset.id in NAMES_OF_FILES:
            message = f"'{dataset.id}' cannot be an id: the site has another file of this name among its data"
            yield Problem(dataset.path, 1, Code.BAD_ID, message, "Rename the file")
    for number, topic in enumerate(corpus.dispute.topics):
        if topic.id == "index":
            message = "a topic cannot have the id 'index': the site has a page of this name"
            yield _of_dispute(corpus, ("topics", number, "id"), Code.BAD_ID, message)


def redirects_to_drafts(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """An old address that leads to a draft, which is not on the site."""
    for number, redirect in enumerate(corpus.redirects or ()):
        entry = corpus.by_id.get(corpus.destination_of(redirect))
        if entry is not None and not entry.is_published:
            message, hint = (
                f"'{entry.id}' is a draft, and an old address leads to it",
                "Publish it or name another entry",
            )
            at = ("redirects", number, "to")
            yield corpus.redirect_lines.problem(REDIRECTS_FILE, at, Code.DRAFT_LINKED, message, hint)


def redirects_from_pages(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """An old address that is a page again, or that is listed twice."""
    pages = {f"{entry.collection}/{entry.id}": entry.path for entry in corpus.by_id.values()}
    seen: set[str] = set()
    for number, redirect in enumerate(corpus.redirects or ()):
        message = hint = ""
        if redirect.old in pages:
            message = f"the old address '{redirect.old}' is that of {pages[redirect.old]} again"
            hint = "Remove the redirect or rename the entry"
        elif redirect.old in seen:
            message, hint = f"the old address '{redirect.old}' stands twice", "Keep one of the two"
        elif (folder := redirect.old.partition("/")[0]) in OWN_FOLDERS - {"assets"} or redirect.old == "404":
            message, hint = f"the site keeps '{folder}/' for files of its own", "Remove the redirect"
        if message:
            at = ("redirects", number, "from")
            yield corpus.redirect_lines.problem(REDIRECTS_FILE, at, Code.TAKEN_ADDRESS, message, hint)
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
        cites = any(link.reason is LinkReason.CITES for link in links.of(event.id))
        if event.is_published and not cites and not links.texts[event.path].cites_unknown:
            message, hint = "the event cites no source", "Add a citation, as [@source-id]"
            yield Problem(event.path, 1, Code.EVENT_WITHOUT_SOURCE, message, hint)


def positions_without_source(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A position that names no source for its quote."""
    for entry, question in corpus.questions:
        for number, position in enumerate(question.positions):
            if position.source is None:
                message = f"the position of '{position.party}' of {_said(position.date)} names no source"
                hint = "Add 'source: source-id'"
                yield entry.problem(("positions", number, "source"), Code.POSITION_WITHOUT_SOURCE, message, hint)


def repeated_steps(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A path with the same entry twice: 'next' on the entry's page could then mean either step."""
    for path in corpus.paths:
        first: dict[str, int] = {}
        for number, step in enumerate(path.fields.steps):
            if first.setdefault(step.entry, number) != number:
                message = f"'{step.entry}' is step {first[step.entry] + 1} of this path already"
                hint = "Keep one of the two steps"
                yield path.problem(("steps", number, "entry"), Code.REPEATED_STEP, message, hint)


def event_ids_without_their_year(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """An event whose id does not begin with a year of its date, as 1855-treaty-of-the-ford does."""
    for event in corpus.events:
        years = event.fields.date.years()
        start = event.id.partition("-")[0]
        if not start.isdecimal() or not _names_a_year_of(int(start), years):
            message = f"the id '{event.id}' does not begin with the year of its date, {_said(event.fields.date)}"
            year = years.start if years.start >= 1 else 1 - years.start
            rest = event.id.removeprefix(f"{start}-") if start.isdecimal() else event.id
            suggestion = f"{year:04d}-{rest}"
            yield event.problem(("date",), Code.EVENT_YEAR, message, f"Rename it to {suggestion}.md")


def _names_a_year_of(number: int, years: range) -> bool:
    """Whether the number names one of the years. EDTF writes 44 BCE as -0043, so it may be given as 44 or 43."""
    return any(year in years for year in (number, 1 - number, -number))


def ends_before_starts(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A death before a birth, an office that ends before it begins, eras out of order."""
    for entry in corpus.actors:
        actor = entry.fields
        if actor.born and actor.died and dates.surely_before(actor.died, actor.born):
            message = f"the death ({_said(actor.died)}) is before the birth ({_said(actor.born)})"
            yield entry.problem(("died",), Code.END_BEFORE_START, message)
        for number, office in enumerate(actor.offices):
            if office.start and office.end and dates.surely_before(office.end, office.start):
                message = (
                    f"the office '{office.title}' ends ({_said(office.end)}) before it starts ({_said(office.start)})"
                )
                yield entry.problem(("offices", number, "to"), Code.END_BEFORE_START, message)
    eras = corpus.dispute.eras
    for number, (era, following) in enumerate(pairwise(eras), start=1):
        if following.start.anchor <= era.start.anchor:
            starts = f"starts ({_said(following.start)}), no later than the one above it ({_said(era.start)})"
            message = f"the era '{following.title}' {starts}"
            at, hint = ("eras", number, "from"), "Put the eras in order"
            yield _of_dispute(corpus, at, Code.END_BEFORE_START, message, hint)


def offices_not_held(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """An actor who took part in an event in an office that the actor never held, or not at that date."""
    for event, number, part, actor in _parts(corpus):
        if part.held_as is None:
            continue
        at = ("actors", number, "as")
        offices = [o for o in actor.fields.offices if o.title.casefold() == part.held_as.casefold()]
        if not offices:
            message = f"{actor.path} has no office '{part.held_as}'"
            titles = [office.title for office in actor.fields.offices]
            yield event.problem(at, Code.UNKNOWN_OFFICE, message).guessing(part.held_as, titles)
        elif not any(o.held is None or dates.overlap(o.held, event.fields.date) for o in offices):
            terms = " and ".join(_term(office) for office in offices)
            message = (
                f"'{part.actor}' was {part.held_as} {terms}, not at the date of the event, {_said(event.fields.date)}"
            )
            yield event.problem(at, Code.OFFICE_OUTSIDE_DATES, message)


def leading_offices_not_held(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """An office in a party's `led_by` that no actor of that party ever held."""
    for number, party in enumerate(corpus.dispute.parties):
        titles = sorted({office.title for _, _, office in corpus.offices_of(party)})
        for title_number, title in enumerate(party.led_by):
            if title.casefold() not in {known.casefold() for known in titles} and not corpus.may_have(title):
                at = ("parties", number, "led_by", title_number)
                message = f"no actor has an office '{title}' of '{party.id}'"
                yield _of_dispute(corpus, at, Code.UNKNOWN_OFFICE, message).guessing(title, titles)


def _said(date: dates.Edtf) -> str:
    """The date as readers see it."""
    return dates.label(date, catalogue_of("en"))


def _term(office: Office) -> str:
    if office.start is None:
        return f"until {_said(office.end)}" if office.end else ""
    return f"from {_said(office.start)} to {_said(office.end) if office.end else 'now'}"


def actors_before_birth(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """An actor with a part in an event that ended before the actor was born or founded."""
    for event, number, part, actor in _parts(corpus):
        born = actor.fields.born
        if part.role not in PASSIVE_ROLES and born and dates.surely_before(event.fields.date, born):
            message = f"'{part.actor}' was born ({_said(born)}) after the event of {_said(event.fields.date)}"
            yield event.problem(("actors", number, "actor"), Code.BEFORE_BIRTH, message)


def actors_after_death(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """An actor with a part in an event that began after the actor died or ended."""
    for event, number, part, actor in _parts(corpus):
        died = actor.fields.died
        if part.role not in PASSIVE_ROLES and died and dates.surely_before(died, event.fields.date):
            message = f"'{part.actor}' died ({_said(died)}) before the event of {_said(event.fields.date)}"
            yield event.problem(("actors", number, "actor"), Code.AFTER_DEATH, message)


def drafts_linked(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A draft that a published file refers to: the link would lead nowhere."""
    targets = {**corpus.by_id, **{text.path: text for text in corpus.site}}
    drafts = {target: entry for target, entry in targets.items() if not entry.is_published}
    unpublished = {entry.path for entry in drafts.values()} | corpus.left_out_paths
    for link in links.all:
        path = link.origin.path
        if link.target in drafts and path not in unpublished:
            draft, hint = drafts[link.target].id, "Publish it or remove the link"
            message = f"'{draft}' is a draft, and this file is published"
            yield Problem(path, link.line, Code.DRAFT_LINKED, message, hint, field=link.field, culprit=draft)


def orphans(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A published entry to which no other published file refers, or a source that nobody cites."""
    for entry in unreferenced(corpus, links):
        is_source = entry.collection is Collection.SOURCES
        message = "no entry cites this source" if is_source else "no other entry links here, so few will find it"
        yield Problem(entry.path, 1, Code.ORPHAN, message, "" if is_source else "Link to it from a related entry")


def datasets_without_text(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A series of figures that no published text shows."""
    unpublished = {entry.path for entry in corpus if not entry.is_published}
    shown = {embed.dataset for path, text in links.texts.items() if path not in unpublished for embed in text.embeds}
    for dataset in corpus.datasets:
        if dataset.id not in shown and not corpus.left_out:
            message = "no text shows these figures"
            hint = f"Put the line '![[{dataset.id}.csv]]' into the text of an entry"
            yield Problem(dataset.path, 1, Code.ORPHAN, message, hint)


def figures_without_file(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A figure of which there is no picture in the content."""
    for entry in corpus:
        figures = entry.fields.figures if isinstance(entry.fields, EntryFields) else ()
        for number, picture in enumerate(figures):
            if not is_picture(picture.file):
                message = f"'{picture.file[:80]}' does not end as a picture does: {', '.join(SUFFIXES)}"
                yield entry.problem(("figures", number, "file"), Code.BAD_VALUE, message)
            elif picture.file not in corpus.files:
                message = f"there is no file '{picture.file[:80]}' in the content"
                problem = entry.problem(("figures", number, "file"), Code.UNKNOWN_FILE, message)
                yield problem.guessing(picture.file, filter(is_picture, corpus.files))


def facsimiles_without_heading(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """A facsimile that stands under a heading which the text does not have."""
    for entry in corpus.background:
        headings = links.texts[entry.path].headings
        facsimiles = entry.fields.facsimiles if isinstance(entry.fields, Document) else ()
        for number, facsimile in enumerate(facsimiles):
            if not any(heading.is_meant_by(facsimile.under) for heading in headings):
                message = f"the text has no heading '{facsimile.under[:80]}' for the facsimile to stand under"
                problem = entry.problem(("facsimiles", number, "under"), Code.UNKNOWN_HEADING, message)
                yield problem.guessing(facsimile.under, [heading.id for heading in headings])


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
    answers_of_texts,
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
    datasets_without_text,
    figures_without_file,
    facsimiles_without_heading,
)

_NEED_DISPUTE = frozenset({unknown_topics, unknown_parties, orphans, parties_of_states})


def problems_of(corpus: Corpus, links: Links, cache: BuildCache | None = None) -> tuple[Problem, ...]:
    """The problems that the rules find, rule by rule; those of the map and of the wording come last.

    The wording is not checked until every file is a valid entry, because the titles that links show, and the names of
    documents, come from other files.
    """
    rules = [
        rule for rule in (*RULES, events_dated_otherwise, *MAP_RULES) if corpus.has_dispute or rule not in _NEED_DISPUTE
    ]
    wording = wording_of(corpus, links, cache) if corpus.has_dispute and not corpus.left_out else ()
    return (*(problem for rule in rules for problem in rule(corpus, links)), *wording)
