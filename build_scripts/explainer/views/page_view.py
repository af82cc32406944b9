"""What every page has, whatever it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from explainer.views.map.thumbnail import Thumbnail
from explainer.views.search_record import SearchRecord
from explainer.views.thing import Thing


@dataclass(frozen=True)
class ShareCard:
    """The words on a card, as they are printed. `kind` and `date` may be empty."""

    title: str
    text: str
    kind: str
    date: str
    site: str
    language: str
    is_rtl: bool
    """Whether the card is read from right to left."""
    colours: tuple[str, ...]
    """Those of the parties that claim something, in the order of the dispute."""

    @property
    def words(self) -> str:
        """All that stands on the card, for those who do not see it."""
        return " · ".join(filter(None, (self.title, self.kind, self.date, self.text, self.site)))


@dataclass(frozen=True, kw_only=True)
class PageView:
    """The view of a page: what lists, the search and the page's head say about it. Each kind of page adds its own."""

    page: str
    title: str
    summary: str
    collection: str
    """The collection of an entry or a list; for any other page, the name of the page."""
    anchors: Mapping[str, str] = field(default_factory=dict)
    """For a page that repeats others: the anchor of each of them, so that links to them stay on this page."""
    search_record: SearchRecord | None = None
    """How search finds the page; None if it is not searched."""
    thumbnail: Thumbnail | None = None
    changed: str = ""
    """The day of its last change, in ISO 8601; empty for a page that is made of many."""
    licence_url: str = ""
    """The address of the licence of its text."""
    feeds: tuple[str, ...] = ()
    """The files of the feeds that tell of its changes."""
    linked: tuple[Thing, ...] = ()
    """What the page says of itself to machines."""
    share_card: ShareCard | None = None
    """What stands on the picture that is shown where somebody shares the page; None if it has none."""
