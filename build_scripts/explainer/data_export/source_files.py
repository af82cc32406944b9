"""Sources and pages as files of reference managers: BibTeX, RIS and CSL JSON."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from explainer.data_export.entry_files import file_beside
from explainer.data_export.rows import Address
from explainer.model.asset import Asset
from explainer.model.corpus import AnyEntry
from explainer.model.fields import Dispute, Source
from explainer.model.raw import Value
from explainer.views.parts import Context, page_of
from explainer.views.provenance import last_change_of

if TYPE_CHECKING:
    from explainer.formats import Record

_OURS = frozenset({"aliases", "reviewed", "changes", "status", "summary"})
ENDINGS = {"csl-json": ".csl.json", "bibtex": ".bib", "ris": ".ris"}


def source_files(context: Context) -> Iterator[Asset]:
    """All sources in a file of each format, sorted by id."""
    texts = [_texts_of_entry(source, context, str) for source in context.corpus.sources]
    for number, (name, ending) in enumerate(ENDINGS.items()):
        yield Asset(f"data/sources{ending}", _joined(name, [of_source[number] for of_source in texts]))


def cite_files(context: Context, place: Address, address: Address) -> Iterator[Asset]:
    """The files beside each page: of a source the source itself, of any other entry the page."""
    for entry in context.corpus.by_id.values():
        at, texts = place(page_of(entry)), _texts_of_entry(entry, context, address)
        yield from (Asset(file_beside(at, ending), text) for ending, text in zip(ENDINGS.values(), texts, strict=True))


def _texts_of_entry(entry: AnyEntry, context: Context, address: Address) -> tuple[str, ...]:
    """The entry in each format. The formats are slow, since they read back what they write, so results are kept."""
    fields, recall = entry.fields, partial(context.cache.recall_kept, tuple[str, ...])
    if isinstance(fields, Source):
        return recall(source_texts, entry.id, fields)
    site, language = context.corpus.dispute.title, context.edition.language
    changed = last_change_of(entry)
    edition = context.words.say("version-of", day=changed.isoformat()) if changed else ""
    return recall(page_texts, entry.id, entry.title, site, changed, edition, address(page_of(entry)), language)


def source_texts(source_id: str, source: Source) -> tuple[str, ...]:
    """The source in each format: its fields as front matter has them, without what is only ours."""
    fields: dict[str, Value] = {}
    for name, info in Source.model_fields.items():
        value = getattr(source, name)
        if name not in _OURS and value is not None and value != ():
            is_list = isinstance(value, tuple)
            people = [person.model_dump(exclude_none=True) for person in value] if is_list else None
            fields[info.alias or name] = people or str(value)
    return _texts(source_id, fields)


def page_texts(  # noqa: PLR0913, PLR0917 - what a page is cited by
    entry_id: str, title: str, site: str, changed: datetime.date | None, edition: str, address: str, language: str
) -> tuple[str, ...]:
    """A page of the site in each format; its version is that of its last change."""
    fields = {"type": "webpage", "title": title, "container-title": site, "edition": edition}
    fields |= {"issued": changed.isoformat() if changed else "", "URL": address, "language": language}
    return _texts(entry_id, {name: value for name, value in fields.items() if value})


def snapshot_texts(dispute: Dispute, day: datetime.date, edition: str, address: str) -> tuple[str, ...]:
    """The whole site as it was on a day, in each format."""
    makers: Value = [maker.model_dump(exclude_none=True) for maker in dispute.makers]
    fields: dict[str, Value] = {"type": "dataset", "title": dispute.title, "author": makers, "edition": edition}
    fields |= {"issued": day.isoformat(), "URL": address, "language": dispute.languages[0]}
    return _texts(f"snapshot-{day}", {name: value for name, value in fields.items() if value})


def _texts(key: str, fields: Mapping[str, Value]) -> tuple[str, ...]:
    from explainer.formats import FORMATS, Record  # noqa: PLC0415 - a check reads and writes no format

    record: Record = Record(key, fields)
    by_name = {form.name: form.text_of([record]) for form in FORMATS}
    return tuple(by_name[name] for name in ENDINGS)


def _joined(name: str, texts: Iterable[str]) -> str:
    """The files of single records as one, as the format itself would write it."""
    if name == "csl-json":
        items = [text.removeprefix("[\n").removesuffix("\n]\n") for text in texts]
        return "[\n" + ",\n".join(items) + "\n]\n" if items else "[]\n"
    return "\n".join(texts)
