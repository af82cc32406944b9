"""Where each old address leads: through `redirects.yml` to a page, a place on a page, or a file of today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from explainer.model.corpus import REDIRECTS_FILE, Corpus
from explainer.model.fields import Collection, Question, Redirect
from explainer.model.permalinks import (
    Kept,
    LinkablePage,
    Listed,
    Moved,
    address_of,
    address_of_file,
    file_of_address,
    normal,
    page_of_address,
)
from explainer.problems import Code, Problem
from explainer.views.parts import page_of
from explainer.views.worklist import WORKLIST_PAGE

TOP = "top"
"""The id of every page's head."""
_FOLDERS = tuple(f"{collection}/" for collection in Collection if collection is not Collection.SITE)


@dataclass(frozen=True)
class _Old:
    """A line of `redirects.yml`, its addresses in the form for comparing; no target if it names nothing."""

    number: int
    address: str
    target: str | None
    written: str


class Routes:
    """The pages and files of the site and the redirects to them, for one state of the content."""

    def __init__(self, corpus: Corpus, places: Iterable[LinkablePage], files: Iterable[str]) -> None:
        self.corpus = corpus
        self.places: Mapping[str, LinkablePage] = {address_of(place.page): place for place in places}
        self.files = frozenset(address_of_file(file) for file in files)
        self.old = tuple(_old_of(corpus.redirects or (), corpus))
        self._numbers = {old.address: old.number for old in reversed(self.old)}
        self._next = {old.address: old.target for old in self.old if old.target}
        self._ends: dict[str, str | None] = {}
        self._page_ends: dict[str, str | None] = {}
        self._new_questions = tuple(self._questions_with_new_ids())

    def number_of(self, address: str) -> int | None:
        """The place of an old address in `redirects.yml`; None where it is not there."""
        return self._numbers.get(address)

    def is_there(self, address: str) -> bool:
        """Whether the address itself is a file, a page, or a place on a page."""
        page, _, fragment = address.partition("#")
        place = self.places.get(page)
        return address in self.files or (place is not None and (not fragment or fragment in place.by_id))

    def end_of(self, address: str) -> str | None:
        """Where the address leads in the end; itself where it is there, None where it leads nowhere.

        It is the first end that is found. What an address on the way leads to is known from then on, so that each is
        looked at once, and circles end.
        """
        way: list[str] = []
        turns = [iter((address,))]
        passed: set[str] = set()
        while turns:
            following = next(turns[-1], None)
            if following is None:
                turns.pop()
                del way[-1:]
            elif end := following if self.is_there(following) else self._ends.get(following):
                self._ends |= dict.fromkeys((*way, following), end)
                return end
            elif following not in passed and following not in self._ends:
                passed.add(following)
                way.append(following)
                turns.append(self._following(*_page_and_fragment(following)))
        self._ends |= dict.fromkeys(passed)
        return None

    def _following(self, page: str, fragment: str) -> Iterator[str]:
        """Where an address may lead next: by its own line, by an id that replaced another, or with its whole page."""
        if following := self._next.get(f"{page}#{fragment}" if fragment else page):
            yield following
        if page in self.places:
            yield from (f"{page}#{part}" for part in self._now(self.places[page], fragment))
        elif fragment and (moved := self._next.get(page)):
            yield from (f"{page_of_address(moved)}#{fragment}", moved)

    def _now(self, place: LinkablePage, fragment: str) -> Iterator[str]:
        """The new places of a part whose id changed by itself.

        These are an answer to a question that has a new id and, on a party's page, an answer that a later one followed.
        """
        stem = fragment.rpartition("-")[0]
        if place.path.startswith("actors/") and "-position-" in stem:
            yield from (a.id for a in place.anchors if not a.line and a.id.rpartition("-")[0] == stem)
        if place.path.startswith("actors/") or place.page == "positions.md":
            for old, new in self._new_questions:
                rest = fragment.removeprefix(old)
                if fragment.startswith(old) and (not rest or rest.startswith(("-position-", "-not-disputed"))):
                    yield new + rest

    def _questions_with_new_ids(self) -> Iterator[tuple[str, str]]:
        for old in self.old:
            if old.address.startswith("background/") and "#" not in old.address:
                new = self._question_at(self.end_of_page(old.address))
                yield from [(old.address.strip("/").rpartition("/")[2], new)] if new else []

    def end_of_page(self, address: str) -> str | None:
        """The page to which the old address of a page leads."""
        passed: list[str] = []
        while address not in self.places and address in self._next and address not in self._page_ends:
            passed.append(address)
            self._page_ends[address] = None
            address = page_of_address(self._next[address])
        end = address if address in self.places else self._page_ends.get(address)
        self._page_ends |= dict.fromkeys(passed, end)
        return end

    def _question_at(self, address: str | None) -> str:
        place = self.places.get(address or "")
        entry = self.corpus.by_path.get(place.path) if place else None
        return entry.id if entry and isinstance(entry.fields, Question) else ""

    # what the site needs to answer

    def kept(self, listed: tuple[Listed, ...] = ()) -> Kept:
        """What the site has at old addresses. The ledger tells which places the old pages had."""
        fragments: dict[str, list[str]] = {}
        for address in [*(item.address for item in listed), *(old.address for old in self.old)]:
            page, _, fragment = address.partition("#")
            fragments.setdefault(page, [])
            fragments[page] += [fragment] if fragment else []
        pages = sorted(old.address for old in self.old if "#" not in old.address and not self.is_there(old.address))
        moved = (self._moved(page, sorted(set(fragments[page]))) for page in dict.fromkeys(pages))
        copies = (
            (file_of_address(page), file_of_address(end))
            for page in pages
            if (end := self.end_of(page)) in self.files and end
        )
        return Kept(
            tuple(m for m in moved if m),
            dict(self._former_ids(item.address for item in listed)),
            tuple(copies),
            tuple(sorted((place.page, place.title) for place in self.places.values() if place.page != WORKLIST_PAGE)),
        )

    def _moved(self, page: str, fragments: Iterable[str]) -> Moved | None:
        end = self.end_of(page)
        if end is None or end in self.files:
            return None
        ends = ((fragment, self.end_of(f"{page}#{fragment}")) for fragment in fragments)
        usual = {fragment: f"{end}#{fragment}" if "#" not in end else end for fragment in fragments}
        places = ((f, self._to_page(e)) for f, e in ends if e and e not in (usual[f], end))
        title = self.places[page_of_address(end)].title
        old = f"{page.rstrip('/')}.md"
        return Moved(old, self._to_page(end), title, tuple(places))

    def _to_page(self, address: str) -> str:
        """The address as views name it: the page's path as MkDocs knows it, with the place on it."""
        page, sign, fragment = address.partition("#")
        return self.places[page].page + sign + fragment

    def _former_ids(self, listed: Iterable[str]) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
        former: dict[str, dict[str, str]] = {}
        for address in {*listed, *(old.address for old in self.old)}:
            page, _, fragment = address.partition("#")
            end = self.end_of(address)
            if fragment and page in self.places and end and not self.is_there(address):
                former.setdefault(self.places[page].page, {})[fragment] = end.partition("#")[2] or TOP
        return ((page, tuple(sorted(ids.items()))) for page, ids in former.items())

    # what is wrong with redirects.yml

    def problems(self) -> Iterator[Problem]:
        """A problem for each line that leads to no page, takes a page's address, or redirects a part of a page."""
        lines = self.corpus.redirect_lines
        for old in self.old:
            page, _, fragment = old.address.partition("#")
            here, there = ("redirects", old.number, "from"), ("redirects", old.number, "to")
            end = self.end_of(old.address)
            is_entry = bool(self.places[page].path) if page in self.places else False
            if self.is_there(old.address) and not fragment and not is_entry:
                message = f"the old address '{old.address}' is that of a page again"
                yield lines.problem(REDIRECTS_FILE, here, Code.TAKEN_ADDRESS, message, "Remove the redirect")
            elif self.is_there(old.address):
                continue
            elif end is None and "/" in old.written:
                message = f"the old address '{old.address}' leads to '{old.written}', where nothing is"
                problem = lines.problem(REDIRECTS_FILE, there, Code.DEAD_REDIRECT, message, "Name a page of the site")
                yield problem.guessing(normal(old.written), self._near(normal(old.written)))
            elif end and fragment and page in self.places and page_of_address(end) != page:
                message = f"a part of a page that is still there cannot lead to another page, '{page_of_address(end)}'"
                hint = f"Let it lead to a part of '{page}' or to '{page}' itself, and link from there"
                yield lines.problem(REDIRECTS_FILE, there, Code.DEAD_REDIRECT, message, hint)

    def _near(self, address: str) -> Iterable[str]:
        """What may have been meant: places on the page if that exists, otherwise pages."""
        page = page_of_address(address)
        if page in self.places:
            return [f"{page}#{anchor.id}" for anchor in self.places[page].anchors]
        return self.places


def _page_and_fragment(address: str) -> tuple[str, str]:
    page, _, fragment = address.partition("#")
    return page, fragment


def _old_of(redirects: tuple[Redirect, ...], corpus: Corpus) -> Iterator[_Old]:
    old = frozenset(redirect.old for redirect in redirects)
    for number, redirect in enumerate(redirects):
        yield _Old(number, normal(redirect.old), _target_of(redirect.target, corpus, old), redirect.target)


def _target_of(target: str, corpus: Corpus, old: frozenset[str]) -> str | None:
    """The address that is meant by an address, by the id of an entry, or by an id that an entry once had."""
    if "/" in target:
        return normal(target)
    if target in corpus.by_id:
        return address_of(page_of(corpus.by_id[target]))
    return next((normal(folder + target) for folder in _FOLDERS if folder + target in old), None)
