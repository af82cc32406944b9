"""Pages as a browser gets them, and what in them it would run.

Markdown is rendered with the extensions of mkdocs.yml, so the tests see what readers see.
"""

from __future__ import annotations

import html
import re
from functools import cache
from typing import Any

import markdown
from mkdocs.utils.yaml import yaml_load
from selectolax.lexbor import LexborHTMLParser, LexborNode

from folders import PROJECT

_SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "srcset", "xlink:href")
_RUNNING = ("script", "style", "iframe", "object", "embed", "base", "meta", "link", "svg", "math", "form", "input")


@cache
def _extensions() -> tuple[tuple[str, ...], dict[str, Any]]:
    with (PROJECT / "mkdocs.yml").open(encoding="utf-8") as file:
        listed = yaml_load(file)["markdown_extensions"]
    names = tuple(item if isinstance(item, str) else next(iter(item)) for item in listed)
    assert names, "mkdocs.yml names no extension"
    return names, {name: options for item in listed if isinstance(item, dict) for name, options in item.items()}


def html_of(text: str) -> str:
    """The Markdown as MkDocs renders it."""
    names, options = _extensions()
    return markdown.Markdown(extensions=list(names), extension_configs=options).convert(text)


def first(page: LexborHTMLParser, selector: str) -> LexborNode:
    """The first element of the page that the selector finds; there has to be one."""
    found = page.css_first(selector)
    assert found is not None, f"no element is {selector}"
    return found


def running_parts(page: str) -> list[str]:
    """What a browser would run, load or obey in the HTML, and a text must not hold."""
    found: list[str] = []
    for node in LexborHTMLParser(f"<body><main>{page}</main>").css("main *"):
        if node.tag in _RUNNING:
            found.append(f"<{node.tag}>")
        for name, value in node.attributes.items():
            if name.startswith("on") or name == "style":
                found.append(f"<{node.tag} {name}>")
            if name in _ADDRESSES and not _is_safe(value or ""):
                found.append(f"<{node.tag} {name}={value}>")
    return found


def _is_safe(address: str) -> bool:
    plain = re.sub(r"[\t\n\r]", "", html.unescape(address)).lstrip("".join(map(chr, range(33))))
    scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", plain)
    return scheme is None or scheme[1].lower() in _SAFE_SCHEMES
