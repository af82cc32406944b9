"""Content folders for the tests, written from what an editor would type.

Convention: a case names only the files that it is about; all others are those of `cases/base`, a small content
without a problem. A file that is None is left out.
"""

from __future__ import annotations

import re
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


@dataclass(frozen=True)
class Folder:
    """A folder where a file is expected."""


@dataclass(frozen=True)
class LinkTo:
    """A symbolic link."""

    target: str


File = str | bytes | Folder | LinkTo | None


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


def _repeated(before: str, part: str, times: int, after: str) -> str:
    return f"{before}{part * times}{after}"


class _CaseLoader(yaml.SafeLoader):
    """YAML with tags for files that text cannot say."""


_CaseLoader.add_constructor("!latin-1", lambda loader, node: loader.construct_scalar(node).encode("latin-1"))
_CaseLoader.add_constructor("!repeated", lambda loader, node: _repeated(*loader.construct_sequence(node)))
_CaseLoader.add_constructor("!folder", lambda *_: Folder())
_CaseLoader.add_constructor("!link-to", lambda loader, node: LinkTo(loader.construct_scalar(node)))


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
