"""A new id for an entry: every reference follows, nothing else changes, and what would do harm is refused."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from explainer import pipeline
from explainer.editing.file_changes import MisusedError, RefusedError, difference, write
from explainer.editing.renaming import renamed
from explainer.pipeline import check
from explainer.problems import Problem, errors_of, in_order
from folders import PROJECT, base_files, cases_of, files_under, lines_of, written

CASES = cases_of("renaming/*.yml")
HALMYR = PROJECT / "tests" / "sites" / "halmyr" / "content"


@pytest.mark.parametrize("case", CASES)
def test_what_changes(case: dict[str, Any], tmp_path: Path) -> None:
    content = written(tmp_path / "content", case["content"])
    before = files_under(content)
    write(content, renamed(content, case["old"], case["new"]))
    gone = next(name for name in before if name.endswith(f"/{case['old']}.md"))
    expected = {name: text for name, text in before.items() if name != gone}
    assert files_under(content) == {**expected, **{name: text.encode() for name, text in case["after"].items()}}
    assert lines_of(errors_of(check(content).problems)) == []


def test_line_ends_and_byte_order_mark_stay(tmp_path: Path) -> None:
    text = "\ufeff---\r\ntitle: Alba\r\nsummary: A.\nkind: state\r\n---\r\n\r\nSee [[island]].\r\rAnd [[island]].\n"
    content = written(tmp_path, {"actors/alba.md": text})
    write(content, renamed(content, "island", "isle"))
    assert (content / "actors/alba.md").read_bytes().decode() == text.replace("[[island]]", "[[isle]]")


def test_the_map_follows(tmp_path: Path) -> None:
    content = Path(shutil.copytree(HALMYR, tmp_path / "content"))
    write(content, renamed(content, "1923-bank-treaty", "1923-treaty"))
    states = (HALMYR / "map/states.yml").read_text("utf-8")
    assert states.count("1923-bank-treaty") == 1
    assert (content / "map/states.yml").read_text("utf-8") == states.replace("1923-bank-treaty", "1923-treaty")
    write(content, renamed(content, "bank-treaty-text", "treaty-text"))
    assert lines_of(check(content).problems) == []


REDIRECTS = {
    "no list yet": "redirects:\n",
    "a list of none": "redirects: []\n",
    "null": "# Old addresses.\nredirects: null # none yet\n",
    "a tilde": "redirects: ~",
    "a key between quotation marks": '"redirects":\n  - {from: actors/ada, to: ada-lind}\n',
    "no field at all": "{}\n",
    "only a comment": "# None yet.",
    "in brackets": "redirects: [{from: actors/ada, to: ada-lind}]\n",
    "in brackets, with a comma at the end": "redirects: [\n  {from: actors/ada, to: ada-lind},\n]\n",
    "the next on lines of its own": "redirects:\n- from: actors/ada\n  to: ada-lind # her first name\n\n# The end.\n",
}


@pytest.mark.parametrize("redirects", REDIRECTS.values(), ids=REDIRECTS)
def test_an_entry_gets_another_id_and_its_old_one_again(redirects: str, tmp_path: Path) -> None:
    """However the list is written: all addresses lead to the entry, and all but the list is as it was."""
    content = written(tmp_path, {"redirects.yml": redirects})
    before = files_under(content)
    assert lines_of(check(content).problems) == []
    ways = {redirect.old: redirect.target for redirect in check(content).corpus.redirects or ()}
    write(content, renamed(content, "ada-lind", "ada-lund"))
    write(content, renamed(content, "ada-lund", "ada-lind"))
    after = check(content)
    assert lines_of(after.problems) == []
    assert {r.old: r.target for r in after.corpus.redirects or ()} == {**ways, "actors/ada-lund": "ada-lind"}
    assert {**files_under(content), "redirects.yml": b""} == {**before, "redirects.yml": b""}
    assert re.findall("#.*", redirects) == re.findall("#.*", (content / "redirects.yml").read_text("utf-8"))


def test_an_old_error_that_has_the_id_as_a_word_of_its_own_is_no_harm(tmp_path: Path) -> None:
    """`alba` is the id of a party as well, which is not renamed with its actor, and here a topic that is not known."""
    paper = str(base_files()["sources/paper.md"]).replace("scholarly", "scholar")
    talks = str(base_files()["events/1900-talks.md"]).replace("\n---\n", "\ntopics: [alba]\n---\n", 1)
    content = written(tmp_path, {"sources/paper.md": paper, "events/1900-talks.md": talks})
    errors = [
        "events/1900-talks.md:9: topic 'alba' is not in dispute.yml. [unknown-topic]",
        "sources/paper.md:6: perspective 'scholar' is not one of alba, borea, third-party, scholarly. Did you mean "
        "'scholarly'? [unknown-party]",
    ]
    assert lines_of(errors_of(check(content).problems)) == errors
    write(content, renamed(content, "alba", "alba-state"))
    assert lines_of(errors_of(check(content).problems)) == errors


def test_no_decision_hangs_on_the_words_of_a_problem(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With other words in every message, the same renamings are made and the same are refused."""

    def reworded(problems: Iterable[Problem]) -> tuple[Problem, ...]:
        return tuple(replace(p, message=f"no {n}", hint="") for n, p in enumerate(in_order(problems)))

    monkeypatch.setattr(pipeline, "in_order", reworded)
    paper = str(base_files()["sources/paper.md"]).replace("scholarly", "scholar")
    content = written(tmp_path, {"sources/paper.md": paper})
    assert renamed(content, "alba", "alba-state") != ()
    with pytest.raises(RefusedError, match=r"^With the id 'talks' the content would have errors:\n  events/talks"):
        renamed(content, "1900-talks", "talks")


def test_every_entry_of_a_large_content_can_be_renamed_and_is_checked_anew() -> None:
    """The references that the checker knows are those that the renaming finds: nothing dangles afterwards."""
    ids = ["qasira", "halmyr-bank", "1711-herring-war", "orn-landings", "by-lamplight"]
    for entry_id in ids:
        new = f"{entry_id}-anew"
        changes = renamed(HALMYR, entry_id, new)
        assert [change.path for change in changes if change.was] == [
            f"{next(HALMYR.glob(f'*/{entry_id}.md')).parent.name}/{new}.md"
        ]


def test_the_path_of_the_file_does_as_well_as_the_id(tmp_path: Path) -> None:
    content = written(tmp_path, {})
    by_id = renamed(content, "island", "isle")
    assert renamed(content, "background/island.md", "isle") == by_id
    assert renamed(content, str(content / "background/island.md"), "isle") == by_id


def test_git_takes_the_difference_and_undoes_it(tmp_path: Path) -> None:
    borea = str(base_files()["actors/borea.md"]).rstrip("\n")
    content = written(tmp_path / "content", {"actors/borea.md": borea})

    def git(*arguments: str, stdin: str = "") -> str:
        command = ["git", "-c", "user.name=e", "-c", "user.email=e@example.org", *arguments]
        return subprocess.run(command, cwd=tmp_path, input=stdin, text=True, check=True, capture_output=True).stdout

    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "--message", "Before")
    before = files_under(content)
    changes = renamed(content, "borea", "northland")
    git("apply", stdin=difference(changes, "content"))
    applied = files_under(content)
    git("checkout", "--", ".")
    git("clean", "-fdq")
    assert files_under(content) == before
    write(content, changes)
    assert files_under(content) == applied != before


MISUSED = {
    "an id that is none": ("iland", "isle", "There is no entry 'iland'. Did you mean 'island'?"),
    "a file that is not there": (
        "events/1901-talks.md",
        "1901-x",
        "There is no file 'events/1901-talks.md' in '{content}'. Give its path, as '{content}/events/its-id.md'",
    ),
    "a file outside the content": (
        __file__,
        "isle",
        f"'{__file__}' is outside the content folder '{{content}}'. Name a file in it",
    ),
    "a new id that is none": (
        "island",
        "The Isle",
        "'The Isle' cannot be an id: an id has small letters a to z, digits and single hyphens",
    ),
    "a new id that leads elsewhere": (
        "island",
        "../isle",
        "'../isle' cannot be an id: an id has small letters a to z, digits and single hyphens",
    ),
    "a new id that is taken": (
        "island",
        "alba",
        "The id 'alba' is taken by '{content}/actors/alba.md'. Choose another",
    ),
    "a new id that is that of a list": (
        "island",
        "timeline",
        "'timeline' cannot be an id: the site has a page of this name. Choose another",
    ),
    "the same id": ("island", "island", "'island' is its id already. Name another"),
    "a text of the site": (
        "home",
        "start",
        "'home' is a text of the site, and its id is fixed. mkdocs.yml and others name it",
    ),
}


@pytest.mark.parametrize("case", MISUSED.values(), ids=MISUSED)
def test_what_is_no_renaming(case: tuple[str, str, str], tmp_path: Path) -> None:
    old, new, message = case
    content = written(tmp_path, {})
    with pytest.raises(MisusedError, match=f"^{re.escape(message.format(content=content))}$"):
        renamed(content, old, new)


REFUSED = {
    "an event without its year": (
        {},
        ("1900-talks", "talks"),
        "With the id 'talks' the content would have errors:\n"
        "  events/talks.md:4: the id 'talks' does not begin with the year of its date, 2 May 1900. Rename it to "
        "1900-talks.md. [event-year]\nChoose another id",
    ),
    "an id that stands somewhere as a name": (
        {"actors/borea.md": "---\ntitle: Borea\nsummary: B.\nkind: state\naliases: [isle]\n---\n\n[[alba]]\n",
         "actors/alba.md": "---\ntitle: Alba\nsummary: A.\nkind: state\n---\n\nNot [[isle]].\n"},
        ("island", "isle"),
        "A link to 'borea' in 'actors/alba.md', line 7, would lead to the renamed entry, since 'isle' stands there "
        "as a name. Write that link by its id first, or choose another id",
    ),
    "a file that cannot be read": (
        {"actors/borea.md": "---\ntitle: [\n---\n"},
        ("island", "isle"),
        "These files have errors, so what they refer to is not known: actors/borea.md. Mend them first; "
        "'explainer check' says how",
    ),
    "an entry that has errors itself": (
        {"background/island.md": "---\ntitle: The island\n---\n"},
        ("island", "isle"),
        "'background/island.md' has errors. Mend them first; 'explainer check' shows them",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_would_do_harm(case: tuple[dict[str, Any], tuple[str, str], str], tmp_path: Path) -> None:
    files, (old, new), message = case
    content = written(tmp_path, files)
    with pytest.raises(RefusedError, match=f"^{re.escape(message)}$"):
        renamed(content, old, new)


def test_an_event_with_a_wrong_year_can_be_mended(tmp_path: Path) -> None:
    text = str(base_files()["events/1900-talks.md"]).replace("1900-05-02", "1901-05-02")
    content = written(tmp_path, {"events/1900-talks.md": text})
    write(content, renamed(content, "1900-talks", "1901-talks"))
    assert lines_of(check(content).problems) == []


def test_the_sources_of_figures_follow_in_both_files(tmp_path: Path) -> None:
    """In the column of the sources alone, and as the cells are written."""
    island = (
        "---\ntitle: The island\nsummary: Small.\nkind: place\nsee_also: [treaty-of-1900]\n---\n\n"
        "It has one harbour.[@paper]\n\n![[catch.csv]]\n"
    )
    fields = (
        "title: The catch\nchart: bar\nfields:\n  - {name: town, type: string}\n"
        '  - {name: catch, type: integer, unit: tonnes, source: "paper"}\n'
        "  - {name: source, type: string}\n  - {name: note, type: string}\n"
    )
    table = 'town,catch,source,note\r\n"Nes, paper",3,"paper",paper\r\npaper,4, paper ,\r\nVik,5,,x\r\n'
    content = written(
        tmp_path,
        {"background/island.md": island, "data/catch.yml": fields, "data/catch.csv": table.encode()},
    )
    changes = {change.path: change.after for change in renamed(content, "paper", "strait-papers")}
    assert changes["data/catch.csv"] == (
        b'town,catch,source,note\r\n"Nes, paper",3,"strait-papers",paper\r\npaper,4, strait-papers ,\r\nVik,5,,x\r\n'
    )
    assert 'source: "strait-papers"' in (changes["data/catch.yml"] or b"").decode()
