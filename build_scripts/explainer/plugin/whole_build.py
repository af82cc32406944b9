"""A build by MkDocs that leaves the old site or the new one: what stops it before, between and behind its steps.

The plugin has these hooks besides its own. They know nothing of the content; in a preview they do nothing but look for
links that lead out of its folders.
"""

from __future__ import annotations

import datetime
import logging
import os
import signal
import sys
import threading
from pathlib import Path

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.utils import CountHandler, get_build_datetime

from explainer.build_cache import BuildCache
from explainer.built_site.build_date import EPOCH, BadEpochError, build_epoch
from explainer.built_site.dead_links import dead_links
from explainer.built_site.exchange import SiteBusyError, SiteExchange
from explainer.built_site.new_site import NewSite
from explainer.invisible_characters import shown
from explainer.plugin.outside_links import outside_links

_log = logging.getLogger("mkdocs.plugins.explainer")
_AS_IT_WAS = "The site is as it was."


class WholeBuild:
    """The hooks of a build that replaces the site as a whole or not at all."""

    _exchange: SiteExchange | None = None
    _site_dir = ""
    _warnings: CountHandler | None = None
    _has_set_date = False

    def begin_build(self, config: MkDocsConfig, content: Path, cache: BuildCache, is_live: bool) -> None:
        """Stops where a link leads out of the folders that are published, and lets no warning be lost."""
        _clean_what_is_logged()
        folders = [
            content,
            Path(config.docs_dir),
            *([Path(config.theme.custom_dir)] if config.theme.custom_dir else []),
        ]
        found = outside_links(folders, Path(config.config_file_path or "mkdocs.yml").absolute().parent)
        for sentence in found:
            _log.error("%s", sentence)
        if found:
            raise Abort("A link leads out of the folders of the site, so no site was built.")
        self._set_date(content, cache)
        if is_live:
            return
        self._count_warnings()
        self._exchange = SiteExchange(Path(config.site_dir))
        if config.strict and logging.getLogger("mkdocs").level > logging.WARNING:  # --quiet hides what strict counts
            logging.getLogger("mkdocs").setLevel(logging.WARNING)
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, signal.default_int_handler)

    def _count_warnings(self) -> None:
        """Counts warnings also of a build that is not strict."""
        self._forget_warnings()
        self._warnings = CountHandler()
        self._warnings.setLevel(logging.WARNING)
        logging.getLogger("mkdocs").addHandler(self._warnings)

    def _forget_warnings(self) -> None:
        if self._warnings is not None:
            logging.getLogger("mkdocs").removeHandler(self._warnings)
            self._warnings = None

    @property
    def new_site(self) -> NewSite:
        """The site that is built, with the one that it will replace."""
        assert self._exchange is not None
        return self._exchange.new_site

    def _set_date(self, content: Path, cache: BuildCache) -> None:
        """Gives the build its date, by the variable from which MkDocs and we take it."""
        if self._has_set_date:
            del os.environ[EPOCH]
        self._has_set_date = not os.environ.get(EPOCH)
        try:
            os.environ[EPOCH] = str(build_epoch(content, cache))
        except BadEpochError as error:
            raise Abort(str(error)) from error

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Lets MkDocs build into a folder beside the site."""
        if self._exchange is None:
            return
        site = self._exchange.site
        try:
            new = self._exchange.begin(lambda: click.echo(f"Another build writes into '{site}'. Waiting.", err=True))
        except SiteBusyError as error:
            raise Abort(str(error)) from error
        self._site_dir, config.site_dir = config.site_dir, str(new)

    def finish_build(self, config: MkDocsConfig) -> bool:
        """Puts the new site in the place of the old one, unless something was wrong with it.

        Returns whether the site is in place and there were no warnings.
        """
        if self._exchange is None:
            return False
        if config.strict and not _has_warnings():
            for sentence in dead_links(Path(config.site_dir), config.site_url or ""):
                _log.warning("%s", sentence)
        config.site_dir = self._site_dir
        if not (config.strict and _has_warnings()):  # of them MkDocs itself says that they stop the build
            self._exchange.finish()
        return not _has_warnings()

    def on_build_error(self, *, error: Exception) -> None:
        """Says in a sentence what the system did not allow, whichever step it was in."""
        self._leave()
        if isinstance(error, OSError):
            file = shown(os.path.relpath(str(error.filename))) if error.filename else "A file"
            raise Abort(f"'{file}' cannot be read or written: {error.strerror}. {_AS_IT_WAS}") from error

    def on_shutdown(self) -> None:
        """Leaves nothing behind, also where somebody stopped the build."""
        self._leave()
        if self._has_set_date:
            os.environ.pop(EPOCH, None)
        if self._exchange is not None and isinstance(sys.exc_info()[1], KeyboardInterrupt):
            _log.error("Stopped. %s", _AS_IT_WAS)

    def _leave(self) -> None:
        self._forget_warnings()
        if self._exchange is not None:
            try:
                self._exchange.leave()
            except OSError as error:
                _log.error("'%s' cannot be removed: %s.", error.filename, error.strerror)


def today() -> datetime.date:
    """The day of the build, by SOURCE_DATE_EPOCH, which the build has set."""
    return get_build_datetime().date()


def _has_warnings() -> bool:
    handlers = logging.getLogger("mkdocs").handlers
    return any(handler.get_counts() for handler in handlers if isinstance(handler, CountHandler))


class _Cleaning(logging.Filter):
    """Cleans what is logged, since file names and texts are among it that nobody has looked at."""

    def filter(self, record: logging.LogRecord) -> bool:
        lines = record.getMessage().split("\n")
        record.msg, record.args = "\n".join(map(shown, lines)), ()
        return True


def _clean_what_is_logged() -> None:
    """Lets every handler of MkDocs' log clean what it prints, once."""
    for handler in logging.getLogger("mkdocs").handlers:
        if not any(isinstance(known, _Cleaning) for known in handler.filters):
            handler.addFilter(_Cleaning())
