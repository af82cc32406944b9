"""Values between quotation marks: where they end, and what is wrong if they do not."""

from __future__ import annotations

import re

from explainer.reading.slips.slip import LinePage, OpenLevel, Slip, looks_like_field, short, typed

_ESCAPE = re.compile(r'\\(?:[0abt\tnvfre "/\\N_LP]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|$)')
CURLY = "“”„‟‘’‚‛«»＂"


def past_quotation(page: LinePage, number: int, value: str, level: OpenLevel) -> Slip | int:
    """The line after a value between quotation marks, or the slip in it."""
    mark, at, line, text = value[0], 1, number, value
    name = f"{level.name}: " if not level.is_list else "- "
    while (end := end_of_quotation(text, mark, at)) is None or isinstance(end, str):
        if isinstance(end, str):
            message = f"a backslash stands between double quotation marks, where it means something else: '{end}'"
            hint = f"Write {typed(name, _plain(value))}" if text is value and value.endswith('"') else "Write it twice"
            return Slip(line, message, hint, end)
        line, at = line + 1, 0
        if line == len(page.lines) or looks_like_field(page.lines[line], level):
            return _open_quote(number, value, name)
        text = page.lines[line]
    rest = text[end:].strip()
    level.value, level.is_closed = value, True
    if not rest or re.match(r"\s+#", text[end:]):
        return line + 1
    return _behind_quote(line, text.strip(), rest, mark, name)


def _plain(value: str) -> str:
    """The words between the outer marks, as the editor meant them."""
    return value[1:-1].replace('\\"', '"')


def end_of_quotation(text: str, mark: str, at: int) -> int | str | None:
    """The position where the quotation ends; None if it continues, or an escape that YAML does not know."""
    while at < len(text):
        if mark == '"' and text[at] == "\\":
            if not (match := _ESCAPE.match(text, at)):
                return text[at : at + 2]
            at = match.end()
        elif text[at] != mark:
            at += 1
        elif mark == "'" and text[at + 1 : at + 2] == "'":
            at += 2
        else:
            return at + 1
    return None


def _open_quote(number: int, value: str, name: str) -> Slip:
    mark, inner = value[0], value[1:].rstrip(CURLY).strip()
    what = "an apostrophe or quotation mark" if mark == "'" else "a quotation mark"
    message = f"the value begins with {what} ({mark}) that is never closed"
    if value[-1] in CURLY and len(value) > 1:
        message = f"the value begins with a straight quotation mark ({mark}) and ends with a curly one ({value[-1]})"
    if mark == "'" and inner[:1].islower():
        inner = value
    return Slip(number, message, f"Write {typed(name, inner)}", value)


def _behind_quote(number: int, text: str, rest: str, mark: str, name: str) -> Slip:
    whole = text[1:-1] if text.endswith(mark) and len(text) > 2 and text[0] == mark else text
    if mark == "'" and not text.endswith(" " + rest) and rest[0].isalpha():
        message = "an apostrophe stands between single quotation marks and ends the value"
        return Slip(number, message, f"Write {typed(name, whole)}", rest)
    if text[0] == mark and text.endswith(mark):
        message = f"a quotation mark ({mark}) stands within the value and ends it"
        return Slip(number, message, f"Write {typed(name, whole)}", rest)
    message = f"'{short(rest)}' stands behind the closing quotation mark"
    hint = f"Write {typed(name, text)}" if text[0] == mark else "Put it before the quotation mark"
    return Slip(number, message, hint, rest)
