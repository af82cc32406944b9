"""A new entry from answers to what the schema asks: its questions, a proposal for its id, its file."""

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
from pydantic import BaseModel

from explainer import dates
from explainer.desk.manuscript import scalar
from explainer.desk.mending import key_order
from explainer.desk.places import MisusedError, new_problems, refuse_bad_id
from explainer.desk.trial import checked_after
from explainer.desk.writing import Change, RefusedError
from explainer.model.corpus import Lines
from explainer.model.fields import NEUTRAL_PERSPECTIVES, Collection
from explainer.model.raw import Value
from explainer.pipeline import check
from explainer.problems import errors_of
from explainer.reading import read_content
from explainer.schema import classes_of, fault_in_field, typed_corpus, typed_fields

Answers = Mapping[str, Value]
_LONGEST_ID = 50


class Kind(StrEnum):
    EVENT = "event"
    ACTOR = "actor"
    BACKGROUND = "background"
    SOURCE = "source"

    @property
    def collection(self) -> Collection:
        return Collection.BACKGROUND if self is Kind.BACKGROUND else Collection(f"{self}s")


_HINTS = {
    Kind.EVENT: "What happened, and behind each statement its source, as [@source-id]. Then remove 'status: draft'.",
    Kind.ACTOR: "Who this is, and behind each statement its source, as [@source-id]. Then remove 'status: draft'.",
    Kind.BACKGROUND: "What there is to know, each statement with its source. Then remove 'status: draft'.",
    Kind.SOURCE: "What the source is, what it is good for, and where its limits are.",
}


@dataclass(frozen=True)
class Question:
    """A field that may be given. `choices` has all values that it can have, empty where there are too many to say."""

    name: str
    description: str
    choices: tuple[str, ...]
    is_needed: bool
    is_list: bool
    has_groups: bool
    """Whether it is a group of fields, or a list of them, which is given as YAML: `{actor: ada-lind, role: host}`."""


def questions(kind: Kind) -> tuple[Question, ...]:
    """The fields of such an entry in the order of its file; of background, those of every kind, `kind` itself first."""
    found: dict[str, Question] = {}
    classes = classes_of(kind.collection)
    for cls in classes:
        for name in key_order(cls):
            field = next(info for key, info in cls.model_fields.items() if name in (info.alias, key))
            parts = list(_parts(field.annotation))
            groups = any(isinstance(part, type) and issubclass(part, BaseModel) for part in parts)
            choices = (*found[name].choices,) if name in found else ()
            choices += tuple(choice for choice in _choices(parts) if choice not in choices)
            is_list = tuple in parts
            found[name] = Question(name, field.description or "", choices, field.is_required(), is_list, groups)
    listed = sorted(found.values(), key=lambda question: len(classes) > 1 and question.name != "kind")
    return tuple(question for question in listed if question.name != "status")


def _parts(annotation: Any) -> Iterator[Any]:
    """The annotation, its origin, and all that it is made of."""
    yield annotation
    if origin := getattr(annotation, "__origin__", None):
        yield origin
    for part in get_args(annotation):
        yield from _parts(part)


def _choices(parts: Iterable[Any]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, type) and issubclass(part, StrEnum):
            yield from (str(member) for member in part)
        elif str(part).startswith("typing.Literal"):
            yield from get_args(part)


def perspectives_of(content: Path) -> tuple[str, ...]:
    """What a source's `perspective` may be."""
    raw, _ = read_content(content)
    corpus, _ = typed_corpus(raw)
    return (*corpus.party_by_id, *NEUTRAL_PERSPECTIVES)


def answer(question: Question, given: str) -> Value:
    """What was typed, as a value of the field. Raises `MisusedError` where a group of fields is not one."""
    if not question.has_groups:
        return [given.strip()] if question.is_list else given.strip()
    try:
        groups = yaml.load(given, Loader=yaml.BaseLoader)  # noqa: S506 - it makes only text, lists and groups
    except yaml.YAMLError:
        groups = None
    listed = groups if isinstance(groups, list) else [groups]
    if not all(isinstance(group, dict) for group in listed):
        raise MisusedError(f"{question.name}: '{given}' is not a group of fields. Write it as {{name: value, …}}")
    return listed


def fault_in(kind: Kind, answers: Answers, name: str) -> str:
    """What is wrong with one of the answers, in a sentence or two; empty where nothing is."""
    problem = fault_in_field(kind.collection, dict(answers), name)
    return str(problem).partition(": ")[2].rpartition(" [")[0] if problem else ""


def ids_of(content: Path) -> frozenset[str]:
    """The ids that are taken, drafts and broken files included."""
    return frozenset(path.stem for collection in Collection for path in (content / collection).glob("*.md"))


def proposed_id(kind: Kind, answers: Answers, taken: Container[str]) -> str:
    """An id that is not taken, made of what the entry says; empty where it has no word in Latin letters."""
    words = slug(_words_for_id(kind, answers))
    if not words or (kind is Kind.EVENT and re.fullmatch(r"[0-9]+", words)):
        return ""
    numbered = (f"{words}-{number}" for number in count(2))
    return next(candidate for candidate in chain((words,), numbered) if candidate not in taken)


def _words_for_id(kind: Kind, answers: Answers) -> str:
    title = str(answers.get("title", ""))
    if kind is Kind.EVENT:
        return f"{_year(answers.get('date'))} {title}"
    if kind is not Kind.SOURCE:
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
    """The first year of a date, as an id has it, without its era; empty where it is no date."""
    try:
        first = dates.parse(str(date)).years().start
    except dates.BadDateError:
        return ""
    return f"{first if first >= 1 else 1 - first:04d}"


def slug(text: str) -> str:
    """The text as an id, cut at a word."""
    plain = unicodedata.normalize("NFKD", text.replace("'", "").replace("’", "")).encode("ascii", "ignore").decode()
    words = "-".join(re.findall(r"[a-z0-9]+", plain.lower()))
    return words if len(words) <= _LONGEST_ID else words[: _LONGEST_ID + 1].rpartition("-")[0] or words[:_LONGEST_ID]


def as_draft(kind: Kind, answers: Answers) -> dict[str, Value]:
    """The fields of an entry that is not yet to be published; a source is, since only then it can be cited."""
    return dict(answers) if kind is Kind.SOURCE else {**answers, "status": "draft"}


def drafted(content: Path, kind: Kind, entry_id: str, fields: Answers, text: str = "") -> Change:
    """The new file; without a text, it has a note on what belongs there.

    Raises `MisusedError` where the id cannot be, `RefusedError` where the checker would find an error in the entry.
    """
    refuse_bad_id(entry_id, content, kind.collection)
    path = f"{kind.collection}/{entry_id}.md"
    change = Change(path, None, entry_text(kind.collection, fields, text or f"<!-- {_HINTS[kind]} -->").encode())
    before = check(content).problems
    found = errors_of(new_problems(before, checked_after(content, [change]).problems))
    if found:
        lines = "\n".join(f"  {problem}" for problem in found)
        raise RefusedError(f"The entry would have errors, so it was not written:\n{lines}")
    return change


def entry_text(collection: Collection, fields: Mapping[str, Value], text: str) -> str:
    """The file of an entry with these fields, in the order of the editing guide."""
    typed, _ = typed_fields(collection, dict(fields), "", Lines())
    cls = type(typed) if typed is not None else classes_of(collection)[0]
    order = key_order(cls)
    names = sorted(fields, key=lambda name: order.index(name) if name in order else len(order))
    front = "".join(field_lines(name, fields[name], typed) for name in names)
    return f"---\n{front}---\n" + (f"\n{text.strip()}\n" if text.strip() else "")


def field_lines(name: str, value: Value, typed: BaseModel | None) -> str:
    """A field as it stands in front matter, with its line end. Dates and numbers of `typed` need no quotation marks."""
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
    return scalar(str(value))
