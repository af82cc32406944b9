"""The whole explainer as one document: every entry in order, one list of references, links that stay inside.

Convention: the anchor of a part is `part-…`, that of an entry or text `entry-…`, that of a heading in it `entry-…--…`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from explainer import dates
from explainer.citations import name_of
from explainer.model.corpus import AnyEntry
from explainer.model.fields import Licence, Question, ReadingPath, SiteText
from explainer.text.html import Scope
from explainer.views.entry_text import TextPiece, pieces_of
from explainer.views.infobox import rows_of
from explainer.views.lists import IndexView
from explainer.views.numbering import Numbering, ReferenceView
from explainer.views.page_view import PageView
from explainer.views.parts import (
    Card,
    Context,
    InfoboxRow,
    LazyView,
    PageCitation,
    by_title,
    card_of,
    in_time,
    kind_of,
    page_of,
)
from explainer.views.paths import in_order
from explainer.views.positions import PartyAnswers, UndisputedView, answers_of, questions_of, undisputed_of
from explainer.views.provenance import snapshot_cited

_BACKGROUND_KINDS = ("place", "document", "term", "economy", "society")
_PART_OF_PAGE = {
    "timeline.md": "part-events",
    "positions.md": "part-question",
    "print.md": "top",
    "sources/index.md": "references",
    "background/index.md": "part-question",
    "events/index.md": "part-events",
    "actors/index.md": "part-actors",
    "paths/index.md": "part-paths",
}
"""Pages that are lists, each with the part of the document that has what it lists."""


@dataclass(frozen=True)
class Section:
    """An entry or a text of the site in the document. `steps` are those of a path."""

    id: str
    title: str
    line: str
    summary: str
    infobox: tuple[InfoboxRow, ...]
    text: tuple[TextPiece, ...]
    answers: tuple[PartyAnswers, ...]
    undisputed: tuple[UndisputedView, ...]
    steps: tuple[Card, ...]


@dataclass(frozen=True)
class PrintPart:
    id: str
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class TopicList:
    id: str
    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, kw_only=True)
class WholeView(PageView):
    """The whole explainer on one page; `anchors` has the place of every page of the site that it contains.

    Its cover says who made it, on which day it was like this, and how that is cited; without a day, neither of these.
    """

    dispute: str
    question: str
    makers: str
    day: str
    citations: tuple[PageCitation, ...]
    licence: Licence | None
    parts: tuple[PrintPart, ...]
    topics: tuple[TopicList, ...]
    references: tuple[ReferenceView, ...]


def whole_view(context: Context, indexes: Iterable[LazyView[IndexView]], day: datetime.date | None = None) -> WholeView:
    """The document as it is on a day; `indexes` are the lists of the site, of which it shows those of topics."""
    numbering, words = Numbering(context), context.words
    parts = tuple(
        PrintPart(part, title, tuple(_section(entry, numbering, context) for entry in entries))
        for part, title, entries in _parts(context)
        if entries
    )
    indexes_of_topics = [index for index in (later.make() for later in indexes) if index.collection == "topic"]
    topics = tuple(_topic(index) for index in indexes_of_topics)
    references = numbering.references()
    dispute = context.corpus.dispute
    return WholeView(
        collection="print",
        page="print.md",
        title=words.say("whole-explainer"),
        summary=words.say("whole-explainer-summary", dispute=dispute.title),
        dispute=dispute.title,
        question=dispute.question,
        makers=words.listed("list", map(name_of, dispute.makers)),
        day=context.date(dates.parse(day.isoformat())) if day else "",
        citations=snapshot_cited(day, context) if day else (),
        licence=dispute.licence,
        parts=parts,
        topics=topics,
        references=references,
        anchors={
            **_anchors_of_lists(parts),
            **{topic.page: f"topic-{_name(topic.page)}" for topic in indexes_of_topics},
            **{page_of(source): "references" for source in context.corpus.sources},
            **{reference.page: reference.id for reference in references},
            **{page_of(entry): anchor_of(entry) for entry in _shown(context)},
        },
    )


def anchor_of(entry: AnyEntry) -> str:
    return f"entry-{entry.id}"


def _anchors_of_lists(parts: tuple[PrintPart, ...]) -> dict[str, str]:
    there = {"top", "references", *(part.id for part in parts)}
    return {page: anchor for page, anchor in _PART_OF_PAGE.items() if anchor in there}


def _name(page: str) -> str:
    return page.rpartition("/")[2].removesuffix(".md")


def _parts(context: Context) -> Iterable[tuple[str, str, tuple[AnyEntry, ...]]]:
    """The parts in order: id, title, entries."""
    say, corpus = context.words.say, context.corpus
    texts = {text.id: text for text in corpus.site}
    yield "part-home", say("in-short"), tuple(texts[i] for i in ("home",) if i in texts)
    yield "part-question", say("kinds-question"), questions_of(context)
    yield "part-events", say("collection-events"), tuple(sorted(corpus.events, key=in_time))
    for kind in (*_BACKGROUND_KINDS, *corpus.dispute.vocabulary.ids("background")):
        of_kind = (entry for entry in corpus.background if entry.fields.kind == kind)
        yield f"part-{kind}", say(f"kinds-{kind}"), tuple(sorted(of_kind, key=by_title))
    yield "part-actors", say("collection-actors"), tuple(sorted(corpus.actors, key=by_title))
    yield "part-paths", say("collection-paths"), in_order(context)
    yield "part-site", say("about-site"), tuple(text for text in corpus.site if text.id != "home")


def _shown(context: Context) -> tuple[AnyEntry, ...]:
    return tuple(entry for _, _, entries in _parts(context) for entry in entries)


def _section(entry: AnyEntry, numbering: Numbering, context: Context) -> Section:
    anchor, fields = anchor_of(entry), entry.fields
    card = card_of(entry, context)
    question = fields if isinstance(fields, Question) else None
    return Section(
        id=anchor,
        title=entry.title,
        line=card.date or kind_of(entry, context.words),
        summary="" if isinstance(fields, SiteText) else fields.summary or "",
        infobox=rows_of(entry, numbering, context),
        text=pieces_of(context.links.texts[entry.path], numbering, context, Scope(f"{anchor}--", lower_by=2), entry),
        answers=answers_of(question, numbering, context, f"{anchor}-") if question else (),
        undisputed=undisputed_of(question, numbering, context) if question else (),
        steps=_steps(fields, context) if isinstance(fields, ReadingPath) else (),
    )


def _steps(path: ReadingPath, context: Context) -> tuple[Card, ...]:
    return tuple(card_of(context.corpus.by_id[step.entry], context, step.note or "") for step in path.steps)


def _topic(index: IndexView) -> TopicList:
    cards = tuple(replace(card, summary="") for group in index.groups for card in group.cards)
    return TopicList(f"topic-{_name(index.page)}", index.title, cards)
