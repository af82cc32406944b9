"""The page /edit/ in a built site: Sveltia CMS with its configuration, beside MkDocs' pages and outside its theme."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from explainer.editor_settings import cms, npm_packages
from explainer.model.edition import first_edition
from explainer.model.fields import Dispute
from explainer.pages import text_of

FOLDER = "edit"
SCRIPT = "sveltia-cms.js"
_INSTALL = "Run: npm ci --ignore-scripts. To build without the page: EDIT_PAGE=no make site"
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
    """The `owner/name` of an address on GitHub. Raises PackageError for any other."""
    found = re.fullmatch(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?", repo_url)
    if found is None:
        raise npm_packages.PackageError(_NOT_ON_GITHUB.format(repo_url=repo_url))
    return found[1]


def write(site: Path, theme: Path, packages: Path, dispute: Dispute, place: cms.RepositoryFolder) -> None:
    """Writes the folder `edit/` of the site. Raises PackageError if one of its files is not the pinned one."""
    try:
        files = npm_packages.contents(packages)
    except npm_packages.PackageError as error:
        raise npm_packages.PackageError(f"{error}. {_INSTALL}") from error
    target = site / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (target / name).write_bytes(content)
    edition = first_edition(dispute)
    page = EditPage(dispute.title, edition.language, SCRIPT, npm_packages.integrity_of(files[SCRIPT]))
    configuration = json.dumps(cms.config(dispute, place), indent=1, ensure_ascii=False) + "\n"
    (target / "config.json").write_text(configuration, "utf-8", newline="\n")
    for name, template in (("index.html", "edit.html"), ("edit.css", "edit.css")):
        (target / name).write_text(text_of(template, page, edition, theme), "utf-8", newline="\n")
