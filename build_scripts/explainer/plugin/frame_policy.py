"""The policy of the pages that MkDocs writes, with hashes of the inline scripts in the theme's frame."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url, is_error_template
from selectolax.lexbor import LexborHTMLParser

from explainer.pages.security_policy import policy_of, with_policy

_RUNNING_TYPES = ("", "module", "text/javascript", "application/javascript", "importmap", "speculationrules")
_OTHER_POLICIES = ("edit",)
"""Folders of the site whose pages have a policy of their own."""


@dataclass
class Policies:
    """Puts policies into pages while MkDocs builds a site.

    Only the theme's scripts are allowed: the hashes are those of a frame without a page in it, never of what stands in
    a page, which may be an editor's. Frames differ by the address of the site's root.
    """

    config: MkDocsConfig
    nav: Navigation
    env: Environment
    _hashes: dict[str, frozenset[str]] = field(default_factory=dict)

    def into_page(self, html: str, page: Page) -> str:
        return self._into(html, _root_of(page))

    def into_template(self, html: str, name: str) -> str:
        """The same for a template that is not a document, such as the 404 page, which may be shown at any address."""
        root = urlsplit(self.config.site_url or "/").path
        return self._into(html, root if is_error_template(name) else get_relative_url(".", name))

    def _into(self, html: str, root: str) -> str:
        try:
            return with_policy(html, policy_of(self._hashes_at(root)))
        except ValueError as error:
            raise BuildError(f"The theme writes a page without a policy: {error}.") from error

    def _hashes_at(self, root: str) -> frozenset[str]:
        if root not in self._hashes:
            frame = self.env.get_template("main.html").render(get_context(self.nav, (), self.config, base_url=root))
            self._hashes[root] = hashes_in(frame)
        return self._hashes[root]

    def headers_of(self, site: Path, pages: Iterable[Page]) -> str:
        """The file `_headers`, with which some hosts send the policy too, allowing what any page may run.

        If two lines apply to a page, hosts differ in what they send. So each folder is named, except those with a
        policy of their own.
        """
        roots = {*self._hashes, *map(_root_of, pages)}
        policy = policy_of(frozenset().union(*map(self._hashes_at, sorted(roots))))
        names = sorted(path.name + "/*" * path.is_dir() for path in site.iterdir() if path.name not in _OTHER_POLICIES)
        return "".join(f"/{name}\n  Content-Security-Policy: {policy}\n" for name in ("", *names))


def _root_of(page: Page) -> str:
    return get_relative_url(".", page.url)


def hashes_in(html: str) -> frozenset[str]:
    """The hashes, in the form of a policy, of the inline scripts in the HTML that a browser would run."""
    scripts = LexborHTMLParser(html).css("script:not([src])")
    return frozenset(
        "sha256-" + base64.b64encode(hashlib.sha256(script.text().encode()).digest()).decode()
        for script in scripts
        if (script.attributes.get("type") or "").strip().lower() in _RUNNING_TYPES
    )
