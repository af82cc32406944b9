"""The page /edit/ in a built site: Sveltia CMS with its configuration, beside MkDocs' pages and outside its theme."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from explainer.catalogue import catalogue_of
from explainer.model.fields import Dispute
from explainer.pages import text_of
from explainer.surfaces import cms, packages

FOLDER = "edit"
SCRIPT = "sveltia-cms.js"
_NOT_FETCHED = (
    "the page /edit/ needs files that `make site` fetches from npm, and they are not in {folder}. "
    "Run: make site. To build without the page: EDIT_PAGE=no make site"
)
_NOT_ON_GITHUB = (
    "the page /edit/ can only write to a repository on github.com, and repo_url is '{repo_url}'. "
    "Set REPO_URL, or build without the page: EDIT_PAGE=no make site"
)


@dataclass(frozen=True)
class EditPage:
    """What the template of the page shows."""

    title: str
    language: str
    script: str
    integrity: str


def repository_of(repo_url: str) -> str:
    """`owner/name` of an address on GitHub. Raises PackageError for any other."""
    found = re.fullmatch(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?", repo_url)
    if found is None:
        raise packages.PackageError(_NOT_ON_GITHUB.format(repo_url=repo_url))
    return found[1]


def write(site: Path, theme: Path, cache: Path, dispute: Dispute, place: cms.Place) -> None:
    """Writes the folder `edit/` of the site. Raises PackageError where the cache has not what it is made of."""
    source = packages.folder_of(cache, packages.pinned())
    if not source.is_dir():
        raise packages.PackageError(_NOT_FETCHED.format(folder=packages.CACHE.as_posix()))
    target = site / FOLDER
    shutil.copytree(source, target, dirs_exist_ok=True)
    words = catalogue_of(dispute.languages[0])
    page = EditPage(dispute.title, words.language, SCRIPT, packages.integrity_of((source / SCRIPT).read_bytes()))
    configuration = json.dumps(cms.config(dispute, place), indent=1, ensure_ascii=False) + "\n"
    (target / "config.json").write_text(configuration, "utf-8", newline="\n")
    (target / "index.html").write_text(text_of("edit.html", page, words, theme), "utf-8", newline="\n")
