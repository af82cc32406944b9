"""Kinds and roles of a dispute's own, as readers see them, and positions of whoever is no state."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from contexts import context_of
from explainer.cli.commands import main
from explainer.editor_settings import cms
from explainer.model.fields import Question
from explainer.pages import Settings
from explainer.pipeline import check, compile_site
from explainer.problems import errors_of
from explainer.views import Context
from explainer.views.backlinks import backlinks_of
from explainer.views.infobox import rows_of
from explainer.views.lists import index_views
from explainer.views.numbering import Numbering
from explainer.views.parts import card_of
from explainer.views.positions import answers_of
from folders import THEME, lines_of, written

OWN = {
    "dispute.yml": """title: The lemma
question: Who found it?
naming: "[[1700-out]]"
parties:
  - {id: newton, name: Newton, actor: newton, colour: "#96590a"}
  - {id: society, name: The Society, actor: society, claimant: false, colour: "#5b4a9e"}
vocabulary:
  events: [{id: excommunication, title: "Excommunication {x}"}]
  roles: [{id: heretic, title: heretic, backlink: Heretic in}]
  actors: [{id: academy, title: Academy, plural: Academies}]
  background: [{id: theorem, title: Theorem, plural: Theorems}]
""",
    "site/home.md": "---\ntitle: T\nsummary: S.\n---\n\n[[lemma]]\n",
    "actors/newton.md": """---
title: Newton
summary: A mathematician.
kind: person
names:
  - {name: Sir Isaac, language: en, from: 1705}
  - {name: Isaac, language: en, to: 1705}
---

He wrote.
""",
    "actors/society.md": "---\ntitle: The Society\nsummary: It judged.\nkind: academy\n---\n\nIt met.\n",
    "background/lemma.md": "---\ntitle: The lemma\nsummary: It holds.\nkind: theorem\n---\n\nIt holds.\n",
    "background/who.md": """---
title: Who found it?
summary: Two answers.
kind: question
positions:
  - {party: newton, date: 1712, answer: It sent the letter back., refused: true, source: paper}
  - party: society
    date: 1712
    answer: Newton.
    quote: Mr. Newton was the first.
    language: en
    changed: Until 1711 it had named both.
    source: paper
---

See [[lemma]].
""",
    "events/1700-out.md": """---
title: Out
summary: He had to go.
date: 1700
kind: excommunication
weight: 3
actors: [{actor: newton, role: heretic}, {actor: society, role: judge}]
---

Out.[@paper] See [[who]].
""",
    "sources/paper.md": (
        "---\ntitle: P\ntype: book\nlanguage: en\nperspective: scholarly\nlevel: secondary\n---\n\nA book.\n"
    ),
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return written(tmp_path / "content", OWN, base=False)


@pytest.fixture
def context(content: Path) -> Context:
    checked = check(content)
    assert lines_of(checked.problems) == []
    return context_of(checked)


def test_readers_see_the_words_of_the_dispute(context: Context) -> None:
    corpus = context.corpus
    assert card_of(corpus.by_id["1700-out"], context).kind == "Excommunication {x}"
    rows = {
        row.name: [value.note for value in row.values]
        for row in rows_of(corpus.by_id["1700-out"], Numbering(context), context)
    }
    assert rows["actors"] == ["heretic", "judge"]
    titles = [group.title for group in backlinks_of(corpus.by_id["newton"], context)]
    assert "Heretic in" in titles
    assert "Judge in" in [group.title for group in backlinks_of(corpus.by_id["society"], context)]
    lists = {later.page: later.make() for later in index_views(context)}
    assert [group.title for group in lists["background/index.md"].groups] == ["Questions", "Theorems"]
    kinds = [below.title for group in lists["actors/index.md"].groups for below in group.groups]
    assert kinds == ["Persons", "Academies"]


def test_a_name_says_when_it_was_the_name(context: Context) -> None:
    rows = {row.name: row.values for row in rows_of(context.corpus.by_id["newton"], Numbering(context), context)}
    assert [(value.text, value.note) for value in rows["names"]] == [
        ("Sir Isaac", "from 1705"),
        ("Isaac", "until 1705"),
    ]


def test_a_body_that_is_no_state_answers_and_a_refusal_is_shown_as_one(context: Context, content: Path) -> None:
    question = context.corpus.by_id["who"].fields
    assert isinstance(question, Question)
    newton, society = answers_of(question, Numbering(context), context)
    assert newton.present is not None
    assert (newton.present.is_refusal, newton.present.quote) == (True, "")
    assert society.present is not None
    assert society.present.changed == "Until 1711 it had named both."
    html = compile_site(content, THEME, Settings()).pages.at("background/who.md").html
    assert "Refused to answer" in html
    assert "Changed with this: Until 1711 it had named both." in html
    assert html.count("<blockquote") == 1


def test_new_takes_the_kinds_of_the_dispute(content: Path) -> None:
    given = ["--title", "Again", "--summary", "S.", "--date", "1701", "--weight", "1", "--content", str(content)]
    result = CliRunner().invoke(main, ["new", "event", "--kind", "excommunication", "--id", "1701-again", *given])
    assert (result.exit_code, result.stderr) == (0, "")
    result = CliRunner().invoke(main, ["new", "event", "--kind", "excomunication", "--id", "1701-more", *given])
    assert result.exit_code == 2
    assert "exhibition, excommunication. Did you mean 'excommunication'?" in result.stderr


def test_the_form_offers_them(content: Path) -> None:
    config = cms.config(check(content).corpus.dispute, cms.RepositoryFolder("a/b", "content", "https://e.org/"))
    events = next(one for one in config["collections"] if one["name"] == "events")
    kind = next(one for one in events["fields"] if one["name"] == "kind")
    assert {"label": "Excommunication {x}", "value": "excommunication"} in kind["options"]


def test_a_broken_dispute_file_makes_no_kind_wrong(content: Path) -> None:
    (content / "dispute.yml").write_text("title: [\n", "utf-8")
    assert {problem.path for problem in errors_of(check(content).problems)} == {"dispute.yml"}
