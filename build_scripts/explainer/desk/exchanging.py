"""Sources out of other programs into the content, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from explainer.desk.drafting import Kind, entry_text, field_lines, ids_of, proposed_id, slug
from explainer.desk.formats import FORMATS, Format, Record, UnreadableError, format_named
from explainer.desk.manuscript import Edit, entry_manuscript
from explainer.desk.mending import blocks_of, comments_of, key_order
from explainer.desk.places import MisusedError, new_problems
from explainer.desk.trial import checked_after
from explainer.desk.writing import Change, RefusedError
from explainer.model.corpus import Lines
from explainer.model.fields import Collection, Source
from explainer.model.raw import RawEntry, Value
from explainer.pipeline import check
from explainer.problems import errors_of
from explainer.reading import read_content
from explainer.schema import typed_fields

_FORMAT_NAMES = ", ".join(known.name for known in FORMATS)


@dataclass(frozen=True)
class Imported:
    """What an import would do: the changes, and the ids of sources that are new, that change, and that stay."""

    changes: tuple[Change, ...]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]


def format_of(name: str, file: str) -> Format:
    """The format that is named, or that of the file's ending; CSL JSON for none. Raises `MisusedError`."""
    if not name and not file:
        return FORMATS[0]
    found = format_named(name, Path(file).suffix)
    if found is None:
        endings = ", ".join(suffix for known in FORMATS for suffix in known.suffixes)
        raise MisusedError(f"'{file}' does not end in one of {endings}. Say with --format what it is: {_FORMAT_NAMES}")
    return found


def records_of(file: Path, name: str) -> tuple[Record, ...]:
    """The sources in a file of another program."""
    try:
        return format_of(name, str(file)).records_in(file.read_text("utf-8-sig"))
    except UnicodeDecodeError:
        raise RefusedError(f"'{file}' is not UTF-8 text. Export it again with the encoding UTF-8") from None
    except (UnreadableError, OSError) as error:
        raise RefusedError(f"'{file}' cannot be read: {error}") from None


def imported(content: Path, records: Sequence[Record], defaults: Mapping[str, str], update: bool = False) -> Imported:
    """The changes that bring the records into the content. `defaults` are fields for records that have them not.

    A record is a source that is there where it has its id, its DOI, or its address and title. Such a source changes
    only with `update`: then the fields of the record take the place of its own, and all else in its file stays.
    """
    raw, _ = read_content(content)
    sources = {entry.id: entry for entry in raw.entries if entry.collection is Collection.SOURCES}
    import_ = _Import(content, sources, defaults)
    for record in records:
        import_.add(record)
    if import_.differing and not update:
        listed = "\n".join(
            f"  {source_id}: {', '.join(names)}" for source_id, names in sorted(import_.differing.items())
        )
        raise RefusedError(
            f"These sources are there already with other values:\n{listed}\nTake the new ones with --update"
        )
    changes = tuple(sorted(import_.changes.values()))
    _refuse_errors(content, changes, import_.titles)
    return Imported(
        changes,
        tuple(sorted(set(import_.changes) - set(sources))),
        tuple(sorted(import_.differing)),
        tuple(sorted(import_.same)),
    )


def _refuse_errors(content: Path, changes: Sequence[Change], titles: Mapping[str, str]) -> None:
    if not changes:
        return
    found = errors_of(new_problems(check(content).problems, checked_after(content, changes).problems))
    if found:
        lines = "\n".join(f"  {titles.get(p.path, p.path)}: {str(p).partition(': ')[2]}" for p in found)
        raise RefusedError(
            f"These sources would have errors, so nothing was written:\n{lines}\n"
            "Mend them in the other program, where a line 'perspective: scholarly' in the field Extra or the note is "
            "read, or give --perspective, --level and --language for all that lack them"
        )


class _Import:
    """One import; collects what changes, source by source."""

    def __init__(self, content: Path, sources: Mapping[str, RawEntry], defaults: Mapping[str, str]) -> None:
        self.content = content
        self.sources = sources
        self.defaults = defaults
        self.taken = set(ids_of(content))
        self.by_identity = {key: entry for entry in sources.values() for key in _identities(entry.fields)}
        self.changes: dict[str, Change] = {}
        self.titles: dict[str, str] = {}
        self.differing: dict[str, tuple[str, ...]] = {}
        self.same: set[str] = set()
        self.read: dict[str, str] = {}

    def add(self, record: Record) -> None:
        fields = dict(record.fields)
        key = slug(record.key) if not re.match(r"https?:", record.key) else ""
        there = self.sources.get(key) or next(
            (self.by_identity[identity] for identity in _identities(fields) if identity in self.by_identity), None
        )
        title = str(fields.get("title", record.key))
        if there is not None:
            self._compare(there, fields)
        else:
            fields = {**self.defaults, **fields}
            if key in self.taken and key not in self.read:
                raise RefusedError(f"The id '{key}' of '{title}' is taken by an entry. Give it another key")
            key = key or proposed_id(Kind.SOURCE, fields, self.taken)
            if not key:
                raise RefusedError(
                    f"'{title}' has no key, and none can be made of it. Add 'Citation Key: an-id' to its note"
                )
            text = entry_text(Collection.SOURCES, fields, "")
            self.changes[key] = Change(f"sources/{key}.md", None, text.encode())
            self.taken.add(key)
        source_id = there.id if there else key
        if source_id in self.read:
            raise RefusedError(
                f"'{self.read[source_id]}' and '{title}' would both be '{source_id}'. Give each its own key"
            )
        self.read[source_id] = title
        self.titles[f"sources/{source_id}.md"] = f"'{title}' ({source_id})"

    def _compare(self, there: RawEntry, fields: dict[str, Value]) -> None:
        """Notes whether a source that is there would change, and how."""
        before, _ = typed_fields(Collection.SOURCES, there.fields, there.path, Lines())
        after, _ = typed_fields(Collection.SOURCES, {**there.fields, **fields}, there.path, Lines())
        names = tuple(
            name for name in key_order(Source) if name in fields and _differs(name, before, after, there.fields, fields)
        )
        if not names:
            self.same.add(there.id)
            return
        self.differing[there.id] = names
        data = (self.content / there.path).read_bytes()
        self.changes[there.id] = Change(there.path, data, _with_fields(data, there.path, fields, names, after))


def _identities(fields: Mapping[str, Value]) -> Sequence[str]:
    """What makes a source the same as another: its DOI, or its address and its title."""
    doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)", "", str(fields.get("DOI") or ""), flags=re.IGNORECASE)
    url, title = fields.get("URL"), fields.get("title")
    return [*([f"doi {doi.casefold()}"] if doi else []), *([f"{url} {title}"] if url and title else [])]


def _differs(name: str, before: Any, after: Any, old: Mapping[str, Value], new: Mapping[str, Value]) -> bool:
    if before is None or after is None:
        return old.get(name) != new[name]
    attribute = next(key for key, info in Source.model_fields.items() if name in (info.alias, key))
    return bool(getattr(before, attribute) != getattr(after, attribute))


def _with_fields(
    data: bytes, path: str, fields: Mapping[str, Value], names: Iterable[str], typed: Source | None
) -> bytes:
    """The file with other values of these fields; order and text stay, and comments, which come to stand above."""
    manuscript = entry_manuscript(data)
    try:
        head, listed, tail = blocks_of(manuscript.front)
    except ValueError as reason:
        raise RefusedError(f"'{path}' cannot be changed: {reason}. Write each field on a line of its own") from None
    order, blocks = key_order(Source), list(listed)
    for name in names:
        lines = field_lines(name, fields[name], typed)
        place = next((number for number, (key, _) in enumerate(blocks) if key == name), None)
        if place is not None:
            comments = "".join(f"{comment}\n" for _, comment in comments_of(blocks[place][1]))
            blocks[place] = (name, comments + lines)
        else:
            before = [n for n, (key, _) in enumerate(blocks) if key in order and order.index(key) < order.index(name)]
            blocks.insert(before[-1] + 1 if before else 0, (name, lines))
    front = head + "".join(text for _, text in blocks) + tail
    start = manuscript.front_start
    return manuscript.bytes_of([Edit(start, start + len(manuscript.front), front)])


def exported(content: Path, ids: Sequence[str], form: Format) -> str:
    """The sources of these ids, of all where there are none, as a file of the format, sorted by id."""
    raw, _ = read_content(content)
    sources = {entry.id: entry for entry in raw.entries if entry.collection is Collection.SOURCES}
    for source_id in ids:
        if source_id not in sources:
            raise MisusedError(f"There is no source '{source_id}'. Give the name of its file, without .md")
    unread = {path.stem for path in (content / "sources").glob("[!._]*.md")} - set(sources)
    if unread & set(ids or unread):
        raise RefusedError(
            f"These sources cannot be read: {', '.join(sorted(unread))}. Mend them first; 'explainer check' says how"
        )
    return form.text_of(
        Record(source_id, {name: value for name, value in sources[source_id].fields.items() if value is not None})
        for source_id in sorted(set(ids) or sources)
    )
