"""The formats by their names and by the endings of files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from explainer.desk.formats import bibtex, csl_json, ris
from explainer.desk.formats.record import Record


@dataclass(frozen=True)
class Format:
    name: str
    suffixes: tuple[str, ...]
    records_in: Callable[[str], tuple[Record, ...]]
    text_of: Callable[[Iterable[Record]], str]


FORMATS = (
    Format("csl-json", (".json", ".csljson"), csl_json.records_in, csl_json.text_of),
    Format("bibtex", (".bib", ".bibtex"), bibtex.records_in, bibtex.text_of),
    Format("ris", (".ris",), ris.records_in, ris.text_of),
)


def format_named(name: str, suffix: str) -> Format | None:
    """The format of this name, or, without a name, that of files with this ending; None where there is none."""
    return next((f for f in FORMATS if (f.name == name if name else suffix.lower() in f.suffixes)), None)
