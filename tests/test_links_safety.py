"""What a browser would run must be reported, whatever disguise it wears and wherever it stands.

Markdown is rendered as MkDocs renders it, so that a text which is not reported is known to be harmless.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from browsing import html_of, running_parts
from explainer.links.text import references_of
from explainer.model.corpus import Body
from explainer.problems import Code

STOPPING = {Code.UNSAFE_HTML, Code.UNCLOSED_CODE}
S = "<script>alert(1)</script>"

RUNNING = {
    "a script": S,
    "a script in capital letters": "<SCRIPT>alert(1)</SCRIPT>",
    "a picture's error": "<img src=x onerror=alert(1)>",
    "an attribute without a value": "<b onclick>x</b>",
    "a tag over two lines": "<b\nonclick=alert(1)>x</b>",
    "a style": '<span style="position:fixed">x</span>',
    "a link": "[x](javascript:alert(1))",
    "a link in capital letters": "[x](JavaScript:alert(1))",
    "a link with an entity": "[x](&#106;avascript:alert(1))",
    "a link with a tab as an entity": "[x](java&Tab;script:alert(1))",
    "a link with a line end as an entity": "[x](java&NewLine;script:alert(1))",
    "a link with a colon as an entity": "[x](javascript&colon;alert(1))",
    "a link with its address on the next line": "[x](\njavascript:alert(1))",
    "a link with its address on the next line, between angles": "[x](<\njavascript:alert(1)>)",
    "a link with a title and its address on the next line": '[x](\n javascript:alert(1) "title")',
    "a picture": "![x](javascript:alert(1))",
    "data": "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "a definition": "[x]\n\n[x]: javascript:alert(1)",
    "a definition over two lines": "[x]\n\n[x]:\n  javascript:alert(1)",
    "a definition with an entity": "[x]\n\n[x]: <java&#115;cript:alert(1)>",
    "an attribute of a paragraph": "x\n{: onclick=alert(1) }",
    "an attribute of words": "*x*{: onclick=alert(1) }",
    "an attribute of words that has no value": "*x*{: onclick }",
    "an attribute of a heading": "## x {: onclick=alert(1) }",
    "an attribute of a picture": "![x](y.png){ onerror=alert(1) }",
    "an attribute of a cell": "| x {: onclick=alert(1) } |\n|---|\n| y |",
    "an attribute of a link that gives another address": "[x](https://e.org){: href=javascript:alert(1) }",
    "after a comment that code seems to end": f"<!-- `-->` {S} -->",
    "after a comment that ends at once": f"<!--> {S} -->",
    "after a fence in a quotation": f"> ```\n{S}\n> ```",
    "after a fence that is indented code": f"    ```\n{S}\n    ```",
    "after a fence in a list item's line": f"- x\n    ```\n{S}\n    ```",
    "after what is no fence": f"```a b c d\n{S}\n```",
    "after a fence in a line": f"x ```\n{S}\n```",
    "after an escaped backtick": f"\\`{S}`",
    "in code that a line end breaks": f"`a\n{S}`",
    "in a footnote": f"x[^1]\n\n[^1]: {S}",
    "in the text of a link": f"[{S}](https://e.org)",
    "in an admonition": f"!!! note\n    {S}",
    "in a table": f"| x |\n|---|\n| {S} |",
    "in a line that continues a paragraph": f"x\n    {S}",
}


def is_stopped(text: str) -> bool:
    _, problems = references_of(Body(text, 1), "background/x.md", frozenset())
    return any(problem.code in STOPPING for problem in problems)


@pytest.mark.parametrize("text", RUNNING.values(), ids=RUNNING)
def test_what_runs_is_stopped(text: str) -> None:
    assert running_parts(html_of(text)) != [], "a browser would run nothing of this: the case shows nothing"
    assert is_stopped(text)


HARMLESS = {
    "code in a line": f"`{S}`",
    "a fence": f"```\n{S}\n```",
    "a fence with a language": f"```html\n{S}\n```",
    "a fence in a list": f"- x\n\n    ```\n    {S}\n    ```",
    "a fence in an admonition": f"!!! note\n    ```\n    {S}\n    ```",
    "a fence in a quotation": f"> ```\n> {S}\n> ```",
    "indented code": f"x\n\n    {S}",
    "a comment": f"<!-- {S} -->",
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "an ordinary link": '[x](https://e.org/?a=1&b=2 "title: x")',
    "a quotation with a colon": 'He said: "a word: a language", and "note: this".',
    "a less-than sign": "1 < 2 and 3 > 2",
    "ruby": '<ruby lang="ja">島<rt>しま</rt></ruby>',
    "an attribute that is allowed": "## x {: #y .z }",
    "a mail address": "<editor@example.org>",
}


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_what_does_not_run_is_let_through(text: str) -> None:
    assert running_parts(html_of(text)) == []
    assert not is_stopped(text)


_BEGINNINGS = [
    "",
    "",
    "    ",
    "> ",
    "- ",
    "  ",
    "        ",
    "1. ",
    "> > ",
    "!!! note\n    ",
    ":   ",
    "[^1]: ",
    "\\",
    "| ",
]
_FENCES = [
    "```",
    "```",
    "~~~",
    "````",
    "```a b",
    "``` {.a}",
    "`",
    "``",
    "<!--",
    "-->",
    "<kbd>",
    "</kbd>",
    "x",
    "",
    "x `",
    "` x",
]
_SCRIPTS = [S, "[x](javascript:alert(1))", "[x](", "javascript:alert(1))", "[r]:", "[r]", "*x*{: onclick=alert(1) }"]
_LINES = st.tuples(st.sampled_from(_BEGINNINGS), st.sampled_from([*_FENCES, *_SCRIPTS])).map("".join)


@settings(max_examples=600, derandomize=True, database=None, deadline=None)
@given(st.lists(_LINES, min_size=2, max_size=7).map("\n".join))
def test_no_text_that_is_let_through_runs(text: str) -> None:
    if not is_stopped(text):
        assert running_parts(html_of(text)) == []
