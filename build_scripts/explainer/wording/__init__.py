"""Fairness in wording: contested names that stand alone, and loaded words in the editors' own voice.

What they are is said in `dispute.yml`. Quotations and titles of documents are let be, and a comment of the editor's
answers one finding: `<!-- wording: reason -->` behind the word, or `# wording: reason` at a field.
"""

from explainer.wording.rules import wording_of

__all__ = ["wording_of"]
