"""What comes with the program besides its modules: the theme and the documents.

In a wheel they lie beside the modules, where setup.py puts them; in a checkout they lie at its root.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]


def shipped(folder: str) -> Path:
    """The folder `theme` or `docs` that belongs to these modules."""
    inside = _PACKAGE / folder
    return inside if inside.is_dir() else _CHECKOUT / folder
