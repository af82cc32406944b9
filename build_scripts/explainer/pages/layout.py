"""Lays views out with the templates of the theme."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup, escape

from explainer.build_cache import BuildCache
from explainer.catalogue import Catalogue, catalogue_of, quotes_of
from explainer.disk_cache import digest_of
from explainer.hidden_anchors import with_former_ids
from explainer.model.edition import Edition
from explainer.model.permalinks import NOTHING_KEPT, Kept, Moved
from explainer.pages.addresses import Addresses, within
from explainer.pages.linked_data import json_ld
from explainer.pages.page import Meta, Page, PageCard, Settings
from explainer.pages.security_policy import policy_of, with_policy
from explainer.pages.texts import text_html
from explainer.text.typography import typeset
from explainer.views import LazyView, PageView, SearchRecord
from explainer.views.entry_text import DrawnPiece
from explainer.views.parts import Provenance

if TYPE_CHECKING:
    from jinja2 import Environment

_CODE = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
_EMPTY_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class MovedPage:
    """What the page at an old address shows: where its content is now. `script` is the address of its script.

    `places` are the addresses to which fragments of the old page lead, as JSON; empty if all go with the page.
    """

    title: str
    target: str
    canonical: str
    script: str
    places: str


class Layout:
    """The templates of the theme, ready to lay out the views of an edition."""

    def __init__(
        self, edition: Edition, theme: Path, settings: Settings, cache: BuildCache, kept: Kept = NOTHING_KEPT
    ) -> None:
        self._settings = settings
        self._former_ids = kept.former_ids
        self.addresses = Addresses(settings.directory_urls, settings.site_url, edition.prefix)
        texts = _texts_of(theme / "explainer")
        self._templates = cache.recall(_templates_of, texts, edition.language)
        self._made_with = digest_of(([(name, text) for name, _, text in texts], edition, settings))
        self.typeset = partial(typeset, quotes=quotes_of(catalogue_of(edition.language)))
        macros: Any = self._templates.get_template("parts/marks.html").module
        self._marks = macros.marks
        self._drawings = {
            "chart": self._templates.get_template("parts/chart.html"),
            "facsimile": self._templates.get_template("parts/facsimile.html"),
        }

    def text(self, template: str, view: Any) -> str:
        """A file that is not a page."""
        return self._templates.get_template(template).render(view=view)

    def page(
        self,
        template: str,
        later: LazyView[PageView],
        collection: str = "",
        contents: bool = True,
        is_listed: bool = True,
    ) -> Page:
        """The page of a view. `contents` says whether a list of its headings stands beside it.

        A view with `anchors` repeats other pages, and links to them stay on it. Search engines are asked to leave out a
        page that is not listed.
        """
        view = later.make()
        meta: dict[str, Meta] = {
            "title": view.title,
            "description": view.summary,
            "list": self.addresses.document(f"{collection or view.collection}/index.md"),
            "hide": ("navigation",) if contents else ("navigation", "toc"),
            **({} if is_listed else {"robots": "noindex"}),
            **({"feeds": view.feeds} if view.feeds else {}),
            **({"changed": view.changed, "licence": view.licence_url} if view.changed else {}),
            **({"linked_data": json_ld(view.linked, self._whole)} if view.linked and self.addresses.site_url else {}),
            **_search_meta(view.search_record),
            **({"thumbnail": view.thumbnail.file} if view.thumbnail else {}),
        }
        former_ids = self._former_ids.get(later.page, ())
        made_from = digest_of((self._made_with, template, later.page, former_ids, view))
        make = partial(self._html, template, later.page, view, former_ids)
        return Page(self.addresses.document(later.page), meta, made_from, make, self._card(later.page, view))

    def _card(self, page: str, view: PageView) -> PageCard | None:
        """The card, which is shown by its whole address; so there is none while that of the site is not known."""
        if view.share_card is None or not self.addresses.site_url:
            return None
        file = self.addresses.card(page)
        return PageCard(view.share_card, file, self.addresses.whole(page, file))

    def _html(self, template: str, page: str, view: PageView, former_ids: tuple[tuple[str, str], ...]) -> str:
        def href(target: str, query: str = "") -> str:
            return within(target, view.anchors) or self.addresses.between(page, target, query)

        html = self._templates.get_template(template).render(
            view=view,
            href=href,
            text=partial(
                text_html,
                href=href,
                marks=self._marks,
                typeset=self.typeset,
                drawn=partial(self._drawn, href=href),
            ),
            edit_href=self._edit_href,
            whole_href=self._whole,
            has_site_url=bool(self.addresses.site_url),
            beside=self.addresses.beside,
            report_href=self._report_href,
            form_href=partial(self._form_href, page),
        )
        return with_former_ids(_without_empty_lines(html), former_ids)

    def redirect(self, moved: Moved) -> str:
        """The page at an old address, finished, without the frame that a site generator puts around pages."""
        addresses = self.addresses
        places = {fragment: addresses.between(moved.page, place) for fragment, place in moved.places}
        view = MovedPage(
            moved.title,
            addresses.between(moved.page, moved.target),
            addresses.whole(moved.page, moved.target.partition("#")[0]),
            addresses.between(moved.page, "assets/explainer/redirect.js"),
            json.dumps(places, ensure_ascii=False) if places else "",
        )
        return with_policy(self.text("redirect.html", view).strip(), policy_of()) + "\n"

    def _drawn(self, piece: DrawnPiece, href: Callable[..., str]) -> str:
        """The HTML of a piece of a text that a template draws: by the macro of its kind."""
        macros: Any = self._drawings[piece.kind].module
        return str(getattr(macros, piece.kind)(getattr(piece, piece.kind), href))

    def _whole(self, target: str) -> str:
        """The whole address of a page, of a place on one, or of a file; only where that of the site is known."""
        page, sign, fragment = target.partition("#")
        return self.addresses.whole("index.md", page) + sign + quote(fragment)

    def _edit_href(self, path: str) -> str:
        return self._settings.edit_url + quote(path) if self._settings.edit_url else ""

    def _report_href(self, title: str, path: str) -> str:
        return self._settings.report_url.format(title=quote(title), path=quote(path))

    def _form_href(self, page: str, made: Provenance) -> str:
        """The address of the entry's form on the page /edit/."""
        if not self._settings.forms:
            return ""
        form, entry = self._settings.forms[made.sort], posixpath.splitext(posixpath.basename(made.path))[0]
        return self.addresses.between(page, f"edit/#/collections/{form}/entries/{entry}")


def _templates_of(texts: tuple[tuple[str, str, str], ...], language: str) -> Environment:
    """The templates, each given as name, file and text, with the words of a language."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # noqa: PLC0415 - a check draws no page

    files = {name: (text, file, None) for name, file, text in texts}
    templates = Environment(
        loader=FunctionLoader(files.get),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = catalogue_of(language)
    say, listed = _in_markup(words)
    templates.globals.update(say=say, listed=listed, count=words.count, language=words.language)
    templates.filters["typeset"] = partial(typeset, quotes=quotes_of(words))
    return templates


def _in_markup(words: Catalogue) -> tuple[Callable[..., Markup], Callable[..., Markup]]:
    """`say` and `listed` for templates: what fills a phrase may be markup, and anything else is escaped."""

    def say(key: str, /, **values: object) -> Markup:
        return escape(words.phrase(key)).format(**values)

    def listed(key: str, items: Iterable[str]) -> Markup:
        return say(key).join(item for item in items if item)

    return say, listed


def _without_empty_lines(html: str) -> str:
    """The page without the empty lines that templates leave; those of code stay."""
    parts = _CODE.split(html.strip())
    parts[::2] = (_EMPTY_LINES.sub("\n", part) for part in parts[::2])
    return "".join((*parts, "\n"))


def _texts_of(folder: Path) -> tuple[tuple[str, str, str], ...]:
    """The name, file and text of every template below the folder, sorted by name."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return tuple((path.relative_to(folder).as_posix(), str(path), path.read_text("utf-8")) for path in paths)


def _search_meta(record: SearchRecord | None) -> dict[str, Meta]:
    """The metadata for the search index and hover cards; empty if the page is not searched."""
    if record is None:
        return {}
    return {
        "kind": record.kind,
        "date_label": record.date,
        "names": record.names,
        "tails": record.tails,
        "facets": record.facets,
        "years": record.years,
    }
