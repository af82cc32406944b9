"""What the parties answered to a question: for each party its present answer and its earlier ones."""

from __future__ import annotations

from dataclasses import dataclass

from explainer import dates
from explainer.model.corpus import AnyEntry
from explainer.model.fields import Position, Question
from explainer.views.parts import Context, Mark, page_of
from explainer.views.text import Numbering


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


def answers_of(question: Question, numbering: Numbering, context: Context) -> tuple[PartyAnswers, ...]:
    """A column for every claimant, and for every other party that answered."""
    columns: list[PartyAnswers] = []
    for party in context.corpus.dispute.parties:
        positions = _in_time(question, party.id)
        if positions or party.claimant:
            present = _view(positions[-1], len(positions), numbering, context) if positions else None
            earlier = tuple(_view(p, n, numbering, context) for n, p in enumerate(positions[:-1], start=1))
            columns.append(PartyAnswers(party.id, party.name, present, earlier))
    return tuple(columns)


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


def _view(position: Position, number: int, numbering: Numbering, context: Context) -> PositionView:
    assert position.source is not None
    return PositionView(
        id=f"position-{position.party}-{number}",
        date=context.date(position.date),
        answer=position.answer,
        quote=position.quote,
        language=position.language,
        translation=position.translation or "",
        translator=position.translator or "",
        marks=(numbering.mark(position.source, position.locator or ""),),
    )
