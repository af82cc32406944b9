"""The report on the terminal and as JSON: two forms of one value."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from explainer.editing.report_text import HEADINGS, as_json, as_text
from explainer.model.worklist import Task
from explainer.pipeline import report
from folders import File, written

TODAY = date(2026, 1, 15)
FILES: dict[str, File] = {
    "background/storm.md": (
        "---\ntitle: The storm\nsummary: It blew.\nkind: term\ntopics: [border]\nsee_also: [island]\n"
        "reviewed: 2026-01-15\n---\n\nIt blew.[@paper]\n"
    )
}


def test_every_task_has_a_heading() -> None:
    assert set(HEADINGS) == set(Task)


def test_text_has_every_task_in_order_and_then_the_sources(tmp_path: Path) -> None:
    reported = report(written(tmp_path, FILES), TODAY)
    text = as_text(reported.worklist, reported.corpus)
    assert [line for line in text.splitlines() if line and not line.startswith(" ")] == [
        "Entries without a source: 5",
        "Entries with one source: 3",
        "Sources of which nobody says how they were read: 1",
        "Sources on the web without an archived copy: none",
        "Addresses of sources that do not work: none",
        "Statements without a citation: 6",
        "Entries that nothing links to, and sources that nothing cites: 1",
        "Names mentioned but not linked: none",
        "Pages not reviewed for a year: 10",
        "Dates that contradict: none",
        "Questions without the answer of a party: 1",
        "Citations that do not say where in the source: none",
        "All sources: 1",
        "Sources of each topic",
        "Sources of each entry",
    ]
    assert (
        "Sources of each topic\n  border: 1 source\n    perspective: scholarly (1)\n    language: en (1)\n"
        "    level: secondary (1)\n    age in years: 100 or more (1)\n\nSources of each entry\n" in text
    )


def test_json_has_the_same(tmp_path: Path) -> None:
    reported = report(written(tmp_path, FILES), TODAY)
    parsed = json.loads(as_json(reported.worklist))
    assert list(parsed) == ["today", "tasks", "sources"]
    assert parsed["today"] == "2026-01-15"
    assert {task: len(found) for task, found in parsed["tasks"].items()} == {
        task.value: len(found) for task, found in reported.worklist.tasks
    }
    assert parsed["tasks"]["one-source"][0] == {"path": "background/storm.md", "line": 1, "target": "paper"}
    assert parsed["tasks"]["no-position"] == [{"path": "background/who-owns-it.md", "line": 5, "target": "borea"}]
    assert parsed["sources"]["topics"] == [
        {
            "of": "border",
            "sources": 1,
            "perspectives": {"scholarly": 1},
            "languages": {"en": 1},
            "levels": {"secondary": 1},
            "ages": {"100-or-more": 1},
        }
    ]


def test_an_address_that_does_not_work_has_its_answer_and_its_days(tmp_path: Path) -> None:
    fields = ("title: A page", "type: webpage", "URL: https://vik.example/a", "language: en", "perspective: alba")
    web = "\n".join(("---", *fields, "level: primary", "---", ""))
    links = "2026-01-15 2026-01-02 not-found 404 https://vik.example/a\n"
    parsed = json.loads(as_json(report(written(tmp_path, {"sources/web.md": web, "links.txt": links}), TODAY).worklist))
    assert parsed["tasks"]["broken-link"] == [
        {
            "path": "sources/web.md",
            "line": 4,
            "words": "https://vik.example/a",
            "outcome": "not-found",
            "status": "404",
            "since": "2026-01-02",
            "seen": "2026-01-15",
        }
    ]


def test_the_same_content_and_day_give_the_same_bytes(tmp_path: Path) -> None:
    folder = written(tmp_path, FILES)
    assert as_json(report(folder, TODAY).worklist) == as_json(report(folder, TODAY).worklist)
    assert as_json(report(folder, TODAY).worklist) != as_json(report(folder, date(2030, 1, 1)).worklist)


def test_all_sources_are_counted(tmp_path: Path) -> None:
    web = (
        "---\ntitle: A page\ntype: webpage\nURL: https://www.vik.example/a\nlanguage: da\n"
        "consulted: {on: 2026-01-02, as: stored-copy, extent: part}\nperspective: alba\nlevel: primary\n---\n"
    )
    island = "---\ntitle: The island\nsummary: Small.\nkind: place\n---\n\nSmall.[@web, p. 2; @paper]\n"
    reported = report(written(tmp_path, {"sources/web.md": web, "background/island.md": island}), TODAY)
    shown = as_text(reported.worklist, reported.corpus).partition("All sources")[2].partition("\n\n")[0]
    assert shown == (
        ": 2\n  citations: 5, with a locator 2\n  hosts:\n        1  vik.example\n  types:\n        1  book\n"
        "        1  webpage\n  readings:\n        1  not said\n        1  stored-copy, part\n  perspectives:\n"
        "        1  alba\n        1  scholarly\n  languages:\n        1  da\n        1  en\n"
    ).rstrip("\n")
    assert json.loads(as_json(reported.worklist))["sources"]["all"]["hosts"] == {"vik.example": 1}
