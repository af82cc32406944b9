"""`explainer new`: the questions of an entry, asked until the answers fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from explainer.cli.terminal import content_option, desk
from explainer.desk import drafting, places, writing
from explainer.desk.drafting import Kind, Question
from explainer.model.raw import Value


@click.group()
def new() -> None:
    """Begin an entry: asks what it needs, proposes an id, writes the file."""


def _new_command(kind: Kind) -> click.Command:
    """`explainer new KIND`, with an option for each field that such an entry can have."""
    asked = drafting.questions(kind)

    def command(content: Path, entry_id: str | None, text: str, publish: bool, **given: Any) -> None:
        with desk():
            answers = _answers(kind, asked, content, given)
            chosen = entry_id or _prompt(
                "id", default=drafting.proposed_id(kind, answers, drafting.ids_of(content)) or None
            )
            if not publish:
                answers = drafting.as_draft(kind, answers)
            change = drafting.drafted(content, kind, chosen, answers, text)
            writing.write(content, [change])
        click.echo(str(content / change.path))

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


_NOUNS = {
    Kind.EVENT: "an event",
    Kind.ACTOR: "an actor",
    Kind.BACKGROUND: "a background entry",
    Kind.SOURCE: "a source",
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


def _answers(kind: Kind, asked: Iterable[Question], content: Path, given: Mapping[str, Any]) -> dict[str, Value]:
    """The fields that were given and, asked for one by one, those that are needed besides."""
    answers: dict[str, Value] = {}
    for question in asked:
        value_or_values = given[_parameter_of(question.name)] or ()
        values = [value_or_values] if isinstance(value_or_values, str) else list(value_or_values)
        for value in values:
            read = drafting.answer(question, value)
            before = answers.get(question.name, [])
            answers[question.name] = [*before, *read] if isinstance(before, list) and isinstance(read, list) else read
    for question in asked:
        if question.name in answers:
            fault = drafting.fault_in(kind, answers, question.name)
            if fault:
                raise places.MisusedError(fault)
        elif question.is_needed:
            answers[question.name] = _asked(kind, question, content, answers)
    return answers


def _asked(kind: Kind, question: Question, content: Path, answers: Mapping[str, Value]) -> Value:
    """What the editor answers to a question; it is asked again until the answer fits."""
    choices = question.choices or (drafting.perspectives_of(content) if question.name == "perspective" else ())
    click.echo(f"\n{_with_choices(question.description, choices)}", err=True)

    def read(text: str) -> Value:
        value = drafting.answer(question, text)
        fault = drafting.fault_in(kind, {**answers, question.name: value}, question.name)
        if choices and value not in choices and not fault:
            fault = f"'{text}' is not one of {', '.join(choices)}."
        if fault:
            raise click.UsageError(fault)
        return value

    value: Value = _prompt(question.name, value_proc=read)
    return value


def _prompt(name: str, default: str | None = None, value_proc: Callable[[str], Value] | None = None) -> Any:
    """The answer; where nobody is there to give one, the default."""
    try:
        return click.prompt(name, default=default, value_proc=value_proc, err=True)
    except click.Abort:
        click.echo("", err=True)
        if default is None:
            raise places.MisusedError(f"The field '{name}' is missing. Give it with {_option_of(name)}") from None
        return default


for _kind in Kind:
    new.add_command(_new_command(_kind))
