"""A copy of the built site that works from a folder, by a double click on its first page.

A browser that opens files loads no modules and fetches nothing. So our modules become one classic script, fonts stand
in the style sheet, addresses name their file, and a list of all pages takes the place of the search.
"""

from __future__ import annotations

import base64
import datetime
import html
import json
import posixpath
import re
import shutil
import zipfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from urllib.parse import quote, unquote

from selectolax.lexbor import LexborHTMLParser

from explainer.built_site.classic_scripts import classic
from explainer.catalogue import Catalogue, catalogue_of, languages
from explainer.pages import CARDS

FIRST, LIST = "index.html", "all-pages.html"
_ASSETS = "assets/explainer"
_SCRIPT = f"{_ASSETS}/offline.js"
_RUNNING = ("timeline/index.js", "map/map.js")
"""The modules that need nothing from elsewhere. Search and previews fetch pages, and the page of a lost address too."""
_LEFT_OUT = (
    *("pagefind", CARDS, "assets/names", "edit"),
    *(f"{_ASSETS}/{name}" for name in ("search", "hover_cards", "missing")),
)
_LEFT_OUT_FILES = ("404.html", "_headers", "sitemap.xml", "sitemap.xml.gz")
_FONT = re.compile(r"url\(\"?'?([^)\"']+\.woff2)\"?'?\)")
_NEEDLESS = re.compile(
    r"<link rel=\"preload\"[^>]*>|<script type=\"module\"[^>]*></script>|<dialog class=\"search\".*?</dialog>",
    re.DOTALL,
)
_SEARCH_BUTTON = re.compile(r"<button type=\"button\" class=\"search-open\".*?</button>", re.DOTALL)
_POLICY = re.compile(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>")
_LINK = re.compile(r"(<a\b[^>]*?\shref=\")([^\"]*)(\")")
_ARTICLE = re.compile(r"(<article\b[^>]*>).*(</article>)", re.DOTALL)
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_FIRST_MOMENT = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)
_SCHEME = re.compile(r"[a-zA-Z][\w+.-]*:|//")


def offline_copy(site: Path, target: Path) -> None:
    """Writes the copy of a built site into a new folder."""
    words = _words_of(site)
    shutil.copytree(site, target)
    for name in _LEFT_OUT:
        shutil.rmtree(target / name, ignore_errors=True)
    for name in _LEFT_OUT_FILES:
        (target / name).unlink(missing_ok=True)
    (target / _SCRIPT).write_text(classic(site / _ASSETS, _RUNNING), "utf-8", newline="\n")
    for sheet in target.rglob("*.css"):
        sheet.write_text(_with_fonts(sheet), "utf-8", newline="\n")
    pages = json.loads((target / _ASSETS / "pages.json").read_text("utf-8"))
    for page in sorted(target.rglob("*.html")):
        page.write_text(_page(page, target, words), "utf-8", newline="\n")
    first = (target / FIRST).read_text("utf-8")
    (target / LIST).write_text(_list_of(first, pages, words), "utf-8", newline="\n")


def _words_of(site: Path) -> Catalogue:
    """The words in the language of the first page."""
    root = LexborHTMLParser((site / FIRST).read_text("utf-8")).css_first("html")
    language = (root.attributes.get("lang") if root else None) or "en"
    return catalogue_of(language if language in languages() else "en")


def zipped(folder: Path, epoch: int = 0) -> Path:
    """The folder as a ZIP beside it, in which it lies whole. The same files give the same bytes.

    All of them are of that moment, or of the first of 1980 if it is earlier: a ZIP knows none before.
    """
    target = folder.with_name(f"{folder.name}.zip")
    moment = max(datetime.datetime.fromtimestamp(epoch, datetime.UTC), _FIRST_MOMENT).timetuple()[:6]
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), moment)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o100644 << 16
            archive.writestr(entry, path.read_bytes())
    return target


def _with_fonts(sheet: Path) -> str:
    """The style sheet with its fonts in it: a browser may refuse those that lie beside it."""

    def inside(match: re.Match[str]) -> str:
        font = (sheet.parent / unquote(match[1])).resolve()
        return (
            f"url(data:font/woff2;base64,{base64.b64encode(font.read_bytes()).decode()})"
            if font.is_file()
            else match[0]
        )

    return _FONT.sub(inside, sheet.read_text("utf-8"))


def _page(page: Path, root: Path, words: Catalogue) -> str:
    home = posixpath.relpath(".", page.parent.relative_to(root).as_posix())
    link = f'<a class="search-open" href="{home}/{LIST}">{html.escape(words.say("all-pages"))}</a>'
    text = _NEEDLESS.sub("", page.read_text("utf-8"))
    text = _POLICY.sub(lambda match: _of_files(match[0]), _SEARCH_BUTTON.sub(link, text))
    text = _LINK.sub(lambda match: match[1] + _to_file(match[2], page, root) + match[3], text)
    script = f'<script defer src="{home}/{_SCRIPT}"></script></body>'
    return text.replace("</body>", script) if "</body>" in text else text + script.removesuffix("</body>")


def _of_files(policy: str) -> str:
    """The policy for pages that are files, in which fonts stand in the style sheet."""
    return policy.replace("'self'", "'self' file:").replace("font-src ", "font-src data: ")


def _to_file(address: str, page: Path, root: Path) -> str:
    """The address of the file that a server would answer with; others stay."""
    path = re.split("[?#]", html.unescape(address), maxsplit=1)[0]
    if not path or _SCHEME.match(path):
        return address
    rest = address[len(path) :]
    folder = (page.parent / unquote(path)).resolve()
    is_folder = folder.is_dir() and folder.is_relative_to(root.resolve()) and (folder / FIRST).is_file()
    return f"{path.rstrip('/')}/{FIRST}{rest}" if is_folder and address.startswith(path) else address


def _list_of(first: str, pages: list[list[str]], words: Catalogue) -> str:
    """The page of all pages, in the frame of the first."""
    title = html.escape(words.say("all-pages"))
    entries = _entries(title, pages)
    framed = _ARTICLE.sub(lambda match: match[1] + entries + match[2], first, count=1)
    return _TITLE.sub(lambda _: f"<title>{title}</title>", framed, count=1)


def _entries(title: str, pages: list[list[str]]) -> str:
    def lines() -> Iterator[str]:
        yield f'<header class="head"><h1 id="top">{title}</h1></header>'
        by_title = sorted(pages, key=lambda page: (_initial(page[1]), page[1].casefold(), page[0]))
        for initial, found in groupby(by_title, key=lambda page: _initial(page[1])):
            yield f"<h2>{html.escape(initial)}</h2>\n<ul>"
            for address, words in found:
                yield f'<li><a href="{html.escape(_as_file(address))}">{html.escape(words)}</a></li>'
            yield "</ul>"

    return "\n".join(lines())


def _initial(title: str) -> str:
    return next((character.upper() for character in title if character.isalnum()), "#")


def _as_file(address: str) -> str:
    return quote(f"{unquote(address)}{FIRST}" if address.endswith("/") else unquote(address)).removeprefix("./")
