"""The stages in order: reading, schema, links, checks, views, pages. It prints nothing and knows no site generator."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from explainer import checks, geodata, links, pages, reading, schema, views, worklist
from explainer.catalogue import Catalogue, catalogue_of, languages
from explainer.citations import Reference, references_of
from explainer.memory import Memory
from explainer.model.atlas import Atlas, Layer
from explainer.model.corpus import DISPUTE_FILE, Corpus
from explainer.model.fields import Dispute, Source
from explainer.model.linking import Links
from explainer.model.raw import RawMap
from explainer.model.worklist import Worklist
from explainer.pages import Asset, Pages, Settings
from explainer.problems import Code, Problem, errors_of, in_order


@dataclass(frozen=True)
class Checked:
    """The content after all checks."""

    corpus: Corpus
    links: Links
    files: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Compiled:
    """The site as files: none at all where the content has errors. `files` are copied from the content as they are."""

    pages: Pages
    assets: tuple[Asset, ...]
    files: tuple[str, ...]
    problems: tuple[Problem, ...]
    language: str = "en"
    """The language of the words around the pages."""
    dispute: Dispute | None = None
    """What the site is about; none where the content has errors."""


def check(content: Path, memory: Memory | None = None) -> Checked:
    """Every problem of the content folder, sorted."""
    memory = memory or Memory()
    raw, unread = reading.read_content(content, memory)
    corpus, misfit = schema.typed_corpus(raw, memory)
    atlas, unmapped = memory.recall(_atlas, raw.map) if raw.map else (None, ())
    corpus = replace(corpus, atlas=atlas)
    all_links, dangling = links.linked(corpus, raw.files, memory)
    broken = checks.problems_of(corpus, all_links, memory)
    language = _language_problem(corpus)
    return Checked(corpus, all_links, raw.files, in_order((*unread, *misfit, *unmapped, *dangling, *broken, *language)))


@dataclass(frozen=True)
class Reported:
    """The worklist of the published content, what it is of, and the problems of the whole."""

    worklist: Worklist
    corpus: Corpus
    links: Links
    problems: tuple[Problem, ...]


def report(content: Path, today: datetime.date) -> Reported:
    """What there is to do; files that have errors may be missing in it."""
    checked = check(content)
    corpus, published_links = views.published(checked.corpus, checked.links)
    return Reported(worklist.worklist_of(corpus, published_links, today), corpus, published_links, checked.problems)


def compile_site(
    content: Path, theme: Path, settings: Settings, today: datetime.date | None = None, memory: Memory | None = None
) -> Compiled:
    """The pages of the content folder, or its problems. Without a day there is no worklist among them.

    With the memory of an earlier build, what did not change since is not made again; the result is the same.
    """
    memory = memory or Memory()
    memory.begin_build()
    checked = check(content, memory)
    if errors_of(checked.problems):
        return Compiled(Pages(), (), (), checked.problems)
    corpus, published_links = views.published(checked.corpus, checked.links)
    words = catalogue_of(corpus.dispute.languages[0])
    context = views.Context(corpus, published_links, words, _references(corpus, words, memory), memory)
    tasks = partial(worklist.worklist_of, corpus, published_links, today) if today else None
    site = views.site_view(context, tasks)
    return Compiled(
        pages.pages_of(site, words, theme, settings, memory),
        pages.assets_of(site, words, theme, settings, memory),
        checked.files,
        checked.problems,
        words.language,
        corpus.dispute,
    )


def _references(corpus: Corpus, words: Catalogue, memory: Memory) -> Mapping[str, Reference]:
    """The reference of every source, each rendered by itself, so that one that changes does not cost all."""
    return {source.id: memory.recall(_reference, source.id, source.fields, words.language) for source in corpus.sources}


def _reference(source_id: str, source: Source, language: str) -> Reference:
    return references_of({source_id: source}, catalogue_of(language))[source_id]


def _atlas(raw: RawMap) -> tuple[Atlas | None, tuple[Problem, ...]]:
    """The map with its outlines; None where one of its files is broken."""
    fields, problems = schema.typed_map(raw)
    layers: list[Layer] = []
    texts = [(path, text) for path, text in raw.geodata if text is not None]
    for path, text in texts:
        layer, found = geodata.layer_of(path, text)
        layers += [layer] if layer else []
        problems += found
    is_broken = len(texts) < len(raw.geodata) or any(problem.code is Code.BAD_GEODATA for problem in problems)
    if fields is None or is_broken:
        return None, problems
    return Atlas(fields[0], fields[1].states, tuple(layers), raw.lines_of_map, raw.lines_of_states), problems


def _language_problem(corpus: Corpus) -> tuple[Problem, ...]:
    language = corpus.dispute.languages[0]
    if language in languages():
        return ()
    message = f"there is no catalogue of words for '{language}'; there are {', '.join(languages())}"
    return (Problem(DISPUTE_FILE, corpus.dispute_lines.of("languages", 0), Code.BAD_VALUE, message),)
