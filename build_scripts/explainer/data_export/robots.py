"""What robots read: `llms.txt`, a list of addresses for language models (llmstxt.org), and `robots.txt`."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from explainer.data_export.entry_files import file_beside
from explainer.data_export.rows import Address
from explainer.model.asset import Asset
from explainer.model.corpus import AnyEntry
from explainer.model.fields import Collection
from explainer.views.parts import Context, page_of

_COLLECTIONS = (Collection.PATHS, Collection.EVENTS, Collection.ACTORS, Collection.BACKGROUND, Collection.SOURCES)


def llms_txt(context: Context, place: Address, root: str) -> Asset:
    """The list: each entry with the address of its Markdown and its summary."""
    dispute = context.corpus.dispute
    lines = [f"# {dispute.title}", "", f"> {dispute.question}", "", *_sections(context, place, root)]
    return Asset("llms.txt", "\n".join(lines).rstrip() + "\n")


def robots_txt(root: str) -> Asset:
    """`robots.txt`: every robot may read everything, and where the list of pages is."""
    return Asset("robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {root}sitemap.xml\n")


def _sections(context: Context, place: Address, root: str) -> Iterator[str]:
    yield from (f"## {context.words.say('data')}", "", f"- [datapackage.json]({root}data/datapackage.json)", "")
    for collection in _COLLECTIONS:
        entries = [entry for entry in context.corpus.by_id.values() if entry.collection is collection]
        if entries:
            yield from (f"## {context.words.say(f'collection-{collection}')}", "")
            yield from (_line(entry, place, root) for entry in entries)
            yield ""


def _line(entry: AnyEntry, place: Address, root: str) -> str:
    summary = f": {entry.fields.summary}" if entry.fields.summary else ""
    title = entry.title.replace("[", "\\[").replace("]", "\\]")
    return f"- [{title}]({root}{quote(file_beside(place(page_of(entry)), '.md'))}){summary}"
