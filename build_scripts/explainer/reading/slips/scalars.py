"""Reads the value of a field or an item: a text below '|', between quotation marks, between brackets, or plain."""

from __future__ import annotations

import re

from explainer.reading.slips.brackets import Brackets
from explainer.reading.slips.quotations import CURLY, past_quotation
from explainer.reading.slips.slip import (
    FIELD_NAMES,
    LinePage,
    OpenLevel,
    Slip,
    between_quotes,
    counted,
    indent_of,
    looks_like_field,
    short,
    typed,
)

_NEVER_FIRST = re.compile(r"[@`%,\]}]|\*|[-?:&](?=\s)|[|>](?![-+0-9]*\s*(?:#.*)?$)")


def read_value(page: LinePage, number: int, indent: int, value: str, level: OpenLevel) -> Slip | int:
    """Reads the value of a field or an item, which may go on for lines."""
    value = re.sub(r"^(?:[&!]\S+\s+)+(?=\S)", "", value)
    if re.match(r"[|>][-+0-9]*\s*(?:#.*)?$", value):
        return past_block(page, number, level)
    if value[0] in "\"'":
        return past_quotation(page, number, value, level)
    if value[0] in "[{":
        return Brackets(page, number, value, level, f"{level.name}: " if not level.is_list else "- ").read()
    level.value = value
    return _slip_of_plain(number, value, level) or number + 1


def past_block(page: LinePage, number: int, level: OpenLevel) -> Slip | int:
    """The line after a text that begins below '|' or '>', or the slip of a line with another indent."""
    following = [n for n in range(number + 1, len(page.lines)) if page.lines[n].strip()]
    if not following:
        return len(page.lines)
    first = page.lines[following[0]]
    if indent_of(first) <= level.indent:
        return following[0] if _begins_anew(first, level) else _not_below(following[0], first, level, level.indent + 2)
    for n in following:
        line = page.lines[n]
        if level.indent < indent_of(line) < indent_of(first) and not line.lstrip().startswith("#"):
            return _not_below(n, line, level, indent_of(first))
        if indent_of(line) <= level.indent:
            return n
    return len(page.lines)


def _begins_anew(line: str, level: OpenLevel) -> bool:
    return looks_like_field(line, level) or line.lstrip().startswith(("- ", "#"))


def _not_below(number: int, line: str, level: OpenLevel, indent: int) -> Slip:
    message = f"the line belongs to the text of '{level.name}' and is indented less than it"
    return Slip(number, message, f"Indent it by {counted(indent)}", line.strip())


def _slip_of_plain(number: int, value: str, level: OpenLevel) -> Slip | None:
    name = f"{level.name}: " if not level.is_list else "- "
    if value[0] in CURLY and ": " in value:
        message = f"the value stands between curly quotation marks ({value[0]}), which YAML does not take for any"
        return Slip(number, message, f"Write {typed(name, value.strip(CURLY))}, with straight ones", value)
    if _NEVER_FIRST.match(value):
        return Slip(number, f"a value cannot begin with '{value[0]}'", between_quotes(name, value), value)
    if "\t" in value:
        return None
    if ": " in value or value.endswith(":"):
        inner = re.search(r"\s([\w-]+):(?:\s|$)", value)
        if inner and inner[1] in FIELD_NAMES and inner.start() > 0 and not level.is_list:
            message = f"two fields stand on one line, '{level.name}' and '{inner[1]}'"
            hint = f"Put '{short(value[inner.start() :].strip())}' on a line of its own"
            return Slip(number, message, hint, inner[0].strip())
        message = "the value has a colon and a space in it, and no quotation marks around it"
        return Slip(number, message, between_quotes(name, value), value)
    return None
