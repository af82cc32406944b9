"""The rules of the record: what the content of this dispute promises beyond what any content must keep.

A rule takes the corpus and its links and yields a sentence for each place where the content breaks it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from explainer import dates
from explainer.model.corpus import AnyEntry, Corpus
from explainer.model.fields import Actor, ActorKind, Collection, Document, Office, Place, Question, SourceType
from explainer.model.linking import Links

Rule = Callable[[Corpus, Links], Iterator[str]]

SCOPE = {Collection.EVENTS: 100, Collection.ACTORS: 55, Collection.BACKGROUND: 50, Collection.SOURCES: 200}
QUESTIONS = 10
WORDS = {Collection.EVENTS: (80, 400), Collection.ACTORS: (100, 700), Collection.BACKGROUND: (100, 700)}
SCRIPTS = {"ru": re.compile(r"[а-яё]", re.IGNORECASE), "ja": re.compile(r"[ぁ-んァ-ヶ]")}

_CITATION = re.compile(r"\[@[^\]]*\]")
_LINK = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]")
_QUOTE = re.compile(r'(?P<text>(?:^>.*\n?)+)(?:\{: lang="(?P<language>[a-z]+)" \})?', re.MULTILINE)
_AUTHENTIC = re.compile(
    r"[^.]*\bauthentic\b[^.]*\b(?:Dutch|English|French|Japanese|Russian)\b"
    r"|[^.]*\b(?:Dutch|English|French|Japanese|Russian)\b[^.]*\bauthentic\b"
)


def pages_of(corpus: Corpus) -> Iterator[AnyEntry]:
    """What is read: the published events, actors and background entries."""
    return (e for e in corpus if e.is_published and e.collection in WORDS)


def words_of(entry: AnyEntry) -> int:
    """The words of the text as it is read: no citations, and of a link its words."""
    return len(_LINK.sub(r"\1", _CITATION.sub("", entry.body.text)).split())


def too_small_a_record(corpus: Corpus, links: Links) -> Iterator[str]:
    """Fewer published entries than the dispute at full depth needs."""
    found = Counter(entry.collection for entry in corpus if entry.is_published)
    for collection, least in SCOPE.items():
        if found[collection] < least:
            yield f"{found[collection]} {collection}, fewer than {least}"
    questions = sum(isinstance(entry.fields, Question) for entry in pages_of(corpus))
    if questions < QUESTIONS:
        yield f"{questions} questions, fewer than {QUESTIONS}"


def wrong_length(corpus: Corpus, links: Links) -> Iterator[str]:
    """A stub, or an entry that says more than its reader came for."""
    for entry in pages_of(corpus):
        least, most = WORDS[entry.collection]
        if not least <= words_of(entry) <= most:
            yield f"{entry.id} has {words_of(entry)} words, not {least} to {most}"


def sources_of(entry: AnyEntry, corpus: Corpus, links: Links) -> dict[str, tuple[str, SourceType]]:
    """The sources that the text cites, each with its perspective and type."""
    cited = {link.target for link in links.of(entry.id) if link.reason == "cites"}
    fields = {source: corpus.source_by_id[source].fields for source in sorted(cited & corpus.source_by_id.keys())}
    return {source: (f.perspective, f.type) for source, f in fields.items()}


def too_few_sources(corpus: Corpus, links: Links) -> Iterator[str]:
    """An entry without a source, or that rests on an encyclopaedia alone."""
    for entry in pages_of(corpus):
        types = {kind for _, kind in sources_of(entry, corpus, links).values()}
        if not types:
            yield f"{entry.id} cites no source"
        elif types == {SourceType.ENTRY_ENCYCLOPEDIA}:
            yield f"{entry.id} cites encyclopaedias alone"


def one_perspective(corpus: Corpus, links: Links) -> Iterator[str]:
    """An event of the shortest timeline that is told from one perspective."""
    for event in corpus.events:
        perspectives = {perspective for perspective, _ in sources_of(event, corpus, links).values()}
        if event.is_published and event.fields.weight == 3 and len(perspectives) < 2:
            yield f"{event.id} has weight 3 and cites one perspective: {', '.join(perspectives)}"


def one_sided_sources(corpus: Corpus, links: Links) -> Iterator[str]:
    """A perspective that more than half of all sources give."""
    count = Counter(source.fields.perspective for source in corpus.sources if source.is_published)
    for perspective, sources in sorted(count.items()):
        if 2 * sources > count.total():
            yield f"{sources} of {count.total()} sources give the perspective {perspective}"


def unanswered_questions(corpus: Corpus, links: Links) -> Iterator[str]:
    """A question to which a claimant has no answer."""
    claimants = [party.id for party in corpus.dispute.parties if party.claimant]
    for entry in pages_of(corpus):
        if isinstance(entry.fields, Question):
            answered = {position.party for position in entry.fields.positions}
            yield from (f"{entry.id} has no answer of {party}" for party in claimants if party not in answered)


def unnamed_offices(corpus: Corpus, links: Links) -> Iterator[str]:
    """A person who takes part in an event while in office, and of whom the event does not say so."""
    for event in corpus.events:
        for part in event.fields.actors:
            actor = corpus.actor_by_id.get(part.actor)
            if actor is None or actor.fields.kind is not ActorKind.PERSON or part.held_as:
                continue
            held = [o.title for o in _offices_held(actor.fields, event.fields.date)]
            if held:
                yield f"{event.id} does not say that {part.actor} was {' and '.join(held)}"


def _offices_held(actor: Actor, date: dates.Edtf) -> Iterator[Office]:
    """The offices that the actor surely held then; those that began or ended about the day are not sure."""
    for office in actor.offices:
        ended = office.end is not None and not dates.surely_before(date, office.end)
        if office.start is not None and dates.surely_before(office.start, date) and not ended:
            yield office


def dead_ends(corpus: Corpus, links: Links) -> Iterator[str]:
    """An entry to which no other entry leads, or that leads to none."""
    pages = {entry.id for entry in pages_of(corpus)}
    for entry_id in sorted(pages):
        if not any(link.origin in pages - {entry_id} for link in links.to(entry_id)):
            yield f"no entry leads to {entry_id}"
        if not any(link.target in pages - {entry_id} for link in links.of(entry_id)):
            yield f"{entry_id} leads to no entry"


def lands_without_entry(corpus: Corpus, links: Links) -> Iterator[str]:
    """Land that changed hands, by the states of the map, and that leads to no entry."""
    assert corpus.atlas is not None
    holders: dict[str, set[tuple[str, ...]]] = {}
    for area in (area for state in corpus.atlas.states for area in state.areas):
        for feature in (member for listed in area.features for member in corpus.atlas.members(listed)):
            holders.setdefault(feature, set()).add(area.held_by)
    told = _features_told(corpus)
    yield from (f"{f} changed hands and has no entry" for f, held in holders.items() if len(held) > 1 and f not in told)


def places_not_on_the_map(corpus: Corpus, links: Links) -> Iterator[str]:
    """A place that no land of the map leads to."""
    assert corpus.atlas is not None
    groups = {group.entry for group in corpus.atlas.map.groups}
    for entry in pages_of(corpus):
        if isinstance(entry.fields, Place) and not entry.fields.feature and entry.id not in groups:
            yield f"{entry.id} is a place and is not on the map"


def _features_told(corpus: Corpus) -> set[str]:
    """The features that lead to an entry: by a place, of their own, or by a group."""
    assert corpus.atlas is not None
    own = {entry.fields.feature for entry in pages_of(corpus) if isinstance(entry.fields, Place)}
    led = {f.id for f in corpus.atlas.feature_by_id.values() if f.entry in corpus.by_id}
    return {member for feature in led | (own - {None}) for member in corpus.atlas.members(str(feature))}


def unnamed_authentic_language(corpus: Corpus, links: Links) -> Iterator[str]:
    """A document that is quoted, and does not say which language is authentic or that no source tells."""
    for entry in pages_of(corpus):
        is_quoted = isinstance(entry.fields, Document) and _QUOTE.search(entry.body.text)
        if is_quoted and not _AUTHENTIC.search(_CITATION.sub("", entry.body.text)):
            yield f"{entry.id} is quoted and does not name its authentic language"


def untagged_quotes(corpus: Corpus, links: Links) -> Iterator[str]:
    """A block quotation in another script whose language is not marked: a screen reader would read it as English."""
    for entry in pages_of(corpus):
        for quote in _QUOTE.finditer(entry.body.text):
            for language, script in SCRIPTS.items():
                if len(script.findall(quote["text"])) > 20 and quote["language"] != language:
                    yield f"{entry.id} quotes '{language}' without saying so: {quote['text'][2:30]}"


RULES: tuple[Rule, ...] = (
    too_small_a_record,
    wrong_length,
    too_few_sources,
    one_perspective,
    one_sided_sources,
    unanswered_questions,
    unnamed_offices,
    dead_ends,
    lands_without_entry,
    places_not_on_the_map,
    unnamed_authentic_language,
    untagged_quotes,
)
