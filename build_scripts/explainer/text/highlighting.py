"""Code with its parts coloured, as in the pages that are written by hand."""

from __future__ import annotations

from pygments.token import STANDARD_TYPES

LANGUAGES = frozenset({"bash", "css", "html", "ini", "javascript", "json", "markdown", "python", "toml", "xml", "yaml"})
"""The languages whose code is coloured; other code is shown as it is."""
CLASSES = frozenset(name for name in STANDARD_TYPES.values() if name)
"""The classes of the parts of code."""
_LONGEST = 20_000
"""Longer code is shown as it is: colouring it would take long and help nobody."""


def highlighted(code: str, language: str) -> str | None:
    """The HTML of code in a language; None if it is not coloured."""
    if language not in LANGUAGES or len(code) > _LONGEST:
        return None
    from pygments import formatters, highlight, lexers  # noqa: PLC0415 - few texts have code

    html = highlight(code, lexers.get_lexer_by_name(language, stripnl=False), formatters.HtmlFormatter(nowrap=True))
    return html.replace("&quot;", '"').replace("&#39;", "'").replace("\u00a0", "&nbsp;")
