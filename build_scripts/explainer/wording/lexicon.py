"""The words of `dispute.yml`, ready to be looked for, and the titles in which they are let be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from explainer.mentions import pattern_of
from explainer.model.corpus import AnyEntry, Corpus
from explainer.model.fields import ContestedName, Document, Source, Wording


@dataclass(frozen=True)
class Term:
    """A name or word in all its forms.

    `starts` are the first words of them, folded: a text without any is passed by, which is quicker than the pattern.
    """

    pattern: re.Pattern[str]
    starts: tuple[str, ...]

    def found_in(self, text: str) -> Iterator[re.Match[str]]:
        folded = text.casefold()
        return self.pattern.finditer(text) if any(start in folded for start in self.starts) else iter(())


@dataclass(frozen=True)
class Pair:
    """The names of one thing, each with its forms."""

    names: tuple[ContestedName, ...]
    terms: tuple[Term, ...]

    def standing_in(self, text: str) -> set[int]:
        """The numbers of the names that the text has."""
        return {number for number, term in enumerate(self.terms) if next(term.found_in(text), None)}


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of `dispute.yml` and the titles in which they are let be, ready to be looked for.

    Each is equal to itself only.
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
    def loaded(self) -> tuple[tuple[Term, str], ...]:
        return tuple((_term_of(word.word, *word.forms), _either(word.instead)) for word in self.wording.loaded_words)

    @cached_property
    def _names(self) -> Mapping[str, frozenset[str]]:
        return {entry_id: frozenset(name.casefold() for name in names) for entry_id, names in self.documents}

    def is_document(self, entry_id: str, words: str | None) -> bool:
        """Whether a link with these words, or with the title where there are none, gives the name of a document."""
        names = self._names.get(entry_id)
        return names is not None and (words is None or words.casefold() in names)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """Titles of sources and documents, and the fixed names; a title that is no more than a listed name is none."""
        wording = self.wording
        listed = {
            form.casefold() for pair in wording.contested_names for n in pair.names for form in (n.name, *n.forms)
        }
        listed |= {form.casefold() for word in wording.loaded_words for form in (word.word, *word.forms)}
        titles = {title for _, names in self.documents for title in names if title.casefold() not in listed}
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


def _term_of(*forms: str) -> Term:
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    first_words = (_WORD.match(form) for form in forms)
    starts = {(word[0] if word else form[0]).casefold() for word, form in zip(first_words, forms, strict=True)}
    return Term(re.compile("|".join(pattern_of(form) for form in longest_first), re.IGNORECASE), tuple(sorted(starts)))


def _either(words: Sequence[str]) -> str:
    quoted = [f"'{word}'" for word in words]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]]) if len(quoted) > 1 else quoted[0]


def documents_of(corpus: Corpus) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The sources and documents of a corpus, as a lexicon has them."""
    named = ((entry.id, tuple(_titles_of(entry))) for entry in corpus.by_id.values())
    return tuple((entry_id, names) for entry_id, names in named if names)


def _titles_of(entry: AnyEntry) -> Iterator[str]:
    """The names of a source or document; of other entries none."""
    fields = entry.fields
    if isinstance(fields, Source):
        yield from (title for title in (fields.title, fields.original_title, fields.container_title) if title)
        yield from fields.aliases
    elif isinstance(fields, Document):
        yield from (fields.title, *fields.aliases, *(name.name for name in fields.names))
