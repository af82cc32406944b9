"""The texts of the site: the home page, the method page, and a page that is nothing but text."""

from __future__ import annotations

from explainer.views import Context
from explainer.views.site_texts import HomeView, MethodView, SiteTextView, text_view


def view_of(text: str, context: Context) -> SiteTextView:
    return text_view(context.corpus.site_text_by_id[text], context)


def test_home_leads_to_all_that_is_there(load_context: Context) -> None:
    """
    === site/home.md
    ---
    title: The Strait dispute
    summary: What it is about.
    questions: [who-owns-it]
    start_here: [{entry: 1900-talks, reason: It began there.}]
    ---

    Two states claim one island.
    """
    home = view_of("home", load_context)
    assert isinstance(home, HomeView)
    assert home.crumbs == ()
    assert home.question == "Who owns the island in the strait?"
    assert [question.title for question in home.questions] == ["Who owns the island?"]
    assert [(card.page, card.note) for card in home.start_here] == [("events/1900-talks.md", "It began there.")]
    assert [card.page for card in home.newest] == ["events/1900-talks.md"]
    assert [(value.text, value.page) for value in home.counts] == [
        ("1 event", "events/index.md"),
        ("3 actors", "actors/index.md"),
        ("3 background entries", "background/index.md"),
        ("1 source", "sources/index.md"),
    ]


def test_home_answers_what_a_stranger_asks_first(load_context: Context) -> None:
    """
    === site/home.md
    ---
    title: The Strait dispute
    summary: What it is about.
    headline: Two states claim one island
    answers:
      - id: what
        question: What is it?
        answer: An island in the strait.
        sources: [{source: paper, locator: p. 3}]
        entry: island
      - id: sides
        question: What does each side say?
        sides:
          - {party: alba, answer: Alba says that it lit the lamp., sources: [{source: paper}]}
          - {party: borea, answer: Borea says that it built it., sources: [{source: notes}]}
    ---

    It is small.[@notes]
    === site/about.md
    ---
    {title: About us, summary: Who we are.}
    ---
    === sources/notes.md
    ---
    {title: Notes, type: book, issued: 1911, language: en, perspective: alba, level: primary}
    ---
    """
    home = view_of("home", load_context)
    assert isinstance(home, HomeView)
    assert (home.title, home.headline) == ("The Strait dispute", "Two states claim one island")
    what, sides = home.answers
    assert (what.question, what.answer, what.page) == (
        "What is it?",
        "An island in the strait.",
        "background/island.md",
    )
    assert [mark.number for mark in what.marks] == [1]
    assert (sides.answer, sides.page) == ("", "")
    assert [(side.party, side.name, side.answer) for side in sides.sides] == [
        ("alba", "Alba", "Alba says that it lit the lamp."),
        ("borea", "Borea", "Borea says that it built it."),
    ]
    assert [mark.number for side in sides.sides for mark in side.marks] == [1, 2]
    assert [reference.page for reference in home.references] == ["sources/paper.md", "sources/notes.md"]
    assert [(value.text, value.page) for value in home.about] == [("About us", "about.md")]


def test_home_without_a_headline_is_headed_by_its_title(load_context: Context) -> None:
    """
    === site/home.md
    ---
    {title: The Strait dispute, summary: What it is about.}
    ---
    """
    home = view_of("home", load_context)
    assert isinstance(home, HomeView)
    assert (home.headline, home.answers, home.about) == ("The Strait dispute", (), ())


def test_method_has_the_naming_policy_and_the_sources_counted(load_context: Context) -> None:
    """
    === site/method.md
    ---
    {title: Method, summary: How this is made.}
    ---

    We read everything.
    """
    method = view_of("method", load_context)
    assert isinstance(method, MethodView)
    assert method.naming != ()
    assert [(value.text, value.note) for value in method.perspectives] == [("Scholarly", "1")]


def test_any_other_is_text_alone(load_context: Context) -> None:
    """
    === site/method.md
    ---
    {title: Method, summary: How this is made.}
    ---
    === site/thanks.md
    ---
    {title: Thanks, summary: To whom.}
    ---

    To [[ada-lind]].[@paper]
    """
    thanks = view_of("thanks", load_context)
    assert type(thanks) is SiteTextView
    assert (thanks.page, thanks.collection, thanks.title, thanks.summary) == ("thanks.md", "site", "Thanks", "To whom.")
    assert [(crumb.title, crumb.page) for crumb in thanks.crumbs] == [("Home", "index.md")]
    assert [reference.page for reference in thanks.references] == ["sources/paper.md"]
    assert thanks.search_record is not None
