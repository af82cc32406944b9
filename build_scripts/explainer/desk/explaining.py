"""What the documents say of a problem's code: its section of `problems.md`."""

from __future__ import annotations

import re
from pathlib import Path

from explainer.desk.places import MisusedError
from explainer.desk.writing import RefusedError
from explainer.problems import Code, nearest

DOCS = Path(__file__).resolve().parents[3] / "docs"
"""The documents of the project that this package lies in."""
_PAGE = "problems.md"


def explanation_of(word: str, docs: Path = DOCS) -> str:
    """The section of the code that is meant, as Markdown with its heading, ending in a line end.

    Raises `MisusedError` where there is no such code, `RefusedError` where the documents are not there.
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
    """The text below the heading of the code, without the heading; empty where it is not there."""
    page = docs / _PAGE
    text = page.read_text("utf-8") if page.is_file() else ""
    found = re.search(rf"^## {re.escape(code)}\n(?P<text>.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found["text"].strip() if found else ""
