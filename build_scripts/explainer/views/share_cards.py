"""What stands on the card of a page: the picture that is shown where somebody shares its address."""

from __future__ import annotations

import unicodedata

from explainer.catalogue import quotes_of
from explainer.model.fields import Collection
from explainer.text.typography import typeset
from explainer.views.entry_page import EntryView
from explainer.views.lists import IndexView
from explainer.views.page_view import PageView, ShareCard
from explainer.views.parts import Context
from explainer.views.paths import PathView
from explainer.views.site_texts import HomeView

_FROM_THE_RIGHT = ("R", "AL")
"""The classes that Unicode gives letters of scripts which are written from right to left."""


def share_card_of(view: PageView, context: Context) -> ShareCard | None:
    """The card of the page; None for the page of a source, which leads elsewhere."""
    if isinstance(view, EntryView) and view.collection == Collection.SOURCES:
        return None
    dispute, quotes = context.corpus.dispute, quotes_of(context.words)
    title = view.headline if isinstance(view, HomeView) else view.title
    record = view.search_record

    def printed(text: str) -> str:
        return typeset(" ".join(text.split()), quotes)

    return ShareCard(
        title=printed(title),
        text=printed(view.summary),
        kind=printed(view.count if isinstance(view, IndexView | PathView) else record.kind if record else ""),
        date=printed(record.date if record else ""),
        site=printed(dispute.title),
        language=context.edition.language,
        is_rtl=context.words.locale.text_direction == "rtl" or _begins_from_the_right(title),
        colours=tuple(party.colour for party in dispute.parties if party.claimant),
    )


def _begins_from_the_right(text: str) -> bool:
    """Whether the first letter of the text that has a direction is written from right to left."""
    classes = (unicodedata.bidirectional(letter) for letter in text)
    return next((found for found in classes if found in ("L", *_FROM_THE_RIGHT)), "L") in _FROM_THE_RIGHT
