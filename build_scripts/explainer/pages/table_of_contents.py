"""The headings of a finished page, for the list of its contents."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

_LISTED = ", ".join(f"h{level}[id]:not([data-explainer-contents=off])" for level in range(2, 7))
_NOTE_NUMBERS = "sup.cite"


@dataclass(frozen=True)
class PageHeading:
    """A heading that can be linked to. The title is plain text."""

    level: int
    id: str
    title: str


def headings_of(html: str) -> tuple[PageHeading, ...]:
    """The headings below the first level that have an id, in order, without those marked `contents: off`."""
    return tuple(
        PageHeading(int((node.tag or "")[1:]), node.attributes["id"] or "", _title_of(node.html or ""))
        for node in LexborHTMLParser(html).css(_LISTED)
    )


def _title_of(heading: str) -> str:
    tree = LexborHTMLParser(heading)
    for number in tree.css(_NOTE_NUMBERS):
        number.decompose()
    return " ".join(tree.text().split())
