"""The page "Your first entry" as the steps that it tells a beginner to do, in its order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from folders import PROJECT

PAGE = PROJECT / "docs" / "editing" / "first-entry.md"
_STEP = re.compile(
    r'^```(?P<kind>console|diff|markdown)(?: title="(?P<path>[^"]+)")?\n(?P<text>.*?)^```$'
    r"|^!\[(?P<words>[^]]+)\]\((?P<picture>[^)]+)\)$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Commands:
    """What is typed in a terminal, and what it prints. Several commands stand together if they print nothing."""

    typed: tuple[str, ...]
    shown: str


@dataclass(frozen=True)
class NewFile:
    """A file that is written, by its path in the folder of the dispute."""

    path: str
    text: str

    def do_in(self, folder: Path) -> None:
        assert not (folder / self.path).exists()
        (folder / self.path).write_text(self.text, "utf-8")


@dataclass(frozen=True)
class Mend:
    """Lines of a file that others take the place of."""

    path: str
    before: str
    after: str

    def do_in(self, folder: Path) -> None:
        text = (folder / self.path).read_text("utf-8")
        assert text.count(self.before) == 1, f"{self.path} does not have once what the page mends:\n{self.before}"
        (folder / self.path).write_text(text.replace(self.before, self.after), "utf-8")


@dataclass(frozen=True)
class Shown:
    """A picture of what is on the screen at this point, by its address from the page."""

    address: str


Step = Commands | NewFile | Mend | Shown


def steps() -> Iterator[Step]:
    for step in _STEP.finditer(PAGE.read_text("utf-8")):
        match step["kind"]:
            case None:
                yield Shown(step["picture"])
            case "markdown":
                yield NewFile(step["path"], step["text"])
            case "diff":
                yield Mend(step["path"], _lines(step["text"], " -"), _lines(step["text"], " +"))
            case _:
                lines = step["text"].splitlines(keepends=True)
                typed = tuple(line.removeprefix("$ ").strip() for line in lines if line.startswith("$ "))
                yield Commands(typed, "".join(line for line in lines if not line.startswith("$ ")))


def _lines(difference: str, signs: str) -> str:
    """The lines of a difference that have one of the signs, without it."""
    return "".join(line[1:] for line in difference.splitlines(keepends=True) if line[0] in signs)


def files() -> dict[str, str]:
    """The files that the page has one write, as they are when its mistakes are mended."""
    found: dict[str, str] = {}
    for step in steps():
        match step:
            case NewFile():
                found[step.path] = step.text
            case Mend() if step.path in found:
                found[step.path] = found[step.path].replace(step.before, step.after)
    return found
