"""Builds that follow one another, each a process of its own: the site is the same as that of a clean build."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from folders import PROJECT, files_under
from search_index import SearchIndex, decoded
from serving import COLLISION, environment, project_in, replace

pytestmark = pytest.mark.site

UNCHANGED = "Nothing has changed since the last build, so the site stays as it is."
SEED = 1855
_REFRESH = re.compile('http-equiv="?refresh')
PACKAGE = PROJECT / "build_scripts" / "explainer"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    project = project_in(tmp_path / "project")
    shutil.copytree(PACKAGE, tmp_path / "program" / "explainer", ignore=shutil.ignore_patterns("__pycache__"))
    return project


def _build(project: Path, *options: str, is_quiet: bool = True) -> str:
    """Builds with the program beside the project; gives what is said."""
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *(("--quiet",) if is_quiet else ()), *options],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        env={**environment(), "PYTHONPATH": str(project.parent / "program"), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return (run.stdout + run.stderr).strip()


Site = tuple[dict[str, bytes], SearchIndex]


def _site(folder: Path) -> Site:
    """The bytes of every file, and what the search index says."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert len(files) > 100
    return {name: content for name, content in files.items() if "pagefind/" not in name}, decoded(folder / "pagefind")


def _clean_site(project: Path) -> Site:
    """The site of a build that finds nothing kept."""
    kept = (project / ".cache").rename(project / "kept")
    _build(project, "--site-dir", "clean")
    shutil.rmtree(project / ".cache")
    kept.rename(project / ".cache")
    return _site(project / "clean")


def _assert_as_clean(project: Path, what: object = "") -> None:
    built, clean = _site(project / "site"), _clean_site(project)
    assert built[0].keys() == clean[0].keys(), what
    assert [name for name in clean[0] if built[0][name] != clean[0][name]] == [], what
    assert built[1] == clean[1], what


def _records(project: Path) -> list[Path]:
    return sorted((project / ".cache" / "explainer").iterdir())


# The law


def _replace(pattern: str, new: str) -> Callable[[Path], None]:
    def edit(path: Path) -> None:
        path.write_text(re.sub(pattern, new, path.read_text("utf-8"), count=1), "utf-8")

    return edit


def _append(text: str) -> Callable[[Path], None]:
    def edit(path: Path) -> None:
        path.write_text(path.read_text("utf-8") + text, "utf-8")

    return edit


def _copy(path: Path) -> None:
    shutil.copyfile(path, path.with_name(f"{path.stem}-two{path.suffix}"))


def _rename(path: Path) -> None:
    path.rename(path.with_name(f"{path.stem}-anew{path.suffix}"))


EDITS: tuple[tuple[str, Callable[[Path], None]], ...] = (
    ("project/content/events/1*.md", _append("\nIt was [[halmyr-bank]] again.[@orn-portolan]\n\n## Afterwards\n")),
    ("project/content/*/*.md", _replace("(?m)^title: (.*)$", r"title: Another \1")),
    ("project/content/*/*.md", _replace("(?m)^summary: (.*)$", r"summary: Another \1")),
    ("project/content/events/1*.md", _replace(r"(?m)^date: (1\d{3}).*$", r"date: \1")),
    ("project/content/sources/*.md", _replace("(?m)^issued: .*$", "issued: 1901")),
    ("project/content/sources/*.md", _copy),
    ("project/content/events/*.md", _copy),
    ("project/content/sources/*-two.md", Path.unlink),
    ("project/content/events/*-two.md", Path.unlink),
    ("project/content/sources/*-two.md", _rename),
    ("project/content/dispute.yml", _replace("(?m)^title: (.*)$", r"title: Another \1")),
    ("project/content/dispute.yml", _replace('colour: "#7', 'colour: "#6')),
    ("project/content/map/states.yml", _replace('title: "19', 'title: "In 19')),
    ("project/theme/main.html", _append("\n{# a remark #}\n<!-- a line of the frame -->\n")),
    ("project/theme/explainer/entry.html", _append("\n<p>A line of the template</p>\n")),
    ("project/theme/assets/explainer/print.css", _append("\n.of-a-test { color: red; }\n")),
    ("project/docs/*.md", _append("\nSee [the event](events/1958-collision.md#references).\n")),
    ("project/mkdocs.yml", _replace("(?m)^repo_url: .*/", "repo_url: https://code.example/another/")),
    ("program/explainer/locale/en/LC_MESSAGES/explainer.po", _replace('msgstr "Home"', 'msgstr "Start"')),
)


def test_a_new_title_of_the_dispute_is_on_every_page(project: Path) -> None:
    _build(project)
    replace(project / "content" / "dispute.yml", "title: The Halmyr Bank dispute", "title: The row over the bank")
    _build(project)
    pages = [page.read_text("utf-8") for page in (project / "site").rglob("*.html") if "pagefind" not in page.parts]
    titled = [page for page in pages if "<title>" in page and not _REFRESH.search(page)]
    assert len(titled) > 50
    assert [page for page in titled if "The row over the bank</title>" not in page] == []


@pytest.mark.parametrize("seed", [pytest.param(seed, marks=pytest.mark.long if seed else ()) for seed in range(5)])
def test_builds_after_random_edits_give_what_clean_builds_give(project: Path, seed: int) -> None:
    """Whatever is edited: entries, sources, the dispute, the map, the theme, the docs, settings, words of the site."""
    chance = random.Random(seed)  # noqa: S311 - the same edits each time
    _build(project)
    changed = 0
    for _ in range(6 if seed else 3):
        before = _site(project / "site")
        done = []
        for pattern, edit in chance.sample(EDITS, k=chance.randint(1, 4)):
            if paths := sorted(project.parent.glob(pattern)):
                path = chance.choice(paths)
                edit(path)
                done.append((path.name, pattern))
        _build(project)
        _assert_as_clean(project, done)
        changed += _site(project / "site") != before
    assert changed


def test_a_damaged_cache_gives_the_same_site(project: Path) -> None:
    """Records with flipped bits, cut short, empty, exchanged and forged, at random."""
    _build(project)
    whole = _site(project / "site")
    chance, records = random.Random(SEED), _records(project)  # noqa: S311 - the same damage each time
    for path in records:
        content = bytearray(path.read_bytes())
        match chance.randrange(6):
            case 0:
                content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
            case 1:
                del content[chance.randrange(len(content)) :]
            case 2:
                content.clear()
            case 3:
                content = bytearray(chance.choice(records).read_bytes())
            case 4:
                content = content.replace(b"<p>", b"<p><script>alert(1)</script>")
        path.write_bytes(content)
    (project / "site" / "404.html").unlink()
    assert _build(project) == ""
    assert _site(project / "site") == whole


def test_a_cache_with_the_key_of_another_gives_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one that came with a checkout does: its records are named rightly, and no page of it is taken."""
    monkeypatch.setenv("XDG_STATE_HOME", str(project.parent / "of-an-attacker"))
    template = project / "theme" / "explainer" / "entry.html"
    _build(project)
    names = [path.name for path in _records(project)]
    for path in _records(project):
        content = path.read_bytes()
        path.write_bytes(content[:32] + content[32:].replace(b"<h1", b"<script>alert(1)</script><h1"))
    monkeypatch.setenv("XDG_STATE_HOME", str(project.parent / "ours"))
    shutil.rmtree(project / "site")
    _build(project)
    assert [path.name for path in _records(project)] == names
    assert "alert(1)" not in b"".join(_site(project / "site")[0].values()).decode("utf-8", "replace")
    _assert_as_clean(project)
    assert template.is_file()


# Two processes

IN_TWO = (
    "from explainer.plugin import framed_pages; framed_pages._MANY = 1; framed_pages._cores = lambda: 2; "
    "from mkdocs.__main__ import cli; cli()"
)


WAITING = "Another build writes into '{}'. Waiting."


def _started_in_two(project: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", IN_TWO, "build", "--quiet"],
        cwd=project,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**environment(), "PYTHONPATH": str(project.parent / "program")},
    )


def _build_in_two(project: Path, site: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", IN_TWO, "build", "--quiet", "--site-dir", site],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        env={**environment(), "PYTHONPATH": str(project.parent / "program")},
        timeout=300,
    )


def test_two_processes_make_the_site_that_one_makes(project: Path) -> None:
    run = _build_in_two(project, "two")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    _build(project, "--site-dir", "one")
    assert _site(project / "two") == _site(project / "one")


@pytest.mark.parametrize("template", ["map.html", "entry.html"])
def test_a_page_that_cannot_be_made_ends_the_build(project: Path, template: str) -> None:
    """Whichever process it is made in."""
    _append("{{ view.nothing_of_this_name }}")(project / "theme" / "explainer" / template)
    run = _build_in_two(project, "two")
    assert run.returncode == 1
    assert re.search(r"ERROR   -  Error building page '.*\.md': .* has no attribute 'nothing_of_this_name'", run.stderr)


# Whole and incremental


def test_a_new_site_shares_files_with_the_old_one_and_never_changes_them(project: Path) -> None:
    """`before` shares every file with the old site, so it shows anything that is written to one of them."""
    _build(project)
    site, before = project / "site", project / "before"
    shutil.copytree(site, before, copy_function=os.link)
    whole = files_under(before)
    sheet = project / "theme" / "assets" / "explainer" / "print.css"
    replace(project / COLLISION, "at the second light", "in the fog")
    _append("\n.of-a-test { color: red; }\n")(sheet)
    _build(project)
    assert files_under(before) == whole
    pages = [path.relative_to(site) for path in site.rglob("*.html") if (before / path.relative_to(site)).exists()]
    shared = {page.as_posix() for page in pages if (site / page).samefile(before / page)}
    same = {page.as_posix() for page in pages if (site / page).read_bytes() == (before / page).read_bytes()}
    assert "events/1958-collision/index.html" not in same
    assert len(shared) > 40
    written = {page for page in same - shared if not _REFRESH.search((site / page).read_text("utf-8"))}
    assert {page.partition("/")[0] for page in written} <= {"404.html", "colophon", "edit", "licence"}
    _assert_as_clean(project)


def test_a_build_that_is_killed_leaves_a_whole_site_and_the_next_one_builds(project: Path) -> None:
    """Some moments are while pages are linked to those of the old site."""
    _build(project)
    old = files_under(project / "site")
    for number in range(4):
        replace(
            project / COLLISION,
            *(("at the second light", "in the fog"), ("in the fog", "at the second light"))[number % 2],
        )
        process = _started_in_two(project)
        while process.poll() is None and not any((project / ".site-build" / "new").rglob("events/**/index.html")):
            time.sleep(0.01)
        process.kill()
        process.communicate()
        assert files_under(project / "site") == old
        assert _build(project).replace(WAITING.format(project / "site"), "").strip() == ""
        _assert_as_clean(project)
        old = files_under(project / "site")


# Nothing has changed


def test_a_build_of_what_is_built_says_so_and_ends(project: Path) -> None:
    assert _build(project) == ""
    times = {path: path.stat().st_mtime_ns for path in (project / "site").rglob("*")}
    assert _build(project) == UNCHANGED
    assert {path: path.stat().st_mtime_ns for path in (project / "site").rglob("*")} == times
    for change in (
        lambda: replace(project / COLLISION, "at the second light", "in the fog"),
        lambda: _append("\nMore.\n")(project / "docs" / "colophon.md"),
        lambda: (project / "theme" / "assets" / "more.css").write_text(".x { color: red; }", "utf-8"),
        lambda: _replace("(?m)^repo_url: .*/", "repo_url: https://code.example/another/")(project / "mkdocs.yml"),
    ):
        change()
        assert _build(project) == ""
        assert _build(project) == UNCHANGED


def test_a_damaged_site_is_built_again(project: Path) -> None:
    _build(project)
    site = project / "site"
    whole = _site(site)
    for damage in (
        lambda: _append("x")(site / "events" / "1958-collision" / "index.html"),
        (site / "404.html").unlink,
        lambda: (site / "stray.html").write_text("<p>Stray</p>", "utf-8"),
        lambda: shutil.rmtree(site),
    ):
        damage()
        assert _build(project) == ""
        assert _site(site) == whole
        assert _build(project) == UNCHANGED


def test_a_warning_is_said_again(project: Path) -> None:
    sources = project / "content" / "sources"
    shutil.copyfile(sources / "orn-landings.md", sources / "orn-landings-copy.md")
    for _ in range(2):
        assert "no entry cites this source. [orphan]" in _build(project, "--no-strict", is_quiet=False)
    assert [_build(project), _build(project)] == ["", UNCHANGED]
    assert "no entry cites this source. [orphan]" in _build(project, "--no-strict", is_quiet=False)


def test_another_day_is_another_site(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worklist says of which day it is."""
    for day, said in (("1767225600", ""), ("1767225600", UNCHANGED), ("1767312000", "")):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", day)
        assert _build(project) == said


# What MkDocs does not render, it knows


def test_the_sitemap_and_the_menu_have_all_pages(project: Path) -> None:
    for _ in range(2):
        _build(project)
        site = project / "site"
        sitemap = (site / "sitemap.xml").read_text("utf-8")
        listed = set(re.findall("<loc>https://halmyr.example/repo/(.*?)</loc>", sitemap))
        pages = {path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")}
        hidden = {"print", "worklist", "edit"}
        moved = {path for path in pages if _REFRESH.search((site / path / "index.html").read_text("utf-8"))}
        assert {address.rstrip("/") or "." for address in listed} == pages - hidden - moved
        menu = (site / "events" / "1958-collision" / "index.html").read_text("utf-8")
        for title in ("Timeline", "Positions", "About this site"):
            assert title in menu
        (site / "404.html").unlink()
