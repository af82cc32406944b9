"""The one gate: what a text may publish, by lists of elements, attributes, classes and schemes of addresses.

It comes after everything that changes a text, and what it returns is what is published. Our renderer writes nothing
that is not on the lists. If the gate changes something all the same, that is a problem with a line, and the text is not
published with it.
"""

from __future__ import annotations

import re

import nh3

from explainer.text.attributes import CLASSES, KINDS_OF_ADMONITION
from explainer.text.highlighting import CLASSES as CLASSES_OF_CODE
from explainer.text.link_targets import SCHEMES, scheme_of

ELEMENTS = frozenset(
    """a abbr blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr img li ol p pre rp rt ruby span strong
    sub summary sup table tbody td th thead tr ul""".split()  # noqa: SIM905 - a list of words reads better so
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_EVERYWHERE = {"id", "lang", "dir", "title"}
ATTRIBUTES = {
    "*": _EVERYWHERE,
    "a": {"href", "data-explainer"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start"},
    "li": {"value"},
    "details": {"open"},
    "td": {"align"},
    "th": {"align"},
}
_CLASSES: dict[str, set[str]] = {
    **{name: set(CLASSES) for name in ELEMENTS - {"br", "hr", "img"}},
    "a": {*CLASSES, "footnote-ref", "footnote-backref"},
    "details": {*CLASSES, *KINDS_OF_ADMONITION},
    "div": {*CLASSES, *KINDS_OF_ADMONITION, "admonition", "footnote", "highlight"},
    "p": {*CLASSES, "admonition-title"},
    "span": {*CLASSES, *CLASSES_OF_CODE, "cite__prefix"},
    "sup": {*CLASSES, "cite"},
}


def _kept(element: str, name: str, value: str) -> str | None:
    """The value; None for an id like those of the theme, from which its scripts read their settings.

    None too for an address with control characters, or with a scheme that is not allowed once spaces are left out:
    programs disagree about these.
    """
    if name == "id":
        return None if value.startswith("_") else value
    if name in {"href", "src"}:
        scheme = scheme_of(value)
        return None if _CONTROL.search(value) or (scheme and scheme not in SCHEMES) else value
    return value


_CLEANER = nh3.Cleaner(
    tags=set(ELEMENTS),
    attributes=ATTRIBUTES,
    attribute_filter=_kept,
    allowed_classes=_CLASSES,
    url_schemes=set(SCHEMES),
    link_rel=None,
    strip_comments=True,
)


def passed(html: str) -> str:
    """The HTML, reduced to what a text may publish."""
    return _CLEANER.clean(html)
