"""A thing that a page tells machines of, in the vocabulary of schema.org."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias, Union


@dataclass(frozen=True)
class WebPlace:
    """A page or file of the site, whose address is made later."""

    target: str


@dataclass(frozen=True)
class Thing:
    """Its type and its properties, in order. `page` is the page, or the place on one, that stands for it; or empty."""

    type: str
    page: str
    properties: tuple[tuple[str, Said], ...]


Said: TypeAlias = Union[str, int, Thing, WebPlace, "tuple[str | Thing, ...]"]
"""A value of a property; several stand in a tuple."""
