"""Links in the folders from which a site is made: MkDocs follows them, and a stranger's pull request may hold one."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def outside_links(folders: Iterable[Path], project: Path) -> tuple[str, ...]:
    """A sentence for each link that leads out of its folder, to a folder, or nowhere.

    A folder may be a link itself if it leads into the project.
    """
    return tuple(sentence for folder in folders for sentence in _in_folder(folder, project))


def leads_out(file: str | None, folders: Iterable[str]) -> bool:
    """Whether a file of one of the folders is a link that leads out of it."""
    if file is None:
        return False
    home = next((folder for folder in folders if Path(file).is_relative_to(folder)), None)
    return home is not None and not Path(file).resolve().is_relative_to(Path(home).resolve())


def _in_folder(folder: Path, project: Path) -> Iterable[str]:
    if folder.is_symlink() and not folder.resolve().is_relative_to(project.resolve()):
        yield f"'{_name(folder)}' is a link that leads out of the project. Put the folder itself in its place."
        return
    home = folder.resolve()
    for place, folders, files in os.walk(folder):
        for path in (Path(place, name) for name in sorted((*folders, *files)) if not name.startswith(".")):
            if path.is_symlink():
                yield from _of_link(path, home, _name(folder))
        folders[:] = [name for name in folders if not name.startswith(".")]


def _of_link(path: Path, home: Path, folder: str) -> Iterable[str]:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        yield f"'{_name(path)}' is a link that leads nowhere. Put the file itself in its place, or remove it."
        return
    if not target.is_relative_to(home):
        yield f"'{_name(path)}' is a link that leads out of '{folder}'. Put the file itself in its place."
    elif target.is_dir():
        yield f"'{_name(path)}' is a link to a folder, and none is followed. Put the folder itself in its place."


def _name(path: Path) -> str:
    return Path(os.path.relpath(path)).as_posix()
