"""The file `permalinks.txt`: every address that was ever published, one a line, and which of them are lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from explainer.model.permalinks import HOME, PERMALINKS_FILE, Anchor, Listed, normal, page_of_address
from explainer.permalinks.routes import Routes
from explainer.problems import Code, Known, Problem, nearest

_HEAD = """\
# Every address that this site has published. Each must go on to answer: links in books and on other sites lead here.
# `explainer addresses --update` adds new ones. Never remove a line. To give an address up on purpose, write the reason
# behind it: pictures/harbour.png # the owner of the photograph asked us to remove it
"""


def listed_in(text: str) -> tuple[Listed, ...]:
    """The lines of the ledger without its comments."""
    lines = ((number, line.strip()) for number, line in enumerate(text.splitlines(), start=1))
    return tuple(_listed(line, number) for number, line in lines if line and not line.startswith("#"))


def _listed(line: str, number: int) -> Listed:
    address, sign, reason = line.partition(" #")
    return Listed(normal(address.strip()), number, reason.strip() if sign else None)


def ledger_text(text: str, new: Iterable[str]) -> str:
    """The ledger with these addresses added, sorted, after its comments."""
    lines = [line.strip() for line in text.splitlines()]
    head = [line for line in lines if line.startswith("#")] or _HEAD.splitlines()
    addresses = {line for line in lines if line and not line.startswith("#")} | set(new)
    return "\n".join([*head, *sorted(addresses)]) + "\n"


def is_known(listed: Iterable[Listed], routes: Routes) -> Iterator[tuple[Listed, bool]]:
    """Each line, and whether the site has something at its address."""
    return ((item, routes.end_of(item.address) is not None) for item in listed)


def unlisted(listed: Iterable[Listed], routes: Routes) -> tuple[str, ...]:
    """The addresses of the site that are not in the ledger, sorted."""
    now = {
        *routes.files,
        *(old.address for old in routes.old if "#" not in old.address and routes.end_of(old.address)),
        *routes.places,
        *(f"{page}#{anchor.id}" for page, place in routes.places.items() for anchor in place.anchors),
    }
    return tuple(sorted(now - {item.address for item in listed}))


def problems_of(listed: tuple[Listed, ...], routes: Routes) -> Iterator[Problem]:
    """An error for each address that leads nowhere. A page that is gone is one mistake, however many parts it had."""
    known = {item.address for item in listed}
    guesses = _Guesses(known, routes)
    for item, answers in is_known(listed, routes):
        page, _, fragment = item.address.partition("#")
        if item.reason == "":
            message = f"the address '{item.address}' is given up without a reason"
            yield Problem(PERMALINKS_FILE, item.line, Code.LOST_ADDRESS, message, "Write the reason behind the '#'")
        elif item.reason or answers or (fragment and page not in routes.places and page in known):
            continue
        elif fragment and page in routes.places:
            yield _lost_part(item, routes, guesses)
        elif "." in page.rpartition("/")[2]:
            yield _lost_file(item, routes, guesses)
        else:
            yield _lost_page(item, routes, guesses)


class _Guesses:
    """What most likely took the place of what is lost; what it is told from is gathered once for all."""

    def __init__(self, known: set[str], routes: Routes) -> None:
        self._known = known
        self._routes = routes
        self._parts: dict[str, tuple[Known, Known]] = {}
        self._pages: dict[str, tuple[Known, Known]] = {}
        self._files: dict[str, Known] = {}
        lost = (address.partition("#") for address in known)
        self._lost = Counter(
            p for p, sign, part in lost if sign and p in routes.places and part not in routes.places[p].by_id
        )

    def part(self, page: str, fragment: str) -> Anchor | None:
        """The only new part of the page, or else the new or the old one with the nearest id."""
        by_id = self._routes.places[page].by_id
        if page not in self._parts:
            self._parts[page] = Known(part for part in by_id if f"{page}#{part}" not in self._known), Known(by_id)
        new, now = self._parts[page]
        if self._lost[page] == 1 and len(only := list(new)) == 1:
            return by_id[only[0]]
        near = nearest(fragment, new) or nearest(fragment, now)
        return by_id[near] if near else None

    def page(self, address: str) -> str:
        """The page whose address is nearest, a new one first; else the list that it stood in, else the home page."""
        folder = _folder_of(address)
        if not self._pages:
            beside: dict[str, list[str]] = {}
            for page in self._routes.places:
                beside.setdefault(_folder_of(page), []).append(page)
            self._pages = {
                name: (Known(page for page in pages if page not in self._known), Known(pages))
                for name, pages in beside.items()
            }
        new, now = self._pages.get(folder, (Known(()), Known(())))
        parent = normal(folder)
        return nearest(address, new) or nearest(address, now) or (parent if parent in self._routes.places else HOME)

    def file(self, address: str) -> str | None:
        """The file of the same sort whose address is nearest, or else the first of them in the same folder."""
        suffix = address.rpartition(".")[2]
        if suffix not in self._files:
            self._files[suffix] = Known(sorted(file for file in self._routes.files if file.endswith(f".{suffix}")))
        alike = self._files[suffix]
        beside = (file for file in alike if _folder_of(file) == _folder_of(address))
        return nearest(address, alike) or next(beside, None)


def _folder_of(address: str) -> str:
    return address.strip("/").rpartition("/")[0]


def _lost_part(item: Listed, routes: Routes, guesses: _Guesses) -> Problem:
    page, _, fragment = item.address.partition("#")
    place = routes.places[page]
    is_heading = place.path and "position-" not in fragment
    lacks = f"{place.path or 'the page'} has no {'heading' if is_heading else 'part'} '{fragment}' now"
    message = f"the address '{item.address}' was published, but {lacks}"
    successor = guesses.part(page, fragment)
    if successor is None:
        hint = f"Let it lead to the top of the page {_line(item.address, page, routes)}"
        return Problem(PERMALINKS_FILE, item.line, Code.LOST_ADDRESS, message, hint)
    became = f"'{successor.title or successor.id}'{f' (line {successor.line})' if successor.line else ''}"
    line = _line(item.address, f"{page}#{successor.id}", routes)
    hint = f"If it became {became}, keep the old id {line}"
    return Problem(PERMALINKS_FILE, item.line, Code.LOST_ADDRESS, message, hint)


def _lost_page(item: Listed, routes: Routes, guesses: _Guesses) -> Problem:
    message = f"the address '{item.address}' was published, but there is no such page now"
    page = page_of_address(item.address)
    hint = f"Let it lead to the page that tells most of the same, {_line(page, guesses.page(page), routes)}"
    return Problem(PERMALINKS_FILE, item.line, Code.LOST_ADDRESS, message, hint)


def _lost_file(item: Listed, routes: Routes, guesses: _Guesses) -> Problem:
    message = f"the file '{item.address}' was published, but it is not in the content now"
    near = guesses.file(item.address)
    if near:
        line = _line(item.address, near, routes)
        hint = f"Put it back, or let another file answer for it, {line}"
    else:
        hint = "Put it back, or give it up: write '#' and the reason behind it in this line"
    return Problem(PERMALINKS_FILE, item.line, Code.LOST_ADDRESS, message, hint)


def _line(old: str, target: str, routes: Routes) -> str:
    """What to write in redirects.yml, and where; an address is listed there only once."""
    number = routes.number_of(old)
    where = "with this line" if number is None else "with this in the place of line {}"
    line = routes.corpus.redirect_lines.of("redirects", number or 0)
    return f"{where.format(line)} in redirects.yml: - {{from: {_written(old)}, to: {_written(target)}}}"


def _written(address: str) -> str:
    """The address as editors write it: an entry's without the slash at its end."""
    page, sign, fragment = address.partition("#")
    return (page.rstrip("/") if "/" in page.rstrip("/") else page) + sign + fragment
