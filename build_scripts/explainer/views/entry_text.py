"""An entry's text as pieces: HTML, and between it what depends on the page: addresses, titles, numbers of citations.

A page numbers its sources in the order in which it cites them. A source is one reference, however many locators it has.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from explainer.catalogue import Catalogue
from explainer.model.corpus import AnyEntry
from explainer.model.references import ResolvedText
from explainer.text.html import Fill, Hole, Scope, Writing, escaped, html_of
from explainer.text.link_targets import address_of
from explainer.text.syntax import Node, NodeKind
from explainer.views.charts.chart import ChartView, chart_of
from explainer.views.facsimile import FacsimileView, facsimile_of, facsimile_under
from explainer.views.numbering import Numbering
from explainer.views.parts import Context, NoteMark, page_of


@dataclass(frozen=True)
class HtmlPiece:
    """HTML that is the same on every page."""

    html: str
    kind: str = "html"


@dataclass(frozen=True)
class AddressPiece:
    """The address of a page of the site, with or without an anchor, or of an anchor on this page."""

    page: str
    kind: str = "address"


@dataclass(frozen=True)
class FilePiece:
    """The address of a file of the content, as a path there."""

    path: str
    kind: str = "file"


@dataclass(frozen=True)
class TitlePiece:
    """The title of a link's target, for a link without words of its own."""

    title: str
    kind: str = "title"


@dataclass(frozen=True)
class CitationPiece:
    marks: tuple[NoteMark, ...]
    kind: str = "citation"


_PAGES = {"timeline": "timeline", "positions": "positions", "print": "whole-explainer"}
"""The pages that a text may link to by name, besides lists, with the keys of their titles."""


@dataclass(frozen=True)
class ChartPiece:
    """A series of figures, drawn by a template; what stands before and behind it is whole HTML by itself."""

    chart: ChartView
    kind: str = "chart"


@dataclass(frozen=True)
class FacsimilePiece:
    """An article in its languages, drawn by a template below its heading."""

    facsimile: FacsimileView
    kind: str = "facsimile"


DrawnPiece = ChartPiece | FacsimilePiece
"""What a template draws between two parts of a text."""
TextPiece = HtmlPiece | AddressPiece | FilePiece | TitlePiece | CitationPiece | DrawnPiece


_ALONE = Scope()


def pieces_of(
    text: ResolvedText,
    numbering: Numbering,
    context: Context,
    scope: Scope = _ALONE,
    entry: AnyEntry | None = None,
) -> tuple[TextPiece, ...]:
    """The text's pieces in order; neighbouring ones of HTML are one. The entry is whose text it is, if it is one's."""
    ids = {heading.start: heading.id for heading in text.headings}
    back = partial(_back_from_footnote, context.words)
    filling = _Filling(text, numbering, context, scope)
    pieces: list[TextPiece] = []
    html: list[str] = []
    headings = {heading.start: heading for heading in text.headings}
    for node, parts in html_of(text.tree.children, Writing(ids, scope, back)):
        for part in parts:
            filled = HtmlPiece(part) if isinstance(part, str) else filling.fill(part)
            if isinstance(filled, HtmlPiece):
                html.append(filled.html)
                continue
            if html:
                pieces.append(HtmlPiece("".join(html)))
                html.clear()
            pieces.append(filled)
        html.append("\n")
        facsimile = facsimile_under(headings[node.start], entry) if entry and node.kind is NodeKind.HEADING else None
        if facsimile:
            view = facsimile_of(facsimile, headings[node.start].text, numbering, context)
            pieces += [HtmlPiece("".join(html)), FacsimilePiece(view)]
            html.clear()
    return (*pieces, HtmlPiece("".join(html))) if html else tuple(pieces)


def _back_from_footnote(words: Catalogue, number: int) -> str:
    return words.say("back-from-footnote", number=number)


class _Filling:
    """Fills the holes in the HTML of a text on a page."""

    def __init__(self, text: ResolvedText, numbering: Numbering, context: Context, scope: Scope) -> None:
        self._links = {link.start: link for link in text.links}
        self._citations = {citation.start: citation for citation in text.citations}
        datasets = context.corpus.dataset_by_id
        self._datasets = {embed.start: datasets[embed.dataset] for embed in text.embeds}
        self._files = {file.address: file for file in text.files}
        self._numbering = numbering
        self._context = context
        self._scope = scope

    def fill(self, hole: Hole) -> TextPiece:
        node = hole.node
        if hole.fill is Fill.BOX:
            return HtmlPiece(escaped(self._context.words.say(f"box-{node.value}")))
        if hole.fill is Fill.EMBED:
            return ChartPiece(chart_of(self._datasets[node.start], self._numbering, self._context))
        if hole.fill is Fill.CITATION:
            cited = self._citations[node.start].cited
            return CitationPiece(tuple(self._numbering.mark(c.source, c.locator, c.prefix) for c in cited))
        if node.kind is not NodeKind.WIKI_LINK:
            return self._address(node)
        link = self._links[node.start]
        if not link.target:
            words = link.words or ""
            return (
                TitlePiece(words) if hole.fill is Fill.TITLE else AddressPiece(f"#{self._scope.prefix}{link.heading}")
            )
        page, title = _page_and_title(link.target, self._context)
        fragment = f"#{link.heading}" if link.heading else ""
        return TitlePiece(title) if hole.fill is Fill.TITLE else AddressPiece(page + fragment)

    def _address(self, node: Node) -> TextPiece:
        """The address of a Markdown link or picture: a file of the content, a heading here, or another site."""
        address = address_of(node)
        file = self._files.get(address)
        if file is None:
            here = address.startswith("#")
            return AddressPiece(f"#{self._scope.prefix}{address[1:]}") if here else HtmlPiece(escaped(node.get("url")))
        entry = self._context.corpus.by_path.get(file.path)
        fragment = f"#{file.fragment}" if file.fragment else ""
        return AddressPiece(page_of(entry) + fragment) if entry else FilePiece(file.path + fragment)


def _page_and_title(target: str, context: Context) -> tuple[str, str]:
    entry = context.corpus.by_id.get(target) or context.corpus.site_text_by_id.get(target)
    if entry is not None:
        return page_of(entry), entry.title
    if target in _PAGES:
        return f"{target}.md", context.words.say(_PAGES[target])
    return f"{target}/index.md", context.words.say(f"collection-{target}")
