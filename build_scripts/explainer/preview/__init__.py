"""The live preview: watches files, serves pages, tells open pages what changed. It knows no site generator."""

from explainer.preview.server import Answer, Notice, PreviewServer, Site

__all__ = ["Answer", "Notice", "PreviewServer", "Site"]
