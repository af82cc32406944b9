"""The content of a preview: compiled after every change, and kept in its last good state while it has errors."""

from __future__ import annotations

import html
import logging
from dataclasses import dataclass
from pathlib import Path

from explainer.build_cache import BuildCache
from explainer.pages import STYLE, Asset, Assets, Page, Pages, Settings
from explainer.pipeline import Compiled, compile_site
from explainer.plugin.notices import failure_of, log_problems
from explainer.plugin.whole_build import today
from explainer.preview import Notice
from explainer.problems import Problem, errors_of

_log = logging.getLogger("mkdocs.plugins.explainer")


@dataclass(frozen=True)
class Inputs:
    """What a site is compiled from."""

    content: Path
    theme: Path
    settings: Settings


class LiveContent:
    """The content while somebody edits it."""

    def __init__(self) -> None:
        self.problems: tuple[Problem, ...] = ()
        """The problems of the latest state."""
        self.failure: Notice | None = None
        """Why the latest state could not be compiled at all."""
        self._cache = BuildCache()
        self._last_good: Compiled | None = None

    def compile(self, inputs: Inputs) -> Compiled:
        """The last state of the content without errors, or a site of one page if there has been none.

        New problems are printed; those already known are not printed again.
        """
        try:
            compiled = compile_site(inputs.content, inputs.theme, inputs.settings, today(), self._cache)
            if STYLE in compiled.assets:
                compiled.assets.at(STYLE)  # every page loads it, so its template must work
        except Exception as error:  # a broken template, or a bug of ours: a preview outlives both
            self.failure = failure_of(error, inputs.theme, self.failure)
        else:
            self.failure = None
            self._take_in(compiled, inputs.content)
        return self._last_good or _problem_site(self.problems)

    def _take_in(self, compiled: Compiled, content: Path) -> None:
        known = set(self.problems)
        log_problems((problem for problem in compiled.problems if problem not in known), content)
        if known and not compiled.problems:
            _log.info("No problems any more.")
        self.problems = compiled.problems
        if not errors_of(compiled.problems):
            self._last_good = compiled


def _problem_site(problems: tuple[Problem, ...]) -> Compiled:
    """A site of one page that lists the problems, for a preview that has no good site to show yet."""
    lines = html.escape("\n".join(map(str, problems)))
    html_of_page = f"<h1>Problems</h1>\n<pre><code>{lines}</code></pre>\n"
    page = Page("index.md", {"title": "Problems"}, html_of_page, lambda: html_of_page)
    return Compiled(Pages({page.path: lambda: page}), Assets({STYLE: lambda: Asset(STYLE, "")}), (), problems)
