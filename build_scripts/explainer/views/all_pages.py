"""The whole site: every view, each made on demand."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from explainer.model.corpus import Corpus
from explainer.model.fields import Party
from explainer.model.permalinks import NOTHING_KEPT, Kept
from explainer.model.references import Links
from explainer.model.worklist import Worklist
from explainer.views.changes import CHANGES_PAGE, ChangesView, changes_view, feeds_by_page
from explainer.views.charts.chart import FIGURES_PAGE
from explainer.views.data_page import DATA_PAGE, DataView, data_view
from explainer.views.entry_page import EntryView, entry_views
from explainer.views.figures_page import FiguresView, figures_view
from explainer.views.linked_data import linked_data_of
from explainer.views.lists import IndexView, index_views
from explainer.views.map.map_page import MapPageView, map_view
from explainer.views.map.thumbnail import Thumbnail, thumbnail_of
from explainer.views.page_view import PageView
from explainer.views.parts import Context, LazyView, page_of
from explainer.views.paths import PathsView, PathView, path_views, paths_view, stops_of
from explainer.views.pictures import CREDITS_PAGE, CreditsView, credits_view, has_pictures
from explainer.views.positions import PositionsView, positions_view
from explainer.views.print_page import WholeView, whole_view
from explainer.views.provenance import last_change_of
from explainer.views.search_names import NameTable, name_tables
from explainer.views.search_record import FacetView, facet_views
from explainer.views.share_cards import share_card_of
from explainer.views.site_texts import SiteTextView, text_view
from explainer.views.timeline.timeline_page import TimelineView, timeline_view
from explainer.views.worklist import WORKLIST_PAGE, WorklistView, worklist_view

P = TypeVar("P", bound=PageView)


@dataclass(frozen=True)
class SiteView:
    """Everything that is shown. The views of pages are made on demand."""

    entries: tuple[LazyView[EntryView], ...]
    indexes: tuple[LazyView[IndexView], ...]
    timeline: LazyView[TimelineView]
    positions: LazyView[PositionsView]
    paths: tuple[LazyView[PathView], ...]
    path_list: LazyView[PathsView]
    whole: LazyView[WholeView]
    texts: tuple[LazyView[SiteTextView], ...]
    map: LazyView[MapPageView] | None
    data: LazyView[DataView]
    changes: LazyView[ChangesView]
    figures: LazyView[FiguresView] | None
    credits: LazyView[CreditsView] | None
    parties: tuple[Party, ...]
    facets: tuple[FacetView, ...]
    names: Callable[[], tuple[NameTable, ...]]
    thumbnails: tuple[Thumbnail, ...]
    kept: Kept
    worklist: LazyView[WorklistView] | None
    changed: Mapping[str, str]
    """The day of the last change of each page that is an entry or a text, in ISO 8601, where it has one."""


def site_view(
    context: Context,
    tasks: Callable[[], Worklist] | None = None,
    kept: Kept = NOTHING_KEPT,
    day: datetime.date | None = None,
) -> SiteView:
    """All views of the site as it is on a day, and what it has at old addresses.

    Without `tasks` there is no page of the worklist.
    """
    corpus, indexes = context.corpus, index_views(context, WORKLIST_PAGE if tasks else "")
    thumbnails = (thumbnail_of(entry, context) for entry in corpus.by_id.values())
    site = SiteView(
        entries=entry_views(context, stops_of(context)),
        indexes=indexes,
        timeline=LazyView("timeline.md", partial(timeline_view, context)),
        positions=LazyView("positions.md", partial(positions_view, context)),
        paths=path_views(context),
        path_list=LazyView("paths/index.md", partial(paths_view, context)),
        whole=LazyView("print.md", partial(whole_view, context, indexes, day)),
        texts=tuple(LazyView(page_of(text), partial(text_view, text, context)) for text in corpus.site),
        map=LazyView("map.md", partial(map_view, context)) if corpus.atlas else None,
        data=LazyView(DATA_PAGE, partial(data_view, context)),
        changes=LazyView(CHANGES_PAGE, partial(changes_view, context)),
        figures=LazyView(FIGURES_PAGE, partial(figures_view, context)) if corpus.datasets else None,
        credits=LazyView(CREDITS_PAGE, partial(credits_view, context)) if has_pictures(context) else None,
        parties=corpus.dispute.parties,
        facets=facet_views(context),
        names=partial(name_tables, context),
        thumbnails=tuple(thumbnail for thumbnail in thumbnails if thumbnail),
        kept=kept,
        worklist=LazyView(WORKLIST_PAGE, lambda: worklist_view(tasks(), context)) if tasks else None,
        changed={page_of(entry): str(day) for entry in corpus if (day := last_change_of(entry))},
    )
    feeds = feeds_by_page(context)
    link = partial(_linked, feeds=feeds, changed=site.changed, context=context)
    return replace(
        site,
        entries=tuple(_with_card(link(later), context) for later in site.entries),
        indexes=tuple(_with_card(link(later), context) for later in site.indexes),
        timeline=_with_card(site.timeline, context),
        positions=_with_card(link(site.positions), context),
        paths=tuple(_with_card(link(later), context) for later in site.paths),
        path_list=_with_card(site.path_list, context),
        texts=tuple(_with_card(link(later), context) for later in site.texts),
        map=_with_card(site.map, context) if site.map else None,
        data=_with_card(link(site.data), context),
        changes=_with_card(link(site.changes), context),
        figures=_with_card(site.figures, context) if site.figures else None,
        credits=_with_card(site.credits, context) if site.credits else None,
    )


def _with_card(later: LazyView[P], context: Context) -> LazyView[P]:
    """The view with what stands on its card, when it is made."""

    def make() -> P:
        view = later.make()
        return replace(view, share_card=share_card_of(view, context))

    return LazyView(later.page, make)


def _linked(
    later: LazyView[P], feeds: Callable[[str], tuple[str, ...]], changed: Mapping[str, str], context: Context
) -> LazyView[P]:
    """The view with what it says to machines, when it is made."""

    def make() -> P:
        view, licence = later.make(), context.corpus.dispute.licence
        return replace(
            view,
            changed=changed.get(later.page, ""),
            feeds=feeds(later.page),
            licence_url=licence.url if licence else "",
            linked=linked_data_of(view, context),
        )

    return LazyView(later.page, make)


def published(corpus: Corpus, links: Links) -> tuple[Corpus, Links]:
    """The corpus without drafts, and the links without those from or to a draft."""
    kept = corpus.only(lambda entry: entry.is_published)
    drafts = corpus.by_path.keys() - kept.by_path.keys()
    targets = {*kept.by_id, *kept.by_path}
    return kept, links.only(lambda link: link.origin.path not in drafts and link.target in targets)
