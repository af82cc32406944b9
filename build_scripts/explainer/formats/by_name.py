"""The formats by name and by file ending."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from explainer.formats import bibtex, csl_json, ris
from explainer.formats.carried_source import Record, RecordsRead


@dataclass(frozen=True)
class Format:
    name: str
    suffixes: tuple[str, ...]
    reading_of: Callable[[str], RecordsRead]
    text_of: Callable[[Iterable[Record]], str]


FORMATS = (
    Format("csl-json", (".json", ".csljson"), csl_json.reading_of, csl_json.text_of),
    Format("bibtex", (".bib", ".bibtex"), bibtex.reading_of, bibtex.text_of),
    Format("ris", (".ris",), ris.reading_of, ris.text_of),
)


def format_named(name: str, suffix: str) -> Format | None:
    """The format of this name or, if no name is given, of this file ending; None if there is none."""
    return next((f for f in FORMATS if (f.name == name if name else suffix.lower() in f.suffixes)), None)
