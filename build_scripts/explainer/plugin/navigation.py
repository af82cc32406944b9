"""What MkDocs' configuration takes from the content: the site's name, its tabs, and the settings of the theme.

So `mkdocs.yml` has no words but those of pages written by hand.
"""

from __future__ import annotations

from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from explainer.views import SiteFrame

_FAVICON_OF_MATERIAL = "assets/images/favicon.png"


def take_frame(config: MkDocsConfig, frame: SiteFrame | None, language: str, has_docs: bool) -> None:
    """Gives the configuration what the content says of the site; without a frame the site has one page.

    Material's templates print the name and the description as they are, so both are markup already.
    """
    theme = config.theme
    theme["language"], theme["font"] = language, False
    if frame is None:
        config.nav = ["index.md"]
        return
    config.site_name, config.site_description = escape(frame.name), escape(frame.description)
    config.nav = nav_of(frame, config.nav or [] if has_docs else [])
    theme["features"] = theme.get("features") or ["navigation.tabs", "navigation.top", "toc.follow"]
    theme["palette"] = [
        _palette("light", "default", "material/weather-night", frame.to_dark),
        _palette("dark", "slate", "material/weather-sunny", frame.to_light),
    ]
    if theme.get("favicon") == _FAVICON_OF_MATERIAL:
        theme["favicon"] = "assets/favicon.svg"


def _palette(preferred: str, scheme: str, icon: str, words: str) -> dict[str, Any]:
    return {
        "media": f"(prefers-color-scheme: {preferred})",
        "scheme": scheme,
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": icon, "name": words},
    }


def nav_of(frame: SiteFrame, by_hand: list[Any]) -> list[Any]:
    """The tabs of the content as MkDocs' `nav`, and behind them those of `mkdocs.yml`.

    A section of `mkdocs.yml` that has the title of a tab is put below that tab.
    """
    sections = {title: pages for item in by_hand if isinstance(item, dict) for title, pages in item.items()}
    titles = {tab.title for tab in frame.tabs}
    tabs: list[Any] = []
    for tab in frame.tabs:
        added = sections.get(tab.title)
        pages = [*tab.pages, *(added if isinstance(added, list) else [])]
        tabs.append({tab.title: pages if len(pages) > 1 else pages[0]})
    own = [item for item in by_hand if not (isinstance(item, dict) and titles.intersection(item))]
    return [*tabs, *own]


def pages_in(nav: list[Any]) -> frozenset[str]:
    """The paths of the pages that a nav lists, however deep."""
    found: set[str] = set()
    for item in nav:
        below = next(iter(item.values())) if isinstance(item, dict) else item
        found |= pages_in(below) if isinstance(below, list) else {below}
    return frozenset(found)


def leave_out_docs(files: Files, config: MkDocsConfig) -> None:
    """Takes the pages and files of the docs folder out of the site."""
    for file in tuple(files):
        if file.src_dir == config.docs_dir:
            files.remove(file)
