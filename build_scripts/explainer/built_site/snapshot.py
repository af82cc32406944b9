"""A snapshot: the built site as it was on one day, in one ZIP that can be read, cited and kept by itself.

The same commit gives the same bytes: the files in the ZIP are sorted and bear the moment of the build, and nothing says
when or where it was packed.
"""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from selectolax.lexbor import LexborHTMLParser

from explainer import dates
from explainer.built_site.build_date import day_of
from explainer.built_site.offline import FIRST, offline_copy, zipped
from explainer.catalogue import Catalogue, catalogue_of
from explainer.citations import PAGE_STYLES, name_of, plain_citation, snapshot_citations
from explainer.data_export import ENDINGS, snapshot_texts
from explainer.model.atlas import Credit
from explainer.model.corpus import Corpus
from explainer.model.fields import Dispute, Person

_SITE = "site"
_PROGRAM = "dispute-explainer"
_OF_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class PackedSnapshot:
    """A snapshot that lies on the disk, as `snapshots.yml` tells of it."""

    file: Path
    day: datetime.date
    size: int
    sha256: str


@dataclass(frozen=True)
class _Described:
    """What the files beside the site say of it."""

    dispute: Dispute
    credits: tuple[Credit, ...]
    day: datetime.date
    commit: str
    address: str
    words: Catalogue


def pack_snapshot(site: Path, corpus: Corpus, epoch: int, commit: str, folder: Path) -> PackedSnapshot:
    """Packs a built site, made from that content at that moment, into a ZIP in the folder. One of its name is replaced.

    `commit` is empty if the content is in no repository.
    """
    day = day_of(epoch)
    words = catalogue_of(corpus.dispute.languages[0])
    described = _Described(corpus.dispute, tuple(_credits(corpus)), day, commit, _address_of(site), words)
    name = f"explainer-{day}"
    with tempfile.TemporaryDirectory(dir=folder) as made:
        whole = Path(made) / name
        whole.mkdir()
        offline_copy(site, whole / _SITE)
        for file, text in _texts(described, whole / _SITE).items():
            (whole / file).write_text(text, "utf-8", newline="\n")
        packed = zipped(whole, epoch).replace(folder / f"{name}.zip")
    data = packed.read_bytes()
    return PackedSnapshot(packed, day, len(data), sha256(data).hexdigest())


def _credits(corpus: Corpus) -> Iterator[Credit]:
    """Whose outlines the map shows."""
    if corpus.atlas:
        yield corpus.atlas.map.credit
        if corpus.atlas.map.locator:
            yield corpus.atlas.map.locator.credit


def _address_of(site: Path) -> str:
    """The address of the site, as its first page says; empty if it says none that others could use."""
    link = LexborHTMLParser((site / FIRST).read_text("utf-8")).css_first("link[rel=canonical]")
    address = (link.attributes.get("href") if link else None) or ""
    return "" if urlsplit(address).hostname in _OF_THIS_MACHINE else address


def _texts(described: _Described, site: Path) -> Mapping[str, str]:
    """The files beside the site, each with its text."""
    dispute, day, words = described.dispute, described.day, described.words
    edition = words.say("snapshot-of", day=day.isoformat())
    cited = snapshot_texts(dispute, day, edition, described.address)
    return {
        "README.txt": "\n\n".join(_readme(described, site)) + "\n",
        "CITATION.cff": yaml.safe_dump(_cff(described), allow_unicode=True, sort_keys=False, width=10_000),
        **{f"citation{ending}": text for ending, text in zip(ENDINGS.values(), cited, strict=True)},
    }


def _readme(described: _Described, site: Path) -> Iterator[str]:
    """The paragraphs of the README."""
    dispute, say = described.dispute, described.words.say
    yield dispute.title
    yield dispute.question
    yield say("readme-about", date=dates.label(dates.parse(described.day.isoformat()), described.words))
    yield say("readme-read", file=f"{_SITE}/{FIRST}")
    yield say("readme-data", folder=f"{_SITE}/data/", file=_page(site, "data"))
    citations = snapshot_citations(dispute, described.day, described.words)
    styles = zip(PAGE_STYLES.values(), citations, strict=True)
    lines = (say("pair", label=style, value=plain_citation(text, described.address)) for style, text in styles)
    yield "\n".join((say("readme-cite"), *(f"  {line}" for line in lines)))
    yield say(
        "readme-cite-files", files=say("list").join(("CITATION.cff", *(f"citation{e}" for e in ENDINGS.values())))
    )
    yield from _licences(described, site)
    if dispute.makers:
        yield say("made-by", makers=say("list").join(map(name_of, dispute.makers)))
    made = say("readme-version", day=described.day.isoformat(), program=f"{_PROGRAM} {version(_PROGRAM)}")
    yield f"{made} {say('readme-commit', commit=described.commit)}" if described.commit else made
    if described.address:
        yield say("readme-address", address=described.address)


def _licences(described: _Described, site: Path) -> Iterator[str]:
    say, licence = described.words.say, described.dispute.licence
    yield f"{say('data-licence')} {licence.title}, {licence.url}" if licence else say("readme-no-licence")
    lines = [f"  {c.text}, {c.url}: {c.licence}, {c.licence_url}" for c in described.credits]
    lines += [f"  {page}"] if (page := _page(site, "credits")) else []
    yield say("readme-quotations")
    if lines:
        yield "\n".join((say("readme-others"), *lines))


def _page(site: Path, name: str) -> str:
    """The file of a page, in either form of addresses; empty if there is no such page."""
    names = (f"{name}/{FIRST}", f"{name}.html")
    return next((f"{_SITE}/{file}" for file in names if (site / file).is_file()), "")


def _cff(described: _Described) -> Mapping[str, Any]:
    """CITATION.cff, as version 1.2.0 of the format has it. It must name somebody, if need be the site itself."""
    dispute = described.dispute
    makers = [_cff_person(maker) for maker in dispute.makers] or [{"name": dispute.title}]
    fields = {
        "cff-version": "1.2.0",
        "message": described.words.say("cff-message"),
        "type": "dataset",
        "title": dispute.title,
        "abstract": dispute.question,
        "authors": makers,
        "version": described.day.isoformat(),
        "date-released": described.day.isoformat(),
        "commit": described.commit,
        "url": described.address,
        "license": dispute.licence.id if dispute.licence else "",
    }
    return {name: value for name, value in fields.items() if value}


def _cff_person(maker: Person) -> Mapping[str, str]:
    if maker.literal or not (maker.family and maker.given):
        return {"name": maker.literal or maker.family or maker.given or ""}
    return {"family-names": maker.family, "given-names": maker.given}
