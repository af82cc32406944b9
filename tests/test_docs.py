"""What the hand-written documents promise is so: examples pass, codes are all explained, links lead somewhere."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from explainer import dates
from explainer.catalogue import catalogue_of
from explainer.citations import locator_text
from explainer.cli.commands import main
from explainer.links.text import heading_id
from explainer.model.fields import Collection
from explainer.pipeline import Checked, check
from explainer.problems import Code, Severity
from folders import PROJECT, cases_of, lines_of, written

DOCS = PROJECT / "docs"
GUIDE = DOCS / "editing" / "index.md"
CODES = DOCS / "problems.md"
COMMANDS = DOCS / "editing" / "commands.md"
FOR_DEVELOPERS = {"compile", "schema", "pdf"}
PAGES = sorted([*DOCS.rglob("*.md"), PROJECT / "CONTRIBUTING.md", PROJECT / "README.md"])
CASES = cases_of("problems/*.yml")
BACKGROUND_KINDS = {"place", "document", "question", "term", "economy", "society"}

_FILE_BLOCK = re.compile(r'^```\w+ title="(?P<name>[^"]+)"\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL)
_FENCED = re.compile(r"^(?P<fence>```+).*?^(?P=fence)[ ]*$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?P<address>[^()\s]+)\)")
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


def test_the_examples_of_the_guide_have_no_problem(checked_examples: Checked) -> None:
    assert lines_of(checked_examples.problems) == []
    assert checked_examples.corpus is not None


def test_every_collection_has_an_example(checked_examples: Checked) -> None:
    assert checked_examples.corpus is not None
    assert {entry.collection for entry in checked_examples.corpus} == set(Collection)


def test_every_kind_of_background_has_an_example(checked_examples: Checked) -> None:
    assert checked_examples.corpus is not None
    assert {str(entry.fields.kind) for entry in checked_examples.corpus.background} == BACKGROUND_KINDS


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
    assert [_PROBLEM.fullmatch(line)["code"] for line in shown] == [code.value]
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


# The commands


def test_every_command_has_its_section_and_its_options_are_named() -> None:
    """In the order of the page: each command of the desk, and each of its own options but those of fields."""
    page = read(COMMANDS)
    sections = dict(zip(*[iter(re.split(r"^## (.+)\n", page, flags=re.MULTILINE)[1:])] * 2, strict=True))
    commands = {name: command for name, command in main.commands.items() if name not in FOR_DEVELOPERS}
    assert set(commands) <= set(sections)
    for name, command in commands.items():
        for part in command.commands.values() if isinstance(command, click.Group) else [command]:
            options = [o for p in part.params for o in p.opts if o.startswith("--") and not p.name.startswith("field_")]
            assert [option for option in options if option not in page] == [], (name, part.name)


# The first entry

FIRST = DOCS / "editing" / "first-entry.md"
_STEP = re.compile(r'^```(?:markdown title="(?P<name>[^"]+)"|console)\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL)
UNLINKED = "[[yoshiro-mori|Yoshiro Mori]] had prepared the ground in February."
LINKED = "[[yoshiro-mori|Yoshiro Mori]] had prepared the ground [[2013-mori-in-moscow|in February]]."
WRONG, RIGHT = "[@japantimes-2013-02-22-mori;", "[@japantimes-2013-02-22-mori-putin;"


@pytest.mark.site
def test_the_first_entry_can_be_followed_word_by_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command gives what the page shows, in the order of the page, and the mistake is found where it says."""
    content = Path(shutil.copytree(PROJECT / "content", tmp_path / "content"))
    before = check(content).problems
    monkeypatch.chdir(tmp_path)
    event, other = (content / "events" / name for name in ("2013-mori-in-moscow.md", "2013-abe-in-moscow.md"))
    commands = 0
    for step in _STEP.finditer(read(FIRST)):
        if step["name"]:
            (content / step["name"]).write_text(step["text"], encoding="utf-8")
            continue
        command, _, shown = step["text"].replace(" \\\n", " ").partition("\n")
        program, *arguments = shlex.split(command.removeprefix("$ "))
        assert program == ".venv/bin/explainer"
        if shown.startswith("0 errors"):
            event.write_text(read(event).replace(WRONG, RIGHT), encoding="utf-8")
            assert LINKED in read(FIRST)
            assert read(other).count(UNLINKED) == 1
            other.write_text(read(other).replace(UNLINKED, LINKED), encoding="utf-8")
        assert CliRunner().invoke(main, arguments).output == shown
        commands += 1
    assert commands == 4
    event.write_text(read(event).replace(WRONG, RIGHT), encoding="utf-8")
    assert check(content).problems == before
