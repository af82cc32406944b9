"""The folder in which a site is built: a file that stays as it was becomes a link to that of the old site.

On most systems a link costs a fraction of a new file, and the old site's files need not be removed afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from explainer.disk_cache import digest_of_bytes


@dataclass(frozen=True)
class NewSite:
    """The folder of the new site, and that of the site which it will replace; None if there is none.

    Nobody may write into a file of the new site afterwards: it may be one of the old site too.
    """

    folder: Path
    old: Path | None = None

    def write(self, path: str, content: bytes) -> None:
        """Writes the file at a path from the root of the site, or keeps the old one if that is the same."""
        if self._old_content(path) == content:
            self._share(path, content)
        else:
            self._place_for(path).write_bytes(content)

    def keep(self, path: str, digest: str) -> bool:
        """Keeps the old file if its content has this digest; returns whether."""
        content = self._old_content(path)
        if content is None or digest_of_bytes(content) != digest:
            return False
        self._share(path, content)
        return True

    def _old_content(self, path: str) -> bytes | None:
        """What is in the old site's file; None if there is no such file, or only a link to one."""
        if self.old is None:
            return None
        try:
            old = self.old / path
            return None if old.is_symlink() else old.read_bytes()
        except OSError:
            return None

    def _share(self, path: str, content: bytes) -> None:
        """Makes the new file a link to the old one, which has this content, or writes it if the system has no links."""
        assert self.old is not None
        place = self._place_for(path)
        try:
            place.hardlink_to(self.old / path)
        except OSError:
            place.write_bytes(content)

    def _place_for(self, path: str) -> Path:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)  # it may be a link
        return place
