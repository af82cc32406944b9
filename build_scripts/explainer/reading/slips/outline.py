"""Finds slips in the outline of a text: its fields and items, line by line, and how far each is indented."""

from __future__ import annotations

import re

from explainer.invisible_characters import named, without_unseen
from explainer.reading.slips.scalars import read_value
from explainer.reading.slips.slip import (
    FIELD_NAMES,
    KEY,
    SPACES,
    LinePage,
    OpenLevel,
    Slip,
    called,
    counted,
    looks_like_field,
    short,
)


def slip_in(text: str) -> Slip | None:
    """The first slip in a text that is not YAML; None if every line could be right by itself."""
    page = LinePage(text.split("\n"))
    number = 0
    while number < len(page.lines):
        found = _slip_of_line(page, number)
        if isinstance(found, Slip):
            return found
        number = found
    return None


def _slip_of_line(page: LinePage, number: int) -> Slip | int:
    """The slip on the line, or the number of the next one to read."""
    line = page.lines[number]
    indent = line[: len(line) - len(line.lstrip(" \t" + _unseen(line)))]
    if not line.strip() or line.lstrip().startswith("#"):
        return number + 1
    if slip := _slip_of_indent(number, line, indent):
        return slip
    if line.startswith(("---", "...")) and line[3:4] in ("", " "):
        message = f"a line of '{line[:3]}' stands among the fields and begins new ones"
        return Slip(number, message, "Remove it", line[:3])
    return _read(page, number, len(indent), line[len(indent) :])


def _unseen(line: str) -> str:
    return "".join(set(SPACES.findall(line)))


def _slip_of_indent(number: int, line: str, indent: str) -> Slip | None:
    rest = line[len(indent) :]
    if "\t" in indent:
        return Slip(number, "the line begins with a tab", "Indent with spaces, not with tabs", rest)
    if found := SPACES.search(indent):
        message = f"{named(found[0])} stands before the text of the line"
        return Slip(number, message, "Indent with ordinary spaces", rest)
    return None


def _read(page: LinePage, number: int, indent: int, text: str) -> Slip | int:
    """Reads what begins at a column: items of a list, a field, or more of the value above."""
    above = _owner(page, indent)
    if above and above.value:
        return _read_more(page, number, indent, text, above)
    if text.startswith(": "):
        return Slip(number, "no name of a field stands before the colon", "Write one, or remove the line", text)
    if re.match(rf"-(\s|$|{SPACES.pattern})", text):
        is_unseen = SPACES.match(text, 1)
        slip = _unseen_slip(number, text[1], text) if is_unseen else _place(page, number, indent, text, is_list=True)
        rest = text[1:].lstrip(" ")
        if slip or not rest or rest.startswith("#"):
            return slip or number + 1
        return _read_item(page, number, indent + len(text) - len(rest), rest)
    if match := KEY.match(text):
        return _place(page, number, indent, text, is_list=False) or _read_field(page, number, match)
    return read_value(page, number, indent, text, above) if above else _stray(page, number, indent, text)


def _read_item(page: LinePage, number: int, indent: int, text: str) -> Slip | int:
    is_named = text[0] not in "\"'[{" and KEY.match(text)
    if is_named or text.startswith(("- ", "-\t")) or re.match(r"[\"'][\w-]+[\"']:", text):
        page.levels[-1].value = ""
        return _read(page, number, indent, text)
    return read_value(page, number, indent, text, page.levels[-1])


def _owner(page: LinePage, indent: int) -> OpenLevel | None:
    """The field or list whose value a line with this indent would continue."""
    return page.levels[-1] if page.levels and indent > page.levels[-1].indent else None


def _read_more(page: LinePage, number: int, indent: int, text: str, above: OpenLevel) -> Slip | int:
    """Reads a line that continues an unquoted value. A field there was meant to be further left."""
    match = KEY.match(re.sub(r"^(- +)+", "", text))
    name = match["name"] if match else ""
    if above.is_list and (slip := _slip_of_name(above.line, above.value)):
        return slip
    if match and (name in FIELD_NAMES or text.startswith("- ")):
        message = f"the line is indented further than {called(above)}, though that has its value on its own line"
        return Slip(number, message, f"Indent it by {counted(above.indent)}", text, above.line)
    if match or ": " in text:
        message = "the value has a colon and a space in it, and no quotation marks around it"
        hint = "Put quotation marks around the whole value, from its first line to its last"
        return Slip(number, message, hint, text)
    if above.is_closed:
        message = f"the line stands below the value of {called(above)}, which is closed already"
        return Slip(number, message, "Put it before the closing quotation mark or bracket", text)
    return number + 1


def _place(page: LinePage, number: int, indent: int, text: str, is_list: bool) -> Slip | None:
    """Adds the line to the groups that are open; a slip if its indent matches none of them."""
    known = list(page.levels)
    while page.levels and page.levels[-1].indent > indent:
        page.levels.pop()
    name = "the item" if is_list else text.partition(":")[0].strip()
    while page.levels and page.levels[-1].indent == indent and page.levels[-1].is_list != is_list:
        if is_list and not page.levels[-1].value:
            break
        page.levels.pop()
    top = page.levels[-1] if page.levels else None
    if top and top.indent == indent and top.is_list == is_list:
        top.line, top.name, top.value, top.is_closed = number, name, "", False
        return None
    if top is None and indent and any(looks_like_field(line, OpenLevel(0, False, 0, "")) for line in page.lines):
        return Slip(number, f"the line is indented by {counted(indent)}", "Indent it by no spaces", text)
    opened = top is None or (top is known[-1] and not top.value)
    if opened and (top is not None or not known):
        page.levels.append(OpenLevel(indent, is_list, number, name))
        return None
    return _wrong_indent(number, indent, text, is_list, known)


def _wrong_indent(number: int, indent: int, text: str, is_list: bool, known: list[OpenLevel]) -> Slip:
    levels = [level for level in known if level.is_list == is_list] or known
    near = min(reversed(levels), key=lambda level: abs(level.indent - indent))
    what = "the item" if is_list else "the line"
    if near.indent == indent:
        message, hint = f"{what} stands where no item can begin", "Put the list below its field, indented by two spaces"
        return Slip(number, message, hint, text)
    message = f"{what} is indented by {counted(indent)}, which fits none of the lines above it"
    return Slip(number, message, f"Indent it by {counted(near.indent)}", text, near.line)


def _read_field(page: LinePage, number: int, match: re.Match[str]) -> Slip | int:
    name, rest = match["name"], match["rest"]
    if found := SPACES.search(name):
        return _unseen_slip(number, found[0], match[0])
    if "\t" in rest[: len(rest) - len(rest.lstrip())] and rest.strip():
        return Slip(number, f"a tab stands behind '{name}:'", "Put a space in its place", rest.strip())
    value = re.sub(r"(^|\s)#.*", "", rest).strip() if rest.lstrip()[:1] not in ("'", '"', "[", "{") else rest.strip()
    page.levels[-1].name = name
    return read_value(page, number, 0, value, page.levels[-1]) if value else number + 1


def _unseen_slip(number: int, character: str, text: str) -> Slip:
    fixed = re.sub(r"\s*:\s*", ": ", SPACES.sub(" ", text), count=1)
    fixed = fixed if character not in "\u200b\u2060\ufeff" else without_unseen(text)
    return Slip(number, f"{named(character)} stands in the line", f"Type it again, as '{short(fixed)}'", text)


def _stray(page: LinePage, number: int, indent: int, text: str) -> Slip:
    """The slip of a line that is not a field, an item or part of a value."""
    if slip := _slip_of_name(number, text):
        return slip
    if re.match(r"-\S", text):
        return Slip(number, "a space is missing behind the hyphen", f"Write '- {short(text[1:])}'", text)
    if text[0] in "\"'" and (match := KEY.match(text[1:])):
        message = f"a quotation mark ({text[0]}) stands before '{match['name']}' and is never closed"
        return Slip(number, message, f"Write '{short(text[1:])}'", text)
    if number and not page.lines[number - 1].strip():
        message = "the line is no field, so perhaps the text begins here"
        return Slip(number, message, "Close the fields with a line of '---' above the text", text)
    message = "the line is neither a field nor part of the value above it"
    last = page.levels[-1] if page.levels else None
    hint = "Write a field as 'name: value'"
    if last and last.value:
        hint += f"; if the line goes on with {called(last)}, indent it by {counted(last.indent + 2)}"
    return Slip(number, message, hint, text)


def _slip_of_name(number: int, text: str) -> Slip | None:
    """The slip of a line that looks like a field and is not one."""
    found = SPACES.search(text)
    return _unseen_slip(number, found[0], text) if found else _slip_of_colon(number, text)


def _slip_of_colon(number: int, text: str) -> Slip | None:
    """The slip of a line that looks like a field but has no colon that YAML recognises."""
    match = re.match(r"([\w-]+)(\s*[:=：;,]\s*|\s+[-–]\s+|\s+)(\S.*)", text)
    if text.strip() in FIELD_NAMES:
        return Slip(number, f"a colon is missing behind '{text.strip()}'", f"Write '{text.strip()}:'", text)
    if match is None:
        return None
    sign = match[2].strip()
    name = match[1] if sign in (":", "=", "：") else match[1].lower()
    if name not in FIELD_NAMES and sign not in (":", "=", "："):
        return None
    known = {":": "a space is missing behind the colon", "：": "the colon (：) is not the ordinary one"}
    message = known.get(sign, f"a colon is missing behind '{match[1]}'")
    return Slip(number, message, f"Write '{short(f'{name}: {match[3]}')}'", text)
