"""The whole explainer on paper, as `explainer pdf` prints it: cover, contents with page numbers, running heads."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from building import HALMYR, INVENTED, build, built_site
from explainer.built_site import pdf
from explainer.cli.commands import main
from folders import PROJECT

from .chromium import NONE_FOUND, chromium

pytestmark = pytest.mark.browser

TITLE = "The Halmyr Bank dispute"
_EPOCH = {"SOURCE_DATE_EPOCH": "1795996800"}
"""30 November 2026."""


def printed(site: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> PdfReader:
    browser = chromium()
    assert browser, NONE_FOUND
    monkeypatch.setattr(pdf, "installed_browser", lambda: browser)
    result = CliRunner().invoke(main, ["pdf", str(target), "--site", str(site)])
    assert (result.exit_code, result.output) == (0, f"{target}\n")
    assert [path.name for path in target.parent.iterdir() if path.suffix != ""] == [target.name]
    return PdfReader(target)


@pytest.fixture(scope="module")
def paper(shared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    with pytest.MonkeyPatch.context() as patched:
        return printed(built_site(INVENTED, shared_folder), tmp_path_factory.mktemp("paper") / "whole.pdf", patched)


def texts(paper: PdfReader) -> list[str]:
    """The text of each page, in lines; a ligature is two letters."""
    return [page.extract_text().replace("\ufb01", "fi").replace("\ufb03", "ffi") for page in paper.pages]


def contents(paper: PdfReader) -> str:
    """The contents in one line, without their running heads."""
    own = [text.partition("\n")[2] for text in texts(paper) if text.startswith(f"{TITLE} Contents\n")]
    assert own
    return " ".join(" ".join(own).split())


def test_the_cover_says_what_it_is_who_made_it_on_which_day_and_how_it_is_cited(paper: PdfReader) -> None:
    cover = " ".join(texts(paper)[0].split())
    day = re.search(r"As it was on (\d+ \w+ \d{4})", cover)
    assert day
    assert cover.startswith(f"{TITLE} Who may fish the Halmyr Bank")
    assert "Made by Clio Moneda, The Orn Society & its pilots" in cover
    iso = re.search(r"snapshot of (\d{4}-\d\d-\d\d)\)\. https://halmyr\.example/repo/", cover)
    assert iso
    assert "APA Moneda, C., & The Orn Society & its pilots. (" in cover
    assert f"MLA Moneda, Clio, and The Orn Society & its pilots. {TITLE}. Snapshot of {iso[1]}" in cover
    assert "Creative Commons Attribution 4.0 International" in cover
    assert cover.count(TITLE) == 4, "no head runs over the cover"
    assert paper.metadata is not None
    assert paper.metadata.title == TITLE


CHAPTERS = {
    "Whose is the bank? Question": "Thalessia says that it is its own by history.",
    "The Bank Treaty 9 May 1923": "22 Ramadan 1341 in the calendar of the Qasiran text",
    "Warden of the Lights Office": "The warden was paid by all three shores",
}
"""Lines of the contents, each with words that stand below the heading they lead to, and nowhere else."""


@pytest.mark.parametrize("line", CHAPTERS)
def test_the_contents_say_on_which_page_a_chapter_is(line: str, paper: PdfReader) -> None:
    number = re.search(rf"{re.escape(line)} (\d+)", contents(paper))
    assert number
    pages = [place for place, text in enumerate(texts(paper), 1) if CHAPTERS[line] in " ".join(text.split())]
    assert pages == [int(number[1])]
    assert re.search(rf"^{number[1]}$", texts(paper)[pages[0] - 1], re.MULTILINE), "the page has that number on it"


@pytest.mark.parametrize("part", ["Questions", "Events", "Actors", "References"])
def test_the_contents_say_on_which_page_a_part_begins_whose_head_runs_on(part: str, paper: PdfReader) -> None:
    number = re.search(rf"{part} (\d+)", contents(paper))
    assert number
    under = [place for place, text in enumerate(texts(paper), 1) if text.startswith(f"{TITLE} {part}\n")]
    assert under == list(range(under[0], under[-1] + 1))
    assert under[0] == int(number[1])
    assert len(under) > 1 or part == "References"


def test_every_page_but_the_cover_has_a_head_and_its_number(paper: PdfReader) -> None:
    found = texts(paper)
    assert len(found) > 20
    assert [place for place, text in enumerate(found[1:], 2) if not text.startswith(f"{TITLE} ")] == []
    assert [place for place, text in enumerate(found[1:], 2) if text.splitlines()[1] != str(place)] == []


def test_no_page_is_empty(paper: PdfReader) -> None:
    """Below the head and the number of the page."""
    assert [place for place, text in enumerate(texts(paper), 1) if len(text.splitlines()) < 3] == []


ATTACK = '=1+1"; } body { display: none } </style><script>document.body.remove()</script> \\'


def test_an_attack_in_the_title_is_plain_words_on_paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(HALMYR, tmp_path / "halmyr")
    dispute = tmp_path / "halmyr" / "content" / "dispute.yml"
    text = dispute.read_text("utf-8").replace(f"title: {TITLE}", f"title: '{ATTACK}'")
    dispute.write_text(text, "utf-8")
    (tmp_path / "halmyr" / "content" / "permalinks.txt").unlink()
    config = tmp_path / "halmyr" / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("../../../", f"{PROJECT}/"), "utf-8")
    build(config, tmp_path / "site", {"SITE_URL": INVENTED.address, **_EPOCH}, "--strict")
    assert "<script>document" not in (tmp_path / "site" / "print" / "index.html").read_text("utf-8")
    (tmp_path / "paper").mkdir()
    found = [
        _run_together(text) for text in texts(printed(tmp_path / "site", tmp_path / "paper" / "x.pdf", monkeypatch))
    ]
    said = _run_together(ATTACK.replace('"', "”"))
    assert found[0].startswith(said)
    assert "Asitwason30November2026" in found[0]
    assert len(found) > 20
    assert [text for text in found[1:] if not text.startswith(said)] == []
    assert f"{said}Events" in found[10]


def _run_together(text: str) -> str:
    """The text without its spaces, since lines of a long title break anywhere."""
    return "".join(text.split())
