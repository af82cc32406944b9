"""One invented corpus in three forms: entries for us, plain pages for MkDocs and Zensical, and for Hugo.

Every entry has 250 to 400 words in four paragraphs under two headings, eight links to others and three citations. For
every ten entries there are three sources. As plain pages, a citation is a footnote, and a source a page of its own. The
same number gives the same corpus.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[1]
HALMYR = PROJECT / "tests" / "sites" / "halmyr"
LINKS = 8
CITATIONS = 3
_SYLLABLES = ("ba", "ko", "ri", "tel", "mur", "san", "ne", "vo", "lim", "dra", "qui", "sto", "fen", "ha", "gul", "pe")
_TOPICS = ("catch", "lights", "salt")
_PARTIES = ("qasira", "thalessia", "zghvara")


@dataclass(frozen=True)
class Link:
    """A link in a text: to which entry, by its number, and its words."""

    to: int
    words: str


@dataclass(frozen=True)
class Citation:
    source: int
    page: int


Part = str | Link | Citation


@dataclass(frozen=True)
class MadeEntry:
    """An entry; `blocks` are its headings (those that begin with `## `) and paragraphs."""

    number: int
    title: str
    summary: str
    blocks: tuple[tuple[Part, ...], ...]

    @property
    def folder(self) -> str:
        return ("events", "actors", "events", "background")[self.number % 4]

    @property
    def year(self) -> int:
        return 1640 + self.number % 380

    @property
    def id(self) -> str:
        return f"{self.year}-made-{self.number}" if self.folder == "events" else f"made-{self.number}"


@dataclass(frozen=True)
class MadeSource:
    number: int
    title: str

    @property
    def id(self) -> str:
        return f"made-source-{self.number}"


@dataclass(frozen=True)
class MadeCorpus:
    entries: tuple[MadeEntry, ...]
    sources: tuple[MadeSource, ...]


def made(entries: int) -> MadeCorpus:
    chance = random.Random(1855)
    words = sorted({"".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(12_000)})
    weights = [1 / (rank + 1) for rank in range(len(words))]
    chance.shuffle(words)
    sources = tuple(MadeSource(number, _sentence(words, chance, 6)) for number in range(max(3, entries * 3 // 10)))
    texts = (chance.choices(words, weights, k=chance.randint(250, 400)) for _ in range(entries))
    marks = ([*_links(words, entries, chance), *_citations(len(sources), chance)] for _ in range(entries))
    made_entries = (
        MadeEntry(
            number,
            title=f"{_sentence(words, chance, 4)} {number}",
            summary=_sentence(words, chance, 18) + ".",
            blocks=_blocks(text, chance.sample(some, len(some))),
        )
        for number, (text, some) in enumerate(zip(texts, marks, strict=True))
    )
    return MadeCorpus(tuple(made_entries), sources)


def _links(words: list[str], entries: int, chance: random.Random) -> Iterator[Part]:
    return (Link(chance.randrange(entries), _sentence(words, chance, 2)) for _ in range(LINKS))


def _citations(sources: int, chance: random.Random) -> Iterator[Part]:
    return (Citation(chance.randrange(sources), chance.randint(1, 400)) for _ in range(CITATIONS))


def _blocks(text: list[str], marks: list[Part]) -> tuple[tuple[Part, ...], ...]:
    """The words as sentences that each end in a link or a citation, in paragraphs of two and three under headings."""
    step = len(text) // len(marks)
    ends = (*range(step, step * len(marks), step), len(text))
    sentences = [
        (" ".join(text[end - step if place else 0 : end]).capitalize() + " ", mark, ". ")
        for place, (end, mark) in enumerate(zip(ends, marks, strict=True))
    ]
    one, two, three, four = sentences[:3], sentences[3:6], sentences[6:9], sentences[9:]
    return (_joined(one), ("## Before",), _joined(two), _joined(three), ("## After",), _joined(four))


def _joined(sentences: Iterable[tuple[Part, ...]]) -> tuple[Part, ...]:
    return tuple(part for sentence in sentences for part in sentence)


def _sentence(words: list[str], chance: random.Random, length: int) -> str:
    return " ".join(chance.sample(words, length)).capitalize()


def text_of(entry: MadeEntry, shown: Callable[[Part], str]) -> str:
    return "\n\n".join("".join(map(shown, block)).strip() for block in entry.blocks) + "\n"


def _page(fields: dict[str, object], text: str) -> str:
    """A file with front matter: JSON is YAML too."""
    front = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())
    return f"---\n{front}---\n\n{text}"


def _write(files: Iterator[tuple[str, str]], folder: Path) -> None:
    for name, content in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")


# For us


def write_for_us(corpus: MadeCorpus, project: Path) -> None:
    """A project of ours: the invented dispute of the tests with the corpus among its entries."""
    shutil.copytree(HALMYR / "content", project / "content", ignore=shutil.ignore_patterns("permalinks.txt"))
    shutil.copytree(HALMYR / "docs", project / "docs")
    config = (HALMYR / "mkdocs.yml").read_text("utf-8").replace("../../../", f"{PROJECT}/")
    (project / "mkdocs.yml").write_text(config, "utf-8")
    _write(_our_files(corpus), project / "content")


def _our_files(corpus: MadeCorpus) -> Iterator[tuple[str, str]]:
    def shown(part: Part) -> str:
        if isinstance(part, Link):
            return f"[[{corpus.entries[part.to].id}|{part.words}]]"
        return f"[@{corpus.sources[part.source].id}, p. {part.page}]" if isinstance(part, Citation) else part

    for entry in corpus.entries:
        yield f"{entry.folder}/{entry.id}.md", _page(_fields(entry), text_of(entry, shown))
    for source in corpus.sources:
        fields = {"title": source.title, "type": "book", "issued": "1901", "language": "en"}
        yield (
            f"sources/{source.id}.md",
            _page({**fields, "perspective": "scholarly", "level": "secondary"}, "A book.\n"),
        )


def _fields(entry: MadeEntry) -> dict[str, object]:
    shared: dict[str, object] = {"title": entry.title, "summary": entry.summary, "topics": [_TOPICS[entry.number % 3]]}
    if entry.folder == "events":
        actors = [{"actor": _PARTIES[entry.number % 3], "role": "speaker"}]
        return {**shared, "date": str(entry.year), "kind": "talks", "weight": 1 + entry.number % 3, "actors": actors}
    return {**shared, "kind": "person", "party": "qasira"} if entry.folder == "actors" else {**shared, "kind": "place"}


# For others

_MKDOCS = """\
site_name: A corpus
site_url: https://example.org/
theme: {name: material, features: [navigation.tabs, navigation.top]}
plugins: [search]
markdown_extensions: [footnotes, attr_list, tables]
nav: [{Home: index.md}, {Events: events/index.md}, {Actors: actors/index.md}, {Background: background/index.md}]
"""
_HUGO = """\
baseURL = "https://example.org/"
title = "A corpus"
disableKinds = ["taxonomy", "term", "RSS"]
[markup.goldmark.renderHooks.link]
useEmbedded = "always"
"""
_HUGO_LAYOUTS = {
    "baseof.html": """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="description" content="{{ .Description }}"></head><body><nav>{{ range .Site.Sections }}
<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>{{ block "main" . }}{{ end }}</body></html>""",
    "single.html": """{{ define "main" }}<nav>{{ .TableOfContents }}</nav><article data-pagefind-body><h1>{{ .Title }}
</h1>{{ .Content }}</article>{{ end }}""",
    "list.html": """{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .RegularPages }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}""",
}


def write_plain(corpus: MadeCorpus, project: Path) -> None:
    """A project for MkDocs and Zensical, with its entries out of the nav."""
    project.mkdir(parents=True)
    (project / "mkdocs.yml").write_text(_MKDOCS, "utf-8")
    _write(_plain_files(corpus), project / "docs")
    listed = {
        folder: [e for e in corpus.entries if e.folder == folder] for folder in ("events", "actors", "background")
    }
    for folder, entries in listed.items():
        lines = "".join(f"- [{entry.title}]({entry.id}.md)\n" for entry in entries)
        fields: dict[str, object] = {
            "title": folder.capitalize(),
            "search": {"exclude": True},
        }  # as of ours; Zensical refuses long ones
        (project / "docs" / folder / "index.md").write_text(_page(fields, lines), "utf-8")
    (project / "docs" / "index.md").write_text("# A corpus\n\nHere it is.\n", "utf-8")


def write_for_hugo(corpus: MadeCorpus, project: Path) -> None:
    """A project for Hugo, with the least of a theme."""
    project.mkdir(parents=True)
    (project / "hugo.toml").write_text(_HUGO, "utf-8")
    _write(iter(_HUGO_LAYOUTS.items()), project / "layouts" / "_default")
    _write(_plain_files(corpus), project / "content")
    (project / "content" / "_index.md").write_text(_page({"title": "A corpus"}, "Here it is.\n"), "utf-8")


def _plain_files(corpus: MadeCorpus) -> Iterator[tuple[str, str]]:
    for entry in corpus.entries:
        notes: list[str] = []

        def shown(part: Part, notes: list[str] = notes) -> str:
            if isinstance(part, Link):
                to = corpus.entries[part.to]
                return f"[{part.words}](../{to.folder}/{to.id}.md)"
            if isinstance(part, Citation):
                source = corpus.sources[part.source]
                notes.append(f"[^{len(notes) + 1}]: [{source.title}](../sources/{source.id}.md), p. {part.page}.\n")
                return f"[^{len(notes)}]"
            return part

        text = text_of(entry, shown)
        fields: dict[str, object] = {"title": entry.title, "description": entry.summary}
        yield f"{entry.folder}/{entry.id}.md", _page(fields, f"{text}\n{''.join(notes)}")
    for source in corpus.sources:
        yield f"sources/{source.id}.md", _page({"title": source.title}, "A book.\n")
