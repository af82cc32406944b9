"""The site of a preview: the content in the frame that MkDocs prepared, each page made when somebody looks at it."""

from __future__ import annotations

import gc
import logging
import mimetypes
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from explainer.pipeline import Compiled
from explainer.plugin.live_content import Inputs, LiveContent
from explainer.plugin.notices import failure_of, notice_of, relative
from explainer.plugin.outside_links import leads_out
from explainer.plugin.page_rendering import Prepared
from explainer.preview import Answer, Notice
from explainer.problems import Severity

_log = logging.getLogger("mkdocs.plugins.explainer")
_NO_PAGE = b"<!doctype html>\n<title>Preview</title>\n<body><p>This page cannot be shown yet.</p></body>\n"

Prepare = Callable[[Compiled | None], Prepared]
"""Makes MkDocs prepare a site. For None, the content is first compiled with the settings that mkdocs.yml has now."""


class LiveSite:
    """What a preview shows, and what it says is wrong."""

    def __init__(self, content: LiveContent, frame: Prepared, prepare: Prepare) -> None:
        self._content = content
        self._frame = frame
        self._prepare = prepare
        self._compiled = frame.compiled
        self._lock = threading.Lock()
        self._failure_of_frame: Notice | None = None
        self._failures_of_pages: dict[str, Notice] = {}
        self._assets: str | None = None
        self._last_shown: dict[str, bytes] = {}

    @property
    def watched(self) -> frozenset[Path]:
        return watched_by(self._frame.config, self._frame.inputs)

    @property
    def notices(self) -> tuple[Notice, ...]:
        with self._lock:
            folder = relative(self._frame.inputs.content)
            failures = (self._content.failure, self._failure_of_frame, *self._failures_of_pages.values())
            in_order = sorted(self._content.problems, key=lambda problem: problem.severity is not Severity.ERROR)
            return (
                *dict.fromkeys(failure for failure in failures if failure),
                *(Notice(folder, 0, Severity.ERROR, text) for text in self._frame.taken),
                *(notice_of(problem, folder) for problem in in_order),
            )

    @property
    def assets(self) -> str:
        with self._lock:
            if self._assets is None:
                assets = self._compiled.assets
                sheets = (path + assets.at(path).text for path in assets.paths if path.endswith(".css"))
                files = (file.abs_src_path for file in self._frame.files if not file.is_documentation_page())
                self._assets = "\0".join((*sheets, *(_state_of(file) for file in files if file)))
            return self._assets

    def refresh(self, changed: frozenset[Path]) -> None:
        started = time.monotonic()
        with self._lock:
            self._failures_of_pages.clear()
            self._assets = None
            inputs = self._frame.inputs
            is_of_content = all(path.is_relative_to(inputs.content) for path in changed)
            self._show(self._content.compile(inputs) if is_of_content else None)
        gc.freeze()  # the content is large and stays: collecting garbage in it would take 0.1 s
        names = sorted(relative(path) for path in changed)
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        _log.info("%s%s: taken in within %.2f s", names[0], more, time.monotonic() - started)

    def _show(self, compiled: Compiled | None) -> None:
        """Shows the site from now on. MkDocs prepares again unless it has done so for a site of the same shape."""
        try:
            if compiled and not self._failure_of_frame and _shape(compiled) == _shape(self._frame.compiled):
                self._frame.read_menu(compiled.pages)
            else:
                self._frame = self._prepare(compiled)
                compiled = self._frame.compiled
                gc.collect()  # frees what MkDocs prepared before, which refers to itself
            self._failure_of_frame = None
        except (Exception, SystemExit) as error:
            self._failure_of_frame = failure_of(error, self._frame.inputs.theme, self._failure_of_frame)
        self._compiled = compiled or self._compiled

    def answer(self, path: str) -> Answer:
        with self._lock:
            return self._answer(path)

    def _answer(self, path: str) -> Answer:
        address = f"{path}index.html" if path.endswith("/") or not path else path
        file = self._frame.file_at(address)
        if address in self._compiled.assets:
            return self._asset(address)
        if file is None:
            return self._beside_pages(path, address)
        if leads_out(file.abs_src_path, self._published_folders):
            return self._not_found()
        if file.is_documentation_page():
            return self._page(file)
        try:
            return Answer(file.content_bytes, _type_of(address))
        except OSError:
            return self._not_found()

    @property
    def _published_folders(self) -> tuple[str, ...]:
        config = self._frame.config
        return (str(self._frame.inputs.content.absolute()), config.docs_dir, *config.theme.dirs)

    def _asset(self, path: str) -> Answer:
        try:
            return Answer(self._compiled.assets.at(path).text.encode(), _type_of(path))
        except Exception as error:  # a template that fails with what this file shows
            return replace(self._not_found(), is_news=self._is_news(path, error))

    def _beside_pages(self, path: str, address: str) -> Answer:
        """What is neither a page nor a file of the content: the page /edit/, and what MkDocs wrote itself."""
        site = Path(self._frame.config.site_dir).resolve()
        try:
            file = (site / address).resolve()
            if file.is_file() and file.is_relative_to(site):
                return Answer(file.read_bytes(), _type_of(address))
        except (OSError, ValueError):  # a path that no system can look up
            return self._not_found()
        is_folder = self._frame.file_at(f"{path}/index.html") or (file / "index.html").is_file()
        return Answer(b"", "", location=f"{path}/") if is_folder and path else self._not_found()

    def _page(self, file: File) -> Answer:
        """The page, or its last good version if it cannot be made now."""
        path = file.src_uri
        try:
            compiled = self._compiled.pages
            source = compiled.at(path) if path in compiled else file.content_string
            self._last_shown[path] = self._frame.html_of(file, source)
        except Exception as error:  # a template that fails with what this page shows
            is_news = self._is_news(path, error)
            return Answer(self._last_shown.get(path, _NO_PAGE), _type_of("x.html"), is_page=True, is_news=is_news)
        return Answer(self._last_shown[path], _type_of("x.html"), is_page=True)

    def _is_news(self, path: str, error: Exception) -> bool:
        """Keeps the reason why a page or file cannot be made, and returns whether it is a new one."""
        before = self._failures_of_pages.get(path)
        self._failures_of_pages[path] = failure_of(error, self._frame.inputs.theme, before)
        return self._failures_of_pages[path] != before

    def _not_found(self) -> Answer:
        try:
            content = (Path(self._frame.config.site_dir) / "404.html").read_bytes()
        except OSError:
            content = b"<!doctype html>\n<title>404</title>\n<body><p>There is no such page.</p></body>\n"
        return Answer(content, _type_of("404.html"), HTTPStatus.NOT_FOUND, is_page=True)


def watched_by(config: MkDocsConfig, inputs: Inputs) -> frozenset[Path]:
    """The files and folders from which a preview is made."""
    paths: tuple[Any, ...] = (inputs.content, inputs.theme, config.docs_dir, config.config_file_path, *config.watch)
    return frozenset(Path(path).absolute() for path in paths if path)


def _state_of(file: str) -> str:
    try:
        found = Path(file).stat()
    except OSError:
        return file
    return f"{file} {found.st_mtime_ns} {found.st_size}"


def _shape(compiled: Compiled) -> tuple[object, ...]:
    """What MkDocs must know about a site before anybody asks for a page."""
    return (
        compiled.pages.paths,
        compiled.assets.paths,
        compiled.files,
        compiled.copies,
        compiled.language,
        compiled.frame,
        compiled.dispute,
    )


def _type_of(address: str) -> str:
    if address.endswith((".js", ".mjs")):
        return "text/javascript; charset=utf-8"
    guess = mimetypes.guess_type(address)[0] or "application/octet-stream"
    return f"{guess}; charset=utf-8" if guess.startswith("text/") else guess
