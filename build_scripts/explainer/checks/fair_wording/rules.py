"""Contested names that stand alone, loaded words in the editors' own voice, and the comments that answer them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from explainer.build_cache import BuildCache
from explainer.checks.fair_wording.lexicon import Lexicon, Pair, Sought, documents_of
from explainer.checks.fair_wording.units import (
    Unit,
    own_words,
    silences_of_fields,
    units_of_fields,
    units_of_text,
    words_of_dataset,
    words_of_dispute,
    words_of_states,
    words_of_table,
)
from explainer.disk_cache import digest_of
from explainer.model.atlas import STATES_FILE
from explainer.model.corpus import DISPUTE_FILE, Corpus
from explainer.model.lines import Lines, Path
from explainer.model.references import Links, ResolvedText, Silence
from explainer.problems import Code, Problem, working_on


@dataclass(frozen=True)
class _Finding:
    position: int
    line: int
    code: Code
    message: str
    hint: str
    culprit: str


def wording_of(corpus: Corpus, links: Links, cache: BuildCache | None = None) -> Iterator[Problem]:
    """One-sided names, loaded words, and comments that answer no finding or give no reason."""
    cache = cache or BuildCache()
    lexicon = cache.recall(Lexicon, corpus.dispute.wording, documents_of(corpus))
    lexicon_name = digest_of((lexicon.wording, lexicon.documents))
    for entry in corpus:
        text, spoken = links.texts[entry.path], _Spoken(entry.path, entry.lines, tuple(own_words(entry)))
        targets = (corpus.by_id.get(link.target) for link in text.links)
        titles = tuple(target.title if target else "" for target in targets)
        with working_on(entry.path):
            made_from = (spoken.plain, text.tree.text, text.body, text.links, text.silences, titles, lexicon_name)
            found = cache.recall_kept(
                tuple[Problem, ...], _in_entry, spoken, text, titles, lexicon, made_from=made_from
            )
        yield from found
    files = [_Spoken(DISPUTE_FILE, corpus.dispute_lines, tuple(words_of_dispute(corpus.dispute)))]
    if corpus.atlas:
        files.append(_Spoken(STATES_FILE, corpus.atlas.lines_of_states, tuple(words_of_states(corpus.atlas))))
    for dataset in corpus.datasets:
        files.append(_Spoken(dataset.path, dataset.lines, tuple(words_of_dataset(dataset))))
        files.append(_Spoken(dataset.table_path, dataset.rows, tuple(words_of_table(dataset))))
    for path, lines, words in files:
        page = _Page(lexicon, lexicon.sought_in("\n".join(text for _, text in words)))
        yield from _in_file(path, list(units_of_fields(lines, words)), silences_of_fields(lines), page)


class _Spoken(NamedTuple):
    """What the editors say in the fields of a file, and the lines of these fields."""

    path: str
    lines: Lines
    words: tuple[tuple[Path, str], ...]

    @property
    def plain(self) -> object:
        return (self.path, [*self.lines.at.items()], [*self.lines.silences.items()], self.words)


def _in_entry(spoken: _Spoken, text: ResolvedText, titles: tuple[str, ...], lexicon: Lexicon) -> tuple[Problem, ...]:
    path, lines, words = spoken
    sought = lexicon.sought_in("\n".join((text.tree.text, *titles, *(field for _, field in words))))
    units = [*units_of_fields(lines, words), *units_of_text(text, titles, lexicon)] if any(sought) else []
    silences = (*silences_of_fields(lines), *text.silences)
    return tuple(_in_file(path, units, silences, _Page(lexicon, sought)))


@dataclass
class _Page:
    """What is looked for on a page, and what has been found so far, while its file is checked."""

    lexicon: Lexicon
    sought: Sought
    together: set[int] = field(default_factory=set)
    """Pairs whose names have occurred together."""
    reported: set[tuple[int, int]] = field(default_factory=set)
    """Names that may stand alone after the first mention, and whose first mention has been reported."""


def _in_file(path: str, units: Sequence[Unit], silences: Sequence[Silence], page: _Page) -> Iterator[Problem]:
    used: set[Silence] = set()
    page.sought = page.sought.found_in("\0".join(unit.shown for unit in units))
    for unit in units if any(page.sought) else ():
        findings = sorted(_findings(unit, page), key=lambda finding: finding.position)
        answered = dict(_answered(findings, [s for s in unit.silences if s[1] not in used]))
        used |= set(answered.values())
        kept = (finding for number, finding in enumerate(findings) if number not in answered)
        yield from (Problem(path, f.line, f.code, f.message, f.hint, culprit=f.culprit) for f in kept)
    yield from _of_silences(path, silences, used)


def _answered(findings: Sequence[_Finding], silences: Sequence[tuple[int, Silence]]) -> Iterator[tuple[int, Silence]]:
    """The number of each finding that a comment answers, with the comment; it is the last one before it still open."""
    open_findings: list[int] = []
    number = 0
    for position, silence in silences:
        while number < len(findings) and findings[number].position < position:
            open_findings.append(number)
            number += 1
        if open_findings:
            yield open_findings.pop(), silence


def _findings(unit: Unit, page: _Page) -> Iterator[_Finding]:
    for number, pair in page.sought.pairs:
        yield from _lone_names(unit, number, pair, page)
    for term, instead in page.sought.loaded:
        for match in term.found_in(unit.voice):
            if not page.lexicon.is_in_title(unit.text, *match.span()):
                message = f"'{match[0]}' takes a side outside a quotation"
                hint = f"Write {instead}, or quote who says it"
                yield _Finding(match.start(), unit.line(match.start()), Code.LOADED_WORD, message, hint, match[0])


def _lone_names(unit: Unit, number: int, pair: Pair, page: _Page) -> Iterator[_Finding]:
    standing = pair.standing_in(unit.shown)
    if len(standing) == len(pair.names):
        page.together.add(number)
        return
    for name_number in sorted(standing):
        name, term = pair.names[name_number], pair.terms[name_number]
        if name.alone_after_first and (number in page.together or (number, name_number) in page.reported):
            continue
        own = (m for m in term.found_in(unit.voice) if not page.lexicon.is_in_title(unit.text, *m.span()))
        if match := next(own, None):
            page.reported.add((number, name_number))
            missing = " and ".join(f"'{n.name}'" for i, n in enumerate(pair.names) if i not in standing)
            hint = "Write the names together, or quote who says it"
            message = f"'{match[0]}' stands alone, without {missing}"
            if name.alone_after_first:
                message = f"'{match[0]}' stands at its first mention without {missing}"
                hint = "Write the names together there; after that it may stand alone"
            yield _Finding(match.start(), unit.line(match.start()), Code.ONE_SIDED_NAME, message, hint, match[0])


def _of_silences(path: str, silences: Sequence[Silence], used: set[Silence]) -> Iterator[Problem]:
    """The problems of comments that give no reason or answer nothing."""
    for silence in silences:
        if silence not in used:
            hint = "Remove it, or put it straight behind the word that it is about"
            message = "the comment answers no finding of the wording"
            yield Problem(path, silence.line, Code.NEEDLESS_SILENCE, message, hint)
        elif not silence.reason:
            form = "# wording: reason" if silence.start < 0 else "<!-- wording: reason -->"
            message = "the comment does not say why the word may stand"
            yield Problem(path, silence.line, Code.SILENCE_WITHOUT_REASON, message, f"Write '{form}'")
