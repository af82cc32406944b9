"""A file of the content as its editor wrote it, and edits at positions, so that nothing else in it changes.

Convention: positions are of characters in `text`, which has `\\n` for every line end and no byte order mark, as
`reading` has it. `bytes_of` gives the line ends and the mark back that the file had.
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

from explainer.model.corpus import Path as FieldPath
from explainer.reading import split_entry

_LINE_END = re.compile(r"\r\n|\r|\n")
_BOM = "\ufeff"
_STR, _NULL = "tag:yaml.org,2002:str", "tag:yaml.org,2002:null"


@dataclass(frozen=True, order=True)
class Edit:
    """What stands from `start` to `end` becomes `new`. Two edits of one text do not overlap."""

    start: int
    end: int
    new: str


@dataclass(frozen=True)
class Manuscript:
    """A file. Of an entry, `front` is what stands between the lines of `---`; of a YAML file, all of it."""

    data: bytes
    text: str
    front_start: int
    front: str
    body_start: int

    def bytes_of(self, edits: Iterable[Edit]) -> bytes:
        """The file after the edits; what they add has the line ends of the file."""
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
        """The value of a field that is there."""
        node = self.root
        for part in path:
            if isinstance(node, yaml.MappingNode):
                node = next(value for key, value in node.value if key.value == part)
            else:
                assert isinstance(node, yaml.SequenceNode)
                assert isinstance(part, int)
                node = node.value[part]
        assert node is not None
        return node

    def span_of(self, node: yaml.Node) -> tuple[int, int]:
        """Where a value begins and ends in the text."""
        return self.front_start + node.start_mark.index, self.front_start + node.end_mark.index


def entry_manuscript(data: bytes) -> Manuscript:
    """The file of an entry that `reading` can read."""
    text = _normal(data)
    parts = split_entry(text)
    assert parts is not None
    return Manuscript(data, text, parts.front_start, parts.front, len(text) - len(parts.body))


def yaml_manuscript(data: bytes) -> Manuscript:
    """A YAML file that `reading` can read."""
    text = _normal(data)
    return Manuscript(data, text, 0, text, len(text))


def manuscript_of(path: Path) -> Manuscript:
    """The file at the path."""
    data = path.read_bytes()
    return entry_manuscript(data) if path.suffix == ".md" else yaml_manuscript(data)


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text after the edits, which are of its positions before."""
    pieces: list[str] = []
    at = 0
    for edit in sorted(edits):
        assert edit.start >= at, "two edits overlap"
        pieces += text[at : edit.start], edit.new
        at = edit.end
    return "".join((*pieces, text[at:]))


def scalar(text: str, in_flow: bool = True, is_text: bool = True) -> str:
    """A value as YAML, between quotation marks where it needs them to be read as what it is.

    `in_flow` is a value between brackets, in which a comma ends it; with `is_text`, one that other programs would take
    for a number, a date or a truth value needs quotation marks too.
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
