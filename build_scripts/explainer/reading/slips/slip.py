"""A slip as a value, what is open around a line, and the words of messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from explainer.invisible_characters import INVISIBLE
from explainer.model import atlas
from explainer.model.fields import Fields

_SHOWN = 70
KEY = re.compile(
    r"""(?P<name>"[^"]*"|'[^']*'|[^\s#\-"'\[\]{},&*!|>%@`?](?:[^:]|:(?=[^ \t]))*?|-[^\s:]*)[ \t]*:(?P<rest>[ \t].*|)$"""
)
SPACES = re.compile(f"[{INVISIBLE}]")


class Slip(NamedTuple):
    """A mistake: the index of its line, what is wrong, what to do, and the wrong words."""

    line: int
    message: str
    hint: str
    culprit: str = ""
    like: int | None = None
    """The index of a line with the right indent, which the hint then names."""


@dataclass
class OpenLevel:
    """A group of fields or a list that is open at a line: its indent, and its last line."""

    indent: int
    is_list: bool
    line: int
    name: str
    value: str = ""
    """What follows the name on its line; lines that are indented further belong to it."""
    is_closed: bool = False
    """Whether the value ended with a quotation mark or a bracket, so that nothing can continue it."""


@dataclass
class LinePage:
    lines: list[str]
    levels: list[OpenLevel] = field(default_factory=list)


def looks_like_field(line: str, level: OpenLevel) -> bool:
    match = KEY.match(line.strip())
    is_name = match is not None and bool(re.fullmatch(r"[\w-]+", match["name"]))
    return bool(line.strip()) and indent_of(line) <= level.indent and is_name


def called(level: OpenLevel) -> str:
    return "the item above it" if level.is_list else f"'{level.name}'"


def counted(spaces: int) -> str:
    return {0: "no spaces", 1: "one space"}.get(spaces, f"{spaces} spaces")


def indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"


def quoted(value: str) -> str:
    """The value as YAML between quotation marks."""
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'{}'".format(value.replace("'", "''"))


def typed(name: str, value: str) -> str:
    """What to type, with a long value shortened in the middle."""
    if len(value) > _SHOWN:
        whole = quoted(value)
        return f"{name}{whole[:30].rstrip()} … {whole[-20:].lstrip()}"
    return f"{name}{quoted(value)}"


def between_quotes(name: str, value: str) -> str:
    return f"Put the whole value between quotation marks: {typed(name, value)}"


def _names(cls: type[Fields]) -> Iterator[str]:
    yield from (info.alias or name for name, info in cls.model_fields.items())
    for inner in cls.__subclasses__():
        yield from _names(inner)


FIELD_NAMES = frozenset({*_names(Fields), *_names(atlas.MapFields)})
