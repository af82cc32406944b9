"""The report in words for the terminal, and as JSON. Its values are those of `model.worklist`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict

from explainer.model.corpus import Corpus
from explainer.model.worklist import Balance, Counts, Finding, Task, Worklist

HEADINGS: Mapping[Task, str] = {
    Task.NO_SOURCE: "Entries without a source",
    Task.ONE_SOURCE: "Entries with one source",
    Task.NOT_ACCESSED: "Sources that nobody says to have read",
    Task.NOT_ARCHIVED: "Sources on the web without an archived copy",
    Task.UNCITED: "Statements without a citation",
    Task.ORPHAN: "Entries that nothing links to, and sources that nothing cites",
    Task.UNLINKED: "Names mentioned but not linked",
    Task.OLD_REVIEW: "Pages not reviewed for a year",
    Task.DATES: "Dates that contradict",
    Task.NO_POSITION: "Questions without the answer of a party",
}


def as_text(worklist: Worklist, corpus: Corpus) -> str:
    """Every task with its places, then the sources of topics and entries."""
    return "\n".join(_lines(worklist, corpus))


def _lines(worklist: Worklist, corpus: Corpus) -> Iterator[str]:
    for task, findings in worklist.tasks:
        yield f"{HEADINGS[task]}: {len(findings) or 'none'}"
        yield from (f"  {finding.path}:{finding.line}{_said(task, finding, corpus)}" for finding in findings)
        yield ""
    for heading, balances in (("topic", worklist.topics), ("entry", worklist.entries)):
        yield f"Sources of each {heading}"
        for balance in balances:
            yield from _of_balance(balance)
        yield ""


_SAID: Mapping[Task, str] = {
    Task.ONE_SOURCE: ": only {target}",
    Task.UNCITED: ": {words}",
    Task.UNLINKED: ": '{words}' is {target}",
    Task.OLD_REVIEW: ": {reviewed}",
    Task.DATES: ": '{words}' has {here}, and {target} has {there}",
    Task.NO_POSITION: ": no answer of '{target}'",
}
"""What stands behind the place."""


def _said(task: Task, finding: Finding, corpus: Corpus) -> str:
    is_entry = finding.target and task is not Task.NO_POSITION
    return _SAID.get(task, "").format(
        target=corpus.by_id[finding.target].path if is_entry else finding.target,
        words=" ".join(finding.words.split()),
        reviewed=f"reviewed {finding.here}" if finding.here else "never reviewed",
        here=finding.here,
        there=finding.there,
    )


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
    """The same for programs. Of a finding only what is not empty is given."""
    tasks = {
        task.value: [{name: value for name, value in asdict(finding).items() if value} for finding in findings]
        for task, findings in worklist.tasks
    }
    report = {
        "today": worklist.today.isoformat(),
        "tasks": tasks,
        "sources": {
            "topics": [_balance_as_json(balance) for balance in worklist.topics],
            "entries": [_balance_as_json(balance) for balance in worklist.entries],
        },
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


def _balance_as_json(balance: Balance) -> dict[str, object]:
    return {name: dict(value) if isinstance(value, tuple) else value for name, value in vars(balance).items()}
