"""Fields written into the file of a source, whose other fields, comments and text stay as they are, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from explainer.editing.file_changes import RefusedError
from explainer.editing.fixing import blocks_of, comments_of, key_order
from explainer.editing.manuscript import Edit, entry_manuscript
from explainer.editing.new_entry import field_lines
from explainer.model.fields import Source
from explainer.model.raw import Value


@dataclass
class _Block:
    """A field with its lines; `start` and `end` are where they stand in the file, and are the same for a new one."""

    name: str
    lines: str
    start: int
    end: int
    is_changed: bool = False


def with_fields(
    data: bytes, path: str, fields: Mapping[str, Value], names: Iterable[str], typed: Source | None
) -> bytes:
    """The file with new values for these fields. A comment in a field that changes is moved above it."""
    manuscript = entry_manuscript(data)
    try:
        head, listed, _ = blocks_of(manuscript.front)
    except ValueError as reason:
        raise RefusedError(f"'{path}' cannot be changed: {reason}. Write each field on a line of its own") from None
    order, blocks, at = key_order(Source), list[_Block](), manuscript.front_start + len(head)
    for name, text in listed:
        blocks.append(_Block(name, text, at, at + len(text)))
        at += len(text)
    for name in names:
        lines = field_lines(name, fields[name], typed)
        there = next((block for block in blocks if block.name == name), None)
        if there is not None:
            there.lines = "".join(f"{comment}\n" for _, comment in comments_of(there.lines)) + lines
            there.is_changed = True
        else:
            before = [n for n, b in enumerate(blocks) if b.name in order and order.index(b.name) < order.index(name)]
            number = before[-1] + 1 if before else 0
            place = blocks[number - 1].end if number else manuscript.front_start + len(head)
            blocks.insert(number, _Block(name, lines, place, place, is_changed=True))
    return manuscript.bytes_of(_edits(blocks))


def _edits(blocks: Iterable[_Block]) -> list[Edit]:
    """An edit for each run of blocks that change, in their order."""
    edits: list[Edit] = []
    was_changed = False
    for block in blocks:
        if block.is_changed and was_changed:
            edits[-1] = Edit(edits[-1].start, block.end, edits[-1].new + block.lines)
        elif block.is_changed:
            edits.append(Edit(block.start, block.end, block.lines))
        was_changed = block.is_changed
    return edits
