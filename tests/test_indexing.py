"""The search index: what of a site is in it, the same bytes each time, and what is said where it cannot be made."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from explainer import indexing
from explainer.indexing import IndexingError, write_index

PAGE = """<!doctype html><html lang="en"><head><title>{0}</title>
<meta name="n" content="国後島" data-pagefind-meta="names[content]">
<meta data-pagefind-filter="party:{0}"><meta data-pagefind-filter="topic:t{0}"><meta data-pagefind-filter="decade:1">
</head><body><article {1}><h1>{0}</h1><p>Words.</p></article></body></html>"""


def site_of(folder: Path, pages: int) -> Path:
    for number in range(pages):
        (folder / f"p{number}").mkdir(parents=True)
        text = PAGE.format(number, "data-pagefind-body" if number else "")
        (folder / f"p{number}" / "index.html").write_text(text, "utf-8")
    return folder


def hashes(folder: Path) -> dict[str, str]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    assert files
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_pages_that_ask_for_it_are_indexed(tmp_path: Path) -> None:
    site = site_of(tmp_path, 4)
    write_index(site)
    assert len(list((site / "pagefind" / "fragment").iterdir())) == 3
    assert not list((site / "pagefind").glob("*-ui.*"))


def test_the_same_site_has_the_same_index(tmp_path: Path) -> None:
    """Pagefind itself writes filters in another order with each run."""
    first, second = (site_of(tmp_path / name, 12) for name in ("a", "b"))
    write_index(first)
    write_index(second)
    assert hashes(first / "pagefind") == hashes(second / "pagefind")


def test_a_missing_program_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "get_executable", lambda: None)
    with pytest.raises(IndexingError) as raised:
        write_index(tmp_path)
    assert str(raised.value) == (
        "the search index needs the program of Pagefind, and there is none. Install it with the other packages "
        "(`make site`), or by `pip install 'pagefind[bin]'`"
    )


def test_a_broken_program_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "pagefind"
    broken.write_text("no program", "utf-8")
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(broken))
    with pytest.raises(IndexingError, match="Pagefind could not index the site"):
        write_index(tmp_path)
