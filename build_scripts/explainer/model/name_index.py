"""Which entry a name means: titles, aliases, and names in every script and romanisation.

Convention: names are compared without regard to case, width and runs of white space (Unicode NFKC, case-folded).
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from explainer.model.corpus import AnyEntry, Corpus
from explainer.model.fields import Collection, EntryFields


@dataclass(frozen=True)
class NameIndex:
    """`ids` has the sorted ids for each folded name, `shown` the names as they are written, for suggestions."""

    ids: Mapping[str, tuple[str, ...]]
    shown: tuple[str, ...]

    def ids_of(self, name: str) -> tuple[str, ...]:
        """The ids of the entries with this name: none, one, or several if it is ambiguous."""
        return self.ids.get(folded(name), ())


def index_of(corpus: Corpus) -> NameIndex:
    """The names of all entries. Sources are left out: they are cited and not linked by name."""
    ids: defaultdict[str, set[str]] = defaultdict(set)
    shown: set[str] = set()
    for entry in corpus:
        if entry.collection in (Collection.SOURCES, Collection.SITE):
            continue
        for name in _names_of(entry):
            ids[folded(name)].add(entry.id)
            shown.add(name)
    return NameIndex({name: tuple(sorted(found)) for name, found in ids.items()}, tuple(sorted(shown)))


def folded(name: str) -> str:
    """The form in which names are compared."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _names_of(entry: AnyEntry) -> Iterator[str]:
    yield entry.title
    yield from entry.fields.aliases
    if isinstance(entry.fields, EntryFields):
        for name in entry.fields.names:
            yield name.name
            if name.romanisation:
                yield name.romanisation
