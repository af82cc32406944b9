"""How much of everything a content may have. docs/problems.md lists the figures for editors."""

from __future__ import annotations

from typing import NamedTuple


class SizeLimit(NamedTuple):
    """How many bytes a file of a sort may have, and what to do about one that has more."""

    bytes: int
    sort: str
    hint: str


TEXT = SizeLimit(1_000_000, "a file of text", "Divide it into several")
LEDGER = SizeLimit(5_000_000, "the list of addresses", "Ask those who look after the program for a larger limit")
GEODATA = SizeLimit(5_000_000, "a GeoJSON file", "Simplify its outlines in your map program")
PICTURE = SizeLimit(5_000_000, "a picture", "Save it smaller, or as WebP or AVIF")
TABLE = SizeLimit(200_000, "a table of figures", "Divide it into several")
DOWNLOAD = SizeLimit(25_000_000, "a file to download", "Publish it elsewhere, and link to it")

LONGEST_LINE = 20_000
"""How many bytes a line of text may have; a line of GeoJSON may have any number."""
MOST_FILES = 20_000
MOST_ITEMS = 1_000
"""How many items a list of fields may have, and how many fields a group."""
MOST_REDIRECTS = 5_000
MOST_PIXELS = 40_000_000
MOST_FEATURES = 2_000
MOST_POINTS = 100_000
"""How many features, and points of all of them, a GeoJSON file may have."""
DEEPEST_FIELDS = 20
"""How deep lists and groups of fields may stand in one another."""
DEEPEST_GEODATA = 100
