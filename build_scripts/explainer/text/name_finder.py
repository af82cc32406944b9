"""The places of names and words in a text, in any script.

A name is found only as a whole: no letter or digit may touch it. Scripts without spaces between words, such as Japanese
and Thai, do not allow that, so their names are found inside other words too.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_WITHOUT_SPACES = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Burmese and Khmer. East Asian characters are recognised by their width."""
_WORD = re.compile(r"[^\W_]+")


def pattern_of(form: str) -> str:
    """A regular expression for the form as a whole word, across line ends and with either apostrophe."""
    words = "\\s+".join(re.escape(word) for word in form.split())
    either = re.sub("['\u2019]", "['\u2019]", words)
    before = "(?<![^\\W_])" if _is_apart(form[0]) else ""
    after = "(?![^\\W_])" if _is_apart(form[-1]) else ""
    return f"{before}{either}{after}"


def _is_apart(character: str) -> bool:
    """Whether words that begin or end with the character are separated from others."""
    wide = unicodedata.east_asian_width(character) in "WF"
    return character.isalnum() and not wide and not _WITHOUT_SPACES.match(character)


@dataclass(frozen=True)
class NameFinder:
    """Finds many names at once: they are grouped by their first word, and those that begin with none are kept apart."""

    by_first_word: Mapping[str, tuple[re.Pattern[str], ...]]
    others: tuple[tuple[str, re.Pattern[str]], ...]

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """The places of names, in the order of the text; of two that overlap, the first or else the longer one."""
        found = [*self._of_words(text), *self._of_others(text)]
        end = 0
        for start, stop in sorted(found, key=lambda span: (span[0], -span[1])):
            if start >= end:
                yield start, stop
                end = stop

    def _of_words(self, text: str) -> Iterator[tuple[int, int]]:
        for word in _WORD.finditer(text):
            for pattern in self.by_first_word.get(word[0].casefold(), ()):
                if match := pattern.match(text, word.start()):
                    yield match.span()

    def _of_others(self, text: str) -> Iterator[tuple[int, int]]:
        for start, pattern in self.others:
            if start in text:
                yield from (match.span() for match in pattern.finditer(text))


def finder_of(names: Iterable[str]) -> NameFinder:
    """A finder of the names as written; a small first letter also matches a capital, as at the start of a sentence."""
    by_first_word: defaultdict[str, list[re.Pattern[str]]] = defaultdict(list)
    others: list[tuple[str, re.Pattern[str]]] = []
    for name in sorted(set(names)):
        forms = sorted({name, name[0].upper() + name[1:]})
        compiled = re.compile("|".join(pattern_of(form) for form in forms))
        first = _WORD.match(name)
        if first and _is_apart(name[0]) and _is_apart(first[0][-1]):
            by_first_word[first[0].casefold()].append(compiled)
        else:
            others.append((name.split()[0], compiled))
    return NameFinder({word: tuple(found) for word, found in by_first_word.items()}, tuple(others))
