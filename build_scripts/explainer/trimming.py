"""Takes out of the style sheets and scripts of a built site what none of its pages uses.

A theme's style sheet serves every site that could be made with it. A reader waits for all of it before the first words
show, so only the rules that this site's pages or scripts can come to use are left. Our own scripts lose their comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import lightningcss
import rjsmin

_CLASSES = re.compile(r"""\bclass\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_WORD = re.compile(r"[\w-]+")
_CLASS_SELECTOR = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_OTHER_NAME = re.compile(r"(?:#|--|@(?:-\w+-)?keyframes\s+)([\w-]+)")
"""An id, a custom property, an animation: Lightning CSS does not tell them from a class of the same name."""


def trim(site: Path) -> None:
    """Rewrites the style sheets in `assets/`, and the scripts in `assets/explainer/`.

    A style sheet that is not CSS, or not UTF-8, is left as it is.
    """
    for script in site.glob("assets/explainer/**/*.js"):
        script.write_text(str(rjsmin.jsmin(script.read_text("utf-8"))), "utf-8")
    sheets = sorted(site.glob("assets/**/*.css"))
    used = frozenset(_classes_of_pages(site)) if sheets else frozenset()
    words = frozenset(_words_of_scripts(site)) if sheets else frozenset()
    beginnings = tuple(word for word in words if word.endswith(("-", "_")))
    for sheet in sheets:
        try:
            text = sheet.read_text("utf-8")
            named = set(_CLASS_SELECTOR.findall(text)) - set(_OTHER_NAME.findall(text)) - used - words
            unused = {name for name in named if not name.startswith(beginnings)}
            trimmed = lightningcss.process_stylesheet(text, filename=sheet.name, unused_symbols=unused, minify=True)
        except ValueError:
            continue
        sheet.write_text(trimmed, "utf-8")


def _classes_of_pages(site: Path) -> Iterator[str]:
    for page in site.rglob("*.html"):
        for classes in _CLASSES.findall(page.read_text("utf-8", "replace")):
            yield from "".join(classes).split()


def _words_of_scripts(site: Path) -> Iterator[str]:
    """Any word of a script may be a class that it sets, or, where it ends in a hyphen, the beginning of one."""
    for script in site.rglob("*.js"):
        yield from _WORD.findall(script.read_text("utf-8", "replace"))
