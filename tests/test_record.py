"""The record keeps its promises: the rules of the content of this dispute, read as a specification.

Each rule of `record` finds nothing in the content, and finds what a mutation of the content breaks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

import record
from explainer import checks
from explainer.model.corpus import Body, Corpus
from explainer.model.linking import Links
from explainer.pipeline import Checked, check
from explainer.problems import Code
from folders import PROJECT, lines_of

Change = Callable[[Corpus, Links], tuple[Corpus, Links]]


@pytest.fixture(scope="module")
def content() -> Checked:
    """The real content, checked once."""
    return check(PROJECT / "content")


def test_the_checks_of_every_content_find_nothing(content: Checked) -> None:
    assert lines_of(content.problems) == []
    assert len(content.corpus.by_id) > 300


@pytest.mark.parametrize("rule", record.RULES, ids=lambda rule: rule.__name__)
def test_the_record_keeps(rule: record.Rule, content: Checked) -> None:
    assert rule.__doc__
    assert list(rule(content.corpus, content.links)) == []


# What breaks the content


def only(keep: Callable[[Any], bool]) -> Change:
    """The content without the entries that `keep` does not answer for."""
    return lambda corpus, links: (corpus.only(keep), links)


def without_links(drop: Callable[[Any], bool]) -> Change:
    return lambda corpus, links: (corpus, Links(tuple(link for link in links.all if not drop(link)), links.texts))


def citing_only(entry: str, source: str) -> Change:
    """An entry that cites one of its sources and no other."""
    return without_links(lambda link: link.origin == entry and link.reason == "cites" and link.target != source)


def of_entry(entry_id: str, change: Callable[[Any], Any]) -> Change:
    """The content with one entry changed."""

    def changed(corpus: Corpus, links: Links) -> tuple[Corpus, Links]:
        collection = str(corpus.by_id[entry_id].collection)
        entries = tuple(change(e) if e.id == entry_id else e for e in getattr(corpus, collection))
        return replace(corpus, **{collection: entries}), links

    return changed


def with_fields(entry_id: str, **fields: object) -> Change:
    return of_entry(entry_id, lambda entry: replace(entry, fields=entry.fields.model_copy(update=fields)))


def with_text(entry_id: str, change: Callable[[str], str]) -> Change:
    return of_entry(entry_id, lambda entry: replace(entry, body=Body(change(entry.body.text), entry.body.first_line)))


def with_parts(entry_id: str, **fields: object) -> Change:
    """The content with every part of actors in one event changed."""

    def changed(entry: Any) -> Any:
        parts = tuple(part.model_copy(update=fields) for part in entry.fields.actors)
        return replace(entry, fields=entry.fields.model_copy(update={"actors": parts}))

    return of_entry(entry_id, changed)


def without_source_of_answers(entry_id: str) -> Change:
    def changed(entry: Any) -> Any:
        positions = tuple(position.model_copy(update={"source": None}) for position in entry.fields.positions)
        return replace(entry, fields=entry.fields.model_copy(update={"positions": positions}))

    return of_entry(entry_id, changed)


def without_entries_of_groups(corpus: Corpus, links: Links) -> tuple[Corpus, Links]:
    """The map with groups that lead to no entry."""
    assert corpus.atlas is not None
    groups = tuple(group.model_copy(update={"entry": None}) for group in corpus.atlas.map.groups)
    atlas = replace(corpus.atlas, map=corpus.atlas.map.model_copy(update={"groups": groups}))
    return replace(corpus, atlas=atlas), links


def from_one_side(corpus: Corpus, links: Links) -> tuple[Corpus, Links]:
    """Three sources, two of them of one party."""
    first = {side: [s for s in corpus.sources if s.fields.perspective == side] for side in ("japan", "russia")}
    return replace(corpus, sources=(*first["japan"][:1], *first["russia"][:2])), links


@dataclass(frozen=True)
class Mutation:
    rule: record.Rule
    change: Change
    found: str


MUTATIONS = {
    "one event": Mutation(
        record.too_small_a_record,
        only(lambda e: e.collection != "events" or e.id == "1956-moscow-joint-declaration"),
        "1 events, fewer than 100",
    ),
    "no question": Mutation(
        record.too_small_a_record,
        only(lambda e: getattr(e.fields, "kind", "") != "question"),
        "0 questions, fewer than 10",
    ),
    "a stub": Mutation(
        record.wrong_length,
        with_text("1956-moscow-joint-declaration", lambda _: "It was [[russia|signed in Moscow]].[@a; @b, art. 2]"),
        "1956-moscow-joint-declaration has 5 words, not 80 to 400",
    ),
    "an entry of a book's length": Mutation(
        record.wrong_length, with_text("kunashir", lambda _: "word " * 701), "kunashir has 701 words, not 100 to 700"
    ),
    "an event without a source": Mutation(
        record.too_few_sources,
        citing_only("1963-kelp-agreement", "none"),
        "1963-kelp-agreement cites no source",
    ),
    "an encyclopaedia alone": Mutation(
        record.too_few_sources,
        citing_only("urup", "ruwiki-urup"),
        "urup cites encyclopaedias alone",
    ),
    "one perspective": Mutation(
        record.one_perspective,
        citing_only("1945-soviet-declaration-of-war", "hoppou-taisaku-history-6"),
        "1945-soviet-declaration-of-war has weight 3 and cites one perspective: japan",
    ),
    "a side that has most sources": Mutation(
        record.one_sided_sources, from_one_side, "2 of 3 sources give the perspective russia"
    ),
    "a question that a party did not answer": Mutation(
        record.unanswered_questions,
        with_fields("what-1956-promises", positions=()),
        "what-1956-promises has no answer of russia",
    ),
    "an event that is silent of an office": Mutation(
        record.unnamed_offices,
        with_parts("1973-moscow-summit", held_as=None),
        "1973-moscow-summit does not say that leonid-brezhnev was General Secretary of the Communist Party",
    ),
    "an entry that is reached by the timeline alone": Mutation(
        record.dead_ends, without_links(lambda link: link.target == "urup"), "no entry leads to urup"
    ),
    "an entry that leads nowhere": Mutation(
        record.dead_ends, without_links(lambda link: link.origin == "urup"), "urup leads to no entry"
    ),
    "an island without an entry": Mutation(
        record.lands_without_entry,
        only(lambda e: e.id != "sakhalin"),
        "sakhalin-south changed hands and has no entry",
    ),
    "a place that the map does not show": Mutation(
        record.places_not_on_the_map,
        without_entries_of_groups,
        "disputed-islands is a place and is not on the map",
    ),
    "an authentic language that is not named": Mutation(
        record.unnamed_authentic_language,
        with_text("yalta-agreement", lambda text: text.replace("authentic", "valid")),
        "yalta-agreement is quoted and does not name its authentic language",
    ),
    "a quotation that is read aloud as English": Mutation(
        record.untagged_quotes,
        with_text("treaty-of-shimoda", lambda text: text.replace('lang="ru"', 'lang="en"')),
        "treaty-of-shimoda quotes 'ru' without saying so: Отныне границы между Россией",
    ),
}


def test_every_rule_stands_in_the_table_and_is_broken() -> None:
    assert len(set(record.RULES)) == len(record.RULES) == 12
    assert {mutation.rule for mutation in MUTATIONS.values()} == set(record.RULES)


@pytest.mark.parametrize("mutation", MUTATIONS.values(), ids=MUTATIONS)
def test_a_rule_finds_what_breaks_it(mutation: Mutation, content: Checked) -> None:
    assert mutation.found in list(mutation.rule(*mutation.change(content.corpus, content.links)))


# The rules of the engine that the record counts on


ENGINE = {
    "an event that cites nothing": (
        citing_only("1963-kelp-agreement", "none"),
        Code.EVENT_WITHOUT_SOURCE,
        "the event cites no source",
    ),
    "an answer without its source": (
        without_source_of_answers("us-bases"),
        Code.POSITION_WITHOUT_SOURCE,
        "the position of 'united-states' of 2019-01-09 names no source",
    ),
    "an office that the actor never held": (
        with_parts("1973-moscow-summit", held_as="Emperor"),
        Code.UNKNOWN_OFFICE,
        "actors/leonid-brezhnev.md has no office 'Emperor'",
    ),
    "an office that was another's on the day": (
        with_parts("1973-moscow-summit", held_as="First Secretary of the Communist Party"),
        Code.OFFICE_OUTSIDE_DATES,
        "'leonid-brezhnev' was First Secretary of the Communist Party from 1964-10 to 1966-04-08, "
        "not on 1973-10-07/1973-10-10",
    ),
    "an entry to which nothing leads": (
        without_links(lambda link: link.target == "urup"),
        Code.ORPHAN,
        "no other entry links here, so few will find it",
    ),
    "an island whose entry is gone": (
        only(lambda e: e.id != "kunashir"),
        Code.FEATURE_WITHOUT_ENTRY,
        "no place has the feature 'kunashir', which needs an entry",
    ),
    "a place that names no land of the map": (
        with_fields("kunashir", feature="atlantis"),
        Code.UNKNOWN_FEATURE,
        "'atlantis' is not a feature or group of map/map.yml",
    ),
}


@pytest.mark.site
@pytest.mark.parametrize(("change", "code", "message"), ENGINE.values(), ids=ENGINE)
def test_the_engine_finds_what_breaks_the_content(change: Change, code: Code, message: str, content: Checked) -> None:
    problems = checks.problems_of(*change(content.corpus, content.links))
    assert (code, message) in {(problem.code, problem.message) for problem in problems}
