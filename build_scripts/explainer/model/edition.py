"""An edition: the site in one language."""

from __future__ import annotations

from dataclasses import dataclass

from explainer.model.fields import Dispute


@dataclass(frozen=True)
class Edition:
    """The site in one language. `prefix`, such as `ja/`, begins the addresses of its pages; the first has none."""

    language: str
    prefix: str = ""


def first_edition(dispute: Dispute) -> Edition:
    """The edition in the first language of the dispute, in which all entries are written."""
    return Edition(dispute.languages[0])
