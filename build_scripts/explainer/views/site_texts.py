"""The texts of the site itself: the home page, the method page, and others, which have only text."""

from __future__ import annotations

from dataclasses import dataclass

from explainer.model.corpus import DISPUTE_FILE, AnyEntry, Entry
from explainer.model.fields import Collection, Question, ShortAnswer, SiteText, Sourced
from explainer.views.entry_text import TextPiece, pieces_of
from explainer.views.map.figure import MapFigure, figure_of
from explainer.views.numbering import Numbering, ReferenceView
from explainer.views.page_view import PageView
from explainer.views.parts import Card, Context, Crumb, NoteMark, Provenance, Value, card_of, in_time, page_of
from explainer.views.paths import path_cards
from explainer.views.positions import QuestionLine, question_line
from explainer.views.provenance import made_of, perspective_counts
from explainer.views.search_record import search_record_of
from explainer.views.timeline.timeline_page import Timeline, narrowed

_ABOUT = ("about", "method")
_NEWEST = 4
_MAIN = 3
"""How many of the latest events the home page lists, and the least weight on its timeline."""


@dataclass(frozen=True, kw_only=True)
class SiteTextView(PageView):
    """A text of the site."""

    id: str
    crumbs: tuple[Crumb, ...]
    text: tuple[TextPiece, ...]
    references: tuple[ReferenceView, ...]
    made: Provenance


@dataclass(frozen=True)
class SideView:
    """What one party says, in short."""

    party: str
    name: str
    answer: str
    marks: tuple[NoteMark, ...]


@dataclass(frozen=True)
class ShortAnswerView:
    """A question of the first screen; `answer` is empty where each side has its own. `page` tells more of it."""

    question: str
    page: str
    answer: str
    marks: tuple[NoteMark, ...]
    sides: tuple[SideView, ...]


@dataclass(frozen=True, kw_only=True)
class HomeView(SiteTextView):
    """The home page."""

    headline: str
    answers: tuple[ShortAnswerView, ...]
    about: tuple[Value, ...]
    """The pages that say who makes the site, and how."""
    map: MapFigure | None
    timeline: Timeline | None
    """The main events."""
    paths: tuple[Card, ...]
    question: str
    questions: tuple[QuestionLine, ...]
    newest: tuple[Card, ...]
    start_here: tuple[Card, ...]
    counts: tuple[Value, ...]


@dataclass(frozen=True, kw_only=True)
class MethodView(SiteTextView):
    """The page that says how the site is made."""

    naming: tuple[TextPiece, ...]
    """The naming policy of the dispute."""
    perspectives: tuple[Value, ...]
    """How many sources give each perspective."""


def text_view(entry: Entry[SiteText], context: Context) -> SiteTextView:
    """The page of a text of the site; its id decides what else is on it."""
    numbering = Numbering(context)
    answers = tuple(_short_answer(asked, numbering, context) for asked in entry.fields.answers)
    text = pieces_of(context.links.texts[entry.path], numbering, context)
    is_home, is_method = entry.id == "home", entry.id == "method"
    naming = pieces_of(context.links.texts[DISPUTE_FILE], numbering, context) if is_method else ()
    view = SiteTextView(
        page=page_of(entry),
        collection=entry.collection,
        id=entry.id,
        title=entry.title,
        summary=entry.fields.summary,
        crumbs=() if is_home else (Crumb(context.words.say("home"), "index.md"),),
        text=text,
        references=numbering.references(),
        made=made_of(entry, numbering, context),
        search_record=search_record_of(entry, context),
    )
    if is_home:
        return _home_view(entry, view, answers, context)
    if is_method:
        perspectives = perspective_counts(context.corpus.source_by_id, context)
        return MethodView(**vars(view), naming=naming, perspectives=perspectives)
    return view


def _home_view(
    entry: Entry[SiteText], view: SiteTextView, answers: tuple[ShortAnswerView, ...], context: Context
) -> HomeView:
    by_id = context.corpus.by_id
    others = (context.corpus.site_text_by_id.get(text) for text in _ABOUT)
    return HomeView(
        **vars(view),
        headline=entry.fields.headline or entry.title,
        answers=answers,
        about=tuple(Value(text.title, page=page_of(text)) for text in others if text),
        map=figure_of(entry, context),
        timeline=narrowed(lambda event: event.weight == _MAIN, context, is_wide=True),
        paths=path_cards(context),
        question=context.corpus.dispute.question,
        questions=_questions(entry.fields, context),
        newest=_newest(context),
        start_here=tuple(card_of(by_id[p.entry], context, p.reason) for p in entry.fields.start_here),
        counts=_counts(context),
    )


def _short_answer(asked: ShortAnswer, numbering: Numbering, context: Context) -> ShortAnswerView:
    def marks(sources: tuple[Sourced, ...]) -> tuple[NoteMark, ...]:
        return tuple(numbering.mark(cited.source, cited.locator or "") for cited in sources)

    return ShortAnswerView(
        question=asked.question,
        page=page_of(context.corpus.by_id[asked.entry]) if asked.entry else "",
        answer=asked.answer or "",
        marks=marks(asked.sources),
        sides=tuple(SideView(s.party, context.party_name(s.party), s.answer, marks(s.sources)) for s in asked.sides),
    )


def _questions(text: SiteText, context: Context) -> tuple[QuestionLine, ...]:
    """The questions that the text names, in its order."""
    entries = (context.corpus.by_id[question_id] for question_id in text.questions)
    return tuple(question_line(e, e.fields, context) for e in entries if isinstance(e.fields, Question))


def _newest(context: Context) -> tuple[Card, ...]:
    """The latest events, latest first."""
    events: list[AnyEntry] = sorted(context.corpus.events, key=in_time)
    return tuple(card_of(event, context) for event in events[: -_NEWEST - 1 : -1])


def _counts(context: Context) -> tuple[Value, ...]:
    """How many entries each collection has."""
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
