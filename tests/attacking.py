"""Content with the attacks of `attacks/corpus.txt` in its texts, its fields, its pictures and the names of its files.

A line of the corpus is one attack; `␤` in it is a line end. What would run sets `window.__hit`, and what would load
asks `evil.test`. The content under them is the invented dispute. The entry of each kind that has the most fields is
copied and given the fields that it lacks (`attacks/more_fields.yml`); each value of the copy becomes an attack in turn.
"""

from __future__ import annotations

import copy
import csv
import io
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import yaml
from pydantic import BaseModel

from explainer.build_cache import BuildCache
from explainer.model.atlas import MapFields, StatesFields
from explainer.model.fields import Collection, Dispute, Redirects, Snapshots
from explainer.pipeline import check
from explainer.problems import Problem, errors_of
from explainer.reading import split_entry, svg
from explainer.schema import class_in, class_of
from folders import PROJECT, TESTS, File, files_under, written

HALMYR = TESTS / "sites" / "halmyr"
PER_FIELD = 10
NAMES = ("aliases", "names", "feature")
"""Fields of which a copy of an entry may not have the values of the original, since a name would then mean two."""
FILES: Mapping[str, type[BaseModel]] = {
    "dispute.yml": Dispute,
    "map/map.yml": MapFields,
    "map/states.yml": StatesFields,
    "redirects.yml": Redirects,
    "snapshots.yml": Snapshots,
}
"""Files that a content has once."""
TABLES = ("data/herring-landed.csv", "data/salt-pans.csv")
"""Tables of figures, of which each cell becomes an attack, those of the first line too."""

Leaf = tuple[str | int, ...]


def corpus() -> tuple[str, ...]:
    """The attacks."""
    text = (TESTS / "attacks" / "corpus.txt").read_text(encoding="utf-8")
    return tuple(line.replace("␤", "\n") for line in text.split("\n") if line)


@dataclass
class Attacked:
    """The content with all attacks that the check lets pass, and how many there were of each kind."""

    files: dict[str, File]
    tried: dict[str, int] = field(default_factory=dict)
    passed: dict[str, int] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)

    def count(self, kind: str, tried: int, passed: int) -> None:
        self.tried[kind] = self.tried.get(kind, 0) + tried
        self.passed[kind] = self.passed.get(kind, 0) + passed


def attacked(folder: Path, attacks: Sequence[str]) -> Attacked:
    """The content with the attacks that the check lets pass."""
    result = Attacked(dict(files_under(HALMYR / "content")))
    result.files.pop("permalinks.txt", None)
    cache = BuildCache()
    _bodies(folder / "bodies", attacks, result, cache)
    for name in _models():
        _fields(folder / "fields", name, attacks, result, cache)
    for name in FILES:
        _shared(folder / "shared", name, attacks, result, cache)
    for name in TABLES:
        _cells(folder / "cells", name, attacks, result, cache)
    _names_of_files(folder / "names", attacks, result, cache)
    _old_addresses(folder / "old", attacks, result, cache)
    _outlines(folder / "outlines", attacks, result, cache)
    _drawings(folder / "drawings", attacks, result, cache)
    return result


def _turns(attacks: Sequence[str]) -> int:
    """With how many attacks each value is tried: fewer in a sample."""
    return max(1, min(PER_FIELD, len(attacks) // 30))


def _models() -> Iterator[str]:
    """The entry of each kind that has the most fields."""
    largest: dict[tuple[str, str], tuple[int, str]] = {}
    for name, data in files_under(HALMYR / "content").items():
        parts = split_entry(data.decode()) if name.endswith(".md") and "/" in name else None
        if parts:
            fields = _values(parts.front)
            key = (name.partition("/")[0], str(fields.get("kind")))
            largest[key] = max(largest.get(key, (0, "")), (len(list(_leaves(fields))), name))
    return iter(sorted(name for _, name in largest.values()))


def _class_of(name: str, fields: Any) -> type[BaseModel]:
    """The class of the fields of a file."""
    found = FILES.get(name) or class_of(Collection(name.partition("/")[0]), fields.get("kind"))
    assert found is not None
    return found


def _full(name: str, fields: Any) -> Any:
    """The fields of a file with those that it lacks."""
    more = yaml.safe_load((TESTS / "attacks" / "more_fields.yml").read_text("utf-8"))
    return _merged(fields, more.get(_class_of(name, fields).__name__, {}))


def _merged(fields: Any, more: Any) -> Any:
    """The fields with those of `more` that they lack, in the groups of their lists too."""
    if isinstance(fields, dict) and isinstance(more, dict):
        both = {key: _merged(fields[key], more[key]) for key in fields if key in more}
        return {**fields, **{key: value for key, value in more.items() if key not in fields}, **both}
    if isinstance(fields, list) and isinstance(more, list) and all(isinstance(item, dict) for item in (*fields, *more)):
        first = [_merged(*pair) for pair in zip(fields[:1], more[:1], strict=True)]
        return [*first, *(more[1:] or fields[1:])]
    return fields


def fields_of(cls: type[BaseModel], path: Leaf = ()) -> Iterator[Leaf]:
    """Every field of a class that has a value of its own, and of the groups in it."""
    for name, info in cls.model_fields.items():
        inside = class_in(info.annotation)
        at = (*path, info.alias or name)
        yield from fields_of(inside, at) if inside else [at]


def fields_attacked() -> set[tuple[str, Leaf]]:
    """The class and the field of each value that becomes an attack in turn."""
    content = HALMYR / "content"
    texts = [(name, (content / name).read_text(encoding="utf-8")) for name in (*_models(), *FILES)]
    found: set[tuple[str, Leaf]] = set()
    for name, text in texts:
        parts = split_entry(text)
        fields = _full(name, _values(parts.front if parts else text))
        leaves = (tuple(part for part in leaf if isinstance(part, str)) for leaf in _leaves(fields))
        found |= {(_class_of(name, fields).__name__, leaf) for leaf in leaves}
    return found


def _values(text: str) -> Any:
    """The YAML with every value as it is written."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes nothing but text, lists and mappings


def _leaves(value: Any, path: Leaf = ()) -> Iterator[Leaf]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value[:2]):
            yield from _leaves(inner, (*path, number))
    else:
        yield path


def _with(fields: Any, changes: Iterable[tuple[Leaf, str]]) -> Any:
    changed = copy.deepcopy(fields)
    for path, attack in changes:
        place = changed
        for part in path[:-1]:
            place = place[part]
        place[path[-1]] = attack
    return changed


def _entry(fields: Any, body: str) -> str:
    """JSON is YAML too, and says each character."""
    return f"---\n{''.join(f'{key}: {json.dumps(value)}{chr(10)}' for key, value in fields.items())}---\n{body}"


def _errors(folder: Path, files: dict[str, File], cache: BuildCache) -> list[Problem]:
    content = written(folder, files, base=False)
    found = list(errors_of(check(content, cache).problems))
    shutil.rmtree(folder)
    return found


def _keep(folder: Path, found: dict[str, str], result: Attacked, cache: BuildCache) -> dict[str, str]:
    """Those of the files in which the check finds no error, and of which no error of another speaks."""
    kept = dict(found)
    while errors := _errors(folder, {**result.files, **kept}, cache):
        words = {word for error in errors for word in re.findall(r"[a-z0-9-]+", f"{error.path} {error.message}")}
        refused = {name for name in kept if name in {error.path for error in errors} or Path(name).stem in words}
        assert refused, f"the attacks are said to be errors of others: {errors[:3]}"
        kept = {name: text for name, text in kept.items() if name not in refused}
    return kept


def _bodies(folder: Path, attacks: Sequence[str], result: Attacked, cache: BuildCache) -> None:
    head = "---\ntitle: Attack {0}\nsummary: The attack {0}.\nkind: place\n---\n\n"
    found = {
        f"background/attack-{number}.md": f"{head.format(number)}Before [[halmyr-bank]].\n\n{attack}\n\nBehind it.\n"
        for number, attack in enumerate(attacks)
    }
    kept = _keep(folder, found, result, cache)
    result.count("bodies", len(found), len(kept))
    result.files |= kept
    result.pages += [name.removesuffix(".md") + "/" for name in kept]


def _fields(folder: Path, model: str, attacks: Sequence[str], result: Attacked, cache: BuildCache) -> None:
    """Each value of a model with attacks in turn; those that pass are then together on a few pages."""
    original = (HALMYR / "content" / model).read_text(encoding="utf-8")
    parts = split_entry(original)
    assert parts is not None
    fields = _full(model, _values(parts.front))
    collection, stem = model.removesuffix(".md").split("/")
    leaves = list(_leaves(fields))
    trials = {
        f"{collection}/{stem}-a{number}-{turn}.md": (leaf, attacks[(number * 7 + turn * 31) % len(attacks)], turn)
        for number, leaf in enumerate(leaves)
        for turn in range(_turns(attacks))
    }
    plain = {key: value for key, value in fields.items() if key not in NAMES} | {"title": f"Another {stem}"}
    copies = {f"{collection}/{stem}-a.md": _entry(plain, parts.body)}
    assert _keep(folder / f"{model}-plain", copies, result, cache), f"a copy of {model} is fine without an attack"
    found = {
        name: _entry(_with({**plain, leaf[0]: fields[leaf[0]], "title": name}, [(leaf, attack)]), parts.body)
        for name, (leaf, attack, _) in trials.items()
    }
    kept = _keep(folder / model, found, result, cache)
    result.count(f"fields of {collection}", len(found), len(kept))
    pages = {}
    for turn in range(_turns(attacks)):
        changes = [(leaf, attack) for name, (leaf, attack, at) in trials.items() if at == turn and name in kept]
        if changes:
            pages[f"{collection}/{stem}-all-{turn}.md"] = _entry(
                _with({**plain, **{leaf[0]: fields[leaf[0]] for leaf, _ in changes}}, changes), parts.body
            )
    pages = _keep(folder / f"{model}-all", pages, result, cache)
    result.files |= pages
    result.pages += [name.removesuffix(".md").removeprefix("site/") + "/" for name in pages]


def _shared(folder: Path, name: str, attacks: Sequence[str], result: Attacked, cache: BuildCache) -> None:
    """Each value of a file that a content has once; those that pass are then together in it."""
    fields = _full(name, _values((HALMYR / "content" / name).read_text(encoding="utf-8")))
    passed: list[tuple[Leaf, str]] = []
    tried = 0
    plain = {path: data for path, data in files_under(HALMYR / "content").items() if path != "permalinks.txt"}
    for number, leaf in enumerate(_leaves(fields)):
        for turn in range(_turns(attacks)):
            attack = attacks[(number * 11 + turn * 29) % len(attacks)]
            tried += 1
            changed = json.dumps(_with(fields, [(leaf, attack)]))
            if not _errors(folder / "trial", {**plain, name: changed}, cache):
                passed.append((leaf, attack))
    result.count(name, tried, len(passed))
    together = {**result.files, name: json.dumps(_with(fields, passed), indent=1)}
    if not _errors(folder / "together", together, cache):
        result.files = together


def _cells(folder: Path, name: str, attacks: Sequence[str], result: Attacked, cache: BuildCache) -> None:
    """Each cell of a table; those attacks that pass are then together in it."""
    rows = list(csv.reader(io.StringIO((HALMYR / "content" / name).read_text(encoding="utf-8"))))
    plain = {path: data for path, data in files_under(HALMYR / "content").items() if path != "permalinks.txt"}
    places = [(row, column) for row in range(len(rows)) for column in range(len(rows[0]))]
    passed, tried = copy.deepcopy(rows), 0
    for number, (row, column) in enumerate(places):
        for turn in range(_turns(attacks)):
            changed = copy.deepcopy(rows)
            changed[row][column] = attacks[(number * 13 + turn * 37) % len(attacks)]
            tried += 1
            if not _errors(folder / "trial", {**plain, name: _as_csv(changed)}, cache):
                passed[row][column] = changed[row][column]
    count = sum(passed[row][column] != rows[row][column] for row, column in places)
    result.count(name, tried, count)
    together = {**result.files, name: _as_csv(passed)}
    if not _errors(folder / "together", together, cache):
        result.files = together


def _as_csv(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _names_of_files(folder: Path, attacks: Sequence[str], result: Attacked, cache: BuildCache) -> None:
    """Pictures with attacks as their names: as they are, and without the signs that no name may have."""
    some = [attack.replace("/", "_").replace("\n", " ") for attack in attacks[:: len(attacks) // (PER_FIELD * 2) or 1]]
    names = [name.replace("\0", "")[:60] for name in (*some, *(re.sub(r'[<>:"|?*\\]', "", name) for name in some))]
    data = (HALMYR / "content" / "pictures" / "survey.png").read_bytes()
    pictures: dict[str, File] = {f"pictures/{name}.png": data for name in names if name}
    refused = {error.path for error in _errors(folder, {**files_under(HALMYR / "content"), **pictures}, cache)}
    kept_pictures = {name: data for name, data in pictures.items() if name not in refused}
    found = {
        f"background/file-{number}.md": f"---\ntitle: File {number}\nsummary: A picture.\nkind: place\n---\n\n"
        f"![{number}](<../{name}>)\n"
        for number, name in enumerate(kept_pictures)
    }
    result.files |= kept_pictures
    kept = _keep(folder, found, result, cache)
    result.count("names of files", len(pictures), len(kept))
    result.files |= kept
    result.pages += [name.removesuffix(".md") + "/" for name in kept]


def _old_addresses(folder: Path, attacks: Sequence[str], result: Attacked, cache: BuildCache) -> None:
    """Old parts of a page, whose ids the page keeps, and an old page with such parts, which leads on."""
    fits = [attack for attack in attacks if not re.search(r"[\s#]", attack)]
    passed: list[str] = []
    redirects = _values((HALMYR / "content" / "redirects.yml").read_text(encoding="utf-8"))["redirects"]
    plain = {path: data for path, data in files_under(HALMYR / "content").items() if path != "permalinks.txt"}

    def files(parts: Iterable[str]) -> dict[str, File]:
        pages = ("events/1788-survey", "events/1711-war")
        old = [f"{page}#{part}" for page in pages for part in parts]
        lines = [
            *redirects,
            *({"from": address, "to": address.partition("#")[0]} for address in old if pages[0] in address),
        ]
        return {"redirects.yml": json.dumps({"redirects": lines}), "permalinks.txt": "\n".join(("./", *old))}

    for attack in fits:
        if not _errors(folder / "trial", {**plain, **files([attack])}, cache):
            passed.append(attack)
    result.count("old addresses", len(fits), len(passed))
    if not _errors(folder / "together", {**plain, **files(passed)}, cache):
        result.files |= files(passed)
        result.pages += ["events/1788-survey/", "events/1711-war/"]


def _outlines(folder: Path, attacks: Sequence[str], result: Attacked, cache: BuildCache) -> None:
    """Ids, properties and other members of GeoJSON, which is published as it is."""
    plain = {path: data for path, data in files_under(HALMYR / "content").items() if path != "permalinks.txt"}
    name = "map/orn.geojson"
    whole = json.loads(bytes(plain[name]))
    tried = passed = 0
    for number, attack in enumerate(attacks[:: max(1, len(attacks) // (PER_FIELD * 5))]):
        changed = copy.deepcopy(whole)
        feature = changed["features"][0]
        places: list[tuple[Any, str]] = [(feature, "id"), (feature, attack), (changed, "name"), (changed, attack)]
        feature["properties"] = {}
        place, key = [*places, (feature["properties"], attack)][number % 5]
        place[key] = attack
        text = json.dumps(changed)
        tried += 1
        if not _errors(folder / "trial", {**plain, name: text}, cache):
            passed += 1
            whole = changed
    result.count("outlines", tried, passed)
    result.files[name] = json.dumps(whole)


def _drawings(folder: Path, attacks: Sequence[str], result: Attacked, cache: BuildCache) -> None:
    """SVG with attacks as words, as the values of every attribute, and as they are; each is opened by itself."""
    makers = [
        *(f"<rect {name}={{quoted}}/>" for name in sorted(svg.ATTRIBUTES - {"id"})),
        "<text>{escaped}</text>", "<title>{escaped}</title>", "{attack}", "<g>{attack}</g>", "<text {attack}/>",
    ]  # fmt: skip
    found: dict[str, str] = {}
    for number, maker in enumerate(makers):
        for turn in range(_turns(attacks)):
            attack = attacks[(number * 13 + turn * 37) % len(attacks)]
            made = maker.format(attack=attack, escaped=escape(attack), quoted=quoteattr(attack))
            found[f"pictures/drawing-{number}-{turn}.svg"] = f'<svg xmlns="{svg.SVG}" viewBox="0 0 9 9">{made}</svg>'
    refused = {error.path for error in _errors(folder, {**files_under(HALMYR / "content"), **found}, cache)}
    assert refused <= set(found)
    kept = {name: text for name, text in found.items() if name not in refused}
    result.count("drawings", len(found), len(kept))
    inside = {name: text.partition(">")[2].removesuffix("</svg>") for name, text in kept.items()}
    for turn in range(_turns(attacks)):
        parts = "".join(text for name, text in inside.items() if name.endswith(f"-{turn}.svg"))
        picture = f"pictures/drawings-{turn}.svg"
        result.files[picture] = f'<svg xmlns="{svg.SVG}" viewBox="0 0 9 9">{parts}</svg>'
        result.pictures.append(picture)


def project_with(folder: Path, files: dict[str, File]) -> Path:
    """The configuration of a site of these files, as the invented dispute has it."""
    written(folder / "content", files, base=False)
    shutil.copytree(HALMYR / "docs", folder / "docs", dirs_exist_ok=True)
    config = (HALMYR / "mkdocs.yml").read_text(encoding="utf-8").replace("../../../", f"{PROJECT}/")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    return folder / "mkdocs.yml"
