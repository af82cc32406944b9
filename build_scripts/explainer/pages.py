"""From views to pages: path, metadata and Markdown, laid out by the templates of the theme.

A page is plain Markdown with front matter, so that any generator can render it. Links in running text lead to
Markdown files; links in the HTML that the templates write lead to addresses, which depend on `Settings`.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml
from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from explainer.catalogue import Catalogue, catalogue_of
from explainer.memory import Memory
from explainer.views import Finding, Later, RedirectView, SiteView
from explainer.views.parts import Made


@dataclass(frozen=True)
class Settings:
    """How addresses are made. `edit_url` and `report_url` may be empty; then their links are left out.

    `site_url` is the address of the site, empty where it is not known; `edit_url` is put before the path of a content
    file; `{title}` and `{path}` in `report_url` are filled. `forms` has the form of the page /edit/ for each collection
    and kind of background; it is empty where there is no such page.
    """

    directory_urls: bool = True
    edit_url: str = ""
    report_url: str = ""
    site_url: str = ""
    forms: Mapping[str, str] = field(default_factory=dict)


Meta = str | list[str]
"""A value of a page's front matter."""


@dataclass(frozen=True)
class Page:
    """What a site generator receives: `path` is relative to its folder of documents."""

    path: str
    meta: Mapping[str, Meta]
    markdown: str

    def __str__(self) -> str:
        """The page as a file: front matter and Markdown."""
        front = yaml.safe_dump(dict(self.meta), allow_unicode=True, sort_keys=False, width=10_000)
        return f"---\n{front}---\n{self.markdown}"


@dataclass(frozen=True)
class Asset:
    """A file that the site needs beside its pages, made from the content."""

    path: str
    text: str


@dataclass(frozen=True)
class Pages:
    """The pages of the site, sorted by path. Each is made when it is asked for, and made again when asked again."""

    _makers: Mapping[str, Callable[[], Page]] = field(default_factory=dict)
    unlisted: frozenset[str] = frozenset()
    """The paths of those that search engines and menus are to leave out."""

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(self._makers)

    def at(self, path: str) -> Page:
        """The page of a path of `paths`."""
        return self._makers[path]()

    def __iter__(self) -> Iterator[Page]:
        return (self.at(path) for path in self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def pages_of(site: SiteView, words: Catalogue, theme: Path, settings: Settings, memory: Memory | None = None) -> Pages:
    """The pages of the site. Templates are those in the folder `explainer/` of the theme."""
    layout = _Layout(words, theme, settings, memory or Memory())
    makers: dict[str, Callable[[], Page]] = {
        **{later.page: partial(layout.page, "entry.md", later) for later in site.entries},
        **{later.page: partial(layout.page, "index.md", later) for later in site.indexes},
        **({site.map.page: partial(layout.page, "map.md", site.map, "map")} if site.map else {}),
        site.timeline.page: partial(layout.page, "timeline.md", site.timeline, "timeline"),
        site.positions.page: partial(layout.page, "positions.md", site.positions, "positions"),
        site.path_list.page: partial(layout.page, "paths.md", site.path_list, "paths"),
        **{later.page: partial(layout.page, "path.md", later, "paths") for later in site.paths},
        **{
            later.page: partial(layout.page, "home.md", later, "site", contents=False)
            if later.page == "index.md"
            else partial(layout.page, "text.md", later, "site")
            for later in site.texts
        },
    }
    unlisted: dict[str, Callable[[], Page]] = {
        site.whole.page: partial(layout.page, "print.md", site.whole, "print", contents=False, is_listed=False),
    }
    if site.worklist:
        page = partial(layout.page, "worklist.md", site.worklist, "worklist", is_listed=False)
        unlisted[site.worklist.page] = page
    return Pages(dict(sorted((makers | unlisted).items())), frozenset(unlisted))


def assets_of(
    site: SiteView, words: Catalogue, theme: Path, settings: Settings, memory: Memory | None = None
) -> tuple[Asset, ...]:
    """The files beside the pages: what these ask for, and finished pages at the addresses that entries had before."""
    layout = _Layout(words, theme, settings, memory or Memory())
    facets = [asdict(facet) for facet in site.facets]
    return (
        Asset("assets/facets.json", json.dumps(facets, ensure_ascii=False, separators=(",", ":")) + "\n"),
        Asset("assets/explainer/style.css", layout.text("style.css", site.parties)),
        *(Asset(thumbnail.file, layout.text("thumbnail.svg", thumbnail)) for thumbnail in site.thumbnails),
        *(layout.redirect(redirect) for redirect in site.redirects),
    )


def text_of(template: str, view: object, words: Catalogue, theme: Path) -> str:
    """A file of the site that is no page and comes from no entry, laid out by a template of the theme."""
    return _Layout(words, theme, Settings(), Memory()).text(template, view)


def _finding_meta(finding: Finding | None) -> dict[str, str | list[str]]:
    """What the head of a page says to the index and to the preview; nothing where the page is not searched."""
    if finding is None:
        return {}
    return {
        "kind": finding.kind,
        "date_label": finding.date,
        "names": list(finding.names),
        "facets": list(finding.facets),
    }


def address(page: str, target: str, directory_urls: bool) -> str:
    """The relative address of a page (`actors/x.md#offices`) as seen from another page."""
    path, sign, fragment = target.partition("#")
    if not path or path == page:
        return sign + quote(fragment) if fragment else "#"
    here = posixpath.dirname(_location(page, directory_urls))
    there = _location(path, directory_urls)
    relative = posixpath.relpath(there or ".", here or ".")
    return quote(f"{relative}/" if directory_urls else relative) + sign + quote(fragment)


def within(target: str, anchors: Mapping[str, str]) -> str:
    """The address of a page that another page holds at an anchor; empty where it does not hold it."""
    page, _, fragment = target.partition("#")
    if page not in anchors:
        return ""
    return f"#{quote(anchors[page])}--{quote(fragment)}" if fragment else f"#{quote(anchors[page])}"


def _location(page: str, directory_urls: bool) -> str:
    """Where a page is published, from the root of the site."""
    if not directory_urls:
        return f"{page.removesuffix('.md')}.html"
    if posixpath.basename(page) == "index.md":
        return page.removesuffix("index.md")
    return f"{page.removesuffix('.md')}/"


_OPENING = re.compile(r"(?:(?<=[\s(\[{\u2013\u2014/])|^)([\"'])(?=\S)")


def as_typeset(text: str) -> str:
    """Plain text of an editor with the quotation marks of a printed page, as Markdown's `smarty` sets them."""
    opened = _OPENING.sub(lambda match: "\u201c" if match[1] == '"' else "\u2018", text)
    return opened.replace('"', "\u201d").replace("'", "\u2019")


_SPECIAL = re.compile(r"[^\w\s]|_", re.ASCII)


def as_markdown(text: str) -> Markup:
    """Plain text for a place where Markdown is read: no character of it means anything there."""
    return Markup(_SPECIAL.sub(_entity, text))  # noqa: S704 - every special character is an entity


def _entity(match: re.Match[str]) -> str:
    character = match[0]
    return f"&#{ord(character)};" if character.isascii() and character not in ",.;:'/-?" else character


@dataclass(frozen=True)
class Moved:
    """What the page at an old address says: where the entry is now. `script` is the address of its script."""

    title: str
    target: str
    canonical: str
    script: str


def _templates_of(texts: tuple[tuple[str, str, str], ...], language: str) -> Environment:
    """The templates, each given as its name, its file and its text, with the words of a language."""
    files = {name: (text, file, None) for name, file, text in texts}
    templates = Environment(
        loader=FunctionLoader(files.get),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = catalogue_of(language)
    templates.globals.update(say=words.say, count=words.count, language=words.language)
    templates.filters.update(md=as_markdown, typeset=as_typeset)
    return templates


def _texts_of(folder: Path) -> tuple[tuple[str, str, str], ...]:
    """The name, file and text of every template below the folder, sorted by name."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return tuple((path.relative_to(folder).as_posix(), str(path), path.read_text("utf-8")) for path in paths)


class _Layout:
    """The templates of the theme, ready to lay out views."""

    def __init__(self, words: Catalogue, theme: Path, settings: Settings, memory: Memory) -> None:
        self._settings = settings
        self._templates = memory.recall(_templates_of, _texts_of(theme / "explainer"), words.language)

    def text(self, template: str, view: Any) -> str:
        """A file that is no page."""
        return self._templates.get_template(template).render(view=view)

    def page(
        self, template: str, later: Later[Any], collection: str = "", contents: bool = True, is_listed: bool = True
    ) -> Page:
        """The page of a view. `contents` says whether a list of its headings stands beside it.

        A view with `anchors` repeats other pages, and links to them stay on it. Search engines are asked to leave out a
        page that is not listed.
        """
        view = later.make()
        inside: Mapping[str, str] = getattr(view, "anchors", {})
        path = later.page
        directory_urls = self._settings.directory_urls

        def href(target: str) -> str:
            return within(target, inside) or address(path, target, directory_urls)

        def source_href(target: str) -> str:
            """The same for running text: the Markdown file, which the site generator turns into an address."""
            if here := within(target, inside):
                return here
            file, sign, fragment = target.partition("#")
            relative = posixpath.relpath(file, posixpath.dirname(path) or ".") if file else ""
            return quote(relative) + sign + fragment

        def file_href(file: str) -> str:
            """The address of a file of the content, which is published as it is."""
            return quote(posixpath.relpath(file, posixpath.dirname(_location(path, directory_urls)) or "."))

        def form_href(made: Made) -> str:
            """The address of the entry's form on the page /edit/."""
            if not self._settings.forms:
                return ""
            form, entry = self._settings.forms[made.sort], posixpath.splitext(posixpath.basename(made.path))[0]
            return file_href("edit/") + f"/#/collections/{form}/entries/{entry}"

        markdown = self._templates.get_template(template).render(
            view=view,
            href=href,
            source_href=source_href,
            file_href=file_href,
            edit_href=self._edit_href,
            report_href=self._report_href,
            form_href=form_href,
        )
        meta: dict[str, Meta] = {
            "title": view.title,
            "description": view.summary,
            "collection": str(collection or view.collection),
            "hide": ["navigation"] if contents else ["navigation", "toc"],
            **({} if is_listed else {"robots": "noindex"}),
            **_finding_meta(getattr(view, "finding", None)),
            **({"thumbnail": thumbnail.file} if (thumbnail := getattr(view, "thumbnail", None)) else {}),
        }
        return Page(path, meta, _tidy(markdown))

    def redirect(self, view: RedirectView) -> Asset:
        """The page at an old address, finished: it has nothing of the frame that a site generator puts around pages."""
        directory_urls, site_url = self._settings.directory_urls, self._settings.site_url.rstrip("/")
        here = _location(view.page, directory_urls)
        target = address(view.page, view.target, directory_urls)
        moved = Moved(
            view.title,
            target,
            f"{site_url}/{_location(view.target, directory_urls)}" if site_url else target,
            posixpath.relpath("assets/explainer/redirect.js", posixpath.dirname(here)),
        )
        return Asset(f"{here}index.html" if directory_urls else here, self.text("redirect.html", moved).strip() + "\n")

    def _edit_href(self, path: str) -> str:
        return self._settings.edit_url + quote(path) if self._settings.edit_url else ""

    def _report_href(self, title: str, path: str) -> str:
        return self._settings.report_url.format(title=quote(title), path=quote(path))


def _tidy(markdown: str) -> str:
    """The Markdown without more than one empty line in a row, ending in one line end."""
    return re.sub(r"\n{3,}", "\n\n", markdown).strip() + "\n"
