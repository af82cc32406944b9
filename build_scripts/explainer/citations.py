"""Sources as references: CSL's rendering of each source, and locators.

The style is `references.csl` beside this module; citeproc-py renders it. It renders each source once: numbers are the
page's, and a locator stands beside the number, so no rendering depends on another.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from explainer import dates
from explainer.catalogue import Catalogue
from explainer.model.fields import Person, Source

_STYLE = Path(__file__).parent / "references.csl"
_CSL_LOCALES = {"en": "en-GB", "ja": "ja-JP", "ru": "ru-RU"}
_MARKUP = str.maketrans({"<": "\ue000", ">": "\ue001", "&": "\ue002"})
"""citeproc-py 0.11.1 does not escape what it is given; these characters stand for markup until it is done."""
_UNMARKUP = {"\ue000": "&lt;", "\ue001": "&gt;", "\ue002": "&amp;"}

_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_OTHER = "[^\\W\\d_A-Za-z\u00aa-\u024f\u1e00-\u1eff]|[\u3000-\u303f\uff00-\uffef]"
_OTHER_SCRIPT = re.compile(rf"(?:{_OTHER})(?:[^<>&‘’A-Za-z\u00aa-\u024f]*(?:{_OTHER}))?")
"""From the first letter that is not Latin to the last, with no Latin letter, quotation mark, tag or entity between."""
_NOT_CSL = frozenset(
    {"aliases", "reviewed", "changes", "status", "summary", "perspective", "level", "wikidata", "archive_url"}
)

_LOCATOR_WORDS: Mapping[str, str] = {
    "page": "p pp page pages",
    "article": "art arts article articles",
    "section": "sec secs section sections § §§",
    "paragraph": "para paras paragraph paragraphs ¶",
    "chapter": "ch chap chapter chapters",
    "document": "doc docs document documents",
    "column": "col cols column",
    "volume": "vol vols volume",
    "number": "no nos number",
    "note": "n nn note notes fn",
    "line": "l ll line lines",
    "figure": "fig figs figure",
    "table": "table tables",
    "question": "q question questions",
}
"""The words for each type of locator, Pandoc's and a few of ours; `locator-<type>` is its phrase."""
LOCATOR_LABELS = {word: kind for kind, words in _LOCATOR_WORDS.items() for word in words.split()}
_LOCATOR = re.compile(r"(?P<label>[A-Za-z]+\.?|§§?|¶)\s*(?P<value>\d.*|[IVXLC]+\b.*)")


@dataclass(frozen=True)
class Reference:
    """A source as it is shown: `entry` is HTML for the list of references, `note` plain text for a tooltip."""

    entry: str
    note: str


def references_of(sources: Mapping[str, Source], words: Catalogue) -> Mapping[str, Reference]:
    """The reference of every source, by id."""
    if not sources:
        return {}
    ids = sorted(sources)
    records = CiteProcJSON([_csl(source_id, sources[source_id], words) for source_id in ids])
    entries, notes = (_bibliography(records, form, words) for form in (formatter.html, formatter.plain))
    citations = [Citation([CitationItem(source_id)]) for source_id in ids]
    for citation in citations:
        entries.register(citation)
        notes.register(citation)
    rendered = zip(ids, entries.bibliography(), citations, strict=True)
    return {
        source_id: Reference(
            _in_language(_escaped(str(entry)), sources[source_id].language, words),
            _plain(str(notes.cite(citation, _not_cited))),
        )
        for source_id, entry, citation in rendered
    }


def _bibliography(records: CiteProcJSON, form: ModuleType, words: Catalogue) -> CitationStylesBibliography:
    """A bibliography with a style of its own: one that two share takes the form of the last."""
    style = CitationStylesStyle(str(_STYLE), locale=_CSL_LOCALES.get(words.language, "en-GB"), validate=False)
    return CitationStylesBibliography(style, records, form)


def locator_text(locator: str, words: Catalogue) -> str:
    """A locator as readers see it: 'p. 12', 'art. 2'; what is not understood stays as it is written."""
    match = _LOCATOR.fullmatch(locator)
    if match and (kind := LOCATOR_LABELS.get(match["label"].rstrip(".").lower())):
        value = re.sub(r"(?<=\d)\s*-\s*(?=\d)", "–", match["value"])
        is_plural = bool(re.search(r"\w–\w|(?:,|&|\band) *[0-9]", value))
        return words.count(f"locator-{kind}", 2 if is_plural else 1, value=value)
    if re.fullmatch(r"\d+([-–]\d+)?", locator):
        return locator_text(f"p. {locator}", words)
    return locator


def csl_record(source_id: str, source: Source) -> dict[str, Any]:
    """The source as a CSL JSON item with EDTF dates."""
    record: dict[str, Any] = {"id": source_id, "type": str(source.type)}
    for name, info in Source.model_fields.items():
        value = getattr(source, name)
        if not value or name in _NOT_CSL or name == "type":
            continue
        if name in ("author", "editor", "translator"):
            value = [_csl_name(person) for person in value]
        elif name in ("issued", "accessed"):
            value = {"raw": str(value)}
        record[info.alias or name] = value
    return record


def _csl_name(person: Person) -> dict[str, str]:
    """The name; one in an East Asian script is written whole, since its family name comes first."""
    parts = [part for part in (person.family, person.given) if part]
    if person.literal or len(parts) < 2:
        return {"literal": person.literal or "".join(parts)}
    if _EAST_ASIAN.search("".join(parts)):
        return {"literal": "".join(parts)}
    return {"family": parts[0], "given": parts[1]}


def _csl(source_id: str, source: Source, words: Catalogue) -> dict[str, Any]:
    """The record for citeproc-py: dates as it wants them, markup out of its way."""
    record = {key: _masked(value) for key, value in csl_record(source_id, source).items()}
    if source.issued:
        record["issued"] = {"literal": dates.label(source.issued, words)}
    if source.accessed:
        day = source.accessed
        record["accessed"] = {"literal": dates.label(dates.parse(day.isoformat()), words)}
    return record


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return value.translate(_MARKUP)
    if isinstance(value, list):
        return [_masked(item) for item in value]
    return {key: _masked(item) for key, item in value.items()} if isinstance(value, dict) else value


def _escaped(text: str) -> str:
    for stand_in, entity in _UNMARKUP.items():
        text = text.replace(stand_in, entity)
    return text


def _in_language(entry: str, language: str, words: Catalogue) -> str:
    """The HTML with a source's own script marked as its language: for screen readers, glyphs and the way it runs."""
    if language == words.language:
        return entry
    return _OTHER_SCRIPT.sub(lambda match: f'<span lang="{language}" dir="auto">{match[0]}</span>', entry)


def _plain(text: str) -> str:
    return html.unescape(_escaped(text))


def _not_cited(item: CitationItem) -> None:
    raise AssertionError(f"a source that was given cannot be found: {item.key}")


def perspectives_of(sources: Iterable[Source]) -> Mapping[str, int]:
    """How many of the sources give each perspective, most first."""
    counts: dict[str, int] = {}
    for source in sources:
        counts[source.perspective] = counts.get(source.perspective, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
