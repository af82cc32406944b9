"""Where each part of a text is written: the slice of the file is the spelling of the part.

`rename`, `check --fix` and `report --link` edit by these places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.editing.manuscript import yaml_manuscript
from explainer.editing.renaming import renamed
from explainer.text.parser import parsed
from explainer.text.syntax import Node, NodeKind, ParsedText
from explainer.text.typography import ENGLISH
from folders import CASES, written

SPELLED = {
    NodeKind.WIKI_LINK: r"\[\[[^\[\]]*\]\]",
    NodeKind.CITATION: r"\[[^\[\]]*@[^\[\]]*\]",
    NodeKind.HEADING: r"#{1,6}([ \t].*)?|.*\n *(=+|-+)",
    NodeKind.BLOCKQUOTE: r">.*",
    NodeKind.LIST_ITEM: r"([-*+]|\d+[.)]).*",
    NodeKind.LINK: r"\[.*\](\(.*\)|\[.*\])?|<.*>",
    NodeKind.IMAGE: r"!\[.*\](\(.*\)|\[.*\])?",
    NodeKind.INLINE_CODE: r"(`+)[^`].*`",
    NodeKind.EMPHASIS: r"\*.*\*|_.*_",
    NodeKind.STRONG: r"\*\*.*\*\*|__.*__",
    NodeKind.DELETE: r"~~?.*~~?",
    NodeKind.SUPERSCRIPT: r"\^\S+\^",
    NodeKind.SUBSCRIPT: r"~\S+~",
    NodeKind.SPAN: r"\[.*\]",
    NodeKind.FOOTNOTE_REFERENCE: r"\[\^[^\s\[\]]+\]",
    NodeKind.FOOTNOTE_DEFINITION: r"\[\^.*",
    NodeKind.COMMENT: r"<!--.*-->|%%.*%%",
    NodeKind.ESCAPE: r"\\.|&[#a-zA-Z0-9]+;",
    NodeKind.THEMATIC_BREAK: r"([-*_][ \t]*){3,}",
}
"""How each kind looks as a whole."""
PARTS = frozenset(
    {
        NodeKind.WIKI_LINK,
        NodeKind.CITATION,
        NodeKind.LINK,
        NodeKind.IMAGE,
        NodeKind.INLINE_CODE,
        NodeKind.EMPHASIS,
        NodeKind.STRONG,
    }
    | {NodeKind.DELETE, NodeKind.SUPERSCRIPT, NodeKind.SUBSCRIPT, NodeKind.FOOTNOTE_REFERENCE}
)
"""The kinds that are the same when they are read by themselves."""

INLINE = [
    *("a", "word", "Æther", "領土", "1905", "it's", '"said"', "‘so’", "...", "--", "𝕏 b", "e\u0301", "a_b_c"),
    *("[[alba]]", "[[alba|the *isle*]]", "[[alba#part|x]]", "[[#part]]", "[[a\nb]]", "[[alba|a\nb]]", "![[alba]]"),
    *("[@paper]", "[@paper, p. 2; see @other]", "[see @paper,\np. 3]", "[@paper](x)", "[@ no]", "[[@paper]]"),
    *("[words](https://example.org)", "[w *e* w](a.pdf 'title')", "[a [b] c](<d e>)", "<https://example.org>"),
    *("[r]", "[r][r]", "[words][r]", "[a](b\n'c')", "![alt](p.png)", "![a *b* c](p.png)", "![r]", "[![i](j)](k)"),
    *("`code`", "``a ` b``", "`a\nb`", "` [[x]] `", "*em*", "**strong**", "***both***", "_em_", "*a\nb*"),
    *(
        "**a *b* c**",
        "*a **b***",
        "~~gone~~",
        "~~a *b*~~",
        "~~~a~~~",
        "x^2^",
        "H~2~O",
        "[t]{lang=ja}",
        "[a *b*]{.nowrap} c",
    ),
    *("*a*{lang=ja}", "[[alba]]{.nowrap}", "[^1]", "[^no]", "<!-- note -->", "%% aside %%", "<!-- wording: a -->"),
    *("\\*", "\\[", "&amp;", "&#65;", "&nope;", "<b>", "<", "a < b", "\\\nnext", "two  \nlines", "*", "**", "`", "["),
    *("]", "![", "](", "[[", "]]", "[a](", "{", "}", "{#x}", "~", "^", "|", "\\|", "a\tb", "\u00a0", "  "),
]
WRAPPINGS = [
    "{}",
    "- {}",
    "1. {}",
    "> {}",
    "12) {}",
    "[^1]: {}",
    "Term\n: {}",
    '!!! note "T"\n    {}',
    "> [!NOTE]\n> {}",
]
WRAPPINGS += [
    "* a\n\n  {}",
    "??? tip\n    {}",
    "> - {}",
    "- > {}",
    ">{}",
    "- - {}",
    "# {}",
    "## {} ##",
    "{}\n---",
    "  {}",
]
ROWS = ["| a | {} |\n|---|:-:|\n| {} | b |", "a | {}\n--|--\n{} | c\nd", "| {} |\n|---|\n| x |"]

_pieces = st.lists(st.sampled_from(INLINE), min_size=1, max_size=5)
_lines = st.builds(lambda pieces, glue: glue.join(pieces), _pieces, st.sampled_from(["", " ", " ", "\n"]))


def _wrapped(wrapping: str, inner: str) -> str:
    """The lines in a block, each with what its kind asks before it."""
    opening, _, ending = wrapping.rpartition("{}")
    line = opening.rpartition("\n")[2]
    before = (
        re.sub(r"[-*+\d.)]|\[\^1\]:|:", lambda found: " " * len(found[0]), line) if ">" in line else " " * len(line)
    )
    return opening + inner.replace("\n", f"\n{before}") + ending


@st.composite
def _blocks(draw: st.DrawFn) -> str:
    if draw(st.integers(0, 4)) == 0:
        row = draw(st.sampled_from(ROWS))
        cells = [" ".join(draw(_pieces)).replace("\n", " ").replace("\\|", "|").replace("|", "\\|") for _ in range(2)]
        block = row.format(*cells)
    else:
        block = draw(_lines)
    for wrapping in draw(st.lists(st.sampled_from(WRAPPINGS), max_size=2)):
        block = _wrapped(wrapping, block)
    return block


_texts = st.lists(_blocks(), min_size=1, max_size=3).map(
    lambda blocks: "\n\n".join((*blocks, "[r]: https://r.example"))
)


def _cells(tree: ParsedText) -> list[tuple[int, int]]:
    return [(node.start, node.end) for node in tree.walk() if node.kind is NodeKind.TABLE_CELL]


def _spelling(tree: ParsedText, node: Node, cells: list[tuple[int, int]]) -> str:
    """How the node is written, without what its block asks for before each line and in a cell."""
    written = tree.text[node.start : node.end]
    if any(start <= node.start and node.end <= end for start, end in cells):
        return written.replace("\\|", "|")
    return re.sub(r"\n[ \t>]*", "\n", written)


def _plain(text: str) -> str:
    """The text with the marks of the keyboard."""
    for printed, typed in {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "--", "—": "---", "…": "..."}.items():
        text = text.replace(printed, typed)
    return text


def _misplaced(text: str) -> Iterator[str]:
    """What is said of a node that is not true of the text at its place."""
    tree = parsed(text, ENGLISH)
    cells = _cells(tree)
    for node in tree.walk():
        spelling = _spelling(tree, node, cells)
        said = f"{node.kind} {spelling!r}"
        if not 0 <= node.start <= node.end <= len(text):
            yield f"{said} is outside the text"
        if node.kind in SPELLED and not re.fullmatch(SPELLED[node.kind], spelling, re.DOTALL):
            yield f"{said} is not spelled so"
        is_title_of_kind = node.start == node.end and node.value in ("Note", "Tip")
        if (
            node.kind is NodeKind.TEXT
            and not is_title_of_kind
            and _plain(node.value).split() != _plain(spelling).split()
        ):
            yield f"{said} is shown as {node.value!r}"
        if node.kind is NodeKind.INLINE_CODE and " ".join(node.value.split()) != " ".join(spelling.strip("`").split()):
            yield f"{said} has the code {node.value!r}"
        if node.kind is NodeKind.CITATION and spelling.split() != f"[{node.value}]".split():
            yield f"{said} cites {node.value!r}"
        is_marked = node.kind in (NodeKind.EMPHASIS, NodeKind.STRONG, NodeKind.DELETE)
        if node.kind in PARTS and not (is_marked and re.search(r"[*_~]", spelling.strip("*_~"))):
            yield from _different_alone(node, spelling)
        inside = [child for child in node.children if child.start < child.end]
        if any(child.start < node.start or child.end > node.end for child in inside):
            yield f"{said} has a part that stands outside it"
        if any(left.end > right.start for left, right in pairwise(inside)):
            yield f"{said} has parts that overlap"


def _different_alone(node: Node, spelling: str) -> Iterator[str]:
    alone = parsed(f"{spelling}\n\n[r]: https://r.example", ENGLISH).children
    first = alone[0].children[0] if alone and alone[0].children else None
    if first is None or (first.kind, first.end) != (node.kind, len(spelling)):
        yield f"{node.kind} {spelling!r} is another by itself"
    elif any(first.get(name) != node.get(name) for name in ("url", "target", "heading", "alt")):
        yield f"{node.kind} {spelling!r} leads elsewhere by itself"


@settings(derandomize=True, database=None, max_examples=600, deadline=None)
@given(_texts)
def test_a_slice_of_the_text_is_the_spelling_of_the_part(text: str) -> None:
    assert list(_misplaced(text)) == []


NAMING = [
    ("[[alba]]", "[[new-name]]"),
    ("[[alba|alba]]", "[[new-name|alba]]"),
    ("*[[alba|the *alba*]]*, alba", "*[[new-name|the *alba*]]*, alba"),
    ("[[actors/alba]] or [[alba.md|x]]", "[[actors/new-name]] or [[new-name.md|x]]"),
    ("[alba](actors/alba.md)", "[alba](actors/new-name.md)"),
    ("[alba](https://example.org/alba) and `[[alba]]`", "[alba](https://example.org/alba) and `[[alba]]`"),
    ("\\[[alba]] <!-- [[alba]] --> alba", "\\[[alba]] <!-- [[alba]] --> alba"),
    ("- [[alba]]\n- alba [[island|alba]]", "- [[new-name]]\n- alba [[island|alba]]"),
    ("> [[alba]]\n> alba", "> [[new-name]]\n> alba"),
    ("| alba |\n|---|\n| [[alba\\|alba]] |", "| alba |\n|---|\n| [[new-name\\|alba]] |"),
    ("Term\n: [[alba]] alba", "Term\n: [[new-name]] alba"),
    ("## alba [[alba]]", "## alba [[new-name]]"),
    ('!!! note "alba"\n    [[alba]]', '!!! note "alba"\n    [[new-name]]'),
    ("[[alba|a\nb]] [[island]]", "[[new-name|a\nb]] [[island]]"),
]
"""Parts of a naming policy, before and after `alba` got the id `new-name`."""
_policies = st.lists(st.sampled_from(NAMING), min_size=1, max_size=5)


@settings(derandomize=True, database=None, max_examples=30, deadline=None)
@given(_policies, st.sampled_from("|>"))
def test_links_in_the_naming_policy_are_renamed_where_they_are_written(
    parts: list[tuple[str, str]], style: str
) -> None:
    """The text is a value in a file of YAML, where its lines are indented or folded."""
    now, then = (_dispute("\n\n".join(part[which] for part in parts), style) for which in (0, 1))
    with TemporaryDirectory() as folder:
        content = written(Path(folder), {"dispute.yml": now})
        changes = {change.path: change.after for change in renamed(content, "alba", "new-name")}
    assert _naming(changes["dispute.yml"].decode()) == _naming(then)


def _dispute(policy: str, style: str) -> str:
    """The file dispute.yml with a naming policy as a literal or a folded block."""
    before, after = re.split(
        r"naming: \|\n(?:  .*\n)+", (CASES / "base" / "dispute.yml").read_text(encoding="utf-8"), maxsplit=1
    )
    lines = (policy if style == "|" else policy.replace("\n", "\n\n")).split("\n")
    block = "".join(f"  {line}\n" if line else "\n" for line in lines)
    return f"{before}naming: {style}\n{block}{after}"


def _naming(text: str) -> str:
    return str(yaml_manuscript(text.encode()).node_at(("naming",)).value)
