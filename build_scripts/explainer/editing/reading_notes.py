"""How a source was read, as its note says it in English words: for notes from before sources had a field for it.

A phrase counts only where it can mean one thing; of a note that says two things, nothing is taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from explainer.model.fields import ReadAs, ReadExtent

_COPY = r"(?:stored |archived |online |machine-read |printed )?cop(?:y|ies)"
_FORMS: Mapping[ReadAs, str] = {
    ReadAs.STORED_COPY: (
        rf"\b(?:read|seen) (?:\w+ ){{0,3}}?(?:in|through|on) (?:an?|the|its|two|several) {_COPY}"
        r"|\bread in (?:an?|the) (?:web archive|reprint|mirror|transcript(?:ion)?)\b"
        r"|\bread in (?:a |the )?(?:\w+ )?wikisource\b"
        rf"|\bin an? {_COPY}\b|\bthe stored {_COPY}\b"
        r"|\bthe (?:copy|address of the copy) (?:seen\b|is not given|stands on)"
        r"|\bwhose address is (?:therefore )?not given"
        r"|\bthe copy (?:read|has)\b"
    ),
    ReadAs.PRINT: r"\bread in (?:print|the printed \w+)\b",
}
_EXTENTS: Mapping[ReadExtent, str] = {
    ReadExtent.QUOTED_ELSEWHERE: (
        r"\b(?:read|seen)(?: only)? as (?:it is )?quoted\b|\bread in an? (?:reader.s full )?quotation\b"
        r"|\b(?:is|was|were) read only as quoted\b"
    ),
    ReadExtent.ABSTRACT: r"\b(?:the|its) abstract (?:was|is) (?:read|seen)\b|\bonly the abstract\b",
    ReadExtent.PART: (
        r"\bread (?:only )?in part\b|\b(?:read|seen) in (?:its|the) first (?:part|half)\b"
        r"|\bread in (?:single|two) pages\b"
        r"|\b(?:opening|beginning|preamble|introduction|summary|first \w+|chapters?)\b[^.;]{0,80}"
        r"\b(?:was|were|could be) (?:read|seen)\b|\b(?:opening|introduction|excerpt) read\b|^opening of an? "
        r"|\bthe end of [^.;]{0,60}\bnot seen\b|\bthe (?:part|other articles)\b[^.;]{0,80}\bnot (?:seen|read)\b"
        r"|\b(?:read|seen) (?:\w+ ){0,8}?(?:up to|as far as)\b|\b(?:one|on one|two) pages? (?:was |were )?read\b"
        r"|\bread on (?:one|a) page\b|\b(?:read|seen) as an excerpt\b|\bread in (?:the )?excerpts?\b"
        r"|\bcould be read only in part\b|\bpoints? \d+ to \d+ were seen\b"
    ),
    ReadExtent.WHOLE: r"\bread (?:whole|in full|to (?:its|the) end)\b",
}


def reading_in(note: str) -> tuple[ReadAs, ReadExtent]:
    """In what form the source was read and how much of it, as far as the note says so beyond doubt."""
    text = " ".join(note.split()).lower().replace("’", "'")
    forms = [form for form, pattern in _FORMS.items() if re.search(pattern, text)]
    extents = [extent for extent, pattern in _EXTENTS.items() if re.search(pattern, text)]
    if extents == [ReadExtent.ABSTRACT, ReadExtent.PART]:  # the abstract and the opening
        extents = [ReadExtent.PART]
    form = forms[0] if len(forms) == 1 else ReadAs.UNKNOWN
    return form, extents[0] if len(extents) == 1 else ReadExtent.UNKNOWN
