"""The HTML of a text, with holes for what depends on the page: addresses, titles of entries, numbers of citations.

It is written as nh3 writes it, so that the gate leaves a harmless text unchanged: no `/>`, no `style`, and no
unnecessary escapes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from explainer.text.highlighting import highlighted
from explainer.text.syntax import Node, NodeKind

ATTRIBUTES_OF_EDITORS = ("id", "class", "lang", "dir", "title", "width", "height")


class Fill(StrEnum):
    """What the page puts into a hole."""

    ADDRESS = "address"
    TITLE = "title"
    CITATION = "citation"
    BOX = "box"
    """The name of a kind of box, which is the title of one that has none of its own."""
    EMBED = "embed"


@dataclass(frozen=True)
class Hole:
    """A place in the HTML that the page fills."""

    fill: Fill
    node: Node


Part = str | Hole


@dataclass(frozen=True)
class Scope:
    """How a text is adapted to a page that has several: `lower_by` moves its headings down, `prefix` begins its ids."""

    prefix: str = ""
    lower_by: int = 0


@dataclass(frozen=True)
class Writing:
    """What the HTML of a text depends on besides the text: the ids of its headings by position, and words."""

    ids: Mapping[int, str]
    scope: Scope
    back_to_text: Callable[[int], str]
    """The words of the link from a footnote, given by its number, back to the text."""


_PLAIN = {
    NodeKind.EMPHASIS: "em",
    NodeKind.STRONG: "strong",
    NodeKind.DELETE: "del",
    NodeKind.SUPERSCRIPT: "sup",
    NodeKind.SUBSCRIPT: "sub",
    NodeKind.BLOCKQUOTE: "blockquote",
    NodeKind.LIST_ITEM: "li",
    NodeKind.DEFINITION_LIST: "dl",
    NodeKind.DEFINITION_TERM: "dt",
    NodeKind.DEFINITION_DESCRIPTION: "dd",
    NodeKind.INLINE_CODE: "code",
}
_TEXTS = frozenset({NodeKind.TEXT, NodeKind.ESCAPE})


def escaped(text: str) -> str:
    """Text, escaped for a place between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\u00a0", "&nbsp;")


def attribute(name: str, value: str) -> str:
    """An attribute, with a space before it."""
    return f' {name}="{escaped(value).replace(chr(34), "&quot;")}"'


def html_of(nodes: Iterable[Node], writing: Writing) -> Iterator[tuple[Node, tuple[Part, ...]]]:
    """Each block with its HTML; the last one has the footnotes."""
    writer = _Writer(writing, tuple(nodes))
    for node in writer.nodes:
        if node.kind not in (NodeKind.FOOTNOTE_DEFINITION, NodeKind.COMMENT):
            yield node, tuple(writer.of(node))
    if writer.noted:
        yield writer.nodes[-1], tuple(writer.footnotes())


class _Writer:
    """Writes a text, and numbers its footnotes in the order in which they are first referred to."""

    def __init__(self, writing: Writing, nodes: tuple[Node, ...]) -> None:
        self.writing = writing
        self.nodes = nodes
        self.noted: dict[str, int] = {}
        self._times: dict[str, int] = {}

    def of(self, node: Node) -> Iterator[Part]:
        if node.kind in _TEXTS:
            yield escaped(node.value)
        elif node.kind in _PLAIN:
            yield from self._element(_PLAIN[node.kind], node, escaped(node.value))
        else:
            yield from _WRITERS[node.kind](self, node)

    def _children(self, node: Node) -> Iterator[Part]:
        for child in node.children:
            yield from self.of(child)

    def _element(self, name: str, node: Node, inner: str = "", more: str = "") -> Iterator[Part]:
        yield f"<{name}{more}{self._attributes(node)}>{inner}"
        yield from self._children(node)
        yield f"</{name}>"

    def _attributes(self, node: Node, *without: str) -> str:
        """The attributes that the editor wrote; an id gets the prefix of the text."""
        prefix = self.writing.scope.prefix
        return "".join(
            attribute(name, prefix + value if name == "id" else value)
            for name, value in node.attributes
            if name in ATTRIBUTES_OF_EDITORS and name not in without
        )

    # blocks

    def _paragraph(self, node: Node) -> Iterator[Part]:
        if node.get("tight"):
            yield from self._children(node)
        else:
            yield from self._element("p", node)

    def _heading(self, node: Node) -> Iterator[Part]:
        scope = self.writing.scope
        name = f"h{min(int(node.get('depth')) + scope.lower_by, 6)}"
        heading_id = attribute("id", scope.prefix + self.writing.ids[node.start])
        yield f"<{name}{heading_id}{self._attributes(node, 'id')}>"
        yield from self._children(node)
        yield f"</{name}>"

    def _embed(self, node: Node) -> Iterator[Part]:
        yield Hole(Fill.EMBED, node)

    def _list(self, node: Node) -> Iterator[Part]:
        """The list; an item keeps its number where that is no next one: `1945.` after `1905.` is a year."""
        if not node.get("ordered"):
            yield from self._element("ul", node)
            return
        start = node.get("start")
        yield f"<ol{attribute('start', start) if start != '1' else ''}{self._attributes(node)}>"
        expected, before = int(start), start
        for item in node.children:
            number = item.get("number") or before
            is_leap = int(number) > expected and number != before
            yield from self._element("li", item, more=attribute("value", number) if is_leap else "")
            expected, before = (int(number) if is_leap else expected) + 1, number
        yield "</ol>"

    def _code(self, node: Node) -> Iterator[Part]:
        code = highlighted(node.value, node.get("language"))
        yield f'<div class="highlight"><pre><code>{escaped(node.value) if code is None else code}</code></pre></div>'

    def _rule(self, node: Node) -> Iterator[Part]:
        yield "<hr>"

    def _table(self, node: Node) -> Iterator[Part]:
        head, *body = node.children
        yield "<table><thead>"
        yield from self.of(head)
        yield "</thead>"
        if body:
            yield "<tbody>"
            for row in body:
                yield from self.of(row)
            yield "</tbody>"
        yield "</table>"

    def _row(self, node: Node) -> Iterator[Part]:
        yield from self._element("tr", node)

    def _cell(self, node: Node) -> Iterator[Part]:
        align = node.get("align")
        more = attribute("align", align) if align else ""
        yield from self._element("th" if node.get("header") else "td", node, more=more)

    def _admonition(self, node: Node) -> Iterator[Part]:
        collapsible = node.get("collapsible")
        kinds = attribute("class", node.value if collapsible else f"admonition {node.value}")
        name, is_open = ("details", ' open=""' if collapsible == "open" else "") if collapsible else ("div", "")
        yield f"<{name}{kinds}{is_open}>"
        for child in node.children:
            if child.kind is NodeKind.ADMONITION_TITLE:
                element = ("summary", "") if collapsible else ("p", attribute("class", "admonition-title"))
                yield f"<{element[0]}{element[1]}>"
                yield from (self._children(child) if child.children else self._name_of_box(child))
                yield f"</{element[0]}>"
            else:
                yield from self.of(child)
        yield f"</{name}>"

    def _name_of_box(self, title: Node) -> Iterator[Part]:
        if title.value:
            yield Hole(Fill.BOX, title)

    # inside a block

    def _break(self, node: Node) -> Iterator[Part]:
        yield "<br>"

    def _soft_break(self, node: Node) -> Iterator[Part]:
        yield "\n"

    def _nothing(self, node: Node) -> Iterator[Part]:
        yield from ()

    def _link(self, node: Node) -> Iterator[Part]:
        yield '<a href="'
        yield Hole(Fill.ADDRESS, node)
        label = node.get("label")
        yield f'"{attribute("title", label) if label else ""}{self._attributes(node)}>'
        yield from self._children(node)
        yield "</a>"

    def _wiki_link(self, node: Node) -> Iterator[Part]:
        yield '<a href="'
        yield Hole(Fill.ADDRESS, node)
        yield f'"{self._attributes(node)}>'
        if node.children:
            yield from self._children(node)
        else:
            yield Hole(Fill.TITLE, node)
        yield "</a>"

    def _image(self, node: Node) -> Iterator[Part]:
        label = node.get("label")
        yield f'<img{attribute("alt", node.get("alt"))} src="'
        yield Hole(Fill.ADDRESS, node)
        yield f'"{attribute("title", label) if label else ""}{self._attributes(node)} loading="lazy">'

    def _span(self, node: Node) -> Iterator[Part]:
        names = {name for name, _ in node.attributes}
        ruby = node.get("ruby")
        yield f"<{'ruby' if ruby else 'abbr' if names == {'title'} else 'span'}{self._attributes(node)}>"
        yield from self._children(node)
        if ruby:
            yield f"<rp>(</rp><rt>{escaped(ruby)}</rt><rp>)</rp></ruby>"
        else:
            yield "</abbr>" if names == {"title"} else "</span>"

    def _citation(self, node: Node) -> Iterator[Part]:
        yield Hole(Fill.CITATION, node)

    # footnotes

    def _footnote_reference(self, node: Node) -> Iterator[Part]:
        number = self.noted.setdefault(node.value, len(self.noted) + 1)
        times = self._times[node.value] = self._times.get(node.value, 0) + 1
        label = self.writing.scope.prefix + node.value
        here = attribute("id", f"fnref{'' if times == 1 else times}:{label}")
        yield f'<sup{here}><a class="footnote-ref"{attribute("href", f"#fn:{label}")}>{number}</a></sup>'

    def footnotes(self) -> Iterator[Part]:
        """The texts of the footnotes, followed by those of footnotes that they refer to."""
        texts = {node.value: node for node in self.nodes if node.kind is NodeKind.FOOTNOTE_DEFINITION}
        yield '<div class="footnote"><hr><ol>'
        done = 0
        while done < len(self.noted):
            label = list(self.noted)[done]
            done += 1
            yield f"<li{attribute('id', f'fn:{self.writing.scope.prefix}{label}')}>"
            *above, last = texts[label].children if label in texts and texts[label].children else (None,)
            for block in above:
                yield from self.of(block) if block else ()
            yield "<p>"
            yield from (
                self._children(last) if last and last.kind is NodeKind.PARAGRAPH else self.of(last) if last else ()
            )
            yield "&nbsp;" + self._way_back(label, done) + "</p></li>"
        yield "</ol></div>"

    def _way_back(self, label: str, number: int) -> str:
        title = attribute("title", self.writing.back_to_text(number))
        full = self.writing.scope.prefix + label
        places = (f"#fnref{'' if time == 1 else time}:{full}" for time in range(1, self._times[label] + 1))
        return "".join(f'<a class="footnote-backref"{attribute("href", place)}{title}>↩</a>' for place in places)


_WRITERS: Mapping[NodeKind, Callable[[_Writer, Node], Iterator[Part]]] = {
    NodeKind.PARAGRAPH: _Writer._paragraph,
    NodeKind.HEADING: _Writer._heading,
    NodeKind.EMBED: _Writer._embed,
    NodeKind.LIST: _Writer._list,
    NodeKind.CODE: _Writer._code,
    NodeKind.THEMATIC_BREAK: _Writer._rule,
    NodeKind.TABLE: _Writer._table,
    NodeKind.TABLE_ROW: _Writer._row,
    NodeKind.TABLE_CELL: _Writer._cell,
    NodeKind.ADMONITION: _Writer._admonition,
    NodeKind.FOOTNOTE_DEFINITION: _Writer._nothing,
    NodeKind.BREAK: _Writer._break,
    NodeKind.SOFT_BREAK: _Writer._soft_break,
    NodeKind.LINK: _Writer._link,
    NodeKind.IMAGE: _Writer._image,
    NodeKind.SPAN: _Writer._span,
    NodeKind.WIKI_LINK: _Writer._wiki_link,
    NodeKind.CITATION: _Writer._citation,
    NodeKind.FOOTNOTE_REFERENCE: _Writer._footnote_reference,
    NodeKind.COMMENT: _Writer._nothing,
}
