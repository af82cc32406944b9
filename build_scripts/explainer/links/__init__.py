"""Finding references in front matter and text, resolving them, both ways. It does not know how a link looks."""

from explainer.links.graph import Link, Links, ResolvedLink, ResolvedText, linked, naming_body, path_in_content
from explainer.links.text import Citation, Cited, Heading

__all__ = [
    "Citation",
    "Cited",
    "Heading",
    "Link",
    "Links",
    "ResolvedLink",
    "ResolvedText",
    "linked",
    "naming_body",
    "path_in_content",
]
