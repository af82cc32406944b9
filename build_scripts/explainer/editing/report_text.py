"""The report in words for the terminal, and as JSON. Its values are those of `model.worklist`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict

from explainer.model.corpus import Corpus
from explainer.model.link_states import LinkOutcome
from explainer.model.worklist import Balance, Counts, SourceOverview, Task, WorkItem, Worklist

HEADINGS: Mapping[Task, str] = {
    Task.NO_SOURCE: "Entries without a source",
    Task.ONE_SOURCE: "Entries with one source",
    Task.NOT_CONSULTED: "Sources of which nobody says how they were read",
    Task.NOT_ARCHIVED: "Sources on the web without an archived copy",
    Task.BROKEN_LINK: "Addresses of sources that do not work",
    Task.UNCITED: "Statements without a citation",
    Task.ORPHAN: "Entries that nothing links to, and sources that nothing cites",
    Task.UNLINKED: "Names mentioned but not linked",
    Task.OLD_REVIEW: "Pages not reviewed for a year",
    Task.DATES: "Dates that contradict",
    Task.NO_POSITION: "Questions without the answer of a party",
    Task.NO_LOCATOR: "Citations that do not say where in the source",
}


ANSWERED: Mapping[LinkOutcome, str] = {
    LinkOutcome.WORKS: "works",
    LinkOutcome.UNCLEAR: "does not answer programs",
    LinkOutcome.NOT_ASKED: "was not asked, since its site does not want it or its port is not one of the web",
    LinkOutcome.NOT_FOUND: "is not there any more",
    LinkOutcome.FRONT_PAGE: "leads to the front page of its site",
    LinkOutcome.FAULT: "answers with a fault",
    LinkOutcome.NO_HOST: "names a site that does not exist",
    LinkOutcome.NO_ANSWER: "does not answer",
    LinkOutcome.NOT_SECURE: "has no valid certificate, so browsers warn of it",
    LinkOutcome.ASTRAY: "leads in a circle, or to what is no web address",
    LinkOutcome.PRIVATE: "leads into a private network",
}
"""What an address does, as the end of a sentence that begins with the address."""


def as_text(worklist: Worklist, corpus: Corpus) -> str:
    """Every task with its places, then the sources of topics and entries."""
    return "\n".join(_lines(worklist, corpus))


def _lines(worklist: Worklist, corpus: Corpus) -> Iterator[str]:
    for task, items in worklist.tasks:
        yield f"{HEADINGS[task]}: {len(items) or 'none'}"
        yield from (f"  {item.path}:{item.line}{_said(task, item, corpus)}" for item in items)
        yield ""
    yield from _of_overview(worklist.overview)
    yield ""
    for heading, balances in (("topic", worklist.topics), ("entry", worklist.entries)):
        yield f"Sources of each {heading}"
        for balance in balances:
            yield from _of_balance(balance)
        yield ""


_SAID: Mapping[Task, str] = {
    Task.ONE_SOURCE: ": only {target}",
    Task.NO_LOCATOR: ": {target}",
    Task.UNCITED: ": {words}",
    Task.UNLINKED: ": '{words}' is {target}",
    Task.OLD_REVIEW: ": {reviewed}",
    Task.DATES: ": '{words}' has {here}, and {target} has {there}",
    Task.NO_POSITION: ": no answer of '{target}'",
    Task.BROKEN_LINK: ": {words} {answered}",
}
"""The words after the place."""


def _said(task: Task, item: WorkItem, corpus: Corpus) -> str:
    is_entry = item.target and task is not Task.NO_POSITION
    return _SAID.get(task, "").format(
        target=corpus.by_id[item.target].path if is_entry else item.target,
        words=" ".join(item.words.split()),
        reviewed=f"reviewed {item.here}" if item.here else "never reviewed",
        here=item.here,
        there=item.there,
        answered=_answered(item),
    )


def _answered(item: WorkItem) -> str:
    """What an address answered, and when: since a day, and last on another."""
    if not item.outcome:
        return ""
    status = f" (status {item.status})" if item.status else ""
    when = f"as of {item.seen}" if item.seen == item.since else f"since {item.since}; last asked on {item.seen}"
    return f"{ANSWERED[LinkOutcome(item.outcome)]}{status}, {when}"


def _of_overview(overview: SourceOverview) -> Iterator[str]:
    yield f"All sources: {overview.sources}"
    yield f"  citations: {overview.citations}, with a locator {overview.located}"
    for name in ("hosts", "types", "readings", "perspectives", "languages"):
        yield f"  {name}:"
        yield from (f"    {number:>5}  {value}" for value, number in getattr(overview, name))


def _of_balance(balance: Balance) -> Iterator[str]:
    yield f"  {balance.of}: {balance.sources} {'source' if balance.sources == 1 else 'sources'}"
    counts = (
        ("perspective", balance.perspectives),
        ("language", balance.languages),
        ("level", balance.levels),
        ("age in years", tuple((age.replace("-", " "), number) for age, number in balance.ages)),
    )
    for name, numbers in counts:
        yield f"    {name}: {_enumerated(numbers)}"


def _enumerated(counts: Counts) -> str:
    return ", ".join(f"{name} ({number})" for name, number in counts)


def as_json(worklist: Worklist) -> str:
    """The report as JSON, without empty values of items."""
    tasks = {
        task.value: [{name: value for name, value in asdict(item).items() if value} for item in items]
        for task, items in worklist.tasks
    }
    report = {
        "today": worklist.today.isoformat(),
        "tasks": tasks,
        "sources": {
            "all": _counts_as_json(worklist.overview),
            "topics": [_counts_as_json(balance) for balance in worklist.topics],
            "entries": [_counts_as_json(balance) for balance in worklist.entries],
        },
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


def _counts_as_json(counts: Balance | SourceOverview) -> dict[str, object]:
    return {name: dict(value) if isinstance(value, tuple) else value for name, value in vars(counts).items()}
