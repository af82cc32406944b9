"""The search index: what of a site is in it, the same bytes each time, and what is said where it cannot be made."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import cbor2
import pytest

from explainer.indexing import IndexingError, pieces, program, write_index
from explainer.indexing.names import FILES, file_of, key_of
from folders import TESTS

NAMES = json.loads((TESTS / "snapshots" / "search-names.json").read_text("utf-8"))
PAGE = """<!doctype html><html lang="en"><head><title>{0}</title>
<meta name="n" content="国後島 · Kunashiri-tō" data-pagefind-meta="names[content]">
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


def test_an_index_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    site = site_of(tmp_path, 4)
    write_index(site)
    before = hashes(site / "pagefind")
    write_index(site)
    assert hashes(site / "pagefind") == before


# Names


@pytest.mark.parametrize("case", NAMES, ids=[case["name"] for case in NAMES])
def test_a_name_is_compared_by_its_letters(case: dict[str, object]) -> None:
    """tests/browser/test_search.py hands the same file to the script."""
    key = key_of(str(case["name"]))
    assert {"name": case["name"], "key": key, "file": file_of(key)} == case


def test_a_name_has_its_pages_and_sources_come_last(tmp_path: Path) -> None:
    for number, collection in enumerate(("sources", "actors", "events")):
        text = PAGE.format("Isle", "data-pagefind-body").replace("decade:1", f"collection:{collection}")
        (tmp_path / f"p{number}").mkdir()
        (tmp_path / f"p{number}" / "index.html").write_text(text, "utf-8")
    write_index(tmp_path)
    fragments = {path.stem: _read(path)["url"] for path in (tmp_path / "pagefind" / "fragment").iterdir()}
    files = [json.loads((tmp_path / f"pagefind/names/{n}.json").read_text("utf-8")) for n in range(FILES)]
    found = {name: [fragments[page] for page in ids] for names in files for name, ids in names.items()}
    ordered = ["/p1/", "/p2/", "/p0/"]
    assert found == {"isle": ordered, "国後島": ordered, "kunashirito": ordered}


def _read(path: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
    return found


# Pieces


def test_words_are_cut_into_small_pieces_that_follow_one_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "_PIECE_BYTES", 60)
    site = site_of(tmp_path, 30)
    write_index(site)
    [meta_file] = (site / "pagefind").glob("*.pf_meta")
    listed = _cbor(meta_file)[2]
    assert len(listed) > 3
    words = []
    for start, end, name in listed:
        [piece] = _cbor(site / "pagefind" / "index" / f"{name}.pf_index")
        assert piece[0][0].startswith(start)
        assert piece[-1][0].startswith(end)
        words += [word[0] for word in piece]
    assert words == sorted(set(words))
    assert len(list((site / "pagefind" / "index").iterdir())) == len(listed)


def _cbor(path: Path) -> list[list[list[str]]]:
    found: list[list[list[str]]] = cbor2.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
    return found


# What is said


def test_a_missing_program_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "get_executable", lambda: None)
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
