"""Removes from a built site's style sheets and scripts what none of its pages uses.

A theme's style sheet serves every site that could be made with it, and a reader waits for all of it before the first
words show. So only the rules that this site's pages or scripts can need are kept. Our own scripts lose their comments.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import lightningcss
import rjsmin

_INDEX = "pagefind"
"""The folder of the search index, which may be written at the same time."""
_CLASSES = re.compile(r"""class\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
"""It may find more than the classes, as in `data-class`, and begins with its letters, which `re` finds fastest."""
_WORD = re.compile(r"[\w-]+")
_CLASS_SELECTOR = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_OTHER_NAME = re.compile(r"(?:#|--|@(?:-\w+-)?keyframes\s+)([\w-]+)")
"""An id, a custom property or an animation, which Lightning CSS cannot tell from a class of the same name."""

_COLOURS = re.compile(r"\[(data-md-color-[\w-]+)=\"?([\w-]+)\"?\]\{[^{}]*\}")
"""A rule for one of the theme's colours: a site has chosen one, and its pages say which."""
_CHOSEN = re.compile(r"""(data-md-color-[\w-]+)=["']?([\w-]+)""")


_ASKED_FOR = re.compile(r"var\(\s*(--[\w-]+)")
_NAMED = re.compile(r"(--[\w-]+)(?![\w-]|\s*:)")
"""A custom property wherever it is not given its value."""
_GIVEN = re.compile(r"(--[\w-]+)\s*:")


@dataclass(frozen=True)
class Usage:
    """What a page uses of the style sheets: classes, the colours that it uses or offers, and custom properties."""

    classes: tuple[str, ...]
    colours: tuple[tuple[str, str], ...]
    properties: tuple[str, ...]


def usage_of(html: str) -> Usage:
    classes = {sys.intern(name) for found in _CLASSES.findall(html) for name in "".join(found).split()}
    colours, properties = _CHOSEN.findall(html), _ASKED_FOR.findall(html)
    return Usage(tuple(sorted(classes)), tuple(sorted(set(colours))), tuple(sorted(set(properties))))


def trim(site: Path, known: Mapping[str, Usage] | None = None) -> None:
    """Rewrites the style sheets in `assets/`, and the scripts in `assets/explainer/`.

    `known` has what some of the pages use, by their paths; the others are read. A style sheet that is not CSS, or not
    UTF-8, is left as it is.
    """
    for script in site.glob("assets/explainer/**/*.js"):
        script.write_text(str(rjsmin.jsmin(script.read_text("utf-8"))), "utf-8")
    sheets = sorted(site.glob("assets/**/*.css"))
    usages = tuple(_usages(site, known or {})) if sheets else ()
    used = {name for usage in usages for name in usage.classes}
    colours = {colour for usage in usages for colour in usage.colours}
    words = frozenset(_words_of_scripts(site)) if sheets else frozenset()
    beginnings = tuple(word for word in words if word.endswith(("-", "_")))
    texts: dict[Path, str] = {}
    for sheet in sheets:
        with suppress(ValueError):
            text = sheet.read_text("utf-8")
            named = set(_CLASS_SELECTOR.findall(text)) - set(_OTHER_NAME.findall(text)) - used - words
            trimmed = _minified(text, {name for name in named if not name.startswith(beginnings)})
            texts[sheet] = _COLOURS.sub(lambda rule: rule[0] if rule.groups() in colours else "", trimmed)
    properties = {name for usage in usages for name in usage.properties}
    for sheet, text in _without_needless_properties(texts, properties | words).items():
        sheet.write_text(text, "utf-8")


def _minified(text: str, unused: Set[str]) -> str:
    return lightningcss.process_stylesheet(text, unused_symbols=set(unused), minify=True)


def _without_needless_properties(texts: Mapping[Path, str], used: Set[str]) -> Mapping[Path, str]:
    """The style sheets without the custom properties that nothing asks for, nor what only these ask for.

    Material's icons are such properties, and most sites show few of them.
    """
    everything = "\n".join(texts.values())
    needless = frozenset(_GIVEN.findall(everything)) - frozenset(_NAMED.findall(everything)) - used
    left = {sheet: _minified(text, needless) for sheet, text in texts.items()}
    return texts if left == texts else _without_needless_properties(left, used)


def _usages(site: Path, known: Mapping[str, Usage]) -> Iterator[Usage]:
    for page in site.rglob("*.html"):
        yield known.get(page.relative_to(site).as_posix()) or usage_of(page.read_text("utf-8", "replace"))


def _words_of_scripts(site: Path) -> Iterator[str]:
    """The words of all scripts: any may be a class, or the beginning of one if it ends in a hyphen."""
    for script in site.rglob("*.js"):
        if script.relative_to(site).parts[0] != _INDEX:
            yield from _WORD.findall(script.read_text("utf-8", "replace"))
