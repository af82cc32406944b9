"""Which characters of a Markdown text are prose, and which are code, links or raw HTML.

Convention: a mask has the length and the line ends of its text, and a zero byte for each character that is not
prose, so that positions found in a mask hold in the text. Blocks are told as Python-Markdown tells them: four spaces
make code unless a list item, admonition or note above holds the line. Every pass is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

_HOLE = "\0"
_FENCE = re.compile(r"^(?P<indent>[ \t]*(?:>[ \t]?)*)(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)$")
_CONTAINER = re.compile(r"(?:[-*+]|\d+[.)]|!!!\+?|\?\?\?\+?|===!?\+?|\[\^[^\]]+\]:|:)[ \t]+\S|\[\^[^\]]+\]:[ \t]*$")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LITERAL_HTML = re.compile(r"<(pre|code|kbd|script|style|textarea)\b[^>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.I)
_INNER = r"(?:[^\[\]]|\[\[[^\[\]]*\]\]|\[[^\[\]]*\])*"
_LINK = re.compile(rf"!?(?<!\[)\[(?!\[){_INNER}\]\((?:[^()\n]|\([^()\n]*\))*\)")
_REFERENCE_LINK = re.compile(rf"!?(?<!\[)\[(?!\[)(?P<text>{_INNER})\]\[(?P<label>[^\[\]\n]*)\]")
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)(?P<label>[^\[\]@\n]+)\]:[^\n]*$", re.MULTILINE)
_ESCAPED = re.compile(r"\\[\\`*_{}\[\]()>#+.!-]")
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_ATTRIBUTES = re.compile(r"\{:?[^{}\n]*\}")


@dataclass(frozen=True)
class Prose:
    """A text and its masks. `unclosed_fence` is the position of a code fence that nothing closes."""

    text: str
    without_code: str
    """Code is masked, and so are comments; links and HTML are not. Code spans over several lines stand."""
    mask: str
    """All that is not prose is masked."""
    unclosed_fence: int | None
    comments: tuple[tuple[int, int], ...] = ()
    """Where HTML comments outside code begin and end."""

    @cached_property
    def _line_ends(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.text)]

    def line_at(self, position: int, first_line: int) -> int:
        """The line of the file, where the text begins in its line `first_line`."""
        return first_line + bisect_left(self._line_ends, position)


def prose_of(text: str) -> Prose:
    """The masks of a text."""
    blocks, unclosed = _without_code_blocks(text)
    spans = list(_code_spans(blocks))
    in_line = [span for span in spans if "\n" not in text[slice(*span)]]
    with_comments = _masked(blocks, in_line)
    comments = tuple(match.span() for match in _COMMENT.finditer(with_comments))
    without_code = _cut(_COMMENT, with_comments)
    mask = _cut(_LITERAL_HTML, _cut(_COMMENT, _masked(blocks, spans)))
    mask = _cut(_ESCAPED, mask)
    mask = _without_reference_links(mask)
    for pattern in (_LINK, _DEFINITION, _TAG, _ATTRIBUTES):
        mask = _cut(pattern, mask)
    return Prose(text, without_code, mask, unclosed, comments)


def _masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        pieces += text[at:start], _holes(text[start:end])
        at = end
    return "".join((*pieces, text[at:]))


def _holes(text: str) -> str:
    return re.sub(r"[^\n]", _HOLE, text)


def _cut(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: _holes(match[0]), text)


def _without_reference_links(text: str) -> str:
    """The text with `[words][label]` masked where the label is defined; elsewhere it is two pairs of brackets."""
    labels = {match["label"].casefold() for match in _DEFINITION.finditer(text)}

    def masked(match: re.Match[str]) -> str:
        label = match["label"] or match["text"]
        return _holes(match[0]) if label.casefold() in labels else match[0]

    return _REFERENCE_LINK.sub(masked, text) if labels else text


def _without_code_blocks(text: str) -> tuple[str, int | None]:
    """The text with fenced and indented code masked, and where a fence stands open."""
    kept: list[str] = []
    fence: str | None = None
    opened_at: int | None = None
    position = 0
    indented = _IndentedCode()
    for line in text.split("\n"):
        match = _FENCE.match(line)
        if fence is not None:
            kept.append(_holes(line))
            if match and match["fence"] == fence and not match["info"].strip():
                fence, opened_at = None, None
        elif match:
            kept.append(_holes(line))
            fence, opened_at = match["fence"], position
        else:
            kept.append(_holes(line) if indented.has(line) else line)
        position += len(line) + 1
    return "\n".join(kept), opened_at


class _IndentedCode:
    """Told line by line whether a line is indented code; remembers the blocks that hold the next lines."""

    def __init__(self) -> None:
        self._holders: list[int] = []
        self._after_blank = True
        self._quoted = False

    def has(self, line: str) -> bool:
        quoted = re.match(r" {0,3}(?:>[ \t]?)+", line)
        if bool(quoted) != self._quoted:
            self._holders, self._after_blank, self._quoted = [], True, bool(quoted)
        rest = (line[quoted.end() :] if quoted else line).expandtabs(4)
        content = rest.lstrip(" ")
        if not content:
            self._after_blank = True
            return False
        indent = len(rest) - len(content)
        while self._holders and indent < self._holders[-1]:
            self._holders.pop()
        base = self._holders[-1] if self._holders else 0
        if indent >= base + 4 and self._after_blank:
            return True
        self._after_blank = False
        if _CONTAINER.match(content):
            self._holders.append(base + 4)
        return False


def _code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where code between backticks begins and ends, paragraph by paragraph."""
    for paragraph in re.finditer(r"(?:[^\n]+\n?)+", text):
        runs = [(match.start(), match.end()) for match in re.finditer(r"(?<!\\)`+", paragraph[0])]
        by_length: defaultdict[int, list[int]] = defaultdict(list)
        for number in reversed(range(len(runs))):
            by_length[runs[number][1] - runs[number][0]].append(number)
        number = 0
        while number < len(runs):
            start, end = runs[number]
            later = by_length[end - start]
            while later and later[-1] <= number:
                later.pop()
            if later:
                number = later[-1]
                yield paragraph.start() + start, paragraph.start() + runs[number][1]
            number += 1
