"""The attributes that may stand in braces after a part of a text: `{lang=ja}`, `{#id}`, `{.nowrap}`, `{width=300}`."""

from __future__ import annotations

import re

from explainer.problems import Code

Attributes = tuple[tuple[str, str], ...]

CLASSES = frozenset({"nowrap", "original"})
"""The classes that an editor may give: words that stay on one line, and a quotation confirmed as the original."""

KINDS_OF_ADMONITION = (
    "note",
    "abstract",
    "info",
    "tip",
    "success",
    "question",
    "warning",
    "failure",
    "danger",
    "bug",
    "example",
    "quote",
)
"""The kinds of `!!!` and `???`, as Material for MkDocs draws them."""

KINDS_OF_ALERT = {"note": "note", "tip": "tip", "important": "info", "warning": "warning", "caution": "danger"}
"""The kinds of GitHub's `> [!NOTE]`, each with the kind of admonition as which it is drawn."""

_VALUES = {
    "lang": re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*+"),
    "dir": re.compile(r"ltr|rtl|auto"),
    "title": re.compile(r"[^\x00-\x1f]{1,300}"),
    "ruby": re.compile(r"[^\x00-\x1f]{1,100}"),
    "width": re.compile(r"[1-9][0-9]{0,3}"),
    "height": re.compile(r"[1-9][0-9]{0,3}"),
    "id": re.compile(r"[^\W_][\w.-]{0,100}"),
}
_EXPECTED = {
    "lang": "a language code such as 'ja' or 'zh-Hant'",
    "dir": "'ltr', 'rtl' or 'auto'",
    "title": "at most 300 characters in quotation marks",
    "ruby": "at most 100 characters in quotation marks",
    "width": "a number of pixels, such as 300",
    "height": "a number of pixels, such as 200",
    "id": "letters, digits and hyphens, beginning with a letter or digit",
    "class": f"one of {', '.join(sorted(CLASSES))}",
}
ALLOWED = tuple(_EXPECTED)
"""The names of attributes that an editor may write, in the order of the guide."""

_PART = re.compile(
    r"\s*+(?:(?P<sign>[#.])(?P<word>[^\s{}\"'=]++)"
    r"|(?P<name>[\w:-]++)=(?:\"(?P<quoted>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<plain>[^\s\"'{}]++)))(?=\s|\Z)"
)


def attributes_in(inner: str) -> Attributes | None:
    """The names and values between the braces; None if these are not attributes."""
    inner = inner.removeprefix(":").strip()
    found: dict[str, str] = {}
    at = 0
    while at < len(inner):
        part = _PART.match(inner, at)
        if part is None:
            return None
        name = {"#": "id", ".": "class"}.get(part["sign"] or "", part["name"])
        value = part["word"] or part["quoted"] or part["single"] or part["plain"] or ""
        found[name] = f"{found[name]} {value}" if name == "class" and name in found else value
        at = part.end()
    return tuple(found.items()) or None


def misuse(name: str, value: str) -> tuple[Code, str, str, str] | None:
    """What is wrong with an attribute or its value: code, message, hint and culprit; None if nothing is."""
    if name not in _EXPECTED:
        message = f"the attribute '{name[:40]}' is not allowed in a text"
        return Code.UNSAFE_HTML, message, f"Use one of {', '.join(ALLOWED)}", name
    if set(value.split()) <= CLASSES if name == "class" else _VALUES[name].fullmatch(value):
        return None
    message = f"'{value[:40]}' cannot be the {name} of a part of a text"
    return Code.BAD_ATTRIBUTE, message, f"Write {_EXPECTED[name]}", value
