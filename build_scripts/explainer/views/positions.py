"""What the parties answered: by question, side by side; by party, on the page of its actor; and what none disputes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeGuard

from explainer import dates
from explainer.model.corpus import AnyEntry, Entry
from explainer.model.fields import Party, Position, Question
from explainer.views.parts import Context, Crumb, Mark, by_title, page_of
from explainer.views.text import Numbering, ReferenceView


@dataclass(frozen=True)
class PositionView:
    """One answer. `translation` is empty where the quote is in the language of the site."""

    id: str
    date: str
    answer: str
    quote: str
    language: str
    translation: str
    translator: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class PartyAnswers:
    """A party's column. `present` is None where no statement was found; `earlier` is oldest first."""

    party: str
    name: str
    present: PositionView | None
    earlier: tuple[PositionView, ...]


@dataclass(frozen=True)
class AnswerLine:
    """A party's present answer in a line; both are empty where no statement was found."""

    party: str
    name: str
    answer: str
    date: str


@dataclass(frozen=True)
class QuestionLine:
    """A question with the parties' present answers."""

    title: str
    page: str
    answers: tuple[AnswerLine, ...]


@dataclass(frozen=True)
class UndisputedView:
    """A statement that no party disputes, with its sources."""

    statement: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class QuestionView:
    """A question with all its answers. `id` is its own on a page that shows several."""

    id: str
    title: str
    page: str
    summary: str
    answers: tuple[PartyAnswers, ...]
    undisputed: tuple[UndisputedView, ...]


@dataclass(frozen=True)
class PositionsView:
    """The page of all questions."""

    page: str
    title: str
    summary: str
    crumbs: tuple[Crumb, ...]
    questions: tuple[QuestionView, ...]
    references: tuple[ReferenceView, ...]


@dataclass(frozen=True)
class OwnPosition:
    """On the page of a party: a question with its present answer; the earlier ones are on the question's page."""

    title: str
    page: str
    answers: PartyAnswers
    has_earlier: bool


def positions_view(context: Context) -> PositionsView:
    """The page of all questions, in the order of `questions_of`."""
    numbering, words = Numbering(context), context.words
    questions = questions_of(context)
    return PositionsView(
        page="positions.md",
        title=words.say("positions"),
        summary=words.say("positions-summary", dispute=context.corpus.dispute.title),
        crumbs=(Crumb(words.say("home"), "index.md"),),
        questions=tuple(question_view(entry, numbering, context) for entry in questions),
        references=numbering.references(),
    )


def question_view(entry: Entry[Question], numbering: Numbering, context: Context) -> QuestionView:
    """The question as a part of a page; the ids in it begin with its own."""
    return QuestionView(
        id=entry.id,
        title=entry.title,
        page=page_of(entry),
        summary=entry.fields.summary,
        answers=answers_of(entry.fields, numbering, context, f"{entry.id}-"),
        undisputed=undisputed_of(entry.fields, numbering, context),
    )


def questions_of(context: Context) -> tuple[Entry[Question], ...]:
    """All questions: those that the home page shows, in its order, then the others by title."""
    home = next((text.fields.questions for text in context.corpus.site if text.id == "home"), ())
    place = {question_id: number for number, question_id in enumerate(home)}
    questions = [entry for entry in context.corpus.background if is_question(entry)]
    return tuple(sorted(questions, key=lambda entry: (place.get(entry.id, len(place)), by_title(entry))))


def is_question(entry: AnyEntry) -> TypeGuard[Entry[Question]]:
    return isinstance(entry.fields, Question)


def own_positions(actor: AnyEntry, numbering: Numbering, context: Context) -> tuple[OwnPosition, ...]:
    """The present answers of the party whose actor this is, by question; empty for any other actor."""
    party = next((p for p in context.corpus.dispute.parties if p.actor == actor.id), None)
    if party is None:
        return ()
    questions = [q for q in questions_of(context) if party.claimant or _in_time(q.fields, party.id)]
    return tuple(_own_position(entry, party, numbering, context) for entry in questions)


def _own_position(entry: Entry[Question], party: Party, numbering: Numbering, context: Context) -> OwnPosition:
    positions = _in_time(entry.fields, party.id)
    present = _view(positions[-1], len(positions), f"{entry.id}-", numbering, context) if positions else None
    answers = PartyAnswers(party.id, party.name, present, ())
    return OwnPosition(entry.title, f"{page_of(entry)}#positions", answers, len(positions) > 1)


def answers_of(
    question: Question, numbering: Numbering, context: Context, prefix: str = ""
) -> tuple[PartyAnswers, ...]:
    """A column for every claimant, and for every other party that answered. The answers' ids begin with the prefix."""
    columns: list[PartyAnswers] = []
    for party in context.corpus.dispute.parties:
        positions = _in_time(question, party.id)
        if positions or party.claimant:
            present = _view(positions[-1], len(positions), prefix, numbering, context) if positions else None
            earlier = tuple(_view(p, n, prefix, numbering, context) for n, p in enumerate(positions[:-1], start=1))
            columns.append(PartyAnswers(party.id, party.name, present, earlier))
    return tuple(columns)


def undisputed_of(question: Question, numbering: Numbering, context: Context) -> tuple[UndisputedView, ...]:
    return tuple(
        UndisputedView(item.statement, tuple(numbering.mark(s.source, s.locator or "") for s in item.sources))
        for item in question.not_disputed
    )


def question_line(entry: AnyEntry, question: Question, context: Context) -> QuestionLine:
    """The question with one line for every claimant, and for every other party that answered."""
    lines = []
    for party in context.corpus.dispute.parties:
        positions = _in_time(question, party.id)
        if positions:
            present = positions[-1]
            lines.append(AnswerLine(party.id, party.name, present.answer, context.date(present.date)))
        elif party.claimant:
            lines.append(AnswerLine(party.id, party.name, "", ""))
    return QuestionLine(entry.title, page_of(entry), tuple(lines))


def _in_time(question: Question, party: str) -> list[Position]:
    found = [position for position in question.positions if position.party == party]
    return sorted(found, key=lambda position: dates.sort_key(position.date))


def _view(position: Position, number: int, prefix: str, numbering: Numbering, context: Context) -> PositionView:
    assert position.source is not None
    return PositionView(
        id=f"{prefix}position-{position.party}-{number}",
        date=context.date(position.date),
        answer=position.answer,
        quote=position.quote,
        language=position.language,
        translation=position.translation or "",
        translator=position.translator or "",
        marks=(numbering.mark(position.source, position.locator or ""),),
    )
