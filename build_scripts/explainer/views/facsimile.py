"""The decisive article of a document in its languages, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from explainer.model.corpus import AnyEntry
from explainer.model.fields import AuthenticText, Document, Facsimile
from explainer.text.headings import Heading
from explainer.views.numbering import Numbering
from explainer.views.parts import Context, NoteMark


@dataclass(frozen=True)
class FacsimileColumn:
    """The article in one language. `note` says what the text is, where that is known."""

    language: str
    name: str
    note: str
    paragraphs: tuple[str, ...]
    marks: tuple[NoteMark, ...]


@dataclass(frozen=True)
class FacsimileView:
    title: str
    columns: tuple[FacsimileColumn, ...]


def facsimile_under(heading: Heading, entry: AnyEntry) -> Facsimile | None:
    """What is to be shown below a heading of the entry's text."""
    facsimiles = entry.fields.facsimiles if isinstance(entry.fields, Document) else ()
    return next((facsimile for facsimile in facsimiles if heading.is_meant_by(facsimile.under)), None)


def facsimile_of(facsimile: Facsimile, title: str, numbering: Numbering, context: Context) -> FacsimileView:
    """The columns, with their sources numbered as those of the page."""
    return FacsimileView(title, tuple(_column(text, numbering, context) for text in facsimile.texts))


def _column(text: AuthenticText, numbering: Numbering, context: Context) -> FacsimileColumn:
    language = text.language.split("-")[0]
    return FacsimileColumn(
        language=text.language,
        name=context.words.locale.languages.get(language, text.language),
        note=text.note or "",
        paragraphs=tuple(line.strip() for line in text.text.split("\n") if line.strip()),
        marks=(numbering.mark(text.source, text.locator or ""),),
    )
