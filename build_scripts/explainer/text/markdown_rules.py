"""What editors may write besides CommonMark, as rules of the parser.

`[[links]]`, `![[figures.csv]]`, `[@citations]`, `[words]{lang=ja}`, and comments: `<!-- … -->` as in HTML and
`%% … %%` as in Obsidian. A rule looks at the parser's position and returns whether it read something there; with
`silent` it only steps over it. Malformed input is noted in `state.env["faults"]`, with its position in the block.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from explainer.problems import Code
from explainer.text.syntax import Fault

_WIKI_LINK = re.compile(
    r"\[\[(?P<target>[^\[\]|#\\\n]*+(?:\n[^\[\]|#\\\n]++)*+)(?P<heading>#[^\[\]|\\\n]*+)?"
    r"(?:\\?\|(?P<words>[^\[\]]*+))?\]\]"
)
_LINK_ON_BRACKETS = re.compile(r"\[\[[^\[\]]*+\]\(")
_CITATION = re.compile(r"\[(?P<inner>[^\[\]@]*+@[^\[\]]*+)\](?!\()")
_CITING = re.compile(r"(?:^|[\s;\"'(“-])@\S")
_LINK = re.compile(r"\[[^\[\]]*+\]\(")
_CITATION_START = re.compile(r"\[-?@[^\s\]]{1,40}")
_FOOTNOTE = re.compile(r"\[\^(?P<label>[^\s\[\]]{1,100})\]")
_RAISED = re.compile(r"\^[^\s^~\[\]]{1,60}\^|~[^\s^~\[\]]{1,60}~")
_TAG = re.compile(r"<(?:/?(?P<name>[a-zA-Z][a-zA-Z0-9-]*+)|[!?])[^<>]*+>")
ATTRIBUTES = re.compile(r"\{(?P<inner>[^{}\n]*+)\}")
_EMBED = re.compile(r"!\[\[(?P<target>[^\[\]|#\\\n]{1,200}+)\]\][ \t]*+$")
_EMBED_HINT = "Give '![[figures.csv]]' a line of its own; link with '[[', show a picture with '![text](file)'"
_CITATION_FORM = "Write it as [@source], [@source, p. 12] or [@one; @two, art. 2]"


def add_rules(parser: MarkdownIt) -> None:
    """Adds all rules of this module to the parser."""
    inline = parser.inline.ruler
    inline.before("link", "wiki_link", wiki_link)
    inline.before("link", "citation", citation)
    inline.before("link", "footnote_reference", footnote_reference)
    inline.after("link", "span", span)
    inline.after("strikethrough", "raised", raised)
    inline.before("autolink", "comment", comment)
    inline.after("autolink", "tag", tag)
    parser.block.ruler.before("fence", "embed", embed, {"alt": ["paragraph"]})
    parser.block.ruler.before("fence", "comment", comment_block, {"alt": ["paragraph", "blockquote", "list"]})


def wiki_link(state: StateInline, silent: bool) -> bool:
    """`[[target#heading|words]]`."""
    start = state.pos
    if not state.src.startswith("[[", start):
        return False
    found = _WIKI_LINK.match(state.src, start, state.posMax)
    if found is None:
        is_further = state.src.startswith("[", start + 2)
        if not silent and not is_further and not _LINK_ON_BRACKETS.match(state.src, start, state.posMax):
            written = state.src[start : start + 40].partition("\n")[0]
            message = f"the link that begins with '{written}' cannot be read"
            form = "[[id\\|words]] in a table" if state.env.get("in_cell") else "[[id]] or [[id|words]]"
            _note(state, Fault(start, Code.BAD_LINK, message, f"Write it as {form}, with no brackets inside", written))
        return False
    if start and state.src[start - 1] == "!" and not state.src.startswith("\\!", max(start - 2, 0)):
        if not silent:
            message = "'![[' shows a series of figures, and only on a line of its own outside lists and quotations"
            _note(state, Fault(start - 1, Code.UNKNOWN_FILE, message, _EMBED_HINT, "![["))
        return False
    if not silent:
        token = state.push("wiki_link_open", "a", 1)
        token.meta |= {"target": found["target"], "heading": found["heading"], "words": found["words"]}
        if found["words"] and found["words"].strip():
            _tokenize_within(state, found.start("words"), found.end("words"))
        state.push("wiki_link_close", "a", -1)
    state.pos = found.end()
    return True


def _tokenize_within(state: StateInline, start: int, end: int) -> None:
    """Reads a part of the block. Links in it are not looked for, since they would be inside a link."""
    maximum, state.pos, state.posMax = state.posMax, start, end
    state.md.inline.tokenize(state)
    state.posMax = maximum


def citation(state: StateInline, silent: bool) -> bool:
    """`[@source, locator; see @other]`. What only looks like a citation is left to the next rules."""
    start = state.pos
    if state.src[start] != "[" or (start and state.src[start - 1] in "[!") or state.src.startswith("[^", start):
        return False
    found = _CITATION.match(state.src, start, state.posMax)
    if found is None or not _CITING.search(found["inner"]):
        begun = None if silent else _CITATION_START.match(state.src, start, state.posMax)
        if begun and not _LINK.match(state.src, start, state.posMax):
            message = f"the citation that begins with '{begun[0]}' cannot be read"
            _note(
                state, Fault(start, Code.BAD_CITATION, message, f"{_CITATION_FORM}, with nothing else inside", begun[0])
            )
        return False
    if not silent:
        if None in cited_in(found["inner"]):
            message = f"'{found[0][:60]}' is not a citation that can be read"
            _note(state, Fault(start, Code.BAD_CITATION, message, _CITATION_FORM, found[0]))
        token = state.push("citation", "", 0)
        token.content = found["inner"]
    state.pos = found.end()
    return True


def cited_in(inner: str) -> list[tuple[str, str, str] | None]:
    """The sources between the brackets of a citation, each as `_cited` reads it."""
    return [_cited(part) for part in inner.split(";")]


def _cited(part: str) -> tuple[str, str, str] | None:
    """The source, the locator and the words before them (`see @source, p. 2`); None if it cannot be read."""
    prefix, _, rest = part.partition("@")
    source, _, locator = rest.partition(",")
    is_read = source.strip() and len(source.split()) == 1 and not source[0].isspace() and "@" not in rest
    prefix = prefix.rstrip().removesuffix("-")
    return (source.strip(), " ".join(locator.split()), " ".join(prefix.split())) if is_read else None


def footnote_reference(state: StateInline, silent: bool) -> bool:
    """`[^label]`, whether the footnote exists or not."""
    found = _FOOTNOTE.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "[" else None
    if found is None:
        return False
    if not silent:
        state.push("footnote_reference", "", 0).content = found["label"]
    state.pos = found.end()
    return True


def span(state: StateInline, silent: bool) -> bool:
    """`[words]{lang=ja}`. The attributes are read later, with those of other elements."""
    start = state.pos
    if state.src[start] != "[" or state.src.startswith("[^", start):
        return False
    end = parseLinkLabel(state, start, False)
    if end < 0 or not ATTRIBUTES.match(state.src, end + 1, state.posMax):
        return False
    if not silent:
        state.push("span_open", "span", 1)
        _tokenize_within(state, start + 1, end)
        state.push("span_close", "span", -1)
    state.pos = end + 1
    return True


def raised(state: StateInline, silent: bool) -> bool:
    """`km^2^` and `H~2~O`: a raised or lowered word."""
    start = state.pos
    found = _RAISED.match(state.src, start, state.posMax) if state.src[start] in "^~" else None
    if found is None:
        return False
    if not silent:
        name = "sup" if found[0][0] == "^" else "sub"
        state.push(f"{name}_open", name, 1)
        inner = state.push("text", "", 0)
        inner.content, inner.meta["span"] = found[0][1:-1], (start + 1, found.end() - 1)
        state.push(f"{name}_close", name, -1)
    state.pos = found.end()
    return True


def comment(state: StateInline, silent: bool) -> bool:
    """`<!-- … -->` or `%% … %%` inside a block."""
    start = state.pos
    opening, closing = ("<!--", "-->") if state.src[start] == "<" else ("%%", "%%")
    if not state.src.startswith(opening, start):
        return False
    is_closed = state.html_terminator_last(closing) >= start + 2
    end = state.src.find(closing, start + 2, state.posMax) if is_closed else -1
    if end < 0:
        if not silent:
            _note(state, Fault(start, *_unclosed(opening, closing)))
        return False
    if not silent:
        token = state.push("comment", "", 0)
        token.content = state.src[start + len(opening) : end]
    state.pos = end + len(closing)
    return True


def tag(state: StateInline, silent: bool) -> bool:
    """HTML, which no text may have. It is shown as it is written, like everything that Markdown does not know."""
    if state.src[state.pos] != "<":
        return False
    found = _TAG.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        name = (found["name"] or "").lower()
        opened = state.env.setdefault("opened", set())
        if not (found[0].startswith("</") and name in opened):
            message = f"the HTML '{found[0][:40]}' is not allowed in a text"
            _note(state, Fault(state.pos, Code.UNSAFE_HTML, message, hint_for_tag(name), found[0]))
        opened.add(name)
        state.append_pending(found[0])
    state.pos = found.end()
    return True


_IN_MARKDOWN = {
    "sup": "^2^",
    "sub": "~2~",
    "b": "**words**",
    "strong": "**words**",
    "i": "*words*",
    "em": "*words*",
    "cite": "*words*",
    "s": "~~words~~",
    "del": "~~words~~",
    "span": "[words]{lang=ja}",
    "bdi": "[words]{dir=auto}",
    "abbr": '[words]{title="what they mean"}',
    "ruby": '[words]{ruby="reading"}',
    "q": "quotation marks",
    "br": "a backslash at the end of the line",
    "code": "`words`",
    "img": "![what it shows](file)",
    "a": "[words](address)",
}


def hint_for_tag(name: str) -> str:
    """The hint on what to write instead of an element."""
    instead = _IN_MARKDOWN.get(name)
    return f"Write {instead} instead" if instead else "Write it in Markdown, or between backticks to show it"


def embed(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """`![[figures.csv]]` as a line of its own; it divides the text, so it stands in nothing else."""
    if state.level or state.parentType not in ("root", "paragraph") or state.is_code_block(start_line):
        return False
    start, end = state.bMarks[start_line] + state.tShift[start_line], state.eMarks[start_line]
    found = _EMBED.match(state.src[start:end]) if state.src.startswith("![[", start) else None
    if found is None:
        return False
    if not silent:
        token = state.push("embed", "", 0)
        token.content = found["target"].strip()
        token.map = [start_line, start_line + 1]
        token.meta["at"] = (start, start + len(found[0].rstrip()))
        state.line = start_line + 1
    return True


def comment_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A comment that begins a line and may contain empty lines; one with text after it is left to `comment`."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    opening, closing = ("<!--", "-->") if state.src.startswith("<!--", start) else ("%%", "%%")
    if state.is_code_block(start_line) or not state.src.startswith(opening, start):
        return False
    end = _end_of_comment(state, start + 2, closing)
    if 0 <= end <= state.eMarks[start_line] and state.src[end : state.eMarks[start_line]].strip():
        return False
    if silent:
        return True
    last = start_line
    while last + 1 < end_line and (end < 0 or state.eMarks[last] < end):
        last += 1
    if not 0 <= end <= state.eMarks[last]:
        end = state.eMarks[last]
        _note(state, Fault(start, *_unclosed(opening, closing)))
    elif state.src[end : state.eMarks[last]].strip():
        message = "text stands behind the end of a comment of several lines"
        _note(state, Fault(end, Code.UNCLOSED_COMMENT, message, "Put it on a line of its own, or it is not published"))
    token = state.push("comment", "", 0)
    token.content = state.src[start + len(opening) : end].removesuffix(closing)
    token.map = [start_line, last + 1]
    token.meta["at"] = (start, end)
    state.line = last + 1
    return True


def _end_of_comment(state: StateBlock, start: int, closing: str) -> int:
    """Where the comment that is open at a position ends; -1 if it never does."""
    ends = state.env.setdefault("last_closing", {})
    if closing not in ends:
        ends[closing] = state.src.rfind(closing)
    return state.src.find(closing, start) + len(closing) if start <= ends[closing] else -1


def _unclosed(opening: str, closing: str) -> tuple[Code, str, str, str]:
    message = f"the comment that begins with '{opening}' here is never closed"
    return Code.UNCLOSED_COMMENT, message, f"Close it with '{closing}', so that none of it is published", opening


def _note(state: StateInline | StateBlock, fault: Fault) -> None:
    state.env.setdefault("faults", []).append(fault)
