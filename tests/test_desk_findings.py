"""Where in a line the culprit stands, and the forms in which other programs get problems."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from explainer.desk.explaining import DOCS
from explainer.desk.findings import as_github, as_json, as_sarif, findings_of, text_lines
from explainer.pipeline import check
from explainer.problems import Code, Problem
from folders import TESTS, File, LinkTo, cases_of, written

SARIF = Draft7Validator(json.loads((TESTS / "fixtures" / "sarif-schema-2.1.0.json").read_text("utf-8")))
"""The schema that OASIS publishes with the standard."""
OUTSIDE = "root:x:0:0"
LONG = f"{'word ' * 60}[[here]] {'more ' * 60}"

SHOWN = {
    "an id": (
        "  - {actor: ada-lynd, role: host}",
        "actor 'ada-lynd' is not an entry",
        "    3 |   - {actor: ada-lynd, role: host}",
        "      |             ^^^^^^^^",
    ),
    "a word, not a part of one": (
        "see_also: [isle-2, isle]",
        "'isle' is not an entry",
        "    3 | see_also: [isle-2, isle]",
        "      |                    ^^^^",
    ),
    "the first that the line has": (
        "names: Alba's land",
        "'nowhere' is not as 'Alba's land' has it",
        "    3 | names: Alba's land",
        "      |        ^^^^^^^^^^^",
    ),
    "a field without a quoted value": (
        "  weight: 9 ",
        "weight must be at most 3",
        "    3 |   weight: 9 ",
        "      |           ^",
    ),
    "a field between braces": (
        "  - {party: alba, colour: red, x: y}",
        "parties, item 1, colour must be text",
        "    3 |   - {party: alba, colour: red, x: y}",
        "      |                           ^^^",
    ),
    "the whole line": ("- some words ", "it is wrong", "    3 | - some words ", "      |   ^^^^^^^^^^"),
    "wide letters": (
        "北方領土: [国後, 択捉]",
        "'択捉' is not an entry",
        "    3 | 北方領土: [国後, 択捉]",
        "      |                  ^^^^",
    ),
    "a tab": ("a:\tb", "'b' is wrong", "    3 | a: b", "      |    ^"),
}


def shown(source: str, problem: Problem, tmp_path: Path) -> list[str]:
    (tmp_path / problem.path).write_text(f"one\ntwo\n{source}\n", encoding="utf-8")
    (finding,) = findings_of([problem], tmp_path, "content")
    return ["".join(text for _, text in line) for line in text_lines(finding)]


@pytest.mark.parametrize("case", SHOWN.values(), ids=SHOWN)
def test_the_line_and_the_mark_below_the_culprit(case: tuple[str, str, str, str], tmp_path: Path) -> None:
    source, message, line, mark = case
    problem = Problem("a.md", 3, Code.UNKNOWN_ENTRY, message)
    assert shown(source, problem, tmp_path) == [str(problem), line, mark]


def test_of_a_long_line_the_part_around_the_culprit_is_shown(tmp_path: Path) -> None:
    _, line, mark = shown(LONG, Problem("a.md", 3, Code.UNKNOWN_ENTRY, "'here' is not an entry"), tmp_path)
    assert len(line) < 115
    assert line.startswith("    3 | … ")
    assert line.endswith(" …")
    assert line[mark.index("^") : mark.rindex("^") + 1] == "here"


NOTHING_TO_SHOW = {
    "the beginning of a file": ("---", Problem("a.md", 3, Code.ORPHAN, "no entry cites this source"), 1),
    "a line that is not there": ("x", Problem("a.md", 99, Code.EMPTY_FILE, "the file is empty"), 1),
    "a field that is missing": ("- x: y", Problem("a.md", 3, Code.MISSING_FIELD, "the field 'z' is missing"), 2),
}


@pytest.mark.parametrize("case", NOTHING_TO_SHOW.values(), ids=NOTHING_TO_SHOW)
def test_nothing_is_marked_where_nothing_is_wrong(case: tuple[str, Problem, int], tmp_path: Path) -> None:
    source, problem, count = case
    lines = shown(source, problem, tmp_path)
    assert len(lines) == count
    assert "^" not in "".join(lines)


def test_a_file_that_is_gone_has_no_line(tmp_path: Path) -> None:
    (finding,) = findings_of([Problem("gone.md", 1, Code.UNREADABLE_FILE, "no")], tmp_path, "content")
    assert (finding.source, finding.start, finding.end) == ("", 0, 0)


def test_github_gets_what_its_own_signs_do_not_break(tmp_path: Path) -> None:
    (tmp_path / "a,b.md").write_text("50%: 'x'\n", encoding="utf-8")
    problem = Problem("a,b.md", 1, Code.UNKNOWN_ENTRY, "'x' is 50% of: nothing, no", "Did you\nmean 'y'?")
    (finding,) = findings_of([problem], tmp_path, "content")
    assert as_github(finding) == (
        "::error file=content/a%2Cb.md,line=1,col=7,endColumn=7,title=unknown-entry"
        "::'x' is 50%25 of: nothing, no. Did you mean 'y'?"
    )
    warning = Problem("gone.md", 1, Code.ORPHAN, "no entry cites this source")
    (finding,) = findings_of([warning], tmp_path, ".")
    assert as_github(finding) == "::warning file=./gone.md,line=1,title=orphan::no entry cites this source."


FILES: dict[str, File] = {
    "background/island.md": "---\ntitle: The island\nsummary: S.\nkind: place\nsee_also: [nowhere]\n---\n",
    "background/störm.md": "",
}


def test_json(tmp_path: Path) -> None:
    content = written(tmp_path, FILES)
    found = findings_of(check(content).problems, content, "content")
    assert json.loads(as_json(found)) == {
        "problems": [
            {
                "path": "background/island.md",
                "file": "content/background/island.md",
                "line": 5,
                "column": 12,
                "end_column": 19,
                "severity": "error",
                "code": "unknown-entry",
                "message": "'nowhere' is not an entry",
                "hint": "",
            },
            {
                "path": "background/störm.md",
                "file": "content/background/störm.md",
                "line": 1,
                "severity": "error",
                "code": "bad-id",
                "message": "'störm' cannot be an id: it may have small letters a to z, digits and single hyphens",
                "hint": "Rename the file",
            },
            {
                "path": "background/störm.md",
                "file": "content/background/störm.md",
                "line": 1,
                "severity": "error",
                "code": "empty-file",
                "message": "the file is empty",
                "hint": "",
            },
        ],
        "errors": 3,
        "warnings": 0,
        "notices": 0,
    }


def test_sarif_is_valid_and_whole(tmp_path: Path) -> None:
    content = written(tmp_path, FILES)
    log = json.loads(as_sarif(findings_of(check(content).problems, content, "content"), DOCS))
    assert [error.message for error in SARIF.iter_errors(log)] == []
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [str(code) for code in Code]
    assert all(rule["help"]["markdown"] for rule in rules)
    first, second, _ = run["results"]
    assert first == {
        "ruleId": "unknown-entry",
        "ruleIndex": [str(code) for code in Code].index("unknown-entry"),
        "level": "error",
        "message": {"text": "'nowhere' is not an entry."},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "content/background/island.md", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 5, "startColumn": 12, "endColumn": 19},
                }
            }
        ],
    }
    place = second["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/background/st%C3%B6rm.md"
    assert place["region"] == {"startLine": 1}


def test_a_notice_in_every_form(tmp_path: Path) -> None:
    notice = Problem("a.md", 3, Code.LOADED_WORD, "'blew' takes a side")
    assert shown("It blew.", notice, tmp_path) == [str(notice), "    3 | It blew.", "      |    ^^^^"]
    found = findings_of([notice], tmp_path, ".")
    assert as_github(found[0]).startswith("::notice file=./a.md,line=3,")
    assert as_github(found[0]).endswith("::'blew' takes a side.")
    assert json.loads(as_json(found))["notices"] == 1
    (run,) = json.loads(as_sarif(found, None))["runs"]
    assert run["results"][0]["level"] == "note"


def test_the_sarif_schema_refuses_what_is_not_sarif() -> None:
    assert [error.validator for error in SARIF.iter_errors({"version": "2.0.0", "runs": []})] == ["enum"]


@pytest.mark.parametrize("case", cases_of("problems/*.yml"))
def test_every_problem_has_a_sound_place(case: dict[str, dict[str, File]], tmp_path: Path) -> None:
    """Over all cases: columns lie in their line, and every form can say every problem."""
    content = written(tmp_path, case["content"])
    found = findings_of(check(content).problems, content, "content")
    for finding in found:
        assert 0 <= finding.start <= finding.end <= len(finding.source)
        assert [line for line in as_github(finding).splitlines() if not line.startswith("::")] == []
        assert len(list(text_lines(finding))) <= 3
    assert list(SARIF.iter_errors(json.loads(as_sarif(found, None)))) == []


def test_no_line_of_a_file_outside_the_content_is_shown(tmp_path: Path) -> None:
    (tmp_path / "passwd").write_text(f"{OUTSIDE}\n", "utf-8")
    content = written(tmp_path / "content", {"background/storm.md": LinkTo("../../passwd")})
    (finding,) = findings_of(check(content).problems, content, "content")
    assert finding.problem.code is Code.UNREADABLE_FILE
    assert OUTSIDE not in repr(finding)
