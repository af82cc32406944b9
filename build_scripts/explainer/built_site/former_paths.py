"""Files of the built site at the paths that they had before, since a file cannot be redirected everywhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path


def copy_to_former_paths(site: Path, copies: Iterable[tuple[str, str]]) -> None:
    """Copies each file that is there to its former path, unless something of today has that path."""
    for old, now in copies:
        if (site / now).is_file() and not (site / old).exists():
            (site / old).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(site / now, site / old)
