"""A text's pieces, and the numbers of its sources."""

from __future__ import annotations

from dataclasses import replace

import pytest

from explainer.text.html import Scope
from explainer.views import Context
from explainer.views.entry_text import (
    AddressPiece,
    ChartPiece,
    CitationPiece,
    FacsimilePiece,
    FilePiece,
    HtmlPiece,
    TextPiece,
    TitlePiece,
    pieces_of,
)
from explainer.views.numbering import Numbering


def shown(piece: TextPiece) -> object:
    match piece:
        case HtmlPiece(html):
            return html
        case AddressPiece(page):
            return (page,)
        case TitlePiece(title):
            return {title}
        case CitationPiece(marks):
            return [(mark.number, mark.anchor, mark.target, mark.prefix) for mark in marks]
        case FilePiece():
            return piece.path
        case ChartPiece() | FacsimilePiece():
            return piece.kind


def test_pieces_and_numbers(load_context: Context) -> None:
    """
    === sources/log.md
    ---
    title: The log
    type: book
    language: en
    perspective: alba
    level: primary
    URL: https://example.org/log
    ---
    === background/harbour.png
    a picture
    === background/island.md
    ---
    title: The island
    summary: A small island.
    kind: place
    ---
    ## On [[alba]][@log]

    One[@paper, p. 3] and [two](harbour.png "title")[see @log; @paper, 4-5] of [[#on-alba|this]], `[[alba]]`.
    """
    numbering = Numbering(load_context)
    pieces = pieces_of(load_context.links.texts["background/island.md"], numbering, load_context)
    assert [shown(piece) for piece in pieces] == [
        '<h2 id="on-alba">On <a href="',
        ("actors/alba.md",),
        '">',
        {"Alba"},
        "</a>",
        [(1, "cite-1-1", "ref-1", "")],
        "</h2>\n<p>One",
        [(2, "cite-2-1", "ref-2", "")],
        ' and <a href="',
        "background/harbour.png",
        '" title="title">two</a>',
        [(1, "cite-1-2", "ref-1", "see"), (2, "cite-2-2", "ref-2", "")],
        ' of <a href="',
        ("#on-alba",),
        '">this</a>, <code>[[alba]]</code>.</p>\n',
    ]
    assert numbering.cited() == ("log", "paper")
    references = [
        (r.number, r.id, r.page, r.url, [(use.anchor, use.locator) for use in r.uses]) for r in numbering.references()
    ]
    assert references == [
        (1, "ref-1", "sources/log.md", "https://example.org/log", [("cite-1-1", ""), ("cite-1-2", "")]),
        (2, "ref-2", "sources/paper.md", "", [("cite-2-1", "p. 3"), ("cite-2-2", "pp. 4–5")]),
    ]


def test_no_page_shows_the_comments_for_the_checker(load_context: Context) -> None:
    """
    === background/island.md
    ---
    title: The island
    summary: A small island.
    kind: place
    ---
    Held,<!-- wording: a reason --> they say.

    ## The [[alba]] law <!-- wording: its name -->

    `<!-- wording: shown -->`[^1] <!-- a note -->

    [^1]: Held.<!-- wording: a reason -->
    """
    numbering = Numbering(load_context)
    pieces = pieces_of(load_context.links.texts["background/island.md"], numbering, load_context)
    assert [shown(piece) for piece in pieces] == [
        '<p>Held, they say.</p>\n<h2 id="the-alba-law">The <a href="',
        ("actors/alba.md",),
        '">',
        {"Alba"},
        "</a> law </h2>\n<p><code>&lt;!-- wording: shown --&gt;</code>"
        '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup> </p>\n'
        '<div class="footnote"><hr><ol><li id="fn:1"><p>Held.&nbsp;'
        '<a class="footnote-backref" href="#fnref:1" title="Back to note 1 in the text">↩</a></p></li></ol></div>\n',
    ]


def test_a_text_among_others_has_lower_headings_and_ids_of_its_own(load_context: Context) -> None:
    """
    === background/island.md
    ---
    title: The island
    summary: A small island.
    kind: place
    ---
    ## A [word]{#own}

    ##### Deep

    See [there](#own) and [[#a-word|here]].[^1]

    [^1]: A note.
    """
    text = load_context.links.texts["background/island.md"]
    pieces = pieces_of(text, Numbering(load_context), load_context, Scope("entry-a--", lower_by=2))
    html = "".join(piece.html if isinstance(piece, HtmlPiece) else str(shown(piece)) for piece in pieces)
    assert html == (
        '<h4 id="entry-a--a-word">A <span id="entry-a--own">word</span></h4>\n<h6 id="entry-a--deep">Deep</h6>\n'
        """<p>See <a href="('#entry-a--own',)">there</a> and <a href="('#entry-a--a-word',)">here</a>."""
        '<sup id="fnref:entry-a--1"><a class="footnote-ref" href="#fn:entry-a--1">1</a></sup></p>\n'
        '<div class="footnote"><hr><ol><li id="fn:entry-a--1"><p>A note.&nbsp;<a class="footnote-backref" '
        'href="#fnref:entry-a--1" title="Back to note 1 in the text">↩</a></p></li></ol></div>\n'
    )


def test_a_box_without_a_title_is_called_by_its_kind_in_the_words_of_the_site(
    load_context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    === background/island.md
    ---
    title: The island
    summary: A small island.
    kind: place
    ---
    > [!IMPORTANT]
    > One.

    !!! Note
        Two.

    ??? tip
        Three.

    !!! note "In [[alba]]"
        Four.

    !!! note ""
        Five.

    > [!caution]
    > Six.
    """
    words = load_context.words
    phrases = {**words._phrases, "box-important": ("Wichtig",), "box-note": ("Merke <es>",), "box-tip": ("Rat",)}
    monkeypatch.setitem(vars(load_context), "words", replace(words, _phrases=phrases))
    pieces = pieces_of(load_context.links.texts["background/island.md"], Numbering(load_context), load_context)
    assert [shown(piece) for piece in pieces] == [
        '<div class="admonition info"><p class="admonition-title">Wichtig</p><p>One.</p></div>\n'
        '<div class="admonition note"><p class="admonition-title">Merke &lt;es&gt;</p><p>Two.</p></div>\n'
        '<details class="tip"><summary>Rat</summary><p>Three.</p></details>\n'
        '<div class="admonition note"><p class="admonition-title">In <a href="',
        ("actors/alba.md",),
        '">',
        {"Alba"},
        "</a></p><p>Four.</p></div>\n"
        '<div class="admonition note"><p>Five.</p></div>\n'
        '<div class="admonition danger"><p class="admonition-title">Caution</p><p>Six.</p></div>\n',
    ]
