"""What is wrong with a preview, in words: problems of the content, failures of templates, settings and the program."""

from __future__ import annotations

import logging
import os
import traceback
from collections.abc import Iterable
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError
from mkdocs.exceptions import MkDocsException

from explainer.preview import Notice
from explainer.problems import Problem, Severity, sentence

_log = logging.getLogger("mkdocs.plugins.explainer")
_LEVELS = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING, Severity.NOTICE: logging.INFO}
"""Notices are logged as information, because MkDocs in strict mode fails on warnings and nothing may fail on a notice.
"""


def log_problems(problems: Iterable[Problem], content: Path) -> None:
    folder = relative(content)
    for problem in problems:
        _log.log(_LEVELS[problem.severity], "%s", f"{folder}/{problem}")


def notice_of(problem: Problem, folder: str) -> Notice:
    hint = sentence(problem.hint) if problem.hint else ""
    path = f"{folder}/{problem.path}"
    return Notice(path, problem.line, problem.severity, sentence(problem.message), hint, problem.code)


def failure_of(error: BaseException, theme: Path, before: Notice | None = None) -> Notice:
    """The error as an editor should read it. It is printed unless it is the same as `before`."""
    notice = _failure_of(error, theme)
    if notice != before:
        _log.error("%s%s: %s", notice.file, f":{notice.line}" if notice.line else "", notice.message)
    return notice


def _failure_of(error: BaseException, theme: Path) -> Notice:
    if isinstance(error, MkDocsException | SystemExit):
        return Notice("mkdocs.yml", 0, Severity.ERROR, sentence(str(error)), "The terminal may say more.")
    if isinstance(error, TemplateSyntaxError):
        file = relative(Path(error.filename)) if error.filename else str(error.name)
        return Notice(file, error.lineno, Severity.ERROR, sentence(f"the template is broken: {error.message}"))
    if isinstance(error, OSError) and error.filename:  # deleted after it was listed, as when a branch is checked out
        return Notice(relative(Path(error.filename)), 0, Severity.ERROR, f"The file cannot be read: {error.strerror}.")
    said = sentence(f"{type(error).__name__}: {error}")
    frames = traceback.extract_tb(error.__traceback__)
    in_theme = [frame for frame in frames if Path(frame.filename).is_relative_to(theme)]
    if in_theme:
        return Notice(relative(Path(in_theme[-1].filename)), in_theme[-1].lineno or 0, Severity.ERROR, said)
    if isinstance(error, TemplateNotFound):
        return Notice(relative(theme), 0, Severity.ERROR, sentence(f"the template {error} is missing"))
    _log.error("The preview failed.", exc_info=error)
    return Notice("the preview", 0, Severity.ERROR, said, "The terminal says more.")


def relative(path: Path) -> str:
    return os.path.relpath(path).replace(os.sep, "/")
