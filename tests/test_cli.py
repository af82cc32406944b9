"""The command: what it prints where, what it writes, and its exit codes."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from explainer.cli import commands
from explainer.cli.commands import main
from explainer.editing.fixing import mended
from explainer.editor_settings.field_reference import files
from explainer.pipeline import check as checked
from explainer.problems import Code, errors_of
from explainer.views.search_names import TABLES
from folders import PROJECT, THEME, File, base_files, files_under, written

EMPTY: dict[str, File] = {"background/island.md": ""}
TOPIC: dict[str, File] = {
    "background/island.md": "---\ntitle: The island\nsummary: S.\nkind: place\ntopics: [fish]\n---\n"
}
TOPIC_LINE = (
    "background/island.md:5: topic 'fish' is not in dispute.yml. [unknown-topic]\n"
    "    5 | topics: [fish]\n      |          ^^^^\n"
)
ORPHAN: dict[str, File] = {"background/storm.md": "---\ntitle: S\nsummary: S.\nkind: term\n---\n"}
ERROR_LINE = "background/island.md:1: the file is empty. [empty-file]\n"
ORPHAN_LINE = (
    "background/storm.md:1: warning: no other entry links here, so few will find it. "
    "Link to it from a related entry. [orphan]\n"
)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


CHECKS = {
    "nothing wrong": ({}, [], 0, "", "0 errors, 0 warnings\n"),
    "an error": (EMPTY, [], 1, ERROR_LINE, "1 error, 0 warnings\n"),
    "a warning": (ORPHAN, [], 0, ORPHAN_LINE, "0 errors, 1 warning\n"),
    "a warning where none is allowed": (ORPHAN, ["--strict"], 1, ORPHAN_LINE, "0 errors, 1 warning\n"),
    "both": ({**TOPIC, **ORPHAN}, [], 1, TOPIC_LINE + ORPHAN_LINE, "1 error, 1 warning\n"),
    "a warning that may be for the error only": ({**EMPTY, **ORPHAN}, [], 1, ERROR_LINE, "1 error, 0 warnings\n"),
}


@pytest.mark.parametrize("case", CHECKS.values(), ids=CHECKS)
def test_check(case: tuple[dict[str, File], list[str], int, str, str], tmp_path: Path) -> None:
    content, options, exit_code, output, errors = case
    result = run("check", "--content", written(tmp_path, content), *options)
    assert (result.exit_code, result.stdout, result.stderr) == (exit_code, output, errors)


WORDING = "wording:\n  loaded_words:\n    - {word: blew, instead: [came]}\n"
NOTICE_LINE = (
    "background/storm.md:3: notice: 'blew' takes a side outside a quotation. "
    "Write 'came', or quote who says it. [loaded-word]\n"
    "    3 | summary: It blew.\n      |             ^^^^\n"
)


@pytest.mark.parametrize(
    ("options", "exit_code"),
    [([], 0), (["--strict"], 0), (["--strict-wording"], 1), (["--strict", "--strict-wording"], 1)],
    ids=lambda value: " ".join(value) or "no option" if isinstance(value, list) else "",
)
def test_no_check_fails_by_a_notice_unless_it_is_asked_to(options: list[str], exit_code: int, tmp_path: Path) -> None:
    storm = "---\ntitle: S\nsummary: It blew.\nkind: term\nsee_also: [island]\n---\n"
    island = "---\ntitle: The island\nsummary: S.\nkind: place\nsee_also: [storm]\n---\n"
    dispute = str(base_files()["dispute.yml"]) + WORDING
    files: dict[str, File] = {"background/storm.md": storm, "background/island.md": island, "dispute.yml": dispute}
    result = run("check", "--content", written(tmp_path, files), *options)
    assert (result.exit_code, result.stdout) == (exit_code, NOTICE_LINE)
    assert result.stderr == "0 errors, 0 warnings, 1 notice\n"


def test_check_of_a_folder_that_is_not_there(tmp_path: Path) -> None:
    result = run("check", "--content", tmp_path / "nowhere")
    assert result.exit_code == 2
    assert result.stderr.endswith(f"Directory '{tmp_path / 'nowhere'}' does not exist.\n")


def test_compile_writes_pages_assets_and_files(tmp_path: Path) -> None:
    content = written(tmp_path / "content", {"background/harbour.png": b"\x89PNG\0"})
    result = run("compile", tmp_path / "out", "--content", content, "--theme", THEME)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"21 pages written to {tmp_path / 'out'}\n"
    out = sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.*"))
    names = [f"assets/names/en/{number}.json" for number in range(TABLES)]
    search = ["assets/facets.json", "assets/words/en.json"]
    made = ["assets/explainer/pages.json", "assets/explainer/style.css", *search, "background/harbour.png"]
    beside = [
        path
        for path in out
        if not path.endswith((".html", ".csv", ".md", ".json", "index.bib", "index.ris")) or path.startswith("assets/")
    ]
    data = ["data/record.sqlite", *(f"data/sources.{ending}" for ending in ("bib", "ris")), "llms.txt"]
    assert beside == sorted([*names, *made, *data])
    assert {"data/datapackage.json", "data/entries.csv", "actors/alba/index.json", "actors/alba/index.md"} < set(out)
    assert {"index.html", "timeline.html", "actors/alba.html"} < set(out)
    assert (tmp_path / "out/background/harbour.png").read_bytes() == b"\x89PNG\0"
    assert (tmp_path / "out/index.html").read_bytes().startswith(b"---\ntitle: The strait in one minute\n")


def test_compile_writes_nothing_where_there_are_errors(tmp_path: Path) -> None:
    result = run("compile", tmp_path / "out", "--content", written(tmp_path / "content", EMPTY), "--theme", THEME)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", ERROR_LINE + "1 error, 0 warnings\n")
    assert not (tmp_path / "out").exists()


def test_compile_does_not_write_over_files(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/notes.txt").write_text("mine", encoding="utf-8")
    content = written(tmp_path / "content", {})
    result = run("compile", tmp_path / "out", "--content", content, "--theme", THEME)
    assert result.exit_code == 2
    assert result.stderr.endswith(f"Error: '{tmp_path / 'out'}' is not empty. Name a new folder, or empty it first.\n")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["notes.txt"]


def test_schema_writes_the_generated_files(tmp_path: Path) -> None:
    result = run("schema", tmp_path)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [str(tmp_path / path) for path in files()]
    assert {path: (tmp_path / path).read_text(encoding="utf-8") for path in files()} == dict(files())


# Editing


NO_SUCH_ACTOR = str(base_files()["events/1900-talks.md"]).replace("ada-lind", "ada-lynd")
TWO_FILES: dict[str, File] = {"events/1900-talks.md": NO_SUCH_ACTOR, **EMPTY}
TALKS_LINES = """\
events/1900-talks.md:8: actor 'ada-lynd' is not an entry. Did you mean 'ada-lind'? [unknown-entry]
    8 |   - {actor: ada-lynd, role: negotiator, as: Foreign Minister}
      |             ^^^^^^^^
"""


def test_check_shows_the_line_and_the_culprit(tmp_path: Path) -> None:
    result = run("check", "--content", written(tmp_path, TWO_FILES))
    assert (result.exit_code, result.stdout) == (1, ERROR_LINE + TALKS_LINES)


@pytest.mark.parametrize(
    ("path", "exit_code", "output", "errors"),
    [
        ("events", 1, TALKS_LINES, "1 error, 0 warnings\n1 more problem in other files\n"),
        ("events/1900-talks.md", 1, TALKS_LINES, "1 error, 0 warnings\n1 more problem in other files\n"),
        ("actors", 0, "", "0 errors, 0 warnings\n2 more problems in other files\n"),
        (".", 1, ERROR_LINE + TALKS_LINES, "2 errors, 0 warnings\n"),
    ],
)
def test_a_path_limits_what_is_shown(path: str, exit_code: int, output: str, errors: str, tmp_path: Path) -> None:
    content = written(tmp_path, TWO_FILES)
    result = run("check", content / path, "--content", content)
    assert (result.exit_code, result.stdout, result.stderr) == (exit_code, output, errors)


def test_a_path_outside_the_content_is_refused(tmp_path: Path) -> None:
    result = run("check", __file__, "--content", written(tmp_path, {}))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"Error: '{__file__}' is outside the content folder '{tmp_path}'. Name a file in it.\n"


def test_colours_are_for_terminals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = written(tmp_path, EMPTY)
    arguments = ["check", "--content", str(content)]
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[31mthe file is empty." in CliRunner().invoke(main, arguments, color=True).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert CliRunner().invoke(main, arguments, color=True).stdout == ERROR_LINE


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_check_for_programs_prints_one_document(form: str, tmp_path: Path) -> None:
    result = run("check", "--format", form, "--content", written(tmp_path, EMPTY))
    assert result.exit_code == 1
    assert "empty-file" in result.stdout
    assert json.loads(result.stdout)


def test_check_for_github_names_files_from_where_it_is_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "content", EMPTY)
    monkeypatch.chdir(tmp_path)
    result = run("check", "--format", "github")
    assert result.stdout == "::error file=content/background/island.md,line=1,title=empty-file::the file is empty.\n"


def test_check_mends_before_it_checks(tmp_path: Path) -> None:
    talks = str(base_files()["events/1900-talks.md"])
    content = written(tmp_path, {"events/1900-talks.md": talks.replace("\n", "\r\n"), "actors/alba.md": "\ufeff---\n"})
    result = run("check", "--fix", "--content", content, content / "events")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("mended: events/1900-talks.md\n0 errors, 0 warnings\n")
    assert (content / "events/1900-talks.md").read_bytes().decode() == talks
    assert (content / "actors/alba.md").read_bytes().decode() == "\ufeff---\n"


def test_watch_checks_again_after_a_change(tmp_path: Path) -> None:
    content = written(tmp_path, {})
    command = [sys.executable, "-u", "-c", "from explainer.cli import main; main()"]
    process = subprocess.Popen(
        [*command, "check", "--watch", "--content", str(content)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    try:
        assert [process.stdout.readline() for _ in range(2)] == [
            "0 errors, 0 warnings\n",
            "Watching. Ctrl-C ends it.\n",
        ]
        (content / "background/island.md").write_text("", encoding="utf-8")
        assert [process.stdout.readline() for _ in range(4)][2:] == [ERROR_LINE, "1 error, 0 warnings\n"]
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=20)[0] == "\n"
        assert process.returncode == 0
    finally:
        process.kill()
        process.wait()


def test_rename(tmp_path: Path) -> None:
    content = written(tmp_path, {})
    before = files_under(content)
    shown = run("rename", "island", "isle", "--dry-run", "--content", content)
    assert (shown.exit_code, files_under(content)) == (0, before)
    assert "rename to " in shown.stdout
    assert "+  The island is [[isle]], as" in shown.stdout
    result = run("rename", "island", "isle", "--content", content)
    assert (result.exit_code, result.stderr) == (0, "3 files changed\n")
    assert result.stdout == "background/island.md -> background/isle.md\ndispute.yml\nredirects.yml\n"
    again = run("rename", "island", "isle-2", "--content", content)
    assert (again.exit_code, again.stdout) == (2, "")
    assert again.stderr == "Error: 'island' was renamed. It is 'isle' now.\n"
    harm = run("rename", "1900-talks", "talks", "--content", content)
    assert (harm.exit_code, harm.stdout) == (1, "")


def test_explain() -> None:
    result = run("explain", "orphan")
    assert result.exit_code == 0
    assert result.stdout.startswith("orphan\n======\n\nA warning. No other published file refers to the entry")
    assert result.stdout.endswith("```\n")


def test_explain_what_is_no_code(tmp_path: Path) -> None:
    assert run("explain", "[Orphan]").exit_code == 0
    wrong = run("explain", "orphn")
    assert (wrong.exit_code, wrong.stderr) == (2, "Error: There is no code 'orphn'. Did you mean 'orphan'?\n")
    gone = run("explain", "orphan", "--docs", tmp_path)
    message = f"Error: '{tmp_path / 'problems.md'}' is not there. Give the folder of the documents with --docs.\n"
    assert (gone.exit_code, gone.stderr) == (1, message)


@pytest.mark.parametrize("code", Code)
def test_every_code_is_explained(code: Code) -> None:
    assert "**To mend it,**" in run("explain", str(code)).stdout


EVENT = ["--title", "Fishermen seized", "--summary", "A crew was held.", "--date", "1901-05", "--kind", "incident"]
ACTOR = ["--title", "Nils Holm", "--summary", "A captain.", "--kind", "person"]
TERM = ["--title", "Median line", "--summary", "A border in the middle.", "--kind", "term"]
SOURCE = ["--title", "Tidende", "--type", "book", "--language", "da", "--perspective", "borea", "--level", "primary"]
NEW = {
    "event": (EVENT, ["--weight", "1"], "events/1901-fishermen-seized.md", "weight: 1\nstatus: draft\n---\n\n<!-- "),
    "actor": (ACTOR, ["--born", "1850~"], "actors/nils-holm.md", "born: 1850~\nstatus: draft\n---\n\n<!-- "),
    "background": (TERM, ["--topics", "border"], "background/median-line.md", "topics: [border]\nstatus: draft\n"),
    "source": (SOURCE, ["--issued", "1901", "--volume", "3"], "sources/tidende-1901.md", 'volume: "3"\nlanguage: da\n'),
}  # fmt: skip


@pytest.mark.parametrize("kind", NEW)
def test_new_entry_passes_the_check(kind: str, tmp_path: Path) -> None:
    given, more, path, part = NEW[kind]
    content = written(tmp_path, {})
    result = run("new", kind, *given, *more, "--content", content)
    assert (result.exit_code, result.stdout) == (0, f"{content / path}\n")
    text = (content / path).read_text(encoding="utf-8")
    assert text.startswith(f"---\ntitle: {given[1]}\n")
    assert part in text
    assert errors_of(checked(content).problems) == ()
    assert mended(content, checked(content).corpus) == ()


def test_new_asks_for_what_is_missing_until_it_fits(tmp_path: Path) -> None:
    content = written(tmp_path, {})
    answers = "Fishermen seized\nA crew was held.\nMay 1901\n1901-05\nincidnt\nincident\n7\n2\n\n"
    result = CliRunner().invoke(main, ["new", "event", "--content", str(content)], input=answers)
    assert (result.exit_code, result.stdout) == (0, f"{content / 'events/1901-fishermen-seized.md'}\n")
    faults = [line for line in result.stderr.splitlines() if "Error: " in line]
    assert [line.partition("Error: ")[2] for line in faults] == [
        "date: 'May 1901' is not a date: it has no form of EDTF. Write 1901-05.",
        "kind: 'incidnt' is not one of treaty, talks, statement, war, law, visit, poll, protest, incident, "
        "administrative, publication, letter, discovery, judgment, appointment, birth, death, sale, gift, exhibition. "
        "Did you mean 'incident'?",
        "weight must be at most 3, not '7'.",
    ]


def test_new_event_is_published_with_its_text(tmp_path: Path) -> None:
    content = written(tmp_path, {})
    parts = ["--actors", "{actor: ada-lind, role: witness}", "--actors", "{actor: alba, role: host}"]
    text = ["--text", "They were held.[@paper]", "--publish", "--id", "1901-seized"]
    assert run("new", "event", *EVENT, "--weight", "1", *parts, *text, "--content", content).exit_code == 0
    assert (content / "events/1901-seized.md").read_text(encoding="utf-8") == (
        "---\ntitle: Fishermen seized\nsummary: A crew was held.\ndate: 1901-05\nkind: incident\nweight: 1\nactors:\n"
        "  - {actor: ada-lind, role: witness}\n  - {actor: alba, role: host}\n---\n\nThey were held.[@paper]\n"
    )


def test_new_proposes_a_free_id(tmp_path: Path) -> None:
    content = written(tmp_path, {})
    for path in ("actors/nils-holm.md", "actors/nils-holm-2.md"):
        assert run("new", "actor", *ACTOR, "--content", content).stdout == f"{content / path}\n"


NO_ID = "cannot be an id: an id has small letters a to z, digits and single hyphens.\n"
NO_PARTY = "  actors/nils-holm.md:5: party 'nowhere' is not in dispute.yml. [unknown-party]\n"
NOT_BEGUN = {
    "an id that is none": ([*ACTOR, "--id", "Nils Holm"], 2, f"'Nils Holm' {NO_ID}"),
    "an id that is taken": (
        [*ACTOR, "--id", "island"],
        2,
        "The id 'island' is taken by '{content}/background/island.md'. Choose another.\n",
    ),
    "an id outside the folder": ([*ACTOR, "--id", "../x"], 2, f"'../x' {NO_ID}"),
    "a value that does not fit": ([*ACTOR, "--born", "May"], 2, "born: 'May' is not a date: "),
    "a group that is none": (
        [*ACTOR, "--offices", "Envoy"],
        2,
        "offices: 'Envoy' is not a group of fields. Write it as {{name: value, …}}.\n",
    ),
    "a name that leads nowhere": (
        [*ACTOR, "--party", "nowhere"],
        1,
        f"The entry would have errors, so it was not written:\n{NO_PARTY}",
    ),
    "nobody to ask": (ACTOR[:4], 2, "The field 'kind' is missing. Give it with --kind.\n"),
    "a title without a word": (
        ["--title", "?!", *ACTOR[2:]],
        2,
        "The field 'id' is missing. Give it with --id.\n",
    ),
}


@pytest.mark.parametrize("case", NOT_BEGUN.values(), ids=NOT_BEGUN)
def test_what_is_not_begun(case: tuple[list[str], int, str], tmp_path: Path) -> None:
    given, exit_code, message = case
    content = written(tmp_path, {})
    before = files_under(content)
    result = run("new", "actor", *given, "--content", content)
    assert (result.exit_code, result.stdout, files_under(content)) == (exit_code, "", before)
    assert f"Error: {message.format(content=content)}" in result.stderr
    assert "Traceback" not in result.stderr


def test_sources_go_out_and_come_in(tmp_path: Path) -> None:
    content = written(tmp_path / "content", {})
    file = tmp_path / "paper.bib"
    assert run("sources", "export", "paper", "-o", file, "--content", content).stderr == f"{file}\n"
    before = files_under(content)
    result = run("sources", "import", file, "--content", content)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "0 new, 0 changed, 1 as before\n")
    file.write_text(file.read_text("utf-8").replace("paper", "papers"), encoding="utf-8")
    shown = run("sources", "import", file, "--dry-run", "--content", content)
    assert shown.stdout.startswith("diff --git ")
    assert files_under(content) == before
    result = run("sources", "import", file, "--content", content)
    assert (result.stdout, result.stderr) == ("sources/papers.md\n", "1 new, 0 changed, 0 as before\n")


def test_what_an_import_does_not_take_is_listed(tmp_path: Path) -> None:
    content = written(tmp_path / "content", {})
    file = tmp_path / "library.bib"
    file.write_text(
        "@book{lind-1998, title={Salt & Sea}, year={1998}, series={Sea Studies}, urldate={2026-01-02}}\n"
        "@book{open, title={x\n@patent{bo, title={Y}, langid={german}}\n",
        encoding="utf-8",
    )
    given = ("--perspective", "scholarly", "--level", "secondary", "--language", "en", "--content", content)
    result = run("sources", "import", file, *given)
    assert (result.exit_code, result.stdout) == (1, "sources/bo.md\nsources/lind-1998.md\n")
    assert result.stderr == (
        "Not taken:\n  bo\n    type: patent\n  lind-1998\n    series: Sea Studies\n    urldate: 2026-01-02\n"
        "Left out:\n  the entry 'open' at line 2 does not end: close the brace of its field 'title'.\n"
        "2 new, 0 changed, 0 as before, 1 left out\n"
    )
    result = run("sources", "import", file, "--consulted", "--update", *given)
    assert (result.stdout, result.stderr.splitlines()[-1]) == (
        "sources/lind-1998.md\n",
        "0 new, 1 changed, 1 as before, 1 left out",
    )
    assert "consulted: {on: 2026-01-02, as: unknown, extent: unknown}\n" in (
        content / "sources/lind-1998.md"
    ).read_text("utf-8")


def test_sources_that_say_not_whose_view_they_give_are_left_out(tmp_path: Path) -> None:
    content = written(tmp_path / "content", {})
    file = tmp_path / "one.json"
    file.write_text('[{"id": "bo", "type": "book", "title": "X", "language": "en", "level": "primary"}]', "utf-8")
    result = run("sources", "import", file, "--level", "primary", "--content", content)
    assert (result.exit_code, result.stdout, result.stderr) == (
        1,
        "",
        "Left out:\n  'X' (bo): the field 'perspective' is missing. [missing-field]\n"
        "Mend them in the other program, where a line 'perspective: scholarly' in the field Extra or the note is read, "
        "or give --perspective, --level and --language for all that lack them.\n"
        "0 new, 0 changed, 0 as before, 1 left out\n",
    )


def test_sources_are_not_exported_into_the_content(tmp_path: Path) -> None:
    content = written(tmp_path, {})
    result = run("sources", "export", "-o", content / "all.json", "--content", content)
    message = f"Error: '{content / 'all.json'}' is inside the content. Name a file elsewhere.\n"
    assert (result.exit_code, result.stderr) == (2, message)


@pytest.mark.parametrize(
    "command",
    ["check", "compile", "explain", "new actor", "new event", "new background", "new source", "pdf", "rename", "schema",
     "sources import", "sources export"],
)  # fmt: skip
def test_every_command_has_help(command: str) -> None:
    result = run(*command.split(), "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: ")


# report

STRAIT: dict[str, File] = {
    "background/strait.md": "---\ntitle: The strait\nsummary: S.\nkind: term\nsee_also: [alba]\n---\n\n"
    "Ada Lind of Borea knew it. Alba too.[@paper]\n"
}
OFFERS = [
    "background/strait.md:8: Ada Lind (actors/ada-lind.md)",
    "  [[ada-lind|Ada Lind]] of Borea knew it.",
    "background/strait.md:8: Borea (actors/borea.md)",
    "  Ada Lind of [[borea|Borea]] knew it.",
    "background/strait.md:8: Alba (actors/alba.md)",
    "  [[alba|Alba]] too.[@paper]",
]


def offered(folder: Path, answers: str) -> Result:
    return CliRunner().invoke(main, ["report", "--link", "--content", str(folder)], input=answers)


def test_report_prints_the_worklist_and_fails_by_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1768435200")
    result = run("report", "--content", written(tmp_path, STRAIT))
    assert (result.exit_code, result.stderr) == (0, "")
    assert "\nNames mentioned but not linked: 3\n  background/strait.md:8: 'Ada Lind' is actors/ada-lind.md\n" in (
        result.stdout
    )
    parsed = json.loads(run("report", "--format", "json", "--content", tmp_path).stdout)
    assert parsed["today"] == "2026-01-15"
    assert len(parsed["tasks"]["unlinked"]) == 3


def test_report_of_content_with_errors_says_so(tmp_path: Path) -> None:
    result = run("report", "--content", written(tmp_path, EMPTY))
    assert result.exit_code == 0
    assert result.stderr == "The content has errors, so files may be missing here. Run: explainer check\n"


def test_links_are_offered_one_by_one_in_their_sentence(tmp_path: Path) -> None:
    result = offered(written(tmp_path, STRAIT), "y\nn\ny\n")
    lines = [line for line in result.stdout.splitlines() if "write this link?" not in line]
    assert (result.exit_code, lines) == (0, [*OFFERS, "2 links written in 1 file."])
    text = (tmp_path / "background/strait.md").read_text(encoding="utf-8")
    assert text.endswith("\n\n[[ada-lind|Ada Lind]] of Borea knew it. [[alba|Alba]] too.[@paper]\n")


def test_q_writes_what_was_accepted_and_asks_no_more(tmp_path: Path) -> None:
    result = offered(written(tmp_path, STRAIT), "y\nq\n")
    lines = [line for line in result.stdout.splitlines() if "write this link?" not in line]
    assert (result.exit_code, lines) == (0, [*OFFERS[:4], "1 link written in 1 file."])


def test_whoever_breaks_off_changes_nothing(tmp_path: Path) -> None:
    result = offered(written(tmp_path, STRAIT), "y\n")
    assert result.exit_code == 1
    assert result.stderr.endswith("Error: Broken off: no file was changed. Answer q to write what you accepted.\n")
    assert (tmp_path / "background/strait.md").read_text(encoding="utf-8") == STRAIT["background/strait.md"]


def test_no_links_are_written_into_content_with_errors(tmp_path: Path) -> None:
    result = offered(written(tmp_path, {**STRAIT, **EMPTY}), "y\n")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: The content has errors, so no links are written. Run first: explainer check\n",
    )
    assert (tmp_path / "background/strait.md").read_text(encoding="utf-8") == STRAIT["background/strait.md"]


def test_links_are_not_offered_in_json(tmp_path: Path) -> None:
    result = run("report", "--link", "--format", "json", "--content", written(tmp_path, STRAIT))
    assert result.exit_code == 2
    assert result.stderr.endswith("Error: --link asks questions, so it goes with --format text only.\n")


# What is loaded


@pytest.mark.parametrize("name", main.list_commands(click.Context(main)))
def test_the_list_of_commands_says_what_each_says(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command
    assert command.name == name
    assert command.help
    assert commands._COMMANDS[name].help == " ".join(command.help.split("\n\n")[0].split())


def _loaded(*arguments: str) -> set[str]:
    """The modules that the command has loaded when it ends."""
    code = "import sys; from explainer.cli import main\ntry: main()\nfinally: print(*sys.modules, file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    return set(run.stderr.split())


def test_help_loads_no_command() -> None:
    loaded = _loaded("--help")
    assert "click" in loaded
    assert loaded & {"explainer.pipeline", "explainer.cli.check", "pydantic", "yaml", "numpy"} == set()


def test_a_check_loads_nothing_that_draws_or_exchanges() -> None:
    loaded = _loaded("check", "--content", str(PROJECT / "tests" / "sites" / "halmyr" / "content"))
    assert "explainer.pipeline" in loaded
    assert loaded & {"citeproc", "lxml", "jinja2", "pyproj", "bibtexparser", "rispy", "pylatexenc"} == set()


def test_a_check_of_unchanged_content_reads_none_of_it(tmp_path: Path) -> None:
    content = written(tmp_path / "content", {})
    loaded = [_loaded("check", "--content", str(content)) for _ in range(2)]
    assert ["explainer.pipeline" in modules for modules in loaded] == [True, False]
    assert loaded[1] & {"yaml", "babel", "edtf", "numpy", "explainer.model", "explainer.reading"} == set()


@pytest.mark.parametrize("options", [[], ["--record"], ["--strict"], ["--format", "json"], ["background"]], ids=str)
def test_a_second_check_prints_what_the_first_printed(options: list[str], tmp_path: Path) -> None:
    record = "sizes: {events: 2}\n"
    content = written(tmp_path / "content", {**TOPIC, **ORPHAN, "record.yml": record})
    first, second = (run("check", "--content", content, *options) for _ in range(2))
    assert (second.exit_code, second.stdout, second.stderr) == (first.exit_code, first.stdout, first.stderr)
    assert "storm.md" in first.stdout
    (content / "background/storm.md").write_text("---\ntitle: S\nsummary: S.\nkind: terms\n---\n", "utf-8")
    assert "'terms' is not one of" in run("check", "--content", content, *options).stdout


COMMANDING = "\x1b]0;pwned\x07\u202e\u009b31m\u2066"


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_nothing_in_the_content_commands_the_terminal(form: str, tmp_path: Path) -> None:
    """In names of files, ids, values and lines that are shown; JSON stays JSON."""
    entry = (
        f"---\ntitle: The storm\nsummary: S.\nkind: term\nstatus: '{COMMANDING[2:8]}\u202e'\n---\n\nA {COMMANDING}.\n"
    )
    json_entry = f'---\n{{"title": "S", "kind": {json.dumps(COMMANDING)}, {json.dumps(COMMANDING)}: 1}}\n---\n'
    names = {f"background/{COMMANDING}.md": entry, "background/storm.md": entry, "background/json.md": json_entry}
    files: dict[str, File] = {**names, f"pictures/{COMMANDING}.svg": "<svg/>", f"{COMMANDING}/x.md": entry}
    result = run("check", "--content", written(tmp_path, files), "--format", form)
    assert result.exit_code == 1
    assert result.stdout.count("\\u202e") >= 5
    assert [sign for sign in "\x1b\x07\x9b\u202e\u2066" if sign in result.output] == []
    if form in ("json", "sarif"):
        assert json.loads(result.stdout)


def test_nothing_that_is_imported_commands_the_terminal(tmp_path: Path) -> None:
    content = written(tmp_path / "content", {})
    file = tmp_path / "library.bib"
    file.write_text(
        f"@book{{bo, title={{Salt {COMMANDING}}}, series={{{COMMANDING}}}}}\n@book{{{COMMANDING}, x", "utf-8"
    )
    for more in ((), ("--dry-run",)):
        result = run("sources", "import", file, "--content", content, *more)
        assert [sign for sign in "\x1b\x07\x9b\u202e\u2066" if sign in result.output] == []


def test_commands_print_through_one_function() -> None:
    """It is the one that cleans what it prints."""
    modules = sorted((PROJECT / "build_scripts" / "explainer" / "cli").glob("*.py"))
    assert len(modules) > 10
    calls = re.compile(r"click\.(echo|secho|style)\(|\bprint\(|sys\.std(out|err)\.write")
    assert [path.name for path in modules if calls.search(path.read_text("utf-8"))] == ["terminal.py"]


def test_compile_into_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    result = run("compile", tmp_path / "file" / "out", "--content", written(tmp_path / "content", {}), "--theme", THEME)
    assert result.exit_code == 1
    assert re.fullmatch(
        rf"Error: '{tmp_path}/file\S*' cannot be read or written: .+\. '\S+' is not whole\.\n", result.stderr
    )


def test_new_event_offers_to_make_the_actors_and_places_that_are_missing(tmp_path: Path) -> None:
    content = written(tmp_path / "content", {})
    given = ["new", "event", "--title", "T", "--summary", "S", "--date", "1901", "--kind", "talks", "--weight", "1"]
    given += ["--actors", "{actor: hodaka, role: guest}", "--places", "the-ford", "--content", str(content)]
    answers = "y\nHodaka\nA member.\nperson\ny\nThe ford\nA ford.\n"
    result = CliRunner().invoke(main, [*given, "--id", "1901-t"], input=answers)
    assert result.exit_code == 0
    assert result.stdout == "".join(
        f"{content / path}\n" for path in ("events/1901-t.md", "actors/hodaka.md", "background/the-ford.md")
    )
    assert "The actor 'hodaka' has no entry. Make one now?" in result.stderr
    assert "The place 'the-ford' has no entry. Make one now?" in result.stderr
    assert (content / "background/the-ford.md").read_text("utf-8") == (
        "---\ntitle: The ford\nsummary: A ford.\nkind: place\nstatus: draft\n---\n\n"
        "<!-- What there is to know, each statement with its source. Then remove 'status: draft'. -->\n"
    )
    before = files_under(content)
    given[given.index("{actor: hodaka, role: guest}")] = "{actor: nobody, role: guest}"
    result = CliRunner().invoke(main, [*given, "--id", "1901-u"], input="n\n")
    assert (result.exit_code, files_under(content)) == (1, before)
    assert result.stderr.endswith("Make it first: explainer new actor --id nobody.\n")
