"""Whether the finished site has what the ledger promises; the files that readers get are looked at."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from explainer.model.permalinks import HOME, PERMALINKS_FILE, Listed, file_of_address
from explainer.problems import Code, Problem


def unpublished(site: Path, listed: Iterable[Listed], directory_urls: bool) -> tuple[Problem, ...]:
    """An error for each listed address for which the site has no file, or a page without that place.

    A page that redirects answers for all its places. Addresses given up on purpose are skipped.
    """
    by_page: defaultdict[str, list[tuple[str, Listed]]] = defaultdict(list)
    for item in listed:
        page, _, fragment = item.address.partition("#")
        if item.reason is None:
            by_page[page].append((fragment, item))
    found = (problem for page, items in by_page.items() for problem in _of_page(site, page, items, directory_urls))
    return tuple(sorted(found))


def _of_page(site: Path, page: str, items: Iterable[tuple[str, Listed]], directory_urls: bool) -> Iterable[Problem]:
    file = _file_of(site, page, directory_urls)
    if file is None:
        yield from (_problem(item, "there is no file at it in the built site") for _, item in items)
        return
    if not any(fragment for fragment, _ in items):
        return
    text = file.read_text("utf-8")
    missing = [(fragment, item) for fragment, item in items if fragment and f'id="{html.escape(fragment)}"' not in text]
    if missing and not _leads_on(text):
        yield from (_problem(item, f"its page has nothing with the id '{fragment}'") for fragment, item in missing)


def _file_of(site: Path, page: str, directory_urls: bool) -> Path | None:
    """The file that a host sends for an address; with addresses of files, either form of the page will do."""
    if not page.endswith("/"):
        file = site / file_of_address(page)
        return file if file.is_file() else None
    folder = site / page if page != HOME else site
    files = [folder / "index.html"] if directory_urls else [folder / "index.html", site / f"{page.rstrip('/')}.html"]
    return next((file for file in files if file.is_file()), None)


def _leads_on(page: str) -> bool:
    return LexborHTMLParser(page).css_first("meta[http-equiv=refresh]") is not None


def _problem(item: Listed, what: str) -> Problem:
    message = f"the address '{item.address}' was published, but {what}"
    return Problem(PERMALINKS_FILE, item.line, Code.LOST_ADDRESS, message, "This is a mistake in the theme or program")
