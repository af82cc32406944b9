"""The links that an editor accepted, written where the names were found; nothing else in the files changes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from explainer.editing.file_changes import FileChange, RefusedError
from explainer.model.references import ResolvedText
from explainer.model.worklist import UnlinkedName


def link_of(name: UnlinkedName) -> str:
    """The link as it is written in a text; in a table with its bar escaped, since a bare bar would end the cell."""
    bar = "\\|" if name.in_table else "|"
    return f"[[{name.target}{bar}{name.words}]]"


def linked(content: Path, names: Iterable[UnlinkedName], texts: Mapping[str, ResolvedText]) -> tuple[FileChange, ...]:
    """The files with the links, by path. `texts` are those in which the names were found.

    Raises `RefusedError` if a file has changed since then.
    """
    by_path: defaultdict[str, list[UnlinkedName]] = defaultdict(list)
    for name in names:
        by_path[name.path].append(name)
    return tuple(_linked(content, path, found, len(texts[path].body.text)) for path, found in sorted(by_path.items()))


def _linked(content: Path, path: str, names: Sequence[UnlinkedName], length_of_body: int) -> FileChange:
    try:
        before = (content / path).read_bytes()
        return FileChange(path, before, _with_links(before.decode("utf-8"), names, length_of_body).encode("utf-8"))
    except (OSError, ValueError):
        raise RefusedError(f"'{content / path}' was changed by another program in the meantime. Try again") from None


def _with_links(raw: str, names: Sequence[UnlinkedName], length_of_body: int) -> str:
    """The file with the links; its line ends and its byte order mark stay.

    Raises `ValueError` if the words at a place are not those that were found.
    """
    mark = "\ufeff" if raw.startswith("\ufeff") else ""
    text = raw.removeprefix(mark)
    ends = [match.start() - number for number, match in enumerate(re.finditer("\r\n", text))]
    body = len(text) - len(ends) - length_of_body

    def place(position: int) -> int:
        """The position in the file of a position in the body, where every line end is one character."""
        return body + position + sum(1 for end in ends if end < body + position)

    for name in sorted(names, key=lambda name: -name.start):
        start, end = place(name.start), place(name.end)
        words = text[start:end]
        if re.sub(r"\r\n?", "\n", words) != name.words:
            raise ValueError(words)
        text = text[:start] + link_of(name).replace(name.words, words) + text[end:]
    return mark + text
