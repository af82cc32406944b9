"""The links of fields: where the ids in front matter, in `dispute.yml` and in the map lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from explainer.links.field_references import (
    FieldReference,
    atlas_references,
    dataset_references,
    dispute_references,
    field_references,
    table_references,
)
from explainer.model.atlas import MAP_FILE, STATES_FILE
from explainer.model.corpus import DISPUTE_FILE, REDIRECTS_FILE, AnyEntry, Corpus
from explainer.model.fields import Collection
from explainer.model.lines import Lines
from explainer.model.references import Link, Origin
from explainer.problems import Code, Known, Problem


class _File(NamedTuple):
    """A file with the references in its fields."""

    path: str
    lines: Lines
    references: Iterator[FieldReference]


def field_links(corpus: Corpus) -> tuple[tuple[Link, ...], tuple[Problem, ...]]:
    """The links of all fields, and a problem for each reference that leads nowhere or to the wrong kind of entry.

    A reference to a file that is left out of the corpus is not called unknown: that file has a problem of its own.
    """
    links: list[Link] = []
    problems: list[Problem] = []
    for path, lines, references in _files(corpus):
        origin = origin_of(path, corpus)
        for reference in references:
            target, at = corpus.by_id.get(reference.target), reference.path
            if target and _fits(target, reference):
                links.append(Link(origin, target.id, reference.reason, reference.detail, lines.of(*at), at))
            elif reference.target not in corpus.left_out_ids:
                code, message = _misfit(target, reference) if target else _unknown(reference)
                problem = lines.problem(path, at, code, message)
                right = () if target else _right(reference, corpus)
                problems.append(guessing(problem, reference.target, right, corpus))
    return tuple(links), (*problems, *_dead_redirects(corpus))


def origin_of(path: str, corpus: Corpus) -> Origin:
    """The file as the origin of links."""
    entry = corpus.by_path.get(path)
    return Origin(path, entry.id if entry and entry.collection is not Collection.SITE else "")


def guessing(problem: Problem, wrong: str, right: Iterable[str] | Known, corpus: Corpus) -> Problem:
    """The problem with a hint: the new id if the wrong one is old, otherwise the nearest right one."""
    now = corpus.new_ids.get(wrong)
    return replace(problem, hint=f"It is '{now}' now", culprit=wrong) if now else problem.guessing(wrong, right)


def _files(corpus: Corpus) -> Iterator[_File]:
    """Every file whose fields refer to entries."""
    for entry in corpus:
        yield _File(entry.path, entry.lines, field_references(entry))
    yield _File(DISPUTE_FILE, corpus.dispute_lines, dispute_references(corpus.dispute))
    for dataset in corpus.datasets:
        yield _File(dataset.path, dataset.lines, dataset_references(dataset))
        yield _File(dataset.table_path, dataset.rows, table_references(dataset))
    if corpus.atlas:
        for path, lines in ((MAP_FILE, corpus.atlas.lines_of_map), (STATES_FILE, corpus.atlas.lines_of_states)):
            yield _File(path, lines, atlas_references(corpus.atlas, path))


def _fits(entry: AnyEntry, reference: FieldReference) -> bool:
    is_kind = not reference.kind or getattr(entry.fields, "kind", None) == reference.kind
    return entry.collection in reference.collections and is_kind


def _right(reference: FieldReference, corpus: Corpus) -> Iterator[str]:
    """The ids that the reference could have."""
    return (entry.id for entry in corpus.by_id.values() if _fits(entry, reference))


def _misfit(target: AnyEntry, reference: FieldReference) -> tuple[Code, str]:
    is_a = f"in {target.collection}/"
    if reference.kind and target.collection in reference.collections:
        is_a = f"of the kind {getattr(target.fields, 'kind', '')}"
    article = "an" if reference.word[0] in "aeiou" else "a"
    message = f"'{reference.target}' is {is_a}, and {article} {reference.word} is asked for here"
    return Code.WRONG_COLLECTION, message


def _unknown(reference: FieldReference) -> tuple[Code, str]:
    if reference.word == "source":
        return Code.UNKNOWN_SOURCE, f"'{reference.target}' is not a source"
    word = "" if reference.word == "entry" else f"{reference.word} "
    return Code.UNKNOWN_ENTRY, f"{word}'{reference.target}' is not an entry"


def _dead_redirects(corpus: Corpus) -> Iterator[Problem]:
    """Old addresses that lead to an id which no entry has."""
    for number, redirect in enumerate(corpus.redirects or ()):
        target = corpus.destination_of(redirect)
        is_id = "/" not in target
        if is_id and target not in corpus.by_id and target not in corpus.left_out_ids:
            at, hint = ("redirects", number, "to"), "Name the entry that took its place"
            message = f"the old address '{redirect.old}' leads to '{redirect.target}', which is not an entry"
            problem = corpus.redirect_lines.problem(REDIRECTS_FILE, at, Code.DEAD_REDIRECT, message, hint)
            yield problem.guessing(redirect.target, corpus.by_id)
