"""Quotation marks, dashes and ellipses as in print, in any language.

The text is read once from left to right, and the characters before and after it can be given.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Quotes(NamedTuple):
    """The quotation marks of a language: `"…"` and `'…'`, opening and closing."""

    opening: str = "“"
    closing: str = "”"
    inner_opening: str = "‘"
    inner_closing: str = "’"


ENGLISH = Quotes()

_MARK = re.compile(r"[\"']|(?<!-)-{2,3}(?!-)|\.{3}")
_SIGNS = ("'", '"', "--", "...")
"""What is set in another way begins with one of these."""
_BEFORE_OPENING = frozenset(" \t\n\u00a0([{–—/“‘«„")
_OTHERS = {"--": "–", "---": "—", "...": "…"}


def typeset(text: str, quotes: Quotes, before: str = " ", after: str = " ") -> str:
    """The text as it is printed. `before` and `after` are the characters next to it if it is a part of a line."""

    def printed(match: re.Match[str]) -> str:
        mark = match[0]
        if mark not in ("'", '"'):
            return _OTHERS[mark]
        previous = text[match.start() - 1] if match.start() else before
        following = text[match.end()] if match.end() < len(text) else after
        if previous in _BEFORE_OPENING and not following.isspace():
            return quotes.opening if mark == '"' else quotes.inner_opening
        if mark == "'" and previous.isalnum() and following.isalnum():
            return "’"
        return quotes.closing if mark == '"' else quotes.inner_closing

    return _MARK.sub(printed, text) if any(sign in text for sign in _SIGNS) else text
