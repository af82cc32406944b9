"""Writes links into files of the content, at the places that were found, and changes nothing else in them."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from explainer.model.linking import ResolvedText
from explainer.model.worklist import UnlinkedName


class InsertionError(Exception):
    """Nothing was written; the message says why and what to do."""


def link_of(name: UnlinkedName) -> str:
    """The link as it is written; inside a table the bar would end a cell."""
    bar = "\\|" if name.in_table else "|"
    return f"[[{name.target}{bar}{name.words}]]"


def write_links(content: Path, names: Sequence[UnlinkedName], texts: Mapping[str, ResolvedText]) -> tuple[str, ...]:
    """Writes all links or, where a file cannot be written, none; gives the paths of the files, sorted.

    `texts` are those in which the names were found.
    """
    by_path: defaultdict[str, list[UnlinkedName]] = defaultdict(list)
    for name in names:
        by_path[name.path].append(name)
    written: list[tuple[Path, Path]] = []
    try:
        for path, found in sorted(by_path.items()):
            file = (content / path).resolve()
            text = _with_links(file.read_bytes().decode("utf-8"), found, len(texts[path].body.text))
            beside = file.with_name(f".{file.name}.new")
            written.append((beside, file))
            beside.write_bytes(text.encode("utf-8"))
            shutil.copymode(file, beside)
        for beside, file in written:
            beside.replace(file)
    except OSError as error:
        raise InsertionError(f"'{error.filename}' cannot be written: {error.strerror}. Nothing was changed.") from error
    finally:
        for beside, _ in written:
            if beside.is_file():
                beside.unlink()
    return tuple(sorted(by_path))


def _with_links(raw: str, names: Sequence[UnlinkedName], length_of_body: int) -> str:
    """The file with the links, its line ends and its byte order mark as they were."""
    mark = "\ufeff" if raw.startswith("\ufeff") else ""
    text = raw.removeprefix(mark)
    ends = [match.start() - number for number, match in enumerate(re.finditer("\r\n", text))]
    body = len(text) - len(ends) - length_of_body

    def place(position: int) -> int:
        """The place in the file of a position in the body, where a line end is one character."""
        return body + position + sum(1 for end in ends if end < body + position)

    for name in sorted(names, key=lambda name: -name.start):
        start, end = place(name.start), place(name.end)
        words = text[start:end]
        if re.sub(r"\r\n?", "\n", words) != name.words:
            raise InsertionError(f"'{name.path}' has changed since it was read. Nothing was changed; run it again.")
        text = text[:start] + link_of(name).replace(name.words, words) + text[end:]
    return mark + text
