"""The words that readers see: every key that is asked for is there in every language, and none is there for nothing."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Sequence
from typing import get_args

import pytest

from explainer.catalogue import catalogue_of, languages, read_catalogue_file
from explainer.citations import LOCATOR_LABELS
from explainer.model.atlas import AreaStatus, LineKind
from explainer.model.fields import ActorKind, Collection, EventKind, Level, ReadAs, ReadExtent, Role, SourceType
from explainer.model.link_states import BROKEN
from explainer.model.record_tables import CellType
from explainer.model.worklist import Age, Task
from explainer.text.attributes import KINDS_OF_ADMONITION, KINDS_OF_ALERT
from explainer.views.infobox import RowName
from explainer.views.search_record import FACETS
from folders import PROJECT, THEME

PACKAGE = PROJECT / "build_scripts" / "explainer"
SOURCES = [
    *sorted(PACKAGE.rglob("*.py")),
    *sorted(path for path in THEME.rglob("*") if path.suffix in (".md", ".html")),
]
LANGUAGES = languages()

_ASKED = re.compile(r"""(?:\b(?:words|self)\.|(?<![.\w]))(?:say|count|listed)\(\s*(f?)(["'])(.+?)\2""")
_ROW = re.compile(r'\b_row\(\s*(?:"([a-z-]+)"(?: if person else "([a-z-]+)")?|([a-z_]+\.replace))')
_COLLECTIONS = [collection for collection in Collection if collection is not Collection.SITE]
_BACKGROUND = ["place", "document", "question", "term", "economy", "society"]
_RELATIONS = ["supersedes", "responds-to", "implements"]
FAMILIES: dict[str, list[str]] = {
    "kind-{}": [*EventKind, *ActorKind, *_BACKGROUND],
    "kinds-{}": [*ActorKind, *_BACKGROUND],
    "role-{}": [*Role],
    "level-{}": [*Level],
    "source-type-{}": [*SourceType],
    "source-facet-{}": ["perspective", "type", "language", "decade"],
    "locator-{}": sorted(set(LOCATOR_LABELS.values())),
    "date-season-{}": ["21", "22", "23", "24"],
    "collection-{}": [*Collection],
    "facet-{}": [*FACETS],
    "collection-{}-summary": [*_COLLECTIONS],
    "collection-{}-count": [*_COLLECTIONS],
    "age-{}": [*Age],
    "balance-{}": [*Level],
    "task-{}": [*Task],
    "answered-{}": sorted(BROKEN),
    "task-{}-note": [*Task],
    "perspective-{}": ["third-party", "scholarly"],
    "backlink-{}": [*(f"role-{role}" for role in Role), "office", "place", *_RELATIONS, "cites", "see-also", "mention"],
    "row-{}": [*RowName, *_RELATIONS],
    "box-{}": [*KINDS_OF_ADMONITION, *KINDS_OF_ALERT],
    "weight-{}": ["1", "2", "3"],
    "zoom-weight-{}": ["1", "2", "3"],
    "related-{}": _RELATIONS,
    "related-{}-back": _RELATIONS,
    "map-status-{}": [*AreaStatus],
    "map-note-{}": [*AreaStatus],
    "map-line-{}": [*LineKind],
    "read-{}-{}": [f"{form}-{extent}" for form in ReadAs for extent in ReadExtent],  # both gaps together
    "data-file-{}": ["database", "package", "dictionary", "bibtex", "ris", "csl-json", "map", "state"],
    "data-type-{}": [*get_args(CellType)],
}
"""What can stand in the gap of a key that is put together."""


def asked_for() -> Iterator[str]:
    """Every key that Python or a template asks for."""
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        for is_pattern, _, key in _ASKED.findall(text):
            if is_pattern:
                pattern = re.sub(r"\{[^}]*\}", "{}", key)
                assert pattern in FAMILIES, f"the test does not know what '{key}' in {path.name} may be"
                yield from (pattern.replace("{}-{}", "{}").format(member) for member in FAMILIES[pattern])
            else:
                yield key


ASKED = frozenset(asked_for())


def test_keys_are_found() -> None:
    assert len(ASKED) > 150
    assert {"home", "references", "kind-treaty", "row-born", "row-founded", "locator-page", "date-season-24"} <= ASKED
    assert "en" in LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_that_is_asked_for_is_there(language: str) -> None:
    assert sorted(key for key in ASKED if not catalogue_of(language).has(key)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_that_is_there_is_asked_for(language: str) -> None:
    keys = {_key(message.id) for message in read_catalogue_file(language) if message.id}
    assert sorted(keys - ASKED) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_is_empty_and_gaps_are_the_same_in_all_languages(language: str) -> None:
    english = {_key(message.id): _forms(message.string) for message in read_catalogue_file("en") if message.id}
    assert english != {}
    for message in read_catalogue_file(language):
        if message.id:
            forms = _forms(message.string)
            assert all(form.strip() for form in forms), message.id
            assert {gap for form in forms for gap in _gaps(form)} == {
                gap for form in english[_key(message.id)] for gap in _gaps(form)
            }, message.id


def _key(message_id: str | Sequence[str]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


def _forms(phrase: str | Sequence[str] | None) -> tuple[str, ...]:
    return (phrase,) if isinstance(phrase, str) else tuple(phrase or ())


def _gaps(phrase: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name}


def test_plural_forms() -> None:
    words = catalogue_of("en")
    assert [words.count("source-count", number) for number in (0, 1, 2)] == ["0 sources", "1 source", "2 sources"]


def test_a_key_that_is_not_there_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError, match="no-such-key"):
        catalogue_of("en").say("no-such-key")
