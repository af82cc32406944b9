"""Languages under the names that libraries, LaTeX and people have for them."""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.localedata import locale_identifiers

_OF_LATEX = {
    "acadian": "fr-CA", "american": "en-US", "usenglish": "en-US", "australian": "en-AU", "austrian": "de-AT",
    "naustrian": "de-AT", "bahasa": "id", "bahasai": "id", "bahasam": "ms", "brazil": "pt-BR", "brazilian": "pt-BR",
    "british": "en-GB", "ukenglish": "en-GB", "canadian": "en-CA", "canadien": "fr-CA", "chinese-hans": "zh-Hans",
    "chinese-hant": "zh-Hant", "chinese-simplified": "zh-Hans", "chinese-traditional": "zh-Hant",
    "classicgreek": "grc", "ancientgreek": "grc", "polutonikogreek": "el", "farsi": "fa", "francais": "fr",
    "frenchb": "fr", "germanb": "de", "ngerman": "de", "hangul": "ko", "kurmanji": "ku", "lowersorbian": "dsb",
    "lsorbian": "dsb", "magyar": "hu", "mexican": "es-MX", "newzealand": "en-NZ", "norsk": "nb", "nynorsk": "nn",
    "nswissgerman": "de-CH", "samin": "se", "portuges": "pt", "scottish": "gd", "serbianc": "sr-Cyrl",
    "slovene": "sl", "uppersorbian": "hsb", "usorbian": "hsb",
}  # fmt: skip
"""Names of languages in LaTeX's babel and polyglossia that are not the English ones."""
_THREE_LETTERS = re.compile(r"[a-z]{3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")


def shortest_tag(tag: str) -> str:
    """The tag with the two-letter code of its language, if there is one: `ja` for `jpn`, `de` for `ger`."""
    code, hyphen, rest = tag.partition("-")
    shorter = str(get_global("language_aliases").get(code, "")) if len(code) == 3 else ""
    return shorter + hyphen + rest if re.fullmatch("[a-z]{2}", shorter) else tag


def tag_of(text: str) -> str:
    """The BCP 47 tag of a language given by a code or a name; empty if it is not known."""
    folded = " ".join(text.split()).casefold()
    tag = _OF_LATEX.get(folded) or _english().get(folded) or _coded(text.strip().replace("_", "-"))
    return tag or (_own_names().get(folded, "") if folded else "")


def _coded(text: str) -> str:
    code, *rest = text.split("-")
    tag = shortest_tag("-".join([code.lower(), *(_in_case(part) for part in rest)]))
    try:
        return tag if _THREE_LETTERS.fullmatch(tag) or Locale.parse(tag, sep="-") else ""
    except (UnknownLocaleError, ValueError):
        return ""


def _in_case(part: str) -> str:
    return part.title() if len(part) == 4 else part.upper()


@lru_cache
def _english() -> dict[str, str]:
    """Tags by the English name of the language."""
    names = {name.casefold(): code.replace("_", "-") for code, name in Locale("en").languages.items()}
    return names | {name.split(";")[0]: code for name, code in names.items() if ";" in name}


@lru_cache
def _own_names() -> dict[str, str]:
    """Tags by the language's own name for itself."""
    codes = [code for code in locale_identifiers() if code.isalpha()]
    return {Locale(code).languages.get(code, "").casefold(): code for code in sorted(codes)}
