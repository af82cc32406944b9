"""Whether a build would give the same site as is there already."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from explainer.disk_cache import NoCache, digest_of, digest_of_folder
from explainer.plugin.settings import settings_of


@dataclass(frozen=True)
class FinishedBuild:
    """A site as a build left it: a digest of all that it was made from, and one of its files."""

    made_from: str
    files: str


class LastBuild:
    """The last build of the same site.

    Only a build without warnings is kept, since the next one has to print them again. For the same reason a quiet build
    does not count for one that is not.
    """

    def __init__(self, config: MkDocsConfig, made_from: tuple[object, ...], disk: NoCache) -> None:
        """`made_from` has what the site is made from besides the settings; of a folder, its files count."""
        self._site = Path(config.site_dir)
        self._disk = disk
        level = logging.getLogger("mkdocs").getEffectiveLevel()
        self._made_from = _name_of(settings_of(config), config.strict, level, *made_from)

    def stands(self) -> bool:
        """Whether it was made from the same, and its files are as it left them."""
        before = self._disk.last(FinishedBuild, "site", str(self._site))
        if not self._made_from or before is None or before.made_from != self._made_from:
            return False
        return before.files == _name_of_files(self._site)

    def finished(self, new_site: Path, digests: Mapping[str, str]) -> FinishedBuild:
        """The new site as this build leaves it, before it is put in its place; some of its files by their digests."""
        return FinishedBuild(self._made_from, _name_of_files(new_site, digests))

    def keep(self, finished: FinishedBuild) -> None:
        """Keeps how this build left the site."""
        if finished.made_from and finished.files:
            self._disk.keep("site", str(self._site), finished)


def _name_of_files(folder: Path, known: Mapping[str, str] | None = None) -> str:
    """A digest of the files of a folder; empty if one cannot be read. Those that are known are not read."""
    try:
        return digest_of_folder(folder, known)
    except OSError:
        return ""


def _name_of(*values: object) -> str:
    """A digest of the values; of the folders among them, their files count. Empty if a file cannot be read."""
    names = [_name_of_files(value) if isinstance(value, Path) else value for value in values]
    return "" if "" in names else digest_of(names)
