"""Each entry as a file of its own: as JSON with all that the tables say of it, and as Markdown without comments."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from explainer.data_export.rows import Address, FilledTable, Row
from explainer.model.asset import Asset
from explainer.model.corpus import AnyEntry
from explainer.model.record_tables import SCHEMA_VERSION
from explainer.model.references import ResolvedText
from explainer.text.syntax import NodeKind
from explainer.views.parts import Context, page_of

_OF_ENTRY = (
    ("names", "names", "entry"),
    ("topics", "entry_topics", "entry"),
    ("participants", "participants", "event"),
    ("offices", "offices", "holder"),
    ("positions", "positions", "question"),
    ("undisputed", "undisputed", "question"),
    ("figures", "figures", "place"),
    ("steps", "path_steps", "path"),
    ("people", "source_people", "source"),
    ("relations", "relations", "from"),
    ("relations_of_others", "relations", "to"),
    ("citations", "citations", "entry"),
    ("cited_by", "citations", "source"),
    ("changes", "changes", "entry"),
)
"""What the file says of an entry: a name, the table that it comes from, and the column that names the entry."""


def file_beside(place: str, suffix: str) -> str:
    """The file of an entry beside its page: `events/x/` has `events/x/index.json`, `events/x.html` `events/x.json`."""
    return f"{place}index{suffix}" if place.endswith("/") else place.removesuffix(".html") + suffix


def entry_files(tables: Iterable[FilledTable], context: Context, place: Address, address: Address) -> Iterator[Asset]:
    """Two files for each entry."""
    by_name = {table.schema.name: table.rows for table in tables}
    more = tuple((name, column, _grouped(by_name[table], column)) for name, table, column in _OF_ENTRY)
    rows = {str(row["id"]): row for row in by_name["entries"]}
    sources = {str(row["id"]): row for row in by_name["sources"]}
    for entry in context.corpus.by_id.values():
        row, text = rows[entry.id], _markdown(context.links.texts[entry.path], context, address)
        found = {name: _without(column, groups[entry.id]) for name, column, groups in more if entry.id in groups}
        about = {**_filled(row), **_filled(sources.get(entry.id, {})), **found}
        whole = {"schema_version": SCHEMA_VERSION, **about, "text": text}
        at = place(page_of(entry))
        yield Asset(file_beside(at, ".json"), json.dumps(whole, ensure_ascii=False, indent=1) + "\n")
        yield Asset(file_beside(at, ".md"), _document(entry, row, text, context, address))


def _grouped(rows: Iterable[Row], column: str) -> Mapping[str, list[Row]]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[str(row[column])].append(row)
    return dict(groups)


def _without(column: str, rows: Iterable[Row]) -> list[dict[str, Any]]:
    return [_filled({name: cell for name, cell in row.items() if name != column}) for row in rows]


def _filled(row: Row) -> dict[str, Any]:
    return {name: cell for name, cell in row.items() if cell is not None and cell != ""}


def _document(entry: AnyEntry, row: Row, text: str, context: Context, address: Address) -> str:
    """The Markdown file: what it is between two lines of hyphens, the text, and the sources that the text cites."""
    names = ("id", "collection", "kind", "title", "date", "url", "changed", "summary")
    front = "".join(f"{name}: {json.dumps(row[name], ensure_ascii=False)}\n" for name in names if row[name])
    cited = {item.source for c in context.links.texts[entry.path].citations for item in c.cited}
    known = sorted(cited & context.references.keys())
    references = [
        f"- @{source}: {context.references[source].note} <{address(page_of(context.corpus.source_by_id[source]))}>\n"
        for source in known
    ]
    heading = f"\n## {context.words.say('references')}\n\n" if references else ""
    return f"---\n{front}---\n\n# {entry.title}\n\n{text}\n{heading}{''.join(references)}"


def _markdown(text: ResolvedText, context: Context, address: Address) -> str:
    """The text as it is written, but without comments, and with addresses in the place of `[[links]]`."""
    written = text.tree.text
    changes = [(*_whole_lines(written, n.start, n.end), "") for n in text.tree.walk() if n.kind is NodeKind.COMMENT]
    for link in text.links:
        entry = context.corpus.by_id.get(link.target)
        if entry:
            fragment = f"#{link.heading}" if link.heading else ""
            changes.append(
                (link.start, link.end, f"[{link.words or entry.title}]({address(page_of(entry) + fragment)})")
            )
    parts, at = [], 0
    for start, end, words in sorted(changes):
        if start >= at:
            parts += [written[at:start], words]
            at = end
    return "".join((*parts, written[at:])).strip()


def _whole_lines(text: str, start: int, end: int) -> tuple[int, int]:
    """The place of a comment, with the end of its line and the empty lines behind where nothing else is on its line."""
    if start and text[start - 1] != "\n":
        return start, end
    after = end
    while after < len(text) and text[after] in " \t\n":
        after += 1
    return (start, after) if "\n" in text[end:after] or after == len(text) else (start, end)
