"""The search index: Pagefind over the built site, written into it as `pagefind/`, and the names that find a page."""

from explainer.indexing.program import IndexingError, write_index

__all__ = ["IndexingError", "write_index"]
