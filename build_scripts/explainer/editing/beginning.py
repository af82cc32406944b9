"""A new dispute: content that passes the check, and the files by which its repository builds and publishes it."""

from __future__ import annotations

import datetime
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import version
from itertools import cycle
from pathlib import Path

from explainer.editing.file_changes import FileChange, MisusedError, RefusedError
from explainer.editing.first_entries import IDS, LAND, SOURCE, Outset, first_entries
from explainer.editing.manuscript import scalar
from explainer.editing.new_entry import slug
from explainer.model.fields import FORMAT, NEUTRAL_PERSPECTIVES

_TEMPLATES = Path(__file__).parent / "beginnings"
_COLOURS = (
    ("#96590a", "#e8b15a"),
    ("#5b4a9e", "#b5a5f0"),
    ("#1f6f6b", "#7fd0c9"),
    ("#8a3b5c", "#e3a3bf"),
    ("#4d5b5f", "#a9b8bc"),
)
"""Colours on light and dark ground that can be told apart, also by those who see few."""


class PublishingHost(StrEnum):
    """Where a repository lies that publishes its site itself."""

    GITHUB = "github"
    GITLAB = "gitlab"
    CODEBERG = "codeberg"
    NONE = "none"


_WORKFLOWS = {
    PublishingHost.GITHUB: ".github/workflows/pages.yml",
    PublishingHost.GITLAB: ".gitlab-ci.yml",
    PublishingHost.CODEBERG: ".woodpecker.yml",
}
_PUBLISHING = {
    PublishingHost.GITHUB: "Push it to GitHub, and choose *GitHub Actions* as the source of *Pages* in the settings of "
    "the repository. Every push to `main` is then checked, built and published.",
    PublishingHost.GITLAB: "Push it to GitLab: `.gitlab-ci.yml` checks, builds and publishes the site. It was written "
    "without GitLab at hand and has not been tried.",
    PublishingHost.CODEBERG: "Push it to Codeberg, switch Woodpecker on for it, and give it the secret that "
    "`.woodpecker.yml` names. The file was written without Codeberg at hand and has not been tried.",
    PublishingHost.NONE: "`SITE_URL=https://your.address/ .venv/bin/mkdocs build --strict` writes the site into "
    "`site/`; any web server can serve that folder.",
}


@dataclass(frozen=True)
class NewDispute:
    """What is asked of somebody who begins a dispute. `middle` is that of the map in degrees; None for no map."""

    title: str
    question: str
    parties: tuple[str, ...]
    topics: tuple[str, ...]
    language: str
    middle: tuple[float, float] | None
    host: PublishingHost = PublishingHost.GITHUB


def middle_read(text: str) -> tuple[float, float]:
    """Latitude and longitude as they are typed: `24.5, -13`. Raises `MisusedError` where they are not that."""
    match = re.fullmatch(r"\s*(-?\d+(?:\.\d+)?)\s*[,; ]\s*(-?\d+(?:\.\d+)?)\s*", text)
    latitude, longitude = (float(match[1]), float(match[2])) if match else (math.inf, math.inf)
    if abs(latitude) > 75 or abs(longitude) > 175:
        raise MisusedError(
            f"'{text}' is not a middle of a map. Write latitude and longitude in degrees, as 24.5, -13; the latitude "
            "from -75 to 75, the longitude from -175 to 175"
        )
    return latitude, longitude


def begun(folder: Path, dispute: NewDispute, today: datetime.date) -> tuple[FileChange, ...]:
    """The files of the new dispute, by their path in its folder. Raises `RefusedError` if one of them is there."""
    return new_files(folder, dict(_files(dispute, today)))


def new_files(folder: Path, files: Mapping[str, str]) -> tuple[FileChange, ...]:
    """The texts as files of a folder, by their path in it. Raises `RefusedError` if one of them is there."""
    there = sorted(path for path in files if (folder / path).exists())
    if there:
        what = f"and {len(there) - 1} more are" if len(there) > 1 else "is"
        raise RefusedError(f"'{folder / there[0]}' {what} there already. Name a folder without content")
    return tuple(FileChange(path, None, text.encode()) for path, text in sorted(files.items()))


def _files(dispute: NewDispute, today: datetime.date) -> Iterator[tuple[str, str]]:
    parties = dict(zip(_ids_of(dispute.parties, "party", (*IDS, *NEUTRAL_PERSPECTIVES)), dispute.parties, strict=True))
    topics = dict(zip(_ids_of(dispute.topics, "topic", ()), dispute.topics, strict=True))
    yield "content/dispute.yml", _dispute_file(dispute, parties, topics)
    outset = Outset(dispute.title, dispute.question, parties, tuple(topics), dispute.middle is not None)
    entries = first_entries(outset, today.isoformat())
    yield from ((f"content/{path}", text) for path, text in entries.items())
    if dispute.middle is not None:
        yield from _map_files(dispute.middle, next(iter(parties)), list(parties)[1:])
    yield "mkdocs.yml", template("mkdocs.yml")
    yield ".gitignore", template("gitignore")
    yield "requirements.txt", template("requirements.txt").replace("{version}", version("dispute-explainer"))
    readme = template("README.md").replace("{publish}", _PUBLISHING[dispute.host])
    yield "README.md", readme.replace("{title}", dispute.title).replace("{question}", dispute.question)
    if dispute.host in _WORKFLOWS:
        yield _WORKFLOWS[dispute.host], template(f"{dispute.host}.yml")


def template(name: str) -> str:
    """A file of `beginnings/`, as it is written into a new folder."""
    return (_TEMPLATES / name).read_text("utf-8")


def _ids_of(names: Iterable[str], kind: str, taken: Iterable[str]) -> list[str]:
    """An id for each name, in Latin letters whatever its script; a number where two would be the same."""
    used, ids = set(taken), []
    for name in names:
        words = slug(name) or kind
        number = next(number for number in range(1, 100_000) if _numbered(words, number) not in used)
        ids.append(_numbered(words, number))
        used.add(ids[-1])
    return ids


def _numbered(words: str, number: int) -> str:
    return words if number == 1 else f"{words}-{number}"


def _dispute_file(dispute: NewDispute, parties: dict[str, str], topics: dict[str, str]) -> str:
    """`dispute.yml`. A fifth party has the colours of the first again, which the editor then changes."""
    colours = zip(parties.items(), cycle(_COLOURS), strict=False)
    party_lines = "".join(
        f"  - id: {party}\n    name: {scalar(name, in_flow=False)}\n    actor: {party}\n"
        f'    colour: "{light}"\n    colour_dark: "{dark}"\n'
        for (party, name), (light, dark) in colours
    )
    topic_lines = "".join(f"  - {{id: {topic}, title: {scalar(title)}}}\n" for topic, title in topics.items())
    return (
        f"format: {FORMAT}\n"
        f"title: {scalar(dispute.title, in_flow=False)}\n"
        f"question: {scalar(dispute.question, in_flow=False)}\n"
        f"languages: [{dispute.language}]\n\n"
        "# The order of the parties is that of their columns. A party that claims nothing has `claimant: false`.\n"
        f"parties:\n{party_lines}\n"
        "naming: |\n  How this site names what is disputed, and why.\n"
        + (f"\ntopics:\n{topic_lines}" if topic_lines else "")
    )


def _map_files(middle: tuple[float, float], holder: str, others: list[str]) -> Iterator[tuple[str, str]]:
    """A map with one piece of land round the middle, which is no land that exists."""
    latitude, longitude = middle
    parallels = [round(latitude + 0.5, 2), round(latitude + 2.5, 2)]
    if abs(sum(parallels)) < 0.5:  # as far from the equator on both sides: no such cone
        parallels[1] = round(parallels[1] + 1, 2)
    yield (
        "content/map/map.yml",
        "summary: An example. Say here what the map shows.\n"
        f"projection: {{parallels: [{parallels[0]}, {parallels[1]}], latitude: {latitude}, longitude: {longitude}}}\n"
        "credit:\n  text: Whose outlines these are\n  url: https://example.org/\n  licence: CC0 1.0\n"
        "  licence_url: https://creativecommons.org/publicdomain/zero/1.0/\n"
        "views:\n  - id: whole\n    title: The whole area\n    layer: land\n    x: [-150, 150]\n    y: [-100, 100]\n"
        f"    labels:\n      - {{feature: {LAND}, at: [{latitude}, {longitude}]}}\n"
        f"features:\n  - {{id: {LAND}, title: A place (example), needs_entry: true}}\n",
    )
    status = f"contested, held_by: [{holder}], claimed_by: [{', '.join(others)}]" if others else "unclear"
    yield (
        "content/map/states.yml",
        'states:\n  - id: "2000"\n    title: "2000: an example"\n    short: "2000"\n    date: "2000"\n'
        "    text: Say here who held what, and by which text.\n"
        f"    sources: [{{source: {SOURCE}, locator: art. 1}}]\n"
        f"    areas:\n      - {{features: [{LAND}], status: {status}}}\n",
    )
    width = 0.6 / math.cos(math.radians(latitude))
    ring = [
        [
            round(longitude + width * math.cos(turn * math.tau / 12), 4),
            round(latitude + 0.4 * math.sin(turn * math.tau / 12), 4),
        ]
        for turn in range(12)
    ]
    feature = {
        "type": "Feature",
        "id": LAND,
        "properties": {},
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
    }
    yield "content/map/land.geojson", json.dumps({"type": "FeatureCollection", "features": [feature]}) + "\n"
