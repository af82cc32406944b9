"""Who refers to whom, and how: the links of the whole content, in both directions."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import replace

from explainer.links.fields import FieldReference, dispute_references, field_references
from explainer.links.text import heading_id, references_of
from explainer.memory import Memory
from explainer.model.corpus import DISPUTE_FILE, REDIRECTS_FILE, AnyEntry, Body, Corpus, Lines
from explainer.model.fields import LISTS, Collection
from explainer.model.linking import (
    Citation,
    FileLink,
    Link,
    Links,
    ResolvedFile,
    ResolvedLink,
    ResolvedText,
    TextReferences,
    WikiLink,
)
from explainer.names import NameIndex, index_of
from explainer.problems import Code, Problem, nearest

_OF_SITE_TEXTS = ("questions", "start-here", "newest", "naming-policy", "source-balance")
_OF_ENTRIES = ("summary", "positions", "not-disputed", "references", "related", "backlinks", "paths", "steps")
RESERVED_IDS = frozenset({"see-also", "about-this-page", "top", *_OF_ENTRIES, *_OF_SITE_TEXTS})
"""Ids of the parts that a page adds to an entry's text; the text's own headings get others."""


def linked(
    corpus: Corpus,
    files: Iterable[str] = (),
    memory: Memory | None = None,
) -> tuple[Links, tuple[Problem, ...]]:
    """The links of the corpus, and every reference that leads nowhere.

    `files` are the other files of the content that a text may show. A reference to a file that is left out of the
    corpus is not called unknown, since that file has a problem of its own; what its text refers to is checked as well.
    """
    resolver = _Resolver(corpus, frozenset(files), memory or Memory())
    for entry in corpus:
        resolver.read_text(entry.path, entry.body)
    resolver.read_text(DISPUTE_FILE, _naming_body(corpus))
    for file in corpus.left_out:
        resolver.read_text(file.path, file.body)
    for entry in corpus:
        resolver.resolve_fields(entry)
    resolver.resolve_dispute()
    resolver.resolve_redirects()
    texts = {path: resolver.resolve_text(path) for path in resolver.texts}
    return Links(tuple(resolver.links), texts), tuple(resolver.problems)


def _naming_body(corpus: Corpus) -> Body:
    """The naming policy of dispute.yml, which is Markdown too; a block begins a line below its key."""
    return Body(corpus.dispute.naming, corpus.dispute_lines.of("naming") + 1)


class _Resolver:
    """Collects links and problems over all files; made for one run."""

    def __init__(self, corpus: Corpus, files: frozenset[str], memory: Memory) -> None:
        self.corpus = corpus
        self.files = files
        self.memory = memory
        self.names: NameIndex = index_of(corpus)
        self.links: list[Link] = []
        self.problems: list[Problem] = []
        self.texts: dict[str, tuple[Body, TextReferences]] = {}
        self.origins = {e.path: e.path if e.collection is Collection.SITE else e.id for e in corpus}
        self.texts_of_site = {text.id: text.path for text in corpus.site}
        destinations = ((r.old.partition("/")[2], corpus.destination_of(r)) for r in corpus.redirects or ())
        self.now = {old: target for old, target in destinations if target in corpus.by_id}
        self.paths = {e.id: e.path for e in corpus if e.collection is not Collection.SITE}

    def read_text(self, path: str, body: Body) -> None:
        references, found = self.memory.recall(references_of, body, path, RESERVED_IDS)
        self.problems += found
        self.texts[path] = (body, references)

    # fields

    def resolve_fields(self, entry: AnyEntry) -> None:
        for reference in field_references(entry):
            self._resolve_field(entry.path, entry.lines, reference)

    def resolve_dispute(self) -> None:
        for reference in dispute_references(self.corpus.dispute):
            self._resolve_field(DISPUTE_FILE, self.corpus.dispute_lines, reference)

    def _resolve_field(self, path: str, lines: Lines, reference: FieldReference) -> None:
        line = lines.of(*reference.path)
        target = self.corpus.by_id.get(reference.target)
        if target and self._fits(target, reference):
            origin = self.origins.get(path, path)
            self.links.append(Link(origin, reference.target, reference.reason, reference.detail, line))
        elif reference.target in self.corpus.left_out_ids:
            return
        elif target is None:
            self._unknown_id(path, line, reference)
        else:
            is_a = f"in {target.collection}/"
            if reference.kind and target.collection in reference.collections:
                is_a = f"of the kind {getattr(target.fields, 'kind', '')}"
            article = "an" if reference.word[0] in "aeiou" else "a"
            message = f"'{reference.target}' is {is_a}, and {article} {reference.word} is asked for here"
            self.problems.append(Problem(path, line, Code.WRONG_COLLECTION, message))

    @staticmethod
    def _fits(entry: AnyEntry, reference: FieldReference) -> bool:
        is_kind = not reference.kind or getattr(entry.fields, "kind", None) == reference.kind
        return entry.collection in reference.collections and is_kind

    def _unknown_id(self, path: str, line: int, reference: FieldReference) -> None:
        right = [entry.id for entry in self.corpus.by_id.values() if self._fits(entry, reference)]
        is_source = reference.word == "source"
        code = Code.UNKNOWN_SOURCE if is_source else Code.UNKNOWN_ENTRY
        word = "" if reference.word in ("source", "entry") else f"{reference.word} "
        message = f"{word}'{reference.target}' is not {'a source' if is_source else 'an entry'}"
        self.problems.append(self._guessing(Problem(path, line, code, message), reference.target, right))

    def _guessing(self, problem: Problem, wrong: str, right: Iterable[str]) -> Problem:
        """The problem with a hint: the new id where the wrong one is old, else the nearest of the right ones."""
        now = self.now.get(wrong)
        return replace(problem, hint=f"It is '{now}' now") if now else problem.guessing(wrong, right)

    def resolve_redirects(self) -> None:
        for number, redirect in enumerate(self.corpus.redirects or ()):
            target = self.corpus.destination_of(redirect)
            if target not in self.corpus.by_id and target not in self.corpus.left_out_ids:
                line = self.corpus.redirect_lines.of("redirects", number, "to")
                message = f"the old address '{redirect.old}' leads to '{redirect.target}', which is not an entry"
                hint = "Name the entry that took its place"
                problem = Problem(REDIRECTS_FILE, line, Code.DEAD_REDIRECT, message, hint)
                self.problems.append(problem.guessing(redirect.target, self.corpus.by_id))

    # texts

    def resolve_text(self, path: str) -> ResolvedText:
        body, references = self.texts[path]
        links = tuple(link for found in references.links if (link := self._resolve_link(path, found)))
        citations = tuple(c for c in references.citations if self._resolve_citation(path, c))
        files = tuple(file for f in references.files if (file := self._resolve_file(path, f, references)))
        cites_unknown = len(citations) < len(references.citations)
        return ResolvedText(
            body,
            links,
            citations,
            references.headings,
            files,
            references.has_footnotes,
            cites_unknown,
            references.silences,
        )

    def _resolve_link(self, path: str, link: WikiLink) -> ResolvedLink | None:
        if not link.target:
            return self._own_heading(path, link)
        page = self._page_of_site(link)
        if page is not None:
            if link.heading is not None:
                hint = f"Link to the page with [[{link.target}]]"
                message = f"a link to a part of '{link.target}' is not supported"
                self.problems.append(Problem(path, link.line, Code.UNKNOWN_HEADING, message, hint))
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
        """The list or text of the site that the link is to; ids of entries go before their names, titles do not."""
        name = link.target.casefold()
        is_page = link.target not in self.corpus.by_id and (name in LISTS or name in self.texts_of_site)
        return name if is_page else None

    def _mention(self, path: str, target: str, line: int) -> None:
        self.links.append(Link(self.origins.get(path, path), target, "mention", "", line))

    def _own_heading(self, path: str, link: WikiLink) -> ResolvedLink | None:
        if not link.heading:
            self.problems.append(Problem(path, link.line, Code.UNKNOWN_ENTRY, "the link '[[]]' names no entry"))
            return None
        if not self._has_heading(path, link, path):
            return None
        return ResolvedLink(link.start, link.end, "", self._heading_id(link.heading, path), link.words or link.heading)

    def _target_of(self, path: str, link: WikiLink) -> str | None:
        if link.target in self.corpus.by_id:
            return link.target
        ids = self.names.ids_of(link.target)
        if len(ids) == 1:
            return ids[0]
        if ids:
            message = f"'{link.target}' is the name of {len(ids)} entries: {', '.join(ids)}"
            hint = f"Write the id that you mean, as [[{ids[0]}|{link.words or link.target}]]"
            self.problems.append(Problem(path, link.line, Code.AMBIGUOUS_NAME, message, hint))
        elif link.target not in self.corpus.left_out_ids and not self.corpus.may_have(link.target):
            message = f"'{link.target[:80]}' is neither the id nor a name of an entry"
            right = (*self.corpus.by_id, *self.names.shown)
            problem = Problem(path, link.line, Code.UNKNOWN_ENTRY, message)
            self.problems.append(self._guessing(problem, link.target, right))
        return None

    def _heading_id(self, wanted: str, path: str) -> str:
        """The id of the heading that is meant, by its id or by its words."""
        headings = self.texts[path][1].headings
        same_words = (h.id for h in headings if h.text.casefold() == wanted.casefold())
        return next((h.id for h in headings if h.id == wanted), None) or next(same_words, heading_id(wanted))

    def _has_heading(self, path: str, link: WikiLink, target_path: str) -> bool:
        assert link.heading is not None
        references = self.texts[target_path][1]
        if references.has_heading(self._heading_id(link.heading, target_path)):
            return True
        ids = [heading.id for heading in references.headings]
        near = nearest(link.heading, ids)
        hint = f"Did you mean '#{near}'?" if near else (f"It has {', '.join('#' + i for i in ids)}" if ids else "")
        message = f"{target_path} has no heading '{link.heading}'"
        self.problems.append(Problem(path, link.line, Code.UNKNOWN_HEADING, message, hint))
        return False

    def _resolve_citation(self, path: str, citation: Citation) -> bool:
        known = True
        for cited in citation.cited:
            if cited.source in self.corpus.source_by_id:
                origin = self.origins.get(path, path)
                self.links.append(Link(origin, cited.source, "cites", cited.locator, citation.line))
                continue
            known = False
            if cited.source not in self.corpus.left_out_ids:
                message = f"'{cited.source[:80]}' is not a source"
                problem = Problem(path, citation.line, Code.UNKNOWN_SOURCE, message)
                self.problems.append(self._guessing(problem, cited.source, self.corpus.source_by_id))
        return known

    def _resolve_file(self, path: str, link: FileLink, references: TextReferences) -> ResolvedFile | None:
        address, _, fragment = link.address.partition("#")
        target = path_in_content(path, address) if address else path
        if target in self.origins:
            if fragment and not self._has_fragment(path, link, target, fragment):
                return None
            if address:
                self._mention(path, self.origins[target], link.line)
                return ResolvedFile(link.start, link.end, target, fragment)
            return None
        if target in self.files:
            return ResolvedFile(link.start, link.end, target, fragment)
        if target in self.corpus.left_out_paths:
            return None
        problem = Problem(path, link.line, Code.UNKNOWN_FILE, f"there is no file '{address[:80]}' in the content")
        if address.endswith((".md", "/")):
            self.problems.append(replace(problem, hint="Link to an entry with [[its-id]]"))
        else:
            near = (posixpath.relpath(file, posixpath.dirname(path) or ".") for file in self.files)
            self.problems.append(problem.guessing(address, near))
        return None

    def _has_fragment(self, path: str, link: FileLink, target: str, fragment: str) -> bool:
        references = self.texts[target][1]
        if references.has_heading(fragment):
            return True
        where = "this text" if target == path else target
        problem = Problem(path, link.line, Code.UNKNOWN_HEADING, f"{where} has no heading '{fragment}'")
        self.problems.append(problem.guessing(fragment, [heading.id for heading in references.headings]))
        return False


def path_in_content(path: str, address: str) -> str:
    """The address, seen from the folder of the file, as a path in the content folder."""
    parts = path.split("/")[:-1]
    for part in re.split(r"[/\\]", address.partition("?")[0]):
        if part == "..":
            parts = parts[:-1] if parts else [".."]
        elif part not in ("", "."):
            parts.append(part)
    return address if address.startswith("/") else "/".join(parts)
