"""A new entry from an editor's answers: the questions, a proposal for its id, its file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, count
from pathlib import Path
from typing import Any, get_args

import yaml
from anyascii import anyascii
from pydantic import BaseModel

from explainer import dates
from explainer.build_cache import build_cache_of
from explainer.editing.dry_run import checked_after
from explainer.editing.file_changes import FileChange, MisusedError, RefusedError
from explainer.editing.fixing import key_order
from explainer.editing.manuscript import scalar
from explainer.editing.targets import new_problems, refuse_bad_id
from explainer.model.fields import NEUTRAL_PERSPECTIVES, NO_VOCABULARY, Collection, Vocabulary
from explainer.model.lines import Lines
from explainer.model.raw import Value
from explainer.pipeline import check
from explainer.problems import errors_of
from explainer.reading import read_dispute
from explainer.schema import choices_in, classes_of, fault_in_field, typed_corpus, typed_fields, vocabulary_of

Answers = Mapping[str, Value]
_LONGEST_ID = 50
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class EntryKind(StrEnum):
    EVENT = "event"
    ACTOR = "actor"
    BACKGROUND = "background"
    SOURCE = "source"

    @property
    def collection(self) -> Collection:
        return Collection.BACKGROUND if self is EntryKind.BACKGROUND else Collection(f"{self}s")


_HINTS = {
    EntryKind.EVENT: "What happened, and after each statement its source: [@source-id]. Then remove 'status: draft'.",
    EntryKind.ACTOR: "Who this is, and after each statement its source: [@source-id]. Then remove 'status: draft'.",
    EntryKind.BACKGROUND: "What there is to know, each statement with its source. Then remove 'status: draft'.",
    EntryKind.SOURCE: "What the source is, what it is good for, and where its limits are.",
}


@dataclass(frozen=True)
class Prompt:
    """A field that may be given. `choices` has all its possible values; empty if there are too many."""

    name: str
    description: str
    choices: tuple[str, ...]
    is_needed: bool
    is_list: bool
    has_groups: bool
    """Whether the field is a group of fields or a list of groups, given as YAML: `{actor: ada-lind, role: host}`."""


def questions(kind: EntryKind) -> tuple[Prompt, ...]:
    """The fields of such an entry in the order of its file; for background those of all kinds, with `kind` first."""
    found: dict[str, Prompt] = {}
    classes = classes_of(kind.collection)
    for cls in classes:
        for name in key_order(cls):
            field = next(info for key, info in cls.model_fields.items() if name in (info.alias, key))
            parts = list(_parts(field.annotation))
            groups = any(isinstance(part, type) and issubclass(part, BaseModel) for part in parts)
            choices = (*found[name].choices,) if name in found else ()
            choices += tuple(choice for choice in choices_in(field.annotation) if choice not in choices)
            is_list = tuple in parts
            found[name] = Prompt(name, field.description or "", choices, field.is_required(), is_list, groups)
    listed = sorted(found.values(), key=lambda question: len(classes) > 1 and question.name != "kind")
    return tuple(question for question in listed if question.name != "status")


def _parts(annotation: Any) -> Iterator[Any]:
    """The annotation, its origin, and everything that it is made of."""
    yield annotation
    if origin := getattr(annotation, "__origin__", None):
        yield origin
    for part in get_args(annotation):
        yield from _parts(part)


def own_words_of(content: Path) -> Vocabulary:
    """The kinds and roles that the dispute adds."""
    return vocabulary_of(read_dispute(content))


def perspectives_of(content: Path) -> tuple[str, ...]:
    """The possible values of a source's `perspective`."""
    corpus, _ = typed_corpus(read_dispute(content))
    return (*corpus.party_by_id, *NEUTRAL_PERSPECTIVES)


def answer(question: Prompt, given: str) -> Value:
    """What was typed, as a value of the field. Raises `MisusedError` if it should be a group of fields and is not."""
    if not question.has_groups:
        return [given.strip()] if question.is_list else given.strip()
    try:
        groups = yaml.load(given, Loader=yaml.BaseLoader)  # noqa: S506 - it makes only text, lists and groups
    except yaml.YAMLError:
        groups = None
    listed = groups if isinstance(groups, list) else [groups]
    if not all(isinstance(group, dict) for group in listed):
        raise MisusedError(f"{question.name}: '{given}' is not a group of fields. Write it as {{name: value, …}}")
    return listed if question.is_list else listed[0]


def fault_in(kind: EntryKind, answers: Answers, name: str, own: Vocabulary = NO_VOCABULARY) -> str:
    """What is wrong with one of the answers, in a sentence or two; empty where nothing is."""
    problem = fault_in_field(kind.collection, dict(answers), name, own)
    return problem.words if problem else ""


def ids_of(content: Path) -> frozenset[str]:
    """The ids that are taken, those of drafts and broken files included."""
    return frozenset(path.stem for collection in Collection for path in (content / collection).glob("*.md"))


def proposed_id(kind: EntryKind, answers: Answers, taken: Container[str]) -> str:
    """A free id made of what the entry says; empty if it says nothing that could be in an id."""
    words = slug(_words_for_id(kind, answers))
    if not words or (kind is EntryKind.EVENT and re.fullmatch(r"[0-9]+", words)):
        return ""
    numbered = (f"{words}-{number}" for number in count(2))
    return next(candidate for candidate in chain((words,), numbered) if candidate not in taken)


def _words_for_id(kind: EntryKind, answers: Answers) -> str:
    title = str(answers.get("title", ""))
    if kind is EntryKind.EVENT:
        return f"{_year(answers.get('date'))} {title}"
    if kind is not EntryKind.SOURCE:
        return title
    authors = answers.get("author")
    author = authors[0] if isinstance(authors, list) and authors and isinstance(authors[0], dict) else {}
    named = (author.get("family"), author.get("literal"), answers.get("container-title"), answers.get("publisher"))
    by = next((found for name in named if name and (found := slug(str(name)))), "")
    short_by = "-".join(by.split("-")[:2])
    year = _year(answers.get("issued"))
    titled = slug(title) or slug(str(answers.get("original-title", "")))
    return f"{short_by} {year}" if short_by and year else f"{titled} {year}"


def _year(date: Value | None) -> str:
    """The first year of a date, as ids have it, without its era; empty if the date cannot be read."""
    try:
        first = dates.parse(str(date)).years().start
    except dates.BadDateError:
        return ""
    return f"{first if first >= 1 else 1 - first:04d}"


def slug(text: str) -> str:
    """The text as an id in Latin letters, whatever its script, cut at the end of a word."""
    plain = re.sub("['’`]", "", anyascii(unicodedata.normalize("NFC", text)))
    words = "-".join(re.findall(r"[a-z0-9]+", plain.lower()))
    return words if len(words) <= _LONGEST_ID else words[: _LONGEST_ID + 1].rpartition("-")[0] or words[:_LONGEST_ID]


def as_draft(kind: EntryKind, answers: Answers) -> dict[str, Value]:
    """The fields with `status: draft`; a source is published at once, because only then can it be cited."""
    return dict(answers) if kind is EntryKind.SOURCE else {**answers, "status": "draft"}


@dataclass(frozen=True)
class NewEntry:
    """An entry that is to be written; without a text, it has a note on what to write there."""

    kind: EntryKind
    id: str
    fields: Answers
    text: str = ""

    @property
    def change(self) -> FileChange:
        text = entry_text(self.kind.collection, self.fields, self.text or f"<!-- {_HINTS[self.kind]} -->")
        return FileChange(f"{self.kind.collection}/{self.id}.md", None, text.encode())


def missing_for(kind: EntryKind, fields: Answers, content: Path) -> tuple[tuple[EntryKind, str], ...]:
    """The actors and places that an event names and that have no entry, each with what it would be."""
    if kind is not EntryKind.EVENT:
        return ()
    parts, places = fields.get("actors"), fields.get("places")
    named = [(EntryKind.ACTOR, part.get("actor")) for part in parts or () if isinstance(part, dict)]
    named += [(EntryKind.BACKGROUND, place) for place in places or () if isinstance(place, str)]
    there = ids_of(content)
    return tuple(dict.fromkeys((other, str(name)) for other, name in named if name and name not in there))


def drafted(content: Path, entry: NewEntry, besides: Iterable[NewEntry] = ()) -> tuple[FileChange, ...]:
    """The new files: that of the entry, and of those that are made for it.

    Raises `MisusedError` if an id is not allowed, `RefusedError` if the checker would find an error in them.
    """
    entries = (entry, *besides)
    for new in entries:
        refuse_bad_id(new.id, content, new.kind.collection)
    changes = tuple(new.change for new in entries)
    cache = build_cache_of(content.parent)
    before = check(content, cache).problems
    found = errors_of(new_problems(before, checked_after(content, changes, cache).problems))
    if found:
        lines = "\n".join(f"  {problem}" for problem in found)
        made = {new.id for new in entries}
        missing = [pair for pair in missing_for(entry.kind, entry.fields, content) if pair[1] not in made]
        ways = "".join(f"\nMake it first: explainer new {kind} --id {name}" for kind, name in missing)
        raise RefusedError(f"The entry would have errors, so it was not written:\n{lines}{ways}")
    return changes


def entry_text(collection: Collection, fields: Mapping[str, Value], text: str) -> str:
    """The file of an entry with these fields, in the order of the editing guide."""
    typed, _ = typed_fields(collection, dict(fields), "", Lines())
    cls = type(typed) if typed is not None else classes_of(collection)[0]
    order = key_order(cls)
    names = sorted(fields, key=lambda name: order.index(name) if name in order else len(order))
    front = "".join(field_lines(name, fields[name], typed) for name in names)
    return f"---\n{front}---\n" + (f"\n{text.strip()}\n" if text.strip() else "")


def field_lines(name: str, value: Value, typed: BaseModel | None) -> str:
    """A field as it is written in front matter, with its line end. Dates and numbers in `typed` are not quoted."""
    keys = {info.alias or key: key for key, info in type(typed).model_fields.items()} if typed is not None else {}
    is_text = type(getattr(typed, keys[name])) is str if name in keys else True
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return f"{name}:\n" + "".join(f"  - {_flow(item)}\n" for item in value)
    if isinstance(value, list | dict):
        return f"{name}: {_flow(value)}\n"
    return f"{name}: {scalar(str(value), in_flow=False, is_text=is_text)}\n"


def _flow(value: Value) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return scalar(str(value), is_text=not _DAY.fullmatch(str(value)))
