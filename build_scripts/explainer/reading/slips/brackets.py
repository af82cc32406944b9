"""Lists and groups between brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from explainer.reading.slips.quotations import end_of_quotation
from explainer.reading.slips.slip import (
    FIELD_NAMES,
    LinePage,
    OpenLevel,
    Slip,
    between_quotes,
    indent_of,
    looks_like_field,
    quoted,
    short,
)

_CLOSING = {"[": "]", "{": "}"}
_NO_COMMA = re.compile(r":\s+[^,{}\[\]\"']*?\s([\w-]+):\s")


@dataclass
class Brackets:
    """Reads values between brackets character by character, over as many lines as they take."""

    page: LinePage
    line: int
    text: str
    level: OpenLevel
    name: str
    at: int = 0
    open_at: list[tuple[str, int]] = field(default_factory=list)

    def read(self) -> Slip | int:
        first, value = self.line, self.text
        while True:
            while self.at < len(self.text) and not self._is_comment():
                if slip := self._sign():
                    return slip
                if not self.open_at:
                    return self._behind(first, value)
            if not self._next_line():
                return self._never_closed(first, value)

    def _is_comment(self) -> bool:
        return self.text[self.at] == "#" and self.text[self.at - 1 : self.at] in ("", " ")

    def _next_line(self) -> bool:
        """Whether the value can continue on another line."""
        following = self.page.lines[self.line + 1 :]
        if (
            not any(line.strip() for line in following)
            or looks_like_field(following[0], self.level)
            or _is_item_beside(following[0], self.level)
        ):
            return False
        self.line, self.text, self.at = self.line + 1, following[0], 0
        return True

    def _sign(self) -> Slip | None:
        sign = self.text[self.at]
        if sign in "\"'" and self._begins_value():
            return self._quotation(sign)
        if sign in "@`%" and self._begins_value():
            whole = re.split(r"\s*[,\]}]", self.text[self.at :])[0]
            return Slip(self.line, f"a value cannot begin with '{sign}'", f"Write {quoted(whole)}", whole)
        if sign in _CLOSING:
            self.open_at.append((sign, self.line))
        elif sign in _CLOSING.values():
            opened = self.open_at.pop()[0]
            if _CLOSING[opened] != sign:
                message, hint = f"'{opened}' is closed by '{sign}'", f"Write '{_CLOSING[opened]}' in its place"
                return Slip(self.line, message, hint, self.text[self.at :])
        elif sign == ":" and (match := _NO_COMMA.match(self.text, self.at)) and match[1] in FIELD_NAMES:
            message, hint = f"a comma is missing before '{match[1]}'", f"Write ', {match[1]}:'"
            return Slip(self.line, message, hint, match[1])
        self.at += 1
        return None

    def _begins_value(self) -> bool:
        return self.text[: self.at].rstrip()[-1:] in ("", ",", "[", "{", ":")

    def _quotation(self, mark: str) -> Slip | None:
        rest = self.text[self.at :]
        end = end_of_quotation(self.text, mark, self.at + 1)
        if not isinstance(end, int):
            return _open_in_brackets(self.line, rest, end)
        if self.text[end:].strip() and not re.match(r"\s*[,\]}:#]", self.text[end:]):
            whole = re.split(r"(?<=['\"])\s*[,\]}]", rest)[0]
            message = f"a quotation mark or apostrophe ({mark}) stands within a value and ends it"
            return Slip(self.line, message, f"Write {quoted(whole[1:-1])}", whole)
        self.at = end
        return None

    def _behind(self, first: int, value: str) -> Slip | int:
        rest = self.text[self.at :].strip()
        if rest.strip("]}") == "" and rest:
            return Slip(self.line, f"'{short(rest)}' stands behind the closing bracket", "Remove it", rest)
        if not rest or rest.startswith("#"):
            self.level.value, self.level.is_closed = value, True
            return self.line + 1
        hint = between_quotes(self.name, value) if self.line == first else "Put it before the bracket, or remove it"
        return Slip(self.line, f"'{short(rest)}' stands behind the closing bracket", hint, rest)

    def _never_closed(self, first: int, value: str) -> Slip:
        sign, opened = self.open_at[-1]
        hint = f"Close it with '{_CLOSING[sign]}'"
        if self.line == first and len(self.open_at) == 1:
            hint = f"Write '{short(self.name + value + _CLOSING[sign])}'"
        return Slip(opened, f"the bracket '{sign}' is never closed", hint, value)


def _is_item_beside(line: str, level: OpenLevel) -> bool:
    return level.is_list and line.lstrip().startswith("- ") and indent_of(line) <= level.indent


def _open_in_brackets(line: int, text: str, end: int | str | None) -> Slip:
    if isinstance(end, str):
        message = f"a backslash stands between double quotation marks, where it means something else: '{end}'"
        return Slip(line, message, "Write it twice", end)
    message = f"a quotation mark ({text[0]}) within the brackets is never closed"
    return Slip(line, message, f"Put {text[0]} behind the value too", text)
