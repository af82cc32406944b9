"""The words that readers see, in one language: a gettext catalogue whose message ids are keys.

Convention: a key names a phrase (`backlink-role-host`), `{braces}` in a phrase are filled by name, and a key that the
catalogue lacks is a mistake of ours, so it raises KeyError.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

_FOLDER = Path(__file__).parent / "locale"
_REGIONS = {"en": "en_GB"}
"""The locale that formats dates and numbers, where the language alone would mean another region."""


@dataclass(frozen=True)
class Catalogue:
    """The phrases of one language. `language` is a BCP 47 tag."""

    language: str
    locale: Locale
    _phrases: dict[str, tuple[str, ...]] = field(repr=False)
    _plural_form: Callable[[int], int] = field(repr=False)

    def say(self, key: str, /, **values: object) -> str:
        """The phrase, filled."""
        return self._phrases[key][0].format(**values)

    def count(self, key: str, number: int, /, **values: object) -> str:
        """The phrase in the plural form that the number asks for; `{number}` is filled with it."""
        forms = self._phrases[key]
        return forms[self._plural_form(number)].format(number=number, **values)

    def has(self, key: str) -> bool:
        return key in self._phrases


def languages() -> tuple[str, ...]:
    """The languages that have a catalogue."""
    return tuple(sorted(path.parent.parent.name for path in _FOLDER.glob("*/LC_MESSAGES/explainer.po")))


@lru_cache
def catalogue_of(language: str) -> Catalogue:
    """The catalogue of a language of `languages()`."""
    catalog = read_catalogue_file(language)
    phrases = {
        str(message.id[0] if isinstance(message.id, tuple) else message.id): (
            tuple(message.string) if isinstance(message.string, tuple | list) else (str(message.string),)
        )
        for message in catalog
        if message.id
    }
    locale = Locale.parse(_REGIONS.get(language, language), sep="_")
    return Catalogue(language, locale, phrases, gettext.c2py(catalog.plural_expr))


def read_catalogue_file(language: str) -> Catalog:
    """The catalogue file as Babel reads it."""
    with (_FOLDER / language / "LC_MESSAGES" / "explainer.po").open("rb") as file:
        return read_po(file, locale=language)
