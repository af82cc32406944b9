"""The pictures of an entry with their credits, and the page of all credits."""

from __future__ import annotations

from dataclasses import dataclass

from explainer.model.corpus import AnyEntry
from explainer.model.fields import EntryFields, Picture
from explainer.views.numbering import Numbering, ReferenceView
from explainer.views.page_view import PageView
from explainer.views.parts import Card, Context, Crumb, NoteMark, card_of

CREDITS_PAGE = "credits.md"


@dataclass(frozen=True)
class PictureView:
    """A picture: its file with its size, the smaller copies of it with their widths, and whose it is."""

    file: str
    width: int
    height: int
    copies: tuple[tuple[str, int], ...]
    alt: str
    caption: str
    maker: str
    date: str
    licence: str
    licence_url: str
    marks: tuple[NoteMark, ...]


@dataclass(frozen=True)
class PictureCredit:
    """A picture with the entry that shows it."""

    picture: PictureView
    shown_in: Card


@dataclass(frozen=True, kw_only=True)
class CreditsView(PageView):
    """All pictures, by the title of their entry."""

    count: str
    crumbs: tuple[Crumb, ...]
    credits: tuple[PictureCredit, ...]
    references: tuple[ReferenceView, ...]


def pictures_of(entry: AnyEntry, numbering: Numbering, context: Context) -> tuple[PictureView, ...]:
    """The figures of the entry, in its order."""
    figures = entry.fields.figures if isinstance(entry.fields, EntryFields) else ()
    return tuple(_picture(picture, numbering, context) for picture in figures)


def _picture(picture: Picture, numbering: Numbering, context: Context) -> PictureView:
    file = context.corpus.picture_by_path[picture.file]
    return PictureView(
        file=file.path,
        width=file.width,
        height=file.height,
        copies=tuple((copy.path, copy.width) for copy in file.copies),
        alt=picture.alt,
        caption=picture.caption,
        maker=picture.maker,
        date=context.date(picture.date) if picture.date else "",
        licence=picture.licence,
        licence_url=picture.licence_url or "",
        marks=(numbering.mark(picture.source, picture.locator or ""),),
    )


def has_pictures(context: Context) -> bool:
    return any(isinstance(entry.fields, EntryFields) and entry.fields.figures for entry in context.corpus)


def credits_view(context: Context) -> CreditsView:
    words, numbering = context.words, Numbering(context)
    entries = sorted(context.corpus, key=lambda entry: (entry.title.casefold(), entry.path))
    shown = tuple(
        PictureCredit(picture, card_of(entry, context))
        for entry in entries
        for picture in pictures_of(entry, numbering, context)
    )
    return CreditsView(
        page=CREDITS_PAGE,
        collection="credits",
        title=words.say("credits"),
        summary=words.say("credits-summary", dispute=context.corpus.dispute.title),
        count=words.count("picture-count", len(shown)),
        crumbs=(Crumb(words.say("home"), "index.md"),),
        credits=shown,
        references=numbering.references(),
    )
