"""A site that is whole or not there: it is built beside the old one, and the two are exchanged when it is finished.

Beside `site` lies `.site-build`, with the new site while it is built, the lock of the build, and where two renames have
to do, the old site and the marker between them. On Linux the exchange is one call of the system (renameat2), before
which readers find the old site and behind which the new one.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock, Timeout

from explainer.built_site.new_site import NewSite

_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE
_NOT_SUPPORTED = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)
LONGEST_WAIT_SECONDS = 1800


class SiteBusyError(Exception):
    """Another build has written into the same folder for too long."""


class SiteExchange:
    """One build of a site. `begin` gives the folder to build it in; `finish` puts it in its place, `leave` does not."""

    def __init__(self, site: Path) -> None:
        site = Path(os.path.realpath(site))  # a link stays a link: what it leads to is exchanged
        self.site = site
        self._folder = site.parent / f".{site.name}-build"
        self._new = self._folder / "new"
        self._old = self._folder / "old"
        self._marker = self._folder / "exchanging"
        self._lock = FileLock(self._folder / "lock")

    @property
    def new_site(self) -> NewSite:
        return NewSite(self._new, self.site)

    def begin(self, say_that_it_waits: Callable[[], None]) -> Path:
        """An empty folder for the new site. Waits while another build writes. Raises OSError and SiteBusyError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            say_that_it_waits()
            try:
                self._lock.acquire(timeout=LONGEST_WAIT_SECONDS)
            except Timeout:
                raise SiteBusyError(f"Another build has written into '{self.site}' for half an hour.") from None
        self.complete()
        self._new.mkdir()
        return self._new

    def complete(self) -> None:
        """Ends an exchange that was broken off, and removes what an earlier build left behind."""
        if self._marker.exists():
            self._rename_twice()
        for left in (self._new, self._old):
            _remove(left)

    def finish(self) -> None:
        """Puts the new site in the place of the old one. Raises OSError where the system does not allow that."""
        try:
            if not os.path.lexists(self.site):
                self._new.rename(self.site)
            elif not _exchange(self._new, self.site):
                self._marker.touch()
                self._rename_twice()
        finally:
            self.leave()

    def leave(self) -> None:
        """Gives up what is not in its place, and lets another build begin. Does nothing where nothing was begun."""
        if self._lock.is_locked:
            try:
                if not self._marker.exists():
                    for left in (self._new, self._old):
                        _remove(left)
            finally:
                self._lock.release()

    def _rename_twice(self) -> None:
        """The exchange where the system has no call for it; the marker stands until it is through."""
        if self._new.exists():
            if os.path.lexists(self.site):
                _remove(self._old)
                self.site.rename(self._old)
            self._new.rename(self.site)
        _remove(self._old)
        self._marker.unlink()


def _exchange(one: Path, other: Path) -> bool:
    """Lets two folders change places at once; False where the system cannot. Raises OSError for all else."""
    if sys.platform != "linux":
        return False
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    if call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NOT_SUPPORTED:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _remove(folder: Path) -> None:
    """Removes the folder and all that is in it; a link, and not what it leads to."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)
