"""Characters that nobody sees, or that look like others: what they are called, with their code point.

What a terminal, a log or an annotation shows goes through `shown`, so that no file can command a terminal, or turn the
words of a message round.
"""

from __future__ import annotations

import json
import re
import unicodedata

INVISIBLE = "\u00a0\u00ad\u1680\u180e\u2000-\u200b\u2028\u2029\u202f\u205f\u2060-\u2064\u3000\ufeff"
"""Spaces other than the ordinary one, and characters without width, as a set of a regular expression."""
_JOINERS = "\u200c-\u200f\u202a-\u202e\u2066-\u2069"
"""Characters that words of some scripts need, but ASCII text never does."""
_UNSEEN = re.compile(f"[{INVISIBLE}{_JOINERS}]")
_INNER = re.compile(f"[{INVISIBLE}]")
_LETTER = re.compile("[A-WYZa-z]")
_OUTER = re.compile(f"^[{INVISIBLE}]|[{INVISIBLE}]$")

_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_TAGS = "\U000e0000-\U000e007f"
_UNFIT = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069{_TAGS}]")
_UNSEEN_OR_UNFIT = re.compile(f"{_UNSEEN.pattern}|{_UNFIT.pattern}")
_NOT_SHOWN = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029{_TURNING}{_TAGS}\ud800-\udfff]")

_NAMES = {
    "\u00a0": "a no-break space",
    "\u200b": "a zero-width space",
    "\u200c": "a zero-width non-joiner",
    "\u200d": "a zero-width joiner",
    "\ufeff": "a zero-width no-break space",
    "\u202f": "a narrow no-break space",
    "\u3000": "an ideographic space",
    "\u00ad": "a soft hyphen",
    "\u0085": "a next-line character",
}


def named(character: str) -> str:
    """The character in words: 'a no-break space (U+00A0)'."""
    name = _NAMES.get(character) or unicodedata.name(character, "control character").lower()
    article = "" if character in _NAMES else "an " if name[0] in "aeiou" else "a "
    return f"{article}{name} (U+{ord(character):04X})"


def unfit_in(text: str) -> str:
    """The first character that no text may have; empty where there is none.

    Control characters command a terminal, signs that turn the direction of writing let a reader see other words than a
    program reads, and tags are letters that nobody sees. Marks of direction alone (U+200E, U+200F) do none of that.
    """
    found = _UNFIT.search(text)
    return found[0] if found else ""


def may_hide(text: str) -> bool:
    """Whether `unfit_in` or `unseen_in` can find anything in a part of the text."""
    return bool(_UNSEEN_OR_UNFIT.search(text))


def shown(text: str) -> str:
    """The text on one line, as a terminal may show it: what would command it, or turn words round, by its number."""
    return _NOT_SHOWN.sub(lambda found: json.dumps(found[0])[1:-1].replace("\x7f", "\\u007f"), text)


def unseen_in(text: str) -> str:
    """The first invisible character that does not belong where it is; empty if there is none.

    A space or a character without width never belongs at either end of a text, nor inside a word of ASCII. Characters
    that change the direction of writing or join letters do not belong in numbers and dates.
    """
    found = _OUTER.search(text)
    if found is None and " " not in text and (rest := _UNSEEN.sub("", text)).isascii():
        found = _INNER.search(text) if _LETTER.search(rest) else _UNSEEN.search(text)
    return found[0] if found else ""


def without_unseen(text: str) -> str:
    """The text as it was meant: with ordinary spaces, none at its ends, and without invisible characters."""
    return _UNSEEN.sub(lambda found: " " if found[0].isspace() else "", text).strip()
