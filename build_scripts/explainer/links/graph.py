"""What refers to what, and how: the links of the whole content, in both directions."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from explainer.build_cache import BuildCache
from explainer.links.field_links import field_links, guessing, origin_of
from explainer.links.text_references import references_of
from explainer.model.corpus import DISPUTE_FILE, Body, Corpus
from explainer.model.fields import LISTS, Collection
from explainer.model.name_index import NameIndex, index_of
from explainer.model.references import (
    Citation,
    Embed,
    FileLink,
    Link,
    LinkReason,
    Links,
    ResolvedFile,
    ResolvedLink,
    ResolvedText,
    TextReferences,
    WikiLink,
)
from explainer.problems import Code, Known, Problem, nearest, working_on
from explainer.text.headings import heading_id
from explainer.text.typography import ENGLISH, Quotes

_OF_SITE_TEXTS = (
    "first-answers",
    "short-history",
    "questions",
    "start-here",
    "newest",
    "naming-policy",
    "source-balance",
)
_OF_ENTRIES = ("summary", "positions", "not-disputed", "references", "related", "backlinks", "paths", "steps")
_OF_DRAWINGS = ("timeline", "axis", "map", "filter-years", "main-events")
_OF_THE_FRAME = ("see-also", "about-this-page", "top", "search-title")
_READ_TEXT = tuple[TextReferences, tuple[Problem, ...]]
RESERVED_IDS = frozenset({*_OF_THE_FRAME, *_OF_ENTRIES, *_OF_SITE_TEXTS, *_OF_DRAWINGS})
"""Ids of the parts that a page adds to an entry's text; the text's own headings get other ids."""


def linked(
    corpus: Corpus,
    files: Iterable[str] = (),
    cache: BuildCache | None = None,
    quotes: Quotes = ENGLISH,
) -> tuple[Links, tuple[Problem, ...]]:
    """The links of the corpus, and a problem for each reference that leads nowhere.

    `files` are the other files of the content that a text may show. A reference to a file that is left out of the
    corpus is not called unknown, since that file has a problem of its own; the references in its text are checked as
    well.
    """
    resolver = _Resolver(corpus, frozenset(files), cache or BuildCache(), quotes)
    for entry in corpus:
        resolver.read_text(entry.path, entry.body)
    resolver.read_text(DISPUTE_FILE, _naming_body(corpus))
    for file in corpus.left_out:
        resolver.read_text(file.path, file.body)
    texts = {path: resolver.resolve_text(path) for path in resolver.texts}
    of_fields, dangling = field_links(corpus)
    return Links(of_fields, tuple(resolver.links), texts), (*dangling, *resolver.problems)


def _naming_body(corpus: Corpus) -> Body:
    """The naming policy of dispute.yml, which is Markdown too; a block text begins on the line below its key."""
    return Body(corpus.dispute.naming, corpus.dispute_lines.of("naming") + 1)


class _Resolver:
    """Collects the links and problems of all texts, for one run."""

    def __init__(self, corpus: Corpus, files: frozenset[str], cache: BuildCache, quotes: Quotes) -> None:
        self.corpus = corpus
        self.quotes = quotes
        self.files = files
        self.cache = cache
        self.names: NameIndex = index_of(corpus)
        self.links: list[Link] = []
        self.problems: list[Problem] = []
        self.texts: dict[str, tuple[Body, TextReferences]] = {}
        self.texts_of_site = {text.id: text.path for text in corpus.site}
        self.paths = {e.id: e.path for e in corpus if e.collection is not Collection.SITE}
        self._entries = Known((*corpus.by_id, *self.names.shown))
        self._sources = Known(corpus.source_by_id)

    def read_text(self, path: str, body: Body) -> None:
        with working_on(path):
            arguments, made_from = (body, path, RESERVED_IDS, self.quotes), (body, path, self.quotes)
            references, found = self.cache.recall_kept(_READ_TEXT, references_of, *arguments, made_from=made_from)
        self.problems += found
        self.texts[path] = (body, references)

    # texts

    def resolve_text(self, path: str) -> ResolvedText:
        body, references = self.texts[path]
        links = tuple(link for found in references.links if (link := self._resolve_link(path, found)))
        citations = tuple(c for c in references.citations if self._resolve_citation(path, c))
        files = tuple(file for f in references.files if (file := self._resolve_file(path, f, references)))
        cites_unknown = len(citations) < len(references.citations)
        return ResolvedText(
            body,
            references.tree,
            links,
            citations,
            references.headings,
            files,
            references.has_footnotes,
            cites_unknown,
            references.silences,
            tuple(self._resolve_embeds(path, references.embeds)),
        )

    def _resolve_link(self, path: str, link: WikiLink) -> ResolvedLink | None:
        if not link.target:
            return self._own_heading(path, link)
        page = self._page_of_site(link)
        if page is not None:
            if link.heading is not None:
                hint = f"Link to the page with [[{link.target}]]"
                message = f"a link to a part of '{link.target}' is not supported"
                problem = Problem(path, link.line, Code.UNKNOWN_HEADING, message, hint)
                self.problems.append(problem.blaming(link.target))
                return None
            if page in self.texts_of_site:
                self._mention(path, self.texts_of_site[page], link.line)
            return ResolvedLink(link.start, link.end, page, None, link.words)
        target = self._target_of(path, link)
        if target is None or (link.heading is not None and not self._has_heading(path, link, self.paths[target])):
            return None
        self._mention(path, target, link.line)
        heading = None if link.heading is None else self._heading_id(link.heading, self.paths[target])
        return ResolvedLink(link.start, link.end, target, heading, link.words)

    def _page_of_site(self, link: WikiLink) -> str | None:
        """The list or text of the site that a link means; an entry goes first if its id is the same, not its title."""
        name = link.target.casefold()
        is_page = link.target not in self.corpus.by_id and (name in LISTS or name in self.texts_of_site)
        return name if is_page else None

    def _mention(self, path: str, target: str, line: int) -> None:
        self.links.append(Link(origin_of(path, self.corpus), target, LinkReason.MENTION, "", line))

    def _own_heading(self, path: str, link: WikiLink) -> ResolvedLink | None:
        if not link.heading:
            problem = Problem(path, link.line, Code.UNKNOWN_ENTRY, "the link '[[]]' names no entry")
            self.problems.append(problem.blaming("[[]]"))
            return None
        if not self._has_heading(path, link, path):
            return None
        return ResolvedLink(link.start, link.end, "", self._heading_id(link.heading, path), link.words or link.heading)

    def _target_of(self, path: str, link: WikiLink) -> str | None:
        if link.target in self.corpus.by_id:
            return link.target
        ids = self.names.ids_of(link.target) or self._id_in_path(link.target)
        if len(ids) == 1:
            return ids[0]
        if ids:
            message = f"'{link.target}' is the name of {len(ids)} entries: {', '.join(ids)}"
            hint = f"Write the id that you mean, as [[{ids[0]}|{link.words or link.target}]]"
            self.problems.append(Problem(path, link.line, Code.AMBIGUOUS_NAME, message, hint).blaming(link.target))
        elif link.target not in self.corpus.left_out_ids and not self.corpus.may_have(link.target):
            message = f"'{link.target[:80]}' is neither the id nor a name of an entry"
            problem = Problem(path, link.line, Code.UNKNOWN_ENTRY, message)
            near = link.target.rpartition("/")[2].removesuffix(".md")
            self.problems.append(guessing(problem, near or link.target, self._entries, self.corpus))
        return None

    def _id_in_path(self, target: str) -> tuple[str, ...]:
        """The id of the entry that Obsidian names by its file: `events/1855-treaty`, `1855-treaty.md`, or both."""
        folder, _, name = target.rpartition("/")
        entry = self.corpus.by_id.get(name.removesuffix(".md"))
        return (entry.id,) if entry and folder in ("", entry.collection) else ()

    def _heading_id(self, wanted: str, path: str) -> str:
        """The id of the heading that is meant, by its id or by its words."""
        references = self.texts[path][1]
        if references.has_heading(wanted):
            return wanted
        return references.headings_by_words.get(wanted.casefold()) or heading_id(wanted)

    def _has_heading(self, path: str, link: WikiLink, target_path: str) -> bool:
        assert link.heading is not None
        references = self.texts[target_path][1]
        if references.has_heading(self._heading_id(link.heading, target_path)):
            return True
        near = nearest(link.heading, references.known_headings)
        some = ", ".join(f"#{heading.id}" for heading in references.headings[:20])
        hint = f"Did you mean '#{near}'?" if near else (f"It has {some}" if some else "")
        message = f"{target_path} has no heading '{link.heading}'"
        self.problems.append(Problem(path, link.line, Code.UNKNOWN_HEADING, message, hint).blaming(link.heading))
        return False

    def _resolve_citation(self, path: str, citation: Citation) -> bool:
        known = True
        for cited in citation.cited:
            if cited.source in self.corpus.source_by_id:
                origin = origin_of(path, self.corpus)
                self.links.append(Link(origin, cited.source, LinkReason.CITES, cited.locator, citation.line))
                continue
            known = False
            if cited.source not in self.corpus.left_out_ids:
                message = f"'{cited.source[:80]}' is not a source"
                problem = Problem(path, citation.line, Code.UNKNOWN_SOURCE, message)
                self.problems.append(guessing(problem, cited.source, self._sources, self.corpus))
        return known

    def _resolve_embeds(self, path: str, embeds: Iterable[Embed]) -> Iterator[Embed]:
        """Those of which there are figures, each series once."""
        shown: dict[str, int] = {}
        for embed in embeds:
            first = shown.setdefault(embed.dataset, embed.line)
            if first != embed.line:
                message = f"the text shows '{embed.dataset[:80]}' in line {first} already"
                problem = Problem(path, embed.line, Code.BAD_LINK, message, "Keep one of the two lines")
                self.problems.append(problem.blaming(embed.dataset))
            elif self._resolve_embed(path, embed):
                yield embed

    def _resolve_embed(self, path: str, embed: Embed) -> bool:
        datasets = self.corpus.dataset_by_id
        if embed.dataset in datasets:
            return True
        if embed.dataset not in self.corpus.left_out_ids:
            message = f"there is no series of figures '{embed.dataset[:80]}' in data/"
            problem = Problem(
                path, embed.line, Code.UNKNOWN_DATASET, message, "A page is not shown in another: link to it"
            )
            self.problems.append(problem.guessing(embed.dataset, datasets))
        return False

    def _resolve_file(self, path: str, link: FileLink, references: TextReferences) -> ResolvedFile | None:
        address, _, fragment = link.address.partition("#")
        target = path_in_content(path, address) if address else path
        if target in self.corpus.by_path:
            if fragment and not self._has_fragment(path, link, target, fragment):
                return None
            if address:
                self._mention(path, origin_of(target, self.corpus).entry or target, link.line)
                return ResolvedFile(link.address, target, fragment)
            return None
        if target in self.files:
            return ResolvedFile(link.address, target, fragment)
        if target in self.corpus.left_out_paths:
            return None
        problem = Problem(path, link.line, Code.UNKNOWN_FILE, f"there is no file '{address[:80]}' in the content")
        if address.endswith((".md", "/")):
            self.problems.append(replace(problem, hint="Link to an entry with [[its-id]]", culprit=address))
        else:
            near = (posixpath.relpath(file, posixpath.dirname(path) or ".") for file in self.files)
            self.problems.append(problem.guessing(address, near))
        return None

    def _has_fragment(self, path: str, link: FileLink, target: str, fragment: str) -> bool:
        references = self.texts[target][1]
        if references.has_anchor(fragment):
            return True
        where = "this text" if target == path else target
        problem = Problem(path, link.line, Code.UNKNOWN_HEADING, f"{where} has no heading '{fragment}'")
        self.problems.append(problem.guessing(fragment, references.known_headings))
        return False


def path_in_content(path: str, address: str) -> str:
    """An address as a path in the content folder, seen from the folder of the file that has it."""
    parts = path.split("/")[:-1]
    for part in re.split(r"[/\\]", address.partition("?")[0]):
        if part == "..":
            parts = parts[:-1] if parts else [".."]
        elif part not in ("", "."):
            parts.append(part)
    return address if address.startswith("/") else "/".join(parts)
