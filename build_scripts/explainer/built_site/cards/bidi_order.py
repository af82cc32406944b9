"""The order in which the letters of a line stand, where some are read from right to left."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from bidi import algorithm

_SPACE = " "
"""What a sign that draws nothing counts as."""


def visual_order(letters: Sequence[str], is_rtl: bool) -> list[tuple[int, int]]:
    """From left to right: the place of each letter in the text, and its level, which is odd if it is read to the left.

    `is_rtl` says how the line as a whole is read.
    """
    storage = algorithm.get_empty_storage()
    storage.update(base_level=int(is_rtl), base_dir="R" if is_rtl else "L")
    algorithm.get_embedding_levels("".join(map(_first, letters)), storage)
    for place, letter in enumerate(storage["chars"]):
        letter["place"] = place
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    algorithm.reorder_resolved_levels(storage, False)
    return [(letter["place"], letter["level"]) for letter in storage["chars"]]


def _first(letter: str) -> str:
    """The letter without its marks, which stand with it wherever it stands."""
    return _SPACE if unicodedata.bidirectional(letter[0]) in ("BN", "NSM", "B") else letter[0]
