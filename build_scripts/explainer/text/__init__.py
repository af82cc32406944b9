"""How an editor's text is read, and what of it is published: one parser, one tree, one gate.

`parser` reads a text into a tree (`syntax`), `html` writes it, `gate` removes what must not be published.
"""
