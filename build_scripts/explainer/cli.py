"""The command `explainer`: it asks, prints and ends; what is done is in the pipeline and in `desk`.

Exit codes: 0 all is well, 1 the content has problems or nothing could be done, 2 the command was called wrongly.
"""

from __future__ import annotations

import datetime
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click

from explainer import pdf, reference
from explainer.desk import drafting, exchanging, explaining, findings, mending, places, renaming, watching, writing
from explainer.desk.drafting import Kind, Question
from explainer.desk.findings import Form
from explainer.desk.formats import FORMATS
from explainer.model.raw import Value
from explainer.pages import Settings
from explainer.pipeline import check as check_content
from explainer.pipeline import compile_site
from explainer.problems import Problem, Severity, errors_of

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_content = click.option("--content", type=_FOLDER, default="content", show_default=True, help="The folder of entries.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Write, check and compile the entries of a dispute explainer."""


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@_content
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option(
    "--format",
    "form",
    type=click.Choice([str(form) for form in Form]),
    default="text",
    show_default=True,
    help="For a reader or a program.",
)
@click.option(
    "--fix", is_flag=True, help="First mend what is safe: line ends, spaces, quotation marks, order of fields."
)
@click.option("--watch", is_flag=True, help="Go on, and check again after every change.")
def check(paths: tuple[str, ...], content: Path, strict: bool, form: str, fix: bool, watch: bool) -> None:
    """Print every problem of the content, without building a site.

    With PATH, only those of these files or folders are shown; all files are checked nevertheless, since entries depend
    on one another.
    """
    with _desk():
        shown = tuple(places.path_in_content(path, content) for path in paths)
        if fix:
            _fix(content, shown)
        checked = _watched if watch else _checked
        failed = checked(content, shown, Form(form), strict)
    sys.exit(1 if failed else 0)


def _watched(content: Path, shown: tuple[str, ...], form: Form, strict: bool) -> bool:
    """Checks after every change until the editor stops it, which is no failure."""
    _checked(content, shown, form, strict)
    stopped: list[int] = []
    for number in writing.STOPPING:
        signal.signal(number, lambda number, frame: stopped.append(number))  # noqa: ARG005 - a handler's signature
    for count, _ in enumerate(watching.changes_in(content, lambda: bool(stopped))):
        if count:
            click.echo(f"\n{datetime.datetime.now():%H:%M:%S}", err=True)
            _checked(content, shown, form, strict)
        else:
            click.echo("Watching. Ctrl-C ends it.", err=True)
    click.echo("", err=True)
    return False


def _checked(content: Path, shown: tuple[str, ...], form: Form, strict: bool) -> bool:
    """Checks, prints, and says whether that is a failure."""
    with _at_work("Checking the content"):
        problems = check_content(content).problems
    chosen = tuple(p for p in problems if not shown or any(_is_in(p.path, path) for path in shown))
    found = findings.findings_of(chosen, content, Path(os.path.relpath(content)).as_posix())
    if form is Form.JSON:
        click.echo(findings.as_json(found), nl=False)
    elif form is Form.SARIF:
        click.echo(findings.as_sarif(found, explaining.DOCS), nl=False)
    elif form is Form.GITHUB:
        for finding in found:
            click.echo(findings.as_github(finding))
    else:
        for line in (line for finding in found for line in findings.text_lines(finding)):
            click.echo("".join(click.style(part, **_STYLES.get(role, {})) for role, part in line), color=_colour())
    _say_sum(chosen)
    if len(chosen) < len(problems):
        click.echo(f"{_counted(len(problems) - len(chosen), 'more problem')} in other files", err=True)
    return bool(chosen if strict else errors_of(chosen))


def _fix(content: Path, shown: tuple[str, ...]) -> None:
    with _at_work("Mending the content"):
        mended = mending.mended(content, check_content(content).corpus)
    chosen = tuple(change for change in mended if not shown or any(_is_in(change.path, path) for path in shown))
    writing.write(content, chosen)
    for change in chosen:
        click.echo(f"mended: {change.path}", err=True)


def _is_in(path: str, folder: str) -> bool:
    return folder in (".", path) or path.startswith(f"{folder}/")


@main.group()
def new() -> None:
    """Begin an entry: asks what it needs, proposes an id, writes the file."""


def _new_command(kind: Kind) -> click.Command:
    """`explainer new KIND`, with an option for each field that such an entry can have."""
    asked = drafting.questions(kind)

    def command(content: Path, entry_id: str | None, text: str, publish: bool, **given: Any) -> None:
        with _desk():
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
        _content,
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


@main.command()
@click.argument("old")
@click.argument("new")
@_content
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
def rename(old: str, new: str, content: Path, dry_run: bool) -> None:
    """Give the entry OLD the id NEW, in its file's name and wherever it is named.

    OLD is an id or the path of a file. The old address is kept in redirects.yml, so that links from elsewhere still
    lead to the entry. Git undoes it.
    """
    with _desk():
        with _at_work("Looking for references"):
            changes = renaming.renamed(content, old, new)
        if dry_run:
            _show_difference(changes, content)
            return
        writing.write(content, changes)
    for change in changes:
        click.echo(f"{change.was} -> {change.path}" if change.was else change.path)
    click.echo(f"{_counted(len(changes), 'file')} changed", err=True)


@main.group()
def sources() -> None:
    """Bring sources in from Zotero and others, and take them out."""


_format_of_file = click.option(
    "--format",
    "form",
    type=click.Choice([known.name for known in FORMATS]),
    help="What the file is, if its name does not say.",
)


@sources.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_content
@_format_of_file
@click.option("--perspective", help="Whose view those give that do not say it.")
@click.option("--level", help="Whether those that do not say it are primary or secondary.")
@click.option("--language", help="The language of those that do not say it.")
@click.option("--update", is_flag=True, help="Let sources that are there take the values of the file.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
def import_(file: Path, content: Path, form: str | None, update: bool, dry_run: bool, **defaults: str | None) -> None:
    """Write a source for each item of FILE: CSL JSON, BibTeX or RIS.

    All are written or, where one has an error, none.
    """
    given = {name: value for name, value in defaults.items() if value}
    with _desk():
        with _at_work("Reading the sources"):
            found = exchanging.imported(content, exchanging.records_of(file, form or ""), given, update)
        if dry_run:
            _show_difference(found.changes, content)
            return
        writing.write(content, found.changes)
    for change in found.changes:
        click.echo(change.path)
    click.echo(f"{len(found.new)} new, {len(found.changed)} changed, {len(found.same)} as before", err=True)


@sources.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@_content
@_format_of_file
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file; without it, the terminal."
)
def export(ids: tuple[str, ...], content: Path, form: str | None, output: Path | None) -> None:
    """Write the sources of these IDs, or all, as CSL JSON, BibTeX or RIS.

    What a format has no field for stands in its note, so that an import gives every field back.
    """
    with _desk():
        text = exchanging.exported(content, ids, exchanging.format_of(form or "", str(output or "")))
        if output is None:
            click.echo(text, nl=False)
            return
        if output.resolve().is_relative_to(content.resolve()):
            raise places.MisusedError(f"'{output}' is inside the content. Name a file elsewhere")
        before = output.read_bytes() if output.exists() else None
        writing.write(output.parent, [writing.Change(output.name, before, text.encode())])
    click.echo(str(output), err=True)


@main.command()
@click.argument("code")
@click.option("--docs", type=_FOLDER, default=explaining.DOCS, help="The folder of the documents.")
def explain(code: str, docs: Path) -> None:
    """Explain the CODE that stands between brackets at the end of a problem."""
    with _desk():
        click.echo(explaining.explanation_of(code, docs), nl=False)


@main.command(name="compile")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@_content
@click.option("--theme", type=_FOLDER, default="theme", show_default=True, help="The folder with the templates.")
def compile_(folder: Path, content: Path, theme: Path) -> None:
    """Write the pages as plain files into FOLDER, for any site generator.

    FOLDER must be new or empty.
    """
    if folder.resolve().is_relative_to(content.resolve()):
        raise click.UsageError(f"'{folder}' is inside the content. Name a folder elsewhere.")
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"'{folder}' is not empty. Name a new folder, or empty it first.")
    compiled = compile_site(content, theme, Settings())
    for problem in compiled.problems:
        click.echo(str(problem), err=True)
    if errors_of(compiled.problems):
        _say_sum(compiled.problems)
        sys.exit(1)
    for path, text in [*((p.path, str(p)) for p in compiled.pages), *((a.path, a.text) for a in compiled.assets)]:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    for file in compiled.files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(content / file, folder / file)
    click.echo(f"{len(compiled.pages)} pages written to {folder}", err=True)


@main.command()
@click.argument("docs", type=_FOLDER, default="docs")
def schema(docs: Path) -> None:
    """Write the JSON Schemas and the field reference into the folder DOCS."""
    for path, text in reference.files().items():
        target = docs / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        click.echo(str(target))


@main.command(name="pdf")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path), default="explainer.pdf")
@click.option("--site", type=_FOLDER, default="site", show_default=True, help="The folder of the built site.")
def pdf_(target: Path, site: Path) -> None:
    """Print the whole explainer from the built site into the file TARGET, with an installed Chromium."""
    browser = pdf.installed_browser()
    if browser is None:
        raise click.ClickException("There is no Chromium or Chrome. Install one, or name it in EXPLAINER_CHROMIUM.")
    page = "print/" if (site / "print" / "index.html").is_file() else "print.html"
    if not (site / page).exists():
        raise click.ClickException(f"'{site}' has no page of the whole explainer. Build the site first: make site")
    try:
        pdf.print_page(browser, site, page, target)
    except pdf.PrintingError as error:
        raise click.ClickException(f"The browser did not print: {error}") from None
    click.echo(str(target))


def _say_sum(problems: tuple[Problem, ...]) -> None:
    errors = sum(1 for problem in problems if problem.severity is Severity.ERROR)
    warnings = len(problems) - errors
    click.echo(f"{_counted(errors, 'error')}, {_counted(warnings, 'warning')}", err=True)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


# What all commands of the desk share


_STYLES: Mapping[str, Mapping[str, Any]] = {
    "place": {"bold": True},
    "error": {"fg": "red"},
    "warning": {"fg": "yellow"},
    "code": {"dim": True},
    "+": {"fg": "green"},
    "-": {"fg": "red"},
    "@": {"fg": "cyan"},
}


class _CalledWrongly(click.ClickException):
    exit_code = 2


@contextmanager
def _desk() -> Iterator[None]:
    """Says in a line what went wrong, and ends; a signal to stop is answered in the same way."""
    before = {number: signal.signal(number, _stop) for number in writing.STOPPING}
    try:
        yield
    except places.MisusedError as error:
        raise _CalledWrongly(_sentence(error)) from None
    except writing.RefusedError as error:
        raise click.ClickException(_sentence(error)) from None
    except writing.StoppedError:
        raise click.ClickException("Stopped. The content is as it was; give the command again to do it.") from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise writing.StoppedError


def _sentence(error: Exception) -> str:
    text = str(error)
    return text if text.endswith(("?", ".", "!", "]")) else f"{text}."


@contextmanager
def _at_work(what: str) -> Iterator[None]:
    """Says on a terminal what takes its time, and wipes it out when it is done."""
    is_seen = sys.stderr.isatty()
    if is_seen:
        click.echo(f"{what} …", err=True, nl=False)
    try:
        yield
    finally:
        if is_seen:
            click.echo("\r\x1b[K", err=True, nl=False)


def _colour() -> bool | None:
    """Colours only on a terminal, and not where they are not wanted (no-color.org)."""
    return False if os.environ.get("NO_COLOR") else None


def _show_difference(changes: Iterable[writing.Change], content: Path) -> None:
    for line in writing.difference(changes, Path(os.path.relpath(content)).as_posix()).splitlines():
        click.echo(click.style(line, **_STYLES.get(line[:1], {})), color=_colour())
