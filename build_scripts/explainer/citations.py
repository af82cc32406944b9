"""Sources as references: CSL's rendering of each source, and locators.

citeproc-py renders each source once, in the style `references.csl` beside this module. Numbers belong to the page and
locators stand beside them, so no rendering depends on another.
"""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from explainer import dates
from explainer.catalogue import Catalogue
from explainer.model.fields import Dispute, Person, Source

if TYPE_CHECKING:
    from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle
    from citeproc.source.json import CiteProcJSON

_STYLE = Path(__file__).parent / "references.csl"
_PAGE_STYLES = Path(__file__).parent / "page_styles"
PAGE_STYLES = {"apa": "APA", "chicago": "Chicago", "mla": "MLA"}
"""The styles in which the site and its pages are cited: a file of `page_styles` each, with its name."""
TITLE, ADDRESS = "\ue010", "\ue011"
"""What stands in a citation for the title and the address, until they are known."""
_MARKUP = str.maketrans({"<": "\ue000", ">": "\ue001", "&": "\ue002"})
"""citeproc-py 0.11.1 does not escape its input, so these characters stand for markup until it is done."""
_UNMARKUP = {"\ue000": "&lt;", "\ue001": "&gt;", "\ue002": "&amp;"}

_SECOND_MARK = re.compile(r"([?!.…。？！])((?:</i>|[’”])*)\.(?=\s|$)")
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_OTHER = "[^\\W\\d_A-Za-z\u00aa-\u024f\u1e00-\u1eff]|[\u3000-\u303f\uff00-\uffef]"
_OTHER_SCRIPT = re.compile(rf"(?:{_OTHER})(?:[^<>&‘’A-Za-z\u00aa-\u024f]*(?:{_OTHER}))?")
"""From the first letter that is not Latin to the last, with no Latin letter, quotation mark, tag or entity between."""
_NOT_CSL = frozenset(
    {
        "aliases",
        "reviewed",
        "changes",
        "status",
        "summary",
        "perspective",
        "level",
        "wikidata",
        "archive_url",
        "consulted",
        "read_at",
    }
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
"""The words for each type of locator, Pandoc's and a few of ours; the phrase for readers is `locator-<type>`."""
LOCATOR_LABELS = {word: kind for kind, words in _LOCATOR_WORDS.items() for word in words.split()}
_LOCATOR = re.compile(r"(?P<label>[A-Za-z]+\.?|§§?|¶)\s*(?P<value>\d.*|[IVXLC]+\b.*)")


@dataclass(frozen=True)
class Reference:
    """A source as it is shown: `entry` is HTML for the list of references, `note` a short form in plain text."""

    entry: str
    note: str


def references_of(sources: Mapping[str, Source], words: Catalogue) -> Mapping[str, Reference]:
    """The reference of every source, by id."""
    from citeproc import Citation, CitationItem, formatter  # noqa: PLC0415 - a check renders no reference
    from citeproc.source.json import CiteProcJSON  # noqa: PLC0415 - the same

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
            _in_language(_escaped(_with_one_mark(str(entry))), sources[source_id].language, words),
            _plain(_with_one_mark(str(notes.cite(citation, _not_cited)))),
        )
        for source_id, entry, citation in rendered
    }


def page_citations(site: str, changed: datetime.date | None, words: Catalogue) -> tuple[str, ...]:
    """How a page that changed on that day is cited, in each of `PAGE_STYLES`, as HTML with `TITLE` and `ADDRESS`."""
    issued = {"issued": _parts_of(changed)} if changed else {}
    return _in_page_styles({"type": "webpage", "container-title": site.translate(_MARKUP), **issued}, words)


def snapshot_citations(dispute: Dispute, day: datetime.date, words: Catalogue) -> tuple[str, ...]:
    """How the site as it was on that day is cited, in each of `PAGE_STYLES`, as HTML with `ADDRESS`."""
    edition = words.say("snapshot-of", day=day.isoformat())
    record: dict[str, Any] = {"type": "dataset", "edition": edition, "issued": _parts_of(day)}
    if dispute.makers:
        record["author"] = [_masked(_csl_name(maker)) for maker in dispute.makers]
    return tuple(_with_title(text, dispute.title) for text in _in_page_styles(record, words))


def _parts_of(day: datetime.date) -> dict[str, Any]:
    return {"date-parts": [[day.year, day.month, day.day]]}


def _in_page_styles(fields: Mapping[str, Any], words: Catalogue) -> tuple[str, ...]:
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter  # noqa: PLC0415 - a check cites no page
    from citeproc.source.json import CiteProcJSON  # noqa: PLC0415 - the same

    record = {"id": "page", "title": TITLE, "URL": ADDRESS, **fields}
    found: list[str] = []
    for name in PAGE_STYLES:
        file = str(_PAGE_STYLES / f"{name}.csl")
        style = CitationStylesStyle(file, locale=words.say("locale-of-references"), validate=False)
        pages = CitationStylesBibliography(style, CiteProcJSON([record]), formatter.html)
        pages.register(Citation([CitationItem("page")]))
        found.append(_escaped(_with_one_mark(str(pages.bibliography()[0]))))
    return tuple(found)


def page_citation(citation: str, title: str) -> tuple[str, str]:
    """What stands before and behind the address in the citation of the page with that title."""
    before, _, behind = _with_title(citation, title).partition(ADDRESS)
    return before, behind


def _with_title(citation: str, title: str) -> str:
    if title.endswith(tuple(".?!…。？！")):
        citation = re.sub(f"{TITLE}((?:</i>)?)\\.", rf"{TITLE}\1", citation)
    return citation.replace(TITLE, html.escape(title, quote=False))


def plain_citation(citation: str, address: str) -> str:
    """A citation of `PAGE_STYLES` as plain text, with the address at its end if there is one."""
    text = html.unescape(re.sub(r"</?[a-z]+>", "", citation))
    return text.replace(ADDRESS, address) if address else f"{text.partition(ADDRESS)[0].rstrip(' ,.')}."


def _bibliography(records: CiteProcJSON, form: ModuleType, words: Catalogue) -> CitationStylesBibliography:
    from citeproc import CitationStylesBibliography  # noqa: PLC0415 - a check renders no reference

    return CitationStylesBibliography(_style(form.__name__, words.say("locale-of-references")), records, form)


@lru_cache
def _style(form: str, locale: str) -> CitationStylesStyle:
    """The style, read once for each form: one that two forms share takes that of the last."""
    from citeproc import CitationStylesStyle  # noqa: PLC0415 - a check renders no reference

    return CitationStylesStyle(str(_STYLE), locale=locale, validate=False)


def locator_text(locator: str, words: Catalogue) -> str:
    """A locator as readers see it: 'p. 12', 'art. 2'; one that is not understood stays as it is written."""
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
        elif name == "issued":
            value = {"raw": str(value)}
        record[info.alias or name] = value
    if source.accessed:
        record["accessed"] = {"raw": str(source.accessed)}
    return record


def name_of(person: Person) -> str:
    """The name as it is read in a sentence."""
    name = _csl_name(person)
    return name.get("literal") or f"{name['given']} {name['family']}"


def _csl_name(person: Person) -> dict[str, str]:
    """The name as CSL JSON; one in an East Asian script is kept whole, since its family name comes first."""
    parts = [part for part in (person.family, person.given) if part]
    if person.literal or len(parts) < 2:
        return {"literal": person.literal or "".join(parts)}
    if _EAST_ASIAN.search("".join(parts)):
        return {"literal": "".join(parts)}
    return {"family": parts[0], "given": parts[1]}


def _csl(source_id: str, source: Source, words: Catalogue) -> dict[str, Any]:
    """The record for citeproc-py: with its form of dates, and with markup replaced."""
    record = {key: _masked(value) for key, value in csl_record(source_id, source).items()}
    record["title"] = _without_full_stop(record["title"])
    if source.issued:
        record["issued"] = {"literal": dates.label(source.issued, words)}
    if source.accessed:
        day = source.accessed
        record["accessed"] = {"literal": dates.label(dates.parse(day.isoformat()), words)}
    return record


def _without_full_stop(title: str) -> str:
    """The title without a full stop at its end, which the reference adds itself; an ellipsis stays."""
    return re.sub(r"(?<![.])\.$", "", title)


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return value.translate(_MARKUP)
    if isinstance(value, list):
        return [_masked(item) for item in value]
    return {key: _masked(item) for key, item in value.items()} if isinstance(value, dict) else value


def _with_one_mark(entry: str) -> str:
    """The reference without a full stop after a title or name that already ends in a mark, also in quotation marks."""
    return _SECOND_MARK.sub(r"\1\2", entry)


def _escaped(text: str) -> str:
    for stand_in, entity in _UNMARKUP.items():
        text = text.replace(stand_in, entity)
    return text


def _in_language(entry: str, language: str, words: Catalogue) -> str:
    """The HTML with the source's own script marked as its language, for screen readers, glyphs and direction."""
    if language == words.language:
        return entry
    return _OTHER_SCRIPT.sub(lambda match: f'<span lang="{language}" dir="auto">{match[0]}</span>', entry)


def _plain(text: str) -> str:
    return html.unescape(_escaped(text))


def _not_cited(item: CitationItem) -> None:
    raise AssertionError(f"a source that was given cannot be found: {item.key}")


def perspectives_of(sources: Iterable[Source]) -> Mapping[str, int]:
    """The number of sources for each perspective, largest first."""
    counts: dict[str, int] = {}
    for source in sources:
        counts[source.perspective] = counts.get(source.perspective, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
