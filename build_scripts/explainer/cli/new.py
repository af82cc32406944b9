"""`explainer new`: the questions of an entry, asked until the answers fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from explainer.cli.terminal import content_option, editing_errors_as_messages, show
from explainer.editing import file_changes, new_entry
from explainer.editing.new_entry import EntryKind, NewEntry, Prompt
from explainer.model.fields import Sort, Vocabulary
from explainer.model.raw import Value


@click.group()
def new() -> None:
    """Begin an entry: asks what it needs, proposes an id, writes the file."""


def _new_command(kind: EntryKind) -> click.Command:
    """`explainer new KIND`, with an option for each field that such an entry can have."""
    asked = new_entry.questions(kind)

    def command(content: Path, entry_id: str | None, text: str, publish: bool, **given: Any) -> None:
        with editing_errors_as_messages():
            answers = _answers(kind, asked, content, given)
            chosen = entry_id or _prompt(
                "id", default=new_entry.proposed_id(kind, answers, new_entry.ids_of(content)) or None
            )
            if not publish:
                answers = new_entry.as_draft(kind, answers)
            made = _made_besides(kind, answers, content, publish)
            changes = new_entry.drafted(content, NewEntry(kind, chosen, answers, text), made)
            file_changes.write(content, changes)
        for change in changes:
            show(str(content / change.path))

    options = [
        click.option(
            _option_of(question.name),
            _parameter_of(question.name),
            multiple=question.is_list,
            help=_with_choices(question.description, question.choices),
        )
        for question in asked
    ]
    options += [
        click.option("--id", "entry_id", help="Its id; without it, one is proposed."),
        click.option("--text", default="", help="Its text; without it, a note says what belongs there."),
        click.option("--publish", is_flag=True, help="Publish it at once. Without it, all but sources are drafts."),
        content_option,
    ]
    for option in reversed(options):
        option(command)
    return click.command(str(kind), help=_HELP_OF_NEW.format(kind=_NOUNS[kind]))(command)


def _made_besides(kind: EntryKind, answers: Mapping[str, Value], content: Path, publish: bool) -> tuple[NewEntry, ...]:
    """The actors and places that an event names, that have no entry, and that the editor wants to make now."""
    made: list[NewEntry] = []
    for other, name in new_entry.missing_for(kind, answers, content):
        noun = "place" if other is EntryKind.BACKGROUND else str(other)
        try:
            is_wanted = click.confirm(f"\nThe {noun} '{name}' has no entry. Make one now?", default=True, err=True)
        except click.Abort:
            show("", err=True)
            return ()
        if is_wanted:
            own = new_entry.own_words_of(content)
            fields: dict[str, Value] = {"kind": "place"} if other is EntryKind.BACKGROUND else {}
            for question in new_entry.questions(other):
                if question.is_needed and question.name not in fields:
                    fields[question.name] = _asked(other, question, content, fields, own)
            made.append(NewEntry(other, name, fields if publish else new_entry.as_draft(other, fields)))
    return tuple(made)


_NOUNS = {
    EntryKind.EVENT: "an event",
    EntryKind.ACTOR: "an actor",
    EntryKind.BACKGROUND: "a background entry",
    EntryKind.SOURCE: "a source",
}


_LIST_OF_KINDS: Mapping[EntryKind, Sort] = {
    EntryKind.EVENT: "events",
    EntryKind.ACTOR: "actors",
    EntryKind.BACKGROUND: "background",
}


def _option_of(field: str) -> str:
    return f"--{field.lower().replace('_', '-')}"


def _parameter_of(field: str) -> str:
    return f"field_{field.lower().replace('-', '_')}"


def _with_choices(description: str, choices: Iterable[str]) -> str:
    listed = ", ".join(choices)
    return f"{description} One of: {listed}." if listed else description


_HELP_OF_NEW = """Begin {kind}.

Asks for the fields that must be there and are not given. Fields that are lists can be given several times; groups of
fields are given as they stand in a file: --actors '{{actor: ada-lind, role: host}}'.
"""


def _answers(kind: EntryKind, asked: Iterable[Prompt], content: Path, given: Mapping[str, Any]) -> dict[str, Value]:
    """The fields that were given as options, and the other required ones, asked for one by one."""
    answers: dict[str, Value] = {}
    own = new_entry.own_words_of(content)
    for question in asked:
        value_or_values = given[_parameter_of(question.name)] or ()
        values = [value_or_values] if isinstance(value_or_values, str) else list(value_or_values)
        for value in values:
            read = new_entry.answer(question, value)
            before = answers.get(question.name, [])
            answers[question.name] = [*before, *read] if isinstance(before, list) and isinstance(read, list) else read
    for question in asked:
        if question.name in answers:
            fault = new_entry.fault_in(kind, answers, question.name, own)
            if fault:
                raise file_changes.MisusedError(fault)
        elif question.is_needed:
            answers[question.name] = _asked(kind, question, content, answers, own)
    return answers


def _asked(kind: EntryKind, question: Prompt, content: Path, answers: Mapping[str, Value], own: Vocabulary) -> Value:
    """What the editor answers to a question; it is asked again until the answer fits."""
    choices = question.choices or (new_entry.perspectives_of(content) if question.name == "perspective" else ())
    choices += own.ids(_LIST_OF_KINDS[kind]) if question.name == "kind" and kind in _LIST_OF_KINDS else ()
    show(f"\n{_with_choices(question.description, choices)}", err=True)

    def read(text: str) -> Value:
        value = new_entry.answer(question, text)
        fault = new_entry.fault_in(kind, {**answers, question.name: value}, question.name, own)
        if choices and value not in choices and not fault:
            fault = f"'{text}' is not one of {', '.join(choices)}."
        if fault:
            raise click.UsageError(fault)
        return value

    value: Value = _prompt(question.name, value_proc=read)
    return value


def _prompt(name: str, default: str | None = None, value_proc: Callable[[str], Value] | None = None) -> Any:
    """The answer of the editor; the default if nobody is there to give one."""
    try:
        return click.prompt(name, default=default, value_proc=value_proc, err=True)
    except click.Abort:
        show("", err=True)
        if default is None:
            raise file_changes.MisusedError(f"The field '{name}' is missing. Give it with {_option_of(name)}") from None
        return default


for _kind in EntryKind:
    new.add_command(_new_command(_kind))
