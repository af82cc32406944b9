"""A file of the content as its editor wrote it, and edits at positions that leave everything else as it is.

Convention: positions count characters in `text`, which has `\\n` for every line end and no byte order mark, as in
`reading`. `bytes_of` restores the file's own line ends and mark.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from explainer.model.lines import Path as FieldPath
from explainer.reading import split_entry

_LINE_END = re.compile(r"\r\n|\r|\n")
_BOM = "\ufeff"
_STR, _NULL = "tag:yaml.org,2002:str", "tag:yaml.org,2002:null"


@dataclass(frozen=True, order=True)
class Edit:
    """An edit: the text from `start` to `end` becomes `new`. Edits of one text do not overlap."""

    start: int
    end: int
    new: str


@dataclass(frozen=True)
class Manuscript:
    """A file. `front` is an entry's text between the lines of `---`, or the whole of a YAML file."""

    data: bytes
    text: str
    front_start: int
    front: str
    body_start: int

    def bytes_of(self, edits: Iterable[Edit]) -> bytes:
        """The file after the edits, with its own line ends throughout."""
        written = self.data.decode("utf-8")
        mark = _BOM if written.startswith(_BOM) else ""
        written = written.removeprefix(_BOM)
        doubled = [match.start() - number for number, match in enumerate(re.finditer("\r\n", written))]
        line_end = "\r\n" if doubled else "\n"
        in_file = [
            Edit(
                edit.start + bisect_left(doubled, edit.start),
                edit.end + bisect_left(doubled, edit.end),
                edit.new.replace("\n", line_end),
            )
            for edit in edits
        ]
        return (mark + edited(written, in_file)).encode("utf-8")

    @cached_property
    def root(self) -> yaml.Node | None:
        """The tree of the YAML, whose marks are positions in `front`."""
        return yaml.compose(self.front, Loader=yaml.SafeLoader)

    def node_at(self, path: FieldPath) -> yaml.Node:
        """The node of a field that the file has."""
        found = self.field_at(path)
        assert found is not None
        return found[1]

    def field_at(self, path: FieldPath) -> tuple[yaml.Node | None, yaml.Node] | None:
        """The nodes of a field's name, None for an item of a list, and of its value; None if there is no such field."""
        name, value = None, self.root
        for part in path:
            if isinstance(value, yaml.SequenceNode) and isinstance(part, int) and part < len(value.value):
                name, value = None, value.value[part]
            elif isinstance(value, yaml.MappingNode):
                name, value = next((pair for pair in value.value if pair[0].value == part), (None, None))
            else:
                return None
        return None if value is None else (name, value)

    @property
    def first_line(self) -> int:
        """The line of the file on which `front` begins."""
        return self.text.count("\n", 0, self.front_start) + 1

    def span_of(self, node: yaml.Node) -> tuple[int, int]:
        """The positions where a value begins and ends in the text."""
        return self.front_start + node.start_mark.index, self.front_start + node.end_mark.index


def entry_manuscript(data: bytes) -> Manuscript:
    """The manuscript of an entry that `reading` can read."""
    text = _normal(data)
    parts = split_entry(text)
    assert parts is not None
    return Manuscript(data, text, parts.front_start, parts.front, len(text) - len(parts.body))


def yaml_manuscript(data: bytes) -> Manuscript:
    """The manuscript of a YAML file that `reading` can read."""
    text = _normal(data)
    return Manuscript(data, text, 0, text, len(text))


def manuscript_of(path: Path) -> Manuscript:
    """The manuscript of the file at the path, whichever kind it is."""
    data = path.read_bytes()
    return entry_manuscript(data) if path.suffix == ".md" else yaml_manuscript(data)


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text after the edits, whose positions are those before any edit."""
    pieces: list[str] = []
    at = 0
    for edit in sorted(edits):
        assert edit.start >= at, "two edits overlap"
        pieces += text[at : edit.start], edit.new
        at = edit.end
    return "".join((*pieces, text[at:]))


def scalar(text: str, in_flow: bool = True, is_text: bool = True) -> str:
    """A value as YAML, in quotation marks if it needs them to be read correctly.

    `in_flow` is for a value between brackets, where a comma would end it. `is_text` adds quotation marks to text that
    other programs would read as a number, a date or a truth value.
    """
    try:
        root = yaml.compose(f"[{text}]" if in_flow else f"k: {text}", Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        root = None
    items = root.value if isinstance(root, yaml.CollectionNode) and len(root.value) == 1 else ()
    for item in items:
        node = item if in_flow else item[1]
        is_plain = isinstance(node, yaml.ScalarNode) and node.style is None and node.value == text
        if is_plain and node.tag != _NULL and (not is_text or node.tag == _STR):
            return text
    return json.dumps(text, ensure_ascii=False)


def _normal(data: bytes) -> str:
    return _LINE_END.sub("\n", data.decode("utf-8-sig"))
