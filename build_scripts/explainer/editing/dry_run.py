"""Changes tried before any file is touched."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from explainer.build_cache import BuildCache
from explainer.editing.file_changes import FileChange
from explainer.pipeline import Checked, check


def checked_after(content: Path, changes: Iterable[FileChange], cache: BuildCache) -> Checked:
    """The checked content as it would be after the changes. The cache is that of a check before them."""
    changed: dict[str, bytes | None] = {}
    for change in changes:
        changed |= {change.was: None} if change.was else {}
        changed[change.path] = change.after
    return check(content, cache, changed=changed)
