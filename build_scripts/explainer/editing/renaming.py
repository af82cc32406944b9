"""A new id for an entry: its file moves, every reference follows, and the old address stays known."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import yaml

from explainer.build_cache import build_cache_of
from explainer.editing.dry_run import checked_after
from explainer.editing.file_changes import FileChange, MisusedError, RefusedError
from explainer.editing.manuscript import Edit, Manuscript, entry_manuscript, manuscript_of, scalar, yaml_manuscript
from explainer.editing.targets import entry_named, new_problems, refuse_bad_id, refuse_unread
from explainer.links.field_references import atlas_references, dataset_references, dispute_references, field_references
from explainer.links.graph import RESERVED_IDS, path_in_content
from explainer.links.text_references import references_of
from explainer.model.atlas import MAP_FILE, STATES_FILE
from explainer.model.corpus import DISPUTE_FILE, REDIRECTS_FILE, AnyEntry, Body
from explainer.model.datasets import Dataset
from explainer.model.lines import Path as FieldPath
from explainer.model.references import Link, Origin
from explainer.pipeline import Checked, check
from explainer.problems import Problem, errors_of
from explainer.text.typography import Quotes

_REDIRECTS_HEAD = "# Addresses that entries had before they were renamed; each leads to the entry. Never remove one.\n"
_WRITTEN_OTHERWISE = re.compile(r"%[0-9A-Fa-f]{2}|&#?\w+;|\\-")
"""What an address may have in place of a character of an id."""
_CELL = re.compile(r'\s*"(?:[^"]|"")*"\s*(?=[,\r\n]|$)|[^,\r\n]*')
"""A cell of a row of CSV, with the quotation marks around it."""


def renamed(content: Path, old: str, new: str) -> tuple[FileChange, ...]:
    """The changes that give the entry `old` (an id, or the path of its file) the id `new`, sorted by path.

    Raises `MisusedError` if one of the two is not allowed, `RefusedError` if the content would be worse afterwards.
    """
    cache = build_cache_of(content.parent)
    checked = check(content, cache)
    entry = entry_named(old, content, checked)
    if new == entry.id:
        raise MisusedError(f"'{new}' is its id already. Name another")
    refuse_bad_id(new, content, entry.collection)
    refuse_unread(content, checked)
    changes = tuple(sorted(_Renaming(content, checked, entry, new).changes()))
    _refuse_harm(checked, checked_after(content, changes, cache), entry, new)
    return changes


def _refuse_harm(before: Checked, after: Checked, entry: AnyEntry, new: str) -> None:
    """Stops if the content would have new errors, or a link that leads elsewhere."""
    gone, came = new_problems(after.problems, before.problems), new_problems(before.problems, after.problems)
    errors = errors_of(new_problems((_said_anew(problem, entry, new) for problem in gone), came))
    if errors:
        lines = "\n".join(f"  {problem}" for problem in errors)
        raise RefusedError(f"With the id '{new}' the content would have errors:\n{lines}\nChoose another id")
    followed = {_named_anew(link, entry, new) for link in before.links.all}
    now = {_named_anew(link, entry, new) for link in after.links.all}
    for link in sorted(followed - now, key=lambda link: (link.origin, link.line)):
        raise RefusedError(
            f"A link to '{link.target}' in '{link.origin.path}', line {link.line}, would lead to the renamed entry, "
            f"since '{new}' stands there as a name. Write that link by its id first, or choose another id"
        )


def _said_anew(problem: Problem, entry: AnyEntry, new: str) -> Problem:
    """The problem in the words that it would have with the new id."""
    path = _new_path(entry, new) if problem.path == entry.path else problem.path
    return replace(problem, path=path, culprit=_word(entry.id).sub(new, problem.culprit))


def _named_anew(link: Link, entry: AnyEntry, new: str) -> Link:
    """The link as it would be with the new id."""
    origin = Origin(_new_path(entry, new), new) if link.origin.entry == entry.id else link.origin
    return replace(link, origin=origin, target=new if link.target == entry.id else link.target)


def _new_path(entry: AnyEntry, new: str) -> str:
    return f"{entry.collection}/{new}.md"


def _word(entry_id: str) -> re.Pattern[str]:
    """A pattern for the id that does not match inside another id."""
    return re.compile(rf"(?<![a-z0-9-]){re.escape(entry_id)}(?![a-z0-9-])")


class _Renaming:
    """A renaming, which collects its changes file by file."""

    def __init__(self, content: Path, checked: Checked, entry: AnyEntry, new: str) -> None:
        self.content = content
        self.corpus = checked.corpus
        self.entry = entry
        self.old, self.new = entry.id, new
        self.new_path = _new_path(entry, new)
        self._old_word = _word(entry.id)

    def changes(self) -> Iterator[FileChange]:
        for entry in self.corpus:
            manuscript = entry_manuscript((self.content / entry.path).read_bytes())
            edits = [self._of_field(manuscript, r.path) for r in field_references(entry) if r.target == self.old]
            edits += self._of_text(entry.path, manuscript.text, manuscript.body_start, len(manuscript.text))
            yield from self._change(entry.path, manuscript, edits)
        yield from self._of_dispute()
        yield from self._of_map()
        yield from self._of_datasets()
        yield from self._of_redirects()

    def _change(self, path: str, manuscript: Manuscript, edits: Iterable[Edit]) -> Iterator[FileChange]:
        after = manuscript.bytes_of(edits)
        if path == self.entry.path:
            yield FileChange(self.new_path, manuscript.data, after, was=path)
        elif after != manuscript.data:
            yield FileChange(path, manuscript.data, after)

    # fields

    def _of_field(self, manuscript: Manuscript, path: FieldPath) -> Edit:
        """The edit for the old id in a field; quotation marks stay."""
        start, end = manuscript.span_of(manuscript.node_at(path))
        written = manuscript.text[start:end]
        found = self._old_word.search(written)
        if found is None:
            return Edit(start, end, scalar(self.new))
        is_plain = found[0] == written.strip()
        return Edit(start + found.start(), start + found.end(), scalar(self.new) if is_plain else self.new)

    def _of_dispute(self) -> Iterator[FileChange]:
        manuscript = manuscript_of(self.content / DISPUTE_FILE)
        references = dispute_references(self.corpus.dispute)
        edits = [self._of_field(manuscript, r.path) for r in references if r.target == self.old]
        start, end = manuscript.span_of(manuscript.node_at(("naming",)))
        edits += self._of_text(DISPUTE_FILE, manuscript.text, start, end, self.corpus.dispute.naming)
        yield from self._change(DISPUTE_FILE, manuscript, edits)

    def _of_map(self) -> Iterator[FileChange]:
        for path in (MAP_FILE, STATES_FILE) if self.corpus.atlas else ():
            assert self.corpus.atlas is not None
            manuscript = manuscript_of(self.content / path)
            references = atlas_references(self.corpus.atlas, path)
            edits = [self._of_field(manuscript, r.path) for r in references if r.target == self.old]
            yield from self._change(path, manuscript, edits)

    def _of_datasets(self) -> Iterator[FileChange]:
        for dataset in self.corpus.datasets:
            manuscript = manuscript_of(self.content / dataset.path)
            references = dataset_references(dataset)
            edits = [self._of_field(manuscript, r.path) for r in references if r.target == self.old]
            yield from self._change(dataset.path, manuscript, edits)
            yield from self._of_table(dataset)

    def _of_table(self, dataset: Dataset) -> Iterator[FileChange]:
        """The old id in the column `source`; all else stays as it is written."""
        data = (self.content / dataset.table_path).read_bytes()
        head, *rows = data.decode("utf-8").splitlines(keepends=True)
        names = next(csv.reader([head.removeprefix("\ufeff")]))
        column = next((n for n, name in enumerate(names) if name.strip() == "source"), None)
        if column is not None:
            after = (head + "".join(self._in_row(row, column) for row in rows)).encode()
            yield from [FileChange(dataset.table_path, data, after)] if after != data else []

    def _in_row(self, row: str, column: int) -> str:
        start = 0
        for _ in range(column):
            start = _end_of_cell(row, start) + 1
        end = _end_of_cell(row, start)
        cell = row[start:end]
        is_it = cell.strip().strip('"').strip() == self.old
        return row[:start] + cell.replace(self.old, self.new) + row[end:] if is_it else row

    # texts

    def _of_text(self, path: str, text: str, start: int, end: int, markdown: str | None = None) -> Iterator[Edit]:
        """The edits for the old id in the references of a text that stands from `start` to `end` of its file.

        `markdown` is the text if the file has it in another form, as a block of YAML. Then the occurrences of the id in
        the two are matched in order.
        """
        written = text[start:end]
        markdown = written if markdown is None else markdown
        meant = set(self._meant(path, markdown))
        words = [match.start() for match in self._old_word.finditer(markdown)]
        words_written = [match.start() for match in self._old_word.finditer(written)]
        if meant and len(words) != len(words_written):
            raise RefusedError(
                f"The text in '{path}' cannot be changed as it is written. Write it as a block, with '|'"
            )
        assert meant <= set(words)
        for position, position_written in zip(words, words_written, strict=False):
            if position in meant:
                at = start + position_written
                yield Edit(at, at + len(self.old), self.new)

    def _meant(self, path: str, markdown: str) -> Iterator[int]:
        """The positions of the old id in links, citations and addresses of the text."""
        if self.old not in markdown and not _WRITTEN_OTHERWISE.search(markdown):
            return
        references, _ = references_of(Body(markdown, 1), path, RESERVED_IDS, Quotes())
        for link in references.links:
            if link.target.rpartition("/")[2].removesuffix(".md") == self.old:
                yield markdown.index(self.old, link.start)
        for citation in references.citations:
            for cited in re.finditer(rf"@({re.escape(self.old)})(?=[\s,;\]])", markdown[citation.start : citation.end]):
                yield citation.start + cited.start(1)
        for file in references.files:
            address = file.address.partition("#")[0]
            if address and path_in_content(path, address) == self.entry.path:
                name = markdown.find(f"{self.old}.md", file.start, file.end)
                if name < 0:
                    raise RefusedError(
                        f"The address '{file.address}' in '{path}' is written in a way that cannot be changed"
                    )
                yield name

    # redirects

    def _of_redirects(self) -> Iterator[FileChange]:
        """The change to redirects.yml.

        The old address is added, redirects to the old id lead to the new one, and a redirect from the new address goes.
        """
        path = self.content / REDIRECTS_FILE
        line = f"{{from: {self.entry.collection}/{self.old}, to: {scalar(self.new)}}}"
        is_noted = self.entry.is_published
        if not path.is_file():
            if is_noted:
                after = f"{_REDIRECTS_HEAD}redirects:\n  - {line}\n"
                yield FileChange(REDIRECTS_FILE, None, after.encode())
            return
        manuscript = yaml_manuscript(path.read_bytes())
        redirects = self.corpus.redirects or ()
        edits: list[Edit] = []
        for number, redirect in enumerate(redirects):
            if redirect.old == f"{self.entry.collection}/{self.new}":
                if is_noted and number == len(redirects) - 1:
                    edits.append(_another_item(manuscript, number, line))
                    is_noted = False
                else:
                    edits.append(_without_item(manuscript, number))
            elif redirect.target == self.old:
                edits.append(self._of_field(manuscript, ("redirects", number, "to")))
        if is_noted:
            edits.append(_with_item(manuscript, line))
        yield from self._change(REDIRECTS_FILE, manuscript, edits)


def _end_of_cell(row: str, start: int) -> int:
    """Where the cell of a row of CSV ends that begins at a position."""
    found = _CELL.match(row, min(start, len(row)))
    return found.end() if found else len(row)


def _with_item(manuscript: Manuscript, line: str) -> Edit:
    """An edit that adds a redirect at the end of the list, in the style of the list."""
    text, root = manuscript.text, manuscript.root
    if not isinstance(root, yaml.MappingNode) or not root.value:
        start, end = manuscript.span_of(root) if root else (len(text), len(text))
        before = "" if not text[:start] or text[:start].endswith("\n") else "\n"
        return Edit(start, end, f"{before}redirects:\n  - {line}" + ("\n" if end == len(text) else ""))
    node = manuscript.node_at(("redirects",))
    start, end = manuscript.span_of(node)
    if not isinstance(node, yaml.SequenceNode):
        line_end = _line_end(text, end)
        return Edit(start, line_end, f"{text[end:line_end]}\n  - {line}")
    if node.flow_style:
        is_open = not node.value or text[: end - 1].rstrip().endswith(",")
        return Edit(end - 1, end - 1, line if is_open else f", {line}")
    at = _line_end(text, _end_of_item(manuscript, len(node.value) - 1))
    return Edit(at, at, f"\n{' ' * node.start_mark.column}- {line}")


def _another_item(manuscript: Manuscript, number: int, line: str) -> Edit:
    """An edit that replaces a redirect."""
    start, _ = manuscript.span_of(manuscript.node_at(("redirects", number)))
    return Edit(start, _end_of_item(manuscript, number), line)


def _without_item(manuscript: Manuscript, number: int) -> Edit:
    """An edit that removes a redirect with its lines."""
    node = manuscript.node_at(("redirects",))
    start, _ = manuscript.span_of(manuscript.node_at(("redirects", number)))
    end, text = _end_of_item(manuscript, number), manuscript.text
    if isinstance(node, yaml.SequenceNode) and node.flow_style:
        is_last = number + 1 == len(node.value)
        comma = text.find(",", end)
        return Edit(start, comma + 1 if comma >= 0 and not is_last else end, "")
    return Edit(text.rfind("\n", 0, start) + 1, min(_line_end(text, end) + 1, len(text)), "")


def _end_of_item(manuscript: Manuscript, number: int) -> int:
    """The end of a redirect's last value: for YAML, a group over several lines ends only where the next item begins."""
    node = manuscript.node_at(("redirects", number))
    assert isinstance(node, yaml.MappingNode)
    return manuscript.span_of(node if node.flow_style else node.value[-1][1])[1]


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end
