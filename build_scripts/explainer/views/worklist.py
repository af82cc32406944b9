"""The page of the worklist: what there is to do, and on which sources topics and entries rest."""

from __future__ import annotations

from dataclasses import dataclass

from explainer import dates
from explainer.model.worklist import Balance, Finding, Task, Worklist
from explainer.views.infobox import perspective_value
from explainer.views.parts import Card, Context, Crumb, Value, card_of, page_of

WORKLIST_PAGE = "worklist.md"


@dataclass(frozen=True)
class Item:
    """A place to work at: the entry, the file and line, and what is to be said of it, which may be empty."""

    entry: Card
    place: str
    path: str
    note: str
    target: Card | None = None
    """The entry or source that it is about, where it is about another."""
    party: Value | None = None
    """The party whose answer is missing."""


@dataclass(frozen=True)
class TaskView:
    id: str
    title: str
    note: str
    count: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class BalanceView:
    """A line of a table: what rests on the sources, and how many there are of each sort."""

    title: str
    page: str
    sources: str
    perspectives: tuple[Value, ...]
    languages: tuple[Value, ...]
    levels: tuple[Value, ...]
    ages: tuple[Value, ...]


@dataclass(frozen=True)
class BalanceTable:
    id: str
    title: str
    rows: tuple[BalanceView, ...]


@dataclass(frozen=True)
class WorklistView:
    page: str
    title: str
    summary: str
    crumbs: tuple[Crumb, ...]
    date: str
    tasks: tuple[TaskView, ...]
    balances: tuple[BalanceTable, ...]


def worklist_view(worklist: Worklist, context: Context) -> WorklistView:
    """The values of the report in the words of the catalogue; tasks and findings stand in its order."""
    words = context.words
    topics = {topic.id: topic.title for topic in context.corpus.dispute.topics}
    of_topics = tuple(
        _row(balance, topics[balance.of], f"topics/{balance.of}.md", context) for balance in worklist.topics
    )
    return WorklistView(
        page=WORKLIST_PAGE,
        title=words.say("worklist"),
        summary=words.say("worklist-summary", dispute=context.corpus.dispute.title),
        crumbs=(Crumb(words.say("home"), "index.md"),),
        date=words.say("worklist-date", date=context.date(dates.parse(worklist.today.isoformat()))),
        tasks=tuple(_task(task, findings, context) for task, findings in worklist.tasks),
        balances=(
            BalanceTable("balance-topics", words.say("balance-topics"), of_topics),
            BalanceTable("balance-entries", words.say("balance-entries"), _rows_of_entries(worklist, context)),
        ),
    )


def _task(task: Task, findings: tuple[Finding, ...], context: Context) -> TaskView:
    return TaskView(
        id=f"task-{task}",
        title=context.words.say(f"task-{task}"),
        note=context.words.say(f"task-{task}-note"),
        count=context.words.count("place-count", len(findings)),
        items=tuple(_item(task, finding, context) for finding in findings),
    )


def _item(task: Task, finding: Finding, context: Context) -> Item:
    entry = context.corpus.by_path[finding.path]
    is_of_party = task is Task.NO_POSITION
    return Item(
        card_of(entry, context),
        f"{finding.path}:{finding.line}",
        finding.path,
        _note(task, finding, context),
        target=card_of(context.corpus.by_id[finding.target], context) if finding.target and not is_of_party else None,
        party=Value(context.party_name(finding.target), party=finding.target) if is_of_party else None,
    )


def _note(task: Task, finding: Finding, context: Context) -> str:
    """What is said of the place, in front of the entry that it is about."""
    words = context.words
    if task is Task.DATES:
        return words.say("worklist-dates", words=finding.words, here=finding.here, there=finding.there)
    if task is Task.OLD_REVIEW:
        return context.date(dates.parse(finding.here)) if finding.here else words.say("worklist-never")
    return " ".join(finding.words.split())


def _rows_of_entries(worklist: Worklist, context: Context) -> tuple[BalanceView, ...]:
    entries = ((balance, context.corpus.by_id[balance.of]) for balance in worklist.entries)
    return tuple(_row(balance, entry.title, page_of(entry), context) for balance, entry in entries)


def _row(balance: Balance, title: str, page: str, context: Context) -> BalanceView:
    words = context.words

    perspectives = ((perspective_value(name, context), number) for name, number in balance.perspectives)
    languages = words.locale.languages
    return BalanceView(
        title,
        page,
        str(balance.sources),
        tuple(Value(value.text, party=value.party, note=str(number)) for value, number in perspectives),
        tuple(Value(languages.get(name.split("-")[0], name), note=str(number)) for name, number in balance.languages),
        tuple(Value(words.say(f"balance-{level}"), note=str(number)) for level, number in balance.levels),
        tuple(Value(words.say(f"age-{age}"), note=str(number)) for age, number in balance.ages),
    )
