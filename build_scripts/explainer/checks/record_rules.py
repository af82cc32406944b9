"""The promises of `record.yml` that the content does not keep.

A rule takes the promises and the content and yields a problem for each place that breaks them: at the entry, or at the
line of `record.yml` if no single entry is at fault. Only published entries count. Each rule is independent of the
others.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from explainer import dates
from explainer.catalogue import languages
from explainer.model.atlas import STATES_FILE, Atlas
from explainer.model.corpus import DISPUTE_FILE, RECORD_FILE, AnyEntry, Corpus
from explainer.model.fields import Actor, ActorKind, Collection, Document, Office, Place, Promises, Question, Source
from explainer.model.lines import Lines
from explainer.model.references import Links
from explainer.problems import Code, Problem

_MAIN_WEIGHT = 3
_QUOTED_LETTERS = 20
"""A quotation with no more letters of another script than this may be just a name."""


@dataclass(frozen=True)
class PromisedContent:
    """The promises with their lines, and the content that is held to them."""

    promises: Promises
    lines: Lines
    corpus: Corpus
    links: Links

    @property
    def entries(self) -> Iterator[AnyEntry]:
        """The published events, actors and background entries."""
        kept = (Collection.EVENTS, Collection.ACTORS, Collection.BACKGROUND)
        return (entry for entry in self.corpus if entry.is_published and entry.collection in kept)

    def sources_of(self, entry: AnyEntry) -> tuple[Source, ...]:
        """The sources that the entry cites, by id."""
        cited = {link.target for link in self.links.of(entry.id) if link.reason == "cites"}
        sources = self.corpus.source_by_id
        return tuple(sources[source].fields for source in sorted(cited & sources.keys()))

    def at(self, code: Code, message: str, *field: str | int) -> Problem:
        """A problem of the whole content, at the line of its promise."""
        return Problem(RECORD_FILE, self.lines.of(*field), code, message)


Rule = Callable[[PromisedContent], Iterator[Problem]]


def broken_promises(promises: Promises, lines: Lines, corpus: Corpus, links: Links) -> tuple[Problem, ...]:
    """Every place where the content breaks a promise."""
    record = PromisedContent(promises, lines, corpus, links)
    return tuple(problem for rule in RULES for problem in rule(record))


def _of(entry: AnyEntry, code: Code, message: str, hint: str = "", *field: str | int) -> Problem:
    line = entry.lines.of(*field) if field else 1
    return Problem(entry.path, line, code, message, hint)


# Sizes


def too_few_entries(record: PromisedContent) -> Iterator[Problem]:
    """Fewer published entries than are promised."""
    found = Counter(str(entry.collection) for entry in record.corpus if entry.is_published)
    found["questions"] = sum(isinstance(entry.fields, Question) for entry in record.entries)
    for name, least in record.promises.sizes.model_dump().items():
        if found[name] < least:
            entries = "background entries" if name == Collection.BACKGROUND else name
            message = f"the record promises at least {least} {entries} and has {found[name]}"
            yield record.at(Code.TOO_FEW_ENTRIES, message, "sizes", name)


def wrong_length(record: PromisedContent) -> Iterator[Problem]:
    """An entry that is shorter or longer than is promised."""
    for entry in record.entries:
        length, words = getattr(record.promises.words, entry.collection), _words_of(entry)
        if length and not length.least <= words <= length.most:
            message = f"the text has {words} words; the record promises {length.least} to {length.most}"
            hint = "Write what is missing" if words < length.least else "Move a part of it to another entry"
            yield Problem(entry.path, entry.body.first_line, Code.WRONG_LENGTH, message, hint)


_CITATION = re.compile(r"\[@[^\]]*\]")
_LINK = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]")


def _words_of(entry: AnyEntry) -> int:
    """The number of words that a reader reads: without citations, and of a link only its words."""
    text = _LINK.sub(r"\1", _CITATION.sub("", entry.body.text))
    return sum(any(char.isalnum() for char in word) for word in text.split())


# Sources


def too_few_sources(record: PromisedContent) -> Iterator[Problem]:
    """An entry that cites fewer sources than are promised."""
    least = record.promises.sources.least
    for entry in record.entries:
        if (found := len(record.sources_of(entry))) < least:
            cited = "1 source" if found == 1 else f"{found} sources"
            message = f"the entry cites {cited}; the record promises at least {least}"
            yield _of(entry, Code.TOO_FEW_SOURCES, message, "Cite what it rests on, as [@source-id]")


def weak_sources(record: PromisedContent) -> Iterator[Problem]:
    """An entry whose sources are all of types, such as encyclopaedias, that do not suffice alone."""
    weak = set(record.promises.sources.not_alone)
    for entry in record.entries:
        types = {source.type for source in record.sources_of(entry)}
        if types and types <= weak:
            message = f"all sources of the entry are of the type {' or '.join(sorted(types))}"
            yield _of(entry, Code.WEAK_SOURCES, message, "Cite another as well")


def too_few_perspectives(record: PromisedContent) -> Iterator[Problem]:
    """An event of the shortest timeline that is told from too few perspectives."""
    least = record.promises.sources.perspectives
    for event in record.corpus.events:
        found = sorted({source.perspective for source in record.sources_of(event)})
        if event.is_published and event.fields.weight == _MAIN_WEIGHT and len(found) < least:
            given = f"its sources give {len(found)}{': ' * bool(found)}{', '.join(found)}"
            message = f"the record promises {least} perspectives on an event of weight {_MAIN_WEIGHT}; {given}"
            yield _of(event, Code.TOO_FEW_PERSPECTIVES, message, "Cite what others wrote of it")


def one_sided_sources(record: PromisedContent) -> Iterator[Problem]:
    """A perspective with a larger share of all sources than is promised."""
    most = record.promises.sources.most
    count = Counter(source.fields.perspective for source in record.corpus.sources if source.is_published)
    for perspective, number in sorted(count.items()):
        if 100 * number > most * count.total():
            share = f"{number} of {count.total()} sources give the perspective '{perspective}'"
            yield record.at(Code.ONE_SIDED_SOURCES, f"{share}; the record promises at most {most} %", "sources", "most")


def refused_hosts(record: PromisedContent) -> Iterator[Problem]:
    """A source that stands, or was read, on a host that may not be cited."""
    refused = [host.lower() for host in record.promises.sources.refused_hosts]
    for source in record.corpus.sources:
        addresses = {"URL": source.fields.url, "read_at": source.fields.read_at}
        for name, address in addresses.items():
            host = (urlsplit(address).hostname or "") if address else ""
            if any(host == other or host.endswith(f".{other}") for other in refused):
                message = f"the record cites nothing from {host}"
                yield _of(source, Code.REFUSED_HOST, message, "Cite the work itself, or another source", name)


# Parties


def missing_answers(record: PromisedContent) -> Iterator[Problem]:
    """A question to which a claimant has no answer."""
    claimants = [party for party in record.corpus.dispute.parties if party.claimant and record.promises.answers]
    for entry in record.entries:
        if isinstance(entry.fields, Question):
            answered = {position.party for position in entry.fields.positions}
            for party in (party for party in claimants if party.id not in answered):
                message = f"the question has no answer of '{party.id}', which claims the territory"
                yield _of(entry, Code.MISSING_ANSWER, message, "Add its position", "positions")


def uneven_sides(record: PromisedContent) -> Iterator[Problem]:
    """A short answer of one party that is longer than another's by more than is promised."""
    if (most := record.promises.sides) is None:
        return
    for text in record.corpus.site:
        for number, asked in enumerate(text.fields.answers):
            lengths = sorted((len(side.answer), side.party) for side in asked.sides)
            if len(lengths) > 1 and 100 * lengths[-1][0] > (100 + most) * lengths[0][0]:
                (least, short), (longest, long) = lengths[0], lengths[-1]
                message = (
                    f"'{long}' has {longest} characters and '{short}' {least}; the record promises that no side is "
                    f"more than {most} % longer"
                )
                hint = "Give both the same room"
                yield _of(text, Code.UNEVEN_SIDES, message, hint, "answers", number, "sides")


def unnamed_offices(record: PromisedContent) -> Iterator[Problem]:
    """A person who took part in an event while in office, if the event does not say so."""
    if not record.promises.offices:
        return
    for event in (event for event in record.corpus.events if event.is_published):
        for place, part in enumerate(event.fields.actors):
            actor = record.corpus.actor_by_id.get(part.actor)
            if actor is None or actor.fields.kind is not ActorKind.PERSON or part.held_as:
                continue
            if held := [office.title for office in _offices_held(actor.fields, event.fields.date)]:
                message = f"'{part.actor}' was {' and '.join(held)} then, and the event does not say so"
                yield _of(event, Code.UNNAMED_OFFICE, message, f"Add 'as: {held[0]}'", "actors", place)


def _offices_held(actor: Actor, date: dates.Edtf) -> Iterator[Office]:
    """The offices that the actor surely held then, without those that began or ended about that day."""
    for office in actor.offices:
        ended = office.end is not None and not dates.surely_before(date, office.end)
        if office.start is not None and dates.surely_before(office.start, date) and not ended:
            yield office


# Links


def dead_ends(record: PromisedContent) -> Iterator[Problem]:
    """An entry that no other links to, or that links to no other."""
    ids = {entry.id for entry in record.entries}
    for entry in record.entries if record.promises.links else ():
        others = ids - {entry.id}
        if not any(link.origin.entry in others for link in record.links.to(entry.id)):
            yield _of(entry, Code.DEAD_END, "no other entry leads here", "Link to it from a related entry")
        if not any(link.target in others for link in record.links.of(entry.id)):
            yield _of(entry, Code.DEAD_END, "the entry leads to no other", "Link from it to a related entry")


# The map


def lands_without_entry(record: PromisedContent) -> Iterator[Problem]:
    """Land that changed hands, according to the map, and that leads to no entry."""
    atlas = record.corpus.atlas
    if atlas is None or not record.promises.map.changed_lands:
        return
    told = _features_told(record, atlas)
    for feature, (state, area, listed) in _changed_features(atlas).items():
        if feature not in told:
            message = f"'{feature}' changed hands and leads to no entry"
            line = atlas.lines_of_states.of("states", state, "areas", area, "features", listed)
            hint = "Give it an entry, or put it into a group that has one"
            yield Problem(STATES_FILE, line, Code.LAND_WITHOUT_ENTRY, message, hint)


def _changed_features(atlas: Atlas) -> dict[str, tuple[int, int, int]]:
    """The lands that had more than one holder, each with the place where a second one is first named."""
    holders: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    changed: dict[str, tuple[int, int, int]] = {}
    for state_place, state in enumerate(atlas.states):
        for area_place, area in enumerate(state.areas):
            for place, listed in enumerate(area.features):
                for feature in atlas.members(listed):
                    holders[feature].add(area.held_by)
                    if len(holders[feature]) > 1:
                        changed.setdefault(feature, (state_place, area_place, place))
    return changed


def _features_told(record: PromisedContent, atlas: Atlas) -> set[str]:
    """The lands that lead to an entry: as the feature of a place, through their own `entry`, or through a group."""
    of_places = {entry.fields.feature for entry in record.entries if isinstance(entry.fields, Place)}
    own = {f.id for f in atlas.feature_by_id.values() if f.entry in record.corpus.by_id}
    return {member for feature in own | (of_places - {None}) for member in atlas.members(str(feature))}


def places_not_on_the_map(record: PromisedContent) -> Iterator[Problem]:
    """A place that no land of the map leads to."""
    atlas = record.corpus.atlas
    if atlas is None or not record.promises.map.places:
        return
    of_groups = {group.entry for group in atlas.map.groups}
    for entry in record.entries:
        if isinstance(entry.fields, Place) and not entry.fields.feature and entry.id not in of_groups:
            hint = "Give it a 'feature' of map/map.yml"
            yield _of(entry, Code.PLACE_NOT_ON_MAP, "the map does not show the place", hint)


# Quotations

_QUOTATION = re.compile(r'^>.*(?:\n>.*)*(?:\n\{:? ?lang="?(?P<language>[\w-]+)"? ?\})?', re.MULTILINE)


def unnamed_authentic_language(record: PromisedContent) -> Iterator[Problem]:
    """A document that is quoted without a word on which of its languages is authentic."""
    wanted = record.promises.authentic_language
    for entry in record.entries:
        text = _CITATION.sub("", entry.body.text)
        if wanted and isinstance(entry.fields, Document) and _QUOTATION.search(text):
            sentences = (set(re.findall(r"\w+", sentence)) for sentence in text.split("."))
            if not any(wanted.word in words and words & set(wanted.languages) for words in sentences):
                message = "the document is quoted, and the entry does not say which language is authentic"
                hint = f"Say it in a sentence with '{wanted.word}' and {' or '.join(wanted.languages)}"
                yield Problem(entry.path, entry.body.first_line, Code.NO_AUTHENTIC_LANGUAGE, message, hint)


def unmarked_quotations(record: PromisedContent) -> Iterator[Problem]:
    """A block quotation in another language that is not marked, so a screen reader misreads it."""
    for entry in record.entries:
        for quotation in _QUOTATION.finditer(entry.body.text):
            for marked in record.promises.quotations:
                if quotation["language"] != marked.language and _is_written_in(quotation[0], marked.letters):
                    line = entry.body.first_line + entry.body.text.count("\n", 0, quotation.start())
                    message = f"the quotation is in '{marked.language}' and is not marked so"
                    hint = f'Write {{: lang="{marked.language}" }} on the line below it'
                    yield Problem(entry.path, line, Code.UNMARKED_QUOTATION, message, hint)


def _is_written_in(text: str, letters: tuple[str, ...]) -> bool:
    """Whether the text has more of such letters than a name would."""
    return sum(unicodedata.name(char, "").partition(" ")[0] in letters for char in text) > _QUOTED_LETTERS


# Editions


def missing_languages(record: PromisedContent) -> Iterator[Problem]:
    """A promised language in which the site does not exist."""
    for place, edition in enumerate(record.promises.languages):
        if edition.language not in record.corpus.dispute.languages:
            message = f"the record promises the language '{edition.language}', which {DISPUTE_FILE} does not list"
            yield record.at(Code.MISSING_LANGUAGE, message, "languages", place)
        elif edition.language not in languages():
            message = f"the record promises the language '{edition.language}', which has no catalogue of words"
            yield record.at(Code.MISSING_LANGUAGE, message, "languages", place)


RULES: tuple[Rule, ...] = (
    too_few_entries,
    wrong_length,
    too_few_sources,
    weak_sources,
    too_few_perspectives,
    one_sided_sources,
    refused_hosts,
    missing_answers,
    uneven_sides,
    unnamed_offices,
    dead_ends,
    lands_without_entry,
    places_not_on_the_map,
    unnamed_authentic_language,
    unmarked_quotations,
    missing_languages,
)
