"""Content folders for the tests, written from what an editor would type.

Convention: a case names only the files that it is about; all others are those of `cases/base`, a small content
without a problem. A file that is None is left out.
"""

from __future__ import annotations

import os
import re
import struct
import subprocess
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

TESTS = Path(__file__).parent
CASES = TESTS / "cases"
PROJECT = TESTS.parent
THEME = PROJECT / "theme"
HAS_OWN_CONTENT = (PROJECT / "content" / "events" / "2013-abe-in-moscow.md").is_file()
"""Whether `content/` is that of this repository; in a fork it may be any."""
of_own_content = pytest.mark.skipif(not HAS_OWN_CONTENT, reason="the content is of another dispute")
"""For tests that name files of `content/`, its entries or its words."""


COMMITTED = "2021-03-04T23:30:00-0500"
"""In UTC this is the day after."""


@dataclass(frozen=True)
class Folder:
    """A folder where a file is expected."""


@dataclass(frozen=True)
class LinkTo:
    """A symbolic link."""

    target: str


@dataclass(frozen=True)
class Pipe:
    """A named pipe, which waits for ever for somebody to write into it."""


File = str | bytes | Folder | LinkTo | Pipe | None


def base_files() -> dict[str, File]:
    """The files of `cases/base`, by their path in the content."""
    base = CASES / "base"
    return {
        path.relative_to(base).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(base.rglob("*"))
        if path.is_file()
    }


def written(folder: Path, files: Mapping[str, File], base: bool = True) -> Path:
    """The folder with the files in it, put over those of `cases/base`."""
    for name, file in {**(base_files() if base else {}), **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        match file:
            case str():
                path.write_text(file, encoding="utf-8", newline="")
            case bytes():
                path.write_bytes(file)
            case Folder():
                path.mkdir(exist_ok=True)
            case LinkTo(target):
                path.symlink_to(target)
            case Pipe():
                os.mkfifo(path)
    return folder


def committed(folder: Path) -> Path:
    """The folder as a repository with one commit."""
    dates = {"GIT_COMMITTER_DATE": COMMITTED, "GIT_AUTHOR_DATE": "2001-01-01T00:00:00+0000"}
    names = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "One"]):
        subprocess.run(["git", *command], cwd=folder, check=True, env={**os.environ, **dates, **names})
    return folder


def files_under(folder: Path) -> dict[str, bytes]:
    """Every file below the folder, hidden ones too, by its path in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def files_in(docstring: str) -> dict[str, File]:
    """The files that a docstring shows: each begins with a line '=== its/path.md'."""
    parts = re.split(r"^=== (\S+)\n", textwrap.dedent(docstring), flags=re.MULTILINE)
    assert len(parts) > 1, "the docstring shows no file"
    return {name: f"{text.rstrip()}\n" for name, text in zip(parts[1::2], parts[2::2], strict=True)}


class _CaseLoader(yaml.SafeLoader):
    """YAML with tags for files that text cannot say."""


def _latin_1(loader: _CaseLoader, node: yaml.ScalarNode) -> bytes:
    return str(loader.construct_scalar(node)).encode("latin-1")


def _repeated(loader: _CaseLoader, node: yaml.SequenceNode) -> str:
    before, part, times, after = loader.construct_sequence(node)
    return f"{before}{part * times}{after}"


def _link_to(loader: _CaseLoader, node: yaml.ScalarNode) -> LinkTo:
    return LinkTo(str(loader.construct_scalar(node)))


def _picture(loader: _CaseLoader, node: yaml.SequenceNode) -> bytes:
    """The beginning of a PNG file, which says its width and height."""
    sides = struct.pack(">II", *(int(side) for side in loader.construct_sequence(node)))
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + sides + b"\x08\x02\0\0\0"


_CaseLoader.add_constructor("!latin-1", _latin_1)
_CaseLoader.add_constructor("!picture", _picture)
_CaseLoader.add_constructor("!pipe", lambda *_: Pipe())
_CaseLoader.add_constructor("!repeated", _repeated)
_CaseLoader.add_constructor("!folder", lambda *_: Folder())
_CaseLoader.add_constructor("!link-to", _link_to)


def cases_of(pattern: str) -> list[Any]:
    """The cases of the files below `cases/`, each a pytest parameter named by its file and its key."""
    found = [
        pytest.param(case, id=f"{path.stem}: {name}")
        for path in sorted(CASES.glob(pattern))
        for name, case in yaml.load(path.read_text(encoding="utf-8"), _CaseLoader).items()  # noqa: S506 (a SafeLoader)
    ]
    assert found, f"there are no cases in {pattern}"
    return found


def lines_of(problems: object) -> list[str]:
    """Problems in the form that an editor sees."""
    return [str(problem) for problem in problems]  # type: ignore[attr-defined]
