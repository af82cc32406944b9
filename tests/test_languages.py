"""Languages by the codes and names that libraries, LaTeX and people have for them."""

from __future__ import annotations

import pytest

from explainer.languages import tag_of
from explainer.model.fields import Collection
from explainer.schema import fault_in_field

TAGS = {
    "jpn": "ja",
    "ger": "de",
    "deu": "de",
    "chi": "zh",
    "en": "en",
    "en_US": "en-US",
    "zh-hant": "zh-Hant",
    "ain": "ain",
    "English": "en",
    "Norwegian Bokmål": "nb",
    "Deutsch": "de",
    "русский": "ru",
    "日本語": "ja",
    "norsk": "nb",
    "nynorsk": "nn",
    "chinese-traditional": "zh-Hant",
    "brazilian": "pt-BR",
    "british": "en-GB",
    "ngerman": "de",
    "": "",
    "n/a": "",
    "of the sea": "",
}


@pytest.mark.parametrize(("given", "tag"), TAGS.items(), ids=[given or "nothing" for given in TAGS])
def test_a_language_has_one_tag(given: str, tag: str) -> None:
    assert tag_of(given) == tag


@pytest.mark.parametrize(("given", "tag"), {"jpn": "ja", "eng": "en", "ger-CH": "de-CH"}.items())
def test_a_longer_code_is_refused_with_the_shorter_one(given: str, tag: str) -> None:
    problem = fault_in_field(Collection.SOURCES, {"language": given}, "language")
    assert problem is not None
    assert problem.words == f"language: '{given}' is not the shortest tag: write it as '{tag}'."
