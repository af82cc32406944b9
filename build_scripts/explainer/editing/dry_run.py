"""Changes tried on a copy of the content, before any file is touched."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from explainer.build_cache import build_cache_of
from explainer.editing.file_changes import FileChange
from explainer.pipeline import Checked, check


def checked_after(content: Path, changes: Iterable[FileChange]) -> Checked:
    """The checked content as it would be after the changes."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "content"
        shutil.copytree(content, copy, symlinks=True)
        for change in changes:
            if change.was:
                (copy / change.was).unlink()
            (copy / change.path).parent.mkdir(exist_ok=True)
            (copy / change.path).write_bytes(change.after)
        return check(copy, build_cache_of(content.parent))
