"""A pseudo-edition: a content and a catalogue with other letters in every word that a translation would word anew.

The letters have accents, and fields and phrases stand between brackets. So a word that bypasses the fields and the
catalogue has plain letters, and what is put together without the catalogue stands outside brackets. Dates are in Greek,
whose plurals are formed as in English.
"""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import frontmatter
import yaml
from babel.messages.catalog import Message
from babel.messages.pofile import write_po
from pydantic.fields import FieldInfo

from explainer.catalogue import read_catalogue_file
from explainer.links.graph import RESERVED_IDS
from explainer.model import fields
from explainer.model.atlas import MAP_FILE, STATES_FILE, MapFields, StatesFields
from explainer.model.corpus import SNAPSHOTS_FILE
from explainer.model.datasets import DATA_FOLDER
from explainer.model.fields import Collection, Dispute, Fields, Glossary, Translate
from explainer.text.headings import headings_of
from explainer.text.parser import parsed
from explainer.text.syntax import Node, NodeKind
from explainer.text.typography import ENGLISH

LANGUAGE = "qaa"
OPEN, CLOSE = "⟦", "⟧"
_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀćđéƒǵĥíĵķĺḿńóṕɋŕśţúṽŵẋýźÁɃĆĐÉƑǴĤÍĴĶĹḾŃÓṔɊŔŚŢÚṼŴẊÝŹ",
)
_PLACEHOLDER = re.compile(r"(\{[^}]*\})")
_PREFIX = re.compile(r"(?<=[\[;])[^@;\]]*(?=@)")
_AS_THEY_ARE = {"quotation-marks": "“ ” ‘ ’", "locale": "el", "locale-of-references": "el-GR"}
_BACKGROUND: Mapping[str, type[Fields]] = {
    kind: cls
    for cls in (fields.Place, fields.Document, fields.Question, fields.Subject)
    for kind in get_args(cls.model_fields["kind"].annotation)
}
_CLASSES: Mapping[str, type[Fields]] = {
    Collection.EVENTS: fields.Event,
    Collection.ACTORS: fields.Actor,
    Collection.SOURCES: fields.Source,
    Collection.PATHS: fields.ReadingPath,
    Collection.SITE: fields.SiteText,
}


_FILES: Mapping[str, type[Fields]] = {
    "dispute.yml": Dispute,
    MAP_FILE: MapFields,
    STATES_FILE: StatesFields,
    f"{DATA_FOLDER}/*.yml": fields.DatasetFields,
    SNAPSHOTS_FILE: fields.Snapshots,
}
"""Files of fields, each by its path or a pattern for several."""
_SHARED = {
    *("name", "romanisation", "family", "given", "literal", "publisher", "publisher-place", "container-title"),
    *(
        "archive",
        "archive_location",
        "original-title",
        "number",
        "page",
        "locator",
        "URL",
        "DOI",
        "archive_url",
        "read_at",
    ),
    *("text", "licence", "sha256", "url"),
}


def accented(text: str) -> str:
    """The text in accented letters; what stands in braces stays."""
    parts = _PLACEHOLDER.split(text)
    parts[::2] = (part.translate(_LETTERS) for part in parts[::2])
    return "".join(parts)


def bracketed(text: str) -> str:
    return f"{OPEN}{accented(text)}{CLOSE}"


def write_catalogue(folder: Path) -> None:
    """The English catalogue of words, and beside it that of the pseudo-edition."""
    for language in ("en", LANGUAGE):
        catalog = read_catalogue_file("en")
        for message in catalog:
            if message.id and language == LANGUAGE:
                message.string = _message_worded(message)
        file = folder / language / "LC_MESSAGES" / "explainer.po"
        file.parent.mkdir(parents=True)
        with file.open("wb") as target:
            write_po(target, catalog, width=0)


def _message_worded(message: Message) -> str | tuple[str, ...]:
    if isinstance(message.string, tuple):
        return tuple(bracketed(str(text)) for text in message.string)
    return _AS_THEY_ARE.get(str(message.id)) or bracketed(str(message.string))


def write_content(content: Path, target: Path) -> None:
    """The content, worded anew."""
    shutil.copytree(content, target, ignore=shutil.ignore_patterns("permalinks.txt", "record.yml", "redirects.yml"))
    for pattern, cls in _FILES.items():
        for file in sorted(target.glob(pattern)):
            worded = _fields(yaml.safe_load(file.read_text("utf-8")), cls)
            language = {"languages": [LANGUAGE]} if cls is Dispute else {}
            file.write_text(yaml.safe_dump(worded | language, allow_unicode=True), "utf-8")
    for file in sorted(target.glob("*/*.md")):
        entry = frontmatter.loads(file.read_text("utf-8"))
        of_entry: type[Fields] = _CLASSES.get(file.parent.name) or _BACKGROUND[str(entry["kind"])]
        values: dict[str, Any] = entry.metadata
        worded = _fields(values, of_entry) | {"aliases": [*values.get("aliases", ()), values["title"]]}
        front = yaml.safe_dump(worded, allow_unicode=True, sort_keys=False)
        file.write_text(f"---\n{front}---\n\n{text_worded(entry.content)}\n", "utf-8")


def data_of(content: Path) -> frozenset[str]:
    """What stands in the content in the same words for all editions: names, whose works the sources are, addresses."""
    files = [*content.glob("*.yml"), *content.glob("map/*.yml"), *content.glob("data/*.yml"), *content.glob("*/*.md")]
    read = (frontmatter.loads(f.read_text("utf-8")).metadata if f.suffix == ".md" else _yaml(f) for f in files)
    names = (name for f in content.rglob("*.*") for name in (f.relative_to(content).as_posix(), f.name))
    locators = (found for f in files for found in re.findall(r"@[a-z0-9-]+, ([^;\]]+)", f.read_text("utf-8")))
    tables = (file.read_text("utf-8").splitlines() for file in content.glob("data/*.csv"))
    cells = (cell for row in csv.reader(line for table in tables for line in table) for cell in row if cell)
    return frozenset((*names, *locators, *cells, *(said for values in read for said in _shared(values))))


def _yaml(file: Path) -> Any:
    return yaml.safe_load(file.read_text("utf-8"))


def _shared(values: Any, key: str = "") -> Iterator[str]:
    if isinstance(values, dict):
        for name, value in values.items():
            yield from _shared(value, name)
    elif isinstance(values, list):
        for value in values:
            yield from _shared(value, key)
    elif key in _SHARED and isinstance(values, str):
        yield from (values, " ".join(reversed(values.split(", "))))


def text_worded(text: str) -> str:
    """The text in accented letters, with the ids that its headings have in English."""
    tree = parsed(text, ENGLISH)
    edits = [edit for block in tree.children for edit in _worded(block, text)]
    ids = {h.start: re.sub(r"_\d+$", "", h.id).removeprefix("text-") for h in headings_of(tree, 1, RESERVED_IDS)}
    by_words = {f"#{h.text.casefold()}": f"#{h.id}" for h in reversed([*headings_of(tree, 1, RESERVED_IDS)])}
    for node in tree.walk():
        if node.kind is NodeKind.HEADING and not node.get("id"):
            end = max(child.end for child in node.walk() if child is not node)
            edits.append((end, end, f" {{#{ids[node.start]}}}"))
        elif node.kind is NodeKind.WIKI_LINK and node.get("heading").casefold() in by_words and not node.get("target"):
            place = text.index("#", node.start)
            edits.append((place, place + len(node.get("heading")), by_words[node.get("heading").casefold()]))
    for start, end, worded in sorted(edits, reverse=True):
        text = text[:start] + worded + text[end:]
    return text


def _worded(node: Node, text: str, bar: str = "|") -> Iterator[tuple[int, int, str]]:
    """What is to be put in the place of which parts of the text."""
    if node.kind is NodeKind.TEXT:
        yield node.start, node.end, accented(text[node.start : node.end])
    elif node.kind is NodeKind.IMAGE:
        yield node.start, node.end, text[node.start : node.end].replace(f"[{node.value}]", f"[{accented(node.value)}]")
    elif node.kind is NodeKind.CITATION:
        spelling = text[node.start : node.end]
        yield from ((node.start + m.start(), node.start + m.end(), accented(m[0])) for m in _PREFIX.finditer(spelling))
    elif node.kind is NodeKind.WIKI_LINK and not node.children and not re.fullmatch("[a-z0-9#-]+", node.get("target")):
        yield node.end - 2, node.end - 2, bar + accented(node.get("target"))
    elif node.get("lang") in ("", "en"):
        bar = r"\|" if node.kind is NodeKind.TABLE else bar
        for child in node.children:
            yield from _worded(child, text, bar)


def _fields(values: Mapping[str, Any], cls: type[Fields]) -> dict[str, Any]:
    by_name = {info.alias or name: info for name, info in cls.model_fields.items()}
    named = {"on" if str(name) == "True" else name: value for name, value in values.items()}  # YAML 1.1 takes "on" so
    return {
        name: text_worded(value) if name == "naming" else _value(value, by_name[name]) for name, value in named.items()
    }


def _value(value: Any, info: FieldInfo) -> Any:
    marks = (*info.metadata, *_marks(info.annotation))
    if any(isinstance(mark, Translate | Glossary) for mark in marks):
        return [bracketed(item) for item in value] if isinstance(value, list) else bracketed(value)
    groups = [cls for cls in _classes(info.annotation) if issubclass(cls, Fields)]
    if not groups:
        return value
    return [_fields(item, groups[0]) for item in value] if isinstance(value, list) else _fields(value, groups[0])


def _marks(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for argument in get_args(annotation):
        yield from _marks(argument)


def _classes(annotation: Any) -> Iterator[type]:
    if isinstance(annotation, type) and not get_args(annotation):
        yield annotation
    for argument in get_args(annotation):
        yield from _classes(argument)
