"""The explanation of a problem's code: its section of `problems.md`."""

from __future__ import annotations

import re
from pathlib import Path

from explainer.editing.file_changes import MisusedError, RefusedError
from explainer.problems import Code, nearest
from explainer.shipped_files import shipped

DOCS = shipped("docs")
"""The documents that come with the program."""
_PAGE = "problems.md"


def explanation_of(word: str, docs: Path = DOCS) -> str:
    """The section of a code, as Markdown with its heading, ending in a line end.

    Raises `MisusedError` if there is no such code, `RefusedError` if the documents are missing.
    """
    wanted = word.strip().strip("[]").lower()
    if wanted not in set(Code):
        near = nearest(wanted, [str(code) for code in Code])
        hint = f"Did you mean '{near}'?" if near else f"The codes are: {', '.join(sorted(Code))}"
        raise MisusedError(f"There is no code '{word}'. {hint}")
    section = section_of(Code(wanted), docs)
    if not section:
        raise RefusedError(f"'{docs / _PAGE}' is not there. Give the folder of the documents with --docs")
    return f"{wanted}\n{'=' * len(wanted)}\n\n{section}\n"


def section_of(code: Code, docs: Path) -> str:
    """The text below the heading of the code; empty if there is no such heading."""
    page = docs / _PAGE
    text = page.read_text("utf-8") if page.is_file() else ""
    found = re.search(rf"^## {re.escape(code)}\n(?P<text>.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found["text"].strip() if found else ""
