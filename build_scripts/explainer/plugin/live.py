"""The site of a preview: compiled and rendered as far as somebody looks at it, and kept while the content is broken."""

from __future__ import annotations

import datetime
import gc
import logging
import mimetypes
import os
import threading
import time
import traceback
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from jinja2 import TemplateNotFound, TemplateSyntaxError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File
from mkdocs.utils import get_build_datetime

from explainer.memory import Memory
from explainer.pages import Asset, Page, Pages, Settings
from explainer.pipeline import Compiled, compile_site
from explainer.plugin.rendering import Prepared
from explainer.preview import Answer, Notice
from explainer.problems import Problem, Severity, errors_of, sentence

_log = logging.getLogger("mkdocs.plugins.explainer")
_NO_PAGE = b"<!doctype html>\n<title>Preview</title>\n<body><p>This page cannot be shown yet.</p></body>\n"


class LiveSite:
    """What a preview shows. MkDocs prepares it through the plugin; `rebuild` makes MkDocs prepare it again."""

    def __init__(self) -> None:
        self.rebuild: Callable[[], None] = lambda: None
        self.taken: tuple[str, ...] = ()
        """What the content and the docs folder both have, as sentences."""
        self._lock = threading.RLock()
        self._memory = Memory()
        self._last_good: Compiled | None = None
        self._problems: tuple[Problem, ...] = ()
        self._is_current = False
        self._is_prepared = True
        self._failures: dict[str, Notice] = {}
        self._prepared: Prepared | None = None
        self._assets: str | None = None
        self._last_shown: dict[str, bytes] = {}
        self._content = Path()
        self._theme = Path()
        self._settings = Settings()

    # What the plugin does with each build of MkDocs

    def compile(self, content: Path, theme: Path, settings: Settings) -> Compiled:
        """The last state of the content without errors; a site of one page where there has been none."""
        self._content, self._theme, self._settings = content.absolute(), theme.absolute(), settings
        if not self._is_current:
            self._take_in_content()
        self._is_current = False
        return self._compiled

    def take_prepared(self, prepared: Prepared) -> None:
        """What MkDocs prepared for the state that `compile` answered."""
        prepared.read_menu(self._compiled.pages)
        self._prepared = prepared

    @property
    def _compiled(self) -> Compiled:
        return self._last_good or _problem_site(self._problems)

    def _take_in_content(self) -> None:
        """Compiles the content. What is wrong is kept and printed; what was wrong before is not printed again."""
        try:
            compiled = compile_site(self._content, self._theme, self._settings, today(), self._memory)
        except Exception as error:  # a broken template, or a bug of ours: a preview outlives both
            self._fail("", error)
            return
        known = set(self._problems)
        log_problems((problem for problem in compiled.problems if problem not in known), self._content)
        if known and not compiled.problems:
            _log.info("No problems any more.")
        self._problems = compiled.problems
        if not errors_of(compiled.problems):
            self._last_good = compiled

    # What the server of the preview asks

    @property
    def watched(self) -> frozenset[Path]:
        return watched_by(self._frame.config, self._content, self._theme)

    @property
    def notices(self) -> tuple[Notice, ...]:
        with self._lock:
            folder = _relative(self._content)
            taken = (Notice(folder, 0, Severity.ERROR, text) for text in self.taken)
            in_order = sorted(self._problems, key=lambda problem: problem.severity is not Severity.ERROR)
            return (
                *dict.fromkeys(self._failures.values()),
                *taken,
                *(_notice_of(problem, folder) for problem in in_order),
            )

    @property
    def assets(self) -> str:
        with self._lock:
            if self._assets is None:
                sheets = (asset.path + asset.text for asset in self._compiled.assets if asset.path.endswith(".css"))
                files = (file.abs_src_path for file in self._frame.files if not file.is_documentation_page())
                self._assets = "\0".join((*sheets, *(_state_of(file) for file in files if file)))
            return self._assets

    def refresh(self, changed: frozenset[Path]) -> None:
        started = time.monotonic()
        with self._lock:
            self._failures.clear()
            self._assets = None
            if all(path.is_relative_to(self._content) for path in changed):
                self._refresh_content()
            else:
                self._prepare()
        gc.freeze()  # the content is large and lives on: looking through it for garbage would take a tenth of a second
        names = sorted(_relative(path) for path in changed)
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        _log.info("%s%s: taken in within %.2f s", names[0], more, time.monotonic() - started)

    def _refresh_content(self) -> None:
        before = _shape(self._compiled)
        self._take_in_content()
        if _shape(self._compiled) != before or not self._is_prepared:
            self._is_current = True
            self._prepare()
            self._is_current = False
        else:
            self._attempt(lambda: self._frame.read_menu(self._compiled.pages))

    def _prepare(self) -> None:
        """Lets MkDocs prepare again; where that fails, every later change tries it anew."""
        self._is_prepared = False

        def rebuild() -> None:
            self.rebuild()
            self._is_prepared = True
            gc.collect()  # what MkDocs prepared before, which holds on to itself, must not be frozen below

        self._attempt(rebuild)

    def answer(self, path: str) -> Answer:
        with self._lock:
            return self._answer(path)

    def _answer(self, path: str) -> Answer:
        address = f"{path}index.html" if path.endswith("/") or not path else path
        for asset in self._compiled.assets:
            if asset.path == address:
                return Answer(asset.text.encode(), _type_of(address))
        file = self._frame.file_at(address)
        if file is None:
            return self._beside_pages(path, address)
        if file.is_documentation_page():
            return self._page(file)
        try:
            return Answer(file.content_bytes, _type_of(address))
        except OSError:
            return self._not_found()

    def _beside_pages(self, path: str, address: str) -> Answer:
        """What is neither page nor file of the content: the page for editing, and what MkDocs wrote itself."""
        site = Path(self._frame.config.site_dir).resolve()
        file = (site / address).resolve()
        if file.is_file() and file.is_relative_to(site):
            return Answer(file.read_bytes(), _type_of(address))
        is_folder = self._frame.file_at(f"{path}/index.html") or (file / "index.html").is_file()
        return Answer(b"", "", location=f"{path}/") if is_folder and path else self._not_found()

    def _page(self, file: File) -> Answer:
        """The page; where it cannot be made, as it was when it last could."""
        path = file.src_uri
        try:
            compiled = self._compiled.pages
            text = str(compiled.at(path)) if path in compiled.paths else file.content_string
            self._last_shown[path] = self._frame.html_of(file, text)
        except Exception as error:  # a template that fails with what this page shows
            is_news = path not in self._failures
            self._fail(path, error)
            return Answer(self._last_shown.get(path, _NO_PAGE), _type_of("x.html"), is_page=True, is_news=is_news)
        return Answer(self._last_shown[path], _type_of("x.html"), is_page=True)

    def _not_found(self) -> Answer:
        try:
            content = (Path(self._frame.config.site_dir) / "404.html").read_bytes()
        except OSError:
            content = b"<!doctype html>\n<title>404</title>\n<body><p>There is no such page.</p></body>\n"
        return Answer(content, _type_of("404.html"), HTTPStatus.NOT_FOUND, is_page=True)

    @property
    def _frame(self) -> Prepared:
        assert self._prepared is not None, "MkDocs has prepared nothing yet"
        return self._prepared

    # What fails besides the content

    def _attempt(self, act: Callable[[], None]) -> None:
        try:
            act()
        except (Exception, SystemExit) as error:
            self._fail("", error)

    def _fail(self, page: str, error: BaseException) -> None:
        """Keeps and prints what is wrong with a template, with mkdocs.yml, or with the program."""
        notice = _failure_of(error, self._theme)
        if self._failures.get(page) != notice:
            _log.error("%s%s: %s", notice.file, f":{notice.line}" if notice.line else "", notice.message)
        self._failures[page] = notice


_LEVELS = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING, Severity.NOTICE: logging.INFO}
"""MkDocs fails on warnings where it is asked to be strict, and by a notice nothing may fail."""


def log_problems(problems: Iterable[Problem], content: Path) -> None:
    folder = _relative(content)
    for problem in problems:
        _log.log(_LEVELS[problem.severity], "%s", f"{folder}/{problem}")


def today() -> datetime.date:
    """The day of the build, which SOURCE_DATE_EPOCH may set."""
    return get_build_datetime().date()


def watched_by(config: MkDocsConfig, content: Path, theme: Path) -> frozenset[Path]:
    """The files and folders from which a preview is made."""
    paths: tuple[Any, ...] = (content, theme, config.docs_dir, config.config_file_path, *config.watch)
    return frozenset(Path(path).absolute() for path in paths if path)


def _state_of(file: str) -> str:
    try:
        found = Path(file).stat()
    except OSError:
        return file
    return f"{file} {found.st_mtime_ns} {found.st_size}"


def _shape(compiled: Compiled) -> tuple[object, ...]:
    """What MkDocs has to know of a site before a page of it is asked for."""
    assets = tuple(asset.path for asset in compiled.assets)
    return (compiled.pages.paths, assets, compiled.files, compiled.language, compiled.dispute)


def _problem_site(problems: tuple[Problem, ...]) -> Compiled:
    """A site of one page that lists the problems, for a preview that has no good site to show yet."""
    lines = "\n".join(f"    {problem}" for problem in problems)
    page = Page("index.md", {"title": "Problems"}, f"# Problems\n\n{lines}\n")
    return Compiled(Pages({page.path: lambda: page}), (Asset("assets/explainer/style.css", ""),), (), problems)


def _notice_of(problem: Problem, folder: str) -> Notice:
    hint = sentence(problem.hint) if problem.hint else ""
    path = f"{folder}/{problem.path}"
    return Notice(path, problem.line, problem.severity, sentence(problem.message), hint, problem.code)


def _failure_of(error: BaseException, theme: Path) -> Notice:
    if isinstance(error, MkDocsException | SystemExit):
        return Notice("mkdocs.yml", 0, Severity.ERROR, sentence(str(error)), "The terminal may say more.")
    if isinstance(error, TemplateSyntaxError):
        file = _relative(Path(error.filename)) if error.filename else str(error.name)
        return Notice(file, error.lineno, Severity.ERROR, sentence(f"the template is broken: {error.message}"))
    if isinstance(error, OSError) and error.filename:  # it went after it was listed, as when a branch is checked out
        return Notice(_relative(Path(error.filename)), 0, Severity.ERROR, f"The file cannot be read: {error.strerror}.")
    said = sentence(f"{type(error).__name__}: {error}")
    frames = traceback.extract_tb(error.__traceback__)
    in_theme = [frame for frame in frames if Path(frame.filename).is_relative_to(theme)]
    if in_theme:
        return Notice(_relative(Path(in_theme[-1].filename)), in_theme[-1].lineno or 0, Severity.ERROR, said)
    if isinstance(error, TemplateNotFound):
        return Notice(_relative(theme), 0, Severity.ERROR, sentence(f"the template {error} is missing"))
    _log.error("The preview failed.", exc_info=error)
    return Notice("the preview", 0, Severity.ERROR, said, "The terminal says more.")


def _relative(path: Path) -> str:
    return os.path.relpath(path).replace(os.sep, "/")


def _type_of(address: str) -> str:
    if address.endswith((".js", ".mjs")):
        return "text/javascript; charset=utf-8"
    guess = mimetypes.guess_type(address)[0] or "application/octet-stream"
    return f"{guess}; charset=utf-8" if guess.startswith("text/") else guess
