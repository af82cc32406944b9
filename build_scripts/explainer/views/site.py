"""The whole site: every view, and the site's own texts (home, about, method)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from explainer.model.corpus import DISPUTE_FILE, AnyEntry, Corpus, Entry
from explainer.model.fields import Collection, Party, Question, SiteText
from explainer.model.linking import Link, Links
from explainer.model.worklist import Worklist
from explainer.views.entries import EntryView, entry_views, made_of
from explainer.views.finding import FacetView, Finding, facet_views, finding_of
from explainer.views.indexes import IndexView, index_views
from explainer.views.infobox import perspective_counts
from explainer.views.map import MapFigure, MapPageView, figure_of, map_view
from explainer.views.parts import Card, Context, Crumb, Later, Made, Value, card_of, in_time, page_of
from explainer.views.paths import PathsView, PathView, path_cards, path_views, paths_view, stops_of
from explainer.views.positions import PositionsView, QuestionLine, positions_view, question_line
from explainer.views.text import Numbering, Piece, ReferenceView, pieces_of
from explainer.views.thumbnail import Thumbnail, thumbnail_of
from explainer.views.timeline import Timeline, TimelineView, narrowed, timeline_view
from explainer.views.whole import WholeView, whole_view
from explainer.views.worklist import WORKLIST_PAGE, WorklistView, worklist_view

_NEWEST = 4
_MAIN = 3
"""How many events the home page lists as the newest, and the weight of those on its timeline."""


@dataclass(frozen=True)
class SiteTextView:
    """A text of the site. What is particular to home and method is empty on the others."""

    page: str
    id: str
    title: str
    summary: str
    crumbs: tuple[Crumb, ...]
    text: tuple[Piece, ...]
    references: tuple[ReferenceView, ...]
    made: Made
    map: MapFigure | None = None
    timeline: Timeline | None = None
    """Of the home page: the main events."""
    paths: tuple[Card, ...] = ()
    question: str = ""
    questions: tuple[QuestionLine, ...] = ()
    newest: tuple[Card, ...] = ()
    start_here: tuple[Card, ...] = ()
    counts: tuple[Value, ...] = ()
    naming: tuple[Piece, ...] = ()
    perspectives: tuple[Value, ...] = ()
    finding: Finding | None = None


@dataclass(frozen=True)
class RedirectView:
    """A page that stands at an old address and leads to the page of an entry."""

    page: str
    target: str
    title: str


@dataclass(frozen=True)
class SiteView:
    """All that is shown. The views of pages are made when they are asked for."""

    entries: tuple[Later[EntryView], ...]
    indexes: tuple[Later[IndexView], ...]
    timeline: Later[TimelineView]
    positions: Later[PositionsView]
    paths: tuple[Later[PathView], ...]
    path_list: Later[PathsView]
    whole: Later[WholeView]
    texts: tuple[Later[SiteTextView], ...]
    map: Later[MapPageView | None] | None
    parties: tuple[Party, ...]
    facets: tuple[FacetView, ...]
    thumbnails: tuple[Thumbnail, ...]
    redirects: tuple[RedirectView, ...]
    worklist: Later[WorklistView] | None


def site_view(context: Context, tasks: Callable[[], Worklist] | None = None) -> SiteView:
    """Every page; where nobody says what there is to do, there is no page of it."""
    corpus, indexes = context.corpus, index_views(context, WORKLIST_PAGE if tasks else "")
    thumbnails = (thumbnail_of(entry, context) for entry in corpus.by_id.values())
    return SiteView(
        entries=entry_views(context, stops_of(context)),
        indexes=indexes,
        timeline=Later("timeline.md", partial(timeline_view, context)),
        positions=Later("positions.md", partial(positions_view, context)),
        paths=path_views(context),
        path_list=Later("paths/index.md", partial(paths_view, context)),
        whole=Later("print.md", partial(whole_view, context, indexes)),
        texts=tuple(Later(page_of(text), partial(_text_view, text, context)) for text in corpus.site),
        map=Later("map.md", partial(map_view, context)) if corpus.atlas else None,
        parties=corpus.dispute.parties,
        facets=facet_views(context),
        thumbnails=tuple(thumbnail for thumbnail in thumbnails if thumbnail),
        redirects=_redirects(corpus),
        worklist=Later(WORKLIST_PAGE, lambda: worklist_view(tasks(), context)) if tasks else None,
    )


def _redirects(corpus: Corpus) -> tuple[RedirectView, ...]:
    """The old addresses, in order."""
    redirects = sorted(corpus.redirects or (), key=lambda redirect: redirect.old)
    found = ((redirect.old, corpus.by_id[corpus.destination_of(redirect)]) for redirect in redirects)
    return tuple(RedirectView(f"{old}.md", page_of(entry), entry.title) for old, entry in found)


def published(corpus: Corpus, links: Links) -> tuple[Corpus, Links]:
    """The corpus without drafts, and its links without those that leave or reach a draft."""
    kept = corpus.only(lambda entry: entry.is_published)
    ids = set(kept.by_id) | {text.path for text in kept.site} | {DISPUTE_FILE}

    def stays(link: Link) -> bool:
        return link.origin in ids and link.target in ids

    return kept, Links(tuple(link for link in links.all if stays(link)), links.texts)


def _text_view(entry: Entry[SiteText], context: Context) -> SiteTextView:
    numbering = Numbering(context)
    text = pieces_of(context.links.texts[entry.path], numbering, context)
    is_home, is_method = entry.id == "home", entry.id == "method"
    naming = pieces_of(context.links.texts[DISPUTE_FILE], numbering, context) if is_method else ()
    corpus = context.corpus
    return SiteTextView(
        page=page_of(entry),
        id=entry.id,
        title=entry.title,
        summary=entry.fields.summary,
        crumbs=() if is_home else (Crumb(context.words.say("home"), "index.md"),),
        text=text,
        references=numbering.references(),
        made=made_of(entry, numbering, context),
        map=figure_of(entry, context) if is_home else None,
        timeline=narrowed(lambda event: event.weight == _MAIN, context) if is_home else None,
        paths=path_cards(context) if is_home else (),
        question=corpus.dispute.question if is_home else "",
        questions=_questions(entry.fields, context),
        newest=_newest(context) if is_home else (),
        start_here=tuple(card_of(corpus.by_id[p.entry], context, p.reason) for p in entry.fields.start_here),
        counts=_counts(context) if is_home else (),
        naming=naming,
        perspectives=perspective_counts(corpus.source_by_id, context) if is_method else (),
        finding=finding_of(entry, context),
    )


def _questions(text: SiteText, context: Context) -> tuple[QuestionLine, ...]:
    entries = (context.corpus.by_id[question_id] for question_id in text.questions)
    return tuple(question_line(e, e.fields, context) for e in entries if isinstance(e.fields, Question))


def _newest(context: Context) -> tuple[Card, ...]:
    """The latest events, latest first."""
    events: list[AnyEntry] = sorted(context.corpus.events, key=in_time)
    return tuple(card_of(event, context) for event in events[: -_NEWEST - 1 : -1])


def _counts(context: Context) -> tuple[Value, ...]:
    corpus = context.corpus
    collections = (
        (Collection.EVENTS, len(corpus.events)),
        (Collection.ACTORS, len(corpus.actors)),
        (Collection.BACKGROUND, len(corpus.background)),
        (Collection.SOURCES, len(corpus.sources)),
    )
    return tuple(
        Value(context.words.count(f"collection-{collection}-count", number), page=f"{collection}/index.md")
        for collection, number in collections
    )
