"""The page of the worklist: what there is to do, and which sources topics and entries rest on."""

from __future__ import annotations

from dataclasses import dataclass

from explainer import dates
from explainer.model.worklist import Balance, Task, WorkItem, Worklist
from explainer.views.page_view import PageView
from explainer.views.parts import Card, Context, Crumb, Value, card_of, page_of
from explainer.views.provenance import perspective_value

WORKLIST_PAGE = "worklist.md"


@dataclass(frozen=True)
class WorkRow:
    """A place to work at: the entry, the file and line, and a note, which may be empty."""

    entry: Card
    place: str
    path: str
    note: str
    target: Card | None = None
    """The other entry or source that it is about; None if there is none."""
    party: Value | None = None
    """The party whose answer is missing."""


@dataclass(frozen=True)
class TaskView:
    id: str
    title: str
    note: str
    count: str
    items: tuple[WorkRow, ...]


@dataclass(frozen=True)
class BalanceView:
    """A line of a table: an entry or topic, and the number of its sources of each sort."""

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


@dataclass(frozen=True, kw_only=True)
class WorklistView(PageView):
    crumbs: tuple[Crumb, ...]
    date: str
    tasks: tuple[TaskView, ...]
    balances: tuple[BalanceTable, ...]


def worklist_view(worklist: Worklist, context: Context) -> WorklistView:
    """The values of the report in the words of the catalogue; tasks and items keep its order."""
    words = context.words
    topics = {topic.id: topic.title for topic in context.corpus.dispute.topics}
    of_topics = tuple(
        _row(balance, topics[balance.of], f"topics/{balance.of}.md", context) for balance in worklist.topics
    )
    return WorklistView(
        collection="worklist",
        page=WORKLIST_PAGE,
        title=words.say("worklist"),
        summary=words.say("worklist-summary", dispute=context.corpus.dispute.title),
        crumbs=(Crumb(words.say("home"), "index.md"),),
        date=words.say("worklist-date", date=context.date(dates.parse(worklist.today.isoformat()))),
        tasks=tuple(_task(task, items, context) for task, items in worklist.tasks),
        balances=(
            BalanceTable("balance-topics", words.say("balance-topics"), of_topics),
            BalanceTable("balance-entries", words.say("balance-entries"), _rows_of_entries(worklist, context)),
        ),
    )


def _task(task: Task, items: tuple[WorkItem, ...], context: Context) -> TaskView:
    return TaskView(
        id=f"task-{task}",
        title=context.words.say(f"task-{task}"),
        note=context.words.say(f"task-{task}-note"),
        count=context.words.count("place-count", len(items)),
        items=tuple(_item(task, item, context) for item in items),
    )


def _item(task: Task, item: WorkItem, context: Context) -> WorkRow:
    entry = context.corpus.by_path[item.path]
    is_of_party = task is Task.NO_POSITION
    return WorkRow(
        card_of(entry, context),
        f"{item.path}:{item.line}",
        item.path,
        _note(task, item, context),
        target=card_of(context.corpus.by_id[item.target], context) if item.target and not is_of_party else None,
        party=Value(context.party_name(item.target), party=item.target) if is_of_party else None,
    )


def _note(task: Task, item: WorkItem, context: Context) -> str:
    """The note on a place, which comes before the entry that it is about."""
    words = context.words
    if task is Task.DATES:
        return words.say("worklist-dates", words=item.words, here=item.here, there=item.there)
    if task is Task.OLD_REVIEW:
        return context.date(dates.parse(item.here)) if item.here else words.say("worklist-never")
    if task is Task.BROKEN_LINK:
        return _answered(item, context)
    return " ".join(item.words.split())


def _answered(item: WorkItem, context: Context) -> str:
    """What an address answered, and when: since a day, and last on another."""
    words = context.words
    answer = words.say(f"answered-{item.outcome}", address=item.words, status=item.status)
    first, last = (context.date(dates.parse(day)) for day in (item.since, item.seen))
    if item.since == item.seen:
        return words.say("worklist-link", answer=answer, date=last)
    return words.say("worklist-link-still", answer=answer, since=first, date=last)


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
