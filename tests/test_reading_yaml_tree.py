"""libyaml and PyYAML's own parser give the same tree, with the same marks, and the same errors."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from explainer.reading import yaml_tree
from explainer.reading.yaml_tree import tree_of

PIECES = """title: A strait|: |:|- |\n|\n  |\n- |[|]|{|}|, |,|?|? |!|!!str |#| #|"|'|\\|&a |*a|%|@|`|>|~|日|🙂|
---\n|...\n|"a: b"|'c, d'|a: {b: c, d: [e, f]}\n|key: |value|2020-01-01|- {a: b}\n"""
ODD = ("\t", "\ufeff", "\x85", "\u2028", "\r\n", "\x07", "|", "|-\n  x\n")
TEXTS = st.lists(st.sampled_from([*PIECES.split("|"), *ODD]), max_size=14).map("".join)


def flat(node: yaml.Node | None) -> Any:
    """All that an entry is read from: tags, values, lines, and where a plain scalar ends."""
    if isinstance(node, yaml.ScalarNode):
        end = None if node.style or not node.value else (node.end_mark.line, node.end_mark.column)
        return node.tag, node.start_mark.line, node.style or None, node.value, end
    if isinstance(node, yaml.MappingNode):
        return node.tag, node.start_mark.line, [(flat(key), flat(value)) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return node.tag, node.start_mark.line, [flat(item) for item in node.value]
    return node


def outcome(text: str, read: Any) -> Any:
    try:
        return flat(read(text))
    except yaml.YAMLError as error:
        return str(error)


def by_python(text: str) -> yaml.Node | None:
    return yaml.compose(text, Loader=yaml.SafeLoader)


@given(TEXTS)
@example("a:\tb")
@example("a: |# no comment\n  b")
@example("a: [is it? so]")
@example("? a\n: b")
@example("a: !\n")
@example("a: [b:, c]")
@example("---\n# nothing")
@example("a: b # c\nd: 'e' # f\n")
@example("a: \ufeffb")
@example("a: [b")
def test_both_parsers_read_the_same(text: str) -> None:
    assert outcome(text, tree_of) == outcome(text, by_python)


def test_libyaml_reads_what_is_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "SafeLoader", None)
    assert flat(tree_of("a: {b: c}\n")) is not None


def test_without_libyaml_the_other_parser_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    monkeypatch.setattr(yaml_tree, "_Libyaml", None)
    assert flat(tree_of("a: {b: c}\n")) == flat(by_python("a: {b: c}\n"))


def test_what_is_nested_too_deeply_overflows_no_stack() -> None:
    with pytest.raises(RecursionError):
        tree_of("[" * 200_000)
