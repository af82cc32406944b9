"""An entry's text as pieces: Markdown as it is, links with their pages, citations with their numbers.

A page numbers its sources in the order in which it cites them; one source is one reference, however many locators.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from explainer.citations import locator_text
from explainer.model.linking import Citation, Heading, ResolvedFile, ResolvedLink, ResolvedText, Silence
from explainer.views.parts import Context, Mark, page_of

_FOOTNOTES_HERE = "\n\n///Footnotes Go Here///\n"
"""Where Python-Markdown puts the footnotes, which would otherwise stand below all that the page adds."""


@dataclass(frozen=True)
class MarkdownPiece:
    markdown: str
    kind: str = "markdown"


@dataclass(frozen=True)
class LinkPiece:
    """A link to a page of the site. `words` is the editor's Markdown, or empty: then the `title` is shown."""

    page: str
    title: str
    words: str
    kind: str = "link"


@dataclass(frozen=True)
class CitationPiece:
    marks: tuple[Mark, ...]
    kind: str = "citation"


@dataclass(frozen=True)
class FilePiece:
    """The address of a file of the content, as a path in the content."""

    path: str
    kind: str = "file"


_PAGES = {"timeline": "timeline", "positions": "positions", "print": "whole-explainer"}
"""The pages of the whole site that a text may link to, with the keys of their titles."""

_Found = ResolvedLink | Citation | ResolvedFile | Heading | Silence
Piece = MarkdownPiece | LinkPiece | CitationPiece | FilePiece


@dataclass(frozen=True)
class Use:
    """One place where a page cites a reference."""

    anchor: str
    locator: str


@dataclass(frozen=True)
class ReferenceView:
    """A line of the list of references. `entry` is HTML made by the CSL processor."""

    number: int
    id: str
    entry: str
    page: str
    url: str
    archive_url: str
    language: str
    uses: tuple[Use, ...]


@dataclass
class Numbering:
    """Numbers the sources of one page as they are cited; lives while that page's view is made."""

    context: Context
    _numbers: dict[str, int] = field(default_factory=dict)
    _uses: dict[str, list[Use]] = field(default_factory=dict)

    def mark(self, source_id: str, locator: str = "", prefix: str = "") -> Mark:
        number = self._numbers.setdefault(source_id, len(self._numbers) + 1)
        uses = self._uses.setdefault(source_id, [])
        shown = locator_text(locator, self.context.words) if locator else ""
        uses.append(Use(f"cite-{number}-{len(uses) + 1}", shown))
        note = self.context.references[source_id].note
        return Mark(number, uses[-1].anchor, f"ref-{number}", f"{note}, {shown}" if shown else note, prefix)

    def cited(self) -> tuple[str, ...]:
        """The ids of the sources cited so far, in order."""
        return tuple(self._numbers)

    def references(self) -> tuple[ReferenceView, ...]:
        return tuple(self._reference(source_id, number) for source_id, number in self._numbers.items())

    def _reference(self, source_id: str, number: int) -> ReferenceView:
        source = self.context.corpus.source_by_id[source_id]
        fields = source.fields
        return ReferenceView(
            number=number,
            id=f"ref-{number}",
            entry=self.context.references[source_id].entry,
            page=page_of(source),
            url=fields.url or fields.doi_address,
            archive_url=fields.archive_url or "",
            language=fields.language,
            uses=tuple(self._uses[source_id]),
        )


@dataclass(frozen=True)
class Scope:
    """How a text stands on a page that has several: its headings lower, the ids and labels in it with a prefix."""

    prefix: str = ""
    lower_by: int = 0

    def heading(self, markdown: str) -> str:
        """The heading's line as `Heading.source` has it, at its level here and with its id here."""
        marks, _, rest = markdown.partition(" ")
        words, sign, attributes = rest.rpartition("{: #")
        return f"{(marks + '#' * self.lower_by)[:6]} {words}{sign}{self.prefix}{attributes}"

    def markdown(self, markdown: str) -> str:
        """Other Markdown of the text, with labels of footnotes and links to its own headings as they are here."""
        return _OWN_LABEL.sub(rf"\1{self.prefix}", markdown) if self.prefix else markdown


_ALONE = Scope()
_OWN_LABEL = re.compile(r"(\[\^|\]\(#)(?=[^\s\]\[)]+[\])])")


def pieces_of(text: ResolvedText, numbering: Numbering, context: Context, scope: Scope = _ALONE) -> tuple[Piece, ...]:
    """The text's pieces in order."""
    source = text.body.text
    found: list[_Found] = [*text.links, *text.citations, *text.headings, *text.files, *text.silences]
    found.sort(key=lambda item: (item.start, -item.end))
    pieces: list[Piece] = []
    at = 0
    headings_end = 0
    for item in found:
        if isinstance(item, Heading):
            pieces.append(MarkdownPiece(scope.markdown(source[at : item.start])))
            pieces += _heading(item, text, numbering, context, scope)
            at = headings_end = item.end
        elif item.start >= max(at, headings_end):
            pieces.append(MarkdownPiece(scope.markdown(source[at : item.start])))
            if not isinstance(item, Silence):
                pieces.append(_piece(item, numbering, context, scope))
            at = item.end
    pieces.append(MarkdownPiece(scope.markdown(source[at:])))
    if text.has_footnotes and scope is _ALONE:
        pieces.append(MarkdownPiece(_FOOTNOTES_HERE))
    return tuple(piece for piece in pieces if not isinstance(piece, MarkdownPiece) or piece.markdown)


def _heading(heading: Heading, text: ResolvedText, numbering: Numbering, context: Context, scope: Scope) -> list[Piece]:
    """The heading's line with its id; what it links and cites is replaced as elsewhere."""
    whole = text.body.text[heading.start : heading.end]
    found: list[ResolvedLink | Citation] = [*text.links, *text.citations]
    inside = [item for item in found if heading.start <= item.start < heading.end]
    inside.sort(key=lambda item: item.start)
    rewritten = scope.heading(heading.source)
    pieces: list[Piece] = []
    for item in inside:
        written = whole[item.start - heading.start : item.end - heading.start]
        before, _, rewritten = rewritten.partition(written)
        pieces += [MarkdownPiece(before), _piece(item, numbering, context, scope)]
    return [*pieces, MarkdownPiece(rewritten)]


def _piece(item: ResolvedLink | Citation | ResolvedFile, numbering: Numbering, context: Context, scope: Scope) -> Piece:
    if isinstance(item, Citation):
        return CitationPiece(tuple(numbering.mark(c.source, c.locator, c.prefix) for c in item.cited))
    if isinstance(item, ResolvedFile):
        file = context.corpus.by_path.get(item.path)
        page = page_of(file) if file else item.path
        return FilePiece(f"{page}#{item.fragment}" if item.fragment else page)
    if not item.target:
        return LinkPiece(f"#{scope.prefix}{item.heading}", item.words or "", item.words or "")
    fragment = f"#{item.heading}" if item.heading else ""
    page, title = _page_and_title(item.target, context)
    return LinkPiece(page + fragment, title, item.words or "")


def _page_and_title(target: str, context: Context) -> tuple[str, str]:
    entry = context.corpus.by_id.get(target) or context.corpus.site_text_by_id.get(target)
    if entry is not None:
        return page_of(entry), entry.title
    if target in _PAGES:
        return f"{target}.md", context.words.say(_PAGES[target])
    return f"{target}/index.md", context.words.say(f"collection-{target}")
