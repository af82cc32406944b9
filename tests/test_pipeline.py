"""The stages together: what comes out, that nothing comes out of errors, and that the same comes out twice."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explainer.pages import Settings
from explainer.pipeline import Compiled, check, compile_site
from explainer.views.search_names import TABLES
from folders import THEME, File, LinkTo, base_files, lines_of, written


def compiled(folder: Path) -> Compiled:
    return compile_site(folder, THEME, Settings())


def test_pages_of_the_content_under_the_cases(tmp_path: Path) -> None:
    site = compiled(written(tmp_path, {"background/harbour.png": "a picture"}))
    assert lines_of(site.problems) == []
    assert [page.path for page in site.pages] == [
        "actors/ada-lind.md",
        "actors/alba.md",
        "actors/borea.md",
        "actors/index.md",
        "background/index.md",
        "background/island.md",
        "background/treaty-of-1900.md",
        "background/who-owns-it.md",
        "changes.md",
        "data.md",
        "events/1900-talks.md",
        "events/index.md",
        "index.md",
        "paths/in-short.md",
        "paths/index.md",
        "positions.md",
        "print.md",
        "sources/index.md",
        "sources/paper.md",
        "timeline.md",
    ]
    names = [f"assets/names/en/{number}.json" for number in range(TABLES)]
    assert list(site.assets.paths) == [
        "assets/facets.json",
        "assets/words/en.json",
        "assets/explainer/pages.json",
        "assets/explainer/style.css",
        *names,
    ]
    assert site.files == ("background/harbour.png",)


def test_errors_leave_nothing(tmp_path: Path) -> None:
    site = compiled(written(tmp_path, {"background/island.md": ""}))
    assert (site.pages.paths, site.assets.paths, site.files) == ((), (), ())
    assert lines_of(site.problems) == ["background/island.md:1: the file is empty. [empty-file]"]


def test_warnings_leave_the_pages(tmp_path: Path) -> None:
    site = compiled(written(tmp_path, {"background/storm.md": "---\ntitle: S\nsummary: S.\nkind: term\n---\n"}))
    assert len(site.problems) == 1
    assert "background/storm.md" in [page.path for page in site.pages]


def test_drafts_are_on_no_page(tmp_path: Path) -> None:
    draft = "---\ntitle: The hidden storm\nsummary: S.\n{}topics: [border]\nstatus: draft\n---\n\n[[alba]][@paper]\n"
    files: dict[str, File] = {
        "background/storm.md": draft.format("kind: term\n"),
        "events/1901-storm.md": draft.format("kind: incident\ndate: 1901\nweight: 3\n"),
    }
    site = compiled(written(tmp_path, files))
    assert lines_of(site.problems) == []
    assert [page.path for page in site.pages] == [page.path for page in compiled(written(tmp_path / "none", {})).pages]
    assert [page.path for page in site.pages if "hidden storm" in str(page) or "storm.md" in page.path] == []


def test_same_content_same_bytes(tmp_path: Path) -> None:
    """In whatever order the file system lists the files."""
    first, second = (
        compiled(written(tmp_path / name, files, base=False))
        for name, files in (("a", base_files()), ("b", dict(reversed(base_files().items()))))
    )
    assert [page.path for page in first.pages] != []
    assert [str(page) for page in first.pages] == [str(page) for page in second.pages]
    assert [*first.assets] == [*second.assets]


OUTSIDE = {
    "a picture": "background/secret.png",
    "an entry": "background/secret.md",
    "dispute.yml": "dispute.yml",
}


@pytest.mark.parametrize("name", OUTSIDE.values(), ids=OUTSIDE)
def test_a_symbolic_link_does_not_bring_in_what_lies_outside_the_content(name: str, tmp_path: Path) -> None:
    """A file of the machine that builds, as a key or .git/config, must not be published or quoted."""
    secret = tmp_path / "secret"
    secret.write_text("token: s3cr3t\n", encoding="utf-8")
    files: dict[str, File] = {
        **base_files(),
        name: LinkTo(os.path.relpath(secret, (tmp_path / "content" / name).parent)),
    }
    checked = check(written(tmp_path / "content", files, base=False))
    assert name not in checked.files
    assert [line for line in lines_of(checked.problems) if "s3cr3t" in line or "token" in line] == []
    assert {problem.path for problem in checked.problems} >= {name}


@settings(
    max_examples=60,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.one_of(
        st.binary(max_size=60),
        st.text(max_size=60).map(str.encode),
        st.text("-:\n \t[]{}&*!|>'\"#%@`a0").map(str.encode),
    )
)
def test_any_bytes_are_read_or_reported(tmp_path: Path, data: bytes) -> None:
    for name in ("background/island.md", "dispute.yml"):
        for whole in (data, b"---\n" + data + b"\n---\n" + data):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(whole)
            check(tmp_path)


def test_deep_nesting_is_reported(tmp_path: Path) -> None:
    for depth in (30, 3000):
        text = f"---\ntitle: T\nsummary: S.\nkind: place\naliases: {'[' * depth}{']' * depth}\n---\n"
        problems = check(written(tmp_path / str(depth), {"background/island.md": text})).problems
        assert {problem.code for problem in problems} & {"unsupported-yaml", "malformed-yaml"} != set()
        assert len(problems) == 1
