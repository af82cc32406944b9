"""The numbers of a page's sources: in the order in which it cites them, one for each, however many locators."""

from __future__ import annotations

from dataclasses import dataclass, field

from explainer.catalogue import Catalogue
from explainer.citations import locator_text
from explainer.model.fields import ReadAs, ReadExtent, Source
from explainer.views.parts import Context, NoteMark, page_of


@dataclass(frozen=True)
class Use:
    """One place where a page cites a reference."""

    anchor: str
    locator: str


@dataclass(frozen=True)
class ReferenceView:
    """A line of the list of references. `entry` is HTML made by the CSL processor."""

    number: int
    id: str
    entry: str
    page: str
    url: str
    archive_url: str
    read_at: str
    """The address of the copy that was read; empty if it was read at its own."""
    reading: str
    """How it was read, in words; empty if that is not known, or it was the whole original."""
    language: str
    uses: tuple[Use, ...]


@dataclass
class Numbering:
    """Numbers the sources of one page as they are cited; lives while that page's view is made."""

    context: Context
    _numbers: dict[str, int] = field(default_factory=dict)
    _uses: dict[str, list[Use]] = field(default_factory=dict)

    def mark(self, source_id: str, locator: str = "", prefix: str = "") -> NoteMark:
        number = self._numbers.setdefault(source_id, len(self._numbers) + 1)
        uses = self._uses.setdefault(source_id, [])
        shown = locator_text(locator, self.context.words) if locator else ""
        uses.append(Use(f"cite-{number}-{len(uses) + 1}", shown))
        return NoteMark(number, uses[-1].anchor, f"ref-{number}", prefix)

    def cited(self) -> tuple[str, ...]:
        """The ids of the sources cited so far, in order."""
        return tuple(self._numbers)

    def references(self) -> tuple[ReferenceView, ...]:
        return tuple(self._reference(source_id, number) for source_id, number in self._numbers.items())

    def _reference(self, source_id: str, number: int) -> ReferenceView:
        source = self.context.corpus.source_by_id[source_id]
        fields = source.fields
        return ReferenceView(
            number=number,
            id=f"ref-{number}",
            entry=self.context.references[source_id].entry,
            page=page_of(source),
            url=fields.url or fields.doi_address,
            archive_url=fields.archive_url or "",
            read_at=fields.read_at if fields.read_at and fields.read_at != fields.archive_url else "",
            reading=_reading_of(fields, self.context.words),
            language=fields.language,
            uses=tuple(self._uses[source_id]),
        )


def _reading_of(source: Source, words: Catalogue) -> str:
    consulted = source.consulted
    usual = ((ReadAs.ORIGINAL, ReadExtent.WHOLE), (ReadAs.UNKNOWN, ReadExtent.UNKNOWN))
    if consulted is None or (consulted.form, consulted.extent) in usual:
        return ""
    return words.say(f"read-{consulted.form}-{consulted.extent}")
