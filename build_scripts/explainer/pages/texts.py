"""An editor's text on a page: its pieces put together and passed through the gate."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

from explainer.text.gate import passed
from explainer.views.entry_text import CitationPiece, DrawnPiece, FilePiece, HtmlPiece, TextPiece, TitlePiece


def text_html(
    pieces: Iterable[TextPiece],
    href: Callable[[str], str],
    marks: Callable[[Any], str],
    typeset: Callable[[str], str],
    drawn: Callable[[DrawnPiece], str],
) -> Markup:
    """The text. `href` gives the address of a target, `marks` the HTML of a citation's note numbers.

    `drawn` gives that of a piece which is a template's and stands between two parts that pass the gate.
    """

    def html_of(piece: TextPiece) -> str:
        if isinstance(piece, HtmlPiece):
            return piece.html
        if isinstance(piece, CitationPiece):
            return marks(piece.marks)
        if isinstance(piece, TitlePiece):
            return escape(typeset(piece.title))
        assert not isinstance(piece, DrawnPiece)
        return escape(href(piece.path if isinstance(piece, FilePiece) else piece.page))

    html: list[str] = []
    for is_drawn, part in groupby(pieces, lambda piece: isinstance(piece, DrawnPiece)):
        if is_drawn:
            html += (drawn(piece) for piece in part if isinstance(piece, DrawnPiece))
        else:
            html.append(passed("".join(map(html_of, part))))
    return Markup("".join(html))  # noqa: S704 - it has passed the gate
