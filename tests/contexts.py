"""What views are made from, of a content that a test has written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from explainer.catalogue import catalogue_of
from explainer.citations import references_of
from explainer.model.edition import first_edition
from explainer.pipeline import Checked
from explainer.views import Context, published
from explainer.views.numbering import Numbering, ReferenceView


def context_of(checked: Checked) -> Context:
    """The context of the views, with the words of the content's own language."""
    corpus, links = published(checked.corpus, checked.links)
    edition = first_edition(corpus.dispute)
    references = references_of({s.id: s.fields for s in corpus.sources}, catalogue_of(edition.language))
    return Context(corpus, links, edition, references)


def cited_at(numbering: Numbering | Iterable[ReferenceView]) -> Mapping[str, str]:
    """What each note number stands for, by its id: the source and where in it, as 'paper, p. 3'."""
    references = numbering.references() if isinstance(numbering, Numbering) else numbering
    return {
        use.anchor: ", ".join(filter(None, [view.page.removeprefix("sources/").removesuffix(".md"), use.locator]))
        for view in references
        for use in view.uses
    }
