"""Takes out of the style sheets and scripts of a built site what none of its pages uses.

A theme's style sheet serves every site that could be made with it. A reader waits for all of it before the first words
show, so only the rules that this site's pages or scripts can come to use are left. Scripts lose their comments.
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


def trim(site: Path) -> None:
    """Rewrites what is in `assets/`: the scripts that are not minified yet, and the style sheets that are CSS."""
    for script in site.glob("assets/**/*.js"):
        if ".min." not in script.name:
            script.write_text(str(rjsmin.jsmin(script.read_text("utf-8"))), "utf-8")
    _trim_style_sheets(site)


def _trim_style_sheets(site: Path) -> None:
    sheets = {path: path.read_text("utf-8") for path in sorted(site.glob("assets/**/*.css"))}
    if not sheets:
        return
    used = frozenset(_classes_of_pages(site))
    words = frozenset(_words_of_scripts(site))
    beginnings = tuple(word for word in words if word.endswith(("-", "_")))
    for path, text in sheets.items():
        named = set(_CLASS_SELECTOR.findall(text)) - used - words
        unused = {name for name in named if not name.startswith(beginnings)}
        try:
            trimmed = lightningcss.process_stylesheet(text, filename=path.name, unused_symbols=unused, minify=True)
        except ValueError:
            continue
        path.write_text(trimmed, "utf-8")


def _classes_of_pages(site: Path) -> Iterator[str]:
    for page in site.rglob("*.html"):
        for classes in _CLASSES.findall(page.read_text("utf-8")):
            yield from "".join(classes).split()


def _words_of_scripts(site: Path) -> Iterator[str]:
    """Any word of a script may be a class that it sets, or, where it ends in a hyphen, the beginning of one."""
    for script in site.rglob("*.js"):
        yield from _WORD.findall(script.read_text("utf-8"))
