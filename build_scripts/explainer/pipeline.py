"""The stages in order: reading, schema, links, checks, views, pages. It prints nothing and knows no site generator."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from explainer import checks, data_export, links, pages, permalinks, reading, schema, typed_figures, views, worklist
from explainer.build_cache import BuildCache
from explainer.catalogue import catalogue_of, languages, quotes_of
from explainer.citations import Reference, references_of
from explainer.model.asset import Asset
from explainer.model.atlas import Atlas, Layer
from explainer.model.corpus import DISPUTE_FILE, Corpus, LeftOut
from explainer.model.datasets import DATA_FOLDER, Dataset
from explainer.model.edition import Edition, first_edition
from explainer.model.fields import Dispute, EntryFields, Source, SourceType
from explainer.model.link_states import LinkStates, link_states_in
from explainer.model.permalinks import NOTHING_KEPT, Listed, Moved
from explainer.model.pictures import PictureCopy, PictureFile, is_picture
from explainer.model.raw import RawDataset, RawMap
from explainer.model.references import Links
from explainer.model.worklist import Worklist
from explainer.pages import FACETS, Addresses, Assets, Pages, Settings
from explainer.permalinks import Routes
from explainer.problems import Code, Problem, errors_of, in_order, working_on
from explainer.reading import geojson
from explainer.text.typography import Quotes


@dataclass(frozen=True)
class Checked:
    """The content after all checks."""

    corpus: Corpus
    links: Links
    files: tuple[str, ...]
    problems: tuple[Problem, ...]
    listed: tuple[Listed, ...] = ()
    """The ledger of addresses."""
    routes: Routes | None = None
    """What the site has at each address; None while files cannot be read, since then nobody can tell."""
    link_states: LinkStates = field(default_factory=dict)
    """What addresses on other sites answered when they were asked."""


@dataclass(frozen=True)
class Compiled:
    """The site as files; empty if the content has errors. `files` are copied from the content unchanged."""

    pages: Pages
    assets: Assets
    files: tuple[str, ...]
    problems: tuple[Problem, ...]
    language: str = "en"
    """The language of the words around the pages."""
    frame: views.SiteFrame | None = None
    """What stands around every page; none where the content has errors."""
    dispute: Dispute | None = None
    """The fields of dispute.yml; None if the content has errors."""
    listed: tuple[Listed, ...] = ()
    """The ledger of addresses, which the finished site is held to."""
    smaller: tuple[PictureCopy, ...] = ()
    """The smaller copies of pictures that are published beside them."""
    copies: tuple[tuple[str, str], ...] = ()
    """Former paths of files, each with the path of today; a page may have more files than its former one, or fewer."""
    data: Callable[[], Iterable[Asset]] = tuple
    """Makes the record as data, which a preview does without."""


def check(
    content: Path,
    cache: BuildCache | None = None,
    today: datetime.date | None = None,
    changed: Mapping[str, bytes | None] = MappingProxyType({}),
) -> Checked:
    """Every problem of the content folder, sorted. Without a day, none is in the future.

    `changed` are texts as they would be after changes that are not written yet; None is a file that would be gone.
    """
    cache = cache or BuildCache()
    raw, unread = reading.read_content(content, cache, changed)
    corpus, misfit = schema.typed_corpus(raw, cache)
    atlas, unmapped = cache.recall(_atlas, raw.map) if raw.map else (None, ())
    corpus = replace(corpus, atlas=atlas, has_map=atlas is not None or raw.map is None)
    datasets, unfit = _datasets(raw.datasets, cache)
    corpus = replace(corpus, datasets=tuple(d for d in datasets if isinstance(d, Dataset)))
    corpus = replace(corpus, left_out=(*corpus.left_out, *(d for d in datasets if isinstance(d, LeftOut))))
    pictures, unseen = _pictures(content, corpus, raw.files, cache)
    corpus = replace(corpus, pictures=pictures, files=frozenset(raw.files))
    all_links, dangling = links.linked(corpus, raw.files, cache, _quotes(corpus))
    broken = checks.problems_of(corpus, all_links, cache)
    language = _language_problem(corpus)
    found = (*unread, *misfit, *unmapped, *unfit, *unseen, *dangling, *broken, *language)
    listed = permalinks.listed_in(raw.permalinks or "")
    is_read = corpus.has_dispute and corpus.redirects is not None and corpus.snapshots is not None
    is_whole = is_read and not corpus.left_out and not language
    routes = _routes(corpus, all_links, raw.files) if is_whole and bool(raw.map) == bool(atlas) else None
    other = schema.other_format(raw)
    to_come = tuple(checks.days_to_come(corpus, today)) if today else ()
    lost = (*routes.problems(), *permalinks.problems_of(listed, routes)) if routes else ()
    problems = in_order(other or (*found, *to_come, *lost))
    return Checked(corpus, all_links, raw.files, problems, listed, routes, link_states_in(raw.links or ""))


def _routes(corpus: Corpus, all_links: Links, files: tuple[str, ...]) -> Routes:
    """The addresses of the published content."""
    published, published_links = views.published(corpus, all_links)
    context = views.Context(published, published_links, first_edition(corpus.dispute), {})
    return Routes(published, permalinks.places_of(context), (*files, FACETS, *permalinks.files_of(context)))


def _located(content: Path) -> tuple[SourceType, ...]:
    """The types of sources whose citations need a locator by record.yml; none if it cannot be read."""
    raw = reading.read_promises(content)
    promises = schema.typed_promises(raw.fields, raw.lines)[0] if raw and raw.fields is not None else None
    return promises.sources.located if promises else ()


def check_record(content: Path, checked: Checked) -> tuple[Problem, ...]:
    """The problems of promises in record.yml that the checked content does not keep; empty if there is no such file."""
    raw = reading.read_promises(content)
    if raw is None or raw.fields is None:
        return raw.problems if raw else ()
    promises, misfit = schema.typed_promises(raw.fields, raw.lines)
    broken = checks.broken_promises(promises, raw.lines, checked.corpus, checked.links) if promises else ()
    return in_order((*raw.problems, *misfit, *broken))


@dataclass(frozen=True)
class Reported:
    """The worklist of the published content, that content, and the problems of all of it."""

    worklist: Worklist
    corpus: Corpus
    links: Links
    problems: tuple[Problem, ...]
    link_states: LinkStates = field(default_factory=dict)


def report(content: Path, today: datetime.date) -> Reported:
    """What there is to do; files with errors may be missing from it."""
    checked = check(content)
    corpus, published_links = views.published(checked.corpus, checked.links)
    tasks = worklist.worklist_of(corpus, published_links, today, _located(content), checked.link_states)
    return Reported(tasks, corpus, published_links, checked.problems, checked.link_states)


def compile_site(  # noqa: PLR0913, PLR0917 - what a site is made from
    content: Path,
    theme: Path,
    settings: Settings,
    today: datetime.date | None = None,
    cache: BuildCache | None = None,
    prefix: str = "",
) -> Compiled:
    """The pages of the content folder, or its problems. Without a date there is no worklist, and no cover has one.

    With the cache of an earlier build, what did not change since is not made again; the result is the same. The prefix,
    as `ja/`, stands before the addresses of all pages.
    """
    cache = cache or BuildCache()
    cache.begin_build()
    checked = check(content, cache, today)
    if errors_of(checked.problems):
        return Compiled(Pages(), Assets(), (), checked.problems)
    corpus, published_links = views.published(checked.corpus, checked.links)
    edition = replace(first_edition(corpus.dispute), prefix=prefix)
    context = views.Context(corpus, published_links, edition, _references(corpus, edition, cache), cache)
    tasks = (
        partial(worklist.worklist_of, corpus, published_links, today, _located(content), checked.link_states, cache)
        if today
        else None
    )
    kept = checked.routes.kept(checked.listed) if checked.routes else NOTHING_KEPT
    site = views.site_view(context, tasks, kept, today)
    addresses = Addresses(settings.directory_urls, settings.site_url, prefix)
    return Compiled(
        pages.pages_of(site, edition, theme, settings, cache),
        pages.assets_of(site, edition, theme, settings, cache),
        checked.files,
        checked.problems,
        edition.language,
        views.frame_of(context),
        corpus.dispute,
        checked.listed,
        tuple(copy for picture in corpus.pictures for copy in picture.copies),
        (*kept.copies, *_files_of_moved(kept.moved, addresses)),
        partial(_data, context, addresses),
    )


def _files_of_moved(moved: Iterable[Moved], addresses: Addresses) -> Iterator[tuple[str, str]]:
    """The files that lead on with a page that was renamed: their old paths, and those of today."""
    for page in moved:
        target = page.target.partition("#")[0]
        old, new = (data_export.files_of_page(path, addresses.place) for path in (page.page, target))
        yield from zip(old, new, strict=True)


def _data(context: views.Context, addresses: Addresses) -> Iterator[Asset]:
    """The files of the data; without an address of the site, addresses in them are as seen from the page `data.md`."""

    def address(target: str) -> str:
        page, sign, fragment = target.partition("#")
        return addresses.whole("data.md", page) + sign + fragment

    root = f"{addresses.site_url.rstrip('/')}/" if addresses.site_url else ""
    return data_export.data_files(context, addresses.place, address, root)


def _references(corpus: Corpus, edition: Edition, cache: BuildCache) -> Mapping[str, Reference]:
    """The reference of every source; of those that are not kept, all in one pass."""
    sources = {source.id: source.fields for source in corpus.sources}
    return cache.recall_together(Reference, _references_in, sources, edition.language)


def _references_in(sources: Mapping[str, Source], language: str) -> Mapping[str, Reference]:
    return references_of(sources, catalogue_of(language))


def _atlas(raw: RawMap) -> tuple[Atlas | None, tuple[Problem, ...]]:
    """The map with its outlines; None if one of its files is broken."""
    fields, problems = schema.typed_map(raw)
    layers: list[Layer] = []
    texts = [(path, text) for path, text in raw.geodata if text is not None]
    for path, text in texts:
        with working_on(path):
            layer, found = geojson.layer_of(path, text)
        layers += [layer] if layer else []
        problems += found
    is_broken = len(texts) < len(raw.geodata) or any(
        problem.code in (Code.BAD_GEODATA, Code.TOO_MANY) for problem in problems
    )
    if fields is None or is_broken:
        return None, problems
    return Atlas(fields[0], fields[1].states, tuple(layers), raw.lines_of_map, raw.lines_of_states), problems


def _pictures(
    content: Path, corpus: Corpus, files: tuple[str, ...], cache: BuildCache
) -> tuple[tuple[PictureFile, ...], tuple[Problem, ...]]:
    """The pictures that entries show as figures, with their sizes; those that are no files are the checks' business."""
    named = {
        picture.file for entry in corpus if isinstance(entry.fields, EntryFields) for picture in entry.fields.figures
    }
    found = [reading.picture_of(content, name, cache) for name in sorted(named & set(files)) if is_picture(name)]
    return (
        tuple(picture for picture in found if isinstance(picture, PictureFile)),
        tuple(problem for problem in found if isinstance(problem, Problem)),
    )


def _datasets(
    raw: tuple[RawDataset, ...], cache: BuildCache
) -> tuple[tuple[Dataset | LeftOut, ...], tuple[Problem, ...]]:
    """The series of figures, each as what is left of it where its files have a mistake."""
    found = [(one, *cache.recall(_dataset, one)) for one in raw]
    return (
        tuple(dataset or one.left_out for one, dataset, _ in found),
        tuple(problem for _, _, problems in found for problem in problems),
    )


def _dataset(raw: RawDataset) -> tuple[Dataset | None, tuple[Problem, ...]]:
    with working_on(f"{DATA_FOLDER}/{raw.id}.csv"):
        fields, misfit = schema.typed_dataset(raw)
        if fields is None or raw.table is None:
            return None, misfit
        return typed_figures.dataset_of(raw.id, fields, raw.lines, raw.table)


def _quotes(corpus: Corpus) -> Quotes:
    """The quotation marks of the site's language; the usual ones where there is no catalogue of it."""
    language = first_edition(corpus.dispute).language
    return quotes_of(catalogue_of(language)) if language in languages() else Quotes()


def _language_problem(corpus: Corpus) -> tuple[Problem, ...]:
    language = first_edition(corpus.dispute).language
    if language in languages():
        return ()
    message = f"there is no catalogue of words for '{language}'; there are {', '.join(languages())}"
    return (corpus.dispute_lines.problem(DISPUTE_FILE, ("languages", 0), Code.BAD_VALUE, message),)
