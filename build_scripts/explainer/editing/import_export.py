"""Sources from other programs into the content, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from explainer.build_cache import build_cache_of
from explainer.editing.dry_run import checked_after
from explainer.editing.field_writing import with_fields
from explainer.editing.file_changes import FileChange, MisusedError, RefusedError
from explainer.editing.fixing import key_order
from explainer.editing.new_entry import EntryKind, entry_text, ids_of, proposed_id, slug
from explainer.editing.targets import new_problems
from explainer.formats import FORMATS, Format, Record, RecordsRead, UnreadableError, format_named
from explainer.formats.carried_source import Left
from explainer.model.fields import Collection, ReadAs, ReadExtent, Source
from explainer.model.lines import Lines
from explainer.model.raw import RawEntry, Value
from explainer.pipeline import check
from explainer.problems import errors_of
from explainer.reading import read_content
from explainer.schema import fault_in_field, typed_fields

_NEEDED = frozenset(name for name, info in Source.model_fields.items() if info.is_required())
_FORMAT_NAMES = ", ".join(known.name for known in FORMATS)


@dataclass(frozen=True)
class Imported:
    """What an import would do: the changes, and the ids of the sources that are new, changed and unchanged.

    `left` has the fields that are not taken from each source, `refused` a sentence for each item that is not imported.
    """

    changes: tuple[FileChange, ...]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]
    left: Mapping[str, Left] = field(default_factory=dict)
    refused: tuple[str, ...] = ()


def format_of(name: str, file: str) -> Format:
    """The named format, or that of the file's ending; CSL JSON if there is neither. Raises `MisusedError`."""
    if not name and not file:
        return FORMATS[0]
    found = format_named(name, Path(file).suffix)
    if found is None:
        endings = ", ".join(suffix for known in FORMATS for suffix in known.suffixes)
        raise MisusedError(f"'{file}' does not end in one of {endings}. Say with --format what it is: {_FORMAT_NAMES}")
    return found


def reading_of(file: Path, name: str) -> RecordsRead:
    """The records of another program's file."""
    try:
        return format_of(name, str(file)).reading_of(file.read_text("utf-8-sig"))
    except UnicodeDecodeError:
        raise RefusedError(f"'{file}' is not UTF-8 text. Export it again with the encoding UTF-8") from None
    except (UnreadableError, OSError) as error:
        raise RefusedError(f"'{file}' cannot be read: {error}") from None


def imported(
    content: Path, reading: RecordsRead, defaults: Mapping[str, str], update: bool = False, opened: bool = False
) -> Imported:
    """The changes that bring the sources into the content. `defaults` fills fields that a record lacks.

    A record is an existing source if it has the same id, the same DOI, or the same address and title. An existing
    source changes only with `update`: the record's fields replace its own, and the rest of its file stays. With
    `opened`, the day on which the other program says that a source was opened becomes `consulted`.
    """
    raw, _ = read_content(content)
    sources = {entry.id: entry for entry in raw.entries if entry.collection is Collection.SOURCES}
    import_ = _Import(content, sources, defaults, update, opened)
    for record in reading.records:
        try:
            import_.add(record)
        except RefusedError as reason:
            import_.refused.append(str(reason))
    refused = (*reading.refused, *import_.refused, *_without_errors(content, import_))
    return Imported(
        tuple(sorted(import_.changes.values())),
        tuple(sorted(set(import_.changes) - set(sources))),
        tuple(sorted(set(import_.changes) & set(sources))),
        tuple(sorted(import_.same)),
        {source_id: import_.left[source_id] for source_id in sorted(import_.left)},
        refused,
    )


def _without_errors(content: Path, import_: _Import) -> Iterator[str]:
    """Takes the changes out that would bring errors; a sentence for each, or for all where it is not one that does."""
    cache = build_cache_of(content.parent)
    before = check(content, cache).problems if import_.changes else ()
    while import_.changes:
        after = checked_after(content, tuple(import_.changes.values()), cache).problems
        found = errors_of(new_problems(before, after))
        words: dict[str, list[str]] = {}
        for problem in found:
            words.setdefault(problem.path, []).append(f"{problem.words} [{problem.code}]")
        own = {import_.changes[key].path: key for key in import_.changes}
        for path, said in words.items():
            yield f"{import_.titles.get(path, path)}: {' '.join(said)}"
        wrong = [own[path] for path in words if path in own]
        for key in wrong if len(wrong) == len(words) else tuple(import_.changes):
            del import_.changes[key]
            import_.left.pop(key, None)
        if not found:
            return


class _Import:
    """An import, which collects its changes source by source."""

    def __init__(
        self,
        content: Path,
        sources: Mapping[str, RawEntry],
        defaults: Mapping[str, str],
        update: bool,
        opened: bool,
    ) -> None:
        self.content = content
        self.sources = sources
        self.defaults = defaults
        self.update = update
        self.opened = opened
        self.taken = set(ids_of(content))
        self.by_identity = {key: entry for entry in sources.values() for key in _identities(entry.fields)}
        self.changes: dict[str, FileChange] = {}
        self.titles: dict[str, str] = {}
        self.same: set[str] = set()
        self.left: dict[str, Left] = {}
        self.refused: list[str] = []
        self.read: dict[str, str] = {}

    def add(self, record: Record) -> None:
        """Adds a source. Raises `RefusedError` if the record cannot be one."""
        fields, left = _taken(record, self.opened)
        key = _id_of_key(record.key)
        there = (
            self.sources.get(record.key)
            or self.sources.get(key)
            or next(
                (self.by_identity[identity] for identity in _identities(fields) if identity in self.by_identity), None
            )
        )
        if there is not None and there.fields.get("consulted") and "consulted" not in record.fields:
            fields.pop("consulted", None)  # what the editor wrote says more than a day
        title = str(fields.get("title") or record.key or record.place)
        source_id = there.id if there else self._new_id(key, record, {**self.defaults, **fields})
        if source_id in self.read:
            raise RefusedError(
                f"'{self.read[source_id]}' and '{title}' would both be '{source_id}'. Give each its own key"
            )
        self.read[source_id] = title
        self.titles[f"sources/{source_id}.md"] = f"'{title}' ({source_id})"
        if there is not None:
            self._compare(there, fields)
        else:
            text = entry_text(Collection.SOURCES, {**self.defaults, **fields}, "")
            self.changes[source_id] = FileChange(f"sources/{source_id}.md", None, text.encode())
            self.taken.add(source_id)
        self.left |= {source_id: left} if left else {}

    def _new_id(self, key: str, record: Record, fields: Mapping[str, Value]) -> str:
        title = fields.get("title")
        if key in self.taken and key not in self.read:
            raise RefusedError(f"The id '{key}' of '{title or record.key}' is taken by an entry. Give it another key")
        new_id = key or proposed_id(EntryKind.SOURCE, fields, self.taken)
        if not new_id and not title:
            raise RefusedError(f"the source at {record.place} has no title")
        if not new_id:
            raise RefusedError(
                f"'{title}' has no key, and none can be made of it. Add 'Citation Key: an-id' to its note"
            )
        return new_id

    def _compare(self, there: RawEntry, fields: dict[str, Value]) -> None:
        """Notes whether an existing source would change, and how."""
        before, _ = typed_fields(Collection.SOURCES, there.fields, there.path, Lines())
        after, _ = typed_fields(Collection.SOURCES, {**there.fields, **fields}, there.path, Lines())
        names = tuple(
            name for name in key_order(Source) if name in fields and _differs(name, before, after, there.fields, fields)
        )
        if not names:
            self.same.add(there.id)
            return
        if not self.update:
            raise RefusedError(
                f"'{there.id}' is there already with other values: {', '.join(names)}. Take the new ones with --update"
            )
        data = (self.content / there.path).read_bytes()
        self.changes[there.id] = FileChange(there.path, data, with_fields(data, there.path, fields, names, after))


_NO_ID = re.compile(r"https?:.*|\d+|(?i:item)-?\d+|(?:\d+/)?(?=\w*\d)[A-Z0-9]{8}|zotero-.*")
"""Keys that a program made up, which mean nothing to a reader."""


def _id_of_key(key: str) -> str:
    return "" if _NO_ID.fullmatch(key) else slug(key)


def _taken(record: Record, opened: bool) -> tuple[dict[str, Value], Left]:
    """The fields that a source can have, and what is left of the record."""
    fields, left = dict(record.fields), list(record.left)
    name, day = record.opened
    if day and opened:
        fields["consulted"] = {"on": day, "as": ReadAs.UNKNOWN.value, "extent": ReadExtent.UNKNOWN.value}
    elif day:
        left.append((name, day))
    typed, _ = typed_fields(Collection.SOURCES, fields, "", Lines())
    for key in tuple(fields) if typed is None else ():
        if key not in _NEEDED and (problem := fault_in_field(Collection.SOURCES, fields, key)):
            left.append((key, f"{problem.words}"))
            del fields[key]
    return fields, tuple(left)


def _identities(fields: Mapping[str, Value]) -> Sequence[str]:
    """What identifies a source: its DOI, and its address with its title."""
    doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)", "", str(fields.get("DOI") or ""), flags=re.IGNORECASE)
    url, title = fields.get("URL"), fields.get("title")
    return [*([f"doi {doi.casefold()}"] if doi else []), *([f"{url} {title}"] if url and title else [])]


def _differs(name: str, before: Any, after: Any, old: Mapping[str, Value], new: Mapping[str, Value]) -> bool:
    if before is None or after is None:
        return old.get(name) != new[name]
    attribute = next(key for key, info in Source.model_fields.items() if name in (info.alias, key))
    return bool(getattr(before, attribute) != getattr(after, attribute))


def exported(content: Path, ids: Sequence[str], form: Format) -> str:
    """The sources with these ids, or all if none are given, as a file of the format, sorted by id."""
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
    return form.text_of(_record_of(source_id, sources[source_id].fields) for source_id in sorted(set(ids) or sources))


def _record_of(source_id: str, fields: Mapping[str, Value]) -> Record:
    """The source as a format writes it, with the day on which its original was opened, if it was."""
    consulted = fields.get("consulted")
    is_original = isinstance(consulted, dict) and consulted.get("as") == ReadAs.ORIGINAL
    day = str(consulted.get("on", "")) if isinstance(consulted, dict) and is_original else ""
    given = {name: value for name, value in fields.items() if value is not None}
    return Record(source_id, given, opened=("accessed", day) if day else ("", ""))
