"""The rules of the map. What each finds stands in cases/problems/map.yml; here is only that none is forgotten."""

from __future__ import annotations

import inspect

from explainer import map_rules


def test_every_rule_stands_once_in_the_table() -> None:
    rules = [
        function
        for name, function in vars(map_rules).items()
        if inspect.isfunction(function)
        and function.__module__ == map_rules.__name__
        and not name.startswith("_")
        and list(inspect.signature(function).parameters) == ["corpus", "links"]
    ]
    assert len(rules) >= 7
    assert sorted(rules, key=lambda rule: rule.__name__) == sorted(map_rules.MAP_RULES, key=lambda rule: rule.__name__)
    assert all(rule.__doc__ for rule in rules)
