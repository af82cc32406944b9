"""Problems with their line and the wrong words marked, in four forms: text, JSON, SARIF, GitHub's.

A problem knows its line, its field and the wrong words. The columns of these words are found here.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import yaml

from explainer.editing.code_explanation import section_of
from explainer.editing.manuscript import Manuscript, manuscript_of
from explainer.model.lines import Path as FieldPath
from explainer.problems import Code, Problem, Severity
from explainer.reading import GEODATA, leads_outside, read_bytes, split_entry

SHOWN_WIDTH = 100
"""How many columns of a long line are shown, the culprit in their middle."""
_SEARCHED = 20_000
"""How many characters of a line are looked at: GeoJSON may have all in one, and a problem for each feature of it."""
_OF_NAMES = frozenset({Code.UNKNOWN_FIELD, Code.REPEATED_KEY})
"""Problems with a field's name rather than its value."""


@dataclass(frozen=True)
class LocatedProblem:
    """A problem with its place: `source` is its line without the end, `start` and `end` the columns of the culprit.

    Columns count characters from 0; both are 0 if the line has no culprit. `file` is the path as seen from the folder
    in which the command was given.
    """

    problem: Problem
    file: str
    source: str = ""
    start: int = 0
    end: int = 0

    @property
    def level(self) -> str:
        return str(self.problem.severity)

    @property
    def words(self) -> str:
        """Message and hint on one line, without path and code."""
        return self.problem.words


def located(problems: Iterable[Problem], content: Path, folder: str) -> tuple[LocatedProblem, ...]:
    """The problems with their lines. `folder` is what paths begin with."""
    file_of = lru_cache(maxsize=None)(
        lambda path: _File(content / path, is_shown=not leads_outside(content / path, content))
    )
    return tuple(_located(problem, f"{folder}/{problem.path}", file_of(problem.path)) for problem in problems)


def _located(problem: Problem, file: str, text: _File) -> LocatedProblem:
    source = text.lines[problem.line - 1][:_SEARCHED] if problem.line <= len(text.lines) else ""
    if source.strip() in ("", "---"):
        return LocatedProblem(problem, file)
    start, end = (0, 0) if problem.code is Code.MISSING_FIELD else _columns(problem, source, text)
    return LocatedProblem(problem, file, source, start, end)


def _columns(problem: Problem, source: str, text: _File) -> tuple[int, int]:
    """The columns of the culprit in its field, or else in the line; otherwise those of the field, or of the line.

    A field that the file does not have has no columns.
    """
    whole = (len(source) - len(source.lstrip(" -")), len(source.rstrip()))
    field = text.field_at(problem.field) if problem.field else None
    spans = field.spans(is_of_name=problem.code in _OF_NAMES) if field else ()
    of_field = next((found for span in spans if (found := text.columns_of(span, problem.line))), None)
    for start, end in (of_field, (0, len(source))) if of_field else ((0, len(source)),):
        if found := _where(problem.culprit, source, start, end):
            return found
    if of_field or (problem.field and field is None):
        return of_field or (0, 0)
    return whole if whole[0] < whole[1] else (0, whole[1])


def _where(words: str, source: str, start: int, end: int) -> tuple[int, int] | None:
    """The first place between two columns where the words stand by themselves, or else inside other words."""
    if not words:
        return None
    for pattern in (rf"(?<![\w-]){re.escape(words)}(?![\w-])", re.escape(words)):
        if found := re.compile(pattern).search(source, start, end):
            return found.span()
    return None


class _Field(NamedTuple):
    """A field in a file: the nodes of its value and its name; an item of a list has no name."""

    name: yaml.Node | None
    value: yaml.Node

    def spans(self, is_of_name: bool) -> tuple[yaml.Node, ...]:
        """The nodes in which to look for the culprit: the value and then the name, or the other way round."""
        if self.name is None:
            return (self.value,)
        return (self.name, self.value) if is_of_name else (self.value, self.name)


class _File:
    """A file of the content with its lines and the positions of its fields."""

    def __init__(self, path: Path, is_shown: bool) -> None:
        self.path = path
        self.is_shown = is_shown

    @cached_property
    def lines(self) -> Sequence[str]:
        """Its lines without their ends; none if it cannot be read or may not be shown."""
        data = read_bytes(self.path, "", GEODATA) if self.is_shown else b""
        if isinstance(data, Problem):
            return ()
        text = data.decode("utf-8-sig", errors="replace")
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    @cached_property
    def _manuscript(self) -> Manuscript | None:
        """The file as its editor wrote it; None if its fields cannot be read."""
        if self.path.suffix == ".md" and split_entry("\n".join(self.lines)) is None:
            return None
        try:
            manuscript = manuscript_of(self.path)
            is_read = manuscript.root is not None
        except (OSError, UnicodeDecodeError, yaml.YAMLError):
            return None
        return manuscript if is_read else None

    def field_at(self, path: FieldPath) -> _Field | None:
        """The field at a path; None if the file does not have it."""
        return _Field(*found) if self._manuscript and (found := self._manuscript.field_at(path)) else None

    def columns_of(self, node: yaml.Node, line: int) -> tuple[int, int] | None:
        """The columns in which a node stands on a line, without its quotation marks; None if it is not on the line."""
        assert self._manuscript is not None
        first = self._manuscript.first_line + node.start_mark.line
        is_quoted = isinstance(node, yaml.ScalarNode) and node.style in ("'", '"')
        start = node.start_mark.column + is_quoted
        ends_here = node.end_mark.line == node.start_mark.line
        end = node.end_mark.column - is_quoted if ends_here else len(self.lines[line - 1].rstrip())
        return (start, end) if first == line and start < end else None


# Text


def text_lines(found: LocatedProblem) -> Iterator[tuple[tuple[str, str], ...]]:
    """The lines for a terminal: the problem, the line of the file, and a mark below the culprit.

    Each line is a tuple of parts with their style: `place`, `code`, a severity, or none.
    """
    problem = found.problem
    yield ("place", problem.place), ("", ": "), (found.level, problem.signed_words), ("code", f" [{problem.code}]")
    if found.source:
        number = f"{problem.line:5}"
        shown, start, width = _window(found)
        yield ("code", f"{number} | "), ("", shown)
    if found.end:
        yield ("code", f"{' ' * len(number)} | "), ("", " " * start), (found.level, "^" * width)


def _window(found: LocatedProblem) -> tuple[str, int, int]:
    """The part of the line that is shown, and the column and width of the culprit on a terminal."""
    start, end = found.start, min(found.end, found.start + SHOWN_WIDTH)
    cut = max(0, start - SHOWN_WIDTH)
    source = "".join(c if c.isprintable() else " " for c in found.source[cut : end + SHOWN_WIDTH + 1])
    start, end = start - cut, end - cut
    first, last = 0, len(source)
    if _width(source) > SHOWN_WIDTH:
        first = max(0, start - max(0, SHOWN_WIDTH - (end - start)) // 2)
        last = first
        while last < len(source) and _width(source[first : last + 1]) <= SHOWN_WIDTH:
            last += 1
    before = "… " if cut + first else ""
    behind = " …" if cut + last < len(found.source) else ""
    start_column = len(before) + _width(source[first:start])
    return before + source[first:last] + behind, start_column, _width(source[start : min(end, last)])


def _width(text: str) -> int:
    """The number of terminal columns of the text: two for a wide character, none for a combining one."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


# For other programs


def as_json(problems: Iterable[LocatedProblem]) -> str:
    """The problems as JSON; lines and columns count from 1, and `end_column` is after the culprit."""
    records = [
        {
            "path": found.problem.path,
            "file": found.file,
            "line": found.problem.line,
            **({"column": found.start + 1, "end_column": found.end + 1} if found.end else {}),
            "severity": found.level,
            "code": str(found.problem.code),
            "message": found.problem.message,
            "hint": found.problem.hint,
        }
        for found in problems
    ]
    counts = {f"{severity}s": sum(r["severity"] == severity for r in records) for severity in Severity}
    return json.dumps({"problems": records, **counts}, ensure_ascii=False, indent=2) + "\n"


def as_github(found: LocatedProblem) -> str:
    """The problem as a command of GitHub Actions, which marks the line in a pull request."""
    properties = {"file": found.file, "line": str(found.problem.line)}
    if found.end:
        properties |= {"col": str(found.start + 1), "endColumn": str(found.end)}
    properties["title"] = str(found.problem.code)
    listed = ",".join(f"{name}={_escaped(value, of_property=True)}" for name, value in properties.items())
    return f"::{found.level} {listed}::{_escaped(found.words)}"


def _escaped(text: str, of_property: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if of_property else text


def as_sarif(problems: Iterable[LocatedProblem], docs: Path | None) -> str:
    """The problems as a SARIF 2.1.0 log, with a rule for each code; `docs` is the folder that explains the codes."""
    codes = list(Code)
    log = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "explainer", "rules": [_rule(code, docs) for code in codes]}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(found, codes) for found in problems],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


_SARIF_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}


def _rule(code: Code, docs: Path | None) -> dict[str, Any]:
    section = section_of(code, docs) if docs else ""
    rule: dict[str, Any] = {"id": str(code), "defaultConfiguration": {"level": _SARIF_LEVELS[code.severity]}}
    if section:
        rule["help"] = {"text": section, "markdown": section}
    return rule


def _result(found: LocatedProblem, codes: Sequence[Code]) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": found.problem.line}
    if found.end:
        region |= {"startColumn": found.start + 1, "endColumn": found.end + 1}
    place = {"artifactLocation": {"uri": quote(found.file), "uriBaseId": "%SRCROOT%"}, "region": region}
    return {
        "ruleId": str(found.problem.code),
        "ruleIndex": codes.index(found.problem.code),
        "level": _SARIF_LEVELS[found.problem.severity],
        "message": {"text": found.words},
        "locations": [{"physicalLocation": place}],
    }
