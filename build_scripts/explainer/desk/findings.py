"""Problems with the line that they are in and the words that are wrong, in four forms: text, JSON, SARIF, GitHub's.

A problem knows its line and says what is wrong between quotation marks; where in the line that stands is found here.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from explainer.desk.explaining import section_of
from explainer.problems import Code, Problem, Severity
from explainer.reading import leaves

SHOWN_WIDTH = 100
"""How many columns of a long line are shown, the culprit in their middle."""
_QUOTED = re.compile(r"'((?:[^']|(?<=\w)'(?=\w))+)'")
_FIELD = re.compile(r"(?:[\w-]+, (?:item \d+, )?)*(?P<name>[\w-]+)(?:, item \d+)?(?::| must| is| needs) ")


class Form(StrEnum):
    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


@dataclass(frozen=True)
class Finding:
    """A problem where it stands: `source` is its line without the end, `start` and `end` the columns of the culprit.

    Columns count characters from 0; where nothing in the line is the culprit, both are 0. `file` is the path that
    others know the file by: from the folder where the command was given.
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
        """Message and hint, as one line without path and code."""
        return (
            str(self.problem)
            .partition(f":{self.problem.line}: ")[2]
            .removeprefix(f"{self.level}: ")
            .rpartition(" [")[0]
        )


def findings_of(problems: Iterable[Problem], content: Path, folder: str) -> tuple[Finding, ...]:
    """The problems with their lines. `folder` is the content's path as the files are to be called."""
    lines = lru_cache(maxsize=None)(lambda path: () if leaves(content / path, content) else _lines_of(content / path))
    return tuple(_finding(problem, f"{folder}/{problem.path}", lines(problem.path)) for problem in problems)


def _lines_of(path: Path) -> Sequence[str]:
    try:
        text = path.read_bytes().decode("utf-8-sig", errors="replace")
    except OSError:
        return ()
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _finding(problem: Problem, file: str, lines: Sequence[str]) -> Finding:
    source = lines[problem.line - 1] if problem.line <= len(lines) else ""
    if source.strip() in ("", "---"):
        return Finding(problem, file)
    if problem.code is Code.MISSING_FIELD:
        return Finding(problem, file, source)
    start, end = _culprit(problem, source)
    return Finding(problem, file, source, start, end)


def _culprit(problem: Problem, source: str) -> tuple[int, int]:
    """The columns of the first words that the message quotes and the line has; else of the field, else of all."""
    for match in _QUOTED.finditer(problem.message):
        found = re.search(rf"(?<![\w-]){re.escape(match[1])}(?![\w-])", source) or re.search(
            re.escape(match[1]), source
        )
        if found:
            return found.span()
    field = _FIELD.match(problem.message)
    for pattern in (r"[\s-]*{}:\s*(?P<value>.*\S)", r".*[\s{{,]{}:\s*(?P<value>[^,}}]*[^,}}\s])") if field else ():
        if field and (found := re.match(pattern.format(re.escape(field["name"])), source)):
            return found.span("value")
    start = len(source) - len(source.lstrip(" -"))
    return (start, len(source.rstrip())) if start < len(source.rstrip()) else (0, len(source.rstrip()))


# Text


def text_lines(finding: Finding) -> Iterator[tuple[tuple[str, str], ...]]:
    """The line of the problem, the line of the file and the mark below the culprit.

    Each line is its parts, with what they are, for a terminal with colours: `place`, `code`, a severity, or nothing in
    particular.
    """
    problem = finding.problem
    path, rest = str(problem).split(f":{problem.line}: ", 1)
    words, code = rest.rsplit(" [", 1)
    yield ("place", f"{path}:{problem.line}"), ("", ": "), (finding.level, words), ("code", f" [{code}")
    if finding.source:
        number = f"{problem.line:5}"
        shown, start, width = _window(finding)
        yield ("code", f"{number} | "), ("", shown)
    if finding.end:
        yield ("code", f"{' ' * len(number)} | "), ("", " " * start), (finding.level, "^" * width)


def _window(finding: Finding) -> tuple[str, int, int]:
    """The part of the line that is shown, and in columns of a terminal where the culprit begins and how wide it is."""
    source = "".join(c if c.isprintable() else " " for c in finding.source)
    start, end = finding.start, min(finding.end, finding.start + SHOWN_WIDTH)
    first, last = 0, len(source)
    if _width(source) > SHOWN_WIDTH:
        first = max(0, start - max(0, SHOWN_WIDTH - (end - start)) // 2)
        last = first
        while last < len(source) and _width(source[first : last + 1]) <= SHOWN_WIDTH:
            last += 1
    before, behind = "… " if first else "", " …" if last < len(source) else ""
    start_column = len(before) + _width(source[first:start])
    return before + source[first:last] + behind, start_column, _width(source[start : min(end, last)])


def _width(text: str) -> int:
    """The columns that a terminal gives to the text: two for a wide letter, none for one that joins another."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


# For other programs


def as_json(findings: Iterable[Finding]) -> str:
    """The findings for programs; lines and columns count from 1, `end_column` is behind the culprit."""
    records = [
        {
            "path": finding.problem.path,
            "file": finding.file,
            "line": finding.problem.line,
            **({"column": finding.start + 1, "end_column": finding.end + 1} if finding.end else {}),
            "severity": finding.level,
            "code": str(finding.problem.code),
            "message": finding.problem.message,
            "hint": finding.problem.hint,
        }
        for finding in findings
    ]
    counts = {f"{severity}s": sum(r["severity"] == severity for r in records) for severity in Severity}
    return json.dumps({"problems": records, **counts}, ensure_ascii=False, indent=2) + "\n"


def as_github(finding: Finding) -> str:
    """The finding as a command of GitHub Actions, which marks the line in a pull request."""
    properties = {"file": finding.file, "line": str(finding.problem.line)}
    if finding.end:
        properties |= {"col": str(finding.start + 1), "endColumn": str(finding.end)}
    properties["title"] = str(finding.problem.code)
    listed = ",".join(f"{name}={_escaped(value, of_property=True)}" for name, value in properties.items())
    return f"::{finding.level} {listed}::{_escaped(finding.words)}"


def _escaped(text: str, of_property: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if of_property else text


def as_sarif(findings: Iterable[Finding], docs: Path | None) -> str:
    """The findings as a log in SARIF 2.1.0, with a rule for each code; `docs` is the folder that explains the codes."""
    codes = list(Code)
    log = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "explainer", "rules": [_rule(code, docs) for code in codes]}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, codes) for finding in findings],
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


def _result(finding: Finding, codes: Sequence[Code]) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": finding.problem.line}
    if finding.end:
        region |= {"startColumn": finding.start + 1, "endColumn": finding.end + 1}
    place = {"artifactLocation": {"uri": quote(finding.file), "uriBaseId": "%SRCROOT%"}, "region": region}
    return {
        "ruleId": str(finding.problem.code),
        "ruleIndex": codes.index(finding.problem.code),
        "level": _SARIF_LEVELS[finding.problem.severity],
        "message": {"text": finding.words},
        "locations": [{"physicalLocation": place}],
    }
