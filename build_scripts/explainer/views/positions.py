"""What the parties answered: by question, side by side; by party, on its actor's page; and what nobody disputes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeGuard

from explainer import dates
from explainer.model.corpus import AnyEntry, Entry
from explainer.model.fields import Party, Position, Question
from explainer.views.numbering import Numbering
from explainer.views.page_view import PageView
from explainer.views.parts import Context, Crumb, NoteMark, by_title, page_of


@dataclass(frozen=True)
class PositionView:
    """One answer; a refusal may have no quote. `translation` is empty if the quote is in the site's language."""

    id: str
    date: str
    answer: str
    quote: str
    language: str
    translation: str
    translator: str
    is_refusal: bool
    changed: str
    """What changed with this answer; empty if nothing is said of it."""
    marks: tuple[NoteMark, ...]


@dataclass(frozen=True)
class PartyAnswers:
    """A party's column. `present` is None if no statement was found; `earlier` has the oldest first."""

    party: str
    name: str
    present: PositionView | None
    earlier: tuple[PositionView, ...]


@dataclass(frozen=True)
class AnswerLine:
    """A party's present answer in a line; both texts are empty if no statement was found."""

    party: str
    name: str
    answer: str
    date: str


@dataclass(frozen=True)
class QuestionLine:
    """A question with the parties' present answers.

    `parts` are ids that lead to it on the page of all questions, which had every answer before.
    """

    id: str
    title: str
    page: str
    answers: tuple[AnswerLine, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True)
class UndisputedView:
    """A statement that no party disputes, with its sources."""

    statement: str
    marks: tuple[NoteMark, ...]


@dataclass(frozen=True, kw_only=True)
class PositionsView(PageView):
    """The page of all questions, each in a few lines that lead to its own page."""

    crumbs: tuple[Crumb, ...]
    questions: tuple[QuestionLine, ...]


@dataclass(frozen=True)
class OwnPosition:
    """A question on the page of a party, with its present answer; earlier ones are on the question's page."""

    title: str
    page: str
    answers: PartyAnswers
    has_earlier: bool


def positions_view(context: Context) -> PositionsView:
    """The page of all questions, in the order of `questions_of`."""
    words = context.words
    return PositionsView(
        collection="positions",
        page="positions.md",
        title=words.say("positions"),
        summary=words.say("positions-summary", dispute=context.corpus.dispute.title),
        crumbs=(Crumb(words.say("home"), "index.md"),),
        questions=tuple(question_line(entry, entry.fields, context) for entry in questions_of(context)),
    )


def questions_of(context: Context) -> tuple[Entry[Question], ...]:
    """All questions: first those of the home page, in its order, then the others by title."""
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
    questions = [q for q in questions_of(context) if party.claimant or answers_in_time(q.fields, party.id)]
    return tuple(_own_position(entry, party, numbering, context) for entry in questions)


def _own_position(entry: Entry[Question], party: Party, numbering: Numbering, context: Context) -> OwnPosition:
    positions = answers_in_time(entry.fields, party.id)
    present = _view(positions[-1], len(positions), f"{entry.id}-", numbering, context) if positions else None
    answers = PartyAnswers(party.id, party.name, present, ())
    return OwnPosition(entry.title, f"{page_of(entry)}#positions", answers, len(positions) > 1)


def answers_of(
    question: Question, numbering: Numbering, context: Context, prefix: str = ""
) -> tuple[PartyAnswers, ...]:
    """A column for every claimant and every other party that answered. Ids of answers begin with the prefix."""
    columns: list[PartyAnswers] = []
    for party in context.corpus.dispute.parties:
        positions = answers_in_time(question, party.id)
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
    """The question with a line for every claimant and every other party that answered."""
    lines = []
    for party in context.corpus.dispute.parties:
        positions = answers_in_time(question, party.id)
        if positions:
            present = positions[-1]
            lines.append(AnswerLine(party.id, party.name, present.answer, context.date(present.date)))
        elif party.claimant:
            lines.append(AnswerLine(party.id, party.name, "", ""))
    return QuestionLine(entry.id, entry.title, page_of(entry), tuple(lines), tuple(_parts(entry.id, question)))


def _parts(question_id: str, question: Question) -> Iterator[str]:
    for party, count in Counter(position.party for position in question.positions).items():
        yield from (f"{question_id}-position-{party}-{number}" for number in range(1, count + 1))
    if question.not_disputed:
        yield f"{question_id}-not-disputed"


def answers_in_time(question: Question, party: str) -> list[Position]:
    """The answers of a party to a question, the earliest first."""
    found = [position for position in question.positions if position.party == party]
    return sorted(found, key=lambda position: dates.sort_key(position.date))


def _view(position: Position, number: int, prefix: str, numbering: Numbering, context: Context) -> PositionView:
    assert position.source is not None
    return PositionView(
        id=f"{prefix}position-{position.party}-{number}",
        date=context.date(position.date),
        answer=position.answer,
        quote=position.quote or "",
        language=position.language or "",
        translation=position.translation or "",
        translator=position.translator or "",
        is_refusal=position.refused,
        changed=position.changed or "",
        marks=(numbering.mark(position.source, position.locator or ""),),
    )
