"""The table of rules. What each rule finds is in cases/problems/."""

from __future__ import annotations

import inspect
from pathlib import Path

from explainer import checks
from explainer.pipeline import check
from folders import written


def test_every_rule_stands_once_in_the_table() -> None:
    """A rule that nobody calls would find nothing, and nobody would notice."""
    rules = [
        function
        for name, function in vars(checks).items()
        if inspect.isfunction(function)
        and function.__module__ == checks.__name__
        and not name.startswith("_")
        and list(inspect.signature(function).parameters) == ["corpus", "links"]
        and name != "problems_of"
    ]
    assert len(rules) >= 12
    assert sorted(rules, key=lambda rule: rule.__name__) == sorted(checks.RULES, key=lambda rule: rule.__name__)
    assert all(rule.__doc__ for rule in rules)


def test_a_rule_finds_the_same_twice(tmp_path: Path) -> None:
    text = "---\ntitle: S\nsummary: S.\nkind: term\ntopics: [nothing]\n---\n"
    checked = check(written(tmp_path, {"background/storm.md": text}))
    assert checked.corpus is not None
    assert checked.links is not None
    first = checks.problems_of(checked.corpus, checked.links)
    assert [problem.code for problem in first] == ["unknown-topic", "orphan"]
    assert checks.problems_of(checked.corpus, checked.links) == first
