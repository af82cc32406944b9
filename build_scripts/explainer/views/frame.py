"""What stands around every page: the name of the site, its description, and the tabs of what there is to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from explainer.views.changes import CHANGES_PAGE
from explainer.views.charts.chart import FIGURES_PAGE
from explainer.views.data_page import DATA_PAGE
from explainer.views.parts import MAP_PAGE, Context, page_of
from explainer.views.positions import questions_of

_FIRST_TEXTS = ("about", "method")
"""The texts of the site that stand first below their tab; the others follow by id."""


@dataclass(frozen=True)
class Tab:
    """A tab with the pages below it, the first of which it opens."""

    title: str
    pages: tuple[str, ...]


@dataclass(frozen=True)
class SiteFrame:
    """The frame of the pages. `to_dark` and `to_light` are on the button that changes the colours."""

    name: str
    description: str
    tabs: tuple[Tab, ...]
    to_dark: str
    to_light: str


def frame_of(context: Context) -> SiteFrame:
    """The frame of the site, with no tab for what the content does not have."""
    corpus, words = context.corpus, context.words
    home = corpus.site_text_by_id.get("home")
    return SiteFrame(
        name=corpus.dispute.title,
        description=home.fields.summary if home else corpus.dispute.question,
        tabs=tuple(_tabs(context)),
        to_dark=words.say("palette-dark"),
        to_light=words.say("palette-light"),
    )


def _tabs(context: Context) -> Iterator[Tab]:
    corpus, say = context.corpus, context.words.say
    pages = (
        ("home", "index.md", True),
        ("timeline", "timeline.md", corpus.events),
        ("map", MAP_PAGE, corpus.atlas),
        ("positions", "positions.md", questions_of(context)),
        ("collection-paths", "paths/index.md", corpus.paths),
        ("collection-events", "events/index.md", corpus.events),
        ("collection-actors", "actors/index.md", corpus.actors),
        ("collection-background", "background/index.md", corpus.background),
        ("collection-sources", "sources/index.md", corpus.sources),
    )
    yield from (Tab(say(title), (page,)) for title, page, is_there in pages if is_there)
    texts = [text for text in corpus.site if text.id != "home"]
    in_order = sorted(texts, key=lambda text: (text.id not in _FIRST_TEXTS, text.id))
    figures = (FIGURES_PAGE,) if corpus.datasets else ()
    yield Tab(say("tab-about"), (*map(page_of, in_order), CHANGES_PAGE, *figures, DATA_PAGE))
