"""What the hand-written documents promise is so: examples pass, codes are all explained, links lead somewhere."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import pytest

from explainer import dates
from explainer.catalogue import catalogue_of
from explainer.citations import locator_text
from explainer.cli.commands import main
from explainer.editing.fixing import mended
from explainer.model.fields import Collection
from explainer.pipeline import Checked, check, check_record
from explainer.problems import Code, Severity
from explainer.text.headings import heading_id
from folders import HAS_OWN_CONTENT, PROJECT, cases_of, lines_of, written

DOCS = PROJECT / "docs"
GUIDE = DOCS / "editing" / "index.md"
CODES = DOCS / "problems.md"
COMMANDS = DOCS / "editing" / "commands.md"
FOR_DEVELOPERS = {"compile", "schema", "pdf", "size"}
PAGES = sorted([*DOCS.rglob("*.md"), *(PROJECT / f"{name}.md" for name in ("CONTRIBUTING", "README", "SECURITY"))])
RECORDS = sorted((DOCS / "development" / "decisions").glob("0*.md"))
FOR_PROGRAMMERS = sorted((DOCS / "development").rglob("*.md"))
CASES = [*cases_of("problems/*.yml"), *cases_of("record/*.yml")]
BACKGROUND_KINDS = {"place", "document", "question", "term", "economy", "society"}

_FILE_BLOCK = re.compile(r'^```\w+ title="(?P<name>[^"]+)"\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL)
_FENCED = re.compile(r"^(?P<fence>```+).*?^(?P=fence)[ ]*$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?P<address>[^()\s]+)\)")
_CODE_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_FILE = re.compile(r"(?:[\w.-]+/)+|(?:[\w.-]+/)*[\w.-]+\.(?:css|csl|html|js|json|mjs|md|po|py|svg|toml|txt|yml)")
_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*")
_PROBLEM = re.compile(r"[\w ./-]+:\d+: .+ \[(?P<code>[a-z0-9-]+)\]")


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def prose_of(path: Path) -> str:
    """The page without code, in which a bracket or a hash means nothing."""
    return re.sub(r"`[^`\n]+`", "``", _FENCED.sub("", read(path)))


def table_below(page: str, heading: str) -> Iterator[Sequence[str]]:
    """The cells of the rows of the first table whose head begins with `heading`, without backticks."""
    rows = page.partition(f"| {heading} |")[2].split("\n\n")[0].splitlines()[2:]
    assert rows, f"there is no table with the column '{heading}'"
    for row in rows:
        yield [cell.strip().strip("`") for cell in row.strip("|").split("|")]


# The editing guide


@pytest.fixture(scope="module")
def examples() -> dict[str, str]:
    """The files that the guide shows, by their path in the content."""
    blocks = list(_FILE_BLOCK.finditer(read(GUIDE)))
    names = [block["name"] for block in blocks]
    assert len(set(names)) == len(names), "the guide shows a file twice"
    return {block["name"]: block["text"] for block in blocks}


@pytest.fixture
def checked_examples(examples: dict[str, str], tmp_path: Path) -> Checked:
    return check(written(tmp_path, dict(examples), base=False))


def test_the_examples_of_the_guide_have_no_problem(checked_examples: Checked, tmp_path: Path) -> None:
    assert lines_of(checked_examples.problems) == []
    assert lines_of(check_record(tmp_path, checked_examples)) == []


def test_every_collection_has_an_example(checked_examples: Checked) -> None:
    assert {entry.collection for entry in checked_examples.corpus} == set(Collection)


def test_every_kind_of_background_has_an_example(checked_examples: Checked) -> None:
    assert {str(entry.fields.kind) for entry in checked_examples.corpus.background} == BACKGROUND_KINDS


def test_the_examples_of_the_guide_are_in_the_order_that_fix_gives(checked_examples: Checked, tmp_path: Path) -> None:
    content = written(
        tmp_path, {match["name"]: match["text"] for match in _FILE_BLOCK.finditer(read(GUIDE))}, base=False
    )
    assert mended(content, checked_examples.corpus) == ()


def test_dates_of_the_guide_are_shown_as_it_says() -> None:
    table = list(table_below(read(GUIDE).partition("## Dates")[2], "you write"))
    assert table == [[text, dates.label(dates.parse(text), catalogue_of("en"))] for text, _ in table]


def test_locators_of_the_guide_are_shown_as_it_says() -> None:
    table = list(table_below(read(GUIDE), "locator"))
    assert table == [[text, locator_text(text, catalogue_of("en"))] for text, _ in table]


# The problem codes


@pytest.fixture(scope="module")
def sections() -> dict[str, str]:
    """The text below each heading of the page of problem codes, in the order of the page."""
    parts = re.split(r"^## (.+)\n", read(CODES), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_code_has_its_section_in_the_order_of_the_enum(sections: dict[str, str]) -> None:
    assert list(sections) == [code.value for code in Code]


@pytest.mark.parametrize("code", Code)
def test_section_shows_one_line_of_its_code_that_the_checker_prints(sections: dict[str, str], code: Code) -> None:
    shown = [line for line in sections[code.value].splitlines() if _PROBLEM.fullmatch(line)]
    assert [match["code"] for line in shown if (match := _PROBLEM.fullmatch(line))] == [code.value]
    assert shown[0] in {line for case in CASES for line in case.values[0]["problems"]}


@pytest.mark.parametrize("code", Code)
def test_section_says_whether_the_code_is_an_error_a_warning_or_a_notice(sections: dict[str, str], code: Code) -> None:
    text = sections[code.value].lstrip()
    said = [severity for severity in Severity if text.startswith(f"A {severity}.")]
    assert said == ([] if code.severity is Severity.ERROR else [code.severity])


# All pages


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_relative_links_lead_to_files_and_headings(path: Path) -> None:
    assert [address for address in _relative_links(path) if not _leads_somewhere(path, address)] == []


def test_there_are_relative_links() -> None:
    assert sum(len(list(_relative_links(path))) for path in PAGES) > 10


def _relative_links(path: Path) -> Iterator[str]:
    for match in _LINK.finditer(prose_of(path)):
        if not re.match(r"[a-z]+:", match["address"]):
            yield match["address"]


def _leads_somewhere(path: Path, address: str) -> bool:
    if not HAS_OWN_CONTENT and (path.parent / address).resolve().is_relative_to(PROJECT / "content"):
        return True
    file, _, heading = address.partition("#")
    target = (path.parent / file).resolve() if file else path
    if not target.is_file():
        return False
    return not heading or heading in {heading_id(text) for text in re.findall(r"(?m)^#+ (.+)$", prose_of(target))}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_make_targets_that_a_page_names_exist(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", read(PROJECT / "Makefile"), re.MULTILINE))
    assert targets
    assert set(re.findall(r"`make ([a-z-]+)", read(path))) <= targets


# Names of files and of parts of the program

ELSEWHERE = frozenset(
    {"about/", "edit/", "print/", "topics/fishery/", "ja/", "events/x.html", "print.md", "worklist.md", "pagefind/"}
    | {"assets/pictures/", "site/assets/cards/", "datapackage.json", ".gitlab-ci.yml", ".woodpecker.yml", ".venv/bin/"}
    | {"content/record.yml", "content/.obsidian/", "content/links.txt", "links.txt", "robots.txt"}
)
"""Files and pages of a built site, of another repository, or of some contents, which this one need not have."""
FOREIGN = frozenset({"ruamel", "sqlite3", "swap"})
"""Names that records have for what was not taken."""


@pytest.fixture(scope="module")
def endings() -> frozenset[str]:
    """How the paths of the repository's files may be written: whole, or without the first folders."""
    paths = (path.split("/") for path in _files())
    return frozenset("/".join(parts[at:]) for parts in paths for at in range(len(parts))) | set(_ignored()) | ELSEWHERE


def _files() -> Iterator[str]:
    """The files and folders of the repository; folders end in a slash."""
    left_out = {PROJECT / ".git", *(PROJECT / name for name in _ignored())}
    for folder, folders, files in os.walk(PROJECT):
        here = Path(folder)
        folders[:] = [name for name in folders if here / name not in left_out and name != "__pycache__"]
        yield from (f"{(here / name).relative_to(PROJECT).as_posix()}/" for name in folders)
        yield from ((here / name).relative_to(PROJECT).as_posix() for name in files)


def _ignored() -> list[str]:
    """What git is told to ignore in the root: all that is built."""
    names = re.findall(r"^/([^\s*]+)$", read(PROJECT / ".gitignore"), re.MULTILINE)
    return [*names, *(f"{name}/" for name in names if not name.endswith("/"))]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_files_that_a_page_names_exist(path: Path, endings: frozenset[str]) -> None:
    """Where entries are explained, a name in `.md` is that of an example."""
    is_for_editors = path.is_relative_to(DOCS) and path not in FOR_PROGRAMMERS
    named = {span for span in _spans(path) if _FILE.fullmatch(span) and not (is_for_editors and span.endswith(".md"))}
    assert sorted(named - endings) == []


@pytest.fixture(scope="module")
def names() -> frozenset[str]:
    """The words of the program: modules, what they define, use and spell, fields, commands, packages, templates."""
    code = [read(PROJECT / name) for name in ("Makefile", "mkdocs.yml", "pyproject.toml")]
    scripts = (read(path) for path in (PROJECT / "theme").rglob("*.js"))
    code += [re.sub(r"//[^\n]*|/\*.*?\*/", "", script, flags=re.DOTALL) for script in scripts]
    code += [word for path in (PROJECT / "build_scripts").rglob("*.py") for word in _words(path)]
    modules = (Path(path).stem for path in _files() if path.endswith((".py", ".js", "/")))
    return frozenset({*re.findall(r"[A-Za-z_][\w-]*", " ".join(code)), *modules})


def _words(path: Path) -> Iterator[str]:
    """The names in a module, and the strings that are one word; docstrings and other prose are not among them."""
    for node in ast.walk(ast.parse(read(path))):
        yield from (value for _, value in ast.iter_fields(node) if isinstance(value, str) and " " not in value)


@pytest.mark.parametrize("path", FOR_PROGRAMMERS, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_names_that_a_page_for_programmers_has_in_backticks_are_those_of_today(
    path: Path, names: frozenset[str]
) -> None:
    named = {part for span in _spans(path) if _NAME.fullmatch(span) for part in span.split(".")}
    assert sorted(named - names - FOREIGN) == []


def _spans(path: Path) -> list[str]:
    return _CODE_SPAN.findall(_FENCED.sub("", read(path)))


# Decision records

MOST_WORDS = 400


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_decision_record_is_short(path: Path) -> None:
    words = [word for word in read(path).split() if any(map(str.isalnum, word))]
    assert len(words) <= MOST_WORDS


def test_the_index_of_records_has_each_with_its_title_in_order() -> None:
    listed = re.findall(r"^- \[(.+)\]\((.+)\)$", read(DOCS / "development" / "decisions" / "index.md"), re.MULTILINE)
    assert len(listed) > 10
    assert listed == [(read(path).partition("\n")[0].removeprefix("# "), path.name) for path in RECORDS]


# The commands


def test_every_command_has_its_section_and_its_options_are_named() -> None:
    """In the order of the page: each command for editors, and each of its options except those of fields."""
    page = read(COMMANDS)
    sections = dict(zip(*[iter(re.split(r"^## (.+)\n", page, flags=re.MULTILINE)[1:])] * 2, strict=True))
    context = click.Context(main)
    names = [name for name in main.list_commands(context) if name not in FOR_DEVELOPERS]
    commands = {name: command for name in names if (command := main.get_command(context, name))}
    assert set(commands) <= set(sections)
    for name, command in commands.items():
        for part in command.commands.values() if isinstance(command, click.Group) else [command]:
            options = [o for p in part.params for o in p.opts if o.startswith("--") and not p.name.startswith("field_")]
            assert [option for option in options if option not in page] == [], (name, part.name)
