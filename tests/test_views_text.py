"""A text's pieces, and the numbers of its sources."""

from __future__ import annotations

from explainer.views import Context
from explainer.views.text import CitationPiece, FilePiece, LinkPiece, MarkdownPiece, Numbering, Piece, pieces_of


def shown(piece: Piece) -> object:
    match piece:
        case MarkdownPiece(markdown):
            return markdown
        case LinkPiece(page, title, words):
            return (page, title, words)
        case CitationPiece(marks):
            return [(mark.number, mark.anchor, mark.target, mark.note, mark.prefix) for mark in marks]
        case FilePiece():
            return piece.path


def test_pieces_and_numbers(load_context: Context) -> None:
    """
    === sources/log.md
    ---
    title: The log
    type: book
    language: en
    perspective: alba
    level: primary
    url: null
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
        "\n",
        "## On ",
        ("actors/alba.md", "Alba", ""),
        [(1, "cite-1-1", "ref-1", "The log", "")],
        " {: #on-alba }",
        "\n\nOne",
        [(2, "cite-2-1", "ref-2", "The Strait Papers, 1910, p. 3", "")],
        " and [two](",
        "background/harbour.png",
        ' "title")',
        [(1, "cite-1-2", "ref-1", "The log", "see"), (2, "cite-2-2", "ref-2", "The Strait Papers, 1910, pp. 4–5", "")],
        " of ",
        ("#on-alba", "this", "this"),
        ", `[[alba]]`.\n",
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
        "\nHeld,",
        " they say.\n\n",
        "## The ",
        ("actors/alba.md", "Alba", ""),
        " law {: #the-alba-law }",
        "\n\n`<!-- wording: shown -->`[^1] <!-- a note -->\n\n[^1]: Held.",
        "\n",
        "\n\n///Footnotes Go Here///\n",
    ]
