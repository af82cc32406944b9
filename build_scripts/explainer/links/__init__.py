"""Finds references in front matter and texts, and resolves them both ways. It does not know how a link looks."""

from explainer.links.graph import linked

__all__ = ["linked"]
