"""The tables of rules. What each rule finds is in cases/problems/ and cases/record/."""

from __future__ import annotations

import inspect
from pathlib import Path
from types import ModuleType

import pytest

from explainer.checks import entry_rules, map_rules, record_rules
from explainer.pipeline import check
from folders import written

TABLES = {entry_rules: entry_rules.RULES, map_rules: map_rules.MAP_RULES, record_rules: record_rules.RULES}


@pytest.mark.parametrize("module", TABLES, ids=lambda module: module.__name__)
def test_every_rule_stands_once_in_its_table(module: ModuleType) -> None:
    """A rule that nobody calls would find nothing, and nobody would notice."""
    rules = {
        name: function
        for name, function in vars(module).items()
        if inspect.isgeneratorfunction(function) and function.__module__ == module.__name__ and not name.startswith("_")
    }
    assert len(rules) > 5
    assert sorted(rules) == sorted(rule.__name__ for rule in TABLES[module])
    assert [name for name, rule in rules.items() if not rule.__doc__] == []


def test_a_rule_finds_the_same_twice(tmp_path: Path) -> None:
    text = "---\ntitle: S\nsummary: S.\nkind: term\ntopics: [nothing]\n---\n"
    checked = check(written(tmp_path, {"background/storm.md": text}))
    first = entry_rules.problems_of(checked.corpus, checked.links)
    assert [problem.code for problem in first] == ["unknown-topic", "orphan"]
    assert entry_rules.problems_of(checked.corpus, checked.links) == first
