"""The pages of the content in the frame of the site: each is made once, and kept for later builds."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import BuildError

from explainer.built_site.cards import LackingLettersError
from explainer.built_site.trim_assets import Usage, usage_of
from explainer.disk_cache import NoCache, digest_of
from explainer.pages import Page
from explainer.plugin.page_rendering import Prepared
from explainer.plugin.settings import settings_of

if TYPE_CHECKING:
    from explainer.built_site.cards.card_drawing import Cards

_log = logging.getLogger("mkdocs.plugins.explainer")
_MANY = 200
"""From this number of pages on, two processes are faster than one."""


@dataclass(frozen=True)
class FramedPage:
    """A page as it is published, with what it uses of the style sheets."""

    html: str
    usage: Usage


@dataclass(frozen=True)
class WrittenPage:
    """What a page uses of the style sheets, and the letters for want of which it has no card."""

    usage: Usage
    lacking: str = ""


Written = Mapping[str, WrittenPage]
"""The pages that were written, by their paths in the site."""


@dataclass(frozen=True)
class FramedPages:
    """Puts the pages into the frame that MkDocs prepared, and writes them into the site."""

    frame: Prepared
    disk: NoCache
    theme: str
    """A digest of the templates of the theme."""
    old_site: Path | None
    """The site that will be replaced; pages that stay as they are become links to the same files."""
    cards: Cards | None
    """What draws the cards of the pages; None where the site has none."""

    def write_all(self) -> Written:
        paths = self.frame.compiled.pages.paths
        cores = _cores() if len(paths) >= _MANY else 1
        parts = [paths[start::cores] for start in range(cores)]
        return self._write_in_processes(parts[0], parts[1:])

    def _write_in_processes(self, here: Iterable[str], elsewhere: Iterable[Iterable[str]]) -> Written:
        """Each part but the first is written in a copy of this process, which has all that the pages are made from."""
        written: dict[str, WrittenPage] = {}
        with ExitStack() as ending:
            copies = []
            for part in elsewhere:
                gc.freeze()  # a copy shares what nothing touches
                context = multiprocessing.get_context("fork")
                receiver, sender = context.Pipe(duplex=False)
                copy = context.Process(target=self._send, args=(part, sender))
                copy.start()
                sender.close()
                ending.push(partial(_end, copy))
                copies.append(receiver)
            written.update(self._write(here))
            for receiver in copies:
                written.update(_received(receiver))
        return written

    def _send(self, paths: Iterable[str], sender: Connection) -> None:
        for stopping in (signal.SIGINT, signal.SIGTERM):
            signal.signal(stopping, signal.SIG_DFL)  # only the first process says that it was stopped
        answer: Written | OSError | str
        try:
            answer = self._write(paths)
        except OSError as error:
            answer = error
        except Exception as error:
            answer = f"{type(error).__name__}: {error}"
        with suppress(BrokenPipeError):  # the first process was killed
            sender.send(answer)

    def _write(self, paths: Iterable[str]) -> Written:
        made_with = self._made_with()
        return dict(self._write_page(path, made_with) for path in paths)

    def _write_page(self, path: str, made_with: str) -> tuple[str, WrittenPage]:
        file = self.frame.files.src_uris[path]
        try:
            page, lacking = self._with_card(self.frame.compiled.pages.at(path))
            made_from = (made_with, path, dict(page.meta), page.made_from)
            framed = self.disk.recall(FramedPage, "framed page", made_from, partial(self._framed, page))
        except Exception as error:
            _log.error("Error building page '%s': %s", path, error)
            raise
        self._write_file(file.dest_uri, framed.html.encode("utf-8", errors="xmlcharrefreplace"))
        return file.dest_uri, WrittenPage(framed.usage, lacking)

    def _with_card(self, page: Page) -> tuple[Page, str]:
        """The page with its card, which is written; or the page as it is, and the letters that no font has."""
        if self.cards is None or page.card is None:
            return page, ""
        try:
            picture = self.cards.picture(page.card.card)
        except LackingLettersError as error:
            return page, error.letters
        self._write_file(page.card.file, picture)
        return page.with_card, ""

    def _write_file(self, path: str, content: bytes) -> None:
        old = self.old_site / path if self.old_site else None
        _write(Path(self.frame.config.site_dir, path), content, old)

    def _framed(self, page: Page) -> FramedPage:
        html = self.frame.html_of_page(page)
        return FramedPage(html, usage_of(html))

    def _made_with(self) -> str:
        """A digest of all that is in the frame: settings, theme, words, menu."""
        frame = self.frame
        said = (frame.compiled.frame, frame.compiled.language, str(frame.nav), frame.titles())
        return digest_of((settings_of(frame.config), self.theme, *said))


def _write(path: Path, content: bytes, old: Path | None) -> None:
    """Writes the file, or links it to the old one if that is the same. Nobody may write to such a file afterwards."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):  # there is no old file, or the file system has no links
        if old and not old.is_symlink() and old.read_bytes() == content:
            path.hardlink_to(old)
            return
    path.write_bytes(content)


def _end(copy: multiprocessing.process.BaseProcess, kind: type[BaseException] | None, *_: object) -> None:
    """Waits for the process; if the build has failed, ends it first."""
    if kind:
        copy.terminate()
    copy.join()


def _received(receiver: Connection) -> Written:
    try:
        answer = receiver.recv()
    except EOFError:
        answer = "a process that makes pages has ended too early"
    if isinstance(answer, OSError):
        raise answer
    if isinstance(answer, str):
        raise BuildError(answer)
    return dict(answer)


def _cores() -> int:
    """How many processes to use; one if the system cannot copy a process."""
    can_copy = "fork" in multiprocessing.get_all_start_methods() and hasattr(os, "sched_getaffinity")
    return min(len(os.sched_getaffinity(0)), 4) if can_copy else 1
