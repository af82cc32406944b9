"""`explainer init`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from explainer.catalogue import languages
from explainer.cli.terminal import counted, editing_errors_as_messages, show, today
from explainer.editing import beginning, file_changes
from explainer.editing.beginning import NewDispute, PublishingHost
from explainer.editing.file_changes import MisusedError

T = TypeVar("T")
_NO_MAP = "none"


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), required=False)
@click.option("--here", is_flag=True, help="Begin in this folder.")
@click.option("--title", help="The title of the site, as 'The Nisida dispute'.")
@click.option("--question", help="The dispute as one question.")
@click.option("--party", "parties", multiple=True, help="The name of a party; give it two times or more.")
@click.option("--topic", "topics", multiple=True, help="A topic that several entries will have; give it as often.")
@click.option("--language", type=click.Choice(languages()), help="The language of the site.")
@click.option("--map", "middle", help="The middle of the map as latitude and longitude, '24.5, -13'; 'none' for none.")
@click.option(
    "--host",
    type=click.Choice([str(host) for host in PublishingHost]),
    default=str(PublishingHost.GITHUB),
    show_default=True,
    help="Where the repository will be, for the file that publishes it.",
)
def init(
    folder: Path | None,
    here: bool,
    title: str | None,
    question: str | None,
    parties: tuple[str, ...],
    topics: tuple[str, ...],
    language: str | None,
    middle: str | None,
    host: str,
) -> None:
    """Begin a dispute in FOLDER: content with one entry of each kind, and what builds and publishes it.

    Asks for what is not given. Nothing that is there is changed.
    """
    if (folder is None) != here:
        raise click.UsageError("Name a new folder, or begin in this one with --here.")
    target = folder or Path()
    with editing_errors_as_messages():
        dispute = NewDispute(
            title=title or _asked("The title of the site", _text),
            question=question or _asked("The dispute as one question", _text),
            parties=_parties(parties) if parties else _asked("The parties, with commas between them", _listed_parties),
            topics=topics or _asked("Topics, with commas between them; empty for none", _listed, default=""),
            language=language or (languages()[0] if len(languages()) == 1 else _asked("The language", _language)),
            middle=_map(middle or _asked("The middle of the map as latitude, longitude; or none", _map_text, _NO_MAP)),
            host=PublishingHost(host),
        )
        changes = beginning.begun(target, dispute, today())
        file_changes.write(target, changes)
    for change in changes:
        show(str(target / change.path))
    go = "" if here else f"cd {target}, then "
    show(f"{counted(len(changes), 'file')} written. Now: {go}mkdocs serve. README.md says the rest.", err=True)


def _asked(question: str, read: Callable[[str], T], default: str | None = None) -> T:
    """What is answered; it is asked again until the answer fits. Where nobody is there to answer, it is refused."""

    def value_of(text: str) -> T:
        try:
            return read(text)
        except MisusedError as error:
            raise click.UsageError(f"{error}.") from None

    try:
        answer: T = click.prompt(question, default=default, value_proc=value_of, show_default=bool(default), err=True)
    except click.Abort:
        raise MisusedError(f"'{question}' was not answered. See: explainer init --help") from None
    return answer


def _text(text: str) -> str:
    if not text.strip():
        raise MisusedError("Write at least one word")
    return " ".join(text.split())


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _listed_parties(text: str) -> tuple[str, ...]:
    return _parties(_listed(text))


def _parties(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(names) < 2:
        raise MisusedError("A dispute has two parties or more")
    return names


def _language(text: str) -> str:
    if text not in languages():
        raise MisusedError(f"'{text}' is not one of {', '.join(languages())}")
    return text


def _map_text(text: str) -> str:
    _map(text)
    return text


def _map(text: str) -> tuple[float, float] | None:
    return None if text.strip().lower() in (_NO_MAP, "") else beginning.middle_read(text)
