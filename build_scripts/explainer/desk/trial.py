"""What the checker would say of changes, tried on a copy of the content before a file is touched."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from explainer.desk.writing import Change
from explainer.pipeline import Checked, check


def checked_after(content: Path, changes: Iterable[Change]) -> Checked:
    """The content as it would be after the changes."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "content"
        shutil.copytree(content, copy, symlinks=True)
        for change in changes:
            if change.was:
                (copy / change.was).unlink()
            (copy / change.path).parent.mkdir(exist_ok=True)
            (copy / change.path).write_bytes(change.after)
        return check(copy)
