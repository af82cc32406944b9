"""libyaml and PyYAML's own parser give the same tree, with the same marks, and the same errors."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from explainer.reading import yaml_tree
from explainer.reading.yaml_tree import events_of, tree_of

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


@pytest.mark.parametrize(
    "text",
    ["[" * 200_000, "{a: " * 200_000, "- " * 20_000, "\n".join(f"{' ' * depth}a:" for depth in range(5000))],
    ids=["brackets", "braces", "hyphens", "lines"],
)
def test_what_is_nested_too_deeply_overflows_no_stack(text: str) -> None:
    with pytest.raises(RecursionError):
        tree_of(text)


@pytest.mark.parametrize("depth", [90, 110, 300])
def test_deep_nesting_is_read_the_same(depth: int) -> None:
    for text in ("[" * depth + "]" * depth, "a: [{b: c}]\n" * depth, "- " * depth + "a\n"):
        assert outcome(text, tree_of) == outcome(text, by_python)


def names_in(text: str, read: Any) -> Any:
    """Anchors and aliases with their lines, which are what events are read for."""
    try:
        return [
            (type(event), event.anchor, event.start_mark.line)
            for event in read(text)
            if isinstance(event, yaml.NodeEvent) and event.anchor and event.start_mark
        ]
    except yaml.YAMLError as error:
        return str(error)


@given(TEXTS)
@example("a: &b c\nd: *b\n")
@example("a:\n  &b\n  c\nd: [*b, &e {f: *b}]\n")
def test_both_parsers_find_the_same_names(text: str) -> None:
    assert names_in(text, events_of) == names_in(text, lambda text: yaml.parse(text, yaml.SafeLoader))
