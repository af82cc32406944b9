"""A file of the site that is made from the content."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Asset:
    """A file that the site has beside its pages, made from the content."""

    path: str
    text: str
