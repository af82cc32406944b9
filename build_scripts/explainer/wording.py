"""Fairness in wording: contested names that stand alone, and loaded words in the editors' own voice.

What they are is said in `dispute.yml`. Quotations and titles of documents are let be, and a comment of the editor's
answers one finding: `<!-- wording: reason -->` behind the word, or `# wording: reason` at a field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from explainer.mentions import pattern_of
from explainer.model.atlas import STATES_FILE, Atlas
from explainer.model.corpus import DISPUTE_FILE, AnyEntry, Corpus, Lines, Path
from explainer.model.fields import (
    ContestedName,
    Dispute,
    Document,
    Place,
    Question,
    ReadingPath,
    SiteText,
    Source,
)
from explainer.model.linking import Links, Silence
from explainer.problems import Code, Problem
from explainer.voice import read, voice_in, voice_of


@dataclass(frozen=True)
class _Unit:
    """What is looked at together: a field, or a block of a text.

    `voice` has the length of `text`, without what is not the editors' own; `shown` are titles that links in it show.
    `silences` may answer a finding of the unit, each one that stands before it; positions are those of the unit.
    """

    text: str
    voice: str
    first_line: int
    shown: str = ""
    silences: tuple[tuple[int, Silence], ...] = ()

    def line(self, position: int) -> int:
        return self.first_line + self.text.count("\n", 0, position)


@dataclass(frozen=True)
class _Finding:
    position: int
    line: int
    code: Code
    message: str
    hint: str


@dataclass(frozen=True)
class _Term:
    """A name or word in all its forms. `starts` are the first words of them, folded: a text without any is passed by,
    which is ten times as fast as to look for the pattern."""

    pattern: re.Pattern[str]
    starts: tuple[str, ...]

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        folded = text.casefold()
        return self.pattern.finditer(text) if any(start in folded for start in self.starts) else iter(())


@dataclass(frozen=True)
class _Pair:
    """The names of one thing, each with its forms."""

    names: tuple[ContestedName, ...]
    terms: tuple[_Term, ...]

    def standing_in(self, text: str) -> set[int]:
        return {number for number, term in enumerate(self.terms) if next(term.finditer(text), None)}


@dataclass(frozen=True)
class _Lexicon:
    """The words of `dispute.yml` and the titles in which they are let be, ready to be looked for."""

    corpus: Corpus

    @cached_property
    def pairs(self) -> tuple[_Pair, ...]:
        return tuple(
            _Pair(pair.names, tuple(_term_of(name.name, *name.forms) for name in pair.names))
            for pair in self.corpus.dispute.wording.contested_names
        )

    @cached_property
    def loaded(self) -> tuple[tuple[_Term, str], ...]:
        words = self.corpus.dispute.wording.loaded_words
        return tuple((_term_of(word.word, *word.forms), _either(word.instead)) for word in words)

    @cached_property
    def documents(self) -> frozenset[str]:
        return frozenset(
            entry.id for entry in self.corpus.by_id.values() if isinstance(entry.fields, Document | Source)
        )

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """Titles of sources and documents, and the fixed names; a title that is no more than a listed name is none."""
        wording = self.corpus.dispute.wording
        listed = {
            form.casefold() for pair in wording.contested_names for n in pair.names for form in (n.name, *n.forms)
        }
        listed |= {form.casefold() for word in wording.loaded_words for form in (word.word, *word.forms)}
        titles = {title for e in self.corpus for title in _titles_of(e) if title.casefold() not in listed}
        return tuple(sorted({*titles, *wording.fixed_names}))

    def is_in_title(self, text: str, start: int, end: int) -> bool:
        """Whether what stands there is a part of a title that the text has in full."""
        word = text[start:end].casefold()
        return any(
            match.start() <= start and end <= match.end()
            for title in self.titles
            if word in title.casefold()
            for match in re.finditer(pattern_of(title), text)
        )


_WORD = re.compile(r"[^\W_]+")


def _term_of(*forms: str) -> _Term:
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    first_words = (_WORD.match(form) for form in forms)
    starts = {(word[0] if word else form[0]).casefold() for word, form in zip(first_words, forms, strict=True)}
    return _Term(re.compile("|".join(pattern_of(form) for form in longest_first), re.IGNORECASE), tuple(sorted(starts)))


def _either(words: Sequence[str]) -> str:
    quoted = [f"'{word}'" for word in words]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]]) if len(quoted) > 1 else quoted[0]


def _titles_of(entry: AnyEntry) -> Iterator[str]:
    fields = entry.fields
    if isinstance(fields, Source):
        yield from (title for title in (fields.title, fields.original_title, fields.container_title) if title)
        yield from fields.aliases
    elif isinstance(fields, Document):
        yield from (fields.title, *fields.aliases, *(name.name for name in fields.names))


def wording_of(corpus: Corpus, links: Links) -> Iterator[Problem]:
    """One-sided names, loaded words, and comments that answer no finding or give no reason."""
    lexicon = _Lexicon(corpus)
    for entry in corpus:
        units = [*_units_of_fields(entry.lines, _own_words(entry)), *_units_of_text(entry, links, lexicon)]
        silences = (*_silences_of(entry.lines), *links.texts[entry.path].silences)
        yield from _in_file(entry.path, units, silences, lexicon)
    files = [(DISPUTE_FILE, corpus.dispute_lines, _words_of_dispute(corpus.dispute))]
    if corpus.atlas:
        files.append((STATES_FILE, corpus.atlas.lines_of_states, _words_of_states(corpus.atlas)))
    for path, lines, words in files:
        yield from _in_file(path, list(_units_of_fields(lines, words)), _silences_of(lines), lexicon)


# What is looked at


def _own_words(entry: AnyEntry) -> Iterator[tuple[Path, str]]:
    """The fields in which the editors speak, in the order in which a page shows them."""
    fields = entry.fields
    if not isinstance(fields, Source | Document):
        yield ("title",), fields.title
    if summary := getattr(fields, "summary", None):
        yield ("summary",), summary
    if note := getattr(fields, "date_note", None):
        yield ("date_note",), note
    if isinstance(fields, Place):
        yield from ((("area", i, "note"), area.note) for i, area in enumerate(fields.area) if area.note)
        yield from ((("population", i, "note"), p.note) for i, p in enumerate(fields.population) if p.note)
    if isinstance(fields, Question):
        yield from ((("positions", i, "answer"), p.answer) for i, p in enumerate(fields.positions))
        yield from ((("not_disputed", i, "statement"), u.statement) for i, u in enumerate(fields.not_disputed))
    if isinstance(fields, ReadingPath):
        yield from ((("steps", i, "note"), step.note) for i, step in enumerate(fields.steps) if step.note)
    if isinstance(fields, SiteText):
        yield from ((("start_here", i, "reason"), p.reason) for i, p in enumerate(fields.start_here))
    yield from ((("changes", i, "note"), change.note) for i, change in enumerate(fields.changes))


def _words_of_dispute(dispute: Dispute) -> Iterator[tuple[Path, str]]:
    """The same of `dispute.yml`; the naming policy speaks of words and so may use them."""
    yield ("title",), dispute.title
    yield ("question",), dispute.question
    yield from ((("topics", number, "title"), topic.title) for number, topic in enumerate(dispute.topics))
    yield from ((("eras", number, "title"), era.title) for number, era in enumerate(dispute.eras))


def _words_of_states(atlas: Atlas) -> Iterator[tuple[Path, str]]:
    for number, state in enumerate(atlas.states):
        yield ("states", number, "title"), state.title
        yield ("states", number, "text"), state.text


def _silences_of(lines: Lines) -> tuple[Silence, ...]:
    """The comments of the fields; they have no place in a text."""
    return tuple(Silence(-1, -1, line, reason) for line, reason in sorted(lines.silences.items()))


def _units_of_fields(lines: Lines, words: Iterator[tuple[Path, str]]) -> Iterator[_Unit]:
    """A comment stands in the line of its field, or above it."""
    silences = _silences_of(lines)
    for path, text in words:
        line = lines.of(*path)
        near = tuple((len(text), silence) for silence in silences if line - 1 <= silence.line <= line)
        yield _Unit(text, voice_of(text), line, "", near)


def _units_of_text(entry: AnyEntry, links: Links, lexicon: _Lexicon) -> Iterator[_Unit]:
    text = links.texts[entry.path]
    prose, blocks = read(text)
    by_id = lexicon.corpus.by_id
    of_documents = [
        link.start
        for link in text.links
        if link.target in lexicon.documents and _is_title(link.words, by_id[link.target])
    ]
    voice = voice_in(text, prose, blocks, of_documents)
    for block in blocks:
        shown = " ".join(
            by_id[link.target].title
            for link in text.links
            if block.start <= link.start < block.end and link.words is None and link.target in by_id
        )
        yield _Unit(
            prose.text[block.start : block.end],
            voice[block.start : block.end],
            prose.line_at(block.start, text.body.first_line),
            shown,
            tuple((s.start - block.start, s) for s in text.silences if block.start <= s.start < block.end),
        )


def _is_title(words: str | None, entry: AnyEntry) -> bool:
    return words is None or words.casefold() in {title.casefold() for title in _titles_of(entry)}


# What is found


@dataclass
class _Page:
    """What has been seen on a page so far; lives while its file is looked at."""

    together: set[int] = field(default_factory=set)
    """Pairs whose names have stood together."""
    reported: set[tuple[int, int]] = field(default_factory=set)
    """Names that may stand alone after the first mention, and whose first mention was found wanting."""


def _in_file(path: str, units: Sequence[_Unit], silences: Sequence[Silence], lexicon: _Lexicon) -> Iterator[Problem]:
    page = _Page()
    used: set[Silence] = set()
    for unit in units:
        findings = sorted(_findings(unit, page, lexicon), key=lambda finding: finding.position)
        kept = list(findings)
        for position, silence in unit.silences:
            answered = next((f for f in reversed(kept) if f.position < position), None)
            if answered and silence not in used:
                kept.remove(answered)
                used.add(silence)
        yield from (Problem(path, f.line, f.code, f.message, f.hint) for f in kept)
    yield from _of_silences(path, silences, used)


def _findings(unit: _Unit, page: _Page, lexicon: _Lexicon) -> Iterator[_Finding]:
    for number, pair in enumerate(lexicon.pairs):
        yield from _lone_names(unit, number, pair, page, lexicon)
    for term, instead in lexicon.loaded:
        for match in term.finditer(unit.voice):
            if not lexicon.is_in_title(unit.text, *match.span()):
                message = f"'{match[0]}' takes a side outside a quotation"
                hint = f"Write {instead}, or quote who says it"
                yield _Finding(match.start(), unit.line(match.start()), Code.LOADED_WORD, message, hint)


def _lone_names(unit: _Unit, number: int, pair: _Pair, page: _Page, lexicon: _Lexicon) -> Iterator[_Finding]:
    standing = pair.standing_in(f"{unit.text}\n{unit.shown}")
    if len(standing) == len(pair.names):
        page.together.add(number)
        return
    for name_number in sorted(standing):
        name, term = pair.names[name_number], pair.terms[name_number]
        if name.alone_after_first and (number in page.together or (number, name_number) in page.reported):
            continue
        own = (m for m in term.finditer(unit.voice) if not lexicon.is_in_title(unit.text, *m.span()))
        if match := next(own, None):
            page.reported.add((number, name_number))
            missing = " and ".join(f"'{n.name}'" for i, n in enumerate(pair.names) if i not in standing)
            hint = "Write the names together, or quote who says it"
            message = f"'{match[0]}' stands alone, without {missing}"
            if name.alone_after_first:
                message = f"'{match[0]}' stands at its first mention without {missing}"
                hint = "Write the names together there; after that it may stand alone"
            yield _Finding(match.start(), unit.line(match.start()), Code.ONE_SIDED_NAME, message, hint)


def _of_silences(path: str, silences: Sequence[Silence], used: set[Silence]) -> Iterator[Problem]:
    """Comments without a reason, and those that answered nothing."""
    for silence in silences:
        if silence not in used:
            hint = "Remove it, or put it straight behind the word that it is about"
            message = "the comment answers no finding of the wording"
            yield Problem(path, silence.line, Code.NEEDLESS_SILENCE, message, hint)
        elif not silence.reason:
            form = "# wording: reason" if silence.start < 0 else "<!-- wording: reason -->"
            message = "the comment does not say why the word may stand"
            yield Problem(path, silence.line, Code.SILENCE_WITHOUT_REASON, message, f"Write '{form}'")
