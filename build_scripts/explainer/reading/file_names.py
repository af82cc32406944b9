"""Which names of files every system can hold that the content may be copied to: Windows and a Mac as well as Linux."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from explainer.invisible_characters import named, unfit_in
from explainer.model.fields import is_device
from explainer.problems import Code, Problem

LONGEST_PATH = 150
"""How many characters the path of a file may have, from the content folder: Windows allows 260 for the whole of it."""
_STAND_IN = re.compile("[\ud800-\udfff]")
_NO_TEXT = "the name '{}' is not UTF-8, so that other systems cannot show it"
_SIGNS = re.compile(r'[<>:"|?*\\]')


def unfit_names(paths: Iterable[str]) -> Iterator[Problem]:
    """A problem for each path that some system cannot hold, and for each file or folder that it takes for another."""
    spelt: dict[str, str] = {}
    said: set[str] = set()
    for path in paths:
        if reason := _unfit(path) if is_text(path) else _NO_TEXT.format(_written(path)):
            yield Problem(_written(path), 1, Code.BAD_NAME, reason, "Give it another name")
            continue
        for part, twin in _twins(path, spelt):
            if part not in said:
                said.add(part)
                message = (
                    f"'{part}' differs from '{twin}' in capital letters or accents alone, which some systems ignore"
                )
                yield Problem(part, 1, Code.BAD_NAME, message, "Give one of the two another name")


def is_text(path: str) -> bool:
    """Whether the system gave the path as text. Linux allows any bytes, and those that are no UTF-8 are stand-ins."""
    return not _STAND_IN.search(path)


def _written(path: str) -> str:
    """The path as text, with the numbers of bytes that are none."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _unfit(path: str) -> str:
    """Why some system cannot hold the path; empty where all can."""
    if len(path) > LONGEST_PATH:
        return f"the path has {len(path)} characters, and may have at most {LONGEST_PATH}, so that Windows can hold it"
    for name in path.split("/"):
        if character := unfit_in(name) or next(iter(re.findall(r"[\t\n]", name)), ""):
            return f"{named(character)} stands in the name '{name}'"
        if sign := _SIGNS.search(name):
            return f"the name '{name}' has the sign '{sign[0]}', which Windows does not allow"
        if name.endswith((".", " ")):
            return f"the name '{name}' ends in a {'full stop' if name[-1] == '.' else 'space'}, which Windows drops"
        if is_device(name):
            return f"'{name}' is a name that Windows keeps for a device, so that nobody can have the file there"
    return ""


def _twins(path: str, spelt: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The path and the folders above it that are the same as earlier ones where capitals and accents count little."""
    parts = path.split("/")
    for end in range(1, len(parts) + 1):
        part = "/".join(parts[:end])
        if (other := spelt.setdefault(unicodedata.normalize("NFC", part).casefold(), part)) != part:
            yield part, other
