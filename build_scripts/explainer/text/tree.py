"""From the parser's tokens to the tree of a text, typeset, with positions and attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from markdown_it.token import Token

from explainer.problems import Code
from explainer.text.attributes import KINDS_OF_ADMONITION, KINDS_OF_ALERT, Attributes, attributes_in, misuse
from explainer.text.markdown_rules import ATTRIBUTES
from explainer.text.source_spans import Places, places_of
from explainer.text.syntax import Fault, Node, NodeKind, ParsedText, line_starts
from explainer.text.typography import Quotes, typeset

_PAIRS = {
    "paragraph": NodeKind.PARAGRAPH,
    "heading": NodeKind.HEADING,
    "blockquote": NodeKind.BLOCKQUOTE,
    "bullet_list": NodeKind.LIST,
    "ordered_list": NodeKind.LIST,
    "list_item": NodeKind.LIST_ITEM,
    "table": NodeKind.TABLE,
    "tr": NodeKind.TABLE_ROW,
    "th": NodeKind.TABLE_CELL,
    "td": NodeKind.TABLE_CELL,
    "dl": NodeKind.DEFINITION_LIST,
    "dt": NodeKind.DEFINITION_TERM,
    "dd": NodeKind.DEFINITION_DESCRIPTION,
    "admonition": NodeKind.ADMONITION,
    "alert": NodeKind.ADMONITION,
    "admonition_title": NodeKind.ADMONITION_TITLE,
    "alert_title": NodeKind.ADMONITION_TITLE,
    "footnote_reference": NodeKind.FOOTNOTE_DEFINITION,
    "em": NodeKind.EMPHASIS,
    "strong": NodeKind.STRONG,
    "s": NodeKind.DELETE,
    "sup": NodeKind.SUPERSCRIPT,
    "sub": NodeKind.SUBSCRIPT,
    "link": NodeKind.LINK,
    "span": NodeKind.SPAN,
    "wiki_link": NodeKind.WIKI_LINK,
}
_SINGLE = {
    "fence": NodeKind.CODE,
    "code_block": NodeKind.CODE,
    "hr": NodeKind.THEMATIC_BREAK,
    "comment": NodeKind.COMMENT,
    "embed": NodeKind.EMBED,
    "text": NodeKind.TEXT,
    "text_special": NodeKind.ESCAPE,
    "code_inline": NodeKind.INLINE_CODE,
    "hardbreak": NodeKind.BREAK,
    "softbreak": NodeKind.SOFT_BREAK,
    "image": NodeKind.IMAGE,
    "citation": NodeKind.CITATION,
    "footnote_reference": NodeKind.FOOTNOTE_REFERENCE,
}
_MARKS = {
    NodeKind.HEADING: re.compile(r"(?<!#)#{1,6}"),
    NodeKind.BLOCKQUOTE: re.compile(">"),
    NodeKind.LIST_ITEM: re.compile(r"\d{1,9}[.)]|[-*+]"),
    NodeKind.DEFINITION_DESCRIPTION: re.compile("[:~]"),
    NodeKind.TABLE: re.compile(r"\|"),
    NodeKind.ADMONITION: re.compile(r"!!!|\?\?\?|>"),
    NodeKind.FOOTNOTE_DEFINITION: re.compile(r"\[\^"),
}
"""The beginnings of blocks that have a mark; the last one before the block's content belongs to the block."""
_TAKES_ATTRIBUTES = frozenset(
    {
        NodeKind.EMPHASIS,
        NodeKind.STRONG,
        NodeKind.DELETE,
        NodeKind.SUPERSCRIPT,
        NodeKind.SUBSCRIPT,
        NodeKind.LINK,
        NodeKind.SPAN,
    }
    | {NodeKind.WIKI_LINK, NodeKind.INLINE_CODE, NodeKind.IMAGE}
)
_DEFINITION = re.compile(r"\]:[ \t]*+\n?[ \t>]*+(?:<(?P<angled>[^<>\n]*+)>|(?P<plain>[^\s<][^\s]*+))")
_MAX_DEPTH = 40


def tree_of(text: str, tokens: Sequence[Token], env: Mapping[str, Any], quotes: Quotes) -> ParsedText:
    """The tree of a text, from the parser's tokens and what its rules noted."""
    builder = _Builder(text, env, quotes)
    for token in tokens:
        builder.take(token)
    faults = sorted([*env.get("faults", ()), *builder.faults], key=lambda fault: fault.position)
    return ParsedText(text, tuple(builder.stack[0].children), tuple(faults), tuple(builder.definitions()))


@dataclass
class _Open:
    """A node whose end has not been reached yet."""

    kind: NodeKind
    token: Token | None
    start: int
    children: list[Node] = field(default_factory=list)


class _Builder:
    """Builds the tree of one text from its tokens, in order."""

    def __init__(self, text: str, env: Mapping[str, Any], quotes: Quotes) -> None:
        self.text = text
        self.env = env
        self.quotes = quotes
        self.starts = line_starts(text)
        self.stack = [_Open(NodeKind.PARAGRAPH, None, 0)]
        self.faults: list[Fault] = []
        self._before = " "
        self._flattened: list[NodeKind] = []

    def take(self, token: Token) -> None:
        """Takes in the next token of a block."""
        if token.type == "inline":
            self._inside(token)
            return
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name in _PAIRS and token.nesting > 0:
            self.stack.append(_Open(_PAIRS[name], token, -1))
        elif name in _PAIRS:
            self._close_block()
        elif name in _SINGLE:
            start, end = token.meta["at"] if "at" in token.meta else self._lines(token)
            self._add(Node(_SINGLE[name], start, end, (), token.content, _block_attributes(token)))
            if name == "fence" and not self._is_closed(token):
                message = "the code block that begins here is never closed"
                self.faults.append(Fault(start, Code.UNCLOSED_CODE, message))

    def _is_closed(self, fence: Token) -> bool:
        first, last = fence.map or (0, 1)
        end = self.text[self.starts[last - 1] : self.starts[last] - 1].strip(" \t>")
        return last - first > 1 and end.startswith(fence.markup) and not end.strip(fence.markup[0])

    def _lines(self, token: Token) -> tuple[int, int]:
        """The lines of a code block or a rule, without the space before them and the line end after them."""
        first, last = token.map or (0, 1)
        start, end = self.starts[first], self.starts[min(last, len(self.starts) - 1)] - 1
        written = self.text[start:end]
        if token.type == "hr":
            rule = written.rstrip()[len(written.rstrip(" \t" + token.markup[0])) :].lstrip()
            return start + len(written.rstrip()) - len(rule), start + len(written.rstrip())
        mark = written.find(token.markup) if token.markup else len(written) - len(written.lstrip())
        return start + max(mark, 0), start + len(written.rstrip("\n"))

    def _close_block(self) -> None:
        done = self.stack.pop()
        assert done.token is not None
        children, attributes = tuple(done.children), _block_attributes(done.token)
        if done.kind in (NodeKind.HEADING, NodeKind.PARAGRAPH):
            children, written = self._attributes_at_end(children, done.kind)
            attributes += written
        start, end = self._block_span(done)
        if done.kind is NodeKind.ADMONITION and _block_value(done.token) not in KINDS_OF_ADMONITION:
            kind = _block_value(done.token)
            message = f"'{kind[:40]}' is not a kind of box"
            hint = f"Write one of {', '.join(KINDS_OF_ADMONITION)}"
            self.faults.append(Fault(start, Code.BAD_ATTRIBUTE, message, hint, kind))
        value = self._title_of_kind() if done.kind is NodeKind.ADMONITION_TITLE else _block_value(done.token)
        self._add(Node(done.kind, start, end, children, value, attributes))

    def _title_of_kind(self) -> str:
        """The kind of the open box, which is the title of one without words of its own; empty if it is no kind."""
        box = self.stack[-1].token
        kind = _kind_of_box(box) if box else ""
        return kind if kind in (*KINDS_OF_ADMONITION, *KINDS_OF_ALERT) else ""

    def _block_span(self, done: _Open) -> tuple[int, int]:
        """The position of a block, from its mark, if it has one, to the end of its content."""
        first, last = (done.token and done.token.map) or (0, 1)
        line, line_end = self.starts[first], self.starts[first + 1] - 1
        start = done.start if done.start >= 0 else min((child.start for child in done.children), default=line_end)
        end = max((child.end for child in done.children), default=start)
        if done.kind is NodeKind.HEADING and done.token and done.token.map:
            end = self.starts[done.token.map[1]] - 1
            end -= len(self.text[start:end]) - len(self.text[start:end].rstrip())
        mark = _MARKS.get(done.kind)
        if done.kind is NodeKind.HEADING:
            end = max(
                end, self.starts[last - 1] + len(self.text[self.starts[last - 1] : self.starts[last] - 1].rstrip())
            )
            mark = mark if done.token and done.token.markup.startswith("#") else None
        marks = [*mark.finditer(self.text, line, min(max(start, line + 1), line_end))] if mark else []
        if marks:
            start, end = marks[-1].start(), max(end, marks[-1].end())
        return start, max(end, start)

    def _attributes_at_end(self, children: tuple[Node, ...], kind: NodeKind) -> tuple[tuple[Node, ...], Attributes]:
        """The children of a block, without the attributes at its end, and these attributes.

        In a paragraph they are on a line of their own.
        """
        last = children[-1] if children else None
        if last is None or last.kind is not NodeKind.TEXT:
            return children, ()
        written = self.text[last.start : last.end].rstrip(" \t")
        opening = written.rfind("{")
        found = ATTRIBUTES.fullmatch(written, max(opening, 0))
        is_alone = opening == 0 and len(children) > 1 and children[-2].kind is NodeKind.SOFT_BREAK
        if found is None or not (is_alone or (kind is NodeKind.HEADING and written[:opening].endswith((" ", "\t")))):
            return children, ()
        attributes = self._read_attributes(found["inner"], last.start + opening)
        if attributes is None:
            return children, ()
        before = replace(last, end=last.start + opening, value=last.value[: last.value.rfind("{")].rstrip())
        kept = children[:-2] if is_alone else children[:-1]
        return (*kept, before) if before.value else kept, attributes

    def _read_attributes(self, inner: str, position: int) -> Attributes | None:
        """The attributes that a text may have. Everything else between the braces is a fault and is dropped."""
        attributes = attributes_in(inner)
        if attributes is None:
            message = f"'{{{inner[:40]}}}' is not a list of attributes that can be read"
            hint = "Write it as {lang=ja} or {#id}"
            self.faults.append(Fault(position, Code.BAD_ATTRIBUTE, message, hint, inner))
            return None
        misused = [fault for attribute in attributes if (fault := misuse(*attribute))]
        self.faults += (Fault(position, *fault) for fault in misused)
        return tuple(attribute for attribute in attributes if not misuse(*attribute))

    def definitions(self) -> Iterator[Node]:
        """The addresses in definitions such as `[label]: address`; each node is an address as it is written."""
        for reference in self.env.get("references", {}).values():
            first, last = reference["map"]
            start, end = self.starts[first], self.starts[last] - 1
            found = _DEFINITION.search(self.text, start, end)
            if found:
                span = found.span("angled" if found["angled"] is not None else "plain")
                yield Node(NodeKind.DEFINITION, *span, (), reference["href"])

    # what stands inside a block

    def _inside(self, token: Token) -> None:
        block = self.stack[-1]
        if block.kind is NodeKind.ADMONITION_TITLE and not self._is_written_title():
            box = self.stack[-2].token
            assert box is not None and box.map is not None
            block.start = self.starts[box.map[0] + 1] - 1
            return
        place = places_of(token, self.text, self.starts)
        self._before = " "
        depth = len(self.stack)
        for child in token.children or ():
            self._take_inside(child, place)
        assert len(self.stack) == depth, "the parser closes what it opens"
        self.faults += (replace(fault, position=place(fault.position)) for fault in token.meta.get("faults", ()))
        self.stack[-1].start = place(0) if self.stack[-1].start < 0 else self.stack[-1].start

    def _is_written_title(self) -> bool:
        """Whether the open box has a title of its own, behind its kind. One of GitHub's alerts never has."""
        box = self.stack[-2].token
        assert box is not None
        return box.type == "admonition_open" and len(box.info.split(maxsplit=1)) > 1

    def _take_inside(self, token: Token, place: Places) -> None:
        first, last = token.meta["span"]
        start, end = place(first), place(last)
        if token.type == "text":
            self._text(token.content, start, end)
            return
        name = token.type.removesuffix("_open").removesuffix("_close")
        if token.nesting > 0:
            self._open(_PAIRS[name], token, start - (name == "strong"))
        elif token.nesting < 0:
            self._close(_PAIRS[name], end + (name == "strong"))
        else:
            self._single(token, _SINGLE[name], start, end)

    def _open(self, kind: NodeKind, token: Token, start: int) -> None:
        is_nested_link = kind in (NodeKind.LINK, NodeKind.WIKI_LINK) and any(
            open_.kind in (NodeKind.LINK, NodeKind.WIKI_LINK) for open_ in self.stack
        )
        if is_nested_link or len(self.stack) > _MAX_DEPTH:
            if not is_nested_link and not self._flattened:
                message = f"parts of the text stand in one another more than {_MAX_DEPTH} deep"
                self.faults.append(Fault(start, Code.TOO_DEEP, message, "Take some of the marks away"))
            self._flattened.append(kind)
            return
        self.stack.append(_Open(kind, token, start))

    def _close(self, kind: NodeKind, end: int) -> None:
        if self._flattened and self._flattened[-1] is kind:
            self._flattened.pop()
            return
        done = self.stack.pop()
        assert done.token is not None
        if kind is NodeKind.WIKI_LINK and not done.children:
            self._before = "x"
        self._add(Node(kind, done.start, end, tuple(done.children), _inline_value(done.token), _attributes(done.token)))

    def _single(self, token: Token, kind: NodeKind, start: int, end: int) -> None:
        value = token.content
        if kind is not NodeKind.COMMENT:
            self._before = " " if kind in (NodeKind.BREAK, NodeKind.SOFT_BREAK) else (value or "x")[-1]
        self._add(Node(kind, start, end, (), value, _attributes(token)))

    def _text(self, written: str, start: int, end: int) -> None:
        siblings = self.stack[-1].children
        if (
            written.startswith("{")
            and siblings
            and siblings[-1].end == start
            and siblings[-1].kind in _TAKES_ATTRIBUTES
        ):
            found = ATTRIBUTES.match(written)
            attributes = self._read_attributes(found["inner"], start) if found else None
            if found and attributes:
                siblings[-1] = replace(siblings[-1], attributes=siblings[-1].attributes + attributes)
                written, start = written[found.end() :], start + found.end()
        if "](" in written:
            message = "a link or picture that ends here cannot be read"
            hint = "Write it as [words](address), with no link among the words and no space in the address"
            self.faults.append(Fault(start + written.index("]("), Code.BAD_LINK, message, hint, "]("))
        if written:
            after = self.text[end] if end < len(self.text) else " "
            self._add(Node(NodeKind.TEXT, start, end, (), typeset(written, self.quotes, self._before, after)))
            self._before = written[-1]

    def _add(self, node: Node) -> None:
        self.stack[-1].children.append(node)


def _block_value(token: Token) -> str:
    if token.type == "footnote_reference_open":
        return str(token.meta["label"])
    return KINDS_OF_ALERT[_kind_of_box(token)] if token.type == "alert_open" else _kind_of_box(token)


def _kind_of_box(token: Token) -> str:
    """The kind as it is written, in lower case; empty for a token that opens no box."""
    return str(token.meta.get("tag") or token.meta.get("kind", "")).lower()


def _inline_value(token: Token) -> str:
    return str(token.attrs.get("href", ""))


def _block_attributes(token: Token) -> Attributes:
    """The attributes of a block: the depth of a heading, the alignment of a cell, the language of code."""
    found: dict[str, str] = {}
    if token.type == "heading_open":
        found["depth"] = token.tag[1:]
    elif token.type == "ordered_list_open":
        found |= {"ordered": "yes", "start": str(token.attrs.get("start", 1))}
    elif token.type == "list_item_open" and token.info:
        found["number"] = token.info
    elif token.type == "paragraph_open" and token.hidden:
        found["tight"] = "yes"
    elif token.type in ("th_open", "td_open"):
        align = str(token.attrs.get("style", "")).removeprefix("text-align:")
        found |= {"header": "yes" if token.tag == "th" else "", "align": align}
    elif token.type == "fence":
        found["language"] = (token.info.split() or [""])[0].lstrip(".")
    elif token.type == "admonition_open" and token.markup.startswith("???"):
        found["collapsible"] = "open" if token.markup.endswith("+") else "closed"
    return tuple((name, value) for name, value in found.items() if value)


def _attributes(token: Token) -> Attributes:
    """The attributes of a part of a block: where a link leads, what it shows."""
    found: dict[str, str] = {}
    if token.type == "link_open":
        found = {"url": str(token.attrs["href"]), "label": str(token.attrs.get("title", ""))}
    elif token.type == "image":
        found = {"url": str(token.attrs["src"]), "alt": token.content, "label": str(token.attrs.get("title", ""))}
    elif token.type == "wiki_link_open":
        found = {key: " ".join((token.meta[key] or "").split()) for key in ("target", "words")}
        found["heading"] = token.meta["heading"] or ""
    return tuple((name, value) for name, value in found.items() if value)
