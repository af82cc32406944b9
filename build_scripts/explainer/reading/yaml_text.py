"""YAML as values with the line of each; what front matter has no use for is a problem."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import yaml
from yaml.reader import ReaderError

from explainer.model.corpus import Lines, Remark
from explainer.model.corpus import Path as FieldPath
from explainer.model.raw import Value
from explainer.problems import Code, Problem

_MAX_DEPTH = 20


class Parsed(NamedTuple):
    fields: dict[str, Value] | None
    lines: Lines
    problems: tuple[Problem, ...]


def parse_yaml(text: str, name: str, first_line: int) -> Parsed:
    """The mapping that the text holds, the line of every key and item, and the problems of its form.

    Without fields where the text is not YAML, or is YAML of a kind that front matter has no use for.
    """
    try:
        if named := _name_problems(text, name, first_line):
            return Parsed(None, Lines(), named)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        reader = _NodeReader(name, first_line, text.split("\n"))
        fields = reader.mapping(root)
    except ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        message = f"this is not YAML: the character U+{_code_point(error.character):04X} is not allowed"
        return Parsed(None, Lines(), (Problem(name, line, Code.MALFORMED_YAML, message, "Remove it"),))
    except yaml.MarkedYAMLError as error:
        return Parsed(None, Lines(), (_not_yaml(error, name, first_line),))
    except RecursionError:
        message = "this is not YAML that can be read: it is nested too deeply"
        return Parsed(None, Lines(), (Problem(name, first_line, Code.MALFORMED_YAML, message),))
    if any(problem.code is Code.UNSUPPORTED_YAML for problem in reader.problems):
        fields = None
    return Parsed(fields, Lines(reader.lines, _silences(reader.source, first_line)), tuple(reader.problems))


_SILENCE = re.compile(r"(?P<before>^|.*\s)#\s*wording\b\s*:?(?P<reason>.*)$")


def _silences(lines: Sequence[str], first_line: int) -> dict[int, Remark]:
    """The comments by which an editor answers a finding of the wording; one that stands alone is about what follows."""
    found: dict[int, Remark] = {}
    for number in reversed(range(first_line, first_line + len(lines))):
        if match := _SILENCE.match(lines[number - first_line]):
            below = found[number + 1].about if number + 1 in found else number + 1
            about = number if match["before"].strip() else below
            found[number] = Remark(match["reason"].strip(), about)
    return found


def _code_point(character: str | int) -> int:
    return character if isinstance(character, int) else ord(character)


def _name_problems(text: str, name: str, first_line: int) -> tuple[Problem, ...]:
    """Each line with a value that is named elsewhere; where there is none, each with what YAML takes for a name."""
    if "*" not in text and "&" not in text:
        return ()
    try:
        events = list(yaml.parse(text, Loader=yaml.SafeLoader))
    except yaml.YAMLError:
        return ()
    named = [event for event in events if isinstance(event, yaml.NodeEvent) and event.anchor]
    aliases = [event for event in named if isinstance(event, yaml.AliasEvent)]
    problems: dict[int, Problem] = {}
    for event in aliases or named:
        message, hint = "an alias ('*name') is not supported in front matter", "Write the value out"
        if not aliases:
            message = f"YAML takes '&{event.anchor}' for the name of a value, which is not supported in front matter"
            hint = "Put the whole value between quotes"
        line = first_line + (event.start_mark.line if event.start_mark else 0)
        problems.setdefault(line, Problem(name, line, Code.UNSUPPORTED_YAML, message, hint))
    return tuple(problems.values())


def _not_yaml(error: yaml.MarkedYAMLError, name: str, first_line: int) -> Problem:
    """The parser's error at the line where an editor has to look."""
    problem, context = str(error.problem or ""), str(error.context or "")
    never_closed = problem == "found unexpected end of stream"
    mark = (error.context_mark if never_closed else None) or error.problem_mark or error.context_mark
    reason = f"{context} {problem}" if problem.startswith("but ") else problem or context or "it cannot be read"
    line = first_line + (mark.line if mark else 0)
    return Problem(name, line, Code.MALFORMED_YAML, f"this is not YAML: {reason}", _yaml_hint(reason))


def _yaml_hint(reason: str) -> str:
    if "mapping values are not allowed" in reason:
        return "Put a value that has ': ' in it between quotes"
    if "found character '\\t'" in reason:
        return "Indent with spaces, not with tabs"
    if "alias" in reason or "found character" in reason:
        return "Put the value between quotes"
    return ""


class _NodeReader:
    """Turns one tree of YAML nodes into values, noting lines and problems on the way."""

    def __init__(self, name: str, first_line: int, source: list[str]) -> None:
        self.name = name
        self.first_line = first_line
        self.source = source
        self.lines: dict[FieldPath, int] = {}
        self.problems: list[Problem] = []

    def mapping(self, root: yaml.Node | None) -> dict[str, Value] | None:
        if root is None:
            return {}
        if not isinstance(root, yaml.MappingNode):
            self._report(root, Code.MALFORMED_YAML, "the front matter must be fields, each as 'name: value'")
            return None
        value = self._value(root, ())
        assert isinstance(value, dict)
        return value

    def _value(self, node: yaml.Node, path: FieldPath) -> Value:
        self.lines.setdefault(path, self.first_line + node.start_mark.line)
        if len(path) > _MAX_DEPTH:
            self._report(node, Code.UNSUPPORTED_YAML, "nesting this deep is not supported in front matter")
            return None
        if node.tag not in _PLAIN_TAGS:
            self._report(
                node,
                Code.UNSUPPORTED_YAML,
                f"the YAML tag '{node.tag.replace('tag:yaml.org,2002:', '!!')}' is not supported",
                "Remove it",
            )
            return None
        if isinstance(node, yaml.MappingNode):
            return self._fields(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(node)

    def _fields(self, node: yaml.MappingNode, path: FieldPath) -> dict[str, Value]:
        fields: dict[str, Value] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._report(key_node, Code.UNSUPPORTED_YAML, "a field's name must be plain text")
                continue
            key = str(key_node.value)
            if key in fields:
                first = self.lines[(*path, key)]
                self._report(
                    key_node, Code.REPEATED_KEY, f"'{key}' stands twice; the first is at line {first}", "Keep one"
                )
                continue
            self.lines[(*path, key)] = self.first_line + key_node.start_mark.line
            fields[key] = self._value(value_node, (*path, key))
        return fields

    def _scalar(self, node: yaml.Node) -> str | None:
        text = str(node.value)
        if isinstance(node, yaml.ScalarNode) and node.style is None:
            rest = self.source[node.end_mark.line][node.end_mark.column :] if self.source else ""
            if re.match(r"\s+#\S", rest):
                message = f"YAML takes '{rest.strip()}' for a comment and cuts it off"
                self._report(node, Code.CUT_BY_COMMENT, message, "Put the whole value between quotes")
            if node.tag == "tag:yaml.org,2002:null":
                return None
        return text

    def _report(self, node: yaml.Node, code: Code, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.name, self.first_line + node.start_mark.line, code, message, hint))


_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "null", "bool", "int", "float", "timestamp", "merge", "value", "map", "seq")
)
