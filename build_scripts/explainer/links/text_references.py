"""What an entry's text refers to: `[[entries]]`, `[@sources]`, its own headings and footnotes, files.

Nothing is resolved here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.model.corpus import Body
from explainer.model.datasets import DATA_FOLDER
from explainer.model.references import Citation, Cited, Embed, FileLink, Silence, TextReferences, WikiLink
from explainer.problems import Code, Known, Problem
from explainer.text.gate import passed
from explainer.text.headings import headings_of, is_of_the_page
from explainer.text.html import Fill, Part, Scope, Writing, html_of
from explainer.text.link_targets import SCHEMES, address_of, addresses_in, is_safe, scheme_of
from explainer.text.markdown_rules import cited_in
from explainer.text.parser import parsed
from explainer.text.syntax import Node, NodeKind, ParsedText
from explainer.text.typography import Quotes

_SILENCE = re.compile(r"\s*wording\b\s*:?(?P<reason>.*)", re.DOTALL)


def references_of(
    body: Body, path: str, reserved_ids: frozenset[str], quotes: Quotes
) -> tuple[TextReferences, tuple[Problem, ...]]:
    """The text as a tree, its references, and its problems. No heading gets one of the reserved ids."""
    tree = parsed(body.text, quotes)
    found = TextReferences(
        tree,
        tuple(_wiki_link(node, tree, body) for node in tree.walk() if node.kind is NodeKind.WIKI_LINK),
        tuple(_citations(tree, body)),
        tuple(headings_of(tree, body.first_line, reserved_ids)),
        tuple(_files(tree, body)),
        any(node.kind is NodeKind.FOOTNOTE_REFERENCE for node in tree.walk()),
        tuple(_silences(tree, body)),
        tuple(_embed(node, tree, body) for node in tree.walk() if node.kind is NodeKind.EMBED),
    )
    problems = [*_faults(tree, body, path), *_unsafe_addresses(tree, body, path), *_without_text(tree, body, path)]
    problems += _repeated_ids(tree, found, body, path, reserved_ids)
    return found, tuple(problems or _held_back(found, body, path))


def _wiki_link(node: Node, tree: ParsedText, body: Body) -> WikiLink:
    heading = node.get("heading")
    target = " ".join(node.get("target").split())
    line = tree.line_at(node.start, body.first_line)
    words = node.get("words") or None
    return WikiLink(node.start, node.end, line, target, heading[1:].strip() if heading else None, words)


def _citations(tree: ParsedText, body: Body) -> Iterator[Citation]:
    """The citations that can be read; the others are faults of the text already."""
    for node in tree.walk():
        cited = cited_in(node.value) if node.kind is NodeKind.CITATION else [None]
        if None not in cited:
            line = tree.line_at(node.start, body.first_line)
            yield Citation(node.start, node.end, line, tuple(Cited(*part) for part in cited if part))


def _embed(node: Node, tree: ParsedText, body: Body) -> Embed:
    dataset = node.value.removeprefix(f"{DATA_FOLDER}/").removesuffix(".csv")
    return Embed(node.start, node.end, tree.line_at(node.start, body.first_line), dataset)


def _silences(tree: ParsedText, body: Body) -> Iterator[Silence]:
    for node in tree.walk():
        if node.kind is NodeKind.COMMENT and (found := _SILENCE.fullmatch(node.value)):
            line = tree.line_at(node.start, body.first_line)
            yield Silence(node.start, node.end, line, " ".join(found["reason"].split()))


# addresses


def _files(tree: ParsedText, body: Body) -> Iterator[FileLink]:
    for node, start, end in addresses_in(tree):
        address = address_of(node)
        if address and not scheme_of(address) and not address.startswith(("//", "\\")):
            yield FileLink(start, end, tree.line_at(start, body.first_line), address)


# what is wrong


def _faults(tree: ParsedText, body: Body, path: str) -> Iterator[Problem]:
    for fault in tree.faults:
        line = tree.line_at(fault.position, body.first_line)
        yield Problem(path, line, fault.code, fault.message, fault.hint, culprit=fault.culprit)


def _unsafe_addresses(tree: ParsedText, body: Body, path: str) -> Iterator[Problem]:
    for node in (*tree.walk(), *tree.definitions):
        if node.kind not in (NodeKind.LINK, NodeKind.IMAGE, NodeKind.DEFINITION):
            continue
        address, line = node.get("url") or node.value, tree.line_at(node.start, body.first_line)
        if not is_safe(address):
            scheme = scheme_of(address)
            message = (
                f"an address may not begin with '{scheme[:40]}:'" if scheme else "an address may not begin with '//'"
            )
            if scheme in SCHEMES:
                message = f"'{address[:80]}' is not an address that can be read"
            yield Problem(
                path, line, Code.UNSAFE_HTML, message, "Use an address that begins with https://", culprit=address
            )
        elif node.kind is NodeKind.IMAGE and scheme_of(address):
            message = f"the picture '{address[:80]}' of another site would be published by this text"
            yield Problem(path, line, Code.UNSAFE_HTML, message, "Put the file into the content", culprit=address)


def _without_text(tree: ParsedText, body: Body, path: str) -> Iterator[Problem]:
    """A problem for each reference to a footnote that does not exist."""
    defined = {node.value for node in tree.walk() if node.kind is NodeKind.FOOTNOTE_DEFINITION}
    known = Known(defined)
    for node in tree.walk():
        if node.kind is NodeKind.FOOTNOTE_REFERENCE and node.value not in defined:
            line = tree.line_at(node.start, body.first_line)
            problem = Problem(path, line, Code.UNKNOWN_FOOTNOTE, f"the footnote '{node.value}' has no text")
            yield problem.guessing(node.value, known)


def _repeated_ids(
    tree: ParsedText, found: TextReferences, body: Body, path: str, reserved_ids: frozenset[str]
) -> Iterator[Problem]:
    """A problem for each id, other than a heading's, that the page has already."""
    taken = {heading.id for heading in found.headings} | reserved_ids
    for node in tree.walk():
        own = node.get("id") if node.kind is not NodeKind.HEADING else ""
        if not own:
            continue
        if own in taken or is_of_the_page(own):
            line = tree.line_at(node.start, body.first_line)
            reason = (
                "the page has the id '{}' already" if own in taken else "the id '{}' begins like one of the page's own"
            )
            message = reason.format(own[:80])
            yield Problem(path, line, Code.BAD_ATTRIBUTE, message, "Choose another id", culprit=own)
        taken.add(own)


def _held_back(found: TextReferences, body: Body, path: str) -> Iterator[Problem]:
    """A problem for each block that the gate changes. Our own rules should leave none."""
    writing = Writing({heading.start: heading.id for heading in found.headings}, Scope(), str)
    for node, parts in html_of(found.tree.children, writing):
        html = "".join(_neutral(part) for part in parts)
        if passed(html) != html:
            line = found.tree.line_at(node.start, body.first_line)
            message = "this part of the text has something that may not be published"
            yield Problem(path, line, Code.UNSAFE_HTML, message, "Write it with plain Markdown")


def _neutral(part: Part) -> str:
    """The HTML, with something harmless in place of what the page fills in."""
    return part if isinstance(part, str) else "#" if part.fill is Fill.ADDRESS else "…"
