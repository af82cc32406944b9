"""What a page says of itself to machines, in the vocabulary of schema.org: `pages` writes it as JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from explainer import dates
from explainer.model.corpus import AnyEntry
from explainer.model.fields import Actor, Document, Event, Person, Place, Question, Source, Subject
from explainer.views.data_page import DataView
from explainer.views.entry_page import EntryView
from explainer.views.lists import IndexView
from explainer.views.page_view import PageView
from explainer.views.parts import Card, Context, Crumb, Group, page_of
from explainer.views.paths import PathView
from explainer.views.positions import PositionsView, answers_in_time
from explainer.views.provenance import last_change_of
from explainer.views.search_record import names_of
from explainer.views.site_texts import HomeView, SiteTextView
from explainer.views.thing import Said, Thing, WebPlace

_LONGEST_LIST = 100
_ACTORS = {
    "state": "Country",
    "person": "Person",
    "office": "Organization",
    "organisation": "Organization",
    "people": "Thing",
}
_SOURCES = {
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "bill": "Legislation",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "legislation": "Legislation",
    "map": "Map",
    "motion_picture": "Movie",
    "paper-conference": "ScholarlyArticle",
    "post-weblog": "BlogPosting",
    "regulation": "Legislation",
    "report": "Report",
    "thesis": "Thesis",
    "treaty": "Legislation",
    "webpage": "WebPage",
}


def linked_data_of(view: PageView, context: Context) -> tuple[Thing, ...]:
    """The things that the page is about, and the way to it."""
    match view:
        case EntryView():
            things = _of_entry(context.corpus.by_id[view.id], view, context)
        case IndexView():
            things = (_list(view, [card for group in view.groups for card in _cards(group)]),)
        case PathView():
            things = (_list(view, view.steps),)
        case PositionsView():
            things = (_list(view, [Card(f"{q.page}", q.title, "", "", "") for q in view.questions]),)
        case DataView():
            things = (_dataset(view, context),)
        case HomeView():
            things = (_thing("WebSite", view.page, name=context.corpus.dispute.title, **_common(view, context)),)
        case SiteTextView():
            changed = last_change_of(context.corpus.site_text_by_id[view.id])
            things = (_article(view, context, str(changed or "")),)
        case _:
            things = ()
    crumbs: tuple[Crumb, ...] = getattr(view, "crumbs", ())
    return (*things, *([_way(view, crumbs)] if crumbs and things else ()))


def _thing(type_: str, page: str = "", /, **properties: Said) -> Thing:
    """The thing with those of the properties that have a value."""
    return Thing(type_, page, tuple((name, value) for name, value in properties.items() if value not in ("", ())))


def _common(view: PageView, context: Context) -> Mapping[str, Said]:
    licence = context.corpus.dispute.licence
    return {
        "description": view.summary,
        "inLanguage": context.edition.language,
        **({"license": licence.url} if licence else {}),
    }


def _article(view: PageView, context: Context, changed: str, about: Said = ()) -> Thing:
    site = context.corpus.dispute.title
    return _thing(
        "Article",
        view.page,
        headline=view.title,
        **_common(view, context),
        dateModified=changed,
        publisher=_thing("Organization", name=site),
        about=about,
    )


def _of_entry(entry: AnyEntry, view: EntryView, context: Context) -> tuple[Thing, ...]:
    """Of a source the work itself, of any other entry the article with what it is about."""
    if isinstance(entry.fields, Source):
        return (_work(entry.fields, view.page),)
    about = _subject(entry, context)
    claims = tuple(_claims(entry, context))
    return (_article(view, context, str(last_change_of(entry) or ""), about if about else ()), *claims)


def _subject(entry: AnyEntry, context: Context) -> Thing | None:
    fields = entry.fields
    said: dict[str, Said] = {
        "name": entry.title,
        "alternateName": names_of(entry),
        "sameAs": _wikidata(getattr(fields, "wikidata", None)),
    }
    match fields:
        case Event():
            places = (context.corpus.by_id[place] for place in fields.places)
            return _thing(
                "Event",
                **said,
                startDate=_iso(fields.date.start),
                endDate=_iso(fields.date.end) if fields.date.is_interval else "",
                location=tuple(_thing("Place", name=p.title, url=WebPlace(page_of(p))) for p in places),
            )
        case Actor():
            return _actor(fields, said)
        case Place() | Question():
            return _thing("Place" if isinstance(fields, Place) else "Question", **said)
        case Document():
            return _thing("Legislation", **said, legislationDate=_iso(fields.date.start) if fields.date else "")
        case Subject(kind="term"):
            return _thing("DefinedTerm", **said)
    return None


def _actor(actor: Actor, said: dict[str, Said]) -> Thing:
    type_ = _ACTORS[actor.kind]
    born, died = (_iso(date.start) if date else "" for date in (actor.born, actor.died))
    if type_ == "Person":
        return _thing(type_, **said, birthDate=born, deathDate=died)
    return _thing(type_, **said, **({"foundingDate": born, "dissolutionDate": died} if type_ == "Organization" else {}))


def _claims(entry: AnyEntry, context: Context) -> Iterator[Thing]:
    """The answers to a question, each with the work in which it was given."""
    if not isinstance(entry.fields, Question):
        return
    for party in context.corpus.dispute.parties:
        for number, answer in enumerate(answers_in_time(entry.fields, party.id), start=1):
            source = context.corpus.source_by_id.get(answer.source or "")
            yield _thing(
                "Claim",
                f"{page_of(entry)}#position-{party.id}-{number}",
                text=answer.answer,
                author=_thing("Organization", name=party.name),
                datePublished=_iso(answer.date.start),
                appearance=_thing("CreativeWork", url=WebPlace(page_of(source))) if source else "",
            )


def _work(source: Source, page: str) -> Thing:
    return _thing(
        _SOURCES.get(source.type, "CreativeWork"),
        page,
        name=source.title,
        alternateName=source.original_title or "",
        author=tuple(map(_person, source.author)),
        editor=tuple(_person(person) for person in source.editor if person.family),
        datePublished=_iso(source.issued.start) if source.issued else "",
        publisher=_thing("Organization", name=source.publisher) if source.publisher else "",
        inLanguage=source.language,
        url=source.url or "",
        sameAs=tuple(address for address in (source.doi_address, _wikidata(source.wikidata)) if address),
        **({"isbn": source.isbn} if source.isbn and source.type == "book" else {}),
    )


def _person(person: Person) -> Thing:
    if person.literal:
        return _thing("Organization", name=person.literal)
    return _thing("Person", name=" ".join(part for part in (person.given, person.family) if part))


def _wikidata(item: str | None) -> str:
    return f"https://www.wikidata.org/entity/{item}" if item else ""


def _iso(point: dates.Point | None) -> str:
    """A day, month or year that is sure, as ISO 8601 writes it; empty otherwise, since schema.org knows no doubt."""
    if point is None or point.uncertain or point.approximate or point.first[0] < 1:
        return ""
    year, month, day = point.first
    match point.precision:
        case dates.Precision.DAY:
            return f"{year:04}-{month:02}-{day:02}"
        case dates.Precision.MONTH:
            return f"{year:04}-{month:02}"
        case dates.Precision.YEAR:
            return f"{year:04}"
    return ""


def _list(view: PageView, cards: Iterable[Card]) -> Thing:
    """The list, with its first entries; a page that lists more says how many there are."""
    found = list(dict.fromkeys((card.page, card.title) for card in cards))
    items = tuple(
        _thing("ListItem", position=number, name=title, url=WebPlace(page))
        for number, (page, title) in enumerate(islice(found, _LONGEST_LIST), start=1)
    )
    return _thing("ItemList", view.page, name=view.title, numberOfItems=len(found), itemListElement=items)


def _cards(group: Group) -> Iterator[Card]:
    yield from group.cards
    for inner in group.groups:
        yield from _cards(inner)


def _dataset(view: DataView, context: Context) -> Thing:
    return _thing(
        "Dataset",
        view.page,
        name=f"{context.corpus.dispute.title}: {view.title}",
        **_common(view, context),
        version=view.version,
        creator=_thing("Organization", name=context.corpus.dispute.title),
        distribution=tuple(
            _thing("DataDownload", name=file.name, description=file.about, contentUrl=WebPlace(file.path))
            for file in view.files
        ),
    )


def _way(view: PageView, crumbs: Iterable[Crumb]) -> Thing:
    steps = [*((crumb.title, crumb.page) for crumb in crumbs), (view.title, view.page)]
    items = tuple(
        _thing("ListItem", position=number, name=title, item=_thing("WebPage", page))
        for number, (title, page) in enumerate(steps, start=1)
    )
    return _thing("BreadcrumbList", itemListElement=items)
