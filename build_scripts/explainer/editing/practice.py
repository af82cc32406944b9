"""The invented dispute of the editing guide as files, for whoever wants to practise on something that does not matter.

The guide and this dispute cannot differ: its files are the examples of the guide.
"""

from __future__ import annotations

import re
from pathlib import Path

from explainer.editing.beginning import new_files, template
from explainer.editing.file_changes import FileChange, RefusedError
from explainer.shipped_files import shipped

GUIDE = shipped("docs") / "editing" / "index.md"
_EXAMPLE = re.compile(r'^```\w+ title="(?P<path>[^"]+)"\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL)


def practice_files(folder: Path, guide: Path = GUIDE) -> tuple[FileChange, ...]:
    """The files of the dispute, by their path in its folder. Raises `RefusedError` if one of them is there."""
    files = {f"content/{path}": text for path, text in examples_in(guide).items()}
    files |= {"mkdocs.yml": template("mkdocs.yml"), "README.md": template("practice.md"), ".gitignore": "*\n"}
    return new_files(folder, files)


def examples_in(guide: Path) -> dict[str, str]:
    """The files of a content that the guide shows, by their path. Raises `RefusedError` if the guide is missing."""
    if not guide.is_file():
        raise RefusedError(f"'{guide}' is not there, whose examples make the dispute. Install the program again")
    return {example["path"]: example["text"] for example in _EXAMPLE.finditer(guide.read_text("utf-8"))}
