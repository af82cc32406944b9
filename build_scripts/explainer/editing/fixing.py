"""What can be fixed in a file without changing its meaning: line ends, spaces, quotation marks, the order of fields.

Every fix is proved before it is made: the fields read the same, no comment is lost, and the text renders the same. A
file that cannot be read, or whose fix cannot be proved, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from explainer.editing.file_changes import FileChange
from explainer.editing.manuscript import Edit, Manuscript, edited, entry_manuscript, yaml_manuscript
from explainer.model.atlas import MAP_FILE, STATES_FILE
from explainer.model.corpus import DISPUTE_FILE, REDIRECTS_FILE, SNAPSHOTS_FILE, AnyEntry, Corpus
from explainer.model.fields import Collection, in_order_of_writing
from explainer.model.lines import Path as FieldPath
from explainer.problems import Problem
from explainer.reading import Parsed, parse_yaml, read_bytes, split_entry
from explainer.text.html import Part, Scope, Writing, html_of
from explainer.text.parser import parsed
from explainer.text.syntax import NodeKind
from explainer.text.typography import Quotes

_YAML_FILES = (DISPUTE_FILE, REDIRECTS_FILE, SNAPSHOTS_FILE, MAP_FILE, STATES_FILE)


def key_order(cls: type[BaseModel]) -> tuple[str, ...]:
    """The names of the fields in the order in which an entry is written."""
    return in_order_of_writing(info.alias or name for name, info in cls.model_fields.items())


def mended(content: Path, corpus: Corpus) -> tuple[FileChange, ...]:
    """The changes that fix the files of the content, sorted by path."""
    files = [f"{collection}/{path.name}" for collection in Collection for path in (content / collection).glob("*.md")]
    files = [name for name in files if not name.rpartition("/")[2].startswith((".", "_"))]
    files += [name for name in _YAML_FILES if (content / name).is_file()]
    files += [dataset.path for dataset in corpus.datasets]
    return tuple(change for name in sorted(files) for change in _of_file(content, name, corpus.by_path.get(name)))


def _of_file(content: Path, name: str, entry: AnyEntry | None) -> Iterator[FileChange]:
    path = content / name
    if path.is_symlink():
        return
    data = read_bytes(path, name)
    if isinstance(data, Problem):
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return
    is_entry = name.endswith(".md")
    if "\0" in text or (is_entry and split_entry(_normal(text)) is None):
        return
    manuscript = entry_manuscript(data) if is_entry else yaml_manuscript(data)
    if parse_yaml(manuscript.front, name, 1).fields is None:
        return
    after = mended_text(manuscript, name, entry).encode("utf-8")
    if after != data:
        yield FileChange(name, data, after)


def mended_text(manuscript: Manuscript, name: str, entry: AnyEntry | None) -> str:
    """The whole file, fixed: with `\\n` for every line end and at its end, and without a byte order mark."""
    front = manuscript.front
    for mend in (_without_trailing_spaces, _with_quotes, _in_order):
        candidate = mend(front, entry)
        front = candidate if candidate != front and _says_the_same(front, candidate, name) else front
    between = manuscript.text[manuscript.front_start + len(manuscript.front) : manuscript.body_start]
    head = manuscript.text[: manuscript.front_start]
    body = manuscript.text[manuscript.body_start :]
    if name.endswith(".md"):
        candidate = _text_without_trailing_spaces(body)
        body = candidate if candidate == body or _rendered(candidate) == _rendered(body) else body
        head, between = (re.sub(r"(?m)[ \t]+$", "", part) for part in (head, between))
    whole = f"{head}{front}{between}{body}"
    return whole if whole.endswith("\n") else f"{whole}\n"


def _says_the_same(before: str, after: str, name: str) -> bool:
    old, new = parse_yaml(before, name, 1), parse_yaml(after, name, 1)
    same_problems = [(p.code, p.culprit) for p in old.problems] == [(p.code, p.culprit) for p in new.problems]
    silenced = [
        sorted((remark.reason, _field_at(p, remark.about)) for remark in p.lines.silences.values()) for p in (old, new)
    ]
    is_same = old.fields == new.fields and same_problems and silenced[0] == silenced[1]
    return is_same and _comments(before) == _comments(after)


def _field_at(parsed: Parsed, line: int) -> str:
    """The name of the field on a line; empty if there is none."""
    return next((".".join(map(str, path)) for path, at in parsed.lines.at.items() if path and at == line), "")


def _comments(text: str) -> Sequence[str]:
    """Everything after a hash, whether it is a comment or not, sorted: a fix must keep all of it."""
    return sorted(line[line.index("#") :].rstrip() for line in text.split("\n") if "#" in line)


# Front matter


def _without_trailing_spaces(front: str, entry: AnyEntry | None) -> str:
    """The fields without spaces at the ends of lines, except in texts of several lines, where they may matter."""
    kept: set[int] = set()
    for node in _scalars(yaml.compose(front, Loader=yaml.SafeLoader), ()):
        first, last = node[1].start_mark.line, node[1].end_mark.line
        kept |= set(range(first, last)) if last > first else set()
    lines = front.split("\n")
    return "\n".join(line if number in kept else line.rstrip(" \t") for number, line in enumerate(lines))


def _scalars(node: yaml.Node | None, path: FieldPath) -> Iterator[tuple[FieldPath, yaml.ScalarNode]]:
    """Every single value, with its path."""
    if isinstance(node, yaml.ScalarNode):
        yield path, node
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _scalars(item, (*path, number))
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(value, (*path, key.value))


def _with_quotes(front: str, entry: AnyEntry | None) -> str:
    """The fields with quotation marks around texts that other programs would read as numbers or truth values."""
    if entry is None:
        return front
    edits: list[Edit] = []
    for path, node in _scalars(yaml.compose(front, Loader=yaml.SafeLoader), ()):
        is_plain = node.style is None and node.start_mark.line == node.end_mark.line
        if is_plain and node.tag != "tag:yaml.org,2002:str" and type(_value_at(entry.fields, path)) is str:
            edits.append(Edit(node.start_mark.index, node.end_mark.index, f'"{node.value}"'))
    return edited(front, edits)


def _value_at(value: Any, path: FieldPath) -> Any:
    """The typed value of a field; None if it is not there."""
    for part in path:
        if isinstance(part, int):
            value = value[part] if isinstance(value, tuple) and part < len(value) else None
        elif isinstance(value, BaseModel):
            names = {info.alias or name: name for name, info in type(value).model_fields.items()}
            value = getattr(value, names[part]) if part in names else None
    return value


def blocks_of(front: str) -> tuple[str, tuple[tuple[str, str], ...], str]:
    """The lines above the fields; each field's name and lines, with the comments right above it; the lines below.

    Raises `ValueError` if two fields share a line.
    """
    root = yaml.compose(front, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode) or root.flow_style or any(k.start_mark.column for k, _ in root.value):
        raise ValueError("the fields do not stand on lines of their own")
    lines = front.removesuffix("\n").split("\n")
    comments = {number for number, _ in comments_of(front)}
    starts: list[int] = []
    above: yaml.Node | None = None
    for key, value in root.value:
        start = key.start_mark.line
        may_be_further_in = not isinstance(above, yaml.CollectionNode) or above.flow_style
        while start - 1 in comments and re.match(r"\s*#" if may_be_further_in else "#", lines[start - 1]):
            start -= 1
        starts.append(start)
        above = value
    last = len(lines)
    while re.match(r"#|\s*$", lines[last - 1]):
        last -= 1
    ends = [*starts[1:], last]
    texts = ["".join(f"{line}\n" for line in lines[start:end]) for start, end in zip(starts, ends, strict=True)]
    head = "".join(f"{line}\n" for line in lines[: starts[0]])
    tail = "".join(f"{line}\n" for line in lines[last:])
    return head, tuple((str(key.value), text) for (key, _), text in zip(root.value, texts, strict=True)), tail


def comments_of(front: str) -> Iterator[tuple[int, str]]:
    """The comments and their line numbers, from 0. A hash inside a value does not begin a comment."""
    lines = front.split("\n")
    values: dict[int, int] = {}
    for _, node in _scalars(yaml.compose(front, Loader=yaml.SafeLoader), ()):
        first, last, until = node.start_mark.line, node.end_mark.line, node.end_mark.column
        if node.style in ("|", ">"):
            first, last, until = first + 1, _last_of_block(lines, first), len(front)
        for number in range(first, last + 1):
            values[number] = max(values.get(number, 0), until if number == last else len(front))
    for number, line in enumerate(lines):
        found = re.search(r"(?:^|\s)(#.*)", line[values.get(number, 0) :])
        if found:
            yield number, found[1].rstrip()


def _last_of_block(lines: Sequence[str], first: int) -> int:
    """The last line of a block text that begins below this line: the lines that are indented further."""
    indent = next((len(line) - len(line.lstrip()) for line in lines[first + 1 :] if line.strip()), 0)
    last = first
    for number in range(first + 1, len(lines)):
        line = lines[number]
        if line.strip() and len(line) - len(line.lstrip()) < max(indent, 1):
            break
        last = number if line.strip() else last
    return last


def _in_order(front: str, entry: AnyEntry | None) -> str:
    """The fields in the order of the editing guide, each with its comments."""
    if entry is None:
        return front
    try:
        head, blocks, tail = blocks_of(front)
    except ValueError:
        return front
    order = key_order(type(entry.fields))
    return head + "".join(text for _, text in sorted(blocks, key=lambda block: order.index(block[0]))) + tail


# Text


def _text_without_trailing_spaces(body: str) -> str:
    """The text without spaces at the ends of lines, except in code and where two of them break a line."""
    code = [(n.start, n.end) for n in parsed(body, Quotes()).walk() if n.kind in (NodeKind.CODE, NodeKind.INLINE_CODE)]
    lines = body.split("\n")
    edits: list[Edit] = []
    position = at = 0
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        end = position + len(line)
        start = position + len(line.rstrip(" \t"))
        while at < len(code) and code[at][1] < start:
            at += 1
        is_code = at < len(code) and code[at][0] < end
        is_break = bool(line.strip()) and bool(following.strip()) and line[start - position :] != " "
        if start < end and not is_code and not is_break:
            edits.append(Edit(start, end, ""))
        position = end + 1
    return edited(body, edits)


_UNSEEN = re.compile(r"[ \t]+(?=\n|\Z|</(?:p|li|dd|dt|td|th|h[1-6])>)")


def _rendered(body: str) -> str:
    """The text as HTML, without spaces at the ends of lines and blocks, which no browser shows, except in code."""
    tree = parsed(body, Quotes())
    ids = {node.start: "" for node in tree.walk() if node.kind is NodeKind.HEADING}
    blocks = html_of(tree.children, Writing(ids, Scope(), str))
    html = "\n".join("".join(_shown(part) for part in parts) for _, parts in blocks)
    parts = re.split(r"(<pre.*?</pre>)", html, flags=re.DOTALL)
    return "".join(part if part.startswith("<pre") else _UNSEEN.sub("", part) for part in parts)


def _shown(part: Part) -> str:
    """What fills a hole in the HTML, as far as the text itself says it."""
    return part if isinstance(part, str) else f"{part.node.value} {part.node.attributes}"


def _normal(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
