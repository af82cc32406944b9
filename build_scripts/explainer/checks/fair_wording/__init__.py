"""Fairness in wording: contested names that stand alone, and loaded words in the editors' own voice.

`dispute.yml` lists both. Quotations and titles of documents are left alone. A comment of the editor's answers one
finding: `<!-- wording: reason -->` after the word, or `# wording: reason` at a field.
"""

from explainer.checks.fair_wording.rules import wording_of

__all__ = ["wording_of"]
