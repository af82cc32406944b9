"""YAML as values with the line of each; YAML's features that front matter does not need are problems."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import yaml
from yaml.reader import ReaderError

from explainer.invisible_characters import INVISIBLE, may_hide, named, unfit_in, unseen_in, without_unseen
from explainer.model.corpus import REDIRECTS_FILE
from explainer.model.lines import Lines, Remark
from explainer.model.lines import Path as FieldPath
from explainer.model.raw import Value
from explainer.problems import Code, Problem
from explainer.reading.files import unfit_character
from explainer.reading.limits import DEEPEST_FIELDS, MOST_ITEMS, MOST_REDIRECTS
from explainer.reading.slips import Slip, slip_in
from explainer.reading.yaml_tree import events_of, tree_of


class Parsed(NamedTuple):
    fields: dict[str, Value] | None
    lines: Lines
    problems: tuple[Problem, ...]


def parse_yaml(text: str, name: str, first_line: int) -> Parsed:
    """The mapping in the text, the line of every key and item, and the problems of its form.

    There are no fields if the text is not YAML, or has features of YAML that front matter does not need.
    """
    if broken := _line_end(text, name, first_line):
        return Parsed(None, Lines(), (broken,))
    try:
        if anchored := _name_problems(text, name, first_line):
            return Parsed(None, Lines(), anchored)
        root = tree_of(text)
        reader = _NodeReader(name, first_line, text)
        fields = reader.mapping(root)
    except ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        message = f"{named(chr(_code_point(error.character)))} stands in the line, which no text may have"
        return Parsed(None, Lines(), (Problem(name, line, Code.MALFORMED_YAML, message, "Remove it"),))
    except yaml.MarkedYAMLError as error:
        return Parsed(None, Lines(), (_not_yaml(error, text, name, first_line),))
    except RecursionError:
        line = first_line + _line_too_deep(text)
        message = f"the fields stand in one another more than {DEEPEST_FIELDS} deep"
        return Parsed(None, Lines(), (Problem(name, line, Code.MALFORMED_YAML, message),))
    if any(problem.code in _UNREAD for problem in reader.problems):
        fields = None
    return Parsed(fields, Lines(reader.lines, _silences(reader.source, first_line)), tuple(reader.problems))


_UNREAD = frozenset({Code.UNSUPPORTED_YAML, Code.MALFORMED_YAML, Code.TOO_MANY, Code.UNFIT_CHARACTER})
"""Problems with which the fields are not as they were written."""
_SILENCE = re.compile(r"(?P<before>^|.*\s)#\s*wording\b\s*:?(?P<reason>.*)$")


def _line_too_deep(text: str) -> int:
    """The line, counted from 0, on which values are nested too deeply to be read."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST_FIELDS and event.start_mark:
            return int(event.start_mark.line)
    return 0


def _silences(lines: Sequence[str], first_line: int) -> dict[int, Remark]:
    """The comments that answer findings of the wording; one on a line of its own is about the next line."""
    found: dict[int, Remark] = {}
    for number in reversed(range(first_line, first_line + len(lines))):
        line = lines[number - first_line]
        if "wording" in line and (match := _SILENCE.match(line)):
            below = found[number + 1].about if number + 1 in found else number + 1
            about = number if match["before"].strip() else below
            found[number] = Remark(match["reason"].strip(), about)
    return found


def _code_point(character: str | int) -> int:
    return character if isinstance(character, int) else ord(character)


def _name_problems(text: str, name: str, first_line: int) -> tuple[Problem, ...]:
    """A problem for each alias of YAML or, if there is none, for each anchor."""
    if "*" not in text and "&" not in text:
        return ()
    try:
        events = events_of(text)
    except yaml.YAMLError:
        return ()
    named = [event for event in events if isinstance(event, yaml.NodeEvent) and event.anchor]
    aliases = [event for event in named if isinstance(event, yaml.AliasEvent)]
    problems: dict[int, Problem] = {}
    for event in aliases or named:
        message, hint = "an alias ('*name') is not supported in front matter", "Write the value out"
        culprit = f"{'*' if aliases else '&'}{event.anchor}"
        if not aliases:
            message = f"YAML takes '&{event.anchor}' for the name of a value, which is not supported in front matter"
            hint = "Put the whole value between quotes"
        line = first_line + (event.start_mark.line if event.start_mark else 0)
        problems.setdefault(line, Problem(name, line, Code.UNSUPPORTED_YAML, message, hint, culprit=culprit))
    return tuple(problems.values())


def _not_yaml(error: yaml.MarkedYAMLError, text: str, name: str, first_line: int) -> Problem:
    """The slip that the parser stumbled over or, if none is found, the line that it gives."""
    mark = error.problem_mark or error.context_mark
    stopped = mark.line if mark else 0
    slip = slip_in(text)
    if slip is None or slip.line > stopped:
        slip = _unexplained(stopped, "".join(text.split("\n")[stopped : stopped + 1]))
    hint = slip.hint if slip.like is None else f"{slip.hint}, as line {first_line + slip.like} is"
    return Problem(name, first_line + slip.line, Code.MALFORMED_YAML, slip.message, hint, culprit=slip.culprit)


def _unexplained(number: int, line: str) -> Slip:
    if "\t" in line:
        return Slip(number, "a tab stands in the line", "Indent with spaces, not with tabs", line.strip())
    line = line.strip()
    if re.search(r"[\[\]{}]", line):
        message = "the list or the group between brackets cannot be read"
        hint = "Put a comma between two items, and quotation marks around one with a colon, a comma or a bracket"
        return Slip(number, message, hint, line)
    hint = "Compare the line, and the one above it, with an example of the editing guide"
    return Slip(number, "the fields cannot be read from this line on", hint, line)


def _line_end(text: str, name: str, first_line: int) -> Problem | None:
    """A problem for a character that ends a line only in YAML, so that later lines would be miscounted."""
    found = re.search("[\u0085\u2028\u2029]", text)
    if found is None:
        return None
    line = first_line + text.count("\n", 0, found.start())
    message = f"{named(found[0])} stands in the line, where YAML ends it"
    culprit = text[: found.start()].rpartition("\n")[2].split(" ")[-1]
    return Problem(name, line, Code.MALFORMED_YAML, message, "Put a space in its place", culprit=culprit)


class _NodeReader:
    """Turns a tree of YAML nodes into values, noting lines and problems on the way."""

    def __init__(self, name: str, first_line: int, text: str) -> None:
        self.name = name
        self.first_line = first_line
        self.source = text.split("\n")
        self.may_hide = may_hide(text) or "\\" in text
        """Whether a name or value may have characters that nobody sees, as they are or as an escape of YAML."""
        self.most_items = MOST_REDIRECTS if name == REDIRECTS_FILE else MOST_ITEMS
        self.lines: dict[FieldPath, int] = {}
        self.problems: list[Problem] = []

    def mapping(self, root: yaml.Node | None) -> dict[str, Value] | None:
        if root is None:
            return {}
        if not isinstance(root, yaml.MappingNode):
            if not (isinstance(root, yaml.ScalarNode) and _UNSEEN.search(root.value) and self._refuse_slip(())):
                self._report(root, (), Code.MALFORMED_YAML, "the front matter must be fields, each as 'name: value'")
            return None
        value = self._value(root, ())
        return value if isinstance(value, dict) else None

    def _value(self, node: yaml.Node, path: FieldPath) -> Value:
        self.lines.setdefault(path, self._line_of(node))
        if len(path) > DEEPEST_FIELDS:
            message = f"the fields stand in one another more than {DEEPEST_FIELDS} deep"
            self._report(node, path, Code.UNSUPPORTED_YAML, message)
            return None
        if node.tag not in _PLAIN_TAGS:
            tag = node.tag.replace("tag:yaml.org,2002:", "!!")
            message = f"the YAML tag '{tag}' is not supported"
            problem = self._problem(node, path, Code.UNSUPPORTED_YAML, message, "Remove it")
            self.problems.append(problem.blaming(tag))
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path)
        assert isinstance(node, yaml.CollectionNode)
        if len(node.value) > self.most_items:
            self._report_many(node, path)
            return None
        if isinstance(node, yaml.MappingNode):
            return self._fields(node, path)
        return [self._value(item, (*path, index)) for index, item in enumerate(node.value)]

    def _report_many(self, node: yaml.CollectionNode, path: FieldPath) -> None:
        """Reports a list or a group at the first item or field that is too many."""
        what, one_too_many = "list", node.value[self.most_items]
        if isinstance(node, yaml.MappingNode):
            what, one_too_many = "group of fields", one_too_many[0]
        message = f"the {what} has {len(node.value):,} items, and may have at most {self.most_items:,}"
        self._report(one_too_many, path, Code.TOO_MANY, message, "Divide it into several")

    def _fields(self, node: yaml.MappingNode, path: FieldPath) -> dict[str, Value]:
        fields: dict[str, Value] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._report(key_node, path, Code.UNSUPPORTED_YAML, "a field's name must be plain text")
                continue
            key = str(key_node.value)
            at = (*path, key)
            self._refuse_unseen(key_node, at, key)
            if key in fields:
                message = f"'{key}' stands twice; the first is at line {self.lines[at]}"
                problem = self._problem(key_node, at, Code.REPEATED_KEY, message, "Keep one")
                self.problems.append(problem.blaming(key))
                continue
            self.lines[at] = self._line_of(key_node)
            fields[key] = self._value(value_node, at)
        return fields

    def _scalar(self, node: yaml.ScalarNode, path: FieldPath) -> str | None:
        text = str(node.value)
        if not node.style:
            if text[:1] == "-" and _UNSEEN.match(text, 1) and self._refuse_slip(path):
                return None
            self._refuse_swallowed_items(node, path)
            line = self.source[node.end_mark.line]
            if "#" in line and _CUT.match(line, node.end_mark.column):
                rest = line[node.end_mark.column :]
                message = f"YAML takes '{rest.strip()}' for a comment and cuts it off"
                hint = "Put the whole value between quotes"
                problem = self._problem(node, path, Code.CUT_BY_COMMENT, message, hint)
                self.problems.append(problem.blaming(rest.strip()))
            if node.tag == "tag:yaml.org,2002:null":
                return None
        self._refuse_unseen(node, path, text)
        return text

    def _refuse_swallowed_items(self, node: yaml.Node, path: FieldPath) -> None:
        """Reports a value that was meant as items of a list but that YAML reads as a text."""
        first, last = node.start_mark.line, min(node.end_mark.line, len(self.source) - 1)
        for number in range(first, last + 1) if isinstance(path[-1], str) or last > first else ():
            line = self.source[number]
            if "-" in line and (_TIGHT_ITEM if number == first else _ITEM).match(line):
                line = line.strip()
                message = f"'{line[:60]}' is not an item of the list, but part of a text"
                hint = "Put all items below one another, each with a hyphen and a space before it"
                self.problems.append(
                    Problem(self.name, self.first_line + number, Code.MALFORMED_YAML, message, hint, path, line)
                )
                return

    def _refuse_slip(self, path: FieldPath) -> bool:
        """Reports the first slip in fields that YAML can read, though not as they were meant; whether there is one."""
        slip = slip_in("\n".join(self.source))
        if slip:
            line = self.first_line + slip.line
            self.problems.append(
                Problem(self.name, line, Code.MALFORMED_YAML, slip.message, slip.hint, path, slip.culprit)
            )
        return slip is not None

    def _refuse_unseen(self, node: yaml.Node, path: FieldPath, text: str) -> None:
        """Reports a character in a name or at the end of a value that nobody sees, so that the two look right."""
        if not self.may_hide:
            return
        if character := unfit_in(text):
            self.problems.append(replace(unfit_character(self.name, self._line_of(node), character), field=path))
        elif character := unseen_in(text):
            message = f"{named(character)} stands in '{without_unseen(text)[:60]}', where nobody sees it"
            problem = self._problem(node, path, Code.MALFORMED_YAML, message, "Delete the words and type them again")
            self.problems.append(problem.blaming(text))

    def _report(self, node: yaml.Node, path: FieldPath, code: Code, message: str, hint: str = "") -> None:
        self.problems.append(self._problem(node, path, code, message, hint))

    def _problem(self, node: yaml.Node, path: FieldPath, code: Code, message: str, hint: str) -> Problem:
        return Problem(self.name, self._line_of(node), code, message, hint, field=path)

    def _line_of(self, node: yaml.Node) -> int:
        return self.first_line + node.start_mark.line


_UNSEEN = re.compile(f"[{INVISIBLE}]")
_CUT = re.compile(r"\s+#\S")
_ITEM = re.compile(r"\s*- ?[A-Za-z]")
_TIGHT_ITEM = re.compile(r"\s*-[A-Za-z]")
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "null", "bool", "int", "float", "timestamp", "merge", "value", "map", "seq")
)
