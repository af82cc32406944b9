"""Content of an older format as the newest has it: the number in `dispute.yml`, and what moved since in the entries.

Format 2: a source says when and how it was read (`consulted`), where format 1 had the day alone (`accessed`). What
nobody wrote down is marked as unknown; a note in English that says how the source was read is heard.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from explainer.editing.file_changes import FileChange
from explainer.editing.manuscript import Edit, Manuscript, entry_manuscript, yaml_manuscript
from explainer.editing.reading_notes import reading_in
from explainer.model.corpus import DISPUTE_FILE
from explainer.model.fields import FORMAT, Collection, ReadAs
from explainer.model.raw import RawEntry
from explainer.reading import read_content


@dataclass(frozen=True)
class Migration:
    """The changes, and how many of the sources in them were read in what form and how far."""

    changes: tuple[FileChange, ...]
    readings: Mapping[tuple[str, str], int]


def migrated(content: Path, form: ReadAs = ReadAs.UNKNOWN) -> Migration:
    """What brings the content to the newest format; nothing where it is of that. Done twice, it changes nothing more.

    `form` is the one in which those sources were read whose notes do not say it.
    """
    raw, _ = read_content(content)
    readings: Counter[tuple[str, str]] = Counter()
    changes: list[FileChange] = []
    for entry in raw.entries:
        if entry.collection is Collection.SOURCES and "accessed" in entry.fields:
            data = (content / entry.path).read_bytes()
            manuscript = entry_manuscript(data)
            read_as, extent = reading_in(entry.body.text)
            found = (str(form if read_as is ReadAs.UNKNOWN else read_as), str(extent))
            edit = _edit_of_source(entry, manuscript, found)
            readings.update([found] if "consulted:" in edit.new else [])
            changes.append(FileChange(entry.path, data, manuscript.bytes_of([edit])))
    if raw.dispute is not None:
        data = (content / DISPUTE_FILE).read_bytes()
        after = yaml_manuscript(data).bytes_of(_edits_of_dispute(yaml_manuscript(data)))
        changes += [FileChange(DISPUTE_FILE, data, after)] if after != data else []
    return Migration(tuple(sorted(changes)), dict(sorted(readings.items())))


def _edit_of_source(entry: RawEntry, manuscript: Manuscript, reading: tuple[str, str]) -> Edit:
    """Puts `consulted` in the place of `accessed`, or nothing where it stands in the file too or no day is given."""
    found = manuscript.field_at(("accessed",))
    assert found is not None
    name, value = found
    assert name is not None
    start, end = manuscript.span_of(name)[0], manuscript.span_of(value)[1]
    day = entry.fields["accessed"]
    if isinstance(day, str) and "consulted" not in entry.fields:
        return Edit(start, end, f"consulted: {{on: {day}, as: {reading[0]}, extent: {reading[1]}}}")
    line_end = manuscript.text.find("\n", end)
    return Edit(start, line_end + 1 if line_end >= 0 else end, "")


def _edits_of_dispute(manuscript: Manuscript) -> Iterator[Edit]:
    """Writes the newest format before the other fields, or in the place of an older one."""
    root = manuscript.root
    if root is None:
        return
    found = manuscript.field_at(("format",))
    if found is None:
        start = manuscript.span_of(root)[0]
        yield Edit(start, start, f"format: {FORMAT}\n")
    elif str(found[1].value).isdigit() and int(found[1].value) < FORMAT:
        start, end = manuscript.span_of(found[1])
        yield Edit(start, end, str(FORMAT))
