"""All published sources, counted: where they stand, what they are, how they were read, how exactly they are cited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

from explainer.model.corpus import Corpus
from explainer.model.fields import Source
from explainer.model.references import LinkReason, Links
from explainer.model.worklist import Counts, SourceOverview


def overview_of(corpus: Corpus, links: Links) -> SourceOverview:
    """The counts over the whole content. A citation with a locator says where in the source."""
    sources = [source.fields for source in corpus.sources]
    citations = [link for link in links.all if link.reason is LinkReason.CITES]
    return SourceOverview(
        sources=len(sources),
        hosts=counted(host_of(source.url) for source in sources if source.url),
        types=counted(source.type.value for source in sources),
        readings=counted(map(_reading_of, sources)),
        perspectives=counted(source.perspective for source in sources),
        languages=counted(source.language for source in sources),
        citations=len(citations),
        located=sum(bool(link.detail) for link in citations),
    )


def host_of(address: str) -> str:
    """The host of a web address, without `www.`."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _reading_of(source: Source) -> str:
    consulted = source.consulted
    return f"{consulted.form}, {consulted.extent}" if consulted else "not said"


def counted(values: Iterable[str]) -> Counts:
    """How many of each value there are, the most first."""
    return tuple(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))
