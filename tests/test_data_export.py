"""The record as data: complete, linked, harmless in a spreadsheet, the same in every form, and good for questions."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import frictionless
import pandas
import pytest
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from attacking import corpus
from building import HALMYR
from explainer.built_site.data_files import write_data
from explainer.built_site.new_site import NewSite
from explainer.formats import FORMATS
from explainer.model.record_tables import SCHEMA_VERSION, TABLES
from explainer.pages import Settings
from explainer.pipeline import check, compile_site
from explainer.problems import errors_of
from folders import PROJECT, THEME, files_in, files_under, written

_SITE = "https://halmyr.example/repo/"
_QUESTIONS = PROJECT / "docs" / "development" / "data.md"
_BLOCK = re.compile(r"^```(sql|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _built(content: Path, target: Path, site_url: str = _SITE, directory_urls: bool = True) -> Path:
    compiled = compile_site(content, THEME, Settings(directory_urls=directory_urls, site_url=site_url))
    assert compiled.problems == ()
    write_data(NewSite(target), compiled.data())
    return target


@pytest.fixture(scope="module")
def halmyr(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of the invented dispute, as a folder of its site."""
    return _built(HALMYR / "content", tmp_path_factory.mktemp("halmyr"))


@pytest.fixture
def data_of(tmp_path: Path) -> Callable[[str], Path]:
    """The site folder with the data of `cases/base` and the files that are written over it."""

    def data_of(files: str) -> Path:
        return _built(written(tmp_path / "content", files_in(files)), tmp_path / "site", "")

    return data_of


def rows(site: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((site / "data" / f"{table}.json").read_text("utf-8"))
    return found


def row(site: Path, table: str, **which: Any) -> dict[str, Any]:
    """The only row whose cells are these."""
    found = [row for row in rows(site, table) if which.items() <= row.items()]
    assert len(found) == 1, (table, which, found)
    return found[0]


# The tables


def test_frictionless_finds_nothing_wrong(halmyr: Path) -> None:
    report = frictionless.validate(str(halmyr / "data" / "datapackage.json"))
    assert report.valid, report.to_summary()
    assert {task.name for task in report.tasks} == {schema.name for schema in TABLES}
    counts = {task.name: task.stats["rows"] for task in report.tasks}
    assert counts == {schema.name: len(rows(halmyr, schema.name)) for schema in TABLES}


def test_frictionless_would_find_a_lost_key(halmyr: Path, tmp_path: Path) -> None:
    for name, text in files_under(halmyr / "data").items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(text.replace(b"halmyr-bank,", b"nowhere,") if name == "figures.csv" else text)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    found = [error.type for task in report.tasks for error in task.errors]
    assert set(found) == {"foreign-key"}


def test_package_says_version_licence_and_what_each_column_is(halmyr: Path) -> None:
    package = json.loads((halmyr / "data" / "datapackage.json").read_text("utf-8"))
    assert (package["version"], package["homepage"]) == (SCHEMA_VERSION, f"{_SITE}data/")
    licence = {
        "name": "CC-BY-4.0",
        "title": "Creative Commons Attribution 4.0 International",
        "path": "https://creativecommons.org/licenses/by/4.0/",
    }
    assert all(described["licenses"] == [licence] for described in (package, *package["resources"]))
    with (halmyr / "data" / "dictionary.csv").open(encoding="utf-8", newline="") as file:
        dictionary = {(line["table"], line["column"]): line for line in csv.DictReader(file)}
    columns = {(r["name"], f["name"]): f for r in package["resources"] for f in r["schema"]["fields"]}
    assert columns.keys() == dictionary.keys()
    assert dictionary[("offices", "from")] == {
        "table": "offices",
        "column": "from",
        "type": "string",
        "required": "false",
        "key": "false",
        "leads_to": "",
        "description": "Its first day.",
    }


def test_rows_say_what_the_entries_say(halmyr: Path) -> None:
    treaty = row(halmyr, "entries", id="1923-bank-treaty")
    assert (treaty["collection"], treaty["kind"], treaty["date"]) == ("events", "treaty", "1923-05-09")
    assert (treaty["year"], treaty["weight"], treaty["changed"]) == (1923, 3, "2026-11-23")
    assert treaty["url"] == f"{_SITE}events/1923-bank-treaty/"
    name = row(halmyr, "names", entry="halmyr-bank", language="ar")
    assert (name["name"], name["script"], name["romanisation"]) == ("ضحل الملح", "Arab", "Ḍaḥl al-Milḥ")
    assert row(halmyr, "name_users", name=name["id"])["party"] == "qasira"
    assert row(halmyr, "relations", **{"from": "1923-bank-treaty", "to": "bank-treaty", "type": "mention"}) == {
        "from": "1923-bank-treaty",
        "type": "mention",
        "inverse": "mentioned-in",
        "to": "bank-treaty",
        "detail": "",
        "field": "text",
        "times": 3,
    }
    assert row(halmyr, "citations", entry="1923-bank-treaty", locator="p. 210")["source"] == "moneda-bank-history"
    earliest = row(halmyr, "positions", id="whose-is-the-bank-position-thalessia-1")
    assert (earliest["date"], earliest["quote"]) == ("1905~", "Οὐδενός ἐστιν.")
    assert earliest["url"] == f"{_SITE}background/whose-is-the-bank/#position-thalessia-1"
    areas = [(f["value"], f["year"]) for f in rows(halmyr, "figures") if f["measure"] == "area"]
    assert areas == [(1204.5, "1788"), (1811.0, "2017~")]
    assert row(halmyr, "undisputed", question="whose-is-the-bank")["number"] == 1
    parties = ["qasira", "thalessia", "zghvara", "league"]
    assert [party["id"] for party in rows(halmyr, "parties")] == parties


def test_days_of_dates(data_of: Callable[[str], Path]) -> None:
    site = data_of(
        """
        === events/0240-decree.md
        ---
        title: The decree
        summary: A decree about salt.
        date: -0239~/0012-02
        kind: law
        weight: 1
        ---

        A decree.[@paper]
        === site/home.md
        ---
        title: Home
        summary: A dispute.
        ---

        [[0240-decree]] and [[in-short]].
        """
    )
    decree = row(site, "entries", id="0240-decree")
    days = (decree["date"], decree["year"], decree["first_day"], decree["last_day"])
    assert days == ("-0239~/0012-02", -239, "-0239-01-01", "0012-02-29")


def test_drafts_are_not_in_the_data(data_of: Callable[[str], Path]) -> None:
    site = data_of(
        """
        === events/1901-secret.md
        ---
        title: The secret of 1901
        summary: Nobody knows yet.
        date: "1901"
        kind: talks
        weight: 1
        status: draft
        ---

        Of [[island]].[@paper]
        """
    )
    assert [path for path, text in files_under(site).items() if b"secret" in path.encode() + text] == []


# Harmless in a spreadsheet


_FORMULAS = """
    === background/island.md
    ---
    title: "=HYPERLINK(\\"https://evil.example\\")"
    summary: "+1 is what it says, \\"twice\\", and, so"
    kind: place
    aliases: ["@SUM(A1)", "-2+3", "'quoted", "plain"]
    ---

    An island.
"""


def test_no_text_of_a_csv_file_begins_like_a_formula(data_of: Callable[[str], Path]) -> None:
    site = data_of(_FORMULAS)
    for path in (site / "data").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for cell in (cell for line in csv.reader(file) for cell in line):
                assert not cell.startswith(("=", "+", "@", "\t", "\r", "\n")), (path.name, cell)
                assert not cell.startswith("-") or re.fullmatch(r"-[0-9.]+", cell), (path.name, cell)


def test_csv_gives_back_what_json_has(data_of: Callable[[str], Path]) -> None:
    site = data_of(_FORMULAS)
    names = [name["name"] for name in rows(site, "names")]
    assert {"@SUM(A1)", "-2+3", "'quoted", "plain"} <= set(names)
    for schema in TABLES:
        with (site / "data" / f"{schema.name}.csv").open(encoding="utf-8", newline="") as file:
            read = [{k: v.removeprefix("'") for k, v in line.items()} for line in csv.DictReader(file)]
        assert read == [{k: _as_text(v) for k, v in line.items()} for line in rows(site, schema.name)], schema.name


def _as_text(cell: object) -> str:
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)


# One file for all


def test_database_has_every_row_and_its_keys_hold(halmyr: Path) -> None:
    with sqlite3.connect(halmyr / "data" / "record.sqlite") as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        for schema in TABLES:
            names = ", ".join(f'"{column.name}"' for column in schema.columns)
            found = database.execute(f"SELECT {names} FROM {schema.name} ORDER BY rowid").fetchall()  # noqa: S608
            assert found == [tuple(line.values()) for line in rows(halmyr, schema.name)], schema.name
            keys = {line[3]: line[2] for line in database.execute(f"PRAGMA foreign_key_list({schema.name})")}
            assert keys == {column.name: column.target for column in schema.columns if column.target}
        search = "SELECT id FROM entries WHERE rowid IN (SELECT rowid FROM entries_fts WHERE entries_fts MATCH 'lead')"
        assert database.execute(search).fetchall() == [("1788-survey",)]


def test_same_content_gives_the_same_bytes(halmyr: Path, tmp_path: Path) -> None:
    again = _built(HALMYR / "content", tmp_path)
    assert files_under(again) == files_under(halmyr)


# Map and sources


def test_map_says_who_held_what(halmyr: Path) -> None:
    files = sorted(path.name for path in (halmyr / "data" / "map").iterdir())
    states = [state["id"] for state in rows(halmyr, "map_states")]
    assert files == ["features.geojson", *sorted(f"state-{state}.geojson" for state in states)]
    state = json.loads((halmyr / "data" / "map" / f"state-{states[-1]}.geojson").read_text("utf-8"))
    assert (state["type"], state["state"]["id"]) == ("FeatureCollection", states[-1])
    areas = {(a["feature"], a["status"]) for a in rows(halmyr, "map_areas") if a["state"] == states[-1]}
    lands = [f for f in state["features"] if f["geometry"]["type"] == "MultiPolygon"]
    assert {(f["properties"]["feature"], f["properties"]["status"]) for f in lands} == areas
    for ring in (ring for land in lands for part in land["geometry"]["coordinates"] for ring in part):
        assert ring[0] == ring[-1]
    assert state["licence"]


def test_reference_managers_read_all_sources(halmyr: Path) -> None:
    ids = [source["id"] for source in rows(halmyr, "sources")]
    for form, name in zip(FORMATS, ("sources.csl.json", "sources.bib", "sources.ris"), strict=True):
        reading = form.reading_of((halmyr / "data" / name).read_text("utf-8"))
        assert reading.refused == ()
        assert [record.key for record in reading.records] == ids, form.name
        assert all(record.fields["title"] for record in reading.records)
        alone = [halmyr / "sources" / source / f"index{name.removeprefix('sources')}" for source in ids]
        records = [form.reading_of(file.read_text("utf-8")).records[0] for file in alone]
        assert records == list(reading.records)


# Entries one by one


def test_entry_as_json_has_all_that_the_tables_say(halmyr: Path) -> None:
    bank = json.loads((halmyr / "background" / "halmyr-bank" / "index.json").read_text("utf-8"))
    assert (bank["schema_version"], bank["id"], bank["title"]) == (SCHEMA_VERSION, "halmyr-bank", "Halmyr Bank")
    assert [name["language"] for name in bank["names"][:4]] == ["el", "ar", "ka", "hi"]
    assert {"from": "1923-bank-treaty", "type": "place", "inverse": "place-of", "field": "places", "times": 1} in bank[
        "relations_of_others"
    ]
    assert [figure["value"] for figure in bank["figures"]] == [1204.5, 1811.0]
    assert bank["text"].startswith(f"The bank is a shoal, [charted]({_SITE}events/1200-portolan/) since")
    files = files_under(halmyr)
    assert all(f"{entry['url'].removeprefix(_SITE)}index.json" in files for entry in rows(halmyr, "entries"))


def test_entry_as_markdown_has_no_comment(data_of: Callable[[str], Path]) -> None:
    site = data_of(
        """
        === background/island.md
        ---
        title: The island
        summary: An island in the strait.
        kind: place
        # a comment in the front matter
        ---

        An island.<!-- said in the office --> It is [[1900-talks|talked of]].[@paper, p. 3] %% unsure %%

        <!--
        Ask the archive.

        Twice.
        -->

        `<!-- code -->` stays.
        """
    )
    text = (site / "background" / "island" / "index.md").read_text("utf-8")
    front, _, rest = text.removeprefix("---\n").partition("---\n")
    assert front.splitlines() == [
        'id: "island"',
        'collection: "background"',
        'kind: "place"',
        'title: "The island"',
        'url: "../background/island/"',
        'summary: "An island in the strait."',
    ]
    assert rest.startswith(
        "\n# The island\n\nAn island. It is [talked of](../events/1900-talks/).[@paper, p. 3] \n\n"
        "`<!-- code -->` stays.\n\n## References\n\n- @paper: "
    )
    whole = json.loads((site / "background" / "island" / "index.json").read_text("utf-8"))
    assert "office" not in whole["text"]


def test_list_for_language_models_leads_to_files(halmyr: Path) -> None:
    text = (halmyr / "llms.txt").read_text("utf-8")
    assert text.startswith("# The Halmyr Bank dispute\n\n> Who may fish the Halmyr Bank")
    addresses = re.findall(r"^- \[.*\]\((\S+)\)", text, re.MULTILINE)
    assert len(addresses) == 1 + len(rows(halmyr, "entries"))
    assert [a for a in addresses if not (halmyr / a.removeprefix(_SITE)).is_file()] == []


def test_addresses_as_files(tmp_path: Path) -> None:
    site = _built(HALMYR / "content", tmp_path, directory_urls=False)
    assert row(site, "entries", id="qasira")["url"] == f"{_SITE}actors/qasira.html"
    assert {"actors/qasira.json", "actors/qasira.md"} <= files_under(site).keys()


# Five questions


_ANSWERS: Mapping[str, tuple[Mapping[str, str], list[tuple[Any, ...]]]] = {
    "Which events name two entries": (
        {"first": "warden-of-the-lights", "second": "bank-treaty"},
        [("1923-bank-treaty", "The Bank Treaty")],
    ),
    "What each party says now": (
        {},
        [
            (
                "what-is-a-bank",
                "zghvara",
                "1961-02-28",
                "Zghvara says that water can be closed by whoever can keep it closed.",
            ),
            ("whose-is-the-bank", "league", "2018-10-05", "The League says that it has no view and wants none."),
            (
                "whose-is-the-bank",
                "qasira",
                "2017-11",
                "Qasira says that the bank is the natural end of its own shelf.",
            ),
            (
                "whose-is-the-bank",
                "thalessia",
                "2018-10-04",
                "Thalessia says that history makes the bank its own, and that this does not close it to others.",
            ),
        ],
    ),
    "Whose sources the record rests on": (
        {},
        [
            ("league", 10, 7),
            ("qasira", 9, 6),
            ("scholarly", 28, 19),
            ("thalessia", 9, 8),
            ("third-party", 15, 8),
            ("zghvara", 4, 4),
        ],
    ),
    "Who signed the treaties": (
        {},
        [
            ("1923-bank-treaty", "thalessia", None),
            ("1923-bank-treaty", "qasira", None),
            ("1923-bank-treaty", "zghvara", None),
        ],
    ),
    "Who calls a place what": (
        {"entry": "halmyr-bank"},
        [
            ("Ἁλμυρὸν Ἕρμα", "el", "thalessia"),
            ("ضحل الملح", "ar", "qasira"),
            ("მარილის თავთხელი", "ka", "zghvara"),
            ("हल्मिर तट", "hi", "league"),
            ("the bank", None, None),
        ],
    ),
}


def _questions() -> dict[str, dict[str, str]]:
    """The questions of the documentation, each with its SQL and its Python."""
    sections = _QUESTIONS.read_text("utf-8").split("\n## ")
    found = {section.partition("\n")[0]: dict(_BLOCK.findall(section)) for section in sections[1:]}
    return {heading: blocks for heading, blocks in found.items() if blocks}


def test_documentation_answers_five_questions() -> None:
    assert list(_questions()) == list(_ANSWERS)


@pytest.mark.parametrize("question", _ANSWERS)
def test_question_is_answered_by_sql_and_by_pandas(question: str, halmyr: Path) -> None:
    given, expected = _ANSWERS[question]
    blocks = _questions()[question]
    with sqlite3.connect(halmyr / "data" / "record.sqlite") as database:
        by_sql = database.execute(blocks["sql"], given).fetchall()
    preamble = dict(_BLOCK.findall(_QUESTIONS.read_text("utf-8").partition("\n## ")[0]))["python"]
    names: dict[str, Any] = {"data": halmyr / "data", **given}
    exec(preamble + "\n" + blocks["python"], names)  # noqa: S102 - what the documentation tells readers to run
    frame: pandas.DataFrame = names["answer"]
    by_pandas = [tuple(None if pandas.isna(cell) else cell for cell in line) for line in frame.itertuples(index=False)]
    assert by_sql == by_pandas
    assert by_sql == expected


# What strangers write


def test_no_attack_gets_out_of_its_cell_or_element(tmp_path: Path) -> None:
    """Every line of the corpus as a title and as a note, if the check lets it pass."""
    entry = "---\ntitle: {0}\nsummary: It is.\nkind: term\nchanges: [{{date: 2026-01-02, note: {0}}}]\n---\n\nYes.\n"
    attacks = [" ".join(attack.split()) for attack in (*corpus(), "=cmd|' /C calc'!A0", "@x", "-1+1", "+1")]
    texts = {f"background/attack-{n}.md": entry.format(json.dumps(attack)) for n, attack in enumerate(attacks)}
    content = written(tmp_path, {})
    for path, text in texts.items():
        (content / path).write_text(text, "utf-8")
    wrong = {problem.path for problem in errors_of(check(content).problems)}
    for path in wrong:
        (content / path).unlink()
    compiled = compile_site(content, THEME, Settings(site_url=_SITE))
    assert errors_of(compiled.problems) == ()
    files = {file.path: file.text for file in compiled.data()}
    assert len(texts) - len(wrong) > 200
    for path, text in files.items():
        if path.endswith(".csv"):
            cells = (cell for line in csv.reader(io.StringIO(text, newline="")) for cell in line)
            assert [c for c in cells if c.startswith(("=", "+", "@"))] == [], path
        elif path.endswith(".json"):
            json.loads(text)
    entries = fromstring(files["feeds/changes.atom"]).findall("{*}entry")
    assert len(entries) == 200
    assert all(len(found) == 0 for found in entries[0])
    for page in compiled.pages:
        assert "<" not in str(page.meta.get("linked_data", "")), page.path
