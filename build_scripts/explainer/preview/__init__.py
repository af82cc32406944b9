"""The live preview: it watches files, serves pages, and tells open pages what changed. It knows no site generator."""

from explainer.preview.server import Answer, Notice, PreviewServer, Site

__all__ = ["Answer", "Notice", "PreviewServer", "Site"]
