"""Cards: the pictures that are shown where somebody shares the address of a page.

Their packages are an extra of the program, so nothing here imports them before a build asks for cards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from explainer.disk_cache import NoCache
from explainer.invisible_characters import shown
from explainer.model.edition import Edition

if TYPE_CHECKING:
    from explainer.built_site.cards.card_drawing import Cards

_FEW = 8
"""How many letters are named."""


class CardsError(Exception):
    """No card can be drawn; the message says why and what to do."""


class LackingLettersError(Exception):
    """No font has these letters of a card."""

    def __init__(self, letters: Iterable[str]) -> None:
        super().__init__()
        self.letters = "".join(sorted(letters))


def cards_of(theme: Path, named: Iterable[Path], edition: Edition, disk: NoCache) -> Cards:
    """What draws the cards of a site, with the fonts of the theme and those that are named. May raise CardsError."""
    try:
        from explainer.built_site.cards.card_drawing import Cards  # noqa: PLC0415 - an extra, which need not be installed
    except ModuleNotFoundError as error:
        raise CardsError(
            f"Cards need the package '{error.name}', which is not installed. In requirements.txt, write "
            "dispute-explainer[cards] for dispute-explainer and install it again; in a clone of the program, "
            "make site CARDS=yes installs it. Without CARDS=yes the site is built without cards."
        ) from error
    return Cards(theme, named, edition, disk)


def lacking_letters(by_page: Mapping[str, str]) -> str:
    """A sentence about pages without a card, each with the letters that no font has; empty if there are none."""
    if not by_page:
        return ""
    letters = sorted(set("".join(by_page.values())))
    listed = ", ".join(f"'{shown(letter)}' (U+{ord(letter):04X})" for letter in letters[:_FEW])
    rest = f" and {len(letters) - _FEW} more" if len(letters) > _FEW else ""
    page, *others = sorted(by_page)
    pages = f" and {len(others)} more {'pages have' if len(others) > 1 else 'page has'}" if others else " has"
    return (
        f"No font has {listed}{rest}, so '{shown(page)}'{pages} no card. Install a font that has {_them(letters)}, or "
        "name its file in mkdocs.yml, in the list card_fonts of the plugin explainer."
    )


def _them(letters: list[str]) -> str:
    return "them" if len(letters) > 1 else "it"
