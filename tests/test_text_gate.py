"""What a text can publish: only what stands on the gate's lists, whatever an editor writes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.links.graph import RESERVED_IDS
from explainer.links.text_references import references_of
from explainer.model.corpus import Body
from explainer.text.gate import passed
from explainer.text.html import Scope, Writing, html_of
from explainer.text.typography import ENGLISH
from publishing import published, unlisted

PARTS = [
    *(
        "a",
        "Æther",
        "領土",
        '"said"',
        "it's",
        "a\u00a0b",
        "&amp;",
        "&lt;b>",
        "&#0;",
        "\\<",
        "a < b > c",
        "\\\n",
        "  \n",
    ),
    *(
        "*em*",
        "**strong**",
        "~~gone~~",
        "x^2^",
        "H~2~O",
        "`code`",
        "``a ` b``",
        "[^1]",
        "[^2]",
        "<!-- note -->",
        "%% x %%",
    ),
    *("[[island]]", "[[island|w *e*]]", "[[#own]]", "[@paper, p. 2; see @other]", "[w](https://example.org 'title')"),
    *(
        "[w](a.pdf)",
        "<https://example.org/?a=b&c=d>",
        "<me@example.org>",
        "[t](tel:+1)",
        "[m](mailto:a@b.c)",
        "[w](#own)",
    ),
    *('![a "b" <c>](p.png)', "![a](p.png 'x'){width=300}", "[t]{lang=ja}", "*a*{dir=auto .nowrap}", "[t]{#own}"),
    *("[t]{title=\"a <b> & 'c'\"}", '[t]{ruby="x"}', "[r]", "[w][r]", "![r]", "{#own}", "{.original}", "{lang=ja}"),
    *("\n", "\n\n", "\n\n# ", "\n\n## ", "\n- ", "\n  - ", "\n1. ", "\n3) ", "\n> ", "\n> > ", "\n\n    ", "\n***\n"),
    *(
        "\n\n| a | b |\n|:-:|--|\n| ",
        " | ",
        "\n\n[^1]: ",
        "\n\n[^2]: ",
        "\n\n[r]: https://example.org\n\n",
        "\nTerm\n: ",
    ),
    *(
        "\n\n```python\nx = '<b>'\n```\n\n",
        "\n\n```\n",
        "\n\n!!! note\n    ",
        '\n\n??? tip "T"\n    ',
        "\n\n> [!NOTE]\n> ",
    ),
]
"""Parts of Markdown that are fine by themselves."""
HOSTILE = [
    *(
        "<script>",
        "</script>",
        "alert(1)",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "<style>",
        "<!--",
        "-->",
    ),
    *(
        "<b class=sr>",
        "</p>",
        "</div>",
        "<base href=//x>",
        "<iframe srcdoc='",
        "<math><mi xlink:href=",
        "<![CDATA[",
        "]]>",
    ),
    *(
        "[x](javascript:alert(1))",
        "[x](java\tscript:a)",
        "[x](<javascript:a>)",
        "[x](&#106;avascript:a)",
        "[x](data:text/html,a)",
    ),
    *(
        "![x](https://evil.test/p.png)",
        "![x](//evil.test/p.png)",
        "![r][e]",
        "\n\n[e]: https://evil.test\n\n",
        "[x](vbscript:a)",
    ),
    *(
        "<javascript:alert(1)>",
        "[e]: javascript:a\n\n",
        "[x](https:javascript:a)",
        "[x](\\\\evil.test)",
        "[x](///evil.test)",
    ),
    *(
        "{onclick=alert(1)}",
        "{style=color:red}",
        "{#__config}",
        "{.sr}",
        "{href=x}",
        "[t]{onload=x}",
        "[t]{#__config .md-x}",
    ),
    *(
        "{data-explainer=map}",
        "`x`{#_y}",
        "[t]{#timeline}",
        "[t]{#ref-1}",
        '" onclick="alert(1)',
        "' onclick='alert(1)",
        '"><b>',
    ),
    *(
        "[t]{title='\" onclick=x'}",
        "[t]{lang='\"><script>'}",
        '![" onerror=x](p.png)',
        "[w](a.pdf '\" onclick=x')",
        "\0",
        "\x01",
    ),
    *(
        '[["><script>]]',
        '[[x#" onclick=x]]',
        '[@"><script>]',
        "[@paper, <b>]",
        '[^"><b>]',
        '\n\n[^"><b>]: x',
        "## <b id=__config>",
    ),
    *(
        "`",
        "``",
        "```html\n<script>",
        "\\",
        "[",
        "](",
        ")",
        "]",
        "[[",
        "![",
        "*",
        "**",
        "_",
        "~~",
        "^",
        "<",
        "{",
        "}",
        "|",
        "&",
    ),
    *(
        "!!! script\n    x",
        "!!! note sr\n    x",
        "```__config\nx\n```",
        "```{#__config}\nx\n```",
        "# x {#__config}",
        "\u2028",
        "\u202e",
    ),
]
"""Parts that would run, load, hide or take over something, if they got through."""
_texts = st.lists(st.sampled_from(PARTS), min_size=1, max_size=8).map("".join)
_hostile = st.lists(st.sampled_from([*PARTS, *HOSTILE, *HOSTILE]), min_size=1, max_size=8).map("".join)


@settings(derandomize=True, database=None, max_examples=800, deadline=None)
@given(st.one_of(_texts, _hostile))
def test_what_the_check_lets_pass_is_published_unchanged(text: str) -> None:
    """The rules of the parser leave nothing for the gate to take away; if they did, an editor would be told so late."""
    found, problems = references_of(Body(text, 1), "background/x.md", RESERVED_IDS, ENGLISH)
    assert [str(problem) for problem in problems if "has something that may not be published" in problem.message] == []
    if not problems:
        writing = Writing({heading.start: heading.id for heading in found.headings}, Scope(), str)
        for _, parts in html_of(found.tree.children, writing):
            html = "".join(part if isinstance(part, str) else "x" for part in parts)
            assert passed(html) == html


@settings(derandomize=True, database=None, max_examples=1500, deadline=None)
@given(_hostile)
def test_no_text_at_all_publishes_more_than_the_lists_say(text: str) -> None:
    html = published(text)
    assert list(unlisted(html)) == []
    assert passed(html) == html


def test_the_gate_is_what_holds_it_back() -> None:
    """The measure would see what the gate takes away."""
    html = '<p onclick=x id=__config class="md-x" style=x><script>x</script><a href="java&#9;script:x">x</a></p>'
    assert len(list(unlisted(html))) == 6
    assert passed(html) == '<p class=""><a>x</a></p>'


def test_an_address_with_a_control_character_is_none() -> None:
    """Programs disagree about the scheme of such an address: some take the character out, others let it stand."""
    for character in "\x01", "\x08", "\t", "\n", "\x1f", "\x7f":
        assert passed(f'<a href="java{character}script:alert(1)">a</a>') == "<a>a</a>"
    assert list(unlisted(published("[[isla\x08: |2]] [[java\x08script:x|3]]"))) == []


def test_an_address_with_a_space_in_its_scheme_is_none() -> None:
    """To a browser it has no scheme, but a program that leaves spaces out finds one."""
    assert passed('<a href="java script:alert(1)">a</a><a href=" data :x">b</a>') == "<a>a</a><a>b</a>"
    assert (
        passed('<a href="a%20b/c:d/">a</a><a href="../a b/">b</a>')
        == '<a href="a%20b/c:d/">a</a><a href="../a b/">b</a>'
    )
    assert list(unlisted(published("See [[isla\x08: |2]] and [[ja\tscript:x|3]]."))) == []
