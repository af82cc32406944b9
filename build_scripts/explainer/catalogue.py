"""The words that readers see, in one language: a gettext catalogue whose message ids are keys.

A key names a phrase (`backlink-role-host`), and `{braces}` in a phrase are filled by name. A key that the catalogue
lacks is a mistake of ours and raises KeyError.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from explainer.text.typography import Quotes

_FOLDER = Path(__file__).parent / "locale"


@dataclass(frozen=True)
class Catalogue:
    """The phrases of one language. `language` is a BCP 47 tag."""

    language: str
    _phrases: Mapping[str, tuple[str, ...]] = field(repr=False)
    _plural_form: Callable[[int], int] = field(repr=False)

    @cached_property
    def locale(self) -> Locale:
        """The CLDR locale that formats dates and numbers."""
        return Locale.parse(self.say("locale"), sep="_")

    def say(self, key: str, /, **values: object) -> str:
        """The phrase, filled."""
        return self.phrase(key).format(**values)

    def phrase(self, key: str) -> str:
        """The phrase with its {braces}."""
        return self._phrases[key][0]

    def count(self, key: str, number: int, /, **values: object) -> str:
        """The phrase in the plural form for the number, which fills `{number}`."""
        forms = self._phrases[key]
        return forms[self._plural_form(number)].format(number=number, **values)

    def listed(self, key: str, items: Iterable[str]) -> str:
        """The items that are not empty, in one line, with the phrase of the key between them."""
        return self.say(key).join(item for item in items if item)

    def has(self, key: str) -> bool:
        return key in self._phrases

    def with_phrases(self, phrases: Iterable[tuple[str, str]]) -> Catalogue:
        """The catalogue with the words of a dispute for what it adds; they stand as they are, braces too."""
        own = {key: (words.replace("{", "{{").replace("}", "}}"),) for key, words in phrases}
        return replace(self, _phrases={**self._phrases, **own}) if own else self


def languages() -> tuple[str, ...]:
    """The languages that have a catalogue."""
    return tuple(sorted(path.parent.parent.name for path in _FOLDER.glob("*/LC_MESSAGES/explainer.po")))


@lru_cache
def catalogue_of(language: str) -> Catalogue:
    """The catalogue of one of the `languages()`."""
    catalog = read_catalogue_file(language)
    phrases = {
        str(message.id[0] if isinstance(message.id, tuple) else message.id): (
            tuple(message.string) if isinstance(message.string, tuple | list) else (str(message.string),)
        )
        for message in catalog
        if message.id
    }
    return Catalogue(language, phrases, gettext.c2py(catalog.plural_expr))


def read_catalogue_file(language: str) -> Catalog:
    """The catalogue file as Babel reads it."""
    with (_FOLDER / language / "LC_MESSAGES" / "explainer.po").open("rb") as file:
        return read_po(file, locale=language)


def quotes_of(words: Catalogue) -> Quotes:
    """The quotation marks of the catalogue's language."""
    return Quotes(*words.say("quotation-marks").split())
