"""A compiler from a folder of Markdown entries to the pages of a dispute explainer.

`explainer.pipeline` shows the stages in order; each other module is one stage or the vocabulary below
the stages. No module knows which dispute it explains: that is all in the content folder.
"""
