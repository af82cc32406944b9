"""The pages of the content in the frame of the site: each is made once, and later builds find it in the old site."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain
from math import ceil
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from mkdocs.exceptions import BuildError

from explainer.built_site.cards import LackingLettersError
from explainer.built_site.new_site import NewSite
from explainer.built_site.trim_assets import Usage, usage_of
from explainer.disk_cache import NoCache, digest_of, digest_of_bytes
from explainer.pages import Page
from explainer.plugin.page_rendering import Prepared
from explainer.plugin.settings import settings_of

if TYPE_CHECKING:
    from explainer.built_site.cards.card_drawing import Cards

_log = logging.getLogger("mkdocs.plugins.explainer")
_RECORD = "pages of the site"
_MANY = 200
"""From this number of pages on, two processes are faster than one."""
_NUMBER_BYTES = 4
_MOST_TURNS = 1000
"""How many numbers surely go into a pipe at once; it holds 4,096 bytes on every system."""


@dataclass(frozen=True)
class MadePage:
    """A page as a build left it in the site: digests of what it was made from and of its bytes, and what it uses."""

    made_from: str
    digest: str
    usage: Usage


@dataclass(frozen=True)
class WrittenPage:
    """A page of the new site, and the letters for want of which it has no card."""

    made: MadePage
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
    site: NewSite
    cards: Cards | None
    """What draws the cards of the pages; None where the site has none."""

    def write_all(self) -> Written:
        pages = self.frame.compiled.pages
        cores = _cores() if len(pages) >= _MANY else 1
        of_record = [path for path in pages.paths if "/" not in path]
        with closing(_Shared([path for path in pages.paths if "/" in path])) as shared:
            written = self._write_in_processes(chain(of_record, shared), shared, cores - 1)
        self.disk.keep(_RECORD, self._whose, {path: page.made for path, page in written.items()})
        return written

    @property
    def _whose(self) -> str:
        """The site whose pages are recorded."""
        return str(self.site.old)

    def _write_in_processes(self, here: Iterable[str], elsewhere: Iterable[str], copies: int) -> Written:
        """Writes pages here and in copies of this process, which have all that the pages are made from.

        Pages in no folder show the whole record. They take longest, and what is found for them is worth keeping, so
        they are made here, and first.
        """
        written: dict[str, WrittenPage] = {}
        with ExitStack() as ending:
            receivers = []
            for _ in range(copies):
                gc.freeze()  # a copy shares what nothing touches
                context = multiprocessing.get_context("fork")
                receiver, sender = context.Pipe(duplex=False)
                copy = context.Process(target=self._send, args=(elsewhere, sender))
                copy.start()
                sender.close()
                ending.push(partial(_end, copy))
                receivers.append(receiver)
            written.update(self._write(here))
            for receiver in receivers:
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
        before = self.disk.last(dict[str, MadePage], _RECORD, self._whose) or {}
        return dict(self._write_page(path, made_with, before) for path in paths)

    def _write_page(self, path: str, made_with: str, before: Mapping[str, MadePage]) -> tuple[str, WrittenPage]:
        file = self.frame.files.src_uris[path]
        try:
            page, lacking = self._with_card(self.frame.compiled.pages.at(path))
            made_from = digest_of((made_with, path, dict(page.meta), page.made_from))
            made = before.get(file.dest_uri)
            if made is None or made.made_from != made_from or not self.site.keep(file.dest_uri, made.digest):
                made = self._made(page, file.dest_uri, made_from)
        except Exception as error:
            _log.error("Error building page '%s': %s", path, error)
            raise
        return file.dest_uri, WrittenPage(made, lacking)

    def _with_card(self, page: Page) -> tuple[Page, str]:
        """The page with its card, which is written; or the page as it is, and the letters that no font has."""
        if self.cards is None or page.card is None:
            return page, ""
        try:
            picture = self.cards.picture(page.card.card)
        except LackingLettersError as error:
            return page, error.letters
        self.site.write(page.card.file, picture)
        return page.with_card, ""

    def _made(self, page: Page, address: str, made_from: str) -> MadePage:
        """The page, made and written."""
        html = self.frame.html_of_page(page)
        content = html.encode("utf-8", errors="xmlcharrefreplace")
        self.site.write(address, content)
        return MadePage(made_from, digest_of_bytes(content), usage_of(html))

    def _made_with(self) -> str:
        """A digest of all that is in the frame: settings, theme, words, menu."""
        frame = self.frame
        said = (frame.compiled.frame, frame.compiled.language, str(frame.nav), frame.titles())
        return digest_of((settings_of(frame.config), self.theme, *said))


class _Shared:
    """Paths that several processes share out among themselves: each takes a few at a time, until none is left.

    The numbers of those that are left stand in a pipe, which gives each to one process.
    """

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths
        self._at_once = max(8, ceil(len(paths) / _MOST_TURNS))
        self._left, numbers = os.pipe()
        os.write(numbers, b"".join(n.to_bytes(_NUMBER_BYTES) for n in range(0, len(paths), self._at_once)))
        os.close(numbers)

    def __iter__(self) -> Iterator[str]:
        while number := os.read(self._left, _NUMBER_BYTES):
            start = int.from_bytes(number)
            yield from self._paths[start : start + self._at_once]

    def close(self) -> None:
        os.close(self._left)


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
