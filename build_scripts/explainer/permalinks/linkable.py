"""Every page of the site and the places on it that can be linked to, known from the content without making a page.

These places have names that editors gave: headings, questions, answers, states of the map, groups of a list. Parts that
the program adds to pages (references, backlinks) are left out, because they come and go with what is cited.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from explainer.model.corpus import DISPUTE_FILE, AnyEntry, Entry
from explainer.model.fields import Question
from explainer.model.permalinks import Anchor, LinkablePage
from explainer.views.changes import CHANGES_PAGE, WHOLE, files_of_feed
from explainer.views.charts.chart import FIGURES_PAGE
from explainer.views.data_page import DATA_PAGE, anchors_of_data, files_of_data
from explainer.views.lists import index_views
from explainer.views.parts import Context, Group, page_of
from explainer.views.pictures import CREDITS_PAGE, has_pictures
from explainer.views.positions import questions_of
from explainer.views.timeline.timeline_page import era_anchors
from explainer.views.worklist import WORKLIST_PAGE


def places_of(context: Context) -> tuple[LinkablePage, ...]:
    """All pages, including the worklist, whether or not this build has one."""
    words, questions = context.words, questions_of(context)
    return (
        *(_place_of(entry, questions, context) for entry in context.corpus),
        *_lists(context),
        LinkablePage("timeline.md", words.say("timeline"), tuple(Anchor(*era) for era in era_anchors(context))),
        LinkablePage("positions.md", words.say("positions"), tuple(_of_questions(questions))),
        LinkablePage("paths/index.md", words.say("collection-paths")),
        LinkablePage(CHANGES_PAGE, words.say("what-changed"), (Anchor("feeds"),)),
        LinkablePage(DATA_PAGE, words.say("data"), tuple(Anchor(name) for name in anchors_of_data(context))),
        LinkablePage("print.md", words.say("whole-explainer")),
        LinkablePage(WORKLIST_PAGE, words.say("worklist")),
        *(
            [LinkablePage(FIGURES_PAGE, words.say("figures"), tuple(_of_datasets(context)))]
            if context.corpus.datasets
            else []
        ),
        *([LinkablePage(CREDITS_PAGE, words.say("credits"))] if has_pictures(context) else []),
        *([LinkablePage("map.md", words.say("map"), tuple(_of_states(context)))] if context.corpus.atlas else []),
    )


def files_of(context: Context) -> tuple[str, ...]:
    """The files that belong to no page: those of the data, and the feed of the whole where there is one."""
    is_changed = any(entry.fields.changes for entry in context.corpus.by_id.values())
    return (*files_of_data(context), *(files_of_feed(WHOLE) if is_changed else ()))


def _place_of(entry: AnyEntry, questions: Iterable[Entry[Question]], context: Context) -> LinkablePage:
    anchors = [*_headings(entry.path, context)]
    if isinstance(entry.fields, Question):
        anchors += _answers(entry.fields)
    if page_of(entry) == "method.md":
        anchors += _headings(DISPUTE_FILE, context)
    for party in context.corpus.dispute.parties:
        anchors += _of_party(party.id, questions) if party.actor == entry.id else ()
    return LinkablePage(page_of(entry), entry.title, tuple(anchors), entry.path)


def _headings(path: str, context: Context) -> Iterator[Anchor]:
    return (Anchor(heading.id, heading.text, heading.line) for heading in context.links.texts[path].headings)


def _answers(question: Question, prefix: str = "") -> Iterator[Anchor]:
    for party, count in Counter(position.party for position in question.positions).items():
        yield from (Anchor(f"{prefix}position-{party}-{number}") for number in range(1, count + 1))


def _of_questions(questions: Iterable[Entry[Question]]) -> Iterator[Anchor]:
    """The anchors on the page of all positions: each question with its answers."""
    for question in questions:
        yield Anchor(question.id, question.title)
        yield from _answers(question.fields, f"{question.id}-")
        if question.fields.not_disputed:
            yield Anchor(f"{question.id}-not-disputed")


def _of_party(party: str, questions: Iterable[Entry[Question]]) -> Iterator[Anchor]:
    """The anchors on the page of a party: its present answer to each question."""
    for question in questions:
        if count := sum(position.party == party for position in question.fields.positions):
            yield Anchor(f"{question.id}-position-{party}-{count}")


def _lists(context: Context) -> Iterator[LinkablePage]:
    topics = {f"topics/{topic.id}.md": topic.title for topic in context.corpus.dispute.topics}
    for later in index_views(context):
        if later.page in topics:
            yield LinkablePage(later.page, topics[later.page])
        else:
            view = later.make()
            yield LinkablePage(view.page, view.title, tuple(_of_groups(view.groups)))


def _of_groups(groups: Iterable[Group]) -> Iterator[Anchor]:
    for group in groups:
        yield Anchor(group.id, group.title)
        yield from _of_groups(group.groups)


def _of_states(context: Context) -> Iterator[Anchor]:
    assert context.corpus.atlas is not None
    return (Anchor(state.id, state.title) for state in context.corpus.atlas.states)


def _of_datasets(context: Context) -> Iterator[Anchor]:
    return (Anchor(dataset.id, dataset.title) for dataset in context.corpus.datasets)
