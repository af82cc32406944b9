"""The page of the whole explainer for paper: the numbers of pages in its contents, and the heads that run over them.

Chromium knows neither `target-counter` nor `string-set`. So the page is printed, the places of its parts are read from
the PDF, and it is printed again with their numbers; each part has pages of its own name, whose head names it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

STYLE = "/assets/explainer/paper.css"
"""Where the page finds its style sheet while it is printed."""
_NUMBER = "data-page"
_HEAD = re.compile(r"<title>.*?</title>", re.DOTALL)


class PaperPage:
    """A page as it is printed."""

    def __init__(self, page: str) -> None:
        self._tree = LexborHTMLParser(page)
        links = self._tree.css("[data-explainer=contents] a[href^='#']")
        self._lines = {unquote(link.attributes["href"] or "")[1:]: link.parent for link in links}
        heading = self._tree.css_first("[data-explainer=cover] h1")
        self._title = _text_of(heading) if heading else ""

    @property
    def anchors(self) -> frozenset[str]:
        """The places that the contents lead to."""
        return frozenset(self._lines)

    def html(self, numbers: Mapping[str, int]) -> str:
        """The page with these numbers in its contents. Their room is kept where one is not known yet."""
        for anchor, line in self._lines.items():
            if line is not None:
                line.attrs[_NUMBER] = str(numbers.get(anchor, ""))
        head = f'<link rel="stylesheet" href="{STYLE}" media="print">'
        if self._title:
            head += f"<title>{html.escape(self._title)}</title>"
        return _HEAD.sub(lambda match: head if self._title else match[0] + head, self._tree.html or "", count=1)

    @property
    def style(self) -> str:
        """The running heads: the title on the one side, the part on the other."""
        return "\n".join(self._rules()) + "\n"

    def _rules(self) -> Iterator[str]:
        yield f"@page {{ @top-left {{ content: {_string(self._title)}; }} }}"
        yield "@page :first { @top-left { content: none; } }"
        for number, heading in enumerate(self._tree.css("[data-explainer=part]")):
            place = f"[id={_string(heading.attributes.get('id') or '')}]"
            yield f"@page part-{number} {{ @top-right {{ content: {_string(_text_of(heading))}; }} }}"
            yield f"{place}, {place} ~ * {{ page: part-{number}; }}"


def _text_of(node: LexborNode) -> str:
    return " ".join(node.text().split())


def _string(text: str) -> str:
    """The text as a string of CSS. All but letters and digits is escaped, so that nothing in it ends the string."""
    return '"' + re.sub(r"[^a-zA-Z0-9]", lambda match: f"\\{ord(match[0]):x} ", text) + '"'


def pages_of(pdf: Path, anchors: frozenset[str]) -> Mapping[str, int]:
    """The pages, counted from one, on which these places of the printed document are."""
    from pypdf import PdfReader  # noqa: PLC0415 - only printing reads a PDF

    reader = PdfReader(pdf)
    found = {unquote(name.removeprefix("/")): place for name, place in reader.named_destinations.items()}
    pages = ((anchor, reader.get_destination_page_number(found[anchor])) for anchor in anchors & found.keys())
    return {anchor: page + 1 for anchor, page in pages if page is not None}
