"""Which sources a copy is asked for, what the archive refused, and how the address of a copy comes into the file."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from explainer.editing.field_writing import with_fields
from explainer.editing.file_changes import FileChange, RefusedError
from explainer.editing.manuscript import entry_manuscript
from explainer.editing.run_notes import note, noted
from explainer.model.corpus import Corpus, Entry
from explainer.model.fields import Source
from explainer.model.link_states import LinkStates
from explainer.model.raw import Value
from explainer.reading import parse_yaml
from explainer.web import ARCHIVE, place_of

_REFUSED_FILE = "not-archived.json"
_ASKED_AGAIN_DAYS = 30

Refused = Mapping[str, datetime.date]
"""The addresses of which the archive made no copy, each with the day."""


def sources_to_archive(
    corpus: Corpus, states: LinkStates, refused: Refused, today: datetime.date
) -> tuple[Entry[Source], ...]:
    """The sources on the web that have no copy and of which one can be made, by id.

    Left out are addresses that are known to be broken, and those that the archive refused less than a month ago.
    """
    return tuple(source for source in corpus.sources if _is_wanted(source.fields, states, refused, today))


def _is_wanted(source: Source, states: LinkStates, refused: Refused, today: datetime.date) -> bool:
    if not source.url or source.archive_url:
        return False
    place = place_of(source.url)
    is_sent = place is not None and place.is_usual and place.host != urlsplit(ARCHIVE).hostname
    is_broken = source.url in states and states[source.url].is_broken
    is_refused = source.url in refused and (today - refused[source.url]).days < _ASKED_AGAIN_DAYS
    return is_sent and not is_broken and not is_refused


def with_copy(content: Path, path: str, url: str, copy: str) -> FileChange:
    """The file of the source with the address of the copy; nothing else in it changes.

    Raises `RefusedError` if the file is another one by now, or if it cannot be written so that this is sure.
    """
    try:
        data = (content / path).read_bytes()
    except OSError as error:
        raise RefusedError(f"'{path}' cannot be read: {error.strerror}. Try again") from None
    before = _fields_of(data, path)
    if before.get("URL") != url or "archive_url" in before:
        raise RefusedError(f"'{path}' was changed by another program in the meantime. Try again")
    after = with_fields(data, path, {"archive_url": copy}, ["archive_url"], None)
    if _fields_of(after, path) != {**before, "archive_url": copy}:
        raise RefusedError(f"'{path}' cannot be changed. Write this line into it: archive_url: {copy}")
    return FileChange(path, data, after)


def _fields_of(data: bytes, path: str) -> Mapping[str, Value]:
    return parse_yaml(entry_manuscript(data).front, path, 1).fields or {}


def refused_before(project: Path) -> dict[str, datetime.date]:
    """What the archive refused in earlier runs."""
    return noted(project, _REFUSED_FILE, dict[str, datetime.date]) or {}


def keep_refused(project: Path, refused: Refused) -> None:
    note(project, _REFUSED_FILE, dict(refused))
