"""Where in a line the culprit stands, and the forms in which other programs get problems."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from explainer.build_cache import BuildCache
from explainer.editing.code_explanation import DOCS
from explainer.editing.located_problems import as_github, as_json, as_sarif, located, text_lines
from explainer.pipeline import check
from explainer.problems import Code, Problem
from folders import TESTS, File, LinkTo, cases_of, written

SARIF = Draft7Validator(json.loads((TESTS / "fixtures" / "sarif-schema-2.1.0.json").read_text("utf-8")))
"""The schema that OASIS publishes with the standard."""
OUTSIDE = "root:x:0:0"
LONG = f"{'word ' * 60}[[here]] {'more ' * 60}"

SHOWN = {
    "a field of an item": (
        "actors: [{actor: ada-lynd, role: host}]",
        Problem("a.md", 3, Code.UNKNOWN_ENTRY, "no", field=("actors", 0, "actor")),
        "    3 | actors: [{actor: ada-lynd, role: host}]",
        "      |                  ^^^^^^^^",
    ),
    "an item": (
        "see_also: [isle-2, isle]",
        Problem("a.md", 3, Code.UNKNOWN_ENTRY, "no", field=("see_also", 1), culprit="isle"),
        "    3 | see_also: [isle-2, isle]",
        "      |                    ^^^^",
    ),
    "a word in a field": (
        "summary: a word and another word",
        Problem("a.md", 3, Code.LOADED_WORD, "no", field=("summary",), culprit="word"),
        "    3 | summary: a word and another word",
        "      |            ^^^^",
    ),
    "a word behind a field": (
        "summary: a word # and another",
        Problem("a.md", 3, Code.CUT_BY_COMMENT, "no", field=("summary",), culprit="# and another"),
        "    3 | summary: a word # and another",
        "      |                 ^^^^^^^^^^^^^",
    ),
    "a value between quotation marks": (
        'title: "two words"',
        Problem("a.md", 3, Code.BAD_VALUE, "no", field=("title",)),
        '    3 | title: "two words"',
        "      |         ^^^^^^^^^",
    ),
    "the name of a field": (
        "colour: colour",
        Problem("a.md", 3, Code.UNKNOWN_FIELD, "no", field=("colour",), culprit="colour"),
        "    3 | colour: colour",
        "      | ^^^^^^",
    ),
    "a field without a value": (
        "topics:",
        Problem("a.md", 3, Code.WRONG_TYPE, "no", field=("topics",)),
        "    3 | topics:",
        "      | ^^^^^^",
    ),
    "a value that stands below": (
        "topics:\n  - one",
        Problem("a.md", 3, Code.BAD_VALUE, "no", field=("topics",)),
        "    3 | topics:",
        "      | ^^^^^^",
    ),
    "the line of the second of two fields of a name": (
        "kind: a\nkind: b",
        Problem("a.md", 4, Code.REPEATED_KEY, "no", field=("kind",), culprit="kind"),
        "    4 | kind: b",
        "      | ^^^^",
    ),
    "wide letters": (
        "北方領土: [国後, 択捉]",
        Problem("a.md", 3, Code.UNKNOWN_ENTRY, "no", field=("北方領土", 1)),
        "    3 | 北方領土: [国後, 択捉]",
        "      |                  ^^^^",
    ),
    "a word of a text, not a part of one": (
        "---\nisle-2, isle",
        Problem("a.md", 4, Code.UNKNOWN_ENTRY, "no", culprit="isle"),
        "    4 | isle-2, isle",
        "      |         ^^^^",
    ),
    "a part of a word": (
        "---\nan isle-2",
        Problem("a.md", 4, Code.UNKNOWN_ENTRY, "no", culprit="isle"),
        "    4 | an isle-2",
        "      |    ^^^^",
    ),
    "the whole line": (
        "---\n- some words ",
        Problem("a.md", 4, Code.UNCLOSED_CODE, "no"),
        "    4 | - some words ",
        "      |   ^^^^^^^^^^",
    ),
    "a tab": (
        "---\na:\tb",
        Problem("a.md", 4, Code.UNKNOWN_ENTRY, "no", culprit="b"),
        "    4 | a: b",
        "      |    ^",
    ),
}


def shown(source: str, problem: Problem, tmp_path: Path) -> list[str]:
    """What an editor sees of a problem of a file whose third line is the first of `source`."""
    end = "" if "---" in source else "---\n"
    (tmp_path / problem.path).write_text(f"---\nid: x\n{source}\n{end}", encoding="utf-8")
    (found,) = located([problem], tmp_path, "content")
    return ["".join(text for _, text in line) for line in text_lines(found)]


@pytest.mark.parametrize("case", SHOWN.values(), ids=SHOWN)
def test_the_line_and_the_mark_below_the_culprit(case: tuple[str, Problem, str, str], tmp_path: Path) -> None:
    source, problem, line, mark = case
    assert shown(source, problem, tmp_path) == [str(problem), line, mark]


def test_a_file_that_can_no_longer_be_read_has_no_columns_of_its_fields(tmp_path: Path) -> None:
    problem = Problem("a.md", 3, Code.UNKNOWN_ENTRY, "no", field=("see_also", 1))
    assert shown("see_also: [isle", problem, tmp_path) == [str(problem), "    3 | see_also: [isle"]


def test_of_a_long_line_the_part_around_the_culprit_is_shown(tmp_path: Path) -> None:
    _, line, mark = shown(f"---\n{LONG}", Problem("a.md", 4, Code.UNKNOWN_ENTRY, "no", culprit="here"), tmp_path)
    assert len(line) < 115
    assert line.startswith("    4 | … ")
    assert line.endswith(" …")
    assert line[mark.index("^") : mark.rindex("^") + 1] == "here"


NOTHING_TO_SHOW = {
    "the beginning of a file": ("---", Problem("a.md", 3, Code.ORPHAN, "no entry cites this source"), 1),
    "a line that is not there": ("x", Problem("a.md", 99, Code.EMPTY_FILE, "the file is empty"), 1),
    "a field that is missing": ("x: y", Problem("a.md", 3, Code.MISSING_FIELD, "no", field=("x",)), 2),
    "a field that is not there": (
        "x: {y: z}",
        Problem("a.md", 3, Code.POSITION_WITHOUT_SOURCE, "no", field=("x", "a")),
        2,
    ),
}


@pytest.mark.parametrize("case", NOTHING_TO_SHOW.values(), ids=NOTHING_TO_SHOW)
def test_nothing_is_marked_where_nothing_is_wrong(case: tuple[str, Problem, int], tmp_path: Path) -> None:
    source, problem, count = case
    lines = shown(source, problem, tmp_path)
    assert len(lines) == count
    assert "^" not in "".join(lines)


def test_a_file_that_is_gone_has_no_line(tmp_path: Path) -> None:
    (found,) = located([Problem("gone.md", 1, Code.UNREADABLE_FILE, "no")], tmp_path, "content")
    assert (found.source, found.start, found.end) == ("", 0, 0)


def test_github_gets_what_its_own_signs_do_not_break(tmp_path: Path) -> None:
    (tmp_path / "a,b.md").write_text("50%: 'x'\n", encoding="utf-8")
    problem = Problem("a,b.md", 1, Code.UNKNOWN_ENTRY, "'x' is 50% of: nothing, no", "Did you\nmean 'y'?", culprit="x")
    (found,) = located([problem], tmp_path, "content")
    assert as_github(found) == (
        "::error file=content/a%2Cb.md,line=1,col=7,endColumn=7,title=unknown-entry"
        "::'x' is 50%25 of: nothing, no. Did you mean 'y'?"
    )
    warning = Problem("gone.md", 1, Code.ORPHAN, "no entry cites this source")
    (found,) = located([warning], tmp_path, ".")
    assert as_github(found) == "::warning file=./gone.md,line=1,title=orphan::no entry cites this source."


FILES: dict[str, File] = {
    "background/island.md": "---\ntitle: The island\nsummary: S.\nkind: place\nsee_also: [nowhere]\n---\n",
    "background/störm.md": "",
}


def test_json(tmp_path: Path) -> None:
    content = written(tmp_path, FILES)
    found = located(check(content).problems, content, "content")
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
    log = json.loads(as_sarif(located(check(content).problems, content, "content"), DOCS))
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
    notice = Problem("a.md", 4, Code.LOADED_WORD, "'blew' takes a side", culprit="blew")
    assert shown("---\nIt blew.", notice, tmp_path) == [str(notice), "    4 | It blew.", "      |    ^^^^"]
    found = located([notice], tmp_path, ".")
    assert as_github(found[0]).startswith("::notice file=./a.md,line=4,")
    assert as_github(found[0]).endswith("::'blew' takes a side.")
    assert json.loads(as_json(found))["notices"] == 1
    (run,) = json.loads(as_sarif(found, None))["runs"]
    assert run["results"][0]["level"] == "note"


def test_the_sarif_schema_refuses_what_is_not_sarif() -> None:
    assert [error.validator for error in SARIF.iter_errors({"version": "2.0.0", "runs": []})] == ["enum"]


@pytest.mark.parametrize("case", cases_of("problems/*.yml"))
def test_every_problem_has_a_sound_place(case: dict[str, dict[str, File]], tmp_path: Path, cache: BuildCache) -> None:
    """Over all cases: columns lie in their line, whatever a message says, and every form can say every problem."""
    content = written(tmp_path, case["content"])
    found_by_check = check(content, cache).problems
    problems = located(found_by_check, content, "content")
    reworded = [replace(problem, message="it is 'wrong', kind: no", hint="'a'") for problem in found_by_check]
    columns = [(found.start, found.end) for found in problems]
    assert [(found.start, found.end) for found in located(reworded, content, "content")] == columns
    for found in problems:
        assert 0 <= found.start <= found.end <= len(found.source)
        assert [line for line in as_github(found).splitlines() if not line.startswith("::")] == []
        assert len(list(text_lines(found))) <= 3
    assert list(SARIF.iter_errors(json.loads(as_sarif(problems, None)))) == []


def test_no_line_of_a_file_outside_the_content_is_shown(tmp_path: Path) -> None:
    (tmp_path / "passwd").write_text(f"{OUTSIDE}\n", "utf-8")
    content = written(tmp_path / "content", {"background/storm.md": LinkTo("../../passwd")})
    (found,) = located(check(content).problems, content, "content")
    assert found.problem.code is Code.UNREADABLE_FILE
    assert OUTSIDE not in repr(found)
