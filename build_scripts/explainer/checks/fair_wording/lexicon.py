"""The words of `dispute.yml`, ready to be searched for, and the titles in which they are allowed."""

from __future__ import annotations

import re
import sys
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from explainer.model.corpus import AnyEntry, Corpus
from explainer.model.fields import ContestedName, Document, Source, Wording
from explainer.text.name_finder import pattern_of

_folded = lru_cache(maxsize=8)(str.casefold)
"""The last texts, case-folded: every term is looked for in each of them."""


@dataclass(frozen=True)
class LexiconTerm:
    """A name or word in all its forms.

    `starts` are their first words, case-folded: the pattern is tried only where one of these occurs, which is faster
    than a search. `begins_with_word` says that every form begins with its first word, with no sign before it.
    """

    pattern: re.Pattern[str]
    starts: tuple[str, ...]
    begins_with_word: bool = True

    def found_in(self, text: str) -> Iterator[re.Match[str]]:
        """The places of the term in the text, in order."""
        folded = _folded(text)
        present = [start for start in self.starts if start in folded]
        if present and (not self.begins_with_word or len(folded) != len(text)):
            yield from self.pattern.finditer(text)
            return
        end = 0
        for place in sorted(place for start in present for place in _places(start, folded)):
            if place >= end and (match := self.pattern.match(text, place)):
                yield match
                end = match.end()


def _places(word: str, text: str) -> Iterator[int]:
    """The positions of the word in the text, also inside other words."""
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)


@dataclass(frozen=True)
class Pair:
    """The names of one thing, each with its forms."""

    names: tuple[ContestedName, ...]
    terms: tuple[LexiconTerm, ...]

    def standing_in(self, text: str) -> set[int]:
        """The numbers of the names that occur in the text."""
        return {number for number, term in enumerate(self.terms) if next(term.found_in(text), None)}


class Sought(NamedTuple):
    """What of a lexicon is looked for: pairs with their numbers, and loaded words with what to write instead."""

    pairs: tuple[tuple[int, Pair], ...]
    loaded: tuple[tuple[LexiconTerm, str], ...]

    def found_in(self, shown: str) -> Sought:
        """What of it occurs in what a reader sees; the editors' own words are a part of that."""
        return Sought(
            tuple((number, pair) for number, pair in self.pairs if pair.standing_in(shown)),
            tuple((term, instead) for term, instead in self.loaded if next(term.found_in(shown), None)),
        )


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of `dispute.yml`, ready to be searched for, and the titles in which they are allowed.

    Compared by identity (`eq=False`), so it can be a cheap cache key.
    """

    wording: Wording
    documents: tuple[tuple[str, tuple[str, ...]], ...]
    """Sources and documents: the id of each, and its names."""

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        return tuple(
            Pair(pair.names, tuple(_term_of(name.name, *name.forms) for name in pair.names))
            for pair in self.wording.contested_names
        )

    @cached_property
    def loaded(self) -> tuple[tuple[LexiconTerm, str], ...]:
        return tuple((_term_of(word.word, *word.forms), _either(word.instead)) for word in self.wording.loaded_words)

    def sought_in(self, text: str) -> Sought:
        """What may occur in parts of the text: most texts have no word with which most terms begin."""
        folded = text.casefold()
        found = {n for part, starts in self._starts.items() if part in folded for start, n in starts if start in folded}
        return Sought(
            tuple((number, pair) for number, pair in enumerate(self.pairs) if number in found),
            tuple(loaded for number, loaded in enumerate(self.loaded, len(self.pairs)) if number in found),
        )

    @cached_property
    def _starts(self) -> Mapping[str, list[tuple[str, int]]]:
        """The words with which terms begin, by the shortest of them that each has in it.

        With each is the number of its pair or, counted on from these, of its loaded word.
        """
        terms = (*(pair.terms for pair in self.pairs), *((term,) for term, _ in self.loaded))
        starts = {(start, number) for number, forms in enumerate(terms) for term in forms for start in term.starts}
        by_part: dict[str, list[tuple[str, int]]] = {}
        for start, number in sorted(starts, key=lambda found: (len(found[0]), found)):
            part = next((part for part in by_part if part in start), start)
            by_part.setdefault(part, []).append((start, number))
        return by_part

    @cached_property
    def _names(self) -> Mapping[str, frozenset[str]]:
        return {entry_id: frozenset(name.casefold() for name in names) for entry_id, names in self.documents}

    def is_document(self, entry_id: str, words: str | None) -> bool:
        """Whether a link names a document, by these words or, if it has none, by the title."""
        names = self._names.get(entry_id)
        return names is not None and (words is None or words.casefold() in names)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """Titles of sources and documents, and the fixed names, without titles that are no more than a listed name."""
        wording = self.wording
        listed = {
            form.casefold() for pair in wording.contested_names for n in pair.names for form in (n.name, *n.forms)
        }
        listed |= {form.casefold() for word in wording.loaded_words for form in (word.word, *word.forms)}
        titles = {title for _, names in self.documents for title in names if title.casefold() not in listed}
        return tuple(sorted({*titles, *wording.fixed_names}))

    def is_in_title(self, text: str, start: int, end: int) -> bool:
        """Whether the words at this place are part of a title that the text has in full."""
        word = text[start:end].casefold()
        return any(_is_within(_spans_of(title, text), start, end) for title in self._titles_with(word))

    def _titles_with(self, word: str) -> tuple[str, ...]:
        if word not in self._by_word:
            self._by_word[word] = tuple(title for title in self.titles if word in title.casefold())
        return self._by_word[word]

    @cached_property
    def _by_word(self) -> dict[str, tuple[str, ...]]:
        return {}


def _is_within(spans: tuple[tuple[int, int], ...], start: int, end: int) -> bool:
    """Whether the words at this place lie within one of the spans, which are in order and do not overlap."""
    last = bisect(spans, (start, sys.maxsize)) - 1
    return last >= 0 and end <= spans[last][1]


@lru_cache(maxsize=64)
def _spans_of(title: str, text: str) -> tuple[tuple[int, int], ...]:
    """The places of the title in the text."""
    if not all(part in text for part in _PARTS.split(title)):  # of many titles, and making a pattern takes long
        return ()
    return tuple(match.span() for match in re.finditer(pattern_of(title), text))


_PARTS = re.compile(r"['\u2019\s]+")
"""What stands between the parts of a title that a text has as they are written."""
_WORD = re.compile(r"[^\W_]+")


def _term_of(*forms: str) -> LexiconTerm:
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    first_words = [_WORD.match(form) for form in forms]
    starts = {(word[0] if word else form[0]).casefold() for word, form in zip(first_words, forms, strict=True)}
    pattern = re.compile("|".join(pattern_of(form) for form in longest_first), re.IGNORECASE)
    return LexiconTerm(pattern, tuple(sorted(starts)), all(first_words))


def _either(words: Sequence[str]) -> str:
    quoted = [f"'{word}'" for word in words]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]]) if len(quoted) > 1 else quoted[0]


def documents_of(corpus: Corpus) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The sources and documents of a corpus, as a lexicon has them."""
    named = ((entry.id, tuple(_titles_of(entry))) for entry in corpus.by_id.values())
    return tuple((entry_id, names) for entry_id, names in named if names)


def _titles_of(entry: AnyEntry) -> Iterator[str]:
    """The names of a source or document; nothing for other entries."""
    fields = entry.fields
    if isinstance(fields, Source):
        yield from (title for title in (fields.title, fields.original_title, fields.container_title) if title)
        yield from fields.aliases
    elif isinstance(fields, Document):
        yield from (fields.title, *fields.aliases, *(name.name for name in fields.names))
