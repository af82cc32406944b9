"""What the parties answered: the present answer, the earlier ones, and who said nothing."""

from __future__ import annotations

from contexts import cited_at
from explainer.model.fields import Question
from explainer.views import Context
from explainer.views.numbering import Numbering
from explainer.views.positions import answers_of, own_positions, positions_view, question_line, undisputed_of

QUESTION = "who-owns-it"


def test_three_parties(load_context: Context) -> None:
    """
    === dispute.yml
    title: The Strait dispute
    question: Who owns the island?
    parties:
      - {id: alba, name: Alba, colour: "#96590a"}
      - {id: borea, name: Borea, colour: "#5b4a9e"}
      - {id: isle, name: The islanders, claimant: false, colour: "#000000"}
      - {id: mediator, name: The mediator, claimant: false, colour: "#111111"}
    naming: None.
    === background/who-owns-it.md
    ---
    title: Who owns the island?
    summary: They answer differently.
    kind: question
    positions:
      - {party: isle, date: 1905, answer: They want peace., quote: Rauha., language: fi, source: paper}
      - {party: alba, date: 1902, answer: It is Alba's., quote: Ours., language: en, source: paper, locator: p. 3}
      - {party: alba, date: 1950~, answer: It was Alba's., quote: Was., language: en, source: paper, locator: p. 9}
      - {party: alba, date: 1901-05-02, answer: It will be Alba's., quote: Will., language: en, source: paper}
    ---
    """
    entry = load_context.corpus.by_id[QUESTION]
    assert isinstance(entry.fields, Question)
    numbering = Numbering(load_context)
    columns = answers_of(entry.fields, numbering, load_context)
    assert [
        (c.party, c.name, c.present.date if c.present else None, [earlier.date for earlier in c.earlier])
        for c in columns
    ] == [
        ("alba", "Alba", "about 1950", ["2 May 1901", "1902"]),
        ("borea", "Borea", None, []),
        ("isle", "The islanders", "1905", []),
    ]
    present = columns[0].present
    assert present is not None
    assert (present.answer, present.quote, present.language, present.translation) == (
        "It was Alba's.",
        "Was.",
        "en",
        "",
    )
    assert [(mark.number, cited_at(numbering)[mark.anchor]) for mark in present.marks] == [(1, "paper, p. 9")]
    ids = [view.id for c in columns for view in (*c.earlier, c.present) if view]
    assert ids == ["position-alba-1", "position-alba-2", "position-alba-3", "position-isle-1"]
    line = question_line(entry, entry.fields, load_context)
    assert [(answer.name, answer.answer, answer.date) for answer in line.answers] == [
        ("Alba", "It was Alba's.", "about 1950"),
        ("Borea", "", ""),
        ("The islanders", "They want peace.", "1905"),
    ]


def test_the_page_of_all_questions_and_that_of_a_party(load_context: Context) -> None:
    """
    === site/home.md
    ---
    title: The strait in one minute
    summary: What the dispute is about.
    questions: [who-owns-it]
    ---
    === background/a-question.md
    ---
    title: A second question?
    summary: Nobody asked.
    kind: question
    positions:
      - {party: borea, date: 1903, answer: Borea says no., quote: No., language: en, source: paper}
      - {party: borea, date: 1901, answer: Borea said yes., quote: Yes., language: en, source: paper}
    not_disputed:
      - {statement: It was asked., sources: [{source: paper, locator: p. 1}, {source: paper}]}
    ---
    """
    view = positions_view(load_context)
    assert [question.id for question in view.questions] == ["who-owns-it", "a-question"]
    second = view.questions[1]
    assert [(line.party, line.answer, line.date) for line in second.answers] == [
        ("alba", "", ""),
        ("borea", "Borea says no.", "1903"),
    ]
    assert second.parts == (
        "a-question-position-borea-1",
        "a-question-position-borea-2",
        "a-question-not-disputed",
    )
    question = load_context.corpus.by_id["a-question"].fields
    assert isinstance(question, Question)
    undisputed = undisputed_of(question, Numbering(load_context), load_context)
    assert [(u.statement, len(u.marks)) for u in undisputed] == [("It was asked.", 2)]
    own = own_positions(load_context.corpus.by_id["borea"], Numbering(load_context), load_context)
    assert [(o.title, o.page, o.answers.present and o.answers.present.date, o.has_earlier) for o in own] == [
        ("Who owns the island?", "background/who-owns-it.md#positions", None, False),
        ("A second question?", "background/a-question.md#positions", "1903", True),
    ]
    assert [o.answers.earlier for o in own] == [(), ()]
    assert own_positions(load_context.corpus.by_id["ada-lind"], Numbering(load_context), load_context) == ()
