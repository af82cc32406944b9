"""The sources of an entry or a topic, counted: whose view, which language, how old. There is no score."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable

from explainer.model.corpus import Corpus
from explainer.model.fields import Source
from explainer.model.references import LinkReason, Links
from explainer.model.worklist import Age, Balance
from explainer.worklist.source_overview import counted


def balance_of_entries(corpus: Corpus, links: Links, today: datetime.date) -> tuple[Balance, ...]:
    """The balance of every entry that cites a source, by id."""
    entries = sorted(entry.id for entry in (*corpus.events, *corpus.actors, *corpus.background))
    return _balances(((entry, [entry]) for entry in entries), corpus, links, today)


def balance_of_topics(corpus: Corpus, links: Links, today: datetime.date) -> tuple[Balance, ...]:
    """The balance of each topic, over all sources that its entries cite, each once; in the order of `dispute.yml`."""
    entries = (*corpus.events, *corpus.actors, *corpus.background)
    of_topics = (
        (topic.id, [entry.id for entry in entries if topic.id in entry.fields.topics])
        for topic in corpus.dispute.topics
    )
    return _balances(of_topics, corpus, links, today)


def _balances(
    groups: Iterable[tuple[str, list[str]]], corpus: Corpus, links: Links, today: datetime.date
) -> tuple[Balance, ...]:
    cited = {
        of: sorted({link.target for entry in entries for link in links.of(entry) if link.reason is LinkReason.CITES})
        for of, entries in groups
    }
    return tuple(
        _balance(of, [corpus.source_by_id[source].fields for source in sources], today)
        for of, sources in cited.items()
        if sources
    )


def _balance(of: str, sources: list[Source], today: datetime.date) -> Balance:
    ages = Counter(_age(source, today) for source in sources)
    return Balance(
        of,
        len(sources),
        counted(source.perspective for source in sources),
        counted(source.language for source in sources),
        counted(source.level.value for source in sources),
        tuple((age.value, ages[age]) for age in Age if ages[age]),
    )


def _age(source: Source, today: datetime.date) -> Age:
    if source.issued is None:
        return Age.UNDATED
    years = today.year - source.issued.year
    limits = ((10, Age.UNDER_10), (50, Age.FROM_10), (100, Age.FROM_50))
    return next((age for limit, age in limits if years < limit), Age.FROM_100)
