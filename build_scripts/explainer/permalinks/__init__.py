"""The ledger of addresses: whatever was published must still lead somewhere."""

from explainer.permalinks.ledger import is_known, ledger_text, listed_in, problems_of, unlisted
from explainer.permalinks.linkable import files_of, places_of
from explainer.permalinks.published import unpublished
from explainer.permalinks.routes import Routes

__all__ = [
    "Routes",
    "files_of",
    "is_known",
    "ledger_text",
    "listed_in",
    "places_of",
    "problems_of",
    "unlisted",
    "unpublished",
]
