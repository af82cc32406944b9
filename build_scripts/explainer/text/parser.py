"""Reads an editor's text, once: CommonMark as GitHub reads it, with tables, footnotes and our own rules.

There is no HTML in a text. What looks like it is a fault and is shown as it is written.
"""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote.index import footnote_def

from explainer.problems import Code
from explainer.text.markdown_rules import add_rules
from explainer.text.source_spans import PositionedInline, positioned_table
from explainer.text.syntax import Fault, ParsedText
from explainer.text.tree import tree_of
from explainer.text.typography import Quotes

MAX_NESTING = 40
"""How deeply lists, quotations and brackets may be nested."""
_UNPRINTABLE = {0: "\ufffd", ord("\r"): " "}
"""Characters that an escape in YAML can produce, and that the parser would replace by more or fewer characters."""


def parsed(text: str, quotes: Quotes) -> ParsedText:
    """The tree of a text, typeset with the quotation marks of its language, and its faults."""
    text = text.translate(_UNPRINTABLE)
    env: dict[str, object] = {}
    tokens = _parser().parse(text, env)
    return tree_of(text, tokens, env, quotes)


@cache
def _parser() -> MarkdownIt:
    """The parser; it keeps nothing from the texts that it reads."""
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING, "alerts": True})
    parser.inline, parser.block = PositionedInline(), _BoundedBlock()
    parser.enable(["table", "strikethrough"])
    parser.disable(["html_inline", "html_block", "text_join"])
    parser.use(deflist_plugin).use(admon_plugin)
    parser.block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.at("table", positioned_table, {"alt": ["paragraph", "reference"]})
    parser.core.ruler.at("inline", _inline)
    parser.validateLink = _any_address  # type: ignore[method-assign] # `links` refuses addresses, with a message
    add_rules(parser)
    return parser


def _any_address(url: str) -> bool:
    return True


class _BoundedBlock(ParserBlock):
    """The parser of blocks. markdown-it-py drops what is nested too deeply; this one keeps it as plain text."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 - markdown-it's names
        if state.level < state.md.options["maxNesting"]:
            super().tokenize(state, startLine, endLine)
            return
        position = state.bMarks[startLine] + state.tShift[startLine]
        message = f"lists and quotations stand in one another more than {MAX_NESTING // 2} deep"
        state.env.setdefault("faults", []).append(
            Fault(position, Code.TOO_DEEP, message, "Write it as a text of its own")
        )
        state.push("paragraph_open", "p", 1).map = [startLine, endLine]
        token = state.push("inline", "", 0)
        token.content, token.map, token.children = (
            state.getLines(startLine, endLine, 0, False),
            [startLine, endLine],
            [],
        )
        state.push("paragraph_close", "p", -1)
        state.line = endLine


def _inline(state: StateCore) -> None:
    """Reads the insides of the blocks. Faults are kept with their block, since their positions are relative to it."""
    for token in state.tokens:
        if token.type == "inline":
            env = {**state.env, "faults": [], "in_cell": "cell" in token.meta}
            token.children = state.md.inline.parse(token.content, state.md, env, [])
            token.meta["faults"] = tuple(env["faults"])
