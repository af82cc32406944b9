"""The words of the search, which the browser fetches when the reader searches: no page carries them before that."""

from __future__ import annotations

from collections.abc import Mapping

from explainer.catalogue import Catalogue


def search_words(words: Catalogue) -> Mapping[str, str]:
    """What the search says, and what it knows of the language: words of questions that say nothing, and endings."""
    return {
        "count": words.say("search-count", number="{number}"),
        "none": words.say("search-none"),
        "corrected": words.say("search-corrected", term="{term}", other="{other}"),
        "similar": words.say("search-similar", term="{term}"),
        "some": words.say("search-some", number="{number}"),
        "closest": words.say("search-closest"),
        "lacking": words.say("search-lacking", words="{words}"),
        "list": words.say("list"),
        "functionWords": words.say("search-function-words"),
        "endings": words.say("search-endings"),
    }
