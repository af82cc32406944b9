"""Finding references in front matter and text, resolving them, both ways. It does not know how a link looks."""

from explainer.links.graph import linked

__all__ = ["linked"]
