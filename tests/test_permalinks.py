"""The ledger of addresses: what is listed, that the built site has it, and how old addresses answer."""

from __future__ import annotations

import datetime
import json
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner, Result
from selectolax.lexbor import LexborHTMLParser, LexborNode

from browsing import html_of
from building import HALMYR, INVENTED, INVENTED_AS_FILES, Site, built_site
from explainer.cli.commands import main
from explainer.hidden_anchors import with_former_ids
from explainer.model.permalinks import address_of, normal
from explainer.pages import Page, Settings
from explainer.permalinks import listed_in, unlisted, unpublished
from explainer.pipeline import Checked, Compiled, check, compile_site
from folders import THEME, File, lines_of, written
from serving import environment, project_in

CONTENT = HALMYR / "content"
LEDGER = (CONTENT / "permalinks.txt").read_text("utf-8")
_ON_ENTRIES = ("top", "summary", "positions", "not-disputed", "timeline", "map", "axis", "references", "related")
_BELOW_ENTRIES = ("backlinks", "paths", "steps", "about-this-page", "see-also")
_ON_TEXTS = (
    "questions",
    "main-events",
    "start-here",
    "newest",
    "first-answers",
    "short-history",
    "naming-policy",
    "source-balance",
)
_ON_LISTS = ("states", "islands", "actors", "background", "events", "search-title", "filter-years")
PARTS = frozenset({*_ON_ENTRIES, *_BELOW_ENTRIES, *_ON_TEXTS, *_ON_LISTS})
"""The parts that the program adds to pages. Their ids are a promise of the program, so none may change its name."""
_OTHER_IDS = re.compile(
    r"ref-\d+|cite-\d+-\d+|fn:.*|fnref\d*:.*|__\w+|axis-.*|map-.*|era-\d+|backlinks-.*|path-.*|task-.*|balance-.*"
)
"""Numbers of notes, what Material and the drawings need, eras of narrowed timelines, and groups of backlinks, paths and
the worklist."""


@pytest.fixture(scope="session")
def halmyr() -> Checked:
    return check(CONTENT)


@pytest.fixture(scope="session")
def site(shared_folder: Path) -> Path:
    return built_site(INVENTED, shared_folder)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


# One form


@pytest.mark.parametrize(
    ("written_as", "compared_as"),
    [
        ("events/1900-talks", "events/1900-talks/"),
        ("events/1900-talks/#the-storm", "events/1900-talks/#the-storm"),
        ("events/1900-talks.html#the-storm", "events/1900-talks/#the-storm"),
        ("events/index.html", "events/"),
        ("index.html", "./"),
        ("./#newest", "./#newest"),
        ("map/land.geojson", "map/land.geojson"),
    ],
)
def test_addresses_are_compared_in_one_form(written_as: str, compared_as: str) -> None:
    assert normal(written_as) == compared_as


# What is listed


def test_the_pages_that_are_told_are_those_that_are_made(halmyr: Checked) -> None:
    compiled = compile_site(CONTENT, THEME, Settings(), datetime.date(2026, 1, 1))
    assert halmyr.routes is not None
    assert set(halmyr.routes.places) == {address_of(path) for path in compiled.pages.paths}


def test_the_ledger_of_the_invented_dispute_is_up_to_date(halmyr: Checked) -> None:
    assert halmyr.routes is not None
    assert unlisted(halmyr.listed, halmyr.routes) == ()
    assert len(halmyr.listed) > 150


@pytest.mark.site
def test_every_id_of_a_page_is_listed_or_a_known_part(site: Path, halmyr: Checked) -> None:
    """A heading that the compiler does not know would be lost without a word."""
    assert halmyr.routes is not None
    unknown, parts, listed = [], set(), set()
    for page, place in halmyr.routes.places.items():
        if place.page == "print.md":
            continue
        tree = LexborHTMLParser((site / page / "index.html").read_text("utf-8"))
        ids = [str(node.attributes["id"]) for node in tree.css("[id]")]
        listed |= {f"{page}#{found}" for found in ids if found in place.by_id}
        parts |= {found for found in ids if found in PARTS}
        unknown += [
            f"{page}#{found}"
            for found in ids
            if found not in place.by_id and found not in PARTS and not _OTHER_IDS.fullmatch(found)
        ]
    assert unknown == []
    assert listed == {item.address for item in listed_in(LEDGER) if "#" in item.address}
    assert PARTS - parts == {"see-also"}


@pytest.mark.site
@pytest.mark.parametrize(("form", "directory_urls"), [(INVENTED, True), (INVENTED_AS_FILES, False)])
def test_the_built_site_has_every_listed_address(form: Site, directory_urls: bool, shared_folder: Path) -> None:
    """With an address for each folder and with one for each file, by the same ledger."""
    folder = built_site(form, shared_folder)
    assert unpublished(folder, listed_in(LEDGER), directory_urls) == ()


def test_the_built_site_is_looked_at(tmp_path: Path) -> None:
    files = {
        "index.html": '<p id="here">',
        "events/a/index.html": '<h2 id="there">A</h2>',
        "events/old/index.html": '<meta http-equiv="refresh" content="0; url=../a/">',
        "chart one.csv": "1",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    ledger = (
        "./#here\n./#gone\nevents/a/#there\nevents/a/#he\nevents/b/\nevents/old/#any\nchart%20one.csv\nx.csv # gone\n"
    )
    why = "This is a mistake in the theme or program. [lost-address]"
    assert lines_of(unpublished(tmp_path, listed_in(ledger), True)) == [
        f"permalinks.txt:2: the address './#gone' was published, but its page has nothing with the id 'gone'. {why}",
        f"permalinks.txt:4: the address 'events/a/#he' was published, but its page has nothing with the id 'he'. {why}",
        f"permalinks.txt:5: the address 'events/b/' was published, but there is no file at it in the built site. {why}",
    ]


# The command


def test_the_first_ledger_and_what_changes_after_it(tmp_path: Path) -> None:
    content = written(tmp_path / "content", {})
    first = run("addresses", "--content", content, "--update")
    assert (first.exit_code, first.stderr) == (0, "0 listed, 112 new, 0 lost\n")
    lines = (content / "permalinks.txt").read_text("utf-8").splitlines()
    assert [line.startswith("#") for line in lines] == [True] * 3 + [False] * 112
    assert lines[3:] == sorted(lines[3:])
    assert [line for line in lines if line.startswith("background/treaty")] == [
        "background/treaty-of-1900/",
        "background/treaty-of-1900/#article-1",
    ]
    treaty = content / "background" / "treaty-of-1900.md"
    treaty.write_text(treaty.read_text("utf-8").replace("## Article 1", "## The border"), "utf-8")
    changed = run("addresses", "--content", content)
    assert changed.exit_code == 1
    assert changed.stdout == "- background/treaty-of-1900/#article-1\n+ background/treaty-of-1900/#the-border\n"
    updated = run("addresses", "--content", content, "--update")
    assert (updated.exit_code, updated.stdout) == (1, changed.stdout)
    after = (content / "permalinks.txt").read_text("utf-8").splitlines()
    assert after == [*lines[:3], *sorted([*lines[3:], "background/treaty-of-1900/#the-border"])]


def test_an_editor_who_rewords_a_heading_reads_one_message_and_copies_one_line(tmp_path: Path) -> None:
    content = written(tmp_path / "content", {})
    run("addresses", "--content", content, "--update")
    treaty = content / "background" / "treaty-of-1900.md"
    treaty.write_text(treaty.read_text("utf-8").replace("## Article 1", "## The border"), "utf-8")
    said = run("check", "--content", content).stdout
    assert said.splitlines()[0] == (
        "permalinks.txt:22: the address 'background/treaty-of-1900/#article-1' was published, but "
        "background/treaty-of-1900.md has no heading 'article-1' now. If it became 'The border' (line 8), keep the old "
        "id with this line in redirects.yml: - {from: background/treaty-of-1900#article-1, to: "
        "background/treaty-of-1900#the-border}. [lost-address]"
    )
    line = re.search(r"- \{.*\}", said)
    assert line
    (content / "redirects.yml").write_text(f"redirects:\n  {line[0]}\n", "utf-8")
    after = run("check", "--content", content)
    assert (after.exit_code, after.stdout) == (0, "")


def test_a_file_with_errors_leaves_the_ledger_alone(tmp_path: Path) -> None:
    content = written(tmp_path / "content", {"background/island.md": "", "permalinks.txt": "events/\n"})
    result = run("addresses", "--content", content, "--update")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: Some files have errors, so not all addresses are known. Run: explainer check\n",
    )
    assert (content / "permalinks.txt").read_text("utf-8") == "events/\n"


def test_a_renamed_entry_keeps_all_that_was_listed_of_it(tmp_path: Path) -> None:
    content = written(tmp_path / "content", {})
    run("addresses", "--content", content, "--update")
    assert run("rename", "who-owns-it", "whose-island", "--content", content).exit_code == 0
    assert check(content).problems == ()


# How old addresses answer


def compiled_with(folder: Path, files: dict[str, File], settings: Settings | None = None) -> Compiled:
    compiled = compile_site(written(folder, files), THEME, settings or Settings())
    assert lines_of(compiled.problems) == []
    return compiled


def page_at(compiled: Compiled, path: str) -> LexborHTMLParser:
    page: Page = compiled.pages.at(path)
    return LexborHTMLParser(html_of(page.html))


TREATY = """\
---
title: The treaty of 1900
summary: The treaty that drew the border.
kind: document
date: 1900-06
---

## The "border"

It runs through the strait.
"""


def test_a_reworded_heading_answers_to_its_old_id_and_reads_as_before(tmp_path: Path) -> None:
    lines = (
        "redirects:\n  - {from: background/treaty-of-1900#article-1, to: background/treaty-of-1900#the-border}\n"
        "  - {from: background/treaty-of-1900#gone, to: treaty-of-1900}\n"
    )
    plain = compiled_with(tmp_path / "plain", {"background/treaty-of-1900.md": TREATY})
    kept = compiled_with(tmp_path / "kept", {"background/treaty-of-1900.md": TREATY, "redirects.yml": lines})
    before, after = (page_at(compiled, "background/treaty-of-1900.md") for compiled in (plain, kept))
    heading = _one(after, "h2#the-border")
    assert heading.html == '<h2 id="the-border"><span id="article-1"></span>The “border”</h2>'
    assert heading.text() == _one(before, "h2#the-border").text()
    assert _one(after, "#gone").parent.attributes["id"] == "top"  # type: ignore[union-attr]
    for old in ("#article-1", "#gone"):
        assert (_one(after, old).tag, dict(_one(after, old).attributes), _one(after, old).text()) == (
            "span",
            {"id": old[1:]},
            "",
        )
    assert after.body.text() == before.body.text()  # type: ignore[union-attr]


def _one(tree: LexborHTMLParser, selector: str) -> LexborNode:
    found = tree.css(selector)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("page", "after"),
    [
        ('<h2 id="new">Words</h2>', '<h2 id="new"><span id="old"></span>Words</h2>'),
        ('<h2 id="new-one">W</h2>', '<span id="old"></span><h2 id="new-one">W</h2>'),
        ('<ol>\n<li id="new">\nx', '<ol>\n<li id="new"><span id="old"></span>\nx'),
        ('<h3 class="a" id="new" data-b>x', '<h3 class="a" id="new" data-b><span id="old"></span>x'),
        ('<h3 data-id="new">x', '<span id="old"></span><h3 data-id="new">x'),
    ],
)
def test_a_former_id_stands_inside_its_part(page: str, after: str) -> None:
    assert with_former_ids(page, [("old", "new")]) == after


def test_a_former_id_is_text() -> None:
    assert with_former_ids("x", [('a"><script>', "new")]) == '<span id="a&quot;&gt;&lt;script&gt;"></span>x'


REDIRECTS = """\
redirects:
  - {from: background/border, to: background/treaty-of-1900#the-border}
  - {from: background/border#strait, to: island}
  - {from: topics/salt/, to: positions/}
  - {from: background/catch.csv, to: background/chart.csv}
"""
FILES: dict[str, File] = {
    "background/treaty-of-1900.md": TREATY,
    "background/chart.csv": "year,catch\n",
    "redirects.yml": REDIRECTS,
    "permalinks.txt": "background/border/\nbackground/border/#the-border\nbackground/border/#strait\n",
}


@pytest.mark.parametrize(
    ("directory_urls", "page", "target", "places"),
    [
        (True, "background/border/index.html", "../treaty-of-1900/#the-border", {"strait": "../island/"}),
        (False, "background/border.html", "treaty-of-1900.html#the-border", {"strait": "island.html"}),
        (True, "topics/salt/index.html", "../../positions/", None),
    ],
)
def test_a_page_at_an_old_address_leads_to_any_page_or_part(
    directory_urls: bool, page: str, target: str, places: dict[str, str] | None, tmp_path: Path
) -> None:
    compiled = compiled_with(tmp_path, FILES, Settings(directory_urls))
    [text] = [asset.text for asset in compiled.assets if asset.path == page]
    link = _one(LexborHTMLParser(text), "[data-explainer=moved]")
    assert link.attributes["href"] == target
    assert json.loads(link.attributes.get("data-places") or "null") == places


def test_a_file_answers_at_the_address_of_one_that_is_gone(tmp_path: Path) -> None:
    written(tmp_path / "content", FILES)
    run("compile", tmp_path / "out", "--content", tmp_path / "content", "--theme", THEME)
    assert (tmp_path / "out/background/catch.csv").read_text("utf-8") == "year,catch\n"


def test_the_files_of_a_page_go_with_it(tmp_path: Path) -> None:
    """Who reads an entry as JSON, or follows its feed, finds both after it was renamed."""
    event = """
        title: The talks of Vik
        summary: Alba and Borea talked about the island.
        date: 1900-05-02
        kind: talks
        weight: 2
        actors: [{actor: borea, role: negotiator}]
        changes: [{date: 2026-01-02, note: The day was corrected.}]
        """
    files: dict[str, File] = {
        "redirects.yml": "redirects:\n"
        "  - {from: events/1900-parley, to: 1900-talks}\n"
        "  - {from: actors/wolf, to: borea}\n",
        "events/1900-talks.md": f"---{dedent(event)}---\n\nThey met in Vik.[@paper, p. 3]\n",
    }
    run("compile", tmp_path / "out", "--content", written(tmp_path / "content", files), "--theme", THEME)
    for ending in (".json", ".md", ".bib", ".ris", ".csl.json"):
        there = (tmp_path / f"out/events/1900-talks/index{ending}").read_text("utf-8")
        assert "1900-talks" in there
        assert (tmp_path / f"out/events/1900-parley/index{ending}").read_text("utf-8") == there
    feed = (tmp_path / "out/feeds/actor-borea.atom").read_text("utf-8")
    assert "The day was corrected." in feed
    assert (tmp_path / "out/feeds/actor-wolf.atom").read_text("utf-8") == feed


def test_the_files_of_the_data_are_listed(halmyr: Checked) -> None:
    assert halmyr.routes is not None
    listed = set(unlisted((), halmyr.routes))
    assert {"data/entries.csv", "data/entries.json", "data/record.sqlite", "data/sources.bib"} <= listed
    assert {"data/map/features.geojson", "data/map/state-1923.geojson", "feeds/changes.atom"} <= listed


def test_a_file_of_the_data_that_has_another_name_is_a_lost_address(tmp_path: Path) -> None:
    content = written(tmp_path / "content", {"permalinks.txt": "data/entrys.csv\n"})
    [problem] = check(content).problems
    assert str(problem) == (
        "permalinks.txt:1: the file 'data/entrys.csv' was published, but it is not in the content now. Put it back, or "
        "let another file answer for it, with this line in redirects.yml: - {from: data/entrys.csv, to: "
        "data/entries.csv}. [lost-address]"
    )
    [line] = re.findall(r"- {.*}", str(problem))
    (content / "redirects.yml").write_text(f"redirects:\n  {line}\n", "utf-8")
    run("compile", tmp_path / "out", "--content", content, "--theme", THEME)
    assert (tmp_path / "out/data/entrys.csv").read_bytes() == (tmp_path / "out/data/entries.csv").read_bytes()


def test_the_pages_for_404_are_addresses_and_titles(tmp_path: Path) -> None:
    compiled = compiled_with(tmp_path, FILES)
    [text] = [asset.text for asset in compiled.assets if asset.path == "assets/explainer/pages.json"]
    listed = json.loads(text)
    assert ["background/treaty-of-1900/", "The treaty of 1900"] in listed
    assert ["./", "The strait in one minute"] in listed
    assert {address for address, _ in listed} == {address_of(path) for path in compiled.pages.paths}


# The build


@pytest.mark.site
def test_a_build_fails_on_a_lost_address(tmp_path: Path) -> None:
    project = project_in(tmp_path)
    ledger = project / "content" / "permalinks.txt"
    ledger.write_text(LEDGER + "events/9999-nothing/\n", "utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"], cwd=project, capture_output=True, text=True, check=False,
        env=environment(),
    )  # fmt: skip
    assert run.returncode == 1
    [error] = [line for line in run.stderr.splitlines() if line.startswith("ERROR")]
    assert error.startswith(
        f"ERROR   -  content/permalinks.txt:{len(LEDGER.splitlines()) + 1}: the address 'events/9999-nothing/' was "
    )
