"""The date of a build, and that the same commit gives the same bytes wherever and whenever it is built."""

from __future__ import annotations

import datetime
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from explainer.built_site.build_date import BadEpochError, build_epoch, day_of
from folders import committed, files_under, written
from search_index import decoded
from serving import environment, project_in

CHANGED = "---\ntitle: A\nsummary: S.\nkind: term\nchanges:\n  - {{date: {}, note: More}}\n---\n\nSee [[island]].\n"


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    files = {"background/a.md": CHANGED.format("2019-05-06"), "background/b.md": CHANGED.format("2020-01-02")}
    return written(tmp_path / "content", files)


def test_the_variable_says_the_date(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    committed(content.parent)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert build_epoch(content) == 1000000000


def test_without_it_the_commit_does(content: Path) -> None:
    committed(content.parent)
    assert day_of(build_epoch(content)) == datetime.date(2021, 3, 5)


def test_without_a_commit_the_newest_change_does(content: Path) -> None:
    assert day_of(build_epoch(content)) == datetime.date(2020, 1, 2)
    (content / "background" / "c.md").write_text(CHANGED.format("soon"), "utf-8")
    assert day_of(build_epoch(content)) == datetime.date(2020, 1, 2)


def test_where_nothing_has_a_date_it_is_today(content: Path) -> None:
    written(content, {f"background/{name}.md": CHANGED.format("never") for name in "ab"}, base=False)
    assert day_of(build_epoch(content)) == datetime.datetime.now(datetime.UTC).date()


@pytest.mark.parametrize("text", ["soon", "1e9", "-99999999999999", "9" * 40])
def test_what_is_no_date_is_said(text: str, content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", text)
    with pytest.raises(BadEpochError, match="SOURCE_DATE_EPOCH must be a number of seconds since 1970"):
        build_epoch(content)


PLACES = {
    "here": {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    "elsewhere/in/another folder": {"TZ": "America/Anchorage", "LC_ALL": "POSIX", "PYTHONHASHSEED": "2"},
}


@pytest.mark.site
def test_the_same_commit_gives_the_same_bytes(tmp_path: Path) -> None:
    """In two folders, time zones, locales, umasks and hash seeds, and on any day."""
    project = committed(project_in(tmp_path / "one"))
    sites = []
    for number, (place, settings) in enumerate(PLACES.items()):
        folder = tmp_path / place
        shutil.copytree(project, folder)
        run = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
            cwd=folder,
            env={**environment(), "HOME": str(tmp_path), "EDIT_PAGE": "no", **settings},
            umask=0o077 * number,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
        sites.append(folder / "site")
    assert decoded(sites[0] / "pagefind") == decoded(sites[1] / "pagefind")
    first, second = ({n: d for n, d in files_under(s).items() if not n.startswith("pagefind/")} for s in sites)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    assert "2021-03-05" not in first["sitemap.xml"].decode(), "it has the days of changes, not of the build"
